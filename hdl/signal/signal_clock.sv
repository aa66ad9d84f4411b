// The period clock of a group of sums: what each update does to them before it adds, and whether a whole period has passed. docs/signals.md 2.
//
// Interface: now_i, shift_i (log2 of the period; 0: not set) in stage 1; step_i in stage 2; sum_o (SUM_*), known_o in stage 3. A broken symbol's
// clock stands. One a cycle; the loop is a subtraction, a comparison and a selection. Latency: 2 cycles. Reset: none, a restart starts a symbol.
`default_nettype none
module signal_clock #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned PeriodW    = 40,  // fewer only for proofs, as NowW
  parameter int unsigned NowW       = 54,
  parameter int unsigned SymW       = $clog2(NumSymbols)
) (
  input  wire logic              clk_i,
  input  wire logic [NowW-1:0]   now_i,
  input  wire logic [4:0]        shift_i,
  input  wire signal_pkg::step_t step_i,
  output      logic [1:0]        sum_o,
  output      logic              known_o
);
  logic [PeriodW-1:0] p_q;
  logic               set_q;
  always_ff @(posedge clk_i) begin
    p_q   <= PeriodW'(now_i >> shift_i);
    set_q <= shift_i != '0;
  end

  // {started, whole, known, q}
  logic [PeriodW+2:0] state [NumSymbols];
  logic [PeriodW+2:0] was;
  logic [SymW-1:0]    sym;
  logic               started, whole, known, started_d, whole_d, known_d;
  logic [PeriodW-1:0] q, q_d, n;
  logic [1:0]         sum_d;
  assign sym = step_i.sym[SymW-1:0];
  assign was = step_i.restart ? '0 : state[sym];
  assign {started, whole, known, q} = was;
  assign n   = p_q - q;
  always_comb begin
    {started_d, whole_d, known_d, q_d} = {started, whole, known, q};
    sum_d = signal_pkg::SUM_KEEP;
    if (step_i.live) begin
      if (!started || n[PeriodW-1]) begin
        {started_d, whole_d, known_d, q_d} = {3'b100, p_q};
        sum_d = signal_pkg::SUM_EMPTY;
      end else if (n == PeriodW'(1)) begin
        {whole_d, known_d, q_d} = {1'b1, whole, p_q};
        sum_d = signal_pkg::SUM_SHIFT;
      end else if (n != '0) begin
        {whole_d, known_d, q_d} = {2'b11, p_q};
        sum_d = signal_pkg::SUM_EMPTY;
      end
    end
    if (step_i.broken || !set_q) {started_d, whole_d, known_d} = 3'b000;
    if (step_i.restart || !set_q) sum_d = signal_pkg::SUM_EMPTY;
  end
  always_ff @(posedge clk_i) begin
    if (step_i.upd || step_i.restart) state[sym] <= {started_d, whole_d, known_d, q_d};
    sum_o   <= sum_d;
    known_o <= known_d;
  end

  logic unused;
  assign unused = ^step_i;
endmodule
`default_nettype wire
