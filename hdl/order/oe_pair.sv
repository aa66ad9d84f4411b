// The second order of a pair: its packet, moved behind the first one's, for the segment that has started with that.
//
// Interface: first_i: an order starts a segment in this cycle, length_i its packet's bytes. second_i one cycle later with payload_i and
// length_i: join_o in the same cycle, payload_o has the packet at its place in the segment, zero elsewhere. fault_o: there is nothing to
// join: nothing started in the cycle before, or not a new order or replace, or the session has been given up since.
// Latency: none, from the second order. Reset: nothing has started.
// SAFETY: ORDERS.PAIR_BEHIND_FIRST a second order leaves only behind a first one of the cycle before.
`default_nettype none
module oe_pair (
  input  wire logic         clk_i,
  input  wire logic         rst_i,
  input  wire logic         owned_i,
  input  wire logic         first_i,
  input  wire logic         second_i,
  input  wire logic [6:0]   length_i,
  input  wire logic [511:0] payload_i,
  output      logic         join_o,
  output      logic [saker_pkg::SEGMENT_W-1:0] payload_o,
  output      logic         fault_o
);
  logic behind_enter_q, behind_replace_q, may_join, fits;

  // A cancel has no second: whatever rests is pulled frame by frame.
  assign fits      = length_i == 7'(saker_pkg::ENTER_BYTES) || length_i == 7'(saker_pkg::REPLACE_BYTES);
  assign may_join  = (behind_enter_q || behind_replace_q) && fits && owned_i;
  assign join_o    = second_i && may_join;
  assign fault_o   = second_i && !may_join;
  assign payload_o = behind_enter_q ? saker_pkg::SEGMENT_W'({payload_i, {(8 * saker_pkg::ENTER_BYTES){1'b0}}})
                                    : saker_pkg::SEGMENT_W'({payload_i, {(8 * saker_pkg::REPLACE_BYTES){1'b0}}});

  always_ff @(posedge clk_i) begin
    behind_enter_q   <= first_i && length_i == 7'(saker_pkg::ENTER_BYTES) && !rst_i;
    behind_replace_q <= first_i && length_i == 7'(saker_pkg::REPLACE_BYTES) && !rst_i;
  end
endmodule
`default_nettype wire
