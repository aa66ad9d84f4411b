// One candidate for the price of a side: mid and distance and micro-price in, level and its checks out (docs/card.md 6).
//
// Everything signed, ticks/256; 28 bits hold every sum. rest_i: mid less distance of a bid, mid plus distance of an ask; micro_i: micro-price less mid.
// opposite_i, own_i: best of the other side and of this one. price_o: rounded down (bid) or up (ask) in its bits above 8, not clamped.
// meets_o: it would be at the opposite best or beyond; far_o: further behind its own best than reach_i (ticks/256).
// Each output is one sum with one carry chain beside the others. Combinational, no state.
`default_nettype none
module quote_price #(
  parameter bit Ask = 1'b0
) (
  input  wire logic signed [27:0] rest_i,
  input  wire logic signed [27:0] micro_i,
  input  wire logic signed [27:0] opposite_i,
  input  wire logic signed [27:0] own_i,
  input  wire logic signed [27:0] reach_i,
  output logic signed [27:0]      price_o,
  output logic                    meets_o,
  output logic                    far_o
);
  logic signed [27:0] over, behind;
  if (Ask) begin : gen_ask
    assign price_o = rest_i + micro_i + 28'sd255;
    assign over    = rest_i - opposite_i + micro_i - 28'sd1;  // < 0: at the bid or below
    assign meets_o = over[27];
    assign behind  = own_i + reach_i - rest_i - micro_i;      // < 0: above the reach
  end else begin : gen_bid
    assign price_o = rest_i + micro_i;
    assign over    = rest_i - opposite_i + micro_i;           // >= 0: at the ask or above
    assign meets_o = !over[27];
    assign behind  = rest_i + micro_i - own_i + reach_i;      // < 0: below the reach
  end
  assign far_o = behind[27];

  logic unused;
  assign unused = ^{over[26:0], behind[26:0]};
endmodule
`default_nettype wire
