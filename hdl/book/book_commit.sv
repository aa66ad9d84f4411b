// What a decision writes: the order table, the ladder, and the search for the next second best.
//
// Interface: n is the cycle of the decision (t+3 of a tick). All inputs but early_read_i are read in n, when apply_i says that the
// message takes effect; early_read_i in n-1: a U may remove a level. Order table: one write in n, U's new order in n+1. Ladder: the
// removal of U in n, any other removal and any addition in n+1 and n+2. second_we_o in n+5 with second_o: the second best of
// second_side_o that need_i asked for. overflow_o in n+3: the level of overflow_sym_o passed 2^32-1.
// Decisions are at least 5 cycles apart; no back-pressure. clear_i, reset: the ladder is emptied, busy_o until done.
`default_nettype none
module book_commit #(
  parameter int unsigned Sides       = 32,
  parameter int unsigned LadderLog2  = 12,
  parameter int unsigned BucketsLog2 = 14,
  parameter int unsigned Ways        = 6,
  parameter int unsigned SideW       = $clog2(Sides),
  parameter int unsigned EntryW      = SideW + 1 + LadderLog2 + 32  // {side, far, rank, quantity}
) (
  input  wire logic                   clk_i,
  input  wire logic                   rst_i,
  input  wire logic                   clear_i,
  output      logic                   busy_o,

  input  wire logic                   early_read_i,
  input  wire logic                   apply_i,
  input  wire logic                   add_i,         // A F
  input  wire logic                   replace_i,     // U
  input  wire logic                   insert_i,      // an order comes
  input  wire logic                   far_i,         // beyond the window
  input  wire logic [SideW-1:0]       side_i,
  input  wire logic [LadderLog2-1:0]  rank_i,
  input  wire logic [31:0]            qty_i,
  input  wire logic [63:0]            order_ref_i,
  input  wire logic [63:0]            new_ref_i,
  input  wire logic [31:0]            out_qty_i,     // what leaves the order found
  input  wire logic                   kills_i,       // and that is all of it
  input  wire logic                   need_i,
  input  wire logic [LadderLog2-1:0]  best_rank_i,

  input  wire logic [2*Ways-1:0]      old_way_i,
  input  wire logic [2*Ways-1:0]      old_free_i,
  input  wire logic [2*BucketsLog2-1:0] old_bucket_i,
  input  wire logic [EntryW-1:0]      old_entry_i,
  input  wire logic [2*Ways-1:0]      new_free_i,
  input  wire logic [2*BucketsLog2-1:0] new_bucket_i,

  output      logic                   table_we_o,
  output      logic [2*BucketsLog2-1:0] table_bucket_o,
  output      logic [2*Ways-1:0]      table_way_o,
  output      logic                   table_valid_o,
  output      logic [63:0]            table_ref_o,
  output      logic [EntryW-1:0]      table_entry_o,

  output      logic                   second_we_o,
  output      logic [SideW-1:0]       second_side_o,
  output      logic [LadderLog2+32:0] second_o,
  output      logic                   overflow_o,
  output      logic [SideW-2:0]       overflow_sym_o,

  output      logic                   lvl_valid_o,   // a level's new quantity
  output      logic [SideW-1:0]       lvl_side_o,
  output      logic [LadderLog2-1:0]  lvl_rank_o,
  output      logic [31:0]            lvl_qty_o
);
  logic [SideW-1:0]      old_side;
  logic                  old_far;
  logic [LadderLog2-1:0] old_rank;
  logic [31:0]           old_qty;
  assign {old_side, old_far, old_rank, old_qty} = old_entry_i;

  // ---- order table -------------------------------------------------------------------------------------------------
  logic              next_we_q;
  logic [63:0]       next_ref_q;
  logic [EntryW-1:0] next_entry_q, fresh;
  assign fresh = {side_i, far_i, rank_i, qty_i};
  always_comb begin
    table_we_o     = next_we_q || apply_i;
    table_bucket_o = next_we_q ? new_bucket_i : old_bucket_i;
    table_way_o    = next_we_q ? new_free_i : add_i ? old_free_i : old_way_i;
    table_valid_o  = next_we_q || add_i || (!replace_i && !kills_i);
    table_ref_o    = next_we_q ? next_ref_q : order_ref_i;
    table_entry_o  = next_we_q ? next_entry_q : add_i ? fresh : {old_side, old_far, old_rank, old_qty - out_qty_i};
  end
  always_ff @(posedge clk_i) begin
    next_we_q    <= insert_i && replace_i && !rst_i;
    next_ref_q   <= new_ref_i;
    next_entry_q <= fresh;
  end

  // ---- ladder ------------------------------------------------------------------------------------------------------
  logic                  remove, remove_early, remove_late_q, level_add_q;
  logic [31:0]           add_qty_q, out_qty_q;
  logic [SideW-1:0]      side_q;
  logic [LadderLog2-1:0] rank_q, best_rank_q, found_rank;
  logic [31:0]           found_qty;
  logic [LadderLog2:0]   found_q;
  logic                  found, search_q1, search_q2, search_q3, search_q4;
  assign remove         = apply_i && !add_i && !old_far;
  assign remove_early   = remove && replace_i;
  assign overflow_sym_o = side_q[SideW-1:1];

  ladder #(.Sides(Sides), .LadderLog2(LadderLog2)) u_ladder (
    .clk_i(clk_i), .rst_i(rst_i), .clear_i(clear_i), .busy_o(busy_o),
    .rm_read_i(early_read_i || (remove && !replace_i)), .rm_side_i(old_side), .rm_rank_i(old_rank),
    .rm_commit_i(remove_early || remove_late_q), .rm_qty_i(remove_early ? old_qty : out_qty_q),
    .add_i(level_add_q), .add_side_i(side_q), .add_rank_i(rank_q), .add_qty_i(add_qty_q), .overflow_o(overflow_o),
    .lvl_valid_o(lvl_valid_o), .lvl_side_o(lvl_side_o), .lvl_rank_o(lvl_rank_o), .lvl_qty_o(lvl_qty_o),
    .find_side_i(side_q), .find_rank_i(best_rank_q), .found_o(found), .found_rank_o(found_rank), .found_qty_o(found_qty)
  );

  always_ff @(posedge clk_i) begin
    remove_late_q <= remove && !replace_i && !rst_i;
    level_add_q   <= insert_i && !far_i && !rst_i;
    add_qty_q     <= qty_i;
    out_qty_q     <= out_qty_i;
    rank_q        <= rank_i;
    search_q1     <= apply_i && need_i && !rst_i;
    search_q2     <= search_q1 && !rst_i;
    search_q3     <= search_q2 && !rst_i;
    search_q4     <= search_q3 && !rst_i;
    second_we_o   <= search_q4 && !rst_i;
    if (apply_i) begin
      side_q      <= side_i;
      best_rank_q <= best_rank_i;
    end
    found_q <= {found, found_rank};
  end
  assign second_side_o = side_q;
  assign second_o      = {found_q, found_qty};
endmodule
`default_nettype wire
