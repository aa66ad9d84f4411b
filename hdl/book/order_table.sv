// Order table: full 64-bit references in two halves of set-associative block RAM. A reference has one bucket in each half, by two
// hashes; both are read by one look-up, and a new order goes into the emptier one.
//
// A lookup is a pulse: lk_valid_i with the reference in cycle n reads its bucket at the end of n; the result is registered,
// stands from n+2 and is kept until the next lookup of its kind. lk_new_i = 0 looks for an order (old_*: of E C X D U, and
// of A F, whose reference must be missing); lk_new_i = 1 for U's new reference (new_*). Ways are numbered left half first; a bucket is
// {right, left}. *_free_o: the way a new order takes: lowest free one of the half with more free ways, left when equal.
// Commit: one way a cycle (we_i, one-hot way_i, of its half's bucket); it must not come in the two cycles after a lookup of the same bucket.
// clear_i, and reset, walk all buckets; busy_o until done. No back-pressure.
// Memories are not reset: an entry counts only by its valid bit, which the walk clears.
`default_nettype none
module order_table #(
  parameter int unsigned BucketsLog2 = 14,
  parameter int unsigned Ways        = 6,
  parameter int unsigned EntryW      = 54
) (
  input  wire logic                   clk_i,
  input  wire logic                   rst_i,
  input  wire logic                   clear_i,
  output      logic                   busy_o,

  input  wire logic                   lk_valid_i,
  input  wire logic                   lk_new_i,
  input  wire logic [63:0]            lk_ref_i,

  output      logic                   old_hit_o,
  output      logic [2*Ways-1:0]        old_way_o,     // one-hot
  output      logic [EntryW-1:0]        old_entry_o,
  output      logic [2*Ways-1:0]        old_free_o,    // one-hot; zero when both buckets are full
  output      logic [2*BucketsLog2-1:0] old_bucket_o,
  output      logic                     new_hit_o,
  output      logic [2*Ways-1:0]        new_free_o,
  output      logic [2*BucketsLog2-1:0] new_bucket_o,

  input  wire logic                   we_i,
  input  wire logic [2*BucketsLog2-1:0] bucket_i,
  input  wire logic [2*Ways-1:0]      way_i,
  input  wire logic                   valid_i,
  input  wire logic [63:0]            ref_i,
  input  wire logic [EntryW-1:0]      entry_i
);
  localparam int unsigned WORD_W = 1 + 64 + EntryW;
  localparam int unsigned PIECES = (64 + BucketsLog2 - 1) / BucketsLog2;

  if (BucketsLog2 < 2 || BucketsLog2 > 20) $error("order_table: BucketsLog2 must be 2..20");
  if (Ways < 1 || Ways > 7) $error("order_table: Ways must be 1..7");

  // One symbol's references are congruent modulo 4: their low two bits go to the top before the fold.
  logic [63:0]                   turned;
  logic [PIECES*BucketsLog2-1:0] pieces;
  logic [BucketsLog2-1:0]        left, right;
  logic [2*BucketsLog2-1:0]      hash;   // {right, left}
  assign turned = {lk_ref_i[1:0], lk_ref_i[63:2]};
  assign pieces = (PIECES*BucketsLog2)'(turned);
  for (genvar b = 0; b < BucketsLog2; b++) begin : gen_bit
    logic [PIECES-1:0] of_left, of_right;
    for (genvar k = 0; k < PIECES; k++) begin : gen_piece
      // Piece k rotated left by 5k within its bits: bit b comes from b - 5k.
      localparam int unsigned FROM = (b + BucketsLog2 * 5 * PIECES - 5 * k) % BucketsLog2;
      assign of_left[k]  = pieces[k*BucketsLog2 + b];
      assign of_right[k] = pieces[k*BucketsLog2 + FROM];
    end
    assign left[b]  = ^of_left;
    assign right[b] = ^of_right;
  end
  assign hash = {right, left};

  // ---- the walk that empties the table -----------------------------------------------------------------------------
  logic [BucketsLog2:0] walk_q;  // top bit set: done
  assign busy_o = !walk_q[BucketsLog2];
  always_ff @(posedge clk_i) begin
    if (rst_i || clear_i) walk_q <= '0;
    else if (busy_o) walk_q <= walk_q + 1'b1;
  end

  // ---- the ways ----------------------------------------------------------------------------------------------------
  logic                   lk_q, lk_new_q;
  logic [63:0]            ref_q;
  logic [2*BucketsLog2-1:0] bucket_q;
  always_ff @(posedge clk_i) begin
    lk_q     <= lk_valid_i && !rst_i;
    lk_new_q <= lk_new_i;
    ref_q    <= lk_ref_i;
    bucket_q <= hash;
  end

  logic [2*Ways-1:0]        valid, match, free;
  logic [2*Ways*EntryW-1:0] entries;
  for (genvar w = 0; w < 2*Ways; w++) begin : gen_way
    localparam int unsigned HALF = w / Ways;
    logic [WORD_W-1:0] mem [2**BucketsLog2];
    logic [WORD_W-1:0] word_q;
    logic              we;
    logic [BucketsLog2-1:0] waddr;
    logic [WORD_W-1:0] wdata;
    assign we    = busy_o || (we_i && way_i[w]);
    assign waddr = busy_o ? walk_q[BucketsLog2-1:0] : bucket_i[HALF*BucketsLog2 +: BucketsLog2];
    assign wdata = busy_o ? '0 : {valid_i, ref_i, entry_i};
    always_ff @(posedge clk_i) begin
      if (we) mem[waddr] <= wdata;
      if (lk_valid_i) word_q <= mem[hash[HALF*BucketsLog2 +: BucketsLog2]];
    end
    assign valid[w] = word_q[WORD_W-1];
    assign match[w] = valid[w] && word_q[EntryW +: 64] == ref_q;
    assign entries[w*EntryW +: EntryW] = word_q[EntryW-1:0];
  end
  // The half with fewer orders, and its lowest free way.
  logic [3:0]      used_left, used_right;
  logic [Ways-1:0] free_left, free_right;
  assign free_left  = ~valid[Ways-1:0] & (valid[Ways-1:0] + 1'b1);
  assign free_right = ~valid[2*Ways-1:Ways] & (valid[2*Ways-1:Ways] + 1'b1);
  always_comb begin
    used_left  = '0;
    used_right = '0;
    for (int unsigned w = 0; w < Ways; w++) begin
      used_left  = used_left + 4'(valid[w]);
      used_right = used_right + 4'(valid[Ways + w]);
    end
    free = used_left <= used_right ? {{Ways{1'b0}}, free_left} : {free_right, {Ways{1'b0}}};
  end

  logic [EntryW-1:0] entry;
  always_comb begin
    entry = '0;
    for (int unsigned w = 0; w < 2*Ways; w++) entry = entry | (match[w] ? entries[w*EntryW +: EntryW] : '0);
  end

  always_ff @(posedge clk_i) begin
    if (lk_q && !lk_new_q) begin
      old_hit_o    <= |match;
      old_way_o    <= match;
      old_entry_o  <= entry;
      old_free_o   <= free;
      old_bucket_o <= bucket_q;
    end
    if (lk_q && lk_new_q) begin
      new_hit_o    <= |match;
      new_free_o   <= free;
      new_bucket_o <= bucket_q;
    end
  end
endmodule
`default_nettype wire
