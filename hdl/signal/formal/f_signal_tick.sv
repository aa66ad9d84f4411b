// Proof harness: the tick rule against the last two prices that differ. Formal only; two symbols, prices of three bits.
`default_nettype none
module f_signal_tick (
  input wire logic       clk_i,
  input wire logic       sym_i,
  input wire logic       trade_i,
  input wire logic       priced_i,
  input wire logic [2:0] price_i,
  input wire logic       known_i,
  input wire logic       buy_i
);
  logic f_first, tick_buy, aggressor_buy;
  initial f_first = 1'b1;
  always_ff @(posedge clk_i) f_first <= 1'b0;
  signal_tick #(.NumSymbols(2), .PriceW(3)) u_tick (
    .clk_i(clk_i), .restart_i(f_first), .sym_i(f_first ? 1'b0 : sym_i), .trade_i(trade_i && !f_first), .priced_i(priced_i), .price_i(price_i),
    .known_i(known_i), .buy_i(buy_i), .tick_buy_o(tick_buy), .aggressor_buy_o(aggressor_buy)
  );

  // Of symbol 0: how many prices that differ from the one before, at most two, and the last two of them.
  logic [1:0] f_prices;
  logic [2:0] f_new, f_old, f_new_d, f_old_d;
  logic [1:0] f_prices_d;
  logic       f_mine, f_check, f_tick, f_known, f_buy;
  initial {f_prices, f_check} = 3'b000;
  assign f_mine = trade_i && !f_first && !sym_i;
  always_comb begin
    {f_prices_d, f_new_d, f_old_d} = {f_prices, f_new, f_old};
    if (priced_i && (f_prices == 2'd0 || price_i != f_new)) begin
      f_prices_d = f_prices == 2'd2 ? 2'd2 : f_prices + 2'd1;
      f_new_d    = price_i;
      f_old_d    = f_new;
    end
  end
  always_ff @(posedge clk_i) begin
    if (f_mine) {f_prices, f_new, f_old} <= {f_prices_d, f_new_d, f_old_d};
    f_check <= f_mine;
    f_known <= known_i;
    f_buy   <= buy_i;
    f_tick  <= f_prices_d == 2'd2 ? f_new_d > f_old_d : known_i ? buy_i : 1'b1;
  end
  always_comb begin
    if (f_check) assert (tick_buy == f_tick);
    if (f_check) assert (aggressor_buy == (f_known ? f_buy : f_tick));
    cover (f_check && f_prices == 2'd2 && !tick_buy);
  end
endmodule
`default_nettype wire
