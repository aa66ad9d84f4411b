// Messages of one line that wait for their turn: 2^Log2 places, by sequence modulo 2^Log2.
//
// Interface: put_i with block_i writes the block of sequence seq_i in this cycle. The place of next_i is read in every cycle; found_o (from
// registers) tells one cycle later that it holds exactly that sequence, block_o is it. clear_i empties the window: busy_o for 2^Log2 cycles,
// in which nothing is found and nothing is kept.
// Latency: a block can be found 2 cycles after put_i. Reset: emptied.
`default_nettype none
module hold_window #(
  parameter int unsigned Log2   = 10,
  parameter int unsigned BlockW = 8
) (
  input  wire logic              clk_i,
  input  wire logic              rst_i,
  input  wire logic              clear_i,
  output      logic              busy_o,
  input  wire logic              put_i,
  input  wire logic [63:0]       seq_i,
  input  wire logic [BlockW-1:0] block_i,
  input  wire logic [63:0]       next_i,
  output      logic              found_o,
  output      logic [BlockW-1:0] block_o
);
  localparam int unsigned TAG_W  = 64 - Log2;
  localparam int unsigned WORD_W = 1 + TAG_W + BlockW;

  logic [WORD_W-1:0] mem [2**Log2];
  logic [WORD_W-1:0] word_q;
  logic [63:0]       asked_q;
  logic [Log2:0]     walk_q;      // top bit set: done
  logic              busy_q;      // what was read beside the walk's last write is of before

  assign busy_o = !walk_q[Log2];
  always_ff @(posedge clk_i) begin
    if (rst_i || clear_i) walk_q <= '0;
    else if (busy_o) walk_q <= walk_q + 1'b1;
  end

  always_ff @(posedge clk_i) begin
    if (busy_o || put_i) mem[busy_o ? walk_q[Log2-1:0] : seq_i[Log2-1:0]] <= busy_o ? '0 : {1'b1, seq_i[63:Log2], block_i};
    word_q  <= mem[next_i[Log2-1:0]];
    asked_q <= next_i;
    busy_q  <= busy_o;
  end

  // The expected sequence may have moved since it was asked.
  assign found_o = !busy_o && !busy_q && word_q[WORD_W-1] && word_q[BlockW +: TAG_W] == asked_q[63:Log2] && asked_q == next_i;
  assign block_o = word_q[BlockW-1:0];
endmodule
`default_nettype wire
