// The registers of the signals as the pipeline takes them: what works before the gates in stage 1, thresholds in stage 10, and changes that restart.
//
// Interface: regs_i: the SIG_* registers in the order of docs/signals.md 5, thresholds in the order of the gates; register r of symbol n at
// [32 * (r * NumSymbols + n) +: 32]. sym_i in stage 0 gives set_o in stage 1; limit_sym_i in stage 9 gives limit_o in stage 10.
// changed_o: a pulse for each symbol, a cycle after a value changed whose change restarts it. Latency: 1 cycle. Reset: as if nothing had changed.
`default_nettype none
module signal_params #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned SymW       = $clog2(NumSymbols),
  parameter int unsigned NumRegs    = 31
) (
  input  wire logic                             clk_i,
  input  wire logic                             rst_i,
  input  wire logic [NumRegs*NumSymbols*32-1:0] regs_i,
  input  wire logic [SymW-1:0]                  sym_i,
  output      signal_pkg::set_t                 set_o,
  input  wire logic [SymW-1:0]                  limit_sym_i,
  output      signal_pkg::limit_t               limit_o,
  output      logic [NumSymbols-1:0]            changed_o
);
  localparam int unsigned SET_W = signal_pkg::SET_W, LIMIT_W = signal_pkg::LIMIT_W;
  localparam int unsigned T = 13;  // first threshold

  logic [NumSymbols*SET_W-1:0]   sets, sets_q;
  logic [NumSymbols*LIMIT_W-1:0] limits;
  for (genvar n = 0; n < NumSymbols; n++) begin : gen_symbol
    logic [NumRegs*32-1:0] r;
    for (genvar k = 0; k < NumRegs; k++) begin : gen_reg
      assign r[32*k +: 32] = regs_i[32*(k*NumSymbols+n) +: 32];
    end
    assign sets[SET_W*n +: SET_W] = {r[4:0], r[32 +: 5], r[64 +: 5], r[96 +: 4], r[128 +: 4], r[160 +: 24], r[192 +: 7], r[224 +: 20], r[256 +: 20],
                                     r[288 +: 20], r[320 +: 32], r[352]};
    assign limits[LIMIT_W*n +: LIMIT_W] = {
      r[384 +: 18], r[32*(T+17) +: 17], r[32*(T+16) +: 24], r[32*(T+15) +: 8], r[32*(T+14) +: 8], r[32*(T+13) +: 24], r[32*(T+12) +: 24],
      r[32*(T+11) +: 16], r[32*(T+10) +: 16], r[32*(T+9) +: 16], r[32*(T+8) +: 32], r[32*(T+7) +: 32], r[32*(T+6) +: 32], r[32*(T+5) +: 32],
      r[32*(T+4) +: 32], r[32*(T+3) +: 32], r[32*(T+2) +: 16], r[32*(T+1) +: 16], r[32*T +: 16]};
    always_ff @(posedge clk_i) changed_o[n] <= sets[SET_W*n+1 +: SET_W-1] != sets_q[SET_W*n+1 +: SET_W-1] && !rst_i;

    logic unused;
    assign unused = ^r;  // registers are wider than what they hold
  end
  always_ff @(posedge clk_i) begin
    sets_q  <= sets;
    set_o   <= sets_q[sym_i*SET_W +: SET_W];
    limit_o <= limits[limit_sym_i*LIMIT_W +: LIMIT_W];
  end
endmodule
`default_nettype wire
