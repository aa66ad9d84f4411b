// TCP checksum of a segment that is already being sent: pseudo header, header and up to 112 bytes of payload.
//
// Interface: index_i is the index of the frame word that the sender puts out, 0 in the cycle after its start; seq_i, ack_i,
// flags_i, length_i and payload_i stand still from index 1 to 7: at index 0 a second packet may still join. Payload bytes beyond length_i are zero.
// base_i: sum of the parts that configuration fixes (addresses, ports, protocol, window, the header's length), as 32-bit words.
// Latency: csum_o is right from index 12 on, where bytes 50 and 51 of the frame leave. Four payload words a cycle are added,
// in two lanes, which is why a payload ends at 112 bytes: seven cycles, and none to spare. 32-bit words may be summed because 2^16 is 1 modulo 65535.
// csum_o is the field in host order. Reset: none; every value is loaded from index 1 on.
`default_nettype none
module tcp_csum (
  input  wire logic         clk_i,
  input  wire logic [5:0]   index_i,
  input  wire logic [34:0]  base_i,
  input  wire logic [31:0]  seq_i,
  input  wire logic [31:0]  ack_i,
  input  wire logic [15:0]  flags_i,
  input  wire logic [6:0]   length_i,
  input  wire logic [saker_pkg::SEGMENT_W-1:0] payload_i,
  output      logic [15:0]  csum_o
);
  function automatic logic [31:0] bswap(input logic [31:0] value);
    bswap = {value[7:0], value[15:8], value[23:16], value[31:24]};
  endfunction

  localparam logic [5:0] FIRST = 6'd1;  // index at which everything stands

  logic [1023:0] padded;
  logic [2:0]    place;
  logic [127:0]  quad_q;
  logic [32:0]   addend_a_q, addend_b_q;  // lane a: sequence and acknowledgement, then words 0 and 1 of each four; lane b: words 2 and 3
  logic [35:0]   init_q;
  logic [37:0]   acc_a_q, acc_a_d, acc_b_q, acc_b_d;
  logic [18:0]   fold_q;
  logic [16:0]   fold_again;

  assign padded  = 1024'(payload_i);
  assign place   = 3'(index_i - FIRST);
  assign acc_a_d = ((index_i == FIRST + 6'd1) ? 38'(init_q) : acc_a_q) + 38'(addend_a_q);
  assign acc_b_d = ((index_i == FIRST + 6'd1) ? 38'd0 : acc_b_q) + 38'(addend_b_q);

  assign fold_again = 17'(fold_q[15:0]) + 17'(fold_q[18:16]);

  always_ff @(posedge clk_i) begin
    quad_q <= padded[128 * place +: 128];
    init_q <= 36'(base_i) + 36'({flags_i, 9'd0, length_i});
    if (index_i == FIRST) begin
      addend_a_q <= 33'(seq_i) + 33'(ack_i);
      addend_b_q <= 33'd0;
    end else begin
      addend_a_q <= 33'(bswap(quad_q[31:0])) + 33'(bswap(quad_q[63:32]));
      addend_b_q <= 33'(bswap(quad_q[95:64])) + 33'(bswap(quad_q[127:96]));
    end
    if (index_i <= 6'd9) begin
      acc_a_q <= acc_a_d;
      acc_b_q <= acc_b_d;
    end
    fold_q <= (19'(acc_a_q[15:0]) + 19'(acc_a_q[31:16]) + 19'(acc_a_q[37:32])) + (19'(acc_b_q[15:0]) + 19'(acc_b_q[31:16]) + 19'(acc_b_q[37:32]));
    csum_o <= ~(fold_again[15:0] + 16'(fold_again[16]));
  end
endmodule
`default_nettype wire
