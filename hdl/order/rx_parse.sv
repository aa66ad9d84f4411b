// Headers of a received frame: whose it is, and its TCP fields.
//
// Interface: the words of mac_rx, and index_o, the number of the word on data_i. session_o: Ethernet to us, IPv4 without options
// or fragment, TCP, from the peer's address and port to ours. local_o: TCP or ICMP to our address. arp_o: ARP to us or to all.
// None of them depends on whether the session is owned. Tagged frames are none of them.
// Latency: a field is right in the cycle after its word: addresses and ports 10, seq 11, ack and offset 12, window 13 words in.
// All stand still until the next frame's words. length_o: bytes of the frame, frame check included, after the last word.
// Reset: the word counter is zero.
`default_nettype none
module rx_parse (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic        valid_i,
  input  wire logic        sof_i,
  input  wire logic        last_i,
  input  wire logic [2:0]  bytes_i,
  input  wire logic [31:0] data_i,
  input  wire logic [47:0] local_mac_i,
  input  wire logic [31:0] local_ip_i,
  input  wire logic [31:0] peer_ip_i,
  input  wire logic [15:0] local_port_i,
  input  wire logic [15:0] peer_port_i,
  output      logic [8:0]  index_o,
  output      logic [10:0] length_o,
  output      logic        session_o,
  output      logic        local_o,
  output      logic        arp_o,
  output      logic [15:0] total_o,
  output      logic [31:0] seq_o,
  output      logic [31:0] ack_o,
  output      logic [3:0]  offset_o,
  output      logic        ack_flag_o,
  output      logic        rst_flag_o,
  output      logic        fin_flag_o,
  output      logic        syn_flag_o,
  output      logic [15:0] window_o
);
  logic [8:0]  index_q;
  logic [15:0] high, low;           // 16-bit fields of the word in host order
  logic        mac_q, all_q, ip_q, arp_q, whole_q, tcp_q, icmp_q, dst_q, src_q, sport_q, dport_q;

  assign high    = {data_i[7:0], data_i[15:8]};
  assign low     = {data_i[23:16], data_i[31:24]};
  assign index_o = sof_i ? 9'd0 : index_q;

  assign session_o = mac_q && ip_q && whole_q && tcp_q && src_q && dst_q && sport_q && dport_q;
  assign local_o   = mac_q && ip_q && whole_q && dst_q && (tcp_q || icmp_q);
  assign arp_o     = arp_q && (mac_q || all_q);

  always_ff @(posedge clk_i) begin
    if (rst_i)        index_q <= 9'd0;
    else if (valid_i) index_q <= (index_o == 9'd511) ? index_o : index_o + 9'd1;
  end

  always_ff @(posedge clk_i) begin
    if (valid_i) begin
      if (last_i) length_o <= {index_o, 2'b00} + 11'(bytes_i);
      unique case (index_o)
        9'd0: begin
          mac_q <= (data_i == local_mac_i[31:0]);
          all_q <= (data_i == 32'hFFFFFFFF);
        end
        9'd1: begin
          mac_q <= mac_q && (data_i[15:0] == local_mac_i[47:32]);
          all_q <= all_q && (data_i[15:0] == 16'hFFFF);
        end
        9'd3: begin
          ip_q  <= (high == 16'h0800) && (low[15:8] == 8'h45);
          arp_q <= (high == 16'h0806);
        end
        9'd4: total_o <= high;
        9'd5: begin
          whole_q <= (high[13:0] == 14'd0);
          tcp_q   <= (low[7:0] == 8'd6);
          icmp_q  <= (low[7:0] == 8'd1);
        end
        9'd6: src_q <= (low == peer_ip_i[31:16]);
        9'd7: begin
          src_q <= src_q && (high == peer_ip_i[15:0]);
          dst_q <= (low == local_ip_i[31:16]);
        end
        9'd8: begin
          dst_q   <= dst_q && (high == local_ip_i[15:0]);
          sport_q <= (low == peer_port_i);
        end
        9'd9: begin
          dport_q      <= (high == local_port_i);
          seq_o[31:16] <= low;
        end
        9'd10: begin
          seq_o[15:0]  <= high;
          ack_o[31:16] <= low;
        end
        9'd11: begin
          ack_o[15:0] <= high;
          offset_o    <= low[15:12];
          ack_flag_o  <= low[4];
          rst_flag_o  <= low[2];
          syn_flag_o  <= low[1];
          fin_flag_o  <= low[0];
        end
        9'd12:   window_o <= high;
        default: ;
      endcase
    end
  end
endmodule
`default_nettype wire
