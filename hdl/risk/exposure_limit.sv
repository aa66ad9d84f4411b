// The exposure of all slots with one more order, against AGG_MAX_NOTIONAL (docs/card.md 8.8).
//
// Each order that left since the last round began, and the one that is judged, counts with SLOT_MAX_NOTIONAL of its slot: most_i, slot n at [MoneyW*n +: MoneyW].
// sent_i: an order, no cancel, of slot_i leaves in this cycle. begins_i, done_i, total_i, unknown_i: the rounds (exposure_total).
// dear_o: with one more order of slot n the sum is above limit_i, or not known; dear_pair_o: with two. The sum stays at its greatest value.
// Latency: what leaves counts from the seventh cycle on. A round's exposures replace what left before it began, in one cycle. Reset: too dear.
`default_nettype none
module exposure_limit #(
  parameter int unsigned NumSlots = 1,
  parameter int unsigned MoneyW = 64  // bits of an amount; less only in proofs
) (
  input  wire logic                   clk_i,
  input  wire logic                   rst_i,
  input  wire logic                   begins_i,
  input  wire logic                   done_i,
  input  wire logic [MoneyW-1:0]      total_i,
  input  wire logic                   unknown_i,
  input  wire logic                   sent_i,
  input  wire logic [3:0]             slot_i,
  input  wire logic [NumSlots*MoneyW-1:0] most_i,
  input  wire logic [MoneyW-1:0]      limit_i,
  output logic [NumSlots-1:0]         dear_o,
  output logic [NumSlots-1:0]         dear_pair_o
);
  function automatic logic [MoneyW-1:0] plus(input logic [MoneyW-1:0] a, input logic [MoneyW-1:0] b);
    logic [MoneyW:0] sum;
    sum  = (MoneyW + 1)'(a) + (MoneyW + 1)'(b);
    plus = sum[MoneyW-1:0] | {MoneyW{sum[MoneyW]}};
  endfunction

  logic [MoneyW-1:0] most, value_q, since_q, next_q, total_q, base_q, limit_q;
  logic [2:0] unknown_q;
  always_comb begin
    most = '0;
    for (int n = 0; n < NumSlots; n++) most = most | (most_i[MoneyW*n +: MoneyW] & {MoneyW{slot_i == 4'(n)}});
  end

  // SAFETY: RISK.AGGREGATE: what left since the round under way began is kept apart, so that its end forgets nothing that it did not see.
  always_ff @(posedge clk_i) begin
    value_q <= sent_i && !rst_i ? most : '0;
    next_q  <= begins_i ? value_q : plus(next_q, value_q);
    since_q <= plus(done_i ? next_q : since_q, value_q);
    total_q <= total_i;
    base_q  <= plus(total_q, since_q);
    limit_q <= limit_i;
    unknown_q <= {unknown_q[1:0], unknown_i};
    if (rst_i) begin
      next_q    <= '0;
      since_q   <= '0;
      unknown_q <= '1;
    end
  end

  for (genvar n = 0; n < NumSlots; n++) begin : gen_slot
    logic [MoneyW-1:0] one_q, two_q;
    always_ff @(posedge clk_i) begin
      one_q          <= plus(base_q, most_i[MoneyW*n +: MoneyW]);
      two_q          <= plus(one_q, most_i[MoneyW*n +: MoneyW]);
      dear_o[n]      <= rst_i || unknown_q[2] || one_q > limit_q;
      dear_pair_o[n] <= rst_i || unknown_q[2] || two_q > limit_q;
    end
  end
endmodule
`default_nettype wire
