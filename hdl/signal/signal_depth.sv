// The five best levels of each side, summed, out of the last depth report. docs/signals.md 4.2.
//
// Interface: report_valid_i/report_i: DEPTH records; broken_i: symbols that are broken before the update of stage 1. A report counts, from its third
// record on, for the updates that stand in the book's port in that cycle or later. step_i in stage 2; known_o, bid_o, both_o in stage 3.
// One update a cycle. Latency: 1 cycle. Reset: no report.
`default_nettype none
module signal_depth #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned SymW       = $clog2(NumSymbols)
) (
  input  wire logic                  clk_i,
  input  wire logic                  rst_i,
  input  wire logic                  report_valid_i,
  input  wire saker_pkg::event_t     report_i,
  input  wire logic [NumSymbols-1:0] broken_i,
  input  wire signal_pkg::step_t     step_i,
  output      logic                  known_o,
  output      logic [34:0]           bid_o,
  output      logic [35:0]           both_o
);
  // ---- a record: its five quantities ----
  logic [159:0]    qty;
  logic [33:0]     low_q;
  logic [33:0]     high_q;
  logic            record_q, ask_q, write_q;
  logic [SymW-1:0] sym_q, write_sym_q;
  logic [34:0]     sum, bid_sum_q, ask_sum_q;
  assign qty = report_i.body[saker_regs_pkg::EV_DEPTH_QTY0_LSB +: 160];
  assign sum = 35'(low_q) + 35'(high_q);
  always_ff @(posedge clk_i) begin
    record_q <= report_valid_i && !report_i.tag[saker_regs_pkg::EV_DEPTH_TAG_PART_LSB] && !rst_i;
    ask_q    <= report_i.tag[saker_regs_pkg::EV_DEPTH_TAG_SIDE_LSB];
    sym_q    <= report_i.tag[saker_regs_pkg::EV_DEPTH_TAG_SYM_LSB +: SymW];
    low_q    <= 34'(qty[31:0]) + 34'(qty[63:32]);
    high_q   <= 34'(qty[95:64]) + 34'(qty[127:96]) + 34'(qty[159:128]);
    if (record_q && !ask_q) bid_sum_q <= sum;
    ask_sum_q   <= sum;
    write_q     <= record_q && ask_q && !broken_i[sym_q] && !rst_i;
    write_sym_q <= sym_q;
  end

  // ---- stage 2: what stands, of each symbol ----
  logic [69:0]           sums [NumSymbols];
  logic [NumSymbols-1:0] known_q;
  logic [SymW-1:0]       sym;
  logic                  now, known;
  logic [34:0]           bid, ask;
  assign sym        = step_i.sym[SymW-1:0];
  assign now        = write_q && write_sym_q == sym;
  assign {bid, ask} = now ? {bid_sum_q, ask_sum_q} : sums[sym];
  assign known      = (now || (known_q[sym] && !step_i.restart)) && !step_i.broken;
  always_ff @(posedge clk_i) begin
    if (write_q) begin
      sums[write_sym_q]    <= {bid_sum_q, ask_sum_q};
      known_q[write_sym_q] <= 1'b1;
    end
    if (step_i.upd || step_i.restart) known_q[sym] <= known;
    if (rst_i) known_q <= '0;
    known_o <= known;
    bid_o   <= bid;
    both_o  <= 36'(bid) + 36'(ask);
  end

  logic unused;
  assign unused = ^{step_i, report_i};
endmodule
`default_nettype wire
