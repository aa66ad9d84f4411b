// Signed product in three stages: operands, partial products of half the width, sum. One operation a cycle, no back-pressure.
//
// p_o of cycle n + 3 is a_i * b_i of cycle n. No reset: the pipeline holds no state of its own.
`default_nettype none
module money_mul #(
  parameter int unsigned AWidth = 36,
  parameter int unsigned BWidth = 33
) (
  input  wire logic                              clk_i,
  input  wire logic signed [AWidth-1:0]          a_i,
  input  wire logic signed [BWidth-1:0]          b_i,
  output      logic signed [AWidth+BWidth-1:0]   p_o
);
  localparam int unsigned AL = AWidth / 2;  // bits of the low halves, unsigned
  localparam int unsigned BL = BWidth / 2;
  localparam int unsigned PW = AWidth + BWidth;
  localparam int unsigned MW = (AWidth - AL + 1) + (BWidth - BL + 1);  // holds each partial product

  logic signed [AWidth-1:0]    a_q;
  logic signed [BWidth-1:0]    b_q;
  logic signed [AL:0]          a_low;
  logic signed [AWidth-AL-1:0] a_high;
  logic signed [BL:0]          b_low;
  logic signed [BWidth-BL-1:0] b_high;
  logic signed [MW-1:0]        ll_q, lh_q, hl_q, hh_q;
  assign a_low  = {1'b0, a_q[AL-1:0]};
  assign b_low  = {1'b0, b_q[BL-1:0]};
  assign a_high = a_q[AWidth-1:AL];
  assign b_high = b_q[BWidth-1:BL];
  always_ff @(posedge clk_i) begin
    a_q  <= a_i;
    b_q  <= b_i;
    ll_q <= MW'(a_low) * MW'(b_low);
    lh_q <= MW'(a_low) * MW'(b_high);
    hl_q <= MW'(a_high) * MW'(b_low);
    hh_q <= MW'(a_high) * MW'(b_high);
    p_o  <= PW'(ll_q) + (PW'(lh_q) <<< BL) + (PW'(hl_q) <<< AL) + (PW'(hh_q) <<< (AL + BL));
  end
endmodule
`default_nettype wire
