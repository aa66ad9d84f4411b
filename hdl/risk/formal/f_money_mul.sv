// Proof harness: the multiplier of money in three stages is a signed product, at widths that a solver can do. Formal only.
`default_nettype none
module f_money_mul #(
  parameter int unsigned AWidth = 6,
  parameter int unsigned BWidth = 5
) (
  input wire logic                     clk_i,
  input wire logic signed [AWidth-1:0] a_i,
  input wire logic signed [BWidth-1:0] b_i
);
  logic signed [AWidth+BWidth-1:0] p, f_p1_q, f_p2_q, f_p3_q;
  logic [2:0]                      f_past_q = '0;
  money_mul #(.AWidth(AWidth), .BWidth(BWidth)) u_mul (.clk_i, .a_i, .b_i, .p_o(p));
  always_ff @(posedge clk_i) begin
    f_past_q <= {f_past_q[1:0], 1'b1};
    f_p1_q   <= (AWidth + BWidth)'(a_i) * (AWidth + BWidth)'(b_i);
    f_p2_q   <= f_p1_q;
    f_p3_q   <= f_p2_q;
  end
  always_comb if (f_past_q[2]) assert (p == f_p3_q);
endmodule
`default_nettype wire
