// The values of a symbol's signals for the host: all of one update, held until the host asks again.
//
// Interface: upd_i, sym_i, now_i, value_i, kyle_i, delta_i in stage 10: kept. select_we_i/select_i: take what stands of that symbol into words_o
// (SIG_VALUE, in the map's order) in the next cycle; a symbol that is not built, or had no update since its restart, gives zeros. Reset: words 0.
`default_nettype none
module signal_readout #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned SymW       = $clog2(NumSymbols)
) (
  input  wire logic               clk_i,
  input  wire logic               rst_i,
  input  wire logic               write_i,
  input  wire logic               upd_i,
  input  wire logic [SymW-1:0]    sym_i,
  input  wire logic [53:0]        now_i,
  input  wire signal_pkg::value_t value_i,
  input  wire signal_pkg::kyle_t  kyle_i,
  input  wire logic [63:0]        delta_i,
  input  wire logic               select_we_i,
  input  wire logic [7:0]         select_i,
  output      logic [46*32-1:0]   words_o
);
  localparam int unsigned W = 54 + 64 + signal_pkg::KYLE_W + signal_pkg::VALUE_W;

  logic [W-1:0]          kept [NumSymbols];
  logic [NumSymbols-1:0] any_q;
  logic [53:0]           now;
  logic [63:0]           delta;
  signal_pkg::kyle_t     kyle;
  signal_pkg::value_t    value;
  logic [SymW-1:0]       sym;
  assign sym = select_i[SymW-1:0];
  assign {now, delta, kyle, value} = kept[sym];
  always_ff @(posedge clk_i) begin
    if (write_i) begin
      kept[sym_i]  <= {now_i, delta_i, kyle_i, value_i};
      any_q[sym_i] <= upd_i;
    end
    if (select_we_i) begin
      words_o <= {
        64'(now), 31'd0, kyle.full, 16'd0, kyle.xx, kyle.xy, {24{kyle.y[39]}}, kyle.y, {16{kyle.x[47]}}, kyle.x, kyle.count, delta,
        32'(value.entropy), value.ask_shown, value.ask_traded, value.bid_shown, value.bid_traded, 32'(value.burst), 32'(value.flicker),
        32'(value.refill), 32'(value.trades), 32'(value.cancels), 64'(value.vpin_volume), 64'(value.vpin_aggressor), 64'(value.vpin_tick),
        value.var_slow, value.var_fast, {23{value.flow[40]}}, value.flow, {23{value.ofi[40]}}, value.ofi, 64'(value.depth_both),
        64'(value.depth_bid), 64'(value.best_qty), value.bid_qty, 32'(value.spread), value.ok, 13'd0, value.known};
      if (!any_q[sym] || 9'(select_i) >= 9'(NumSymbols)) words_o <= '0;
    end
    if (rst_i) begin
      any_q   <= '0;
      words_o <= '0;
    end
  end

  logic unused;
  assign unused = ^select_i;
endmodule
`default_nettype wire
