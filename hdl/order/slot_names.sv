// The symbol name of the slot whose order leaves.
//
// symbol_i: that each slot quotes; changes only while the slot sends nothing. name_o: of slot_i, in the same cycle; a slot that is not there, or one
// of a symbol that is not there, has no name. Latency: a change of symbol_i or names_i counts from the next cycle on. Reset: no names.
`default_nettype none
module slot_names #(
  parameter int unsigned NumSymbols = 4,
  parameter int unsigned NumSlots = 1
) (
  input  wire logic                     clk_i,
  input  wire logic                     rst_i,
  input  wire logic [NumSymbols*64-1:0] names_i,   // first character lowest
  input  wire logic [NumSlots*8-1:0]    symbol_i,
  input  wire logic [7:0]               slot_i,
  output logic [63:0]                   name_o
);
  logic [NumSlots*64-1:0] name_d, name_q;
  always_comb begin
    name_d = '0;
    for (int n = 0; n < NumSlots; n++) begin
      for (int k = 0; k < NumSymbols; k++) begin
        name_d[64*n +: 64] = name_d[64*n +: 64] | (names_i[64*k +: 64] & {64{symbol_i[8*n +: 8] == 8'(k)}});
      end
    end
  end
  always_ff @(posedge clk_i) name_q <= rst_i ? '0 : name_d;

  always_comb begin
    name_o = '0;
    for (int n = 0; n < NumSlots; n++) name_o = name_o | (name_q[64*n +: 64] & {64{slot_i == 8'(n)}});
  end
endmodule
`default_nettype wire
