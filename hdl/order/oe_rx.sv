// Order-entry receive: XGMII words in, decoded OUCH messages, session state and frames for the host out.
//
// Interface: configuration as in the register map. take_over_i and release_i are pulses (OE_CTRL). ouch_valid_o/ouch_o, ev_valid_o/ev_o:
// one cycle each, at least 11 and 1 cycles apart, without back-pressure. fin_o .. broken_o are levels until the next take_over_i.
// rawrx_pop_i takes 4 bytes of the head frame. tx_*_i and unknown_urn_i are pulses that are only counted here.
// Nothing takes effect before frame check, IPv4 and TCP checksums of its frame are good.
// Latency: terminate character on the pins to ouch_valid_o 19 + n cycles when the message is the only one (n words as in soup_rx).
// Reset: session not owned, buffers empty, counters zero.
`default_nettype none
module oe_rx (
  input  wire logic         clk_i,
  input  wire logic         rst_i,
  input  wire logic [31:0]  cycle_i,
  input  wire logic [31:0]  oe_rxd_i,
  input  wire logic [3:0]   oe_rxc_i,
  input  wire logic [47:0]  local_mac_i,
  input  wire logic [31:0]  local_ip_i,
  input  wire logic [31:0]  peer_ip_i,
  input  wire logic [15:0]  local_port_i,
  input  wire logic [15:0]  peer_port_i,
  input  wire logic         take_over_i,
  input  wire logic         release_i,
  input  wire logic         new_session_i,
  input  wire logic [31:0]  rcv_nxt_init_i,
  input  wire logic [31:0]  snd_nxt_init_i,
  input  wire logic [15:0]  window_init_i,
  input  wire logic         kept_i,
  input  wire logic [31:0]  snd_nxt_i,
  input  wire logic         ack_sent_i,
  input  wire logic         unknown_urn_i,
  input  wire logic         query_sent_i,
  input  wire logic         answered_i,
  input  wire logic         tx_frame_i,
  input  wire logic         tx_order_i,
  input  wire logic         tx_host_i,
  output      logic         ouch_valid_o,
  output      saker_pkg::ouch_msg_t ouch_o,
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
  output      logic [31:0]  rcv_nxt_o,
  output      logic [31:0]  snd_una_o,
  output      logic [15:0]  peer_window_o,
  output      logic [7:0]   dup_acks_o,
  output      logic         odd_o,
  output      logic         ack_due_o,
  output      logic [10:0]  rawrx_length_o,
  output      logic [31:0]  rawrx_data_o,
  output      logic [15:0]  rawrx_dropped_o,
  input  wire logic         rawrx_pop_i,
  output      logic         ev_valid_o,
  output      saker_pkg::event_t ev_o,
  output      logic [511:0] cnt_o
);
  logic        valid, sof, last, mac_eof, mac_ok, eof, ok;
  logic [31:0] data;
  logic [2:0]  bytes;
  logic [1:0]  err;
  logic [8:0]  index;
  logic [10:0] frame_length;
  logic        for_session, for_local, arp, host_frame;
  logic [15:0] total, window, length, skip, fresh;
  logic [31:0] seq, ack;
  logic [3:0]  offset;
  logic        ack_flag, rst_flag, fin_flag, syn_flag, fits, beyond, odd, stale, malformed, ip_ok, tcp_ok;
  logic [11:0] write_address, read_address, head, tail;
  logic [31:0] write_data, read_data;
  logic [3:0]  write_mask;
  logic [12:0] commit_bytes, consume_bytes, used, room;
  logic        commit, consume, fin, peer_rst, packet, ouch, broken, unknown;
  logic [7:0]  soup_type, soup_length;
  logic [503:0] soup_body;
  logic [15:0] pulse, duplicate;
  logic        not_ours, segment, out_of_order, bad_checksum, no_room;

  mac_rx u_mac (
    .clk_i (clk_i), .rst_i (rst_i), .rxd_i (oe_rxd_i), .rxc_i (oe_rxc_i),
    .valid_o (valid), .data_o (data), .bytes_o (bytes), .sof_o (sof), .last_o (last), .eof_o (mac_eof), .ok_o (mac_ok),
    .err_o (err)
  );

  // The frame check's verdict is registered: still before the next frame's first word.
  always_ff @(posedge clk_i) begin
    eof <= mac_eof && !rst_i;
    ok  <= mac_ok;
  end

  rx_parse u_parse (
    .clk_i (clk_i), .rst_i (rst_i), .valid_i (valid), .sof_i (sof), .last_i (last), .bytes_i (bytes), .data_i (data),
    .local_mac_i (local_mac_i), .local_ip_i (local_ip_i), .peer_ip_i (peer_ip_i),
    .local_port_i (local_port_i), .peer_port_i (peer_port_i),
    .index_o (index), .length_o (frame_length), .session_o (for_session), .local_o (for_local), .arp_o (arp),
    .total_o (total), .seq_o (seq), .ack_o (ack), .offset_o (offset), .ack_flag_o (ack_flag), .rst_flag_o (rst_flag),
    .fin_flag_o (fin_flag), .syn_flag_o (syn_flag), .window_o (window)
  );

  rx_csum u_csum (
    .clk_i (clk_i), .valid_i (valid), .last_i (last), .index_i (index), .data_i (data), .total_i (total),
    .ip_ok_o (ip_ok), .tcp_ok_o (tcp_ok)
  );

  rx_place u_place (
    .clk_i (clk_i), .rst_i (rst_i), .valid_i (valid), .index_i (index), .data_i (data), .session_i (for_session && owned_o),
    .total_i (total), .offset_i (offset), .seq_i (seq), .rcv_nxt_i (rcv_nxt_o), .head_i (head), .room_i (room),
    .length_o (length), .skip_o (skip), .fresh_o (fresh), .fits_o (fits), .beyond_o (beyond), .odd_o (odd),
    .stale_o (stale), .malformed_o (malformed),
    .write_address_o (write_address), .write_data_o (write_data), .write_mask_o (write_mask)
  );

  assign host_frame = arp || (for_local && !owned_o);

  tcp_rx u_tcp (
    .clk_i (clk_i), .rst_i (rst_i), .owned_i (owned_o), .take_over_i (take_over_i), .release_i (release_i),
    .rcv_nxt_init_i (rcv_nxt_init_i), .snd_nxt_init_i (snd_nxt_init_i), .snd_nxt_i (snd_nxt_i), .ack_sent_i (ack_sent_i),
    .window_init_i (window_init_i), .kept_i (kept_i), .dup_acks_o (dup_acks_o), .odd_o (odd_o),
    .valid_i (valid), .sof_i (sof), .last_i (last), .eof_i (eof), .ok_i (ok),
    .session_i (for_session), .host_frame_i (host_frame), .frame_length_i (frame_length), .total_i (total), .ack_i (ack),
    .ack_flag_i (ack_flag), .rst_flag_i (rst_flag), .fin_flag_i (fin_flag), .syn_flag_i (syn_flag), .window_i (window),
    .length_i (length), .skip_i (skip), .fresh_i (fresh), .fits_i (fits), .beyond_i (beyond), .odd_i (odd),
    .stale_i (stale), .malformed_i (malformed), .ip_ok_i (ip_ok), .tcp_ok_i (tcp_ok),
    .commit_o (commit), .commit_bytes_o (commit_bytes), .fin_o (fin), .rst_o (peer_rst), .rcv_nxt_o (rcv_nxt_o),
    .snd_una_o (snd_una_o), .peer_window_o (peer_window_o), .ack_due_o (ack_due_o),
    .cnt_not_ours_o (not_ours), .cnt_segment_o (segment), .cnt_duplicate_o (duplicate),
    .cnt_out_of_order_o (out_of_order), .cnt_bad_checksum_o (bad_checksum), .cnt_no_room_o (no_room)
  );

  raw_rx u_raw (
    .clk_i (clk_i), .rst_i (rst_i), .valid_i (valid), .sof_i (sof), .data_i (data), .eof_i (eof), .ok_i (ok),
    .keep_i (host_frame), .length_i (frame_length), .pop_i (rawrx_pop_i),
    .length_o (rawrx_length_o), .data_o (rawrx_data_o), .dropped_o (rawrx_dropped_o)
  );

  stream_ring u_ring (
    .clk_i (clk_i), .rst_i (rst_i), .flush_i (take_over_i),
    .write_address_i (write_address), .write_data_i (write_data), .write_mask_i (write_mask),
    .commit_i (commit), .commit_bytes_i (commit_bytes), .read_address_i (read_address), .read_data_o (read_data),
    .consume_i (consume), .consume_bytes_i (consume_bytes),
    .head_o (head), .tail_o (tail), .used_o (used), .room_o (room)
  );

  soup_rx u_soup (
    .clk_i (clk_i), .rst_i (rst_i), .restart_i (take_over_i), .used_i (used), .tail_i (tail),
    .read_address_o (read_address), .read_data_i (read_data), .soup_seq_i (soup_seq_o), .consume_o (consume), .consume_bytes_o (consume_bytes),
    .packet_o (packet), .type_o (soup_type), .length_o (soup_length), .body_o (soup_body), .broken_o (broken)
  );

  ouch_decode u_ouch (
    .clk_i (clk_i), .rst_i (rst_i), .valid_i (ouch), .length_i (soup_length), .body_i (soup_body),
    .ouch_valid_o (ouch_valid_o), .ouch_o (ouch_o), .unknown_o (unknown)
  );

  oe_session u_session (
    .clk_i (clk_i), .rst_i (rst_i), .cycle_i (cycle_i), .take_over_i (take_over_i), .release_i (release_i),
    .new_session_i (new_session_i), .query_sent_i (query_sent_i), .answered_i (answered_i),
    .settling_o (settling_o), .caught_up_o (caught_up_o), .queries_o (queries_o), .soup_seq_o (soup_seq_o),
    .packet_i (packet), .type_i (soup_type), .body_i (soup_body[239:0]), .fin_i (fin), .peer_rst_i (peer_rst),
    .broken_i (broken), .rcv_nxt_i (rcv_nxt_o), .snd_nxt_i (snd_nxt_i), .ouch_o (ouch),
    .owned_o (owned_o), .logged_in_o (logged_in_o), .fin_o (fin_o), .rst_o (rst_o), .rejected_o (rejected_o),
    .ended_o (ended_o), .broken_o (broken_o), .session_up_o (session_up_o), .ev_valid_o (ev_valid_o), .ev_o (ev_o)
  );

  always_comb begin
    pulse = 16'd0;
    pulse[saker_regs_pkg::CNT_OE_FRAMES]        = eof;
    pulse[saker_regs_pkg::CNT_OE_BAD_FRAME]     = eof && !ok;
    pulse[saker_regs_pkg::CNT_OE_NOT_OURS]      = not_ours;
    pulse[saker_regs_pkg::CNT_OE_SEGMENTS]      = segment;
    pulse[saker_regs_pkg::CNT_OE_OUT_OF_ORDER]  = out_of_order;
    pulse[saker_regs_pkg::CNT_OE_BAD_CHECKSUM]  = bad_checksum;
    pulse[saker_regs_pkg::CNT_OE_NO_ROOM]       = no_room;
    pulse[saker_regs_pkg::CNT_OE_SOUP_PACKETS]  = packet;
    pulse[saker_regs_pkg::CNT_OE_SOUP_BAD]      = broken;
    pulse[saker_regs_pkg::CNT_OE_OUCH_MESSAGES] = ouch_valid_o;
    pulse[saker_regs_pkg::CNT_OE_OUCH_UNKNOWN]  = unknown;
    pulse[saker_regs_pkg::CNT_OE_UNKNOWN_URN]   = unknown_urn_i;
    pulse[saker_regs_pkg::CNT_OE_TX_FRAMES]     = tx_frame_i;
    pulse[saker_regs_pkg::CNT_OE_TX_ORDERS]     = tx_order_i;
    pulse[saker_regs_pkg::CNT_OE_TX_HOST]       = tx_host_i;
  end

  logic unused;
  assign unused = &{1'b0, err};  // one counter takes every kind of bad frame

  oe_counters u_counters (.clk_i (clk_i), .rst_i (rst_i), .pulse_i (pulse), .duplicate_i (duplicate), .cnt_o (cnt_o));
endmodule
`default_nettype wire
