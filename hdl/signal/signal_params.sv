// The registers of the signals as the pipeline takes them: what works before the gates in stage 1, thresholds in stage 10, and changes that restart.
//
// Interface: regs_i: the SIG_* registers in the order of docs/signals.md 5, thresholds in the order of the gates; register r of symbol n at
// [32 * (r * NumSymbols + n) +: 32]. sym_i in stage 0 gives set_o in stage 1; limit_sym_i in stage 9 gives limit_o in stage 10.
// One symbol a cycle is looked at: a written value stands in set_o, and changed_o tells of one whose change restarts, within NumSymbols + 2 cycles.
// Latency: 1 cycle. Reset: none; every symbol restarts anyway.
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
  localparam int unsigned SET_REGS = 12;  // WINDOW to P_SIDE; then ABOVE and the thresholds

  logic [SymW-1:0]                 scan_q;
  logic [SET_REGS*32-1:0]          r;
  logic [(NumRegs-SET_REGS)*32-1:0] t;
  always_comb begin
    for (int unsigned k = 0; k < SET_REGS; k++) r[32*k +: 32] = regs_i[32*(k*NumSymbols+32'(scan_q)) +: 32];
    for (int unsigned k = SET_REGS; k < NumRegs; k++) t[32*(k-SET_REGS) +: 32] = regs_i[32*(k*NumSymbols+32'(limit_sym_i)) +: 32];
  end

  // ---- what works before the gates: as of the last look ----
  logic [signal_pkg::SET_W-1:0] sets [NumSymbols];
  logic [signal_pkg::SET_W-1:0] now, was;
  assign now = {r[4:0], r[36:32], r[68:64], r[99:96], r[131:128], r[183:160], r[198:192], r[243:224], r[275:256], r[307:288], r[351:320], r[352]};
  assign was = sets[scan_q];
  always_ff @(posedge clk_i) begin
    scan_q       <= rst_i || scan_q == SymW'(NumSymbols - 1) ? '0 : scan_q + SymW'(1);
    sets[scan_q] <= now;
    set_o        <= sets[sym_i];
    for (int unsigned n = 0; n < NumSymbols; n++) begin
      changed_o[n] <= scan_q == SymW'(n) && now[signal_pkg::SET_W-1:1] != was[signal_pkg::SET_W-1:1] && !rst_i;
    end
  end

  // ---- thresholds ----
  always_ff @(posedge clk_i) begin
    limit_o.above       <= t[17:0];
    limit_o.spread      <= t[32*1 +: 16];
    limit_o.imbalance   <= t[32*2 +: 16];
    limit_o.depth       <= t[32*3 +: 16];
    limit_o.ofi_up      <= t[32*4 +: 32];
    limit_o.ofi_down    <= t[32*5 +: 32];
    limit_o.flow_up     <= t[32*6 +: 32];
    limit_o.flow_down   <= t[32*7 +: 32];
    limit_o.var_fast    <= t[32*8 +: 32];
    limit_o.var_slow    <= t[32*9 +: 32];
    limit_o.regime      <= t[32*10 +: 16];
    limit_o.vpin        <= t[32*11 +: 16];
    limit_o.cancels     <= t[32*12 +: 16];
    limit_o.refill      <= t[32*13 +: 24];
    limit_o.flicker     <= t[32*14 +: 24];
    limit_o.iceberg_bid <= t[32*15 +: 8];
    limit_o.iceberg_ask <= t[32*16 +: 8];
    limit_o.burst       <= t[32*17 +: 24];
    limit_o.entropy     <= t[32*18 +: 17];
  end

  logic unused;
  assign unused = ^{r, t, was};  // registers are wider than what they hold
endmodule
`default_nettype wire
