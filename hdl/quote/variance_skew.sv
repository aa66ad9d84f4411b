// The skew of one bank: SKEW, and what the variance that the bank names adds to it (docs/card.md 6.2). Off the tick path.
//
// skew_o = min(SKEW + floor(VAR_SKEW * V / 2^26), 2^31 - 1) of the inputs 4 cycles before; without a horizon SKEW of the cycle before. known_o, in the same
// cycle: it was made of a variance that has been known since. A new value each cycle. Reset: 0, not known.
`default_nettype none
module variance_skew (
  input  wire logic                     clk_i,
  input  wire logic                     rst_i,
  input  wire logic signed [31:0]       skew_i,      // ticks/65536 per lot
  input  wire logic [1:0]               horizon_i,   // VAR_HORIZON
  input  wire logic [31:0]              factor_i,    // VAR_SKEW
  input  wire saker_pkg::variances_t    variances_i, // of the slot's symbol
  output      logic                     now_known_o, // the named variance is known in this cycle
  output      logic                     known_o,
  output      logic signed [31:0]       skew_o
);
  logic [31:0] v;
  assign v           = horizon_i == 2'd2 ? variances_i.slow : variances_i.fast;
  assign now_known_o = (horizon_i == 2'd1 && variances_i.fast_known) || (horizon_i == 2'd2 && variances_i.slow_known);

  // Partial products of 16-bit halves, their middle sum, the product, the sum with SKEW.
  logic [31:0] ll1_q, lh1_q, hl1_q, hh1_q;
  logic [32:0] mid2_q;
  logic [63:0] out2_q, prod;
  logic [37:0] prod3_q;  // from bit 26 on
  logic [3:1]  known_q;
  logic signed [39:0] sum;
  assign sum    = 40'(skew_i) + (horizon_i == '0 ? 40'sd0 : $signed({2'b00, prod3_q}));
  assign prod   = out2_q + {15'd0, mid2_q, 16'd0};
  always_ff @(posedge clk_i) begin
    ll1_q   <= v[15:0] * factor_i[15:0];
    lh1_q   <= v[15:0] * factor_i[31:16];
    hl1_q   <= v[31:16] * factor_i[15:0];
    hh1_q   <= v[31:16] * factor_i[31:16];
    mid2_q  <= {1'b0, lh1_q} + {1'b0, hl1_q};
    out2_q  <= {hh1_q, ll1_q};
    prod3_q <= prod[63:26];
    skew_o  <= sum > 40'sh7FFF_FFFF ? 32'sh7FFF_FFFF : sum[31:0];
    known_q <= {known_q[2:1], now_known_o} & {3{now_known_o}};
    known_o <= known_q[3] && now_known_o;
    if (rst_i) begin
      known_q <= '0;
      known_o <= 1'b0;
      skew_o  <= '0;
    end
  end

  logic unused;
  assign unused = ^{prod[25:0], variances_i.ok};
endmodule
`default_nettype wire
