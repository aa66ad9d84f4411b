// Which symbol's depth is reported next: a round every interval makes every symbol due that changed since its last report.
//
// Interface: interval_us_i (0: never), now_ns_i: card time, never ahead by more than 15 ns a cycle. change_i: one bit a symbol, it
// changed in this cycle. next_o with any_o: the lowest due symbol that was not given up since all were tried. done_i, give_up_i with
// sym_i: reported, or to be left due behind the others; change_i of that symbol must be low with done_i.
// Latency: a change counts for rounds from the next cycle on; next_o is combinational from registers. A new interval counts
// from the third cycle after it was set. Reset: nothing changed, nothing due.
`default_nettype none
module depth_due #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned SymW       = $clog2(NumSymbols)
) (
  input  wire logic                  clk_i,
  input  wire logic                  rst_i,
  input  wire logic [23:0]           interval_us_i,
  input  wire logic [63:0]           now_ns_i,
  input  wire logic [NumSymbols-1:0] change_i,
  input  wire logic                  done_i,
  input  wire logic                  give_up_i,
  input  wire logic [SymW-1:0]       sym_i,
  output      logic                  any_o,
  output      logic [SymW-1:0]       next_o
);
  // ---- the time to the next round; what is over by is taken off the next interval, so rounds do not drift -------------
  logic [3:0]         now_q, step_q;
  logic [23:0]        us_q, us2_q;
  logic [33:0]        times24_q, times1024, ns_q;
  logic [35:0]        rest_q, passed_q, again_q;  // what passes a cycle, and the same with a new interval
  logic               restart_q, off_q, round;
  assign times1024 = {us_q, 10'b0};
  assign round     = rest_q[35];
  always_ff @(posedge clk_i) begin
    now_q     <= now_ns_i[3:0];
    step_q    <= now_ns_i[3:0] - now_q;
    us_q      <= interval_us_i;
    times24_q <= {6'b0, interval_us_i, 4'b0} + {7'b0, interval_us_i, 3'b0};
    us2_q     <= us_q;
    ns_q      <= times1024 - times24_q;  // 1000 us_q
    restart_q <= interval_us_i != us2_q || interval_us_i != us_q || rst_i;
    off_q     <= interval_us_i == '0;
    passed_q  <= -{32'b0, step_q};
    again_q   <= {2'b0, ns_q} - {32'b0, step_q};
    rest_q    <= (restart_q || off_q) ? {2'b0, ns_q} : rest_q + (round ? again_q : passed_q);
  end

  // ---- symbols -----------------------------------------------------------------------------------------------------
  logic [NumSymbols-1:0] changed_q, changed_d, due_q, due_d, tried_q, mine, open, lowest;
  always_comb begin
    for (int unsigned n = 0; n < NumSymbols; n++) mine[n] = sym_i == SymW'(n);
    changed_d = (changed_q & ~(done_i ? mine : '0)) | change_i;
    due_d     = (due_q & ~(done_i ? mine : '0)) | (round ? changed_d : '0);
  end
  always_ff @(posedge clk_i) begin
    changed_q <= rst_i ? '0 : changed_d;
    due_q     <= (rst_i || off_q || restart_q) ? '0 : due_d;
    if (rst_i || !any_o) tried_q <= '0;
    else if (give_up_i) tried_q <= tried_q | mine;
  end

  assign open   = due_q & ~tried_q;
  assign lowest = open & (~open + 1'b1);
  assign any_o  = |open;
  always_comb begin
    next_o = '0;
    for (int unsigned n = 0; n < NumSymbols; n++) if (lowest[n]) next_o = next_o | SymW'(n);
  end

  logic unused;
  assign unused = ^now_ns_i[63:4];
endmodule
`default_nettype wire
