// What a slot needs to know of its symbol, out of all symbols.
//
// ok_o, base_o, tick_o, mode_o: of symbol_i, in the same cycle; base and tick change only while the slot is halted. gates_o, variances_o: its gate word and
// its variances as they stood in the cycle before. A symbol that is not there is not ok, has mode 0 (HALTED), no gate that says yes and no variance that is known. Reset: likewise.
`default_nettype none
module slot_symbol #(
  parameter int unsigned NumSymbols = 4
) (
  input  wire logic                     clk_i,
  input  wire logic                     rst_i,
  input  wire logic [7:0]               symbol_i,
  input  wire logic [NumSymbols-1:0]    sym_ok_i,
  input  wire logic [NumSymbols*32-1:0] sym_base_i,
  input  wire logic [NumSymbols*32-1:0] sym_tick_i,
  input  wire logic [NumSymbols*32-1:0] sym_mode_i,
  input  wire logic [NumSymbols*saker_pkg::SIGNS_W-1:0] sym_signs_i,
  output logic                          ok_o,
  output logic [31:0]                   base_o,
  output logic [15:0]                   tick_o,
  output logic [2:0]                    mode_o,
  output saker_pkg::variances_t         variances_o,
  output logic [saker_pkg::GATES_W-1:0] gates_o
);
  logic [saker_pkg::SIGNS_W-1:0] signs;
  always_comb begin
    ok_o    = 1'b0;
    base_o  = '0;
    tick_o  = '0;
    mode_o  = '0;
    signs   = '0;
    for (int n = 0; n < NumSymbols; n++) begin
      ok_o    = ok_o | (sym_ok_i[n] && symbol_i == 8'(n));
      base_o  = base_o | (sym_base_i[32*n +: 32] & {32{symbol_i == 8'(n)}});
      tick_o  = tick_o | (sym_tick_i[32*n +: 16] & {16{symbol_i == 8'(n)}});
      mode_o  = mode_o | (sym_mode_i[32*n +: 3] & {3{symbol_i == 8'(n)}});
      signs   = signs | (sym_signs_i[saker_pkg::SIGNS_W*n +: saker_pkg::SIGNS_W] & {saker_pkg::SIGNS_W{symbol_i == 8'(n)}});
    end
  end
  always_ff @(posedge clk_i) {variances_o, gates_o} <= rst_i ? '0 : signs;

  logic unused;
  assign unused = ^{sym_tick_i, sym_mode_i};  // their upper bits
endmodule
`default_nettype wire
