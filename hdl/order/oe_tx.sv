// Order-entry transmit: orders, host messages and raw frames on one XGMII port.
//
// Interface: configuration as in the register map (MACs and characters first in [7:0], IPv4 addresses first in [31:24]).
// order_valid_i/order_i: one cycle, already past the kill latch; symbol_i is the name of the order's symbol in that cycle.
// order2_valid_i in the cycle after one whose order started a frame: order_i is the second of a pair and leaves in the same segment.
// tx_ready_o in cycle n: an order_valid_i in cycle n+1 will be sent at once if order_pending_i is high in cycle n. A frame of
// another kind never starts in a cycle with order_pending_i. msg_send_i, rawtx_data_we_i and rawtx_send_i are pulses.
// take_over_i loads SND_NXT and empties the store of what was sent. tx_frame_o: a frame ended; tx_host_o, ack_sent_o: one started; tx_order_o: an order left;
// query_sent_o: it is an account query.
// resend_i: OE_RESEND. room_o, order_room_o, pair_room_o: for a segment, for an order, for two in one segment. The rest is docs/card.md sections 9.1 and 9.2.
// Latency: order_valid_i in cycle n, start character on oe_txd_o in cycle n+1.
// Reset: wire idle, nothing waits, SND_NXT 0, nothing refused.
`default_nettype none
module oe_tx (
  input  wire logic         clk_i,
  input  wire logic         rst_i,
  input  wire logic [47:0]  local_mac_i,
  input  wire logic [47:0]  peer_mac_i,
  input  wire logic [31:0]  local_ip_i,
  input  wire logic [31:0]  peer_ip_i,
  input  wire logic [15:0]  local_port_i,
  input  wire logic [15:0]  peer_port_i,
  input  wire logic [15:0]  window_i,
  input  wire logic [47:0]  clordid_prefix_i,
  input  wire logic [31:0]  capacity_i,
  input  wire logic [31:0]  rcv_nxt_i,
  input  wire logic         ack_due_i,
  input  wire logic         take_over_i,
  input  wire logic [31:0]  snd_nxt_init_i,
  input  wire logic         owned_i,
  input  wire logic         logged_in_i,
  input  wire logic [63:0]  now_ns_i,
  input  wire logic [31:0]  snd_una_i,
  input  wire logic [15:0]  peer_window_i,
  input  wire logic [3:0]   peer_scale_i,
  input  wire logic [31:0]  max_seq_i,
  input  wire logic         odd_i,
  input  wire logic [31:0]  keep_i,          // OE_KEEP
  input  wire logic         resend_i,
  input  wire logic [5:0]   resend_count_i,
  input  wire logic         resend_probe_i,
  input  wire logic         order_valid_i,
  input  wire logic         order2_valid_i,
  input  wire logic         order_pending_i,
  input  wire saker_pkg::order_t order_i,
  input  wire logic [63:0]  symbol_i,
  input  wire logic [115:0] desk_tags_i,
  output      logic         tx_ready_o,
  output      logic         room_o,
  output      logic         order_room_o,
  output      logic         pair_room_o,
  output      logic [5:0]   kept_o,
  output      logic [5:0]   left_o,
  output      logic [31:0]  rtt_o,
  output      logic [31:0]  rtt_samples_o,
  output      logic [31:0]  resent_o,
  input  wire logic         msg_send_i,
  input  wire logic [6:0]   msg_length_i,
  input  wire logic [511:0] msg_data_i,
  output      logic         msg_busy_o,
  input  wire logic         rawtx_data_we_i,
  input  wire logic [31:0]  rawtx_data_i,
  input  wire logic         rawtx_send_i,
  input  wire logic [10:0]  rawtx_length_i,
  output      logic         rawtx_busy_o,
  output      logic [15:0]  refused_o,
  output      logic [31:0]  snd_nxt_o,
  output      logic         tx_busy_o,
  output      logic         tx_frame_o,
  output      logic         tx_order_o,
  output      logic         tx_host_o,
  output      logic         query_sent_o,
  output      logic         ack_sent_o,
  output      logic [31:0]  oe_txd_o,
  output      logic [3:0]   oe_txc_o
);
  localparam logic [23:0] HEARTBEAT = {8'("R"), 8'd1, 8'd0};  // SoupBinTCP client heartbeat, first byte in [7:0]

  logic         mac_ready, mac_ready_next, mac_start, tcp_start, raw_select;
  logic         order_start, again_start, keep_start, host_start, raw_start, host_request, raw_request, order_fault, msg_refused, raw_refused;
  logic         again_request, keep_request, heartbeat, fresh_start, payload_start, join_second, join_fault;
  logic [511:0] order_payload, host_payload;
  logic [saker_pkg::SEGMENT_W-1:0] other_payload, again_payload, sent_payload, payload, second_payload;
  logic [6:0]   order_length, host_length, other_length, again_length, sent_length, length;
  logic [31:0]  again_seq, sent_seq;
  logic [31:0]  tcp_data, raw_data, mac_data;
  logic [2:0]   tcp_bytes, raw_bytes, mac_bytes;
  logic         tcp_last, raw_last, mac_last;

  assign fresh_start   = order_start || keep_start || host_start;
  assign payload_start = fresh_start && length != 7'd0;
  assign tcp_start  = fresh_start || again_start;
  assign mac_start  = tcp_start || raw_start;
  assign tx_busy_o  = !mac_ready;
  assign tx_order_o = order_start || join_second;
  assign tx_host_o  = host_start || raw_start;
  assign ack_sent_o = tcp_start;
  // host_msg lets no other 'U' packet through.
  assign query_sent_o = host_start && host_length != 7'd0 && host_payload[23:16] == "U";

  ouch_encode u_encode (
    .order_i    (order_i),
    .capacity_i (capacity_i),
    .symbol_i   (symbol_i),
    .prefix_i   (clordid_prefix_i),
    .tags_i     (desk_tags_i[111:0]),
    .tag_bytes_i(desk_tags_i[115:112]),
    .payload_o  (order_payload),
    .length_o   (order_length)
  );

  oe_pair u_pair (
    .clk_i (clk_i), .rst_i (rst_i), .owned_i (owned_i), .first_i (order_start), .second_i (order2_valid_i), .length_i (order_length),
    .payload_i (order_payload), .join_o (join_second), .payload_o (second_payload), .fault_o (join_fault)
  );

  host_msg u_host (
    .clk_i (clk_i), .rst_i (rst_i), .owned_i (owned_i), .drop_i (take_over_i), .ack_due_i (ack_due_i), .room_i (room_o), .send_i (msg_send_i),
    .length_i (msg_length_i), .data_i (msg_data_i), .request_o (host_request), .grant_i (host_start), .done_i (tx_frame_o),
    .busy_o (msg_busy_o), .refused_o (msg_refused), .payload_o (host_payload), .length_o (host_length)
  );

  raw_tx u_raw (
    .clk_i (clk_i), .rst_i (rst_i), .owned_i (owned_i), .write_i (rawtx_data_we_i), .data_i (rawtx_data_i), .send_i (rawtx_send_i),
    .length_i (rawtx_length_i), .request_o (raw_request), .grant_i (raw_start), .done_i (tx_frame_o), .busy_o (rawtx_busy_o),
    .refused_o (raw_refused), .data_o (raw_data), .bytes_o (raw_bytes), .last_o (raw_last)
  );

  tx_arb u_arb (
    .clk_i            (clk_i),
    .rst_i            (rst_i),
    .owned_i          (owned_i),
    .mac_ready_i      (mac_ready),
    .mac_ready_next_i (mac_ready_next),
    .order_valid_i    (order_valid_i && order_length != 7'd0),
    .order_pending_i  (order_pending_i),
    .again_request_i  (again_request),
    .keep_request_i   (keep_request),
    .host_request_i   (host_request),
    .raw_request_i    (raw_request),
    .ready_o          (tx_ready_o),
    .order_start_o    (order_start),
    .again_start_o    (again_start),
    .keep_start_o     (keep_start),
    .host_start_o     (host_start),
    .raw_start_o      (raw_start),
    .raw_select_o     (raw_select),
    .fault_o          (order_fault)
  );

  logic [511:0] own_payload;
  assign own_payload   = !keep_request ? host_payload : heartbeat ? 512'(HEARTBEAT) : 512'd0;
  assign other_payload = again_request && owned_i ? again_payload : saker_pkg::SEGMENT_W'(own_payload);
  assign other_length  = again_request && owned_i ? again_length  : !keep_request ? host_length  : heartbeat ? 7'd3 : 7'd0;

  // The order's bytes are taken whenever nothing else starts, so the data need not wait for the gate's verdict.
  logic other_start;
  assign other_start = again_start || keep_start || host_start;
  assign payload = other_start ? other_payload : saker_pkg::SEGMENT_W'(order_payload);
  assign length  = other_start ? other_length  : order_length;

  tcp_tx u_tcp (
    .clk_i (clk_i), .rst_i (rst_i), .local_mac_i (local_mac_i), .peer_mac_i (peer_mac_i), .local_ip_i (local_ip_i), .peer_ip_i (peer_ip_i),
    .local_port_i (local_port_i), .peer_port_i (peer_port_i), .window_i (window_i), .start_i (tcp_start), .payload_i (payload),
    .length_i (length), .join_i (join_second), .join_payload_i (second_payload), .seq_i (again_start ? again_seq : snd_nxt_o), .ack_i (rcv_nxt_i), .data_o (tcp_data), .bytes_o (tcp_bytes),
    .last_o (tcp_last), .sent_seq_o (sent_seq), .sent_length_o (sent_length), .sent_payload_o (sent_payload)
  );

  oe_sent u_sent (
    .clk_i (clk_i), .rst_i (rst_i), .take_over_i (take_over_i), .owned_i (owned_i), .start_i (payload_start),
    .longer_i (join_second), .end_i (snd_nxt_o + 32'(length)), .snd_nxt_i (snd_nxt_o), .seq_i (sent_seq), .length_i (sent_length), .payload_i (sent_payload),
    .una_i (snd_una_i), .window_i (peer_window_i), .scale_i (peer_scale_i), .max_seq_i (max_seq_i), .resend_i (resend_i),
    .count_i (resend_count_i), .probe_i (resend_probe_i), .request_o (again_request), .grant_i (again_start), .seq_o (again_seq),
    .length_o (again_length), .payload_o (again_payload), .room_o (room_o), .order_room_o (order_room_o), .pair_room_o (pair_room_o),
    .kept_o (kept_o),
    .left_o (left_o), .rtt_o (rtt_o), .rtt_samples_o (rtt_samples_o), .resent_o (resent_o)
  );

  oe_keep u_keep (
    .clk_i (clk_i), .rst_i (rst_i), .now_ns_i (now_ns_i), .owned_i (owned_i), .logged_in_i (logged_in_i), .room_i (room_o),
    .ack_us_i (keep_i[31:16]), .heartbeat_ms_i (keep_i[15:0]), .ack_due_i (ack_due_i), .odd_i (odd_i), .payload_sent_i (payload_start || (again_start && again_length != 7'd0)),
    .ack_sent_i (tcp_start), .request_o (keep_request), .heartbeat_o (heartbeat), .grant_i (keep_start)
  );

  assign mac_data  = raw_select ? raw_data  : tcp_data;
  assign mac_bytes = raw_select ? raw_bytes : tcp_bytes;
  assign mac_last  = raw_select ? raw_last  : tcp_last;

  mac_tx u_mac (
    .clk_i        (clk_i),
    .rst_i        (rst_i),
    .start_i      (mac_start),
    .data_i       (mac_data),
    .bytes_i      (mac_bytes),
    .last_i       (mac_last),
    .ready_o      (mac_ready),
    .ready_next_o (mac_ready_next),
    .done_o       (tx_frame_o),
    .txd_o        (oe_txd_o),
    .txc_o        (oe_txc_o)
  );

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      snd_nxt_o <= 32'd0;
      refused_o <= 16'd0;
    end else begin
      refused_o <= refused_o + 16'(msg_refused) + 16'(raw_refused) + 16'(order_fault) + 16'(join_fault);
      if (take_over_i)                     snd_nxt_o <= snd_nxt_init_i;
      else if (fresh_start || join_second) snd_nxt_o <= snd_nxt_o + 32'(length);
    end
  end
endmodule
`default_nettype wire
