// Proof harness: whatever left is counted, by the round that saw it or since that began, and a slot that would exceed the limit is told so in time. Formal only.
//
// A round sees what left before it began, and no more: that is the least it sees (docs/card.md 8.8). Rounds are as short and as long as they like. Amounts have
// few bits; the RTL differs only in MoneyW.
`default_nettype none
module f_exposure #(
  parameter int unsigned MoneyW = 3
) (
  input wire logic                clk_i,
  input wire logic                rst_i,
  input wire logic                begins_i,   // a round begins, and the one before ends
  input wire logic                unknown_i,
  input wire logic                sent_i,
  input wire logic                slot_i,
  input wire logic [2*MoneyW-1:0] most_i,
  input wire logic [MoneyW-1:0]   limit_i
);
  localparam logic [2:0] COUNTED = 3'd6;  // cycles until what left counts
  logic [2*MoneyW-1:0] f_most_q;
  logic [MoneyW-1:0]   f_limit_q, f_all_q, f_seen_q, f_total_q, total, value;
  logic [MoneyW:0]     f_next;
  logic [3:0]          f_age_q;
  logic [2:0]          f_quiet_q;
  logic                f_past_q = 1'b0;
  logic [3:0]          f_unknown_q;
  logic [1:0]          dear, dear_pair;
  assign total  = begins_i ? f_seen_q : f_total_q;
  assign value  = !sent_i ? '0 : slot_i ? f_most_q[2*MoneyW-1:MoneyW] : f_most_q[MoneyW-1:0];
  assign f_next = (MoneyW + 1)'(f_all_q) + (MoneyW + 1)'(value);
  exposure_limit #(.NumSlots(2), .MoneyW(MoneyW)) u_limit (
    .clk_i, .rst_i, .begins_i, .done_i(begins_i), .total_i(total), .unknown_i, .sent_i, .slot_i({3'd0, slot_i}), .most_i(f_most_q), .limit_i(f_limit_q),
    .dear_o(dear), .dear_pair_o(dear_pair));

  always_ff @(posedge clk_i) begin
    f_past_q <= 1'b1;
    if (!f_past_q) {f_most_q, f_limit_q} <= {most_i, limit_i};
    // All that ever left, what the round under way has seen of it, and what the last whole one saw.
    f_all_q     <= rst_i ? '0 : f_next[MoneyW-1:0];
    f_seen_q    <= rst_i ? '0 : begins_i ? f_all_q : f_seen_q;
    f_total_q   <= rst_i ? '0 : total;
    f_quiet_q   <= rst_i || sent_i ? COUNTED : f_quiet_q - 3'(f_quiet_q != '0);
    f_age_q     <= rst_i ? '0 : f_age_q + 4'(f_age_q != '1);
    f_unknown_q <= {f_unknown_q[2:0], unknown_i};
  end

  logic settled;
  assign settled = f_age_q > 4'd8 && f_quiet_q == '0;
  for (genvar n = 0; n < 2; n++) begin : gen_slot
    logic [MoneyW+1:0] one, two;
    assign one = (MoneyW + 2)'(f_all_q) + (MoneyW + 2)'(f_most_q[MoneyW*n +: MoneyW]);
    assign two = one + (MoneyW + 2)'(f_most_q[MoneyW*n +: MoneyW]);
    always_comb if (f_past_q && settled) begin
      // A limit of all ones bounds nothing: there the sum stays.
      if (one > (MoneyW + 2)'(f_limit_q) && f_limit_q != '1) assert (dear[n]);
      if (two > (MoneyW + 2)'(f_limit_q) && f_limit_q != '1) assert (dear_pair[n]);
      if (f_unknown_q[3]) assert (dear[n] && dear_pair[n]);
    end
`ifdef FORMAL
    always_comb if (f_past_q && settled) begin
      cover (!dear[n] && f_all_q != '0 && one == (MoneyW + 2)'(f_limit_q));
      cover (!dear_pair[n] && f_all_q != '0 && two == (MoneyW + 2)'(f_limit_q));
      cover (dear[n] && !f_unknown_q[3] && one <= (MoneyW + 2)'(f_limit_q));
    end
`endif
  end

  always_comb begin
    if (!f_past_q) assume (rst_i);
    else begin
      assume (!rst_i);
      assume (!f_next[MoneyW]);  // what left in all fits
    end
  end
endmodule
`default_nettype wire
