// Price ladder: quantity of every level of every symbol and side, which levels are occupied, and the search for the next
// level below a given one. Levels are *ranks*: higher is better on both sides (an ask's rank is its index inverted).
//
// Timing (n = cycle in which the book decides): remove: rm_read_i with its level in n-1 or n, rm_commit_i one cycle later;
// add: add_i with its level in n+1; search: find_* in n+1 (always running), answer found_o/found_rank_o in n+4, found_qty_o in n+5, when all
// changes of the same decision are in. Levels of one decision never need more: decisions are at least 5 cycles apart.
// overflow_o: the level's quantity passed 2^32-1 (one cycle after the add's write).
// clear_i and reset empty everything; busy_o until done.
`default_nettype none
module ladder #(
  parameter int unsigned Sides      = 8,   // symbols * 2
  parameter int unsigned LadderLog2 = 12,
  parameter int unsigned QtyW       = 32,  // bits of a quantity; fewer only for proofs
  parameter int unsigned SideW      = $clog2(Sides)
) (
  input  wire logic                  clk_i,
  input  wire logic                  rst_i,
  input  wire logic                  clear_i,
  output      logic                  busy_o,

  input  wire logic                  rm_read_i,
  input  wire logic [SideW-1:0]      rm_side_i,
  input  wire logic [LadderLog2-1:0] rm_rank_i,
  input  wire logic                  rm_commit_i,
  input  wire logic [QtyW-1:0]       rm_qty_i,

  input  wire logic                  add_i,
  input  wire logic [SideW-1:0]      add_side_i,
  input  wire logic [LadderLog2-1:0] add_rank_i,
  input  wire logic [QtyW-1:0]       add_qty_i,
  output      logic                  overflow_o,

  output      logic                  lvl_valid_o,  // a level gets this quantity in this cycle
  output      logic [SideW-1:0]      lvl_side_o,
  output      logic [LadderLog2-1:0] lvl_rank_o,
  output      logic [QtyW-1:0]       lvl_qty_o,

  input  wire logic [SideW-1:0]      find_side_i,
  input  wire logic [LadderLog2-1:0] find_rank_i,  // below this one
  output      logic                  found_o,
  output      logic [LadderLog2-1:0] found_rank_o,
  output      logic [QtyW-1:0]       found_qty_o
);
  localparam int unsigned GROUP_W = LadderLog2 - 6;               // bits of a group's number
  localparam int unsigned GROUPS  = 2 ** GROUP_W;
  localparam int unsigned GADDR_W = SideW + GROUP_W;

  if (LadderLog2 < 6 || LadderLog2 > 12) $error("ladder: LadderLog2 must be 6..12");

  // Group number of a rank; a window of 64 ticks has one group.
  function automatic logic [5:0] group_of(input logic [LadderLog2-1:0] rank);
    group_of = 6'(rank >> 6);
  endfunction

  // ---- clearing: the occupancy words; a level's quantity counts only while its bit is set ---------------------------
  logic [GADDR_W:0] walk_q;
  assign busy_o = walk_q < (GADDR_W+1)'(Sides * GROUPS);
  always_ff @(posedge clk_i) begin
    if (rst_i || clear_i) walk_q <= '0;
    else if (busy_o) walk_q <= walk_q + 1'b1;
  end

  // ---- occupancy ---------------------------------------------------------------------------------------------------
  logic [63:0]              words [Sides*GROUPS];
  logic [Sides*64-1:0]      summary_q;  // 64 a side, the unused ones stay zero
  logic                     up_we, up_set;
  logic [SideW-1:0]         up_side;
  logic [LadderLog2-1:0]    up_rank;
  logic [GADDR_W-1:0]       up_addr;
  logic [63:0]              up_old, up_new;

  assign up_addr = GADDR_W'({up_side, 6'b0} >> (6 - GROUP_W)) | GADDR_W'(group_of(up_rank));
  assign up_old  = words[up_addr];
  always_comb begin
    up_new = up_old;
    up_new[up_rank[5:0]] = up_set;
  end
  always_ff @(posedge clk_i) begin
    if (busy_o || up_we) words[busy_o ? walk_q[GADDR_W-1:0] : up_addr] <= busy_o ? 64'b0 : up_new;
  end
  always_ff @(posedge clk_i) begin
    if (rst_i || busy_o) summary_q <= '0;
    else if (up_we) summary_q[{up_side, group_of(up_rank)}] <= |up_new;
  end

  // ---- quantities --------------------------------------------------------------------------------------------------
  logic [QtyW-1:0]             qty [Sides * 2**LadderLog2];
  logic [SideW+LadderLog2-1:0] read_addr, write_addr;
  logic [QtyW-1:0]             read_q, write_data;
  logic                        write_en;
  logic                        occupied_q, add_q;
  logic [SideW-1:0]            rm_side_q, add_side_q;
  logic [LadderLog2-1:0]       rm_rank_q, add_rank_q;
  logic [QtyW-1:0]             add_qty_q, left;
  logic [QtyW:0]               sum;
  logic                        found_q;
  logic [SideW-1:0]            find_side_q, find_side2_q, find_side3_q;
  logic [LadderLog2-1:0]       found_rank_q;

  always_comb begin
    read_addr = {find_side3_q, found_rank_q};
    if (rm_read_i) read_addr = {rm_side_i, rm_rank_i};
    else if (add_i) read_addr = {add_side_i, add_rank_i};
  end

  assign left = read_q - rm_qty_i;
  assign sum  = {1'b0, add_qty_q} + (occupied_q ? {1'b0, read_q} : '0);

  always_comb begin
    write_en   = rm_commit_i || add_q;
    write_addr = rm_commit_i ? {rm_side_q, rm_rank_q} : {add_side_q, add_rank_q};
    write_data = rm_commit_i ? left : sum[QtyW-1:0];
    up_we      = add_i || (rm_commit_i && left == '0);
    up_set     = add_i;
    up_side    = add_i ? add_side_i : rm_side_q;
    up_rank    = add_i ? add_rank_i : rm_rank_q;
  end

  assign lvl_valid_o              = write_en;
  assign {lvl_side_o, lvl_rank_o} = write_addr;
  assign lvl_qty_o                = write_data;
  always_ff @(posedge clk_i) begin
    if (write_en) qty[write_addr] <= write_data;
    read_q <= qty[read_addr];
  end

  always_ff @(posedge clk_i) begin
    if (rm_read_i) begin
      rm_side_q <= rm_side_i;
      rm_rank_q <= rm_rank_i;
    end
    occupied_q <= up_old[add_rank_i[5:0]];
    add_q      <= add_i && !rst_i;
    add_side_q <= add_side_i;
    add_rank_q <= add_rank_i;
    add_qty_q  <= add_qty_i;
    overflow_o <= add_q && sum[QtyW] && !rst_i;
  end

  // ---- the next occupied level below a rank ------------------------------------------------------------------------
  logic [LadderLog2-1:0] find_rank_q;
  logic [63:0]           near_word, remote_word, below_bits, below_groups;
  logic [6:0]            near, group, remote;
  logic                  near_q, group_any_q;
  logic [LadderLog2-1:0] near_rank_q;
  logic [5:0]            group_q;

  assign near_word    = words[GADDR_W'({find_side_q, 6'b0} >> (6 - GROUP_W)) | GADDR_W'(group_of(find_rank_q))];
  assign below_bits   = (64'b1 << find_rank_q[5:0]) - 64'b1;
  assign below_groups = (64'b1 << group_of(find_rank_q)) - 64'b1;
  assign near         = saker_pkg::highest64(near_word & below_bits);
  assign group        = saker_pkg::highest64(summary_q[{find_side_q, 6'b0} +: 64] & below_groups);
  assign remote_word     = words[GADDR_W'({find_side2_q, 6'b0} >> (6 - GROUP_W)) | GADDR_W'(group_q)];
  assign remote       = saker_pkg::highest64(remote_word);

  always_ff @(posedge clk_i) begin
    find_side_q  <= find_side_i;
    find_rank_q  <= find_rank_i;
    find_side2_q <= find_side_q;
    near_q       <= near[6];
    near_rank_q  <= LadderLog2'({group_of(find_rank_q), near[5:0]});
    group_any_q  <= group[6];
    group_q      <= group[5:0];
    find_side3_q <= find_side2_q;
    found_q      <= near_q || group_any_q;
    found_rank_q <= near_q ? near_rank_q : LadderLog2'({group_q, remote[5:0]});
  end

  logic unused;
  assign unused = remote[6];  // a group that the summary names has an occupied level
  assign found_o      = found_q;
  assign found_rank_o = found_rank_q;
  assign found_qty_o  = read_q;
endmodule
`default_nettype wire
