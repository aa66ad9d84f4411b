// The feed: XGMII words of two lines and the host's frames in, decoded ITCH messages of one contiguous stream out.
//
// Interface: the ports' meaning is that of the registers of the same name; sym_name_i has 64 bits a symbol, first character in the
// lowest byte. session_i: first character in [7:0]. Lines are packed A, B, host. lk_*: reference look-ups for the order table.
// msg_valid_o/msg_o: every released message of known type and right length, msg_o valid in that cycle only.
// stale_all_o/stale_reason_o: all symbols become stale. gap_o: nothing may be quoted. No ready anywhere: the wire is never stalled.
// Latency: last byte of a message on the pins in cycle t: msg_valid_o in t+2; last byte of a reference in cycle r: lk_valid_o in r+1
// (combinational from registers), on line A and B alike. BAD_LENGTH stale in t+3, a frame's verdict 3 cycles after its terminate.
// Configuration but FEED_SET and FEED_CTRL is static while a frame is under way; the enables are taken between frames.
// Reset: no frame under way, expected sequence 0, gap open, nothing tracked, counters zero.
`default_nettype none
module feed #(
  parameter int unsigned NumSymbols = 16,  // 1..127
  parameter int unsigned HoldLog2   = 10
) (
  input  wire logic                     clk_i,
  input  wire logic                     rst_i,
  input  wire logic [31:0]              cycle_i,
  input  wire logic [63:0]              now_ns_i,
  input  wire logic [2*32-1:0]          rxd_i,
  input  wire logic [2*4-1:0]           rxc_i,
  input  wire logic [6:0]               ctrl_i,        // FEED_CTRL
  input  wire logic [31:0]              gap_wait_ns_i,
  input  wire logic [2*32-1:0]          group_i,
  input  wire logic [2*16-1:0]          port_i,
  input  wire logic [79:0]              session_i,
  input  wire logic [7:0]               market_i,
  input  wire logic                     set_next_i,
  input  wire logic [63:0]              next_seq_i,
  input  wire logic                     inject_we_i,
  input  wire logic [31:0]              inject_data_i,
  input  wire logic                     inject_send_i,
  input  wire logic [10:0]              inject_length_i,
  output      logic                     inject_busy_o,
  output      logic [15:0]              inject_refused_o,
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
  output      logic                     busy_o,
  output      logic [63:0]              expected_o,
  output      logic [63:0]              top_o,
  output      logic [31:0]              state_o,       // FEED_STATE
  output      logic [NumSymbols*16-1:0] locate_o,
  output      logic [NumSymbols-1:0]    locate_valid_o,
  output      logic [NumSymbols-1:0]    trading_o,
  output      logic [NumSymbols-1:0]    op_halt_o,
  output      logic [24*32-1:0]         cnt_o,
  output      logic [3*10*32-1:0]       line_o,        // ten LINE registers a line
  output      logic [2*512-1:0]         skew_o,
  output      logic                     ev_admin_valid_o,
  output      saker_pkg::event_t        ev_admin_o,
  output      logic                     ev_msg_valid_o,
  output      saker_pkg::event_t        ev_msg_o
);
  localparam int unsigned MSG_W = saker_pkg::ITCH_MSG_W;
  logic any_session, any_sequence, record, snapshot;
  assign {snapshot, record, any_sequence, any_session} = ctrl_i[4:1];

  // ---- words of the three lines ----
  logic [2:0]   s_valid, s_eof, s_ok;
  logic [3*32-1:0] s_data;
  logic [3*3-1:0]  s_bytes;
  logic [3*2-1:0]  s_err;
  logic [1:0]      s_sof, s_last;
  for (genvar x = 0; x < 2; x++) begin : gen_mac
    mac_rx u_mac (
      .clk_i(clk_i), .rst_i(rst_i), .rxd_i(rxd_i[32*x +: 32]), .rxc_i(rxc_i[4*x +: 4]), .valid_o(s_valid[x]),
      .data_o(s_data[32*x +: 32]), .bytes_o(s_bytes[3*x +: 3]), .sof_o(s_sof[x]), .last_o(s_last[x]), .eof_o(s_eof[x]),
      .ok_o(s_ok[x]), .err_o(s_err[2*x +: 2])
    );
  end
  assign s_ok[2]    = 1'b1;
  assign s_err[5:4] = 2'd0;
  host_line u_host (
    .clk_i(clk_i), .rst_i(rst_i), .data_we_i(inject_we_i), .data_i(inject_data_i), .send_i(inject_send_i),
    .length_i(inject_length_i), .busy_o(inject_busy_o), .refused_o(inject_refused_o), .valid_o(s_valid[2]),
    .data_o(s_data[95:64]), .bytes_o(s_bytes[8:6]), .eof_o(s_eof[2])
  );

  // ---- lines: blocks and verdicts ----
  logic [2:0]         lk_valid, lk_new, ends, book, live, is_r, ended, good, released, held, late, beyond, dropped;
  logic [2:0]         v_good, v_bad, v_empty, v_ended, v_foreign, v_flush, v_stale;
  logic [3*64-1:0]    lk_ref, seq, first, stock, back, v_first, v_next;
  logic [4*16-1:0]    locate;
  logic [3*MSG_W-1:0] msg;
  logic [3*17-1:0]    v_inc;
  logic [3*4-1:0]     v_reason;
  logic [3*8-1:0]     v_cause;
  logic [3*80-1:0]    v_session;
  for (genvar x = 0; x < 3; x++) begin : gen_line
    localparam int unsigned ADDR = x == 1 ? 1 : 0;  // the host's frames carry line A's address
    feed_line u_line (
      .clk_i(clk_i), .rst_i(rst_i), .cycle_i(cycle_i), .enable_i(x == 1 ? ctrl_i[6] : ctrl_i[0]), .any_session_i(any_session),
      .any_sequence_i(any_sequence), .group_i(group_i[32*ADDR +: 32]), .port_i(port_i[16*ADDR +: 16]), .session_i(session_i),
      .s_valid_i(s_valid[x]), .s_data_i(s_data[32*x +: 32]), .s_bytes_i(s_bytes[3*x +: 3]), .eof_i(s_eof[x]), .ok_i(s_ok[x]),
      .err_i(s_err[2*x +: 2]), .expected_i(expected_o), .released_i(of_frame[x]), .held_i(held[x]), .lk_valid_o(lk_valid[x]),
      .lk_new_o(lk_new[x]), .lk_ref_o(lk_ref[64*x +: 64]), .end_o(ends[x]), .book_o(book[x]), .seq_o(seq[64*x +: 64]),
      .first_o(first[64*x +: 64]), .live_o(live[x]), .locate_o(locate[16*x +: 16]), .stock_o(stock[64*x +: 64]), .is_r_o(is_r[x]),
      .ended_o(ended[x]), .good_o(good[x]), .msg_o(msg[MSG_W*x +: MSG_W]), .v_inc_o(v_inc[17*x +: 17]), .v_good_o(v_good[x]),
      .v_bad_o(v_bad[x]), .v_empty_o(v_empty[x]), .v_ended_session_o(v_ended[x]), .v_foreign_o(v_foreign[x]),
      .v_flush_o(v_flush[x]), .v_stale_o(v_stale[x]), .v_reason_o(v_reason[4*x +: 4]), .v_cause_o(v_cause[8*x +: 8]),
      .v_first_o(v_first[64*x +: 64]), .v_next_o(v_next[64*x +: 64]), .v_session_o(v_session[80*x +: 80])
    );
  end

  // ---- one stream ----
  logic [3:0]           hit;
  logic [31:0]          sym;
  logic [2:0]           of_frame;
  logic                 release_now, out_ended, out_good, draining, settling, hold_busy, resync;
  saker_pkg::itch_msg_t drain;
  assign resync        = any_sequence && v_good[0] && v_empty[0];
  assign locate[63:48] = drain.locate;
  feed_arbiter #(.HoldLog2(HoldLog2)) u_arbiter (
    .clk_i(clk_i), .rst_i(rst_i), .set_i(set_next_i), .next_i(next_seq_i), .resync_i(resync), .first_i(v_first[63:0]),
    .any_sequence_i(any_sequence), .snapshot_i(snapshot && !any_sequence), .lk_valid_i(lk_valid), .lk_new_i(lk_new), .lk_ref_i(lk_ref),
    .live_i(live), .end_i(ends), .book_i(book), .seq_i(seq), .eof_i(s_eof), .flush_i(v_flush), .ended_i(ended), .good_i(good), .msg_i(msg),
    .hit_i(hit), .sym_i(sym), .lk_valid_o(lk_valid_o), .lk_new_o(lk_new_o), .lk_ref_o(lk_ref_o), .release_o(release_now),
    .rel_line_o(released), .rel_frame_o(of_frame), .out_ended_o(out_ended), .out_good_o(out_good), .msg_valid_o(msg_valid_o),
    .msg_o(msg_o), .drain_msg_o(drain), .late_o(late), .back_o(back), .held_o(held), .beyond_o(beyond), .dropped_o(dropped),
    .draining_o(draining), .settling_o(settling), .hold_busy_o(hold_busy), .expected_o(expected_o)
  );
  symbol_filter #(.NumSymbols(NumSymbols), .NumLookups(4)) u_symbols (
    .clk_i(clk_i), .rst_i(rst_i), .sym_name_i(sym_name_i), .locate_we_i(locate_we_i), .locate_i(locate_i),
    .force_trading_i(force_trading_i), .force_trading_value_i(force_trading_value_i), .market_i(market_i),
    .lk_locate_i(locate), .lk_stock_i({drain.stock, stock}), .lk_is_r_i({drain.mtype == "R", is_r}), .hit_o(hit), .sym_o(sym),
    .msg_valid_i(msg_valid_o), .msg_i(msg_o), .locate_o(locate_o), .locate_valid_o(locate_valid_o), .trading_o(trading_o),
    .op_halt_o(op_halt_o)
  );

  // ---- what is missing ----
  logic        behind, synced, session_over, over_now, gap_event;
  logic [7:0]  gap_cause;
  logic [1:0]  gap_line;
  logic [63:0] gap_expected, gap_got;
  gap_watch #(.NumSymbols(NumSymbols)) u_gap (
    .clk_i(clk_i), .rst_i(rst_i), .now_ns_i(now_ns_i), .wait_ns_i(gap_wait_ns_i), .set_i(set_next_i),
    .any_sequence_i(any_sequence), .snapshot_i(snapshot), .expected_i(expected_o), .live_i(live[1:0]), .seq_i(seq[127:0]),
    .first_i(first[127:0]), .settling_i(settling), .contiguous_i(|released[1:0]), .announce_i(v_good[1:0]), .announced_i(v_next[127:0]),
    .end_session_i(v_ended[1:0]), .behind_o(behind), .synced_o(synced), .ended_o(session_over), .top_o(top_o), .gap_o(gap_o),
    .ended_now_o(over_now), .ev_valid_o(gap_event), .ev_cause_o(gap_cause), .ev_line_o(gap_line), .ev_expected_o(gap_expected),
    .ev_got_o(gap_got)
  );
  assign state_o = {19'd0, 5'(HoldLog2), 4'd0, hold_busy, session_over, synced, behind};
  assign busy_o  = hold_busy || draining || inject_busy_o;

  // ---- consequences: stale books, counters, records ----
  logic bad_length_q;
  always_ff @(posedge clk_i) bad_length_q <= out_ended && !out_good && itch_types_pkg::is_book(msg_o.mtype) && !rst_i;
  // SAFETY: FEED.BAD_FRAME: of every line, and for a book message of a wrong length.
  assign stale_all_o    = bad_length_q || |v_stale;
  assign stale_reason_o = bad_length_q ? saker_pkg::STALE_BAD_LENGTH : v_stale[0] ? v_reason[3:0] : v_stale[1] ? v_reason[7:4] : v_reason[11:8];

  logic [3*24-1:0] inc;
  logic [23:0]     common;
  logic            type_known;
  assign type_known = (itch_types_pkg::length_of(msg_o.mtype) != '0);
  always_comb begin
    inc    = '0;
    common = '0;
    for (int x = 0; x < 3; x++) begin
      inc[24*x +: 17] = v_inc[17*x +: 17];
      inc[24*x + saker_regs_pkg::CNT_FEED_DUPLICATE] = late[x];
      inc[24*x + saker_regs_pkg::CNT_FEED_AFTER_GAP] = dropped[x];
    end
    inc[48 + saker_regs_pkg::CNT_FEED_GAP] = 1'b0;
    common[saker_regs_pkg::CNT_FEED_MESSAGES]      = out_ended;
    common[saker_regs_pkg::CNT_FEED_UNKNOWN_TYPE]  = out_ended && !type_known;
    common[saker_regs_pkg::CNT_FEED_BAD_LENGTH]    = out_ended && type_known && !out_good;
    common[saker_regs_pkg::CNT_FEED_UNTRACKED]     = msg_valid_o && !msg_o.hit && !itch_types_pkg::is_market_wide(msg_o.mtype);
    common[saker_regs_pkg::CNT_FEED_BOOK_MESSAGES] = book_applied_i;
    common[saker_regs_pkg::CNT_FEED_IGNORED_STALE] = book_ignored_i;
  end
  feed_counters u_counters (.clk_i(clk_i), .rst_i(rst_i), .inc_i(inc), .common_i(common), .cnt_o(cnt_o));

  for (genvar x = 0; x < 3; x++) begin : gen_stats
    logic [8*32-1:0] stats;
    logic [63:0]     last_ns;
    line_stats u_stats (
      .clk_i(clk_i), .rst_i(rst_i), .now_ns_i(now_ns_i), .restart_i(set_next_i), .frame_i(v_inc[17*x + saker_regs_pkg::CNT_FEED_FRAMES]),
      .good_i(v_good[x]), .bad_i(v_bad[x]), .first_i(v_first[64*x +: 64]), .next_i(v_next[64*x +: 64]), .released_i(released[x]),
      .late_i(late[x]), .held_i(held[x]), .beyond_i(beyond[x]), .frames_o(stats[31:0]), .good_o(stats[63:32]), .bad_o(stats[95:64]),
      .first_o(stats[127:96]), .late_o(stats[159:128]), .held_o(stats[191:160]), .beyond_o(stats[223:192]), .lost_o(stats[255:224]),
      .last_ns_o(last_ns)
    );
    assign line_o[320*x +: 320] = {last_ns, stats};
  end
  for (genvar x = 0; x < 2; x++) begin : gen_skew
    skew_histogram #(.Log2(HoldLog2)) u_skew (
      .clk_i(clk_i), .rst_i(rst_i), .cycle_i(cycle_i), .restart_i(set_next_i), .release_i(release_now), .seq_i(expected_o[HoldLog2-1:0]),
      .late_i(late[x]), .late_seq_i(expected_o[HoldLog2-1:0] - back[64*x +: HoldLog2]), .back_i(back[64*x +: 64]), .bucket_o(skew_o[512*x +: 512])
    );
  end

  // Another session's packet is told once for each session, the end once; of two lines in the same cycle by the first.
  logic [79:0] reported_q;
  logic [2:0]  news, over;
  assign over = {1'b0, over_now && v_ended[1] && !v_ended[0], over_now && v_ended[0]};
  for (genvar x = 0; x < 3; x++) begin : gen_news
    logic [2:0] told;
    for (genvar y = 0; y < 3; y++) begin : gen_told
      assign told[y] = y < x && v_foreign[y] && v_session[80*y +: 80] == v_session[80*x +: 80];
    end
    assign news[x] = v_foreign[x] && v_session[80*x +: 80] != reported_q && told == '0;
  end
  always_ff @(posedge clk_i) begin
    for (int x = 0; x < 3; x++) if (news[x]) reported_q <= v_session[80*x +: 80];
    if (rst_i || set_next_i) reported_q <= '0;
  end
  logic [3*8-1:0]  ev_cause;
  logic [3*80-1:0] ev_session;
  for (genvar x = 0; x < 3; x++) begin : gen_cause
    assign ev_cause[8*x +: 8]     = v_stale[x] ? v_cause[8*x +: 8] : v_foreign[x] ? 8'd4 : 8'd5;
    assign ev_session[80*x +: 80] = v_foreign[x] ? v_session[80*x +: 80] : '0;
  end
  feed_events u_events (
    .clk_i(clk_i), .rst_i(rst_i), .cycle_i(cycle_i), .record_i(record), .msg_valid_i(msg_valid_o), .msg_i(msg_o),
    .feed_valid_i({v_stale | news | over, gap_event}), .feed_cause_i({ev_cause, gap_cause}),
    .feed_line_i({2'd2, 2'd1, 2'd0, gap_line}), .feed_expected_i({{3{expected_o}}, gap_expected}), .feed_got_i({v_first, gap_got}),
    .feed_session_i({ev_session, 80'd0}), .ev_admin_valid_o(ev_admin_valid_o), .ev_admin_o(ev_admin_o),
    .ev_msg_valid_o(ev_msg_valid_o), .ev_msg_o(ev_msg_o)
  );

  logic unused;
  assign unused = ^{drain, s_sof, s_last, first[191:128], ctrl_i[5], v_empty[2:1], back[191:128], v_ended[2]};
endmodule
`default_nettype wire
