// A sum of two periods, the last whole one and the one under way: cur, last and S = cur + last. docs/signals.md 2.
//
// Interface: valid_i with sym_i, sum_i (SUM_*), add_i and break_i (the symbol is broken after it: both empty) in one cycle; total_o two cycles later,
// exact. cur stays at the ends of its width. Signed: whether add_i and the sums are. One a cycle. Reset: none, a restart comes with SUM_EMPTY.
`default_nettype none
module signal_sum #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned Width      = 24,
  parameter int unsigned AddW       = 1,
  parameter bit          Signed     = 1'b0,
  parameter int unsigned SymW       = $clog2(NumSymbols)
) (
  input  wire logic            clk_i,
  input  wire logic            valid_i,
  input  wire logic [SymW-1:0] sym_i,
  input  wire logic [1:0]      sum_i,
  input  wire logic [AddW-1:0] add_i,
  input  wire logic            break_i,
  output      logic [Width:0]  total_o
);
  logic [2*Width-1:0] state [NumSymbols];
  logic [Width-1:0]   cur_was, last_was, cur, last, cur_q, last_q;
  logic [Width:0]     added;
  logic               over;
  assign {cur_was, last_was} = state[sym_i];
  always_comb begin
    cur   = cur_was;
    last  = last_was;
    if (sum_i != signal_pkg::SUM_KEEP) begin
      cur  = '0;
      last = sum_i == signal_pkg::SUM_SHIFT ? cur_was : '0;
    end
    added = {Signed && cur[Width-1], cur} + {{(Width+1-AddW){Signed && add_i[AddW-1]}}, add_i};
    over  = Signed ? added[Width] != added[Width-1] : added[Width];
    cur   = !over ? added[Width-1:0] : Signed ? {added[Width], {(Width-1){!added[Width]}}} : '1;
    if (break_i) begin
      cur  = '0;
      last = '0;
    end
  end
  always_ff @(posedge clk_i) begin
    if (valid_i) state[sym_i] <= {cur, last};
    cur_q   <= cur;
    last_q  <= last;
    total_o <= {Signed && cur_q[Width-1], cur_q} + {Signed && last_q[Width-1], last_q};
  end
endmodule
`default_nettype wire
