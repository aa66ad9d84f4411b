// BOOK_CLEAR from its first cycle to the new stale reasons.
//
// Interface: clear_i pulses; walking_i: a table is being emptied. busy_o from the cycle after clear_i until Settle cycles after the
// last walk: a message that ends within them may have looked its reference up before its bucket was empty. done_o in the last busy
// cycle: every side's state becomes empty, and stale_o (valid then) every symbol's reason: a fault of the whole feed meanwhile (the
// first), else STALE_BUSY for a symbol with a book message meanwhile (missed_i), else none. After reset all stay STALE_NEVER_SET.
// Latency: stale_o is combinational from registers and this cycle's inputs. Reset: busy, until the walk that follows it is over.
`default_nettype none
module book_clear #(
  parameter int unsigned NumSymbols = 4,
  parameter int unsigned SymW       = 2
) (
  input  wire logic                    clk_i,
  input  wire logic                    rst_i,
  input  wire logic                    clear_i,
  input  wire logic                    walking_i,
  input  wire logic                    stale_all_i,
  input  wire logic [3:0]              stale_reason_i,
  input  wire logic                    missed_i,
  input  wire logic [SymW-1:0]         missed_sym_i,
  output      logic                    busy_o,
  output      logic                    done_o,
  output      logic [NumSymbols*4-1:0] stale_o
);
  // From the look-up of an F, 21 bytes before its end at the worst lane, to its decision: 8 cycles.
  localparam logic [3:0] SETTLE = 4'd12;

  logic [3:0]            settle_q, fault_q, fault;
  logic [NumSymbols-1:0] missed_q, missed;
  logic                  first_q;
  assign busy_o = walking_i || settle_q != 4'd0;
  assign done_o = !walking_i && settle_q == 4'd1;
  assign fault  = (fault_q == saker_pkg::STALE_NONE && stale_all_i) ? stale_reason_i : fault_q;

  always_comb begin
    for (int unsigned n = 0; n < NumSymbols; n++) begin
      missed[n] = missed_q[n] || (missed_i && missed_sym_i == SymW'(n));
      stale_o[4*n +: 4] = first_q                            ? saker_pkg::STALE_NEVER_SET :
                          (fault != saker_pkg::STALE_NONE) ? fault :
                          missed[n]                          ? saker_pkg::STALE_BUSY : saker_pkg::STALE_NONE;
    end
  end

  always_ff @(posedge clk_i) begin
    if (rst_i || walking_i) settle_q <= SETTLE;
    else if (settle_q != 4'd0) settle_q <= settle_q - 4'd1;
    if (rst_i) first_q <= 1'b1;
    else if (clear_i) first_q <= 1'b0;
    missed_q <= (rst_i || clear_i) ? '0 : missed;
    fault_q  <= (rst_i || clear_i || !busy_o) ? saker_pkg::STALE_NONE : fault;
  end
endmodule
`default_nettype wire
