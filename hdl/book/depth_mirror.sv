// The ladder's second copy, for reports only: quantity of every level, which levels are occupied (64 a word), which words are not
// empty (64 a side). Nothing on the fast path reads it.
//
// Interface: lvl_*: a level's new total, 0 when it became empty; one a cycle at most, no back-pressure. Ranks: higher is better.
// occ_*, qty_*: reads of block RAM, the answer two cycles after the address. sum_*: the answer one cycle after the address.
// clear_i and reset empty the occupancy, one word a cycle; busy_o until done, changes meanwhile are dropped. A quantity counts
// only while its level is occupied, so quantities stay.
// Latency: a change at lvl_* in cycle c is seen by an address of cycle c+6 or later, in all three tables.
`default_nettype none
module depth_mirror #(
  parameter int unsigned Sides      = 32,  // symbols * 2
  parameter int unsigned LadderLog2 = 12,
  parameter int unsigned QtyW       = 32,  // bits of a quantity; fewer only for proofs
  parameter int unsigned SideW      = $clog2(Sides),
  parameter int unsigned GroupW     = LadderLog2 - 6
) (
  input  wire logic                    clk_i,
  input  wire logic                    rst_i,
  input  wire logic                    clear_i,
  output      logic                    busy_o,

  input  wire logic                    lvl_valid_i,
  input  wire logic [SideW-1:0]        lvl_side_i,
  input  wire logic [LadderLog2-1:0]   lvl_rank_i,
  input  wire logic [QtyW-1:0]         lvl_qty_i,

  input  wire logic [SideW-1:0]        sum_side_i,
  output      logic [63:0]             sum_o,
  input  wire logic [SideW+GroupW-1:0] occ_addr_i,
  output      logic [63:0]             occ_o,
  input  wire logic [SideW+LadderLog2-1:0] qty_addr_i,
  output      logic [QtyW-1:0]         qty_o
);
  localparam int unsigned WORDS  = Sides * 2 ** GroupW;
  localparam int unsigned WORD_W = SideW + GroupW;

  if (LadderLog2 < 6 || LadderLog2 > 12) $error("depth_mirror: LadderLog2 must be 6..12");

  // ---- emptying ----------------------------------------------------------------------------------------------------
  logic [WORD_W:0] walk_q;
  assign busy_o = walk_q < (WORD_W+1)'(WORDS);
  always_ff @(posedge clk_i) begin
    if (rst_i || clear_i) walk_q <= '0;
    else if (busy_o) walk_q <= walk_q + 1'b1;
  end

  // ---- a change: 1 its word is read, 2 and 3 the word arrives, 3 written; 4 is it empty now; 5 summary ---------------
  logic                  valid1_q, valid2_q, valid3_q, valid4_q, valid5_q, drop;
  logic [SideW-1:0]      side1_q;
  logic [LadderLog2-1:0] rank1_q;
  logic [QtyW-1:0]       qty1_q;
  logic [WORD_W-1:0]     addr1, addr2_q, addr3_q, addr4_q, addr5_q;
  logic [63:0]           bit2_q, bit3_q;       // the level, one-hot
  logic                  set2_q, set3_q;       // it is occupied now
  logic                  newer_q, older_q;     // the change just before, or the one before that, is in the same word
  logic [63:0]           word3_q, before3, after3, after4_q, after5_q;
  logic                  any5_q;
  assign drop  = rst_i || clear_i || busy_o;
  assign addr1 = WORD_W'({side1_q, rank1_q} >> 6);

  always_ff @(posedge clk_i) begin
    valid1_q <= lvl_valid_i && !drop;
    side1_q  <= lvl_side_i;
    rank1_q  <= lvl_rank_i;
    qty1_q   <= lvl_qty_i;

    valid2_q <= valid1_q && !drop;
    addr2_q  <= addr1;
    bit2_q   <= 64'b1 << rank1_q[5:0];
    set2_q   <= qty1_q != '0;

    valid3_q <= valid2_q && !drop;
    addr3_q  <= addr2_q;
    bit3_q   <= bit2_q;
    set3_q   <= set2_q;
    newer_q  <= valid3_q && addr3_q == addr2_q;
    older_q  <= valid4_q && addr4_q == addr2_q;

    valid4_q <= valid3_q && !drop;
    addr4_q  <= addr3_q;
    after4_q <= after3;

    valid5_q <= valid4_q && !drop;
    addr5_q  <= addr4_q;
    any5_q   <= |after4_q;
    after5_q <= after4_q;
  end

  // The word as the changes ahead leave it: they are written after it was read.
  assign before3 = newer_q ? after4_q : older_q ? after5_q : word3_q;
  assign after3  = set3_q ? before3 | bit3_q : before3 & ~bit3_q;

  // ---- quantities --------------------------------------------------------------------------------------------------
  logic [QtyW-1:0] qty [Sides * 2**LadderLog2];
  logic [QtyW-1:0] qty_q;
  always_ff @(posedge clk_i) begin
    if (valid1_q) qty[{side1_q, rank1_q}] <= qty1_q;
    qty_q <= qty[qty_addr_i];
    qty_o <= qty_q;
  end

  // ---- occupancy: one write, a read for changes, a read for reports --------------------------------------------------
  logic [63:0] words [WORDS];
  logic [63:0] word2_q, occ_q;
  always_ff @(posedge clk_i) begin
    if (busy_o || valid3_q) words[busy_o ? walk_q[WORD_W-1:0] : addr3_q] <= busy_o ? 64'b0 : after3;
    word2_q <= words[addr1];
    occ_q   <= words[occ_addr_i];
    word3_q <= word2_q;
    occ_o   <= occ_q;
  end

  // ---- summary -----------------------------------------------------------------------------------------------------
  logic [Sides*64-1:0] summary_q;  // 64 a side, the unused ones stay zero
  logic [SideW-1:0]    side5;
  logic [5:0]          group5;
  assign side5  = SideW'(addr5_q >> GroupW);
  assign group5 = 6'(addr5_q) & 6'(2 ** GroupW - 1);
  always_ff @(posedge clk_i) begin
    if (rst_i || busy_o) summary_q <= '0;
    else if (valid5_q) summary_q[{side5, group5}] <= any5_q;
    sum_o <= summary_q[{sum_side_i, 6'b0} +: 64];
  end
endmodule
`default_nettype wire
