// Best and second best of one side: what an order's removal or arrival makes of them. Combinational.
//
// Ranks: higher is better. need_o: the second best must be searched below best_rank. A removal is applied first, then an
// addition; either may be absent. While a search is needed the second best counts as unknown.
`default_nettype none
module book_side #(
  parameter int unsigned LadderLog2 = 12,
  parameter int unsigned QtyW       = 32,  // fewer only for proofs
  parameter int unsigned StateW     = 2 * (1 + LadderLog2 + QtyW)
) (
  input  wire logic [StateW-1:0]     state_i,   // {best valid, rank, qty, second valid, rank, qty}
  input  wire logic                  need_i,
  input  wire logic                  rm_i,
  input  wire logic [LadderLog2-1:0] rm_rank_i,
  input  wire logic [QtyW-1:0]       rm_qty_i,
  input  wire logic                  add_i,
  input  wire logic [LadderLog2-1:0] add_rank_i,
  input  wire logic [QtyW-1:0]       add_qty_i,
  output      logic [StateW-1:0]     state_o,
  output      logic                  need_o
);
  typedef struct packed {
    logic                  valid;
    logic [LadderLog2-1:0] rank;
    logic [QtyW-1:0]       qty;
  } level_t;

  level_t best, second, best_rm, second_rm, best_add, second_add, fresh;
  logic   need_rm;
  assign {best, second} = state_i;
  assign fresh = {1'b1, add_rank_i, add_qty_i};

  always_comb begin
    best_rm   = best;
    second_rm = second;
    need_rm   = need_i;
    if (rm_i && best.valid && rm_rank_i == best.rank) begin
      best_rm.qty = best.qty - rm_qty_i;
      if (rm_qty_i == best.qty) begin
        best_rm         = second;
        second_rm.valid = 1'b0;
        need_rm         = second.valid;
      end
    end else if (rm_i && second.valid && rm_rank_i == second.rank) begin
      second_rm.qty = second.qty - rm_qty_i;
      if (rm_qty_i == second.qty) begin
        second_rm.valid = 1'b0;
        need_rm         = 1'b1;
      end
    end
  end

  always_comb begin
    best_add   = best_rm;
    second_add = second_rm;
    need_o     = need_rm;
    if (add_i) begin
      if (!best_rm.valid || add_rank_i > best_rm.rank) begin
        best_add   = fresh;
        second_add = best_rm;
        need_o     = 1'b0;
      end else if (add_rank_i == best_rm.rank) begin
        best_add.qty = best_rm.qty + add_qty_i;
      end else if (!need_rm) begin
        if (!second_rm.valid || add_rank_i > second_rm.rank) second_add = fresh;
        else if (add_rank_i == second_rm.rank) second_add.qty = second_rm.qty + add_qty_i;
      end
    end
  end
  assign state_o = {best_add, second_add};
endmodule
`default_nettype wire
