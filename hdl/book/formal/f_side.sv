// Proof harness: best and second best of a side against a ladder of eight levels kept beside them. Formal only;
// lots have 8 bits here.
//
// Every decision removes a quantity that is there, or adds one, or both (U); a search that is asked for is answered before the next
// decision, as the book's timing has it. Then: best is the best occupied level, second the best below it, with their quantities.
`default_nettype none
module f_side #(
  parameter int unsigned LevelsLog2 = 3,
  parameter int unsigned QtyW       = 8
) (
  input wire logic                  clk_i,
  input wire logic                  rm_i,
  input wire logic [LevelsLog2-1:0] rm_rank_i,
  input wire logic [QtyW-1:0]           rm_qty_i,
  input wire logic                  add_i,
  input wire logic [LevelsLog2-1:0] add_rank_i,
  input wire logic [QtyW-1:0]           add_qty_i
);
  localparam int unsigned LEVELS  = 2 ** LevelsLog2;

  logic [QtyW-1:0] qty_q [LEVELS];
  logic [QtyW-1:0] qty_d [LEVELS];
  logic        best_q_valid, second_q_valid, best_valid, second_valid, need;
  logic [LevelsLog2-1:0] best_q_rank, second_q_rank, best_rank, second_rank;
  logic [QtyW-1:0] best_q_qty, second_q_qty, best_qty, second_qty;

  book_side #(.LadderLog2(LevelsLog2), .QtyW(QtyW)) u_side (
    .state_i({best_q_valid, best_q_rank, best_q_qty, second_q_valid, second_q_rank, second_q_qty}), .need_i(1'b0),
    .rm_i(rm_i), .rm_rank_i(rm_rank_i), .rm_qty_i(rm_qty_i), .add_i(add_i), .add_rank_i(add_rank_i), .add_qty_i(add_qty_i),
    .state_o({best_valid, best_rank, best_qty, second_valid, second_rank, second_qty}), .need_o(need)
  );

  // What the ladder holds after the decision.
  logic [QtyW-1:0] there, after;
  assign there = qty_q[rm_rank_i];
  assign after = (rm_i && rm_rank_i == add_rank_i) ? there - rm_qty_i : qty_q[add_rank_i];
  always_comb begin
    for (int n = 0; n < LEVELS; n++) begin
      qty_d[n] = qty_q[n];
      if (rm_i && rm_rank_i == LevelsLog2'(n)) qty_d[n] = there - rm_qty_i;
      if (add_i && add_rank_i == LevelsLog2'(n)) qty_d[n] = after + add_qty_i;
    end
  end

  // The best and the second best level of the ladder, by its definition.
  logic true_best_valid, true_second_valid;
  logic [LevelsLog2-1:0] true_best, true_second;
  always_comb begin
    true_best_valid   = 1'b0;
    true_second_valid = 1'b0;
    true_best         = '0;
    true_second       = '0;
    for (int n = 0; n < LEVELS; n++) begin
      if (qty_d[n] != '0) begin
        true_second_valid = true_best_valid;
        true_second       = true_best;
        true_best_valid   = 1'b1;
        true_best         = LevelsLog2'(n);
      end
    end
  end

  always_comb begin
    assume (!rm_i || (rm_qty_i != '0 && rm_qty_i <= there));
    assume (!add_i || add_qty_i != '0);
    assume (!add_i || {1'b0, after} + {1'b0, add_qty_i} <= {1'b0, {QtyW{1'b1}}});
  end

  initial begin
    for (int n = 0; n < LEVELS; n++) qty_q[n] = '0;
    best_q_valid   = 1'b0;
    second_q_valid = 1'b0;
  end
  always_ff @(posedge clk_i) begin
    for (int n = 0; n < LEVELS; n++) qty_q[n] <= qty_d[n];
    {best_q_valid, best_q_rank, best_q_qty} <= {best_valid, best_rank, best_qty};
    if (need) {second_q_valid, second_q_rank, second_q_qty} <= {true_second_valid, true_second, qty_d[true_second]};
    else      {second_q_valid, second_q_rank, second_q_qty} <= {second_valid, second_rank, second_qty};
  end

  always_comb begin
    assert (best_valid == true_best_valid);
    if (best_valid) assert (best_rank == true_best && best_qty == qty_d[true_best] && best_qty != '0);
    if (!need) begin
      assert (second_valid == true_second_valid);
      if (second_valid) assert (second_rank == true_second && second_qty == qty_d[true_second] && second_qty != '0);
      if (second_valid) assert (best_valid && second_rank < best_rank);
    end
  end

  // What holds of the registers between decisions, for the induction.
  logic old_best_valid, old_second_valid;
  logic [LevelsLog2-1:0] old_best, old_second;
  always_comb begin
    old_best_valid   = 1'b0;
    old_second_valid = 1'b0;
    old_best         = '0;
    old_second       = '0;
    for (int n = 0; n < LEVELS; n++) begin
      if (qty_q[n] != '0) begin
        old_second_valid = old_best_valid;
        old_second       = old_best;
        old_best_valid   = 1'b1;
        old_best         = LevelsLog2'(n);
      end
    end
    assert (best_q_valid == old_best_valid && second_q_valid == old_second_valid);
    if (best_q_valid) assert (best_q_rank == old_best && best_q_qty == qty_q[old_best]);
    if (second_q_valid) assert (second_q_rank == old_second && second_q_qty == qty_q[old_second]);
  end
endmodule
`default_nettype wire
