// Proof harness: a restart closes the gates at once, and no update that entered before it opens one. Formal only; two symbols, every judged gate opens.
`default_nettype none
module f_signal_restart (
  input wire logic       clk_i,
  input wire logic [1:0] request_i,
  input wire logic       upd_i,
  input wire logic       sym_i
);
  logic f_rst;
  initial f_rst = 1'b1;
  always_ff @(posedge clk_i) f_rst <= 1'b0;

  logic              restart, enter;
  logic [1:0]        closing;
  logic [35:0]       gates;
  logic              done, done_sym;
  logic [17:0]       word;
  signal_pkg::value_t value;
  signal_pkg::limit_t limit;
  always_comb begin
    value       = '1;
    limit       = '0;
    limit.above = '1;
  end
  signal_restart #(.NumSymbols(2)) u_restart (
    .clk_i(clk_i), .rst_i(f_rst), .request_i(request_i), .upd_i(upd_i), .upd_sym_i(sym_i), .restart_o(restart), .sym_o(enter), .closing_o(closing)
  );

  // Stages 1 to 11: {an update or a restart, an update, symbol 1, entered before the last request for symbol 0}; stage 1 lowest.
  logic [11:1] f_write, f_upd, f_sym, f_old;
  always_ff @(posedge clk_i) begin
    f_write <= f_rst ? '0 : {f_write[10:1], upd_i || restart};
    f_upd   <= {f_upd[10:1], upd_i};
    f_sym   <= {f_sym[10:1], enter};
    f_old   <= request_i[0] ? '1 : {f_old[10:1], 1'b0};
  end
  signal_gates #(.NumSymbols(2)) u_gates (
    .clk_i(clk_i), .rst_i(f_rst), .write_i(f_write[10]), .upd_i(f_upd[10]), .sym_i(f_sym[10]), .value_i(value), .limit_i(limit),
    .closing_i(closing), .gates_o(gates), .done_o(done), .done_sym_o(done_sym), .word_o(word)
  );

  // Closed from the second cycle after a request on, until an update that entered behind it has been judged.
  logic f_closed, f_requested, f_started;
  initial {f_closed, f_requested, f_started} = 3'b000;
  always_ff @(posedge clk_i) begin
    f_started   <= 1'b1;
    f_requested <= request_i[0] && !f_rst;
    if (f_requested || f_rst) f_closed <= 1'b1;
    else if (f_write[11] && f_upd[11] && !f_sym[11] && !f_old[11]) f_closed <= 1'b0;
  end
  always_comb begin
    if (f_started && f_closed) assert (gates[17:0] == '0);
    cover (f_started && gates[17:0] != '0);
  end

  logic unused;
  assign unused = ^{done, done_sym, word};
endmodule
`default_nettype wire
