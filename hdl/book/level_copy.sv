// A copy of every level's quantity that anything slow may read, in step with the update stream: what a read sees, and which update comes
// next, fit together exactly.
//
// Interface: lvl_*: the ladder's writes, in n..n+2 of a decision in n (t+3); applied_i in n+1. The stream's update of it stands in u = n+4, one cycle later
// (u+1) it is *due* here. read_i with level_i in cycle R is granted at once with grant_o or not at all; qty_o in R+1. It has the effect of every message whose update
// is due in R or before, of no other one, and none is due in R+1. So who takes qty_o over in R+1 and lets the updates act on it a cycle after they stand
// misses nothing and counts nothing twice. Decisions are 5 cycles apart, so a grant comes within 5 cycles.
// clear_i, reset: all levels are empty at once. Each entry keeps the number of the clearing that it was written after, and counts only while that is
// the last one; each clearing empties its share of the entries (busy_o), so every entry is emptied before its number comes again. The memory begins empty
// (power-up contents), reset keeps it and its number. clear_busy_i: the book takes no message, writes are dropped.
`default_nettype none
module level_copy #(
  parameter int unsigned SideW      = 5,   // symbol * 2 + side
  parameter int unsigned LadderLog2 = 12,
  parameter int unsigned QtyW       = 32,  // fewer only for proofs
  parameter int unsigned NumberW    = 8    // of a clearing
) (
  input  wire logic                  clk_i,
  input  wire logic                  rst_i,
  input  wire logic                  clear_i,
  input  wire logic                  clear_busy_i,
  output      logic                  busy_o,
  input  wire logic                  lvl_valid_i,
  input  wire logic [SideW-1:0]      lvl_side_i,
  input  wire logic [LadderLog2-1:0] lvl_rank_i,
  input  wire logic [QtyW-1:0]       lvl_qty_i,
  input  wire logic                  applied_i,
  input  wire logic                  read_i,
  input  wire logic [SideW+LadderLog2-1:0] level_i,  // side, rank
  output      logic                  grant_o,
  output      logic [QtyW-1:0]       qty_o
);
  localparam int unsigned ADDR_W  = SideW + LadderLog2;
  localparam int unsigned SHARE_W = ADDR_W > NumberW - 1 ? ADDR_W - (NumberW - 1) : 0;  // log2 of a clearing's share

  // ---- clearing ----------------------------------------------------------------------------------------------------
  logic [NumberW-1:0] number_q = '0;
  logic [ADDR_W-1:0]  walk_q;
  logic [ADDR_W:0]    left_q;  // entries to be emptied; clearings that follow each other at once add up
  logic [ADDR_W+1:0]  due;
  assign due    = {1'b0, left_q} + ((ADDR_W+2)'(1) << SHARE_W);
  assign busy_o = left_q != '0;
  logic rst_q = 1'b0;  // a reset is one clearing, however long
  always_ff @(posedge clk_i) begin
    rst_q <= rst_i;
    if (clear_i || (rst_i && !rst_q)) number_q <= number_q + NumberW'(1);
    if (rst_i) begin
      walk_q <= '0;
      left_q <= (ADDR_W+1)'(1) << SHARE_W;
    end else if (clear_i) begin
      left_q <= due > ((ADDR_W+2)'(1) << ADDR_W) ? (ADDR_W+1)'(1) << ADDR_W : due[ADDR_W:0];
    end else if (busy_o) begin
      walk_q <= walk_q + ADDR_W'(1);
      left_q <= left_q - (ADDR_W+1)'(1);
    end
  end

  // ---- one write port: the ladder's changes, or the emptying, for which the book waits --------------------------------------------
  logic [NumberW+QtyW-1:0] levels [2**ADDR_W];
`ifdef VERILATOR
  // As block RAM begins on the device.
  initial for (int n = 0; n < 2**ADDR_W; n++) levels[n] = '0;
`endif
  logic [NumberW+QtyW-1:0] read_q;
  logic                    valid_q;
  logic [ADDR_W-1:0]       addr_q;
  logic [QtyW-1:0]         new_q;
  always_ff @(posedge clk_i) begin
    valid_q <= lvl_valid_i && !clear_busy_i && !clear_i && !rst_i;
    addr_q  <= {lvl_side_i, lvl_rank_i};
    new_q   <= lvl_qty_i;
    if (valid_q || busy_o) levels[valid_q ? addr_q : walk_q] <= valid_q ? {number_q, new_q} : '0;
    read_q <= levels[level_i];
  end
  assign qty_o = read_q[QtyW +: NumberW] == number_q ? read_q[QtyW-1:0] : '0;

  // ---- a read sees every write of a message or none --------------------------------------------------------------------
  logic [2:0] applied_q;  // in the last three cycles
  always_ff @(posedge clk_i) applied_q <= rst_i ? '0 : {applied_q[1:0], applied_i};
  assign grant_o = read_i && applied_q == '0 && !clear_busy_i;
endmodule
`default_nettype wire
