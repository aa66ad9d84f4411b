// Position times the skew of one bank, kept beside the position. Off the tick path.
//
// The product is kept, not computed when needed: while a venue message travels through its four stages, quantity
// times skew is multiplied (one partial product a stage), and in the cycle in which the position moves the kept
// product moves with it. So no multiplier is in one cycle's path.
//
// qty_i/valid_i[0]: the message as it enters (stage 0). valid_i[4:0]: stages 0..4 hold a message. apply_i: the
// message in stage 4 moves the position by +qty, or -qty with sell_i, at the end of this cycle; redo_i: the position
// was moved otherwise. After a change of skew_i or a redo the product is rebuilt from the position, beginning with the first cycle without a
// message under way, and stands 5 cycles later; until then it is of the skew before, and so is what a message adds. told_o: the skew that product_o is of.
// ready_o: product_o is of position_i and skew_i of this cycle. Reset: zero, not ready.
`default_nettype none
module skew_product (
  input  wire logic               clk_i,
  input  wire logic               rst_i,
  input  wire logic signed [31:0] skew_i,
  input  wire logic signed [31:0] position_i,
  input  wire logic [31:0]        qty_i,
  input  wire logic [4:0]         valid_i,
  input  wire logic               apply_i,
  input  wire logic               sell_i,
  input  wire logic               redo_i,
  output      logic               ready_o,
  output      logic signed [31:0] told_o,
  output      logic [63:0]        product_o
);
  logic signed [31:0] skew_q, skew2_q, skew3_q, skew4_q;
  logic               dirty_q, changed, launch;
  logic [4:1]         redo_q;   // the rebuild travels through the same stages
  logic [4:1]         neg_q;
  // Another skew is taken only with its rebuild, and no message is between: each message is multiplied by the skew of the product that it moves.
  assign changed = skew_i != skew_q;
  assign launch  = (dirty_q || changed) && valid_i == 5'd0 && !redo_i;

  // Stage 1: operand. Stage 2: partial products of 16-bit halves. Stage 3: middle sum. Stage 4: product.
  logic [31:0]        op1_q;
  logic signed [33:0] ll2, lh2, hl2, hh2;
  logic signed [17:0] op_lo, op_hi, sk_lo, sk_hi;
  assign op_lo = $signed({2'b00, op1_q[15:0]});
  assign op_hi = $signed({2'b00, op1_q[31:16]});
  assign sk_lo = $signed({2'b00, skew_q[15:0]});
  assign sk_hi = 18'($signed(skew_q[31:16]));
  logic signed [34:0] mid3_q;
  logic [63:0]        out3_q, prod4_q, kept_q;

  always_ff @(posedge clk_i) begin
    if (launch) skew_q <= skew_i;
    {skew4_q, skew3_q, skew2_q} <= {skew3_q, skew2_q, skew_q};
    op1_q  <= !launch ? qty_i : position_i[31] ? 32'(-position_i) : 32'(position_i);
    ll2    <= 34'(op_lo * sk_lo);
    lh2    <= 34'(op_lo * sk_hi);
    hl2    <= 34'(op_hi * sk_lo);
    hh2    <= 34'(op_hi * sk_hi);
    mid3_q <= 35'(lh2) + 35'(hl2);
    out3_q <= {hh2[31:0], ll2[31:0]};
    prod4_q <= out3_q + {{13{mid3_q[34]}}, mid3_q, 16'd0};
    redo_q <= {redo_q[3:1], launch};
    neg_q  <= {neg_q[3:1], position_i[31]};
    if (redo_q[4]) told_o <= skew4_q;
    if (apply_i) kept_q <= sell_i ? kept_q - prod4_q : kept_q + prod4_q;
    else if (redo_q[4]) kept_q <= neg_q[4] ? -prod4_q : prod4_q;
    dirty_q <= redo_i || (dirty_q && !launch);
    if (rst_i) begin
      kept_q  <= '0;
      skew_q  <= '0;
      told_o  <= '0;
      redo_q  <= '0;
      dirty_q <= 1'b1;
    end
  end

  assign ready_o   = !changed && !dirty_q && redo_q == '0;
  assign product_o = kept_q;

  logic unused;
  assign unused = ^{ll2[33:32], hh2[33:32]};
endmodule
`default_nettype wire
