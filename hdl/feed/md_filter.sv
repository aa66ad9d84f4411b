// Ethernet, one 802.1Q tag, IPv4 and UDP headers of the feed: where the payload is and whether the frame is ours.
//
// Interface: the words of mac_rx. word_o numbers the word on s_data_i relative to the word that holds the final ethertype
// and the first two bytes of IPv4 (which is number 0): 1..12, then 13 for every later word; 0 before. With an IPv4 header
// of 20 bytes the UDP payload starts at lane 2 of word 7.
// accept_o, udp_length_o: right from word 9 to eof_i. cause_o, beyond_o: read in the cycle of eof_i, for good frames only.
// cause_o: the first failing check: 0 none, 1 other ethertype, 2 IPv4 header, 3 not UDP, 4 other group or port, 5 UDP
// length. beyond_o: the IPv4 total length runs beyond the frame; only known at its end, so accept_o does not hold it.
// Latency: word_o stands with its word; a check counts from the cycle after its word.
// Reset, and the cycle after eof_i: before the first word of a frame.
`default_nettype none
module md_filter (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic        s_valid_i,
  input  wire logic [31:0] s_data_i,
  input  wire logic [2:0]  s_bytes_i,
  input  wire logic        eof_i,
  input  wire logic [31:0] group_i,
  input  wire logic [15:0] port_i,
  output      logic [3:0]  word_o,
  output      logic        accept_o,
  output      logic [2:0]  cause_o,
  output      logic        beyond_o,
  output      logic [15:0] udp_length_o
);
  localparam logic [15:0] TYPE_IPV4 = 16'h0800, TYPE_VLAN = 16'h8100;
  localparam logic [15:0] MIN_TOTAL = 16'd28, MIN_UDP = 16'd28, IP_HEADER = 16'd20;
  localparam logic [7:0]  PROTO_UDP = 8'd17;
  localparam logic [15:0] OVERHEAD = 16'd18, TAG_BYTES = 16'd4;  // Ethernet header and frame check; one tag
  localparam logic [15:0] MIN_NEED = MIN_TOTAL + OVERHEAD;
  localparam logic [2:0]  OK = 3'd0, NOT_IPV4 = 3'd1, BAD_IP = 3'd2, NOT_UDP = 3'd3, NOT_OURS = 3'd4, BAD_UDP = 3'd5;
  localparam logic [2:0]  TYPE_WORD = 3'd3;  // frame word with the first ethertype

  logic [15:0] high, low;     // the two 16-bit fields of the word, host order
  assign high = {s_data_i[7:0], s_data_i[15:8]};
  assign low  = {s_data_i[23:16], s_data_i[31:24]};

  // Place in the frame.
  logic [2:0]  frame_word_q;  // 0..5, stops
  logic        tagged_q, ip_word;
  logic [10:0] length_q;
  assign ip_word = (word_o == 4'd0) &&
                   ((frame_word_q == TYPE_WORD && high != TYPE_VLAN) || (frame_word_q == TYPE_WORD + 3'd1));

  always_ff @(posedge clk_i) begin
    if (s_valid_i) begin
      if (frame_word_q != 3'd5) frame_word_q <= frame_word_q + 3'd1;
      if (frame_word_q == TYPE_WORD) tagged_q <= (high == TYPE_VLAN);
      if (ip_word || (word_o != 4'd0 && word_o != 4'd13)) word_o <= word_o + 4'd1;
      if (length_q < 11'd2044) length_q <= length_q + {8'd0, s_bytes_i};
    end
    if (rst_i || eof_i) begin
      frame_word_q <= '0;
      tagged_q     <= 1'b0;
      word_o       <= '0;
      length_q     <= '0;
    end
  end

  // Header checks, each held from its word on.
  logic        ipv4_q, version_q, whole_q, total_ok_q, udp_q, group_q, port_q, checksum_q, udp_length_q, udp_min_q;
  logic [15:0] total_q, payload_q, need_q;
  logic [18:0] sum_high_q, sum_low_q;  // one's complement sum in two columns: at most 5 fields each
  logic [19:0] sum_q;

  always_ff @(posedge clk_i) begin
    if (s_valid_i) begin
      if (word_o == 4'd0)      sum_high_q <= '0;
      else if (word_o <= 4'd5) sum_high_q <= sum_high_q + {3'd0, high};
      if (word_o == 4'd0)      sum_low_q <= {3'd0, low};
      else if (word_o <= 4'd4) sum_low_q <= sum_low_q + {3'd0, low};
      sum_q <= {1'b0, sum_high_q} + {1'b0, sum_low_q};
      unique case (word_o)
        4'd0: begin
          ipv4_q    <= (high == TYPE_IPV4);
          version_q <= (low[15:8] == 8'h45);
        end
        4'd1: total_q <= high;
        4'd2: begin
          whole_q    <= (high[13:0] == 14'd0);
          udp_q      <= (low[7:0] == PROTO_UDP);
          total_ok_q <= (total_q >= MIN_TOTAL);
          payload_q  <= total_q - IP_HEADER;
          need_q     <= total_q + OVERHEAD + (tagged_q ? TAG_BYTES : 16'd0);
        end
        4'd4: group_q <= (low == group_i[31:16]);
        4'd5: group_q <= group_q && (high == group_i[15:0]);
        4'd6: begin
          port_q       <= (high == port_i);
          udp_length_o <= low;
        end
        4'd7: begin
          udp_length_q <= (udp_length_o == payload_q);
          udp_min_q    <= (udp_length_o >= MIN_UDP);
          checksum_q   <= ({1'b0, sum_q[15:0]} + {13'd0, sum_q[19:16]} == 17'h0FFFF);
        end
        default: ;
      endcase
    end
  end

  logic ip_ok;
  assign ip_ok = version_q && checksum_q && whole_q && total_ok_q;

  always_ff @(posedge clk_i)
    accept_o <= ipv4_q && ip_ok && udp_q && group_q && port_q && udp_length_q && udp_min_q;
  assign beyond_o = ({5'd0, length_q} < need_q) || (need_q < MIN_NEED);  // the second: the sum ran over

  always_comb begin
    cause_o = OK;
    if (!ipv4_q)                          cause_o = NOT_IPV4;
    else if (!ip_ok)                      cause_o = BAD_IP;
    else if (!udp_q)                      cause_o = NOT_UDP;
    else if (!group_q || !port_q)         cause_o = NOT_OURS;
    else if (!udp_length_q || !udp_min_q) cause_o = BAD_UDP;
  end
endmodule
`default_nettype wire
