// Imbalance bucket of a top of book: floor(8 * bid / (bid + ask)), at most 7, without a divider.
//
// Bucket = number of k in 1..7 with (8 - k) * bid_qty >= k * ask_qty. The seven conditions are nested (each
// implies the one before), so the count is a thermometer code. Both quantities zero gives 7; such a book is not ok.
// Combinational, no state.
`default_nettype none
module imbalance #(
  parameter int unsigned QtyW = 32  // bits of a quantity; less only in proofs
) (
  input  wire logic [QtyW-1:0] bid_qty_i,  // lots
  input  wire logic [QtyW-1:0] ask_qty_i,  // lots
  output logic [2:0]       bucket_o
);
  logic [QtyW+3:0] b, a;
  assign b = {4'd0, bid_qty_i};
  assign a = {4'd0, ask_qty_i};

  // Sign bit of (8 - k) * bid - k * ask, common factors taken out and 7 = 8 - 1 used to keep sums short.
  logic [QtyW+3:0] d1, d2, d3, d4, d5, d6, d7;
  assign d1 = (b << 3) - b - a;
  assign d2 = (b << 1) + b - a;
  assign d3 = (b << 2) + b - (a << 1) - a;
  assign d4 = b - a;
  assign d5 = (b << 1) + b - (a << 2) - a;
  assign d6 = b - (a << 1) - a;
  assign d7 = b + a - (a << 3);

  logic [7:1] ge;
  assign ge = ~{d7[QtyW+3], d6[QtyW+3], d5[QtyW+3], d4[QtyW+3], d3[QtyW+3], d2[QtyW+3], d1[QtyW+3]};

  assign bucket_o[2] = ge[4];
  assign bucket_o[1] = ge[4] ? ge[6] : ge[2];
  assign bucket_o[0] = ge[7] | (ge[5] & ~ge[6]) | (ge[3] & ~ge[4]) | (ge[1] & ~ge[2]);

  // The sums' magnitude bits are not needed.
  logic unused;
  assign unused = ^{d1[QtyW+2:0], d2[QtyW+2:0], d3[QtyW+2:0], d4[QtyW+2:0], d5[QtyW+2:0], d6[QtyW+2:0], d7[QtyW+2:0]};
endmodule
`default_nettype wire
