// Samples of the mid at the ends of its periods, with the trade flow of each. docs/signals.md 4.5.
//
// Interface: now_i, shift_i in stage 1; step_i, x_i (lots of the trade, buying positive) in stage 2; sample_o in stage 3. A sample closer than
// 4 cycles to the one before of its symbol is left to the next update: the variances need that long. One update a cycle. Latency: 2 cycles.
// Reset: no sample just taken; a restart starts a symbol.
`default_nettype none
module signal_sampler #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned SymW       = $clog2(NumSymbols)
) (
  input  wire logic               clk_i,
  input  wire logic               rst_i,
  input  wire logic [53:0]        now_i,
  input  wire logic [4:0]         shift_i,
  input  wire signal_pkg::step_t  step_i,
  input  wire logic signed [32:0] x_i,
  output      signal_pkg::sample_t sample_o
);
  localparam logic [1:0] OFF = 2'd0, PART = 2'd1, WHOLE = 2'd2;

  logic [39:0] p_q;
  logic        set_q;
  always_ff @(posedge clk_i) begin
    p_q   <= 40'(now_i >> shift_i);
    set_q <= shift_i != '0;
  end

  // {phase, q, mid at the last period's end, flow since}
  logic [90:0]        state [NumSymbols];
  logic [SymW-1:0]    sym;
  logic [1:0]         phase, phase_d;
  logic [39:0]        q, q_d, n;
  logic [16:0]        prev, prev_d;
  logic signed [31:0] flow, flow_d, base;
  logic signed [33:0] sum;
  logic               recent, ends, back;
  assign sym  = step_i.sym[SymW-1:0];
  assign {phase, q, prev, flow} = step_i.restart ? 91'd0 : state[sym];
  assign n    = p_q - q;
  assign back = n[39];
  assign ends = step_i.live && phase != OFF && n != '0 && !recent;
  assign base = ends ? '0 : flow;
  assign sum  = 34'(base) + 34'(x_i);
  always_comb begin
    {phase_d, q_d, prev_d, flow_d} = {phase, q, prev, flow};
    if (ends) begin
      phase_d = back ? PART : WHOLE;
      q_d     = p_q;
      prev_d  = step_i.mid_was;
      flow_d  = '0;
    end
    if (step_i.live && step_i.trade) begin
      flow_d = sum[33:31] == {3{sum[33]}} ? sum[31:0] : {sum[33], {31{!sum[33]}}};
    end
    if (step_i.book_ok && phase_d == OFF && set_q) {phase_d, q_d, prev_d, flow_d} = {PART, p_q, step_i.mid, 32'd0};
    if (step_i.broken) phase_d = OFF;
  end

  // Symbols of the samples of the last three cycles.
  logic [2:0]        taken_q;
  logic [3*SymW-1:0] taken_sym_q;
  always_comb begin
    recent = 1'b0;
    for (int unsigned n2 = 0; n2 < 3; n2++) recent = recent || (taken_q[n2] && taken_sym_q[n2*SymW +: SymW] == sym);
  end
  always_ff @(posedge clk_i) begin
    taken_q     <= rst_i ? '0 : {taken_q[1:0], ends};
    taken_sym_q <= {taken_sym_q[2*SymW-1:0], sym};
    if (step_i.upd || step_i.restart) state[sym] <= {phase_d, q_d, prev_d, flow_d};
    sample_o.valid <= ends && !back && phase == WHOLE && !rst_i;
    sample_o.move  <= $signed({1'b0, step_i.mid_was}) - $signed({1'b0, prev});
    sample_o.ended <= n;
    sample_o.flow  <= flow;
  end

  logic unused;
  assign unused = ^step_i;
endmodule
`default_nettype wire
