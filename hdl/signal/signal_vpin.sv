// VPIN of two classifiers: the excess of one side over the last buckets, as running sums. docs/signals.md 4.6.
//
// Interface: write_i (an update or a restart), restart_i, sym_i, buckets_i, set_i and a closed bucket (close_i) in stage 3; sums and known_o, of the
// symbol after it, in stage 5. A bucket leaves the sums at least 8 closings after it came, so its place is never read while it is written.
// One a cycle. Latency: 2 cycles. Reset: none, a restart starts a symbol.
`default_nettype none
module signal_vpin #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned SymW       = $clog2(NumSymbols)
) (
  input  wire logic            clk_i,
  input  wire logic            write_i,
  input  wire logic            restart_i,
  input  wire logic [SymW-1:0] sym_i,
  input  wire logic [6:0]      buckets_i,
  input  wire logic            set_i,
  input  wire logic            close_i,
  input  wire logic [28:0]     volume_i,
  input  wire logic [28:0]     tick_i,       // lots bought
  input  wire logic [28:0]     aggressor_i,
  output      logic            known_o,
  output      logic [34:0]     volume_o,
  output      logic [34:0]     tick_o,       // excess
  output      logic [34:0]     aggressor_o
);
  function automatic logic [28:0] excess(input logic [28:0] buys, input logic [28:0] volume);
    logic [30:0] difference;
    difference = {1'b0, buys, 1'b0} - {2'b0, volume};
    excess = difference[30] ? 29'(31'd0 - difference) : difference[28:0];
  endfunction

  // ---- stage 3: place and number of buckets ----
  logic [12:0] places [NumSymbols];
  logic [5:0]  place, oldest;
  logic [6:0]  count, count_d;
  assign {place, count} = restart_i ? 13'd0 : places[sym_i];
  assign oldest  = place - buckets_i[5:0];
  assign count_d = count + 7'(close_i && count != buckets_i);

  (* ram_style = "block" *)
  logic [86:0]     buckets [NumSymbols*64];
  logic [86:0]     old_q, new_q;
  logic            write_q, restart_q, close_q, full_q, known_q;
  logic [SymW-1:0] sym_q;
  logic [5:0]      place_q;
  always_ff @(posedge clk_i) begin
    if (write_i) places[sym_i] <= {place + 6'(close_i), count_d};
    old_q     <= buckets[{sym_i, oldest}];
    new_q     <= {volume_i, excess(tick_i, volume_i), excess(aggressor_i, volume_i)};
    {write_q, restart_q, close_q, sym_q, place_q} <= {write_i, restart_i, close_i, sym_i, place};
    full_q    <= count == buckets_i;
    known_q   <= set_i && count_d == buckets_i;
  end

  // ---- stage 4: the sums, and the bucket into its place ----
  logic [104:0] sums [NumSymbols];
  logic [34:0]  volume, tick, aggressor, volume_d, tick_d, aggressor_d;
  assign {volume, tick, aggressor} = restart_q ? 105'd0 : sums[sym_q];
  always_comb begin
    {volume_d, tick_d, aggressor_d} = {volume, tick, aggressor};
    if (close_q) begin
      volume_d    = volume + 35'(new_q[86:58]) - (full_q ? 35'(old_q[86:58]) : '0);
      tick_d      = tick + 35'(new_q[57:29]) - (full_q ? 35'(old_q[57:29]) : '0);
      aggressor_d = aggressor + 35'(new_q[28:0]) - (full_q ? 35'(old_q[28:0]) : '0);
    end
  end
  always_ff @(posedge clk_i) begin
    if (write_q) sums[sym_q] <= {volume_d, tick_d, aggressor_d};
    if (close_q) buckets[{sym_q, place_q}] <= new_q;
    known_o <= known_q;
    {volume_o, tick_o, aggressor_o} <= {volume_d, tick_d, aggressor_d};
  end
endmodule
`default_nettype wire
