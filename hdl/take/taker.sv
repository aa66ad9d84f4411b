// What a slot that takes wants: by the lead of another symbol, or as the slot or a leg of a triangle. Rules: docs/card.md 13.
//
// tob_i in cycle c: quote_o in c+3 (lead-lag), c+6 (triangle). decided_o: first cycle of a decision. taken_i: a NEW goes to the gate; sent_i, a cycle later: it
// left. leg_x_i, leg_y_i: the legs that the bank names, shot_i: the triangle that it is a leg of (take_links). again_i ends a want. off: TAKE 0, or no whole bank.
// trip_o: the slot is to be halted. Reset: nothing wanted.
`default_nettype none
module taker #(
  parameter int unsigned Index = 0,
  parameter int unsigned NumSymbols = 4,
  parameter int unsigned LadderLog2 = 10
) (
  input  wire logic                     clk_i,
  input  wire logic                     rst_i,
  input  wire logic [31:0]              now_i,         // 1,024 ns
  input  wire logic                     tob_valid_i,
  input  wire saker_pkg::tob_t          tob_i,
  input  wire logic [NumSymbols-1:0]    sym_ok_i,
  input  wire logic [NumSymbols*32-1:0] sym_base_i,
  input  wire logic [NumSymbols*32-1:0] sym_tick_i,
  input  wire saker_regs_pkg::params_t  params_i,
  input  wire logic                     bank_i,
  input  wire logic                     whole_i,
  input  wire logic                     changed_i,     // first cycle of another bank
  input  wire logic                     own_ok_i,
  input  wire logic [saker_pkg::GATES_W-1:0] gates_i,
  input  wire logic [1:0]               open_i,        // what the gates allow: buy, sell
  input  wire logic [31:0]              position_i,
  input  wire logic [2:0]               mode_i,        // effective
  input  wire logic                     may_i,         // nothing stands in the way of every order
  input  wire logic                     killed_i,
  input  wire logic                     again_i,
  input  wire logic                     taken_i,
  input  wire logic                     sent_i,
  input  wire logic [1:0]               active_i,
  input  wire logic [63:0]              done_i,
  input  wire saker_pkg::leg_t          leg_x_i,
  input  wire saker_pkg::leg_t          leg_y_i,
  input  wire saker_pkg::shot_t         shot_i,
  output      saker_pkg::leg_t          leg_o,
  output      saker_pkg::shot_t         shot_o,
  output      logic                     on_o,          // the slot takes
  output      logic                     tick_o,        // what was decided rests on a book of this very moment
  output      logic                     decided_o,
  output      saker_pkg::quote_t        quote_o,
  output      logic [63:0]              seq_o,
  output      logic [31:0]              rx_cycle_o,
  output      logic [31:0]              position_o,
  output      logic [63:0]              edge_o,
  output      logic                     bank_o,
  output      logic                     trip_o
);
  localparam logic [1:0] LAG = 2'd1, TRIANGLE = 2'd2, LEG = 2'd3;
  logic [7:0] symbol;
  logic       lags, lead_there, lead_ok;
  assign symbol = params_i.symbol;
  assign on_o   = params_i.take != '0;
  assign tick_o = params_i.take == LAG;
  always_comb begin
    lead_there = 1'b0;
    lead_ok    = 1'b0;
    for (int n = 0; n < NumSymbols; n++) begin
      lead_there = lead_there || params_i.lead == 8'(n);
      lead_ok    = lead_ok || (sym_ok_i[n] && params_i.lead == 8'(n));
    end
  end
  assign lags = whole_i && params_i.take == LAG && lead_there && params_i.lead != symbol;

  // The slot's own book, and what fits it: buy, sell.
  logic        comes, comes_q, known;
  logic [15:0] bid, ask;
  logic [63:0] book_seq;
  logic [31:0] book_rx;
  take_book u_book (
    .clk_i, .rst_i, .off_i(!whole_i || !on_o), .clear_i(changed_i), .symbol_i(symbol), .tob_valid_i, .tob_i, .comes_o(comes), .known_o(known), .bid_o(bid),
    .ask_o(ask), .seq_o(book_seq), .rx_cycle_o(book_rx));
  logic [16:0]        up, down;
  logic [1:0]         in_window, fits;
  logic signed [33:0] buy_room, sell_room;
  assign up        = {1'b0, ask} + {1'b0, params_i.slip};
  assign down      = {1'b0, bid} - {1'b0, params_i.slip};
  assign in_window    = {~|down[16:LadderLog2], ~|up[16:LadderLog2]} & {2{known}};
  assign buy_room  = $signed({3'd0, params_i.inventory_cap}) - 34'($signed(position_i)) - $signed({2'd0, params_i.qty});
  assign sell_room = $signed({3'd0, params_i.inventory_cap}) + 34'($signed(position_i)) - $signed({2'd0, params_i.qty});
  assign fits      = in_window & open_i & {!sell_room[33], !buy_room[33]} & {2{|params_i.qty}};

  logic        lag, lag_buy, lag_sell;
  logic [63:0] lag_edge, lag_seq;
  logic [31:0] lag_rx;
  lead_lag u_lag (
    .clk_i, .rst_i, .on_i(lags), .clear_i(changed_i), .lead_i(params_i.lead), .symbol_i(symbol), .beta_i(params_i.beta), .theta_i(params_i.theta),
    .anchor_i(params_i.anchor), .now_i, .tob_valid_i, .tob_i, .forget_i(taken_i), .trig_o(lag), .buy_o(lag_buy), .sell_o(lag_sell), .edge_o(lag_edge),
    .seq_o(lag_seq), .rx_cycle_o(lag_rx));

  // The slot of a triangle: three slots and three symbols, all different.
  logic linked, forward, reverse, shot_forward, shot_reverse, over, owe, kill, changed;
  assign changed = changed_i || leg_x_i.changed || leg_y_i.changed;
  assign linked  = whole_i && params_i.take == TRIANGLE && leg_x_i.leg && leg_y_i.leg && leg_x_i.lead == 8'(Index) && leg_y_i.lead == 8'(Index)
                   && params_i.leg_x != params_i.leg_y && leg_x_i.symbol != leg_y_i.symbol && leg_x_i.symbol != symbol && leg_y_i.symbol != symbol;
  triangle #(.NumSymbols(NumSymbols)) u_triangle (
    .clk_i, .rst_i, .on_i(linked), .clear_i(changed), .symbol_x_i(leg_x_i.symbol), .symbol_y_i(leg_y_i.symbol), .symbol_z_i(symbol),
    .theta_i(params_i.theta), .rate_sell_i(params_i.rate_sell), .rate_buy_i(params_i.rate_buy), .shift_i(params_i.rate_shift), .sym_base_i, .sym_tick_i,
    .tob_valid_i, .tob_i, .forward_o(forward), .reverse_o(reverse));
  take_shot u_shot (
    .clk_i, .rst_i, .on_i(linked && !changed), .act_i(params_i.leg_act), .may_i, .forward_i(forward), .reverse_i(reverse),
    .ready_i({leg_o.ready, leg_y_i.ready, leg_x_i.ready}), .ended_i({leg_o.ended, leg_y_i.ended, leg_x_i.ended}),
    .whole_i({leg_o.whole, leg_y_i.whole, leg_x_i.whole}), .some_i({leg_o.some, leg_y_i.some, leg_x_i.some}),
    .idle_i({leg_o.idle, leg_y_i.idle, leg_x_i.idle}), .forward_o(shot_forward), .reverse_o(shot_reverse), .over_o(over), .owe_o(owe), .kill_o(kill));
  assign shot_o = {params_i.leg_y, params_i.leg_x, linked && !changed, shot_forward, shot_reverse, over, owe, kill};

  // The leg: of another slot's triangle, or of its own, where it does the opposite of the other two.
  logic             leads, begins, sells, fit, retry, retry_q, leg_idle, leg_ended, leg_whole, leg_some, leg_try, back;
  logic             halt;
  logic [31:0]      owed;
  saker_pkg::shot_t shot;
  assign halt   = killed_i || mode_i == 3'd0;
  assign leads  = params_i.take == TRIANGLE;
  assign shot   = leads ? shot_o : shot_i;
  assign begins = shot.forward || shot.reverse;
  assign sells  = leads ? shot.forward : shot.reverse;
  assign fit    = sells ? fits[1] : fits[0];
  take_leg u_leg (
    .clk_i, .rst_i, .off_i(!whole_i || !params_i.take[1] || !shot.on || changed_i), .halt_i(halt), .begin_i(begins), .fits_i(fit), .sell_i(sells), .retry_i(retry),
    .wants_i(quote_o.bid_en || quote_o.ask_en), .qty_i(quote_o.bid_qty | quote_o.ask_qty), .taken_i, .sent_i, .active_i, .done_i, .over_i(shot.over),
    .owe_i(shot.owe), .idle_o(leg_idle), .ended_o(leg_ended), .whole_o(leg_whole), .some_o(leg_some), .try_o(leg_try), .back_o(back), .owed_o(owed));
  always_ff @(posedge clk_i) begin
    comes_q <= comes;
    retry_q <= shot.owe;
  end
  assign retry = leg_try && (comes_q || retry_q) && shot.on && (mode_i == 3'd2 || mode_i == 3'd3) && (back ? in_window[1] : in_window[0]) && active_i == '0;
  assign trip_o = shot.kill;
  assign leg_o  = {symbol, params_i.lead, whole_i && params_i.take == LEG,
                   fits & {2{leg_idle && mode_i == 3'd3 && own_ok_i && active_i == '0 && !quote_o.bid_en && !quote_o.ask_en}},
                   leg_ended, leg_whole, leg_some, leg_idle, changed_i};

  // The want.
  logic [1:0]  side;
  logic        set;
  assign side = lag ? {lag_sell, lag_buy} & fits : retry ? {back, !back} : {sells, !sells};
  assign set  = lag || retry || (begins && fit);
  take_want u_want (
    .clk_i, .rst_i, .off_i(!whole_i || !on_o || changed_i), .set_i(set), .side_i(side), .idx_i(side[1] ? down[15:0] : up[15:0]),
    .qty_i(retry ? owed : params_i.qty), .mid2_i(known ? bid + ask : '0), .gates_i, .position_i, .edge_i(lag ? lag_edge : '0),
    .seq_i(lag ? lag_seq : book_seq), .rx_cycle_i(lag ? lag_rx : book_rx), .bank_i, .end_i(taken_i || again_i || !own_ok_i || (tick_o ? !lead_ok : halt)),
    .decided_o, .quote_o, .position_o, .edge_o, .seq_o, .rx_cycle_o, .bank_o);

  logic unused;
  assign unused = ^{params_i, tob_i, leg_x_i, leg_y_i, shot_i, shot, buy_room, sell_room};
endmodule
`default_nettype wire
