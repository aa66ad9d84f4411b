// What a slot's quoter takes of its inventory: the position, the term that it moves the price by, and whether that term may be used (docs/card.md 6, 6.2).
//
// banks_i, we_i: both banks and the first cycle of a write to one; variances_i: of the slot's symbol; pick_i: the bank that the outputs are of in the
// next cycle, symbol_i the one of variances_i. ready_o, a bit a bank: its term stands. inv_o is of position_o and skew_o. counts_o: of a bank that names
// a variance, that its term is of one that is known. Positions, to_paper and their times: slot_position.sv; venue messages: skew_product.sv. Reset: all zero, nothing ready.
`default_nettype none
module slot_inventory (
  input  wire logic                     clk_i,
  input  wire logic                     rst_i,
  input  wire logic [2*saker_regs_pkg::PARAMS_W-1:0] banks_i,
  input  wire logic [1:0]               we_i,
  input  wire logic                     pick_i,
  input  wire logic [7:0]               symbol_i,
  input  wire saker_pkg::variances_t    variances_i,
  input  wire logic                     shadow_i,
  input  wire logic [31:0]              position_i,
  input  wire logic [31:0]              paper_i,
  input  wire logic                     paper_moved_i,
  input  wire logic [31:0]              qty_i,
  input  wire logic [4:0]               valid_i,
  input  wire logic                     fill_i,
  input  wire logic                     sell_i,
  input  wire logic                     moved_i,      // the position moved otherwise
  output      logic [1:0]               ready_o,
  output      logic                     counts_o,
  output      logic [31:0]              position_o,
  output      logic signed [24:0]       inv_o,
  output      logic signed [31:0]       skew_o,
  output      logic                     on_paper_o,
  output      logic                     settles_o,
  output      logic                     settled_o
);
  logic [31:0] skew_position;
  logic        to_paper;
  logic [63:0] skews;
  logic [1:0]  now_known, known, term, counts_q;
  logic        pick_q;
  logic [7:0]  symbol_q;
  slot_position u_position (
    .clk_i, .rst_i, .shadow_i, .position_i, .paper_i, .paper_moved_i, .ready_i(term[pick_i]), .skew_position_o(skew_position), .redo_o(to_paper),
    .quote_position_o(position_o), .on_paper_o, .settles_o, .settled_o);
  inventory_skew u_skew (
    .clk_i, .rst_i, .skew_i(skews), .pick_i, .position_i(skew_position), .qty_i, .valid_i, .apply_i(fill_i && !shadow_i), .sell_i, .redo_i(moved_i || to_paper),
    .ready_o(term), .skew_o, .inv_o);

  for (genvar b = 0; b < 2; b++) begin : gen_bank
    logic       young;
    logic [4:0] young_q;  // a write, or another symbol, has not reached the skew yet
    assign young   = we_i[b] || symbol_i != symbol_q;
    variance_skew u_variance (
      .clk_i, .rst_i, .skew_i(banks_i[saker_regs_pkg::PARAMS_W*b + saker_regs_pkg::PARAM_SKEW_LSB +: 32]),
      .horizon_i(banks_i[saker_regs_pkg::PARAMS_W*b + saker_regs_pkg::PARAM_VAR_HORIZON_LSB +: 2]),
      .factor_i(banks_i[saker_regs_pkg::PARAMS_W*b + saker_regs_pkg::PARAM_VAR_SKEW_LSB +: 32]), .variances_i,
      .now_known_o(now_known[b]), .known_o(known[b]), .skew_o(skews[32*b +: 32]));
    always_ff @(posedge clk_i) begin
      young_q     <= rst_i ? '0 : {young_q[3:0], young};
      counts_q[b] <= !rst_i && young_q == '0 && !young && known[b] && (counts_q[b] || term[b]);
    end
    assign ready_o[b] = term[b] && young_q == '0 && !young;
  end
  always_ff @(posedge clk_i) begin
    pick_q   <= pick_i && !rst_i;
    symbol_q <= rst_i ? '0 : symbol_i;
  end
  assign counts_o = counts_q[pick_q] && now_known[pick_q];

  logic unused;
  assign unused = ^banks_i;  // the parameters of others
endmodule
`default_nettype wire
