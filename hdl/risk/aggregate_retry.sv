// When a quote that V_AGGREGATE refused may be tried again: as soon as the control would let its quantity pass (docs/card.md 8.8).
//
// judged_i: an order of slot_i, side_i and open_qty_i was judged, quote_i: it is a quote's; refused_i: with V_AGGREGATE set. agg_i: what the slots
// together leave to each. cause_o of a slot: first such cycle, a cause (section 7), once for each refusal, and not within 16 cycles of an order: what
// leaves counts by then. Latency: 2 cycles. Reset: nobody waits.
`default_nettype none
module aggregate_retry #(
  parameter int unsigned NumSlots = 1
) (
  input  wire logic                clk_i,
  input  wire logic                rst_i,
  input  wire logic                judged_i,
  input  wire logic                quote_i,
  input  wire logic                refused_i,
  input  wire logic [3:0]          slot_i,
  input  wire logic                side_i,
  input  wire logic [31:0]         open_qty_i,
  input  wire logic [NumSlots*saker_pkg::AGGREGATE_W-1:0] agg_i,
  output logic [NumSlots-1:0]      cause_o
);
  localparam int unsigned W = saker_pkg::AGG_LOTS_W;
  logic [3:0] settle_q;
  always_ff @(posedge clk_i) settle_q <= judged_i || rst_i ? '1 : settle_q - 4'(settle_q != '0);

  for (genvar n = 0; n < NumSlots; n++) begin : gen_slot
    logic [1:0] fits_q;
    logic       dear;
    assign dear       = agg_i[saker_pkg::AGGREGATE_W*n + 4*W + 2];
    assign cause_o[n] = |fits_q && settle_q == '0;
    for (genvar s = 0; s < 2; s++) begin : gen_side
      logic                wait_q, mine, over;
      logic [31:0]         qty_q;
      logic signed [W-1:0] room;
      assign over = agg_i[saker_pkg::AGGREGATE_W*n + 4*W + s];
      assign room = agg_i[saker_pkg::AGGREGATE_W*n + 2*W + W*s +: W];
      assign mine = judged_i && quote_i && slot_i == 4'(n) && side_i == 1'(s);
      always_ff @(posedge clk_i) begin
        fits_q[s] <= wait_q && !mine && !cause_o[n] && !over && !dear && room >= $signed(W'(qty_q)) && !rst_i;
        if (mine) begin
          wait_q <= refused_i;
          qty_q  <= open_qty_i;
        end else if (cause_o[n] && fits_q[s]) wait_q <= 1'b0;
        if (rst_i) wait_q <= 1'b0;
      end
    end
  end

  logic unused;
  assign unused = ^agg_i;  // what the desk may add, and pairs
endmodule
`default_nettype wire
