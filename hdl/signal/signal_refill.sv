// Refills: an order that comes to a level soon after an execution there. docs/signals.md 4.9.
//
// Interface: step_i, time_i in stage 2; refill_o (one was counted) in stage 4. One update a cycle: the loop compares and selects.
// Latency: 2 cycles. Reset: none, a restart starts a symbol.
`default_nettype none
module signal_refill #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned SymW       = $clog2(NumSymbols)
) (
  input  wire logic              clk_i,
  input  wire signal_pkg::step_t step_i,
  input  wire logic [19:0]       time_i,
  output      logic              refill_o
);
  // Of each side, ask above bid: {valid, level, time of the execution}.
  logic [97:0]     state [NumSymbols];
  logic [97:0]     was, next;
  logic [48:0]     mark, mark_d;
  logic [SymW-1:0] sym;
  logic            order, executes, enters, refill, refill_q;
  logic [15:0]     idx;
  logic [31:0]     age;
  assign sym      = step_i.sym[SymW-1:0];
  assign was      = step_i.restart ? '0 : state[sym];
  assign mark     = step_i.side ? was[97:49] : was[48:0];
  assign order    = step_i.live && step_i.order;
  assign executes = order && step_i.kind == saker_pkg::ORDER_EXECUTE && step_i.at_level;
  assign enters   = order && ((step_i.kind == saker_pkg::ORDER_ADD && step_i.at_level) || (step_i.kind == saker_pkg::ORDER_REPLACE && step_i.new_inside));
  assign idx      = step_i.kind == saker_pkg::ORDER_REPLACE ? step_i.new_idx : step_i.idx;
  assign age      = step_i.now - mark[31:0];
  assign refill   = enters && mark[48] && mark[47:32] == idx && age <= 32'(time_i) && time_i != '0;
  assign mark_d   = executes ? {1'b1, step_i.idx, step_i.now} : refill ? '0 : mark;
  assign next     = step_i.broken ? '0 : step_i.side ? {mark_d, was[48:0]} : {was[97:49], mark_d};
  always_ff @(posedge clk_i) begin
    if (step_i.upd || step_i.restart) state[sym] <= next;
    refill_q <= refill;
    refill_o <= refill_q;
  end

  logic unused;
  assign unused = ^step_i;
endmodule
`default_nettype wire
