// The order book of every tracked symbol: order table, price ladder, best and second best.
//
// Interface: lookups combinational from the decoder in the cycle after a reference's last byte; msg_i in cycle t+2;
// tob_o in cycle t+4 for every book message that was applied or that made its symbol stale. Book messages are at least 5
// cycles apart and each is wholly applied before the next needs anything; there is no back-pressure. upd_o in t+7: book_updates.
// Reset: tables are cleared (busy_o), every symbol STALE_NEVER_SET. docs/card.md section 5 is the contract.
`default_nettype none
module book #(
  parameter int unsigned NumSymbols       = 16,
  parameter int unsigned LadderLog2       = 12,
  parameter int unsigned OrderBucketsLog2 = 14,
  parameter int unsigned OrderWays        = 6
) (
  input  wire logic                     clk_i,
  input  wire logic                     rst_i,
  input  wire logic [31:0]              cycle_i,
  input  wire logic [63:0]              now_ns_i,
  input  wire logic [NumSymbols*32-1:0] sym_base_i,
  input  wire logic [NumSymbols*32-1:0] sym_tick_i,
  input  wire logic [NumSymbols*32-1:0] sym_tick_inv_i,
  input  wire logic                     clear_i,
  output      logic                     busy_o,
  input  wire logic                     stale_all_i,
  input  wire logic [3:0]               stale_reason_i,
  input  wire logic                     feed_gap_i,
  input  wire logic                     tape_i,
  input  wire logic [23:0]              depth_interval_us_i,
  input  wire logic [NumSymbols*32-1:0] silence_i,      // SYM_SILENCE
  input  wire logic [NumSymbols-1:0]    trading_i,
  input  wire logic                     lk_valid_i,
  input  wire logic                     lk_new_i,
  input  wire logic [63:0]              lk_ref_i,
  input  wire logic                     msg_valid_i,
  input  wire saker_pkg::itch_msg_t     msg_i,
  output      logic                     tob_valid_o,
  output      saker_pkg::tob_t          tob_o,
  output      logic [NumSymbols-1:0]    sym_ok_o,
  output      logic [NumSymbols*4-1:0]  sym_stale_o,
  output      logic [NumSymbols*5-1:0]  sym_flags_o,
  output      logic                     applied_o,
  output      logic                     ignored_o,
  output      logic                     upd_valid_o,
  output      saker_pkg::update_t       upd_o,
  input  wire logic                     level_read_i,   // level_copy
  input  wire logic [$clog2(2*NumSymbols)+LadderLog2-1:0] level_i,
  output      logic                     level_grant_o,
  output      logic [31:0]              level_qty_o,
  output      logic                     ev_valid_o,
  output      saker_pkg::event_t        ev_o,
  output      logic                     ev_trade_valid_o,
  output      saker_pkg::event_t        ev_trade_o,
  output      logic                     ev_depth_valid_o,
  output      saker_pkg::event_t        ev_depth_o
);
  localparam int unsigned SIDES   = NumSymbols * 2;
  localparam int unsigned SIDE_W  = $clog2(SIDES);
  localparam int unsigned SYM_W   = SIDE_W - 1;
  localparam int unsigned LEVEL_W = 33 + LadderLog2;
  localparam int unsigned STATE_W = 2 * LEVEL_W;
  localparam int unsigned FAR_W   = OrderBucketsLog2 + 1 + $clog2(OrderWays + 1);  // as many as the order table holds

  if (NumSymbols < 2 || NumSymbols > 128) $error("book: NumSymbols must be 2..128");

  // What the order table keeps of an order.
  typedef struct packed {
    logic [SIDE_W-1:0]     side;  // symbol * 2 + side
    logic                  is_far;
    logic [LadderLog2-1:0] rank;
    logic [31:0]           qty;
  } entry_t;
  localparam int unsigned ENTRY_W = SIDE_W + 1 + LadderLog2 + 32;
  entry_t old;

  // ---- order table -------------------------------------------------------------------------------------------------
  logic                        table_busy, ladder_busy, old_hit, new_hit, table_we, table_valid;
  logic [2*OrderWays-1:0]      old_way, old_free, new_free, table_way;
  logic [2*OrderBucketsLog2-1:0] old_bucket, new_bucket, table_bucket;
  logic [63:0]                 table_ref;
  logic [ENTRY_W-1:0]          table_entry;

  order_table #(.BucketsLog2(OrderBucketsLog2), .Ways(OrderWays), .EntryW(ENTRY_W)) u_order_table (
    .clk_i(clk_i), .rst_i(rst_i), .clear_i(clear_i), .busy_o(table_busy),
    .lk_valid_i(lk_valid_i), .lk_new_i(lk_new_i), .lk_ref_i(lk_ref_i),
    .old_hit_o(old_hit), .old_way_o(old_way), .old_entry_o(old), .old_free_o(old_free), .old_bucket_o(old_bucket),
    .new_hit_o(new_hit), .new_free_o(new_free), .new_bucket_o(new_bucket),
    .we_i(table_we), .bucket_i(table_bucket), .way_i(table_way), .valid_i(table_valid), .ref_i(table_ref),
    .entry_i(table_entry)
  );

  // ---- t+2: kind of message, price -> level ------------------------------------------------------------------------
  saker_pkg::itch_msg_t  msg_q;     // t+3
  logic                  early, op_q, add_q, part_q, replace_q, tick_zero_q, below, above, on_tick;
  logic [LadderLog2-1:0] idx;
  book_input #(.NumSymbols(NumSymbols), .LadderLog2(LadderLog2)) u_input (
    .clk_i(clk_i), .rst_i(rst_i), .sym_base_i(sym_base_i), .sym_tick_i(sym_tick_i), .sym_tick_inv_i(sym_tick_inv_i),
    .msg_valid_i(msg_valid_i), .msg_i(msg_i), .early_o(early), .book_o(op_q), .msg_o(msg_q), .add_o(add_q), .part_o(part_q),
    .replace_o(replace_q), .tick_zero_o(tick_zero_q), .below_o(below), .above_o(above), .on_tick_o(on_tick), .idx_o(idx)
  );

  // ---- state of every side -----------------------------------------------------------------------------------------
  logic [SIDES*STATE_W-1:0]  state_q, state_d;
  logic [SIDES*FAR_W-1:0]    far_q, far_d;
  logic [NumSymbols*4-1:0]   stale_q, stale_d, cleared_stale;
  logic                      overflow, second_we, cleared, copy_busy;
  logic [SYM_W-1:0]          overflow_sym;
  logic [SIDE_W-1:0]         second_side;
  logic [LEVEL_W-1:0]        second;
  logic [SIDES*STATE_W-1:0]  state;      // with the second best that a search just found
  always_comb begin
    state = state_q;
    if (second_we) state[second_side*STATE_W +: LEVEL_W] = second;
  end

  // ---- U, t+2: its order leaves first ------------------------------------------------------------------------------
  logic [STATE_W-1:0] early_state, early_q;
  logic               early_need, early_need_q;
  book_side #(.LadderLog2(LadderLog2)) u_early (
    .state_i(state[old.side*STATE_W +: STATE_W]), .need_i(1'b0), .rm_i(!old.is_far), .rm_rank_i(old.rank), .rm_qty_i(old.qty),
    .add_i(1'b0), .add_rank_i('0), .add_qty_i('0), .state_o(early_state), .need_o(early_need)
  );
  always_ff @(posedge clk_i) begin
    early_q      <= early_state;
    early_need_q <= early_need;
  end

  // ---- t+3: the decision -------------------------------------------------------------------------------------------
  logic [3:0]            verdict;
  logic                  apply, is_far, live, decide, take, insert, level_add, part_kills;
  logic [31:0]           out_qty;
  logic [SIDE_W-1:0]     side;
  logic [LadderLog2-1:0] rank;
  logic [STATE_W-1:0]    next_state;
  logic                  need;
  logic [SYM_W-1:0]      sym;
  logic                  sell_add;  // side of what is added: U inherits it
  assign sym        = msg_q.sym[SYM_W-1:0];
  assign sell_add   = replace_q ? old.side[0] : msg_q.side;
  assign side       = add_q ? {sym, msg_q.side} : old.side;
  assign rank       = sell_add ? ~idx : idx;
  assign out_qty    = part_q ? msg_q.qty : old.qty;
  assign part_kills = out_qty == old.qty;
  assign live       = stale_q[4*sym +: 4] == saker_pkg::STALE_NONE;
  assign decide     = op_q && !busy_o && live;

  book_check u_check (
    .add_i(add_q), .replace_i(replace_q), .sell_i(sell_add), .old_hit_i(old_hit),
    .wrong_sym_i(old.side[SIDE_W-1:1] != sym), .too_much_i(part_q && msg_q.qty > old.qty), .new_hit_i(new_hit),
    .room_i(add_q ? |old_free : |new_free), .qty_zero_i(msg_q.qty == '0), .tick_zero_i(tick_zero_q),
    .below_i(below), .above_i(above), .on_tick_i(on_tick), .apply_o(apply), .far_o(is_far), .stale_o(verdict)
  );
  assign take      = decide && apply;
  assign insert    = take && (add_q || (replace_q && msg_q.qty != '0));
  assign level_add = insert && !is_far;

  book_side #(.LadderLog2(LadderLog2)) u_side (
    .state_i(replace_q ? early_q : state[side*STATE_W +: STATE_W]), .need_i(replace_q && early_need_q),
    .rm_i(!add_q && !replace_q && !old.is_far), .rm_rank_i(old.rank), .rm_qty_i(out_qty),
    .add_i(level_add), .add_rank_i(rank), .add_qty_i(msg_q.qty), .state_o(next_state), .need_o(need)
  );

  logic [FAR_W-1:0] far_now, far_next;
  assign far_now  = far_q[side*FAR_W +: FAR_W];
  assign far_next = far_now + FAR_W'(insert && is_far) - FAR_W'(take && !add_q && old.is_far && part_kills);
  always_comb begin
    state_d = state;
    far_d   = far_q;
    stale_d = stale_q;
    if (take) begin
      state_d[side*STATE_W +: STATE_W] = next_state;
      far_d[side*FAR_W +: FAR_W]       = far_next;
    end
    if (decide && verdict != saker_pkg::STALE_NONE) stale_d[4*sym +: 4] = verdict;
    for (int unsigned n = 0; n < NumSymbols; n++) begin
      if ((stale_all_i || (overflow && overflow_sym == SYM_W'(n))) && stale_d[4*n +: 4] == saker_pkg::STALE_NONE) begin
        stale_d[4*n +: 4] = stale_all_i ? stale_reason_i : saker_pkg::STALE_LEVEL_QTY;
      end
    end
    if (cleared) begin
      state_d = '0;
      far_d   = '0;
      stale_d = cleared_stale;
    end
  end

  book_clear #(.NumSymbols(NumSymbols), .SymW(SYM_W)) u_clear (
    .clk_i(clk_i), .rst_i(rst_i), .clear_i(clear_i), .walking_i(table_busy || ladder_busy || copy_busy), .stale_all_i(stale_all_i),
    .stale_reason_i(stale_reason_i), .missed_i(op_q && busy_o), .missed_sym_i(sym), .busy_o(busy_o), .done_o(cleared),
    .stale_o(cleared_stale)
  );
  always_ff @(posedge clk_i) begin
    state_q <= rst_i ? '0 : state_d;
    far_q   <= rst_i ? '0 : far_d;
    stale_q <= rst_i ? {NumSymbols{saker_pkg::STALE_NEVER_SET}} : stale_d;
    applied_o <= take && !rst_i;
    ignored_o <= op_q && !decide && !rst_i;
  end

  // ---- what the decision writes ------------------------------------------------------------------------------------
  logic                  lvl_valid, hold;  // hold: a trade takes the cycle in the update stream
  logic [SIDE_W-1:0]     lvl_side;
  logic [LadderLog2-1:0] lvl_rank;
  logic [31:0]           lvl_qty;
  book_commit #(.Sides(SIDES), .LadderLog2(LadderLog2), .BucketsLog2(OrderBucketsLog2), .Ways(OrderWays)) u_commit (
    .clk_i(clk_i), .rst_i(rst_i), .clear_i(clear_i), .busy_o(ladder_busy), .early_read_i(early),
    .apply_i(take), .add_i(add_q), .replace_i(replace_q), .insert_i(insert), .far_i(is_far), .side_i(side), .rank_i(rank),
    .qty_i(msg_q.qty), .order_ref_i(msg_q.order_ref), .new_ref_i(msg_q.new_ref), .out_qty_i(out_qty), .kills_i(part_kills),
    .need_i(need), .best_rank_i(next_state[STATE_W-2 -: LadderLog2]),
    .old_way_i(old_way), .old_free_i(old_free), .old_bucket_i(old_bucket), .old_entry_i(old), .new_free_i(new_free),
    .new_bucket_i(new_bucket), .table_we_o(table_we), .table_bucket_o(table_bucket), .table_way_o(table_way),
    .table_valid_o(table_valid), .table_ref_o(table_ref), .table_entry_o(table_entry),
    .second_we_o(second_we), .second_side_o(second_side), .second_o(second), .overflow_o(overflow), .overflow_sym_o(overflow_sym),
    .lvl_valid_o(lvl_valid), .lvl_side_o(lvl_side), .lvl_rank_o(lvl_rank), .lvl_qty_o(lvl_qty)
  );

  // ---- t+4: what the world sees ------------------------------------------------------------------------------------
  logic [SIDES*LEVEL_W-1:0] best_d;
  logic [SIDES-1:0]         has_far_d;
  logic                     pulse_q;
  saker_pkg::itch_msg_t     pulse_msg_q;
  for (genvar k = 0; k < SIDES; k++) begin : gen_side
    assign best_d[k*LEVEL_W +: LEVEL_W] = state_d[k*STATE_W+LEVEL_W +: LEVEL_W];
    assign has_far_d[k] = far_d[k*FAR_W +: FAR_W] != '0;
  end
  always_ff @(posedge clk_i) begin
    pulse_q     <= decide && (apply || verdict != saker_pkg::STALE_NONE) && !rst_i;
    pulse_msg_q <= msg_q;
  end

  book_publish #(.NumSymbols(NumSymbols), .LadderLog2(LadderLog2)) u_publish (
    .clk_i(clk_i), .rst_i(rst_i), .cycle_i(cycle_i), .busy_i(busy_o), .best_i(best_d), .far_i(has_far_d), .stale_i(stale_d), .gap_i(feed_gap_i),
    .now_i(now_ns_i[41:10]), .silence_i(silence_i), .msg_valid_i(msg_valid_i), .hit_i(msg_i.hit), .msg_sym_i(msg_i.sym),
    .trading_i(trading_i), .hold_i(hold), .pulse_i(pulse_q), .sym_i(pulse_msg_q.sym), .mtype_i(pulse_msg_q.mtype),
    .seq_i(pulse_msg_q.seq), .ts_i(pulse_msg_q.ts), .rx_cycle_i(pulse_msg_q.rx_cycle),
    .sym_ok_o(sym_ok_o), .sym_flags_o(sym_flags_o), .sym_stale_o(sym_stale_o), .tob_valid_o(tob_valid_o), .tob_o(tob_o),
    .ev_valid_o(ev_valid_o), .ev_o(ev_o)
  );

  // ---- for others: updates, trades and depth -----------------------------------------------------------------------
  book_report #(.NumSymbols(NumSymbols), .LadderLog2(LadderLog2)) u_report (
    .clk_i(clk_i), .rst_i(rst_i), .cycle_i(cycle_i), .now_ns_i(now_ns_i), .tape_i(tape_i), .interval_us_i(depth_interval_us_i),
    .sym_base_i(sym_base_i), .sym_tick_i(sym_tick_i), .msg_valid_i(msg_valid_i), .msg_i(msg_i),
    .found_i(op_q && part_q && old_hit && !busy_o), .applied_i(take), .far_i(old.is_far), .side_i(old.side[0]), .rank_i(old.rank),
    .add_i(add_q), .part_i(part_q), .replace_i(replace_q), .out_qty_i(out_qty), .kills_i(part_kills), .insert_i(insert), .new_far_i(is_far), .idx_i(idx),
    .tob_valid_i(tob_valid_o), .tob_i(tob_o), .hold_o(hold), .upd_valid_o(upd_valid_o), .upd_o(upd_o),
    .lvl_valid_i(lvl_valid), .lvl_side_i(lvl_side), .lvl_rank_i(lvl_rank), .lvl_qty_i(lvl_qty), .clear_i(clear_i), .clear_busy_i(busy_o),
    .copy_busy_o(copy_busy), .level_read_i(level_read_i), .level_i(level_i), .level_grant_o(level_grant_o), .level_qty_o(level_qty_o),
    .ev_trade_valid_o(ev_trade_valid_o), .ev_trade_o(ev_trade_o), .ev_depth_valid_o(ev_depth_valid_o), .ev_depth_o(ev_depth_o)
  );
endmodule
`default_nettype wire
