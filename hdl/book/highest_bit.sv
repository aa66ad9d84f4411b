// Position of the highest set bit of 64.
//
// Latency: none, combinational; a tree of halves, because a loop of priority is too slow at 64 bits. No state.
`default_nettype none
module highest_bit (
  input  wire logic [63:0] bits_i,
  output      logic        any_o,
  output      logic [5:0]  pos_o   // meaningful only with any_o
);
  logic [31:0] a;
  logic [15:0] b;
  logic [7:0]  c;
  logic [3:0]  d;
  always_comb begin
    any_o    = |bits_i;
    pos_o[5] = |bits_i[63:32];
    a        = pos_o[5] ? bits_i[63:32] : bits_i[31:0];
    pos_o[4] = |a[31:16];
    b        = pos_o[4] ? a[31:16] : a[15:0];
    pos_o[3] = |b[15:8];
    c        = pos_o[3] ? b[15:8] : b[7:0];
    pos_o[2] = |c[7:4];
    d        = pos_o[2] ? c[7:4] : c[3:0];
    pos_o[1] = |d[3:2];
    pos_o[0] = pos_o[1] ? d[3] : d[1];
  end

  logic unused;
  assign unused = d[0];  // never decides which bit is the highest
endmodule
`default_nettype wire
