// One TCP segment as frame words: Ethernet II, IPv4 and TCP headers, then up to 112 bytes of payload.
//
// Interface: start_i takes payload_i (zero beyond length_i), length_i (0..112), seq_i and ack_i; it must come only when the MAC
// is ready. join_i in the cycle after a start with payload: length_i more bytes, in join_payload_i at the place that they have in the segment,
// zero elsewhere; together at most 112. Addresses, ports and window are configuration: they stand still for four cycles before a start.
// MAC addresses have their first octet in [7:0]; IPv4 addresses in [31:24].
// sent_seq_o, sent_length_o, sent_payload_o: what start_i and join_i took, from the second cycle after the start to the twelfth.
// Latency: start_i in cycle n, frame word k on data_o in cycle n+1+k, without gaps; last_o with bytes_o marks the last.
// Fields: IPv4 id 0, DF, TTL 64, TOS 0; TCP data offset 5, PSH|ACK (ACK alone without payload), urgent pointer 0.
// The IPv4 checksum leaves with word 6 and the TCP checksum with word 12; both are summed while the frame is under way.
// Reset (two cycles): no frame under way.
`default_nettype none
module tcp_tx (
  input  wire logic         clk_i,
  input  wire logic         rst_i,
  input  wire logic [47:0]  local_mac_i,
  input  wire logic [47:0]  peer_mac_i,
  input  wire logic [31:0]  local_ip_i,
  input  wire logic [31:0]  peer_ip_i,
  input  wire logic [15:0]  local_port_i,
  input  wire logic [15:0]  peer_port_i,
  input  wire logic [15:0]  window_i,
  input  wire logic         start_i,
  input  wire logic [saker_pkg::SEGMENT_W-1:0] payload_i,
  input  wire logic [6:0]   length_i,
  input  wire logic         join_i,
  input  wire logic [saker_pkg::SEGMENT_W-1:0] join_payload_i,
  input  wire logic [31:0]  seq_i,
  input  wire logic [31:0]  ack_i,
  output      logic [31:0]  data_o,
  output      logic [2:0]   bytes_o,
  output      logic         last_o,
  output      logic [31:0]  sent_seq_o,
  output      logic [6:0]   sent_length_o,
  output      logic [saker_pkg::SEGMENT_W-1:0] sent_payload_o
);
  localparam logic [15:0] FLAGS_ACK     = 16'h5010;
  localparam logic [15:0] FLAGS_PSH_ACK = 16'h5018;
  localparam logic [7:0]  HEADER_BYTES  = 8'd54;
  localparam logic [18:0] IP_FIXED      = 19'h04500 + 19'h04000 + 19'h04006 + 19'd40;  // version, DF, TTL, protocol, headers
  localparam int unsigned StreamW       = saker_pkg::SEGMENT_W + 16;
  localparam logic [15:0] TCP_FIXED     = 16'd6 + 16'd20;  // protocol, header length

  function automatic logic [31:0] bswap(input logic [31:0] value);
    bswap = {value[7:0], value[15:8], value[23:16], value[31:24]};
  endfunction

  logic         active_q;
  logic [5:0]   index_q;
  logic [31:0]  seq_q, ack_q, data_q, data_d;
  logic [6:0]   length_q;
  logic [15:0]  flags, total, csum;
  logic [StreamW-1:0] stream_q;   // the urgent pointer's two bytes, then the payload
  logic [7:0]   end_byte_q;       // index of the frame's last byte
  logic         use_csum_q;       // word 12 stands in data_q
  logic [18:0]  ip_base_q, ip_sum_q;
  logic [16:0]  ip_fold_q;
  logic [15:0]  ip_csum_q;
  logic [18:0]  ip_local_q, ip_peer_q;
  logic [33:0]  tcp_ips_q, tcp_ports_q;
  logic [34:0]  tcp_base_q;

  assign flags    = (length_q == 7'd0) ? FLAGS_ACK : FLAGS_PSH_ACK;
  assign total    = 16'd40 + 16'(length_q);

  // What configuration fixes of both checksums.
  always_ff @(posedge clk_i) begin
    ip_local_q  <= 19'(local_ip_i[31:16]) + 19'(local_ip_i[15:0]) + IP_FIXED;
    ip_peer_q   <= 19'(peer_ip_i[31:16]) + 19'(peer_ip_i[15:0]);
    ip_base_q   <= ip_local_q + ip_peer_q;
    ip_sum_q    <= ip_base_q + 19'(length_q);
    ip_fold_q   <= 17'(ip_sum_q[15:0]) + 17'(ip_sum_q[18:16]);
    ip_csum_q   <= ~(ip_fold_q[15:0] + 16'(ip_fold_q[16]));
    tcp_ips_q   <= 34'(local_ip_i) + 34'(peer_ip_i);
    tcp_ports_q <= 34'({local_port_i, peer_port_i}) + 34'({TCP_FIXED, window_i});
    tcp_base_q  <= 35'(tcp_ips_q) + 35'(tcp_ports_q);
  end

  tcp_csum u_csum (
    .clk_i     (clk_i),
    .index_i   (index_q),
    .base_i    (tcp_base_q),
    .seq_i     (seq_q),
    .ack_i     (ack_q),
    .flags_i   (flags),
    .length_i  (length_q),
    .payload_i (stream_q[StreamW-1:16]),
    .csum_o    (csum)
  );

  // The word that follows word index_q; the first one is ready before any start.
  always_comb begin
    data_d = stream_q[31:0];
    if (!active_q) begin
      data_d = peer_mac_i[31:0];
    end else begin
      unique case (index_q)
        6'd0:    data_d = {local_mac_i[15:0], peer_mac_i[47:32]};
        6'd1:    data_d = local_mac_i[47:16];
        6'd2:    data_d = 32'h00450008;
        6'd3:    data_d = bswap({total, 16'h0000});
        6'd4:    data_d = bswap({16'h4000, 8'd64, 8'd6});
        6'd5:    data_d = bswap({ip_csum_q, local_ip_i[31:16]});
        6'd6:    data_d = bswap({local_ip_i[15:0], peer_ip_i[31:16]});
        6'd7:    data_d = bswap({peer_ip_i[15:0], local_port_i});
        6'd8:    data_d = bswap({peer_port_i, seq_q[31:16]});
        6'd9:    data_d = bswap({seq_q[15:0], ack_q[31:16]});
        6'd10:   data_d = bswap({ack_q[15:0], flags});
        6'd11:   data_d = bswap({window_i, 16'h0000});
        default: data_d = stream_q[31:0];
      endcase
    end
  end

  assign sent_seq_o     = seq_q;
  assign sent_length_o  = length_q;
  assign sent_payload_o = stream_q[StreamW-1:16];

  assign data_o = use_csum_q ? {csum[7:0], csum[15:8], data_q[15:0]} : data_q;

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      active_q   <= 1'b0;
      last_o     <= 1'b0;
      use_csum_q <= 1'b0;
    end else begin
      if (start_i)     active_q <= 1'b1;
      else if (last_o) active_q <= 1'b0;
      last_o     <= active_q && (index_q + 6'd1 == end_byte_q[7:2]);
      use_csum_q <= active_q && (index_q == 6'd11);
    end
  end

  always_ff @(posedge clk_i) begin
    data_q     <= data_d;
    end_byte_q <= HEADER_BYTES - 8'd1 + 8'(length_q);
    bytes_o    <= 3'(end_byte_q[1:0]) + 3'd1;
    index_q    <= start_i ? 6'd0 : index_q + 6'd1;
    if (start_i) begin
      seq_q    <= seq_i;
      ack_q    <= ack_i;
      length_q <= length_i;
      stream_q <= {payload_i, 16'd0};
    end else if (join_i) begin
      length_q <= length_q + length_i;
      stream_q <= stream_q | {join_payload_i, 16'd0};
    end else if (active_q && index_q >= 6'd12) begin
      stream_q <= {32'd0, stream_q[StreamW-1:32]};
    end
    // The first frame's end is looked for before its length has arrived: what stands there must be one of a frame.
    if (rst_i) length_q <= 7'd0;
  end
endmodule
`default_nettype wire
