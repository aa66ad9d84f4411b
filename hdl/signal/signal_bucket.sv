// The open volume bucket of VPIN: trades fill it, the one that fills it is split. docs/signals.md 4.6.
//
// Interface: all inputs in stage 2; close_o with the bucket's volume and what each classifier called bought in stage 3. volume_i 0: not set.
// At most one bucket closes with a trade: a rest of a bucket or more waits for the next. One a cycle: the loop adds, compares and selects.
// Latency: 1 cycle. Reset: none, a restart starts a symbol.
`default_nettype none
module signal_bucket #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned SymW       = $clog2(NumSymbols)
) (
  input  wire logic            clk_i,
  input  wire logic            restart_i,
  input  wire logic [SymW-1:0] sym_i,
  input  wire logic            trade_i,
  input  wire logic [31:0]     qty_i,
  input  wire logic            tick_buy_i,
  input  wire logic            aggressor_buy_i,
  input  wire logic [23:0]     volume_i,
  output      logic            close_o,
  output      logic [28:0]     volume_o,
  output      logic [28:0]     tick_o,       // lots bought in it
  output      logic [28:0]     aggressor_o
);
  function automatic logic [28:0] sat29(input logic [32:0] n);
    sat29 = n[32:29] != '0 ? '1 : n[28:0];
  endfunction

  logic [86:0] state [NumSymbols];
  logic [28:0] open, tick, aggressor, open_d, tick_d, aggressor_d, room, rest, qty29;
  logic [32:0] sum;
  logic        waits, fills, count;
  assign {open, tick, aggressor} = restart_i ? 87'd0 : state[sym_i];
  assign sum   = 33'(open) + 33'(qty_i);
  assign waits = open >= 29'(volume_i);
  assign fills = sum >= 33'(volume_i);
  assign room  = 29'(volume_i) - open;
  assign rest  = sat29(sum) - 29'(volume_i);
  assign qty29 = sat29({1'b0, qty_i});
  assign count = trade_i && volume_i != '0;
  always_comb begin
    {open_d, tick_d, aggressor_d} = {open, tick, aggressor};
    if (count && waits) begin
      open_d      = qty29;
      tick_d      = tick_buy_i ? qty29 : '0;
      aggressor_d = aggressor_buy_i ? qty29 : '0;
    end else if (count && fills) begin
      open_d      = rest;
      tick_d      = tick_buy_i ? rest : '0;
      aggressor_d = aggressor_buy_i ? rest : '0;
    end else if (count) begin
      open_d = sum[28:0];
      if (tick_buy_i) tick_d = tick + qty_i[28:0];
      if (aggressor_buy_i) aggressor_d = aggressor + qty_i[28:0];
    end
  end
  always_ff @(posedge clk_i) begin
    if (count || restart_i) state[sym_i] <= {open_d, tick_d, aggressor_d};
    close_o     <= count && (waits || fills);
    volume_o    <= waits ? open : 29'(volume_i);
    tick_o      <= tick + (!waits && tick_buy_i ? room : '0);
    aggressor_o <= aggressor + (!waits && aggressor_buy_i ? room : '0);
  end
endmodule
`default_nettype wire
