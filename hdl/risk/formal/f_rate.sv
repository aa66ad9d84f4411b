// Proof harness: the rate of rejects is what a list of the last answers holds (docs/card.md 8.2), answers and acknowledgements free. Formal only.
// The list is kept apart: when each of the last answers came, and which it was; a window of 4 in the place of 32.
`default_nettype none
module f_rate (
  input wire logic clk_i,
  input wire logic rst_i,
  input wire logic clear_i,
  input wire logic answer_i,
  input wire logic reject_i
);
  localparam int unsigned Window = 4;
  logic [2:0] rate;
  logic [3:0] last;
  reject_rate #(.Window(Window), .RateW(3)) u_rate (
    .clk_i, .rst_i, .clear_i, .answer_i, .reject_i, .f_last_o(last), .rate_o(rate));

  logic       f_past_q = 1'b0;
  logic [3:0] f_said_q;
  logic [1:0] f_place_q;    // where the next one goes: in the place of the oldest
  logic [2:0] f_answers_q;  // for the covers
  initial assume (rst_i);
  always_ff @(posedge clk_i) begin
    f_past_q <= 1'b1;
    if (answer_i) begin
      f_said_q[f_place_q] <= reject_i;
      f_place_q           <= f_place_q + 2'd1;
      f_answers_q         <= f_answers_q == '1 ? f_answers_q : f_answers_q + 3'd1;
    end
    if (rst_i || clear_i) begin
      f_said_q    <= '0;
      f_place_q   <= '0;
      f_answers_q <= '0;
    end
  end

  logic [2:0] sum;
  logic [3:0] turned;
  assign sum    = 3'(f_said_q[0]) + 3'(f_said_q[1]) + 3'(f_said_q[2]) + 3'(f_said_q[3]);
  // The newest first.
  assign turned = f_place_q == 2'd0 ? {f_said_q[0], f_said_q[1], f_said_q[2], f_said_q[3]}
                : f_place_q == 2'd1 ? {f_said_q[1], f_said_q[2], f_said_q[3], f_said_q[0]}
                : f_place_q == 2'd2 ? {f_said_q[2], f_said_q[3], f_said_q[0], f_said_q[1]}
                :                     {f_said_q[3], f_said_q[0], f_said_q[1], f_said_q[2]};
  always_comb if (f_past_q) begin
    assert (rate == sum);
    assert (last == turned);
    cover (f_answers_q == 3'd6 && rate == 3'd4);
    cover (f_answers_q == 3'd6 && rate == 3'd1 && last[3]);
  end
endmodule
`default_nettype wire
