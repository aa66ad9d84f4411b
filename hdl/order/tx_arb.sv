// Who starts the next frame: order, else a segment sent again, else what the card keeps alive, else host message, else raw frame.
//
// Interface: order_valid_i starts its frame in the same cycle. It may come only in the cycle after one in which ready_o and
// order_pending_i were both high: ready_o offers the next cycle, order_pending_i takes the offer and keeps everything
// else from starting. ready_o does not depend on order_pending_i of its own cycle, so the gate may use it combinationally.
// An order without an owned session, or when the MAC is not ready, never starts: fault_o counts as refused.
// Latency: none; a start in cycle n is the MAC's start_i in cycle n. Reset: no frame offered for one cycle.
// SAFETY: ORDERS.OWNED_ONLY an order frame starts only on an owned session.
`default_nettype none
module tx_arb (
  input  wire logic clk_i,
  input  wire logic rst_i,
  input  wire logic owned_i,
  input  wire logic mac_ready_i,
  input  wire logic mac_ready_next_i,
  input  wire logic order_valid_i,
  input  wire logic order_pending_i,
  input  wire logic again_request_i,
  input  wire logic keep_request_i,
  input  wire logic host_request_i,
  input  wire logic raw_request_i,
  output      logic ready_o,
  output      logic order_start_o,
  output      logic again_start_o,
  output      logic keep_start_o,
  output      logic host_start_o,
  output      logic raw_start_o,
  output      logic raw_select_o,  // the frame under way is the raw one
  output      logic fault_o
);
  logic pending_q, raw_q, others, again, keep;

  assign ready_o       = mac_ready_next_i && !pending_q && owned_i;
  assign others        = mac_ready_i && !order_pending_i && !order_valid_i;
  assign order_start_o = mac_ready_i && order_valid_i && owned_i;
  // Without the session nothing of it asks, or a raw frame would wait for it for ever.
  assign again         = again_request_i && owned_i;
  assign keep          = keep_request_i && owned_i;
  assign again_start_o = others && again;
  assign keep_start_o  = others && !again && keep;
  assign host_start_o  = others && !again && !keep && host_request_i;
  assign raw_start_o   = others && !again && !keep && !host_request_i && raw_request_i;
  assign fault_o       = order_valid_i && !order_start_o;
  assign raw_select_o  = raw_q;

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      pending_q <= 1'b1;
      raw_q     <= 1'b0;
    end else begin
      pending_q <= order_pending_i;
      if (raw_start_o)                                                         raw_q <= 1'b1;
      else if (order_start_o || again_start_o || keep_start_o || host_start_o) raw_q <= 1'b0;
    end
  end

`ifdef FORMAL
  always_comb begin
    assert (!((order_start_o || again_start_o) && !owned_i));
    assert (32'(order_start_o) + 32'(again_start_o) + 32'(keep_start_o) + 32'(host_start_o) + 32'(raw_start_o) <= 32'd1);
    if (raw_request_i && !owned_i && !host_request_i && others) assert (raw_start_o);
    if (!mac_ready_i) assert (!order_start_o && !again_start_o && !keep_start_o && !host_start_o && !raw_start_o);
    cover (order_start_o);
    cover (raw_start_o);
  end
`endif
endmodule
`default_nettype wire
