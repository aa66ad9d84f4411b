// How many of the venue's last answers to a slot's orders were rejects. Rules: docs/card.md section 8.2.
//
// answer_i: an answer takes effect in this cycle, reject_i: it is a reject. rate_o: rejects among the last Window answers, of those there are while they are fewer; it stands
// one cycle later. clear_i: nothing was answered before the next cycle, whatever comes in this one. Reset: the same.
`default_nettype none
module reject_rate #(
  parameter int unsigned Window = 32,
  parameter int unsigned RateW  = 6   // holds Window
) (
  input  wire logic             clk_i,
  input  wire logic             rst_i,
  input  wire logic             clear_i,
  input  wire logic             answer_i,
  input  wire logic             reject_i,
`ifdef FORMAL
  output      logic [Window-1:0] f_last_o,  // for formal/f_rate.sv
`endif
  output      logic [RateW-1:0] rate_o
);
  // SAFETY: SLOT.FALLBACK: a venue that refuses every second order never does so twice in a row.
  logic [Window-1:0] last_q;
  always_ff @(posedge clk_i) begin
    if (answer_i) begin
      last_q <= {last_q[Window-2:0], reject_i};
      rate_o <= rate_o + RateW'(reject_i) - RateW'(last_q[Window-1]);
    end
    if (clear_i || rst_i) begin
      last_q <= '0;
      rate_o <= '0;
    end
  end
`ifdef FORMAL
  assign f_last_o = last_q;
`endif
endmodule
`default_nettype wire
