// Proof harness: when a gate may be open. Formal only; two symbols.
//
// Whatever values, thresholds and restarts come: after reset no gate is open; none is open of a symbol that restarts; after an update with a book that is
// not ok, and after a restart alone, every gate of that symbol is closed; an open gate's signal is known.
`default_nettype none
module f_signal_gates (
  input wire logic               clk_i,
  input wire logic               rst_i,
  input wire logic               write_i,
  input wire logic               upd_i,
  input wire logic               sym_i,
  input wire signal_pkg::value_t value_i,
  input wire signal_pkg::limit_t limit_i,
  input wire logic [1:0]         closing_i
);
  logic [35:0] gates;
  logic        done, done_sym;
  logic [17:0] word;
  signal_gates #(.NumSymbols(2)) u_gates (
    .clk_i(clk_i), .rst_i(rst_i), .write_i(write_i), .upd_i(upd_i), .sym_i(sym_i), .value_i(value_i), .limit_i(limit_i), .closing_i(closing_i),
    .gates_o(gates), .done_o(done), .done_sym_o(done_sym), .word_o(word)
  );

  // The update whose word stands now, if one came.
  logic        f_write1, f_write2, f_sym1, f_sym2, f_may1, f_may2, f_reset1, f_reset2, f_seen;
  logic [17:0] f_known1, f_known2;
  logic [1:0]  f_closing;
  initial f_seen = 1'b0;
  always_ff @(posedge clk_i) begin
    f_seen <= f_seen || rst_i;
    {f_write2, f_sym2, f_may2, f_known2, f_reset2} <= {f_write1, f_sym1, f_may1, f_known1, f_reset1};
    {f_write1, f_sym1, f_may1, f_known1, f_reset1} <= {write_i && !rst_i, sym_i, upd_i && value_i.ok, value_i.known, rst_i};
    f_closing <= closing_i;
  end
  logic [17:0] f_gates;
  assign f_gates = f_sym2 ? gates[35:18] : gates[17:0];
  always_comb begin
    if (f_seen && f_reset1) assert (gates == '0);
    if (f_seen && f_closing[0]) assert (gates[17:0] == '0);
    if (f_seen && f_closing[1]) assert (gates[35:18] == '0);
    if (f_seen && f_write2 && !f_reset1 && !f_reset2 && !f_may2) assert (f_gates == '0);
    if (f_seen && f_write2 && !f_reset1 && !f_reset2) assert ((f_gates & ~f_known2) == '0);
    cover (f_seen && f_write2 && !f_reset1 && gates[17:0] == '1 && gates[35:18] != '0);
  end

  logic unused;
  assign unused = ^{done, done_sym, word};
endmodule
`default_nettype wire
