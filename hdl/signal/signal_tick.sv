// Who was the aggressor of a trade, by the tick rule and by what the message says. docs/signals.md 4.6.
//
// Interface: all inputs in stage 1, outputs in stage 2. known_i, buy_i: the aggressor's side, if the message tells it. aggressor_buy_o: the same,
// by the tick rule where it does not. One a cycle: the loop is a comparison. Latency: 1 cycle. Reset: none, a restart starts a symbol.
`default_nettype none
module signal_tick #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned PriceW     = 32,  // fewer only for proofs
  parameter int unsigned SymW       = $clog2(NumSymbols)
) (
  input  wire logic              clk_i,
  input  wire logic              restart_i,
  input  wire logic [SymW-1:0]   sym_i,
  input  wire logic              trade_i,
  input  wire logic              priced_i,
  input  wire logic [PriceW-1:0] price_i,
  input  wire logic              known_i,
  input  wire logic              buy_i,
  output      logic              tick_buy_o,
  output      logic              aggressor_buy_o
);
  // {a price was seen, it changed, the last change was upwards, last price}
  logic [PriceW+2:0] state [NumSymbols];
  logic              seen, changed, up, changed_d, up_d, tick_buy;
  logic [PriceW-1:0] last;
  assign {seen, changed, up, last} = restart_i ? '0 : state[sym_i];
  always_comb begin
    changed_d = changed;
    up_d      = up;
    if (trade_i && priced_i && seen && price_i != last) begin
      changed_d = 1'b1;
      up_d      = price_i > last;
    end
  end
  assign tick_buy = changed_d ? up_d : !known_i || buy_i;
  always_ff @(posedge clk_i) begin
    if (trade_i || restart_i) state[sym_i] <= {seen || (trade_i && priced_i), changed_d, up_d, trade_i && priced_i ? price_i : last};
    tick_buy_o      <= tick_buy;
    aggressor_buy_o <= known_i ? buy_i : tick_buy;
  end
endmodule
`default_nettype wire
