// Kyle sums: mid moves against signed flow, a period each, for a slope that the host computes. docs/signals.md 4.7.
//
// Interface: write_i (an update or a restart), restart_i, sym_i, sample_i in stage 8; kyle_o, of the symbol after it, in stage 10.
// A sample that would overflow a sum adds nothing and sets full, until a restart. One a cycle: the loop is one stage. Latency: 2 cycles.
// Reset: none, a restart starts a symbol.
`default_nettype none
module signal_kyle #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned SymW       = $clog2(NumSymbols)
) (
  input  wire logic                clk_i,
  input  wire logic                write_i,
  input  wire logic                restart_i,
  input  wire logic [SymW-1:0]     sym_i,
  input  wire signal_pkg::sample_t sample_i,
  output      signal_pkg::kyle_t   kyle_o
);
  // ---- stage 8: products ----
  logic               write_q, restart_q, valid_q, many_q;
  logic [SymW-1:0]    sym_q;
  logic [31:0]        ended_q;
  logic signed [31:0] x_q;
  logic signed [17:0] y_q;
  logic signed [49:0] xy_q;
  logic [63:0]        xx_q;
  always_ff @(posedge clk_i) begin
    {write_q, restart_q, sym_q} <= {write_i, restart_i, sym_i};
    valid_q <= sample_i.valid;
    many_q  <= sample_i.ended[39:32] != '0;
    ended_q <= sample_i.ended[31:0];
    x_q     <= sample_i.flow;
    y_q     <= sample_i.move;
    xy_q    <= 50'($signed(sample_i.flow)) * 50'($signed(sample_i.move));
    xx_q    <= 64'($signed(sample_i.flow)) * 64'($signed(sample_i.flow));
  end

  // ---- stage 9: sums ----
  logic [signal_pkg::KYLE_W-1:0] state [NumSymbols];
  signal_pkg::kyle_t             was, next;
  logic [32:0]        count;
  logic signed [48:0] x;
  logic signed [40:0] y;
  logic signed [64:0] xy;
  logic [80:0]        xx;
  logic               over;
  assign was   = restart_q ? '0 : state[sym_q];
  assign count = 33'(was.count) + 33'(ended_q);
  assign x     = 49'($signed(was.x)) + 49'(x_q);
  assign y     = 41'($signed(was.y)) + 41'(y_q);
  assign xy    = 65'($signed(was.xy)) + 65'(xy_q);
  assign xx    = 81'(was.xx) + 81'(xx_q);
  assign over  = many_q || count[32] || x[48] != x[47] || y[40] != y[39] || xy[64] != xy[63] || xx[80];
  always_comb begin
    next = was;
    if (valid_q && !was.full) begin
      if (over) next.full = 1'b1;
      else {next.count, next.x, next.y, next.xy, next.xx} = {count[31:0], x[47:0], y[39:0], xy[63:0], xx[79:0]};
    end
  end
  always_ff @(posedge clk_i) begin
    if (write_q) state[sym_q] <= next;
    kyle_o <= next;
  end
endmodule
`default_nettype wire
