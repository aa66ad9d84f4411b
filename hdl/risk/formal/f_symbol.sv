// Proof harness: two slots on one symbol or on two, what leaves passed symbol_totals and risk_check: the worst case of a symbol never exceeds its limit. Formal only.
//
// Around it what docs/card.md says: an order that was taken in cycle n stands from n+2 on, the next one is taken 5 cycles later at the earliest (a frame takes
// 23), but the second of a pair in n+1, of the same slot's other side. What the venue says makes less, or moves the position and takes as much from a
// quote or from the desk; the slot's own quotes wait in that cycle and the next. The limits do not change. Lots have few bits; the RTL differs only in QtyW.
`default_nettype none
module f_symbol #(
  parameter int unsigned QtyW = 3
) (
  input wire logic                clk_i,
  input wire logic                rst_i,
  input wire logic                same_i,       // both slots on symbol 0
  input wire logic [2*QtyW-1:0]   limit_i,
  input wire logic                try_i,        // an order of
  input wire logic                slot_i,
  input wire logic                side_i,
  input wire logic                desk_i,
  input wire logic [QtyW-1:0]     qty_i,
  input wire logic                said_i,       // the venue speaks of
  input wire logic                said_slot_i,
  input wire logic                said_side_i,
  input wire logic                said_desk_i,
  input wire logic                fill_i,
  input wire logic [QtyW-1:0]     said_qty_i
);
  localparam int unsigned RoomW = QtyW + 10;
  localparam int unsigned WIDE = QtyW + 4;

  // Slots: position, and what the quotes and the desk may rest with, by slot and side.
  logic [2*QtyW-1:0]    position;
  logic [4*QtyW-1:0]    worst, desk;
  logic [3:0]           over;
  logic [4*RoomW-1:0]   left, room;
  logic                 f_same_q;
  logic [2*QtyW-1:0]    f_limit_q;
  symbol_totals #(.NumSymbols(2), .NumSlots(2), .QtyW(QtyW)) u_totals (
    .clk_i, .rst_i, .symbol_i({7'd0, !f_same_q, 8'd0}), .position_i(position), .worst_i(worst), .desk_open_i(desk), .limit_i(f_limit_q), .over_o(over),
    .left_o(left), .room_o(room));

  logic [1:0]      at;
  logic [saker_pkg::VERDICT_W-1:0] verdict;
  logic            takes, sent_q, waits, second;
  logic [2:0]      quiet_q;
  logic [1:0]      at_q, fill_q;
  logic            desk_q, filled_slot_q, filled2_slot_q;
  logic [QtyW-1:0] qty_q;
  assign at = {slot_i, side_i};
  risk_check #(.QtyW(QtyW)) u_check (
    .cancel_i(1'b0), .side_i, .idx_i('0), .open_qty_i(qty_i), .own_open_i('0), .other_open_i('0), .urn_i(32'd1), .killed_i(1'b0), .mode_i(3'd3), .session_up_i(1'b1),
    .caught_up_i(1'b1), .room_i(1'b1), .place_taken_i(1'b0), .throttled_i(1'b0), .sym_ok_i(1'b1), .mid2_i('0), .position_i('0), .last_urn_i('0), .max_qty_i('1),
    .collar_i('1), .max_position_i('1), .own_valid_i(1'b0), .own_idx_i('0), .too_dear_i(1'b0), .agg_over_i(over[at]),
    .agg_room_i(desk_i ? left[RoomW*at +: RoomW] : room[RoomW*at +: RoomW]), .agg_dear_i(1'b0), .verdict_o(verdict));

  // The slot's own quotes wait while an execution of theirs is on its way into the sums.
  assign waits  = !desk_i && ((fill_q[0] && filled_slot_q == slot_i) || (fill_q[1] && filled2_slot_q == slot_i));
  assign second = sent_q && !desk_q && !desk_i && at == {at_q[1], !at_q[0]};
  assign takes  = try_i && !waits && (quiet_q == '0 || (second && quiet_q == 3'd4)) && !verdict[saker_pkg::V_AGGREGATE] && qty_i != '0;

  logic [1:0]      said_at;
  logic [QtyW-1:0] there, gone, rests, late_q, fresh;
  assign said_at = {said_slot_i, said_side_i};
  assign there   = said_desk_i ? desk[QtyW*said_at +: QtyW] : worst[QtyW*said_at +: QtyW];
  assign gone    = said_qty_i > there ? there : said_qty_i;
  // A replace names a total: what is executed while it is on its way out comes off it. (order_state goes on counting it; the proof is of what may come true.)
  assign fresh   = qty_q > late_q ? qty_q - late_q : '0;
  assign rests   = fresh > worst[QtyW*at_q +: QtyW] ? fresh : worst[QtyW*at_q +: QtyW];

  for (genvar k = 0; k < 4; k++) begin : gen_side
    logic [QtyW-1:0] quote_q, desk_open_q, quote_d, desk_d;
    always_comb begin
      quote_d = quote_q;
      desk_d  = desk_open_q;
      if (said_i && said_at == 2'(k) && said_desk_i) desk_d = desk_open_q - gone;
      if (said_i && said_at == 2'(k) && !said_desk_i) quote_d = quote_q - gone;
      // What left: a quote in the place of the one before, an order of the desk beside the others.
      if (sent_q && at_q == 2'(k) && desk_q) desk_d = desk_d + qty_q;
      if (sent_q && at_q == 2'(k) && !desk_q) quote_d = rests - (said_i && fill_i && !said_desk_i && said_at == 2'(k) ? gone : '0);
    end
    always_ff @(posedge clk_i) begin
      quote_q     <= rst_i ? '0 : quote_d;
      desk_open_q <= rst_i ? '0 : desk_d;
    end
    assign worst[QtyW*k +: QtyW] = quote_q;
    assign desk[QtyW*k +: QtyW]  = desk_open_q;
  end
  for (genvar n = 0; n < 2; n++) begin : gen_slot
    logic [QtyW-1:0] position_q;
    always_ff @(posedge clk_i) begin
      if (said_i && fill_i && said_slot_i == 1'(n)) position_q <= said_side_i ? position_q - gone : position_q + gone;
      if (rst_i) position_q <= '0;
    end
    assign position[QtyW*n +: QtyW] = position_q;
  end

  logic f_past_q = 1'b0;
  always_ff @(posedge clk_i) begin
    f_past_q       <= 1'b1;
    sent_q         <= takes && !rst_i;
    at_q           <= at;
    desk_q         <= desk_i;
    qty_q          <= qty_i;
    late_q         <= said_i && fill_i && !said_desk_i && said_at == at ? gone : '0;
    quiet_q        <= rst_i ? '0 : takes && quiet_q == '0 ? 3'd4 : quiet_q - 3'(quiet_q != '0);
    fill_q         <= rst_i ? '0 : {fill_q[0], said_i && fill_i};
    filled_slot_q  <= said_slot_i;
    filled2_slot_q <= filled_slot_q;
    if (!f_past_q) {f_same_q, f_limit_q} <= {same_i, limit_i};
  end

  // Worst cases as the contract has them.
  logic [4*WIDE-1:0] f_worst;
  logic [3:0]        f_within, f_full;
  for (genvar k = 0; k < 4; k++) begin : gen_worst
    logic signed [WIDE-1:0] pos;
    assign pos        = WIDE'($signed(position[QtyW*(k/2) +: QtyW]));
    assign f_worst[WIDE*k +: WIDE] = (k % 2 == 0 ? pos : -pos) + $signed(WIDE'(worst[QtyW*k +: QtyW])) + $signed(WIDE'(desk[QtyW*k +: QtyW]));
    logic signed [WIDE-1:0] other, all, limit;
    assign other = f_same_q ? $signed(f_worst[WIDE*((k+2)%4) +: WIDE]) : '0;
    assign all   = $signed(f_worst[WIDE*k +: WIDE]) + other;
    assign limit = f_same_q ? WIDE'(f_limit_q[QtyW-1:0]) : WIDE'(f_limit_q[QtyW*(k/2) +: QtyW]);
    assign f_within[k] = all <= limit;
    assign f_full[k]   = all == limit && all != '0;
  end

  always_comb begin
    if (!f_past_q) assume (rst_i);
    else begin
      assume (!rst_i);
      // No position and no sum of the desk leaves its bits: their ends are told elsewhere.
      for (int n = 0; n < 2; n++) assume (position[QtyW*n+QtyW-1] == position[QtyW*n+QtyW-2]);
      for (int k = 0; k < 4; k++) assume (!desk[QtyW*k+QtyW-1] && !qty_i[QtyW-1] && !qty_q[QtyW-1]);
      assert (f_within == '1);
    end
  end
`ifdef FORMAL
  always_comb if (f_past_q) begin
    cover (f_same_q && f_full[0] && worst[0 +: QtyW] != '0 && desk[2*QtyW +: QtyW] != '0);
    cover (!f_same_q && f_full == 4'b1001);
    cover (f_same_q && try_i && !waits && quiet_q == '0 && verdict[saker_pkg::V_AGGREGATE] && !over[at]);
    cover (sent_q && takes);
    cover (position[0] && fill_q[1]);
  end
`endif
  logic unused;
  assign unused = ^{verdict};
endmodule
`default_nettype wire
