// IPv4 header and TCP checksums of a frame that passes by as words; the IPv4 header has no options.
//
// Interface: valid_i with data_i, index_i (word of the frame, stops at 511) and last_i, one frame at a time. total_i is the IPv4 total
// length: known from word 5 on, still until two cycles after last_i.
// Latency: ip_ok_o and tcp_ok_o are right from 7 cycles after last_i until the next frame's last word.
// Bytes beyond the total length are not counted. Reset: none; sums restart at word 0.
`default_nettype none
module rx_csum (
  input  wire logic        clk_i,
  input  wire logic        valid_i,
  input  wire logic        last_i,
  input  wire logic [8:0]  index_i,
  input  wire logic [31:0] data_i,
  input  wire logic [15:0] total_i,
  output      logic        ip_ok_o,
  output      logic        tcp_ok_o
);
  logic [15:0] high, low, ip_high_d, ip_low_d, tcp_high_d, tcp_low_d;
  logic [15:0] ip_high_q, ip_low_q, tcp_high_q, tcp_low_q, segment_q;
  logic [15:0] end_q;              // first frame byte after the IPv4 packet
  logic [15:0] left_q;              // bytes of the packet from this word's lane 0 on
  logic [8:0]  index_q;
  logic [31:0] data_q;
  logic        valid0_q, valid_q, valid2_q, last0_q, last_q, last2_q, last3_q, first_q, first2_q;
  logic [16:0] ip_word_q, tcp_word_q;
  logic [31:0] ip_acc_q, tcp_acc_q;
  logic [31:0] ip_sum_q, tcp_sum_q;
  logic [16:0] ip_fold_q, tcp_fold_q;

  assign high = {data_q[7:0], data_q[15:8]};
  assign low  = {data_q[23:16], data_q[31:24]};

  // What each word adds. IPv4: bytes 14..33. TCP: addresses (26..33) and the segment (34 to the packet's end).
  always_comb begin
    ip_high_d  = 16'd0;
    ip_low_d   = 16'd0;
    tcp_high_d = 16'd0;
    tcp_low_d  = 16'd0;
    if (index_q >= 9'd4 && index_q <= 9'd8) ip_high_d = high;
    if (index_q >= 9'd3 && index_q <= 9'd7) ip_low_d  = low;
    if (index_q >= 9'd7 && !left_q[15]) begin
      if (left_q >= 16'd2)      tcp_high_d = high;
      else if (left_q == 16'd1) tcp_high_d = {high[15:8], 8'd0};
    end
    if (index_q >= 9'd6 && !left_q[15]) begin
      if (left_q >= 16'd4)      tcp_low_d = low;
      else if (left_q == 16'd3) tcp_low_d = {low[15:8], 8'd0};
    end
  end

  always_ff @(posedge clk_i) begin
    valid0_q   <= valid_i;
    last0_q    <= valid_i && last_i;
    index_q    <= index_i;
    data_q     <= data_i;
    end_q      <= total_i + 16'd14;
    left_q     <= end_q - {5'd0, index_i, 2'b00};

    valid_q    <= valid0_q;
    last_q     <= last0_q;
    first_q    <= (index_q == 9'd0);
    ip_high_q  <= ip_high_d;
    ip_low_q   <= ip_low_d;
    tcp_high_q <= tcp_high_d;
    tcp_low_q  <= tcp_low_d;

    valid2_q   <= valid_q;
    last2_q    <= last_q;
    first2_q   <= first_q;
    ip_word_q  <= 17'(ip_high_q) + 17'(ip_low_q);
    tcp_word_q <= 17'(tcp_high_q) + 17'(tcp_low_q);
    if (last_q) segment_q <= total_i - 16'd20;

    last3_q    <= last2_q;
    if (valid2_q) begin
      ip_acc_q  <= (first2_q ? 32'd0 : ip_acc_q)  + 32'(ip_word_q);
      tcp_acc_q <= (first2_q ? 32'd6 : tcp_acc_q) + 32'(tcp_word_q);
    end

    if (last3_q) begin
      ip_sum_q  <= ip_acc_q;
      tcp_sum_q <= tcp_acc_q + 32'(segment_q);
    end
    ip_fold_q  <= 17'(ip_sum_q[15:0])  + 17'(ip_sum_q[31:16]);
    tcp_fold_q <= 17'(tcp_sum_q[15:0]) + 17'(tcp_sum_q[31:16]);
    ip_ok_o    <= (ip_fold_q == 17'h0FFFF)  || (ip_fold_q == 17'h1FFFE);
    tcp_ok_o   <= (tcp_fold_q == 17'h0FFFF) || (tcp_fold_q == 17'h1FFFE);
  end
endmodule
`default_nettype wire
