// Money of one slot: cash from its executions, the mark from its symbol's book, and the equity that each round is judged by.
// Rules: docs/card.md section 8.5.
//
// fill_i: an execution moves the position in this cycle, with fill_* and overflow_i; adjust_i: the host undoes one. Never both.
// position_i shows it one cycle later, cash four cycles later. A round takes cash, position and mark of one cycle in which no execution is on
// its way; round_o is high 4 cycles later, with equity2_o (twice the equity), unmarked_o and now_o of that cycle. RoundLog2: cycles from round to round.
// Executions are at least 8 cycles apart. Reset: cash 0, no mark; the first round begins 2^RoundLog2 cycles later.
`default_nettype none
module slot_money #(
  parameter int unsigned RoundLog2 = 6
) (
  input  wire logic               clk_i,
  input  wire logic               rst_i,
  input  wire logic [31:0]        now_i,          // 1,024 ns
  input  wire logic               mark_we_i,      // top of book with ok, of the slot's symbol
  input  wire logic [15:0]        bid_idx_i,
  input  wire logic [15:0]        ask_idx_i,
  input  wire logic [7:0]         symbol_i,
  input  wire logic [31:0]        base_i,
  input  wire logic [15:0]        tick_i,
  input  wire logic [15:0]        fee_i,
  input  wire logic               fill_i,
  input  wire logic               fill_sell_i,
  input  wire logic [31:0]        fill_qty_i,
  input  wire logic [63:0]        fill_price_i,
  input  wire logic               overflow_i,     // the position would have left its range
  input  wire logic               adjust_i,
  input  wire logic [31:0]        adjust_lots_i,
  input  wire logic [31:0]        adjust_price_i,
  input  wire logic [31:0]        position_i,
  output      logic               begins_o,       // a round takes its values in this cycle
  output      logic               round_o,
  output      logic signed [81:0] equity2_o,
  output      logic               unmarked_o,
  output      logic [31:0]        now_o,
  output      logic               unknown_o,
  output      logic [63:0]        cash_o,         // saturating
  output      logic [35:0]        mark_o          // {there is one, twice the mark}
);
  // Mark: twice the mid as a price, three cycles behind the book. A window that moves makes the old levels mean another price.
  logic [55:0] window_q;
  logic        same, mid_valid_q, product_valid_q, marked_q;
  logic [16:0] mid2_q;
  logic [32:0] product_q;
  logic [34:0] mark2_q;
  assign same = window_q == {symbol_i, base_i, tick_i};
  always_ff @(posedge clk_i) begin
    window_q        <= {symbol_i, base_i, tick_i};
    mid_valid_q     <= mark_we_i && same && !rst_i;
    mid2_q          <= 17'(bid_idx_i) + 17'(ask_idx_i);
    product_valid_q <= mid_valid_q && same && !rst_i;
    product_q       <= 33'(mid2_q) * 33'(tick_i);
    if (product_valid_q) begin
      mark2_q  <= 35'({base_i, 1'b0}) + 35'(product_q);
      marked_q <= 1'b1;
    end
    if (!same || rst_i) marked_q <= 1'b0;
  end

  // One multiplier: an execution has its turn at once, a round when none is on its way.
  logic               undo_sell, sell, money, begins, wide;
  logic [31:0]        lots, price;
  logic signed [35:0] a, worth;
  logic signed [32:0] b;
  logic signed [68:0] product;
  assign undo_sell = !adjust_lots_i[31];  // lots are added again: the execution was a sale
  assign money     = fill_i || adjust_i;
  assign sell      = fill_i ? fill_sell_i : undo_sell;
  assign lots      = fill_i ? fill_qty_i : undo_sell ? adjust_lots_i : -adjust_lots_i;
  assign price     = fill_i ? fill_price_i[31:0] : adjust_price_i;
  assign wide      = fill_i && fill_price_i[63:32] != '0;
  assign worth     = sell ? 36'(price) - 36'(fee_i) : -(36'(price) + 36'(fee_i));

  logic [2:0]           money_q;         // executions in the multiplier
  logic [3:0]           round_q;
  logic [RoundLog2-1:0] count_q;
  logic                 due_q;
  assign begins = due_q && !money && money_q == '0;
  always_comb begin
    a = 36'(mark2_q);
    b = 33'($signed(position_i));
    if (money) begin
      a = fill_i ? worth : -worth;
      b = {1'b0, lots};
    end
  end
  money_mul #(.AWidth(36), .BWidth(33)) u_mul (.clk_i, .a_i(a), .b_i(b), .p_o(product));

  logic signed [79:0] cash_q, taken_q;
  logic signed [80:0] cash;
  logic               marked_round_q, flat_round_q;
  assign cash     = 81'(cash_q) + 81'(product);
  assign round_o  = round_q[3];
  assign begins_o = begins;
  always_ff @(posedge clk_i) begin
    money_q <= rst_i ? '0 : {money_q[1:0], money && !wide};
    round_q <= rst_i ? '0 : {round_q[2:0], begins};
    count_q <= rst_i || begins ? '0 : count_q + RoundLog2'(count_q != '1);
    due_q   <= !rst_i && !begins && count_q >= RoundLog2'((1 << RoundLog2) - 2);
    if (begins) begin
      taken_q        <= cash_q;
      marked_round_q <= marked_q;
      flat_round_q   <= position_i == '0;
      now_o          <= now_i;
    end
    if (money_q[2] && cash[80] == cash[79]) cash_q <= cash[79:0];
    equity2_o  <= (82'(taken_q) <<< 1) + (marked_round_q ? 82'(product) : '0);
    unmarked_o <= !marked_round_q && !flat_round_q;
    // SAFETY: RISK.LOSS: money that is not known is no money to trade with.
    if (wide || overflow_i || (money_q[2] && cash[80] != cash[79])) unknown_o <= 1'b1;
    if (rst_i) begin
      cash_q    <= '0;
      unknown_o <= 1'b0;
    end
  end

  logic fits;
  assign mark_o = {marked_q, mark2_q};
  assign fits   = cash_q[79:63] == {17{cash_q[79]}};
  assign cash_o = fits ? cash_q[63:0] : {cash_q[79], {63{!cash_q[79]}}};
endmodule
`default_nettype wire
