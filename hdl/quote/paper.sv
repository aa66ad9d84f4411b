// What a slot in SHADOW would have done: paper orders by its quotes, their verdicts, their fills from the feed. Rules: docs/card.md 12.
//
// on_i: in SHADOW, by a whole bank. quote_i/decided_i: the quote in force, and its first cycle. upd_i: the update stream as level_copy gives it. level_read_o with
// level_side_o, level_idx_o asks how much stands at a level: level_grant_i in the same cycle, level_qty_i in the next one. verdict_o's inputs are those of the
// gate (risk_check). position_o: paper position; moved_o: first cycle of another one. ev_valid_o: a record, in the cycle of the act.
// undecided_i: a decision is being made again. Latency: docs/card.md 12. Nothing of it reaches the gate. Reset: nothing on paper.
`default_nettype none
module paper #(
  parameter int unsigned Index = 0
) (
  input  wire logic                 clk_i,
  input  wire logic                 rst_i,
  input  wire logic [31:0]          cycle_i,
  input  wire logic [31:0]          now_i,         // 1,024 ns
  input  wire logic                 on_i,
  input  wire logic                 bank_i,
  input  wire logic [7:0]           symbol_i,
  input  wire logic                 sym_ok_i,
  input  wire logic [31:0]          base_i,
  input  wire logic [15:0]          tick_i,
  input  wire logic [15:0]          hysteresis_i,
  input  wire logic [19:0]          refresh_i,
  input  wire logic                 undecided_i,
  input  wire logic                 decided_i,
  input  wire saker_pkg::quote_t    quote_i,
  input  wire saker_pkg::way_t      way_i,
  input  wire logic [2:0]           mode_i,        // as if SLOT_MODE were ACTIVE
  input  wire saker_pkg::limits_t   limits_i,
  input  wire logic [1:0]           own_valid_i,
  input  wire logic [31:0]          own_idx_i,
  input  wire logic                 notional_none_i, // no price is allowed, or the greatest one is not known yet
  input  wire logic [15:0]          notional_idx_i,
  input  wire logic                 upd_valid_i,
  input  wire saker_pkg::update_t   upd_i,
  output logic                      level_read_o,
  output logic                      level_side_o,
  output logic [15:0]               level_idx_o,
  input  wire logic                 level_grant_i,
  input  wire logic [31:0]          level_qty_i,
  output logic [31:0]               position_o,
  output logic                      moved_o,
  output logic                      ev_valid_o,
  output saker_pkg::event_t         ev_o
);
  // Controls about the order itself; the others say what stands in the way of every order today.
  localparam logic [saker_pkg::VERDICT_W-1:0] ABOUT_THE_ORDER = saker_pkg::VERDICT_W'(1 << saker_pkg::V_BOOK | 1 << saker_pkg::V_QTY
    | 1 << saker_pkg::V_COLLAR | 1 << saker_pkg::V_POSITION | 1 << saker_pkg::V_SELF | 1 << saker_pkg::V_NOTIONAL);
  localparam logic [2:0] P_NEW = 3'd1, P_REPLACE = 3'd2, P_CANCEL = 3'd3, P_FILL = 3'd4, P_REFUSED = 3'd5;
  localparam logic [1:0] IDLE = 2'd0, JUDGE = 2'd1, PLACE = 2'd2, REST = 2'd3;

  // ---- the queue -----------------------------------------------------------------------------------------------------
  logic        touch, off, rests, cancels, judged_bad, placing;
  logic [1:0]  active, state_q;
  logic [31:0] idx;
  logic [63:0] open, ahead, fill, open_after, ahead_after, price_q;
  logic        side_q, moves_q, side;
  logic [15:0] idx_q;
  logic [31:0] qty_q, tick_product_q;
  assign off   = rst_i || !on_i;
  assign touch = upd_valid_i && upd_i.order && upd_i.sym == symbol_i;
  for (genvar s = 0; s < 2; s++) begin : gen_side
    paper_order #(.Ask(1'(s))) u_order (
      .clk_i, .rst_i, .clear_i(off || (cancels && side == 1'(s))), .rest_i(rests && side_q == 1'(s)), .rest_idx_i(idx_q), .rest_qty_i(qty_q),
      .rest_ahead_i(level_qty_i), .upd_valid_i(touch), .upd_i, .active_o(active[s]), .idx_o(idx[16*s +: 16]), .open_o(open[32*s +: 32]),
      .ahead_o(ahead[32*s +: 32]), .fill_o(fill[32*s +: 32]), .open_after_o(open_after[32*s +: 32]), .ahead_after_o(ahead_after[32*s +: 32]));
    always_ff @(posedge clk_i) if (rests && side_q == 1'(s)) price_q[32*s +: 32] <= base_i + tick_product_q;
  end

  // ---- what it would do next -------------------------------------------------------------------------------------------
  logic [1:0]  act, waits;
  logic        cancel, attempt, taken, on_q;
  logic [31:0] c_urn, c_orig, c_qty;
  order_ctl u_ctl (
    .clk_i, .rst_i(off), .cause_i(decided_i || !on_q), .recancel_i(1'b0), .killed_i(1'b0), .mode_i(3'd3), .sym_ok_i, .quote_i,
    .qty_i({quote_i.ask_qty, quote_i.bid_qty}), .hysteresis_i, .position_i(position_o), .active_i(active), .acked_i(2'b11), .rep_i(2'b00), .cxl_i(2'b00),
    .take_i(1'b0), .mark_i(2'b00), .urn_i('0), .urn2_i('0), .idx_i(idx), .done_i('0), .taken_i(taken), .hold_i(waits), .cancel_o(cancel), .attempt_o(attempt),
    .side_o(side), .act_o(act), .urn_o(c_urn), .orig_o(c_orig), .qty_o(c_qty));
  refresh u_refresh (.clk_i, .rst_i(off), .now_i, .least_i(refresh_i), .sent_i({side_q, !side_q} & {2{rests}}), .wait_o(waits));

  // ---- when: not before the update of the message that was decided on is due, and fills and gates had their say -----------------------
  localparam logic [4:0] ACT_AFTER = 5'd24, UPDATE_AFTER = 5'd2;
  logic       some_q, acts;    // some_q: a decision waits for its acts
  logic [1:0] waits_q;
  logic [4:0] wait_q, near_q;
  assign acts = some_q && wait_q == '0 && near_q == '0 && !decided_i && !undecided_i && !touch && state_q == IDLE;
  always_ff @(posedge clk_i) begin
    waits_q <= waits;
    if (!some_q) begin
      // What only waited for REFRESH acts when that is over; another decision meanwhile waits for its update as any.
      some_q <= decided_i || !on_q || |(waits_q & ~waits);
      wait_q <= decided_i || !on_q ? ACT_AFTER - 5'd1 : '0;
    end else if (wait_q != '0) begin
      wait_q <= wait_q - 5'd1;
    end else if (acts && !cancel && !attempt) begin
      some_q <= 1'b0;
    end
    if (decided_i) near_q <= UPDATE_AFTER;
    else if (near_q != '0) near_q <= near_q - 5'd1;
    if (off) {some_q, near_q} <= '0;
  end

  // ---- judge it, read its level, let it rest -----------------------------------------------------------------------------
  logic [saker_pkg::VERDICT_W-1:0] verdict, verdict_q;
  logic                            stands;  // the quote still wants what is on its way
  logic                            own_valid, paper_better;
  logic [15:0]                     own_idx, paper_idx, real_idx;
  assign stands = sym_ok_i && (side_q ? quote_i.ask_en && quote_i.ask_idx == idx_q && quote_i.ask_qty == qty_q
                                      : quote_i.bid_en && quote_i.bid_idx == idx_q && quote_i.bid_qty == qty_q);
  // What it must not meet: orders of ours that rest, and the other side on paper.
  assign paper_idx    = side_q ? idx[15:0] : idx[31:16];
  assign real_idx     = side_q ? own_idx_i[15:0] : own_idx_i[31:16];
  assign paper_better = active[!side_q] && (!own_valid_i[!side_q] || (side_q ? paper_idx > real_idx : paper_idx < real_idx));
  assign own_valid    = own_valid_i[!side_q] || active[!side_q];
  assign own_idx      = paper_better ? paper_idx : real_idx;
  risk_check u_check (
    .cancel_i(1'b0), .side_i(side_q), .idx_i(idx_q), .open_qty_i(qty_q), .own_open_i(side_q ? open[63:32] : open[31:0]), .other_open_i('0),
    .urn_i(way_i.urn), .killed_i(way_i.killed), .mode_i, .session_up_i(way_i.session_up), .caught_up_i(way_i.caught_up), .room_i(way_i.room),
    .place_taken_i(way_i.place_taken), .throttled_i(way_i.throttled), .sym_ok_i, .mid2_i(quote_i.mid2), .position_i(position_o), .last_urn_i(way_i.last_urn),
    .max_qty_i(limits_i.max_qty), .collar_i(limits_i.collar), .max_position_i(limits_i.max_position), .own_valid_i(own_valid),
    .own_idx_i(own_idx), .too_dear_i(notional_none_i || idx_q > notional_idx_i), .agg_over_i(1'b0), .agg_room_i(42'sh1FF_FFFF_FFFF), .agg_dear_i(1'b0), .verdict_o(verdict));

  logic filled;
  assign filled     = |fill;
  assign taken      = on_i && acts && (cancel || attempt);
  assign cancels    = taken && cancel;
  assign placing    = state_q == PLACE && stands && !filled && !moved_o;
  assign judged_bad = placing && !touch && |(verdict_q & ABOUT_THE_ORDER);
  assign level_read_o = placing && !(|(verdict_q & ABOUT_THE_ORDER));
  assign level_side_o = side_q;
  assign level_idx_o  = idx_q;
  assign rests        = state_q == REST && on_i;
  always_ff @(posedge clk_i) begin
    on_q           <= on_i;
    if (state_q == JUDGE) verdict_q <= verdict;
    tick_product_q <= 32'(idx_q) * 32'(tick_i);
    case (state_q)
      IDLE: if (taken && !cancel) begin
        state_q <= JUDGE;
        side_q  <= side;
        moves_q <= act == saker_pkg::ACT_REPLACE;
        idx_q   <= side ? quote_i.ask_idx : quote_i.bid_idx;
        qty_q   <= c_qty;
      end
      JUDGE: state_q <= filled || moved_o ? IDLE : PLACE;
      PLACE: if (!placing || judged_bad) state_q <= IDLE;
             else if (level_grant_i) state_q <= REST;
      default: state_q <= IDLE;
    endcase
    if (off) state_q <= IDLE;
  end

  // ---- the paper position ------------------------------------------------------------------------------------------------
  logic [32:0] sum;
  assign sum = {position_o[31], position_o} + (fill[31:0] != '0 ? {1'b0, fill[31:0]} : -{1'b0, fill[63:32]});
  logic [31:0] position_d;
  assign position_d = sum[32] == sum[31] ? sum[31:0] : {sum[32], {31{!sum[32]}}};
  logic [63:0] seq_q;
  always_ff @(posedge clk_i) begin
    moved_o <= on_i && filled && !rst_i;
    if (filled) position_o <= position_d;
    if (off) position_o <= '0;
    if (touch) seq_q <= upd_i.seq;
    if (rst_i) seq_q <= '0;
  end

  // ---- records ---------------------------------------------------------------------------------------------------------
  logic [2:0]  kind;
  logic        of_side;
  logic [31:0] of_open, of_ahead;
  assign ev_valid_o = on_i && !rst_i && (filled || cancels || judged_bad || rests);
  assign kind    = filled ? P_FILL : cancels ? P_CANCEL : judged_bad ? P_REFUSED : moves_q ? P_REPLACE : P_NEW;
  assign of_side = filled ? |fill[63:32] : cancels ? side : side_q;
  assign of_open = of_side ? open[63:32] : open[31:0];
  always_comb begin
    of_ahead = '0;
    if (filled) of_ahead = of_side ? ahead_after[63:32] : ahead_after[31:0];
    if (rests) of_ahead = level_qty_i;
    if (cancels) of_ahead = of_side ? ahead[63:32] : ahead[31:0];
  end
  always_comb begin
    ev_o       = '0;
    ev_o.etype = saker_regs_pkg::EV_PAPER;
    ev_o.tag   = {3'd0, bank_i, kind, of_side, 8'(Index)};
    ev_o.cycle = cycle_i;
    ev_o.body[saker_regs_pkg::EV_PAPER_SEQ_LSB +: 64]      = filled ? upd_i.seq : seq_q;
    ev_o.body[saker_regs_pkg::EV_PAPER_QTY_LSB +: 32]      = filled ? fill[63:32] | fill[31:0] : cancels ? of_open : qty_q;
    ev_o.body[saker_regs_pkg::EV_PAPER_OPEN_LSB +: 32]     = filled ? (of_side ? open_after[63:32] : open_after[31:0]) : rests ? qty_q : '0;
    ev_o.body[saker_regs_pkg::EV_PAPER_AHEAD_LSB +: 32]    = of_ahead;
    ev_o.body[saker_regs_pkg::EV_PAPER_PRICE_LSB +: 32]    = filled || cancels ? (of_side ? price_q[63:32] : price_q[31:0]) : base_i + tick_product_q;
    ev_o.body[saker_regs_pkg::EV_PAPER_IDX_LSB +: 16]      = filled || cancels ? (of_side ? idx[31:16] : idx[15:0]) : idx_q;
    ev_o.body[saker_regs_pkg::EV_PAPER_VERDICT_LSB +: 16]  = filled || cancels ? '0 : 16'(verdict_q);
    ev_o.body[saker_regs_pkg::EV_PAPER_POSITION_LSB +: 32] = filled ? position_d : position_o;
    ev_o.body[saker_regs_pkg::EV_PAPER_MID2_LSB +: 16]     = quote_i.mid2;
  end

  logic unused;
  assign unused = ^{upd_i, limits_i, c_urn, c_orig, quote_i};
endmodule
`default_nettype wire
