// Both variances of every symbol, for the slots' skew (docs/card.md 6.2), and whether the book of the update was ok.
//
// Interface: write_i (an update or a restart), upd_i, sym_i and value_i in stage 10; variances_o, one variances_t a symbol, shows it in stage 12, as the gate
// word does. closing_i: symbols whose signals restart; theirs are not known, and not of an ok book, from the next cycle on. Reset: likewise.
`default_nettype none
module signal_variances #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned SymW       = $clog2(NumSymbols)
) (
  input  wire logic                     clk_i,
  input  wire logic                     rst_i,
  input  wire logic                     write_i,
  input  wire logic                     upd_i,
  input  wire logic [SymW-1:0]          sym_i,
  input  wire signal_pkg::value_t       value_i,
  input  wire logic [NumSymbols-1:0]    closing_i,
  output      logic [NumSymbols*saker_pkg::VARIANCES_W-1:0] variances_o
);
  logic                    write_q;
  logic [SymW-1:0]         sym_q;
  saker_pkg::variances_t   new_q;
  always_ff @(posedge clk_i) begin
    write_q <= write_i && !rst_i;
    sym_q   <= sym_i;
    new_q   <= {value_i.ok && upd_i, value_i.known[8], value_i.known[7], value_i.var_slow, value_i.var_fast};
    for (int unsigned n = 0; n < NumSymbols; n++) begin
      if (write_q && sym_q == SymW'(n)) variances_o[saker_pkg::VARIANCES_W*n +: saker_pkg::VARIANCES_W] <= new_q;
      if (closing_i[n]) variances_o[saker_pkg::VARIANCES_W*n+64 +: 3] <= '0;
    end
    if (rst_i) variances_o <= '0;
  end

  logic unused;
  assign unused = ^value_i;
endmodule
`default_nettype wire
