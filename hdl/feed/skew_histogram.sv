// How late the late messages of one line are: cycles since their first arrival, by powers of two.
//
// Interface: release_i with seq_i: a sequence is released in this cycle. late_i with late_seq_i and back_i (how far behind the expected sequence):
// a message that another line had brought. restart_i: releases before it are forgotten. bucket_o: counter k at [32*k +: 32], wrapping:
// 0 for 0 cycles, k for 2^(k-1)..2^k - 1, 15 for more. Only the last 2^Log2 releases are remembered. Latency: 3 cycles. Reset: zero.
`default_nettype none
module skew_histogram #(
  parameter int unsigned Log2 = 10
) (
  input  wire logic         clk_i,
  input  wire logic         rst_i,
  input  wire logic [31:0]  cycle_i,
  input  wire logic         restart_i,
  input  wire logic         release_i,
  input  wire logic [Log2-1:0] seq_i,       // low bits: the place
  input  wire logic         late_i,
  input  wire logic [Log2-1:0] late_seq_i,
  input  wire logic [63:0]  back_i,
  output      logic [511:0] bucket_o
);
  logic [31:0]   mem [2**Log2];
  logic [31:0]   read_q, now_q, skew_q;
  logic [Log2:0] known_q;               // releases remembered
  logic          read_valid_q, skew_valid_q;
  logic [3:0]    bucket;
  always_ff @(posedge clk_i) begin
    if (release_i) mem[seq_i] <= cycle_i;
    read_q       <= mem[late_seq_i];
    now_q        <= cycle_i - 32'd1;    // a block is late one cycle after it ended, a release falls in the cycle of the end
    read_valid_q <= late_i && !rst_i && back_i[63:Log2+1] == '0 && back_i[Log2:0] <= known_q;
    skew_q       <= now_q - read_q;
    skew_valid_q <= read_valid_q && !rst_i;
    if (release_i && !known_q[Log2]) known_q <= known_q + 1'b1;
    if (rst_i || restart_i) known_q <= '0;
  end

  always_comb begin
    bucket = '0;
    for (int k = 0; k < 15; k++) if (skew_q[k]) bucket = 4'(k + 1);
    if (skew_q[31:14] != '0) bucket = 4'd15;
  end
  for (genvar k = 0; k < 16; k++) begin : gen_bucket
    always_ff @(posedge clk_i) begin
      if (rst_i) bucket_o[32*k +: 32] <= '0;
      else if (skew_valid_q && bucket == 4'(k)) bucket_o[32*k +: 32] <= bucket_o[32*k +: 32] + 32'd1;
    end
  end
endmodule
`default_nettype wire
