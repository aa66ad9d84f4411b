// TCP checksum of a segment that is already being sent: pseudo header, header and up to 64 bytes of payload.
//
// Interface: index_i is the index of the frame word that the sender puts out, 0 in the cycle after its start; seq_i, ack_i,
// flags_i, length_i and payload_i stand still from index 0 to 7. Payload bytes beyond length_i are zero.
// base_i: sum of the parts that configuration fixes (addresses, ports, protocol, window, the header's length), as 32-bit words.
// Latency: csum_o is right from index 12 on, where bytes 50 and 51 of the frame leave. Two payload words a cycle are added;
// 32-bit words may be summed because 2^16 is 1 modulo 65535.
// csum_o is the field in host order. Reset: none; every value is loaded at index 0.
`default_nettype none
module tcp_csum (
  input  wire logic         clk_i,
  input  wire logic [4:0]   index_i,
  input  wire logic [34:0]  base_i,
  input  wire logic [31:0]  seq_i,
  input  wire logic [31:0]  ack_i,
  input  wire logic [15:0]  flags_i,
  input  wire logic [6:0]   length_i,
  input  wire logic [511:0] payload_i,
  output      logic [15:0]  csum_o
);
  function automatic logic [31:0] bswap(input logic [31:0] value);
    bswap = {value[7:0], value[15:8], value[23:16], value[31:24]};
  endfunction

  logic [63:0] pair_q;
  logic [32:0] addend_q;           // sequence and acknowledgement, then the pairs
  logic [35:0] init_q;
  logic [37:0] acc_q, acc_d;
  logic [17:0] fold_q;
  logic [16:0] fold_again;

  assign acc_d = ((index_i == 5'd1) ? 38'(init_q) : acc_q) + 38'(addend_q);

  assign fold_again = 17'(fold_q[15:0]) + 17'(fold_q[17:16]);

  always_ff @(posedge clk_i) begin
    pair_q <= payload_i[64 * index_i[2:0] +: 64];
    init_q <= 36'(base_i) + 36'({flags_i, 9'd0, length_i});
    if (index_i == 5'd0) addend_q <= 33'(seq_i) + 33'(ack_i);
    else                 addend_q <= 33'(bswap(pair_q[31:0])) + 33'(bswap(pair_q[63:32]));
    if (index_i <= 5'd9) acc_q <= acc_d;
    fold_q <= 18'(acc_q[15:0]) + 18'(acc_q[31:16]) + 18'(acc_q[37:32]);
    csum_o <= ~(fold_again[15:0] + 16'(fold_again[16]));
  end
endmodule
`default_nettype wire
