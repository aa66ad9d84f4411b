// The signals of every tracked symbol: a word of gates, and the values behind them. docs/signals.md is the contract.
//
// Interface: the book's update stream (stage 0: cycle u) and its depth reports; regs_i, the SIG_* registers (signal_params); restart_i, a pulse a symbol
// (SIG_RESTART); select_*, words_o: SIG_SELECT, SIG_VALUE. One update a cycle, no back-pressure; each acts as if the one before were finished.
// Latency: gates_o and variances_o show an update in u + 12, its record leaves in u + 13, its values can be read from u + 11 on. A changed parameter that restarts a
// symbol, and restart_i, close its gates within 3 cycles. Reset: every gate closed, every symbol starts anew.
`default_nettype none
module signals #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned NumRegs    = 31
) (
  input  wire logic                             clk_i,
  input  wire logic                             rst_i,
  input  wire logic [31:0]                      cycle_i,
  input  wire logic                             record_i,
  input  wire logic [NumRegs*NumSymbols*32-1:0] regs_i,
  input  wire logic [NumSymbols-1:0]            restart_i,
  input  wire logic                             upd_valid_i,
  input  wire saker_pkg::update_t               upd_i,
  input  wire logic                             report_valid_i,
  input  wire saker_pkg::event_t                report_i,
  input  wire logic                             select_we_i,
  input  wire logic [7:0]                       select_i,
  output      logic [46*32-1:0]                 words_o,
  output      logic [NumSymbols*18-1:0]         gates_o,
  output      logic [NumSymbols*saker_pkg::VARIANCES_W-1:0] variances_o,
  output      logic                             ev_valid_o,
  output      saker_pkg::event_t                ev_o
);
  localparam int unsigned SYM_W = $clog2(NumSymbols);

  // ---- stage 0: what enters ----------------------------------------------------------------------------------------
  logic [NumSymbols-1:0] changed, closing;
  logic                  restart;
  logic [SYM_W-1:0]      enter, sym9;
  signal_pkg::set_t      set1, set2_q, set3_q;
  signal_pkg::limit_t    limit;
  signal_restart #(.NumSymbols(NumSymbols)) u_restart (
    .clk_i(clk_i), .rst_i(rst_i), .request_i(restart_i | changed), .upd_i(upd_valid_i), .upd_sym_i(upd_i.sym[SYM_W-1:0]),
    .restart_o(restart), .sym_o(enter), .closing_o(closing)
  );
  signal_params #(.NumSymbols(NumSymbols), .NumRegs(NumRegs)) u_params (
    .clk_i(clk_i), .rst_i(rst_i), .regs_i(regs_i), .sym_i(enter), .set_o(set1), .limit_sym_i(sym9), .limit_o(limit), .changed_o(changed)
  );

  // ---- stage 1: the book around it; who was the aggressor ----------------------------------------------------------
  logic                  upd1_q, restart1_q, known1, tick_buy, aggressor_buy;
  logic [SYM_W-1:0]      sym1_q;
  saker_pkg::update_t    u1_q;
  signal_pkg::step_t     step;
  logic [NumSymbols-1:0] broken;
  assign known1 = u1_q.trade_resting || (u1_q.mtype == "P" && set1.p_side);
  always_ff @(posedge clk_i) begin
    upd1_q     <= upd_valid_i && !rst_i;
    restart1_q <= restart && !rst_i;
    sym1_q     <= enter;
    u1_q       <= upd_i;
    set2_q     <= set1;
    set3_q     <= set2_q;
  end
  signal_book #(.NumSymbols(NumSymbols)) u_book (
    .clk_i(clk_i), .rst_i(rst_i), .upd_i(upd1_q), .restart_i(restart1_q), .sym_i(8'(sym1_q)), .u_i(u1_q), .known_i(known1),
    .broken_o(broken), .step_o(step)
  );
  signal_tick #(.NumSymbols(NumSymbols)) u_tick (
    .clk_i(clk_i), .restart_i(restart1_q), .sym_i(sym1_q), .trade_i(upd1_q && u1_q.trade), .priced_i(u1_q.trade_priced),
    .price_i(u1_q.trade_price), .known_i(known1), .buy_i(u1_q.trade_buy), .tick_buy_o(tick_buy), .aggressor_buy_o(aggressor_buy)
  );

  // ---- who is in which stage ---------------------------------------------------------------------------------------
  localparam int unsigned TAG_W = SYM_W + 3;  // {restart, update, written, symbol}
  logic [TAG_W-1:0] tag2, tag3, tag4, tag8, tag9, tag10;
  logic [SYM_W-1:0] sym2;
  assign sym2 = step.sym[SYM_W-1:0];
  assign tag2 = {step.restart, step.upd, step.upd || step.restart, sym2};
  assign sym9 = tag9[SYM_W-1:0];
  signal_delay #(.Width(TAG_W), .Cycles(1)) u_tag3 (.clk_i(clk_i), .d_i(tag2), .q_o(tag3));
  signal_delay #(.Width(TAG_W), .Cycles(1)) u_tag4 (.clk_i(clk_i), .d_i(tag3), .q_o(tag4));
  signal_delay #(.Width(TAG_W), .Cycles(4)) u_tag8 (.clk_i(clk_i), .d_i(tag4), .q_o(tag8));
  signal_delay #(.Width(TAG_W), .Cycles(1)) u_tag9 (.clk_i(clk_i), .d_i(tag8), .q_o(tag9));
  signal_delay #(.Width(TAG_W), .Cycles(1)) u_tag10 (.clk_i(clk_i), .d_i(tag9), .q_o(tag10));

  // ---- the signals -------------------------------------------------------------------------------------------------
  signal_pkg::value_t windows, moves, value;
  logic [63:0]        delta;
  signal_pkg::kyle_t  kyle;
  signal_windows #(.NumSymbols(NumSymbols)) u_windows (
    .clk_i(clk_i), .rst_i(rst_i), .now_i(u1_q.now), .set1_i(set1), .set_i(set2_q), .step_i(step), .broken_i(broken),
    .report_valid_i(report_valid_i), .report_i(report_i), .value_o(windows)
  );
  signal_moves #(.NumSymbols(NumSymbols)) u_moves (
    .clk_i(clk_i), .rst_i(rst_i), .now_i(u1_q.now), .set1_i(set1), .set_i(set3_q), .step_i(step), .tick_buy_i(tick_buy),
    .aggressor_buy_i(aggressor_buy), .set2_i(set2_q), .tag8_i(tag8), .value_o(moves), .kyle_o(kyle)
  );
  logic [32:0] x9;
  signal_delay #(.Width(33), .Cycles(7)) u_x9 (.clk_i(clk_i), .d_i(step.x), .q_o(x9));
  signal_volume_delta #(.NumSymbols(NumSymbols)) u_volume_delta (
    .clk_i(clk_i), .write_i(tag9[SYM_W]), .restart_i(tag9[SYM_W+2]), .sym_i(sym9), .x_i(x9), .delta_o(delta)
  );
  assign value = windows | moves;  // each leaves the other's fields zero

  // ---- stages 10 to 12: gates --------------------------------------------------------------------------------------
  logic             done;
  logic [SYM_W-1:0] done_sym;
  logic [17:0]      word;
  signal_gates #(.NumSymbols(NumSymbols)) u_gates (
    .clk_i(clk_i), .rst_i(rst_i), .write_i(tag10[SYM_W]), .upd_i(tag10[SYM_W+1]), .sym_i(tag10[SYM_W-1:0]), .value_i(value), .limit_i(limit),
    .closing_i(closing), .gates_o(gates_o), .done_o(done), .done_sym_o(done_sym), .word_o(word)
  );

  signal_variances #(.NumSymbols(NumSymbols)) u_variances (
    .clk_i(clk_i), .rst_i(rst_i), .write_i(tag10[SYM_W]), .upd_i(tag10[SYM_W+1]), .sym_i(tag10[SYM_W-1:0]), .value_i(value), .closing_i(closing), .variances_o(variances_o)
  );

  // ---- for people --------------------------------------------------------------------------------------------------
  logic [53:0]                    now10, now12;
  logic [71:0]                    name12;
  logic [signal_pkg::VALUE_W-1:0] value12;
  signal_delay #(.Width(54), .Cycles(9)) u_now10 (.clk_i(clk_i), .d_i(u1_q.now), .q_o(now10));
  signal_delay #(.Width(54), .Cycles(2)) u_now12 (.clk_i(clk_i), .d_i(now10), .q_o(now12));
  signal_delay #(.Width(72), .Cycles(11)) u_name12 (.clk_i(clk_i), .d_i({u1_q.mtype, u1_q.seq}), .q_o(name12));
  signal_delay #(.Width(signal_pkg::VALUE_W), .Cycles(2)) u_value12 (.clk_i(clk_i), .d_i(value), .q_o(value12));
  signal_readout #(.NumSymbols(NumSymbols)) u_readout (
    .clk_i(clk_i), .rst_i(rst_i), .write_i(tag10[SYM_W]), .upd_i(tag10[SYM_W+1]), .sym_i(tag10[SYM_W-1:0]), .now_i(now10), .value_i(value),
    .kyle_i(kyle), .delta_i(delta), .select_we_i(select_we_i), .select_i(select_i), .words_o(words_o)
  );
  signal_record u_record (
    .clk_i(clk_i), .rst_i(rst_i), .cycle_i(cycle_i), .enable_i(record_i), .valid_i(done), .sym_i(8'(done_sym)), .mtype_i(name12[71:64]),
    .seq_i(name12[63:0]), .now_i(now12), .word_i(word), .value_i(value12), .ev_valid_o(ev_valid_o), .ev_o(ev_o)
  );

  logic unused;
  assign unused = ^{tag3, tag4, upd_i.book};
endmodule
`default_nettype wire
