// The card's core: two feed ports, one order-entry port, a register bus and a write master to host memory.
//
// Interface: XGMII-32 at 312.5 MHz on every port, one word a cycle; AXI4-Lite slave; AXI4 write master, one 64-byte
// beat a record; now_ns_i is the card's time and must never go back. busy_o tells a simulation that clocks still
// matter: tables being cleared, records on their way to the host.
// Latency: last byte of a message on md_a_rxd_i or md_b_rxd_i to the start character on oe_txd_o: 8 cycles (docs/latency.md).
// Reset: synchronous, active high; the kill latch closed, every limit zero, every symbol stale.
// Options: NumSymbols and NumSlots size the card; LadderLog2 the price window; OrderBucketsLog2 and OrderWays each
// half of the order table; HoldLog2 the messages a line can hold back.
`default_nettype none
module saker_core #(
  parameter int unsigned NumSymbols       = 16,
  parameter int unsigned NumSlots         = 4,
  parameter int unsigned LadderLog2       = 12,
  parameter int unsigned OrderBucketsLog2 = 14,
  parameter int unsigned OrderWays        = 6,
  parameter int unsigned HoldLog2         = 10
) (
  input  wire logic         clk_i,
  input  wire logic         rst_i,
  input  wire logic [63:0]  now_ns_i,
  input  wire logic         clock_valid_i,      // the clock follows its master
  input  wire logic [31:0]  clock_offset_ns_i,  // from it, ns, signed
  input  wire logic         panel_kill_i,       // the switch at the front panel; asynchronous
  output      logic         busy_o,

  input  wire logic [31:0]  md_a_rxd_i,
  input  wire logic [3:0]   md_a_rxc_i,
  input  wire logic [31:0]  md_b_rxd_i,
  input  wire logic [3:0]   md_b_rxc_i,
  input  wire logic [31:0]  oe_rxd_i,
  input  wire logic [3:0]   oe_rxc_i,
  output      logic [31:0]  oe_txd_o,
  output      logic [3:0]   oe_txc_o,

  input  wire logic         s_axil_awvalid_i,
  output      logic         s_axil_awready_o,
  input  wire logic [15:0]  s_axil_awaddr_i,
  input  wire logic         s_axil_wvalid_i,
  output      logic         s_axil_wready_o,
  input  wire logic [31:0]  s_axil_wdata_i,
  input  wire logic [3:0]   s_axil_wstrb_i,
  output      logic         s_axil_bvalid_o,
  input  wire logic         s_axil_bready_i,
  output      logic [1:0]   s_axil_bresp_o,
  input  wire logic         s_axil_arvalid_i,
  output      logic         s_axil_arready_o,
  input  wire logic [15:0]  s_axil_araddr_i,
  output      logic         s_axil_rvalid_o,
  input  wire logic         s_axil_rready_i,
  output      logic [31:0]  s_axil_rdata_o,
  output      logic [1:0]   s_axil_rresp_o,

  output      logic         m_axi_awvalid_o,
  input  wire logic         m_axi_awready_i,
  output      logic [63:0]  m_axi_awaddr_o,
  output      logic [7:0]   m_axi_awlen_o,
  output      logic [2:0]   m_axi_awsize_o,
  output      logic [1:0]   m_axi_awburst_o,
  output      logic         m_axi_wvalid_o,
  input  wire logic         m_axi_wready_i,
  output      logic [511:0] m_axi_wdata_o,
  output      logic [63:0]  m_axi_wstrb_o,
  output      logic         m_axi_wlast_o,
  input  wire logic         m_axi_bvalid_i,
  output      logic         m_axi_bready_o,
  input  wire logic [1:0]   m_axi_bresp_i
);

  if (NumSlots < 1 || NumSlots > 16) $error("saker_core: NumSlots must be 1..16");

  // Signals of the register block carry its port names (register name, _o from it, _i to it) and are joined by .*
  logic [31:0] caps_i, cycle_i, now_ns_lo_i, now_ns_hi_i, scratch_o;
  logic [31:0] kill_o, kill_causes_i, kill_asserted_i, arm_o, kill_ns_lo_i, kill_ns_hi_i, heartbeat_o;
  logic [31:0] heartbeat_limit_us_o, state_i;
  logic [31:0] arm_nonce_i, arm_key_o, activate_o, clock_limit_ns_o;
  logic [31:0] refused_select_o, refused_count_i, refused_first_lo_i, refused_first_hi_i;
  logic        kill_we_o, arm_we_o, heartbeat_we_o, activate_we_o;
  logic [31:0] feed_ctrl_o, feed_group_o, feed_port_o, feed_next_lo_o, feed_next_hi_o, feed_set_o, book_clear_o;
  logic [95:0] feed_session_o;
  logic        feed_set_we_o, book_clear_we_o;
  logic [31:0] feed_expected_lo_i, feed_expected_hi_i, feed_top_lo_i, feed_top_hi_i, feed_state_i;
  logic [31:0] feed_gap_wait_ns_o, feed_market_o, feed_b_group_o, feed_b_port_o, depth_interval_us_o;
  logic [3*32-1:0] line_frames_i, line_good_i, line_bad_i, line_first_i, line_late_i, line_held_i, line_beyond_i, line_lost_i,
                   line_last_ns_lo_i, line_last_ns_hi_i;
  logic [16*32-1:0] skew_a_i, skew_b_i;
  logic [31:0] inject_data_o, inject_send_o, inject_status_i;
  logic        inject_data_we_o, inject_send_we_o;
  logic [24*32-1:0] cnt_feed_i;
  logic [NumSymbols*32-1:0] sym_name_lo_o, sym_name_hi_o, sym_locate_o, sym_base_o, sym_tick_o, sym_tick_inv_o;
  logic [NumSymbols*32-1:0] sym_status_i, sym_force_trading_o;
  logic [NumSymbols-1:0]    sym_locate_we_o, sym_force_trading_we_o;
  logic [NumSymbols*32-1:0] sig_window_o, sig_burst_o, sig_sample_o, sig_k_fast_o, sig_k_slow_o, sig_vpin_volume_o, sig_vpin_buckets_o,
                            sig_refill_time_o, sig_flicker_time_o, sig_iceberg_time_o, sig_flicker_qty_o, sig_p_side_o, sig_above_o, sig_t_spread_o,
                            sig_t_imbalance_o, sig_t_depth_imbalance_o, sig_t_ofi_up_o, sig_t_ofi_down_o, sig_t_flow_up_o, sig_t_flow_down_o,
                            sig_t_var_fast_o, sig_t_var_slow_o, sig_t_regime_o, sig_t_vpin_o, sig_t_cancels_o, sig_t_refill_o, sig_t_flicker_o,
                            sig_t_iceberg_bid_o, sig_t_iceberg_ask_o, sig_t_burst_o, sig_t_entropy_o, sig_gates_i, sig_restart_o;
  logic [NumSymbols-1:0]    sig_restart_we_o;
  logic [31:0] sig_select_o;
  logic        sig_select_we_o;
  logic [46*32-1:0] sig_value_i;
  logic [31:0] oe_local_mac_lo_o, oe_local_mac_hi_o, oe_peer_mac_lo_o, oe_peer_mac_hi_o, oe_local_ip_o, oe_peer_ip_o;
  logic [31:0] oe_ports_o, oe_snd_nxt_init_o, oe_rcv_nxt_init_o, oe_window_o, oe_ctrl_o, oe_next_urn_o;
  logic [31:0] oe_clordid_prefix_lo_o, oe_clordid_prefix_hi_o, oe_capacity_o, msg_send_o;
  logic [31:0] oe_max_seq_o, oe_resend_o, oe_keep_o, oe_peer_window_init_o, oe_store_i, oe_rtt_i, oe_rtt_samples_i, oe_soup_seq_i, oe_resent_i;
  logic        oe_resend_we_o;
  logic [31:0] oe_status_i, oe_snd_nxt_i, oe_snd_una_i, oe_rcv_nxt_i, oe_peer_window_i, oe_last_urn_i;
  logic        oe_ctrl_we_o, msg_send_we_o, rawtx_data_we_o, rawtx_send_we_o, rawrx_data_re_o;
  logic [511:0] msg_data_o;
  logic [31:0] rawtx_data_o, rawtx_send_o, rawtx_status_i, rawrx_status_i, rawrx_data_i;
  logic [16*32-1:0] cnt_oe_i;
  logic [31:0] ring_base_lo_o, ring_base_hi_o, ring_log2_o, ring_ctrl_o, ring_consumer_o, ring_producer_i, ring_lost_i;
  logic        ring_ctrl_we_o;
  logic [NumSymbols*32-1:0] sym_mode_o, sym_silence_o;
  logic [NumSlots*32-1:0] slot_max_notional_lo_o, slot_max_notional_hi_o, slot_max_rejects_o, slot_max_fills_o, slot_fills_ns_o, slot_kill_o, slot_trips_i, slot_clear_o;
  logic [NumSlots-1:0]    slot_kill_we_o, slot_clear_we_o, slot_pnl_start_we_o;
  logic [NumSlots*32-1:0] slot_max_loss_lo_o, slot_max_loss_hi_o, slot_max_drawdown_lo_o, slot_max_drawdown_hi_o, slot_max_rolling_lo_o, slot_max_rolling_hi_o;
  logic [NumSlots*32-1:0] slot_loss_period_o, slot_fee_o, slot_adjust_price_o, slot_pnl_start_o, slot_loss_i, slot_pnl_lo_i, slot_pnl_hi_i, slot_cash_lo_i, slot_cash_hi_i;
  logic [NumSlots*30-1:0] told_counts;  // fills, rate of rejects, rejects in a row: no register shows them
  logic [NumSlots*saker_pkg::GUARD_ACTS_W-1:0] guard_acts;
  logic [NumSlots*saker_pkg::GUARDS_W-1:0]     guards;
  logic [NumSlots*saker_pkg::LIMITS_W-1:0] limits;
  logic [NumSlots*32-1:0] slot_mode_o, slot_max_qty_o, slot_collar_o, slot_max_position_o, slot_position_i;
  logic [NumSlots*32-1:0] slot_position_adjust_o, slot_adjust_status_i;
  logic [NumSlots-1:0]    slot_position_adjust_we_o;
  logic [NumSlots*32-1:0] slot_open_buy_i, slot_open_sell_i, slot_orders_i, slot_refused_i, slot_sent_i;

  logic [NumSlots*2*saker_regs_pkg::PARAMS_W-1:0] params_o;
  logic [NumSlots*2-1:0]      param_we_o, param_refused_o, param_lock_i;
  logic [NumSlots*8-1:0]      slot_symbols;
  logic [NumSlots*32-1:0]     slot_bank_seal_o, slot_bank_swap_o, slot_bank_status_i, slot_fallback_o, slot_fallback_gates_o, slot_fallback_latency_o;
  logic [NumSlots-1:0]        slot_bank_seal_we_o, slot_bank_swap_we_o;
  logic [NumSlots*saker_pkg::BANK_ACTS_W-1:0] bank_acts;

  logic [31:0] desk_order_o, desk_qty_o, desk_idx_o, desk_urn_o, desk_status_i, desk_last_urn_i, mass_cancel_o, table_status_i, order_timeout_o;
  logic [NumSymbols*32-1:0] sym_max_position_o;
  logic [31:0] agg_max_notional_lo_o, agg_max_notional_hi_o, agg_exposure_lo_i, agg_exposure_hi_i;
  logic [31:0] throttle_ns_o, throttle_burst_o, throttle_headroom_i;
  logic [4*32-1:0] desk_tags_o;
  logic [31:0] desk_send_o;
  logic        desk_send_we_o, mass_cancel_we_o;

  saker_csr #(.NumSymbols(NumSymbols), .NumSlots(NumSlots)) u_csr (.clk_i(clk_i), .rst_i(rst_i), .*);

  // ---- feed: wire to decoded message -------------------------------------------------------------------------------
  logic [NumSymbols*64-1:0] sym_name;
  logic [NumSymbols*17-1:0] locate_set;
  logic [NumSymbols-1:0]    force_value, trading, op_halt, locate_valid;
  logic [NumSymbols*16-1:0] locate;
  for (genvar n = 0; n < NumSymbols; n++) begin : gen_symbol
    assign sym_name[64*n +: 64]   = {sym_name_hi_o[32*n +: 32], sym_name_lo_o[32*n +: 32]};
    assign locate_set[17*n +: 17] = sym_locate_o[32*n +: 17];
    assign force_value[n]         = sym_force_trading_o[32*n];
    assign sym_status_i[32*n +: 32] = {3'b0, sym_flags[5*n +: 5], sym_stale[4*n +: 4], 1'b0, op_halt[n], trading[n],
                                       locate_valid[n], locate[16*n +: 16]};
  end

  logic                     lk_valid, lk_new, msg_valid, stale_all, gap, feed_busy, inject_busy, book_applied, book_ignored, book_busy;
  logic [63:0]              lk_ref, expected, top;
  logic [15:0]              inject_refused;
  logic [3*320-1:0]         line_regs;
  logic [3:0]               stale_reason;
  saker_pkg::itch_msg_t     msg;

  // Event sources, highest priority first.
  localparam int unsigned NUM_SOURCES = 14;
  localparam int unsigned SRC_KILL = 0, SRC_VENUE = 1, SRC_SESSION = 2, SRC_ORDER = 3, SRC_DOUBT = 4, SRC_TRIP = 5, SRC_BOOK = 6,
                          SRC_QUOTE = 7, SRC_ADMIN = 8, SRC_MESSAGE = 9, SRC_TRADE = 10, SRC_DEPTH = 11, SRC_SIGNAL = 12, SRC_PAPER = 13;
  logic [NUM_SOURCES-1:0]     ev_valid, ev_full;
  logic [NUM_SOURCES*408-1:0] ev;

  assign {feed_expected_hi_i, feed_expected_lo_i} = expected;

  assign {feed_top_hi_i, feed_top_lo_i} = top;
  assign inject_status_i = {inject_refused, 15'b0, inject_busy};
  for (genvar x = 0; x < 3; x++) begin : gen_line
    assign {line_last_ns_hi_i[32*x +: 32], line_last_ns_lo_i[32*x +: 32], line_lost_i[32*x +: 32], line_beyond_i[32*x +: 32],
            line_held_i[32*x +: 32], line_late_i[32*x +: 32], line_first_i[32*x +: 32], line_bad_i[32*x +: 32],
            line_good_i[32*x +: 32], line_frames_i[32*x +: 32]} = line_regs[320*x +: 320];
  end

  feed #(.NumSymbols(NumSymbols), .HoldLog2(HoldLog2)) u_feed (
    .clk_i(clk_i), .rst_i(rst_i), .cycle_i(cycle_i), .now_ns_i(now_ns_i), .rxd_i({md_b_rxd_i, md_a_rxd_i}),
    .rxc_i({md_b_rxc_i, md_a_rxc_i}), .ctrl_i(feed_ctrl_o[6:0]), .gap_wait_ns_i(feed_gap_wait_ns_o),
    .group_i({feed_b_group_o, feed_group_o}), .port_i({feed_b_port_o[15:0], feed_port_o[15:0]}),
    .session_i(feed_session_o[79:0]), .market_i(feed_market_o[7:0]), .set_next_i(feed_set_we_o),
    .next_seq_i({feed_next_hi_o, feed_next_lo_o}), .inject_we_i(inject_data_we_o), .inject_data_i(inject_data_o),
    .inject_send_i(inject_send_we_o), .inject_length_i(inject_send_o[10:0]), .inject_busy_o(inject_busy),
    .inject_refused_o(inject_refused), .sym_name_i(sym_name), .locate_we_i(sym_locate_we_o), .locate_i(locate_set),
    .force_trading_i(sym_force_trading_we_o), .force_trading_value_i(force_value),
    .book_applied_i(book_applied), .book_ignored_i(book_ignored),
    .lk_valid_o(lk_valid), .lk_new_o(lk_new), .lk_ref_o(lk_ref), .msg_valid_o(msg_valid), .msg_o(msg),
    .stale_all_o(stale_all), .stale_reason_o(stale_reason), .gap_o(gap), .busy_o(feed_busy), .expected_o(expected),
    .top_o(top), .state_o(feed_state_i), .locate_o(locate), .locate_valid_o(locate_valid), .trading_o(trading),
    .op_halt_o(op_halt), .cnt_o(cnt_feed_i), .line_o(line_regs), .skew_o({skew_b_i, skew_a_i}),
    .ev_admin_valid_o(ev_valid[SRC_ADMIN]), .ev_admin_o(ev[408*SRC_ADMIN +: 408]),
    .ev_msg_valid_o(ev_valid[SRC_MESSAGE]), .ev_msg_o(ev[408*SRC_MESSAGE +: 408])
  );

  // ---- book: decoded message to top of book ------------------------------------------------------------------------
  logic                       tob_valid;
  saker_pkg::tob_t            tob;
  logic [NumSymbols-1:0]      sym_ok;
  logic [NumSymbols*4-1:0]    sym_stale;
  logic [NumSymbols*5-1:0]    sym_flags;
  logic                       upd_valid;
  saker_pkg::update_t         upd;
  logic                       level_read, level_grant;
  logic [$clog2(2*NumSymbols)+LadderLog2-1:0] level;
  logic [31:0]                level_qty;

  book #(
    .NumSymbols(NumSymbols), .LadderLog2(LadderLog2), .OrderBucketsLog2(OrderBucketsLog2), .OrderWays(OrderWays)
  ) u_book (
    .clk_i(clk_i), .rst_i(rst_i), .cycle_i(cycle_i), .now_ns_i(now_ns_i), .feed_gap_i(gap), .tape_i(feed_ctrl_o[5]),
    .depth_interval_us_i(depth_interval_us_o[23:0]), .silence_i(sym_silence_o), .sym_base_i(sym_base_o), .sym_tick_i(sym_tick_o), .sym_tick_inv_i(sym_tick_inv_o),
    .clear_i(book_clear_we_o), .busy_o(book_busy), .stale_all_i(stale_all), .stale_reason_i(stale_reason),
    .trading_i(trading & ~op_halt), .lk_valid_i(lk_valid), .lk_new_i(lk_new), .lk_ref_i(lk_ref),
    .msg_valid_i(msg_valid), .msg_i(msg),
    .tob_valid_o(tob_valid), .tob_o(tob), .sym_ok_o(sym_ok), .sym_stale_o(sym_stale), .sym_flags_o(sym_flags),
    .applied_o(book_applied), .ignored_o(book_ignored), .upd_valid_o(upd_valid), .upd_o(upd),
    .level_read_i(level_read), .level_i(level), .level_grant_o(level_grant), .level_qty_o(level_qty),
    .ev_valid_o(ev_valid[SRC_BOOK]), .ev_o(ev[408*SRC_BOOK +: 408]),
    .ev_trade_valid_o(ev_valid[SRC_TRADE]), .ev_trade_o(ev[408*SRC_TRADE +: 408]),
    .ev_depth_valid_o(ev_valid[SRC_DEPTH]), .ev_depth_o(ev[408*SRC_DEPTH +: 408])
  );

  // ---- signals: the update stream to a word of gates a symbol ------------------------------------------------------
  logic [NumSymbols*saker_pkg::GATES_W-1:0] gates;
  logic [NumSymbols*saker_pkg::VARIANCES_W-1:0] variances;
  logic [NumSymbols*saker_pkg::SIGNS_W-1:0] signs;
  for (genvar n = 0; n < NumSymbols; n++) begin : gen_gates
    assign sig_gates_i[32*n +: 32] = 32'(gates[saker_pkg::GATES_W*n +: saker_pkg::GATES_W]);
    assign signs[saker_pkg::SIGNS_W*n +: saker_pkg::SIGNS_W] = {variances[saker_pkg::VARIANCES_W*n +: saker_pkg::VARIANCES_W], gates[saker_pkg::GATES_W*n +: saker_pkg::GATES_W]};
  end
  // One assignment a register: a simulation copies each once, a concatenation of all copies them all for each.
  logic [31*NumSymbols*32-1:0] sig_regs;
  assign sig_regs[ 0*NumSymbols*32 +: NumSymbols*32] = sig_window_o;
  assign sig_regs[ 1*NumSymbols*32 +: NumSymbols*32] = sig_burst_o;
  assign sig_regs[ 2*NumSymbols*32 +: NumSymbols*32] = sig_sample_o;
  assign sig_regs[ 3*NumSymbols*32 +: NumSymbols*32] = sig_k_fast_o;
  assign sig_regs[ 4*NumSymbols*32 +: NumSymbols*32] = sig_k_slow_o;
  assign sig_regs[ 5*NumSymbols*32 +: NumSymbols*32] = sig_vpin_volume_o;
  assign sig_regs[ 6*NumSymbols*32 +: NumSymbols*32] = sig_vpin_buckets_o;
  assign sig_regs[ 7*NumSymbols*32 +: NumSymbols*32] = sig_refill_time_o;
  assign sig_regs[ 8*NumSymbols*32 +: NumSymbols*32] = sig_flicker_time_o;
  assign sig_regs[ 9*NumSymbols*32 +: NumSymbols*32] = sig_iceberg_time_o;
  assign sig_regs[10*NumSymbols*32 +: NumSymbols*32] = sig_flicker_qty_o;
  assign sig_regs[11*NumSymbols*32 +: NumSymbols*32] = sig_p_side_o;
  assign sig_regs[12*NumSymbols*32 +: NumSymbols*32] = sig_above_o;
  assign sig_regs[13*NumSymbols*32 +: NumSymbols*32] = sig_t_spread_o;
  assign sig_regs[14*NumSymbols*32 +: NumSymbols*32] = sig_t_imbalance_o;
  assign sig_regs[15*NumSymbols*32 +: NumSymbols*32] = sig_t_depth_imbalance_o;
  assign sig_regs[16*NumSymbols*32 +: NumSymbols*32] = sig_t_ofi_up_o;
  assign sig_regs[17*NumSymbols*32 +: NumSymbols*32] = sig_t_ofi_down_o;
  assign sig_regs[18*NumSymbols*32 +: NumSymbols*32] = sig_t_flow_up_o;
  assign sig_regs[19*NumSymbols*32 +: NumSymbols*32] = sig_t_flow_down_o;
  assign sig_regs[20*NumSymbols*32 +: NumSymbols*32] = sig_t_var_fast_o;
  assign sig_regs[21*NumSymbols*32 +: NumSymbols*32] = sig_t_var_slow_o;
  assign sig_regs[22*NumSymbols*32 +: NumSymbols*32] = sig_t_regime_o;
  assign sig_regs[23*NumSymbols*32 +: NumSymbols*32] = sig_t_vpin_o;
  assign sig_regs[24*NumSymbols*32 +: NumSymbols*32] = sig_t_cancels_o;
  assign sig_regs[25*NumSymbols*32 +: NumSymbols*32] = sig_t_refill_o;
  assign sig_regs[26*NumSymbols*32 +: NumSymbols*32] = sig_t_flicker_o;
  assign sig_regs[27*NumSymbols*32 +: NumSymbols*32] = sig_t_iceberg_bid_o;
  assign sig_regs[28*NumSymbols*32 +: NumSymbols*32] = sig_t_iceberg_ask_o;
  assign sig_regs[29*NumSymbols*32 +: NumSymbols*32] = sig_t_burst_o;
  assign sig_regs[30*NumSymbols*32 +: NumSymbols*32] = sig_t_entropy_o;
  signals #(.NumSymbols(NumSymbols)) u_signals (
    .clk_i(clk_i), .rst_i(rst_i), .cycle_i(cycle_i), .record_i(feed_ctrl_o[7]), .upd_valid_i(upd_valid), .upd_i(upd),
    .report_valid_i(ev_valid[SRC_DEPTH]), .report_i(ev[408*SRC_DEPTH +: 408]), .restart_i(sig_restart_we_o),
    .select_we_i(sig_select_we_o), .select_i(sig_select_o[7:0]), .words_o(sig_value_i), .gates_o(gates), .variances_o(variances),
    .regs_i(sig_regs),
    .ev_valid_o(ev_valid[SRC_SIGNAL]), .ev_o(ev[408*SRC_SIGNAL +: 408])
  );

  for (genvar n = 0; n < NumSlots; n++) begin : gen_limits
    assign limits[saker_pkg::LIMITS_W*n +: saker_pkg::LIMITS_W] = {slot_adjust_price_o[32*n +: 32], slot_fee_o[32*n +: 16], slot_loss_period_o[32*n +: 32],
      slot_max_rolling_hi_o[32*n +: 32], slot_max_rolling_lo_o[32*n +: 32], slot_max_drawdown_hi_o[32*n +: 32], slot_max_drawdown_lo_o[32*n +: 32],
      slot_max_loss_hi_o[32*n +: 32], slot_max_loss_lo_o[32*n +: 32], slot_max_notional_hi_o[32*n +: 32], slot_max_notional_lo_o[32*n +: 32],
      slot_fills_ns_o[32*n +: 32], slot_max_fills_o[32*n +: 16], slot_max_rejects_o[32*n +: 8], slot_max_position_o[32*n +: 31],
      slot_collar_o[32*n +: 16], slot_max_qty_o[32*n +: 32], slot_mode_o[32*n +: 3]};
    assign bank_acts[saker_pkg::BANK_ACTS_W*n +: saker_pkg::BANK_ACTS_W] = {param_we_o[2*n +: 2], param_refused_o[2*n +: 2], slot_bank_seal_we_o[n],
      slot_bank_seal_o[32*n +: 2], slot_bank_swap_we_o[n], slot_bank_swap_o[32*n],
      slot_fallback_o[32*n], slot_fallback_o[32*n+1], slot_fallback_o[32*n+4 +: 3], slot_fallback_o[32*n+8 +: 8], slot_fallback_o[32*n+16 +: 6], slot_fallback_gates_o[32*n +: saker_pkg::GATES_W],
      slot_fallback_latency_o[32*n +: 20]};
    assign guard_acts[saker_pkg::GUARD_ACTS_W*n +: saker_pkg::GUARD_ACTS_W] = {slot_pnl_start_we_o[n], slot_kill_we_o[n], slot_clear_we_o[n], slot_clear_o[32*n +: 32]};
    assign {slot_cash_hi_i[32*n +: 32], slot_cash_lo_i[32*n +: 32], slot_pnl_hi_i[32*n +: 32], slot_pnl_lo_i[32*n +: 32], slot_loss_i[32*n +: 15],
            told_counts[30*n +: 30], slot_trips_i[32*n +: 5]} = guards[saker_pkg::GUARDS_W*n +: saker_pkg::GUARDS_W];
    assign slot_loss_i[32*n+15 +: 17] = '0;
    assign slot_trips_i[32*n+5 +: 27] = '0;
  end

  // ---- trading: top of book to an order that passed the gate -------------------------------------------------------
  logic                 tx_ready, order_valid, order_pending, session_up, session_lost, ring_on, ring_bad, killed;
  logic                 unknown_urn, ouch_valid, answered, settling, caught_up, room, order_room, pair_room, order2_valid;
  saker_pkg::order_t    order;
  saker_pkg::latch_state_t latch;
  logic [115:0]         desk_tags;
  saker_pkg::ouch_msg_t ouch;

  trading #(.NumSymbols(NumSymbols), .NumSlots(NumSlots), .LadderLog2(LadderLog2)) u_trading (
    .clk_i(clk_i), .rst_i(rst_i), .cycle_i(cycle_i), .now_ns_i(now_ns_i),
    .tob_valid_i(tob_valid), .tob_i(tob), .sym_ok_i(sym_ok), .sym_base_i(sym_base_o), .sym_tick_i(sym_tick_o),
    .banks_i(params_o), .bank_acts_i(bank_acts), .bank_lock_o(param_lock_i), .bank_status_o(slot_bank_status_i), .symbol_o(slot_symbols),
    .sym_mode_i(sym_mode_o), .sym_signs_i(signs), .limits_i(limits),
    .agg_limits_i({agg_max_notional_hi_o, agg_max_notional_lo_o, sym_max_position_o}), .agg_exposure_o({agg_exposure_hi_i, agg_exposure_lo_i}), .guard_acts_i(guard_acts), .guards_o(guards), .next_urn_i(oe_next_urn_o),
    .session_up_i(session_up), .caught_up_i(caught_up), .settling_i(settling), .room_i(room), .order_room_i(order_room), .pair_room_i(pair_room), .session_lost_i(session_lost), .ring_bad_i(ring_bad),
    .latch_acts_i({kill_we_o, kill_o, arm_we_o, arm_o, arm_key_o, activate_we_o, activate_o, heartbeat_we_o, heartbeat_limit_us_o, clock_limit_ns_o}),
    .panel_i(panel_kill_i), .clock_valid_i(clock_valid_i), .clock_offset_i(clock_offset_ns_i),
    .throttle_ns_i(throttle_ns_o), .throttle_burst_i(throttle_burst_o[15:0]), .headroom_o(throttle_headroom_i[15:0]), .timeout_i({order_timeout_o[31], order_timeout_o[23:0]}),
    .desk_send_i(desk_send_we_o), .desk_i({desk_tags_o[111:0], desk_urn_o, desk_idx_o[15:0], desk_qty_o, desk_order_o[11:0]}),
    .desk_status_o(desk_status_i), .desk_last_urn_o(desk_last_urn_i), .desk_tags_o(desk_tags),
    .mass_we_i(mass_cancel_we_o), .mass_i(mass_cancel_o[9:0]), .table_status_o(table_status_i),
    .adjust_we_i(slot_position_adjust_we_o), .adjust_i(slot_position_adjust_o), .adjust_status_o(slot_adjust_status_i),
    .ouch_valid_i(ouch_valid), .ouch_i(ouch), .tx_ready_i(tx_ready),
    .order_valid_o(order_valid), .order2_valid_o(order2_valid), .order_o(order), .order_pending_o(order_pending), .answered_o(answered),
    .killed_o(killed), .latch_o(latch), .refused_select_i({refused_select_o[15:8], refused_select_o[4:0]}), .refused_count_o(refused_count_i),
    .refused_first_ns_o({refused_first_hi_i, refused_first_lo_i}), .last_urn_o(oe_last_urn_i), .unknown_urn_o(unknown_urn),
    .position_o(slot_position_i), .open_buy_o(slot_open_buy_i), .open_sell_o(slot_open_sell_i),
    .orders_o(slot_orders_i), .refused_o(slot_refused_i), .sent_o(slot_sent_i),
    .ev_kill_valid_o(ev_valid[SRC_KILL]), .ev_kill_o(ev[408*SRC_KILL +: 408]),
    .ev_venue_valid_o(ev_valid[SRC_VENUE]), .ev_venue_o(ev[408*SRC_VENUE +: 408]),
    .ev_order_valid_o(ev_valid[SRC_ORDER]), .ev_order_o(ev[408*SRC_ORDER +: 408]),
    .ev_doubt_valid_o(ev_valid[SRC_DOUBT]), .ev_doubt_o(ev[408*SRC_DOUBT +: 408]),
    .ev_trip_valid_o(ev_valid[SRC_TRIP]), .ev_trip_o(ev[408*SRC_TRIP +: 408]),
    .upd_valid_i(upd_valid), .upd_i(upd), .level_read_o(level_read), .level_o(level), .level_grant_i(level_grant), .level_qty_i(level_qty),
    .quote_full_i(ev_full[SRC_QUOTE]), .paper_full_i(ev_full[SRC_PAPER]), .ev_paper_valid_o(ev_valid[SRC_PAPER]), .ev_paper_o(ev[408*SRC_PAPER +: 408]), .ev_quote_valid_o(ev_valid[SRC_QUOTE]), .ev_quote_o(ev[408*SRC_QUOTE +: 408])
  );

  // ---- order entry: frames out, venue messages in ------------------------------------------------------------------
  logic        owned, logged_in, fin, rst, rejected, ended, broken, ack_due, tx_busy, msg_busy, rawtx_busy;
  logic [15:0] refused, rawrx_dropped, peer_window;
  logic [10:0] rawrx_length;
  logic [5:0]  queries;
  logic [63:0] order_symbol;

  slot_names #(.NumSymbols(NumSymbols), .NumSlots(NumSlots)) u_names (
    .clk_i(clk_i), .rst_i(rst_i), .names_i(sym_name), .symbol_i(slot_symbols), .slot_i(order.slot), .name_o(order_symbol));

  order_entry u_order_entry (
    .clk_i(clk_i), .rst_i(rst_i), .cycle_i(cycle_i), .now_ns_i(now_ns_i),
    .oe_rxd_i(oe_rxd_i), .oe_rxc_i(oe_rxc_i), .oe_txd_o(oe_txd_o), .oe_txc_o(oe_txc_o),
    .oe_local_mac_i({oe_local_mac_hi_o[15:0], oe_local_mac_lo_o}), .oe_peer_mac_i({oe_peer_mac_hi_o[15:0], oe_peer_mac_lo_o}),
    .oe_local_ip_i(oe_local_ip_o), .oe_peer_ip_i(oe_peer_ip_o),
    .oe_ports_local_i(oe_ports_o[15:0]), .oe_ports_peer_i(oe_ports_o[31:16]),
    .oe_snd_nxt_init_i(oe_snd_nxt_init_o), .oe_rcv_nxt_init_i(oe_rcv_nxt_init_o), .oe_window_i(oe_window_o[15:0]),
    .oe_clordid_prefix_i({oe_clordid_prefix_hi_o[15:0], oe_clordid_prefix_lo_o}), .oe_capacity_i(oe_capacity_o),
    .oe_peer_scale_i(oe_window_o[19:16]), .oe_peer_window_init_i(oe_peer_window_init_o[15:0]), .oe_max_seq_i(oe_max_seq_o), .oe_keep_i(oe_keep_o),
    .take_over_i(oe_ctrl_we_o && oe_ctrl_o[0]), .release_i(oe_ctrl_we_o && oe_ctrl_o[1]), .new_session_i(oe_ctrl_o[2]),
    .resend_i(oe_resend_we_o), .resend_count_i(oe_resend_o[5:0]), .resend_probe_i(oe_resend_o[8]),
    .tx_ready_o(tx_ready), .room_o(room), .order_room_o(order_room), .pair_room_o(pair_room), .order_pending_i(order_pending), .order_valid_i(order_valid), .order2_valid_i(order2_valid), .order_i(order),
    .symbol_i(order_symbol), .desk_tags_i(desk_tags),
    .msg_send_i(msg_send_we_o), .msg_length_i(msg_send_o[6:0]), .msg_data_i(msg_data_o), .msg_busy_o(msg_busy),
    .rawtx_data_we_i(rawtx_data_we_o), .rawtx_data_i(rawtx_data_o), .rawtx_send_i(rawtx_send_we_o),
    .rawtx_length_i(rawtx_send_o[10:0]), .rawtx_busy_o(rawtx_busy), .refused_o(refused),
    .rawrx_length_o(rawrx_length), .rawrx_data_o(rawrx_data_i), .rawrx_dropped_o(rawrx_dropped),
    .rawrx_pop_i(rawrx_data_re_o),
    .ouch_valid_o(ouch_valid), .ouch_o(ouch), .unknown_urn_i(unknown_urn),
    .owned_o(owned), .logged_in_o(logged_in), .fin_o(fin), .rst_o(rst), .rejected_o(rejected), .ended_o(ended),
    .broken_o(broken), .session_up_o(session_up), .answered_i(answered), .settling_o(settling), .caught_up_o(caught_up), .queries_o(queries), .soup_seq_o(oe_soup_seq_i), .ack_due_o(ack_due), .tx_busy_o(tx_busy),
    .snd_nxt_o(oe_snd_nxt_i), .snd_una_o(oe_snd_una_i), .rcv_nxt_o(oe_rcv_nxt_i), .peer_window_o(peer_window), .store_o(oe_store_i),
    .rtt_o(oe_rtt_i), .rtt_samples_o(oe_rtt_samples_i), .resent_o(oe_resent_i),
    .ev_valid_o(ev_valid[SRC_SESSION]), .ev_o(ev[408*SRC_SESSION +: 408]), .cnt_o(cnt_oe_i)
  );

  assign throttle_headroom_i[31:16] = '0;
  assign session_lost     = owned && (fin || rst || rejected || ended || broken);
  assign oe_status_i      = {10'b0, queries, 7'b0, caught_up, msg_busy, ack_due, ended, rejected, rst, fin, logged_in, owned};
  assign oe_peer_window_i = {16'b0, peer_window};
  assign rawtx_status_i   = {refused, 15'b0, rawtx_busy};
  assign rawrx_status_i   = {rawrx_dropped, 5'b0, rawrx_length};

  // ---- events to the host ------------------------------------------------------------------------------------------
  logic ring_busy, nearly_full;

  // Records that wait: a gap publishes every symbol at once, and the quoter answers each.
  localparam logic [NUM_SOURCES*8-1:0] QUEUE_LOG2 = {8'd6, 8'd6, 8'd6, 8'd6, 8'd9, 8'd5, 8'd6, 8'd6, 8'd4, 8'd9, 8'd4, 8'd4, 8'd4, 8'd4};
  event_ring #(.NumSources(NUM_SOURCES), .DepthLog2(QUEUE_LOG2)) u_event_ring (
    .clk_i(clk_i), .rst_i(rst_i), .now_ns_i(now_ns_i), .busy_o(ring_busy), .ev_valid_i(ev_valid), .ev_i(ev), .full_o(ev_full),
    .ring_base_i({ring_base_hi_o, ring_base_lo_o}), .ring_log2_i(ring_log2_o),
    .ring_ctrl_we_i(ring_ctrl_we_o), .ring_ctrl_i(ring_ctrl_o[0]), .consumer_i(ring_consumer_o),
    .producer_o(ring_producer_i), .lost_o(ring_lost_i), .on_o(ring_on), .nearly_full_o(nearly_full), .*
  );

  assign ring_bad = !ring_on || nearly_full || ring_lost_i != '0;

  // ---- identity, time, live state ----------------------------------------------------------------------------------
  assign caps_i      = {3'(OrderWays), 5'(OrderBucketsLog2), 8'(LadderLog2), 8'(NumSlots), 8'(NumSymbols)};
  assign {now_ns_hi_i, now_ns_lo_i} = now_ns_i;
  assign kill_causes_i   = latch.causes;
  assign kill_asserted_i = latch.asserted;
  assign arm_nonce_i     = latch.nonce;
  assign {kill_ns_hi_i, kill_ns_lo_i} = latch.kill_ns;
  assign state_i     = {20'b0, latch.clock_fault, latch.mode, 2'b0, tx_busy, ring_on, gap, book_busy, session_up, killed};
  assign busy_o      = feed_busy || book_busy || ring_busy || tx_busy || rawtx_busy || msg_busy;

  always_ff @(posedge clk_i) cycle_i <= rst_i ? '0 : cycle_i + 32'd1;

endmodule
`default_nettype wire
