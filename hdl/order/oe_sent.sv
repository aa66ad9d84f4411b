// What was sent and is not acknowledged: kept, sent again on command, measured; and the room that is left for more.
//
// Interface: start_i: a segment with payload starts for the first time, up to sequence end_i; longer_i one cycle later: it is longer, up to
// the end_i of that cycle; seq_i, length_i, payload_i: what started, two cycles later. resend_i with count_i and probe_i: OE_RESEND. una_i: oldest sequence not acknowledged. request_o with seq_o, length_o and
// payload_o holds until grant_i; a probe (no payload, sequence una_i - 1) goes when nothing kept is in turn. resent_o counts segments, wrapping.
// Latency: as in tx_store, oe_room and oe_rtt. Reset and take_over_i: nothing kept, no room for 4 cycles. Nothing is sent
// again while the session is not owned.
`default_nettype none
module oe_sent (
  input  wire logic         clk_i,
  input  wire logic         rst_i,
  input  wire logic         take_over_i,
  input  wire logic         owned_i,
  input  wire logic         start_i,
  input  wire logic         longer_i,
  input  wire logic [31:0]  end_i,
  input  wire logic [31:0]  snd_nxt_i,
  input  wire logic [31:0]  seq_i,
  input  wire logic [6:0]   length_i,
  input  wire logic [saker_pkg::SEGMENT_W-1:0] payload_i,
  input  wire logic [31:0]  una_i,
  input  wire logic [15:0]  window_i,
  input  wire logic [3:0]   scale_i,
  input  wire logic [31:0]  max_seq_i,
  input  wire logic         resend_i,
  input  wire logic [5:0]   count_i,
  input  wire logic         probe_i,
  output      logic         request_o,
  input  wire logic         grant_i,
  output      logic [31:0]  seq_o,
  output      logic [6:0]   length_o,
  output      logic [saker_pkg::SEGMENT_W-1:0] payload_o,
  output      logic         room_o,
  output      logic         order_room_o,
  output      logic         pair_room_o,
  output      logic [5:0]   kept_o,
  output      logic [5:0]   left_o,
  output      logic [31:0]  rtt_o,
  output      logic [31:0]  rtt_samples_o,
  output      logic [31:0]  resent_o
);
  logic         started_q, store_q, probe_q, stored;
  logic [31:0]  stored_seq;
  logic [6:0]   stored_length;
  logic [saker_pkg::SEGMENT_W-1:0] stored_payload;

  tx_store u_store (
    .clk_i     (clk_i),
    .rst_i     (rst_i),
    .flush_i   (take_over_i),
    .sent_i    (store_q),
    .seq_i     (seq_i),
    .length_i  (length_i),
    .payload_i (payload_i),
    .una_i     (una_i),
    .resend_i  (resend_i || !owned_i),
    .count_i   (owned_i ? count_i : 6'd0),
    .request_o (stored),
    .grant_i   (grant_i && stored),
    .seq_o     (stored_seq),
    .length_o  (stored_length),
    .payload_o (stored_payload),
    .kept_o    (kept_o),
    .left_o    (left_o)
  );

  oe_room u_room (
    .clk_i     (clk_i),
    .rst_i     (rst_i),
    .settle_i  (take_over_i),
    .snd_nxt_i (snd_nxt_i),
    .una_i     (una_i),
    .window_i  (window_i),
    .scale_i   (scale_i),
    .kept_i    (kept_o),
    .max_seq_i (max_seq_i),
    .segment_o (room_o),
    .order_o   (order_room_o),
    .pair_o    (pair_room_o)
  );

  oe_rtt u_rtt (
    .clk_i     (clk_i),
    .rst_i     (rst_i),
    .sent_i    (start_i),
    .longer_i  (longer_i),
    .end_i     (end_i),
    .una_i     (una_i),
    .void_i    (take_over_i || resend_i),
    .rtt_o     (rtt_o),
    .samples_o (rtt_samples_o)
  );

  assign request_o = stored || probe_q;
  assign seq_o     = stored ? stored_seq : una_i - 32'd1;
  assign length_o  = stored ? stored_length : 7'd0;
  assign payload_o = stored ? stored_payload : '0;

  always_ff @(posedge clk_i) begin
    started_q <= start_i;
    store_q   <= started_q;
    resent_o  <= resent_o + 32'(grant_i && stored);
    if (resend_i && probe_i)     probe_q <= 1'b1;
    else if (grant_i && !stored) probe_q <= 1'b0;
    if (rst_i || take_over_i || !owned_i) begin
      started_q <= 1'b0;
      store_q   <= 1'b0;
      probe_q   <= 1'b0;
    end
    if (rst_i) resent_o <= '0;
  end
endmodule
`default_nettype wire
