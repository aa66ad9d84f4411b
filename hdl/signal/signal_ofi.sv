// Order-flow imbalance of one update: what it added to the bid and took from the ask, at the best levels. docs/signals.md 4.3.
//
// Interface: step_i in stage 2, e_o (lots, signed) in stage 4; 0 unless the book is ok before and after. One a cycle. Latency: 2 cycles. No reset.
`default_nettype none
module signal_ofi (
  input  wire logic               clk_i,
  input  wire signal_pkg::step_t  step_i,
  output      logic signed [33:0] e_o
);
  logic [31:0] bid_in_q, bid_out_q, ask_in_q, ask_out_q;
  logic        counts;
  assign counts = step_i.book_ok && step_i.ok_was;
  always_ff @(posedge clk_i) begin
    bid_in_q  <= counts && step_i.bid_idx >= step_i.bid_idx_was ? step_i.bid_qty : '0;
    bid_out_q <= counts && step_i.bid_idx <= step_i.bid_idx_was ? step_i.bid_qty_was : '0;
    ask_in_q  <= counts && step_i.ask_idx <= step_i.ask_idx_was ? step_i.ask_qty : '0;
    ask_out_q <= counts && step_i.ask_idx >= step_i.ask_idx_was ? step_i.ask_qty_was : '0;
    e_o       <= $signed({2'b0, bid_in_q}) - $signed({2'b0, bid_out_q}) - $signed({2'b0, ask_in_q}) + $signed({2'b0, ask_out_q});
  end

  logic unused;
  assign unused = ^step_i;
endmodule
`default_nettype wire
