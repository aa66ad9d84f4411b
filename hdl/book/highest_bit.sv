// The highest set bit of 64: its position, and a word that holds it alone.
//
// Latency: 1 cycle. The highest of eight bytes and the highest bit of every byte are found side by side and registered; the choice
// of one byte follows the registers. Reset: none needed.
`default_nettype none
module highest_bit (
  input  wire logic        clk_i,
  input  wire logic [63:0] bits_i,
  output      logic        any_o,
  output      logic [5:0]  pos_o,  // meaningful only with any_o
  output      logic [63:0] bit_o   // zero without any
);
  function automatic logic [7:0] alone(input logic [7:0] bits);  // the highest of eight
    for (int b = 0; b < 8; b++) alone[b] = bits[b] && (bits >> b) == 8'd1;
  endfunction
  function automatic logic [2:0] place(input logic [7:1] one);   // of a bit that stands alone
    place = {|one[7:4], |one[7:6] || |one[3:2], one[7] || one[5] || one[3] || one[1]};
  endfunction

  logic [7:0]  bytes, top;     // which bytes have a bit; the highest of them
  logic [63:0] alone_d, alone_q;
  logic [7:0]  top_q;
  logic [2:0]  high_q;
  logic [31:0] low_q;          // place of each byte's highest bit, four bits a byte
  assign top = alone(bytes);
  for (genvar g = 0; g < 8; g++) begin : gen_byte
    assign bytes[g]           = |bits_i[8*g +: 8];
    assign alone_d[8*g +: 8]  = alone(bits_i[8*g +: 8]);
    assign bit_o[8*g +: 8]    = top_q[g] ? alone_q[8*g +: 8] : 8'd0;
    always_ff @(posedge clk_i) low_q[4*g +: 4] <= {1'b0, place(alone_d[8*g+1 +: 7])};
  end
  always_ff @(posedge clk_i) begin
    any_o   <= |bytes;
    top_q   <= top;
    high_q  <= place(top[7:1]);
    alone_q <= alone_d;
  end
  assign pos_o = {high_q, low_q[{high_q, 2'b0} +: 3]};
endmodule
`default_nettype wire
