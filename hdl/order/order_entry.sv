// Order entry: the card's TCP session with the venue, both directions, on one XGMII-32 port.
//
// Interface: oe_*_i are the registers of the same name; take_over_i, release_i, msg_send_i, rawtx_*_i and rawrx_pop_i their write or
// read pulses. Orders: tx_ready_o in cycle n offers cycle n+1; order_pending_i in cycle n takes the offer; order_valid_i with order_i and
// symbol_i in cycle n+1 starts the frame at once. Venue messages: ouch_valid_o/ouch_o. Events: ev_valid_o/ev_o. No back-pressure.
// fin_o, rst_o, rejected_o, ended_o, broken_o: what ended the session, until the next take_over_i.
// Latency: order_valid_i in cycle n, start character on oe_txd_o in cycle n+1. Reset: session not owned, wire idle, all empty.
`default_nettype none
module order_entry (
  input  wire logic         clk_i,
  input  wire logic         rst_i,
  input  wire logic [31:0]  cycle_i,
  input  wire logic [63:0]  now_ns_i,
  input  wire logic [31:0]  oe_rxd_i,
  input  wire logic [3:0]   oe_rxc_i,
  output      logic [31:0]  oe_txd_o,
  output      logic [3:0]   oe_txc_o,
  // Configuration
  input  wire logic [47:0]  oe_local_mac_i,
  input  wire logic [47:0]  oe_peer_mac_i,
  input  wire logic [31:0]  oe_local_ip_i,
  input  wire logic [31:0]  oe_peer_ip_i,
  input  wire logic [15:0]  oe_ports_local_i,
  input  wire logic [15:0]  oe_ports_peer_i,
  input  wire logic [31:0]  oe_snd_nxt_init_i,
  input  wire logic [31:0]  oe_rcv_nxt_init_i,
  input  wire logic [15:0]  oe_window_i,
  input  wire logic [3:0]   oe_peer_scale_i,
  input  wire logic [15:0]  oe_peer_window_init_i,
  input  wire logic [31:0]  oe_max_seq_i,
  input  wire logic [31:0]  oe_keep_i,
  input  wire logic [47:0]  oe_clordid_prefix_i,
  input  wire logic [31:0]  oe_capacity_i,
  input  wire logic         take_over_i,
  input  wire logic         release_i,
  input  wire logic         new_session_i,
  input  wire logic         resend_i,
  input  wire logic [5:0]   resend_count_i,
  input  wire logic         resend_probe_i,
  // Orders past the gate
  output      logic         tx_ready_o,
  output      logic         room_o,
  output      logic         order_room_o,
  input  wire logic         order_pending_i,
  input  wire logic         order_valid_i,
  input  wire saker_pkg::order_t order_i,
  input  wire logic [63:0]  symbol_i,
  input  wire logic [115:0] desk_tags_i,
  // Host messages and raw frames
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
  output      logic [10:0]  rawrx_length_o,
  output      logic [31:0]  rawrx_data_o,
  output      logic [15:0]  rawrx_dropped_o,
  input  wire logic         rawrx_pop_i,
  // Venue messages and session state
  output      logic         ouch_valid_o,
  output      saker_pkg::ouch_msg_t ouch_o,
  input  wire logic         unknown_urn_i,
  input  wire logic         answered_i,
  output      logic         owned_o,
  output      logic         logged_in_o,
  output      logic         fin_o,
  output      logic         rst_o,
  output      logic         rejected_o,
  output      logic         ended_o,
  output      logic         broken_o,
  output      logic         session_up_o,
  output      logic         settling_o,
  output      logic         caught_up_o,
  output      logic [5:0]   queries_o,
  output      logic [31:0]  soup_seq_o,
  output      logic         ack_due_o,
  output      logic         tx_busy_o,
  output      logic [31:0]  snd_nxt_o,
  output      logic [31:0]  snd_una_o,
  output      logic [31:0]  rcv_nxt_o,
  output      logic [15:0]  peer_window_o,
  output      logic [31:0]  store_o,
  output      logic [31:0]  rtt_o,
  output      logic [31:0]  rtt_samples_o,
  output      logic [31:0]  resent_o,
  output      logic         ev_valid_o,
  output      saker_pkg::event_t ev_o,
  output      logic [511:0] cnt_o
);
  logic       take_over, tx_frame, tx_order, tx_host, ack_sent, odd, query_sent;
  logic [5:0] kept, left;
  logic [7:0] dup_acks;

  assign take_over = take_over_i && !release_i;
  assign store_o   = {6'd0, order_room_o, room_o, dup_acks, 2'd0, left, 2'd0, kept};

  oe_tx u_tx (
    .clk_i (clk_i), .rst_i (rst_i),
    .local_mac_i (oe_local_mac_i), .peer_mac_i (oe_peer_mac_i), .local_ip_i (oe_local_ip_i), .peer_ip_i (oe_peer_ip_i),
    .local_port_i (oe_ports_local_i), .peer_port_i (oe_ports_peer_i), .window_i (oe_window_i),
    .clordid_prefix_i (oe_clordid_prefix_i), .capacity_i (oe_capacity_i),
    .rcv_nxt_i (rcv_nxt_o), .ack_due_i (ack_due_o), .take_over_i (take_over), .snd_nxt_init_i (oe_snd_nxt_init_i), .owned_i (owned_o),
    .logged_in_i (session_up_o), .now_ns_i (now_ns_i), .snd_una_i (snd_una_o), .peer_window_i (peer_window_o),
    .peer_scale_i (oe_peer_scale_i), .max_seq_i (oe_max_seq_i), .odd_i (odd), .keep_i (oe_keep_i),
    .resend_i (resend_i), .resend_count_i (resend_count_i), .resend_probe_i (resend_probe_i),
    .room_o (room_o), .order_room_o (order_room_o), .kept_o (kept), .left_o (left),
    .rtt_o (rtt_o), .rtt_samples_o (rtt_samples_o), .resent_o (resent_o),
    .order_valid_i (order_valid_i), .order_pending_i (order_pending_i), .order_i (order_i), .symbol_i (symbol_i), .desk_tags_i (desk_tags_i),
    .tx_ready_o (tx_ready_o),
    .msg_send_i (msg_send_i), .msg_length_i (msg_length_i), .msg_data_i (msg_data_i), .msg_busy_o (msg_busy_o),
    .rawtx_data_we_i (rawtx_data_we_i), .rawtx_data_i (rawtx_data_i), .rawtx_send_i (rawtx_send_i),
    .rawtx_length_i (rawtx_length_i), .rawtx_busy_o (rawtx_busy_o),
    .refused_o (refused_o), .snd_nxt_o (snd_nxt_o), .tx_busy_o (tx_busy_o),
    .tx_frame_o (tx_frame), .tx_order_o (tx_order), .tx_host_o (tx_host), .query_sent_o (query_sent), .ack_sent_o (ack_sent),
    .oe_txd_o (oe_txd_o), .oe_txc_o (oe_txc_o)
  );

  oe_rx u_rx (
    .clk_i (clk_i), .rst_i (rst_i), .cycle_i (cycle_i), .oe_rxd_i (oe_rxd_i), .oe_rxc_i (oe_rxc_i),
    .local_mac_i (oe_local_mac_i), .local_ip_i (oe_local_ip_i), .peer_ip_i (oe_peer_ip_i),
    .local_port_i (oe_ports_local_i), .peer_port_i (oe_ports_peer_i),
    .take_over_i (take_over), .release_i (release_i), .new_session_i (new_session_i), .rcv_nxt_init_i (oe_rcv_nxt_init_i),
    .window_init_i (oe_peer_window_init_i), .kept_i (kept != '0), .dup_acks_o (dup_acks), .odd_o (odd),
    .query_sent_i (query_sent), .answered_i (answered_i), .settling_o (settling_o),
    .caught_up_o (caught_up_o), .queries_o (queries_o), .soup_seq_o (soup_seq_o),
    .snd_nxt_init_i (oe_snd_nxt_init_i), .snd_nxt_i (snd_nxt_o), .ack_sent_i (ack_sent),
    .unknown_urn_i (unknown_urn_i), .tx_frame_i (tx_frame), .tx_order_i (tx_order), .tx_host_i (tx_host),
    .ouch_valid_o (ouch_valid_o), .ouch_o (ouch_o), .owned_o (owned_o), .logged_in_o (logged_in_o), .fin_o (fin_o),
    .rst_o (rst_o), .rejected_o (rejected_o), .ended_o (ended_o), .broken_o (broken_o), .session_up_o (session_up_o),
    .rcv_nxt_o (rcv_nxt_o), .snd_una_o (snd_una_o), .peer_window_o (peer_window_o), .ack_due_o (ack_due_o),
    .rawrx_length_o (rawrx_length_o), .rawrx_data_o (rawrx_data_o), .rawrx_dropped_o (rawrx_dropped_o),
    .rawrx_pop_i (rawrx_pop_i), .ev_valid_o (ev_valid_o), .ev_o (ev_o), .cnt_o (cnt_o)
  );
endmodule
`default_nettype wire
