// A copy of the ladder that only the depth report reads: quantities and which levels are occupied.
//
// Interface: lvl_*: a level gets a quantity (0: it is empty). clear_busy_i: the book is being emptied; the mirror empties itself meanwhile, a
// word a cycle, which is over long before. find_i: the next occupied level of find_side_i below find_rank_i, or the highest when find_top_i:
// the answer stands 3 cycles later: found_o, found_rank_o, found_qty_o. One question at a time.
// Latency: 3 cycles; a change counts for questions from the next cycle on. Reset: emptied with the book, which is busy then.
`default_nettype none
module depth_mirror #(
  parameter int unsigned Sides      = 32,
  parameter int unsigned LadderLog2 = 12,
  parameter int unsigned SideW      = $clog2(Sides)
) (
  input  wire logic                  clk_i,
  input  wire logic                  rst_i,
  input  wire logic                  lvl_valid_i,
  input  wire logic [SideW-1:0]      lvl_side_i,
  input  wire logic [LadderLog2-1:0] lvl_rank_i,
  input  wire logic [31:0]           lvl_qty_i,
  input  wire logic                  clear_busy_i,
  input  wire logic [SideW-1:0]      find_side_i,
  input  wire logic [LadderLog2-1:0] find_rank_i,
  input  wire logic                  find_top_i,
  output      logic                  found_o,
  output      logic [LadderLog2-1:0] found_rank_o,
  output      logic [31:0]           found_qty_o
);
  localparam int unsigned GROUP_W = LadderLog2 - 6;
  localparam int unsigned WORDS   = Sides * 2 ** GROUP_W;
  localparam int unsigned ADDR_W  = SideW + GROUP_W;
  if (LadderLog2 < 7 || LadderLog2 > 12) $error("depth_mirror: LadderLog2 must be 7..12");

  // ---- changes ----
  logic [63:0]         words [WORDS];
  logic [31:0]         qty [Sides * 2**LadderLog2];
  logic [Sides*64-1:0] summary_q;          // 64 a side, the unused ones stay zero
  logic [ADDR_W:0]     walk_q;
  logic                walking;
  logic [ADDR_W-1:0]   up_addr;
  logic [63:0]         up_new;
  assign walking = walk_q < (ADDR_W+1)'(WORDS);
  assign up_addr = {lvl_side_i, lvl_rank_i[LadderLog2-1:6]};
  always_comb begin
    up_new = words[up_addr];
    up_new[lvl_rank_i[5:0]] = lvl_qty_i != '0;
  end
  always_ff @(posedge clk_i) begin
    if (rst_i || !clear_busy_i) walk_q <= '0;
    else if (walking) walk_q <= walk_q + 1'b1;
    if (clear_busy_i ? walking : lvl_valid_i) words[clear_busy_i ? walk_q[ADDR_W-1:0] : up_addr] <= clear_busy_i ? '0 : up_new;
    if (lvl_valid_i) qty[{lvl_side_i, lvl_rank_i}] <= lvl_qty_i;
    if (rst_i || clear_busy_i) summary_q <= '0;
    else if (lvl_valid_i) summary_q[{lvl_side_i, 6'(lvl_rank_i >> 6)}] <= |up_new;
  end

  // ---- questions: near word and summary, then the remote word, then the quantity ----
  logic [63:0]           near_word, near_mask, group_mask, groups, remote_word;
  logic [6:0]            near, group, remote;
  logic [5:0]            near_group;
  logic                  near_q, group_any_q, found_q;
  logic [SideW-1:0]      side_q, side2_q;
  logic [LadderLog2-1:0] near_rank_q, rank_q;
  logic [5:0]            group_q;
  assign near_group  = 6'(find_rank_i >> 6);
  assign near_word   = words[{find_side_i, find_rank_i[LadderLog2-1:6]}];
  assign near_mask   = (64'b1 << find_rank_i[5:0]) - 64'b1;
  assign groups      = summary_q[{find_side_i, 6'b0} +: 64];
  assign group_mask  = (64'b1 << near_group) - 64'b1;
  assign near        = find_top_i ? 7'd0 : saker_pkg::highest64(near_word & near_mask);
  assign group       = saker_pkg::highest64(find_top_i ? groups : groups & group_mask);
  assign remote_word = words[{side_q, group_q[GROUP_W-1:0]}];
  assign remote      = saker_pkg::highest64(remote_word);
  always_ff @(posedge clk_i) begin
    side_q      <= find_side_i;
    near_q      <= near[6];
    near_rank_q <= {find_rank_i[LadderLog2-1:6], near[5:0]};
    group_any_q <= group[6];
    group_q     <= group[5:0];
    side2_q     <= side_q;
    found_q     <= near_q || (group_any_q && remote[6]);
    rank_q      <= near_q ? near_rank_q : {group_q[GROUP_W-1:0], remote[5:0]};
    found_o      <= found_q;
    found_rank_o <= rank_q;
    found_qty_o  <= qty[{side2_q, rank_q}];
  end
endmodule
`default_nettype wire
