// The feed: XGMII words in, decoded ITCH messages of the tracked symbols out.
//
// Interface: the ports' meaning is that of the registers of the same name; sym_name_i has 64 bits a symbol, first
// character in the lowest byte. session_i: first character in [7:0]. set_next_i takes effect between frames.
// lk_*: reference look-ups for the order table, also for messages that turn out unused (reads without effect).
// msg_valid_o/msg_o: every used message of known type and right length, msg_o valid in that cycle only.
// stale_all_o/stale_reason_o: all symbols become stale. No ready anywhere: the wire is never stalled.
// Latency: last byte of a message on rxd_i in cycle t: msg_valid_o in t+2; last byte of a reference on rxd_i in cycle r:
// lk_valid_o in r+1 (combinational from registers). BAD_LENGTH stale in t+3, a frame's verdict 3 cycles after its
// terminate. Records one cycle after their cause. Configuration is static while a frame is under way; enable_i is taken
// between frames.
// Reset: no frame under way, expected sequence 0, nothing tracked, counters zero.
`default_nettype none
module feed #(
  parameter int unsigned NumSymbols = 4  // 1..127
) (
  input  wire logic                     clk_i,
  input  wire logic                     rst_i,
  input  wire logic [31:0]              cycle_i,
  input  wire logic [31:0]              rxd_i,
  input  wire logic [3:0]               rxc_i,
  input  wire logic                     enable_i,
  input  wire logic                     any_session_i,
  input  wire logic                     any_sequence_i,
  input  wire logic                     record_i,
  input  wire logic [31:0]              group_i,
  input  wire logic [15:0]              port_i,
  input  wire logic [79:0]              session_i,
  input  wire logic                     set_next_i,
  input  wire logic [63:0]              next_seq_i,
  input  wire logic [NumSymbols*64-1:0] sym_name_i,
  input  wire logic [NumSymbols-1:0]    locate_we_i,
  input  wire logic [NumSymbols*17-1:0] locate_i,
  input  wire logic [NumSymbols-1:0]    force_trading_i,
  input  wire logic [NumSymbols-1:0]    force_trading_value_i,
  input  wire logic                     book_applied_i,
  input  wire logic                     book_ignored_i,
  output      logic                     lk_valid_o,
  output      logic                     lk_new_o,
  output      logic [63:0]              lk_ref_o,
  output      logic                     msg_valid_o,
  output      saker_pkg::itch_msg_t     msg_o,
  output      logic                     stale_all_o,
  output      logic [3:0]               stale_reason_o,
  output      logic                     gap_o,
  output      logic [63:0]              expected_o,
  output      logic [NumSymbols*16-1:0] locate_o,
  output      logic [NumSymbols-1:0]    locate_valid_o,
  output      logic [NumSymbols-1:0]    trading_o,
  output      logic [24*32-1:0]         cnt_o,
  output      logic                     ev_admin_valid_o,
  output      saker_pkg::event_t        ev_admin_o,
  output      logic                     ev_msg_valid_o,
  output      saker_pkg::event_t        ev_msg_o
);
  // ---- words of a frame ----
  logic        s_valid, s_sof, s_last, eof, ok, busy, busy_q, enable_q;
  logic [31:0] s_data, rx_cycle_q;
  logic [2:0]  s_bytes;
  logic [1:0]  err;
  mac_rx u_mac (
    .clk_i(clk_i), .rst_i(rst_i), .rxd_i(rxd_i), .rxc_i(rxc_i), .valid_o(s_valid), .data_o(s_data), .bytes_o(s_bytes),
    .sof_o(s_sof), .last_o(s_last), .eof_o(eof), .ok_o(ok), .err_o(err)
  );

  assign busy = s_valid || busy_q;
  always_ff @(posedge clk_i) begin
    rx_cycle_q <= cycle_i;  // cycle in which s_data was on the pins
    if (s_valid) busy_q <= 1'b1;
    if (eof)     busy_q <= 1'b0;
    if (!busy)   enable_q <= enable_i;
    if (rst_i) begin
      busy_q   <= 1'b0;
      enable_q <= 1'b0;
    end
  end

  // ---- headers ----
  logic        accept, beyond, start, use_block, session_ok, heartbeat, end_session, ahead, used_any, gap_set, resync;
  logic [3:0]  word;
  logic [2:0]  cause;
  logic [15:0] udp_length, unused_blocks;
  logic [63:0] seq, first;
  md_filter u_filter (
    .clk_i(clk_i), .rst_i(rst_i), .s_valid_i(s_valid), .s_data_i(s_data), .s_bytes_i(s_bytes), .eof_i(eof),
    .group_i(group_i), .port_i(port_i), .word_o(word), .accept_o(accept), .cause_o(cause), .beyond_o(beyond),
    .udp_length_o(udp_length)
  );

  logic block_end, block_short, window, complete, fault;
  logic [1:0] off;
  logic [3:0] k;
  mold_sequence u_sequence (
    .clk_i(clk_i), .rst_i(rst_i), .s_valid_i(s_valid), .s_data_i(s_data), .word_i(word), .accept_i(accept && enable_q),
    .eof_i(eof), .busy_i(busy), .any_session_i(any_session_i), .any_sequence_i(any_sequence_i), .session_i(session_i),
    .set_next_i(set_next_i), .next_seq_i(next_seq_i), .gap_set_i(gap_set), .resync_i(resync), .end_i(block_end),
    .start_o(start), .use_o(use_block), .seq_o(seq), .first_o(first), .session_ok_o(session_ok),
    .heartbeat_o(heartbeat), .end_session_o(end_session), .ahead_o(ahead), .used_o(used_any),
    .unused_o(unused_blocks), .gap_o(gap_o), .expected_o(expected_o)
  );

  // ---- blocks and messages ----
  mold_walk u_walk (
    .clk_i(clk_i), .rst_i(rst_i), .clear_i(eof), .s_valid_i(s_valid), .s_data_i(s_data), .s_whole_i(s_bytes[2]),
    .start_i(start), .udp_length_i(udp_length), .end_o(block_end), .short_o(block_short), .window_o(window),
    .off_o(off), .k_o(k), .complete_o(complete), .fault_o(fault)
  );

  logic [15:0] msg_locate;
  logic [63:0] msg_stock;
  logic        msg_is_r, hit, msg_used;
  logic [7:0]  sym, msg_type;
  itch_decode u_decode (
    .clk_i(clk_i), .rst_i(rst_i), .s_valid_i(s_valid), .s_data_i(s_data), .window_i(window), .off_i(off), .k_i(k),
    .end_i(block_end), .short_i(block_short), .use_i(use_block), .seq_i(seq), .rx_cycle_i(rx_cycle_q), .hit_i(hit),
    .sym_i(sym), .locate_o(msg_locate), .stock_o(msg_stock), .is_r_o(msg_is_r), .lk_valid_o(lk_valid_o),
    .lk_new_o(lk_new_o), .lk_ref_o(lk_ref_o), .used_o(msg_used), .type_o(msg_type), .good_o(msg_valid_o), .msg_o(msg_o)
  );

  symbol_filter #(.NumSymbols(NumSymbols)) u_symbols (
    .clk_i(clk_i), .rst_i(rst_i), .sym_name_i(sym_name_i), .locate_we_i(locate_we_i), .locate_i(locate_i),
    .force_trading_i(force_trading_i), .force_trading_value_i(force_trading_value_i), .msg_locate_i(msg_locate),
    .msg_stock_i(msg_stock), .msg_is_r_i(msg_is_r), .hit_o(hit), .sym_o(sym), .msg_valid_i(msg_valid_o), .msg_i(msg_o),
    .locate_o(locate_o), .locate_valid_o(locate_valid_o), .trading_o(trading_o)
  );

  // ---- verdict of the frame ----
  logic [16:0] frame_inc;
  logic [15:0] add_duplicate, add_after_gap;
  logic        frame_stale, event_gap, event_other;
  logic [3:0]  frame_reason;
  logic [7:0]  event_cause;
  logic [63:0] event_expected, event_got;
  feed_verdict u_verdict (
    .clk_i(clk_i), .rst_i(rst_i), .eof_i(eof && enable_q), .ok_i(ok), .err_i(err), .cause_i(cause), .beyond_i(beyond),
    .session_ok_i(session_ok), .heartbeat_i(heartbeat), .end_session_i(end_session), .ahead_i(ahead),
    .used_i(used_any), .unused_i(unused_blocks), .gap_i(gap_o), .any_sequence_i(any_sequence_i), .first_i(first),
    .expected_i(expected_o), .complete_i(complete), .fault_i(fault), .gap_set_o(gap_set), .resync_o(resync),
    .inc_o(frame_inc), .add_duplicate_o(add_duplicate), .add_after_gap_o(add_after_gap), .stale_o(frame_stale),
    .reason_o(frame_reason), .event_gap_o(event_gap), .event_other_o(event_other), .cause_o(event_cause),
    .expected_o(event_expected), .got_o(event_got)
  );

  // ---- consequences of a used message, counters, records ----
  logic        type_known, bad_length_book_q;
  logic [23:0] inc;
  assign type_known = (itch_types_pkg::length_of(msg_type) != '0);
  always_ff @(posedge clk_i)
    bad_length_book_q <= msg_used && !msg_valid_o && itch_types_pkg::is_book(msg_type) && !rst_i;
  assign stale_all_o    = bad_length_book_q || frame_stale;
  assign stale_reason_o = bad_length_book_q ? saker_pkg::STALE_BAD_LENGTH : frame_reason;

  always_comb begin
    inc       = '0;
    inc[16:0] = frame_inc;
    inc[saker_regs_pkg::CNT_FEED_MESSAGES]      = msg_used;
    inc[saker_regs_pkg::CNT_FEED_UNKNOWN_TYPE]  = msg_used && !type_known;
    inc[saker_regs_pkg::CNT_FEED_BAD_LENGTH]    = msg_used && type_known && !msg_valid_o;
    inc[saker_regs_pkg::CNT_FEED_UNTRACKED]     = msg_valid_o && !msg_o.hit && !itch_types_pkg::is_market_wide(msg_o.mtype);
    inc[saker_regs_pkg::CNT_FEED_BOOK_MESSAGES] = book_applied_i;
    inc[saker_regs_pkg::CNT_FEED_IGNORED_STALE] = book_ignored_i;
  end
  feed_counters u_counters (
    .clk_i(clk_i), .rst_i(rst_i), .inc_i(inc), .add_duplicate_i(add_duplicate), .add_after_gap_i(add_after_gap),
    .cnt_o(cnt_o)
  );

  feed_events u_events (
    .clk_i(clk_i), .rst_i(rst_i), .cycle_i(cycle_i), .record_i(record_i), .msg_valid_i(msg_valid_o), .msg_i(msg_o),
    .event_gap_i(event_gap), .event_other_i(event_other), .cause_i(event_cause), .expected_i(event_expected),
    .got_i(event_got), .ev_admin_valid_o(ev_admin_valid_o), .ev_admin_o(ev_admin_o), .ev_msg_valid_o(ev_msg_valid_o),
    .ev_msg_o(ev_msg_o)
  );

  logic unused;
  assign unused = ^{s_sof, s_last};
endmodule
`default_nettype wire
