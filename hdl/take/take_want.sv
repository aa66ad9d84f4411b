// What a taker wants now: one side, level and quantity, for at most 128 cycles. Rules: docs/card.md 13.
//
// set_i: a decision stands in the next cycle, of the sides that are high in side_i (none: it wants nothing); what was wanted before ends. end_i: the want ends
// behind this cycle, unless it is set anew. quote_o.bid_en: buy, ask_en: sell. decided_o: first cycle of a decision. off_i: nothing is wanted. Reset: nothing wanted.
`default_nettype none
module take_want (
  input  wire logic              clk_i,
  input  wire logic              rst_i,
  input  wire logic              off_i,
  input  wire logic              set_i,
  input  wire logic [1:0]        side_i,      // buy, sell; at most one
  input  wire logic [15:0]       idx_i,
  input  wire logic [31:0]       qty_i,
  input  wire logic [15:0]       mid2_i,
  input  wire logic [saker_pkg::GATES_W-1:0] gates_i,
  input  wire logic [31:0]       position_i,
  input  wire logic [63:0]       edge_i,
  input  wire logic [63:0]       seq_i,
  input  wire logic [31:0]       rx_cycle_i,
  input  wire logic              bank_i,
  input  wire logic              end_i,
  output      logic              decided_o,
  output      saker_pkg::quote_t quote_o,
  output      logic [31:0]       position_o,
  output      logic [63:0]       edge_o,
  output      logic [63:0]       seq_o,
  output      logic [31:0]       rx_cycle_o,
  output      logic              bank_o
);
  logic [6:0] age_q;
  always_ff @(posedge clk_i) begin
    decided_o <= set_i && !off_i && !rst_i;
    age_q     <= set_i ? '0 : age_q + 7'd1;
    if (set_i) begin
      quote_o.bid_idx <= idx_i & {16{side_i[0]}};
      quote_o.ask_idx <= idx_i & {16{side_i[1]}};
      quote_o.bid_qty <= qty_i & {32{side_i[0]}};
      quote_o.ask_qty <= qty_i & {32{side_i[1]}};
      quote_o.mid2    <= mid2_i;
      quote_o.gates   <= gates_i;
      quote_o.wide    <= 1'b0;
      position_o      <= position_i;
      edge_o          <= edge_i;
      seq_o           <= seq_i;
      rx_cycle_o      <= rx_cycle_i;
      bank_o          <= bank_i;
    end
    // SAFETY: SLOT.TAKE: what was not tried in time is not tried.
    if (set_i) {quote_o.ask_en, quote_o.bid_en} <= side_i;
    else if (end_i || age_q == '1) {quote_o.ask_en, quote_o.bid_en} <= '0;
    if (rst_i || off_i) {quote_o.ask_en, quote_o.bid_en} <= '0;
    if (rst_i) quote_o.mid2 <= '0;
  end
endmodule
`default_nettype wire
