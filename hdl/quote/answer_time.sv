// Whether the venue answers slowly on one side of a slot (docs/card.md 6.1, "slow").
//
// left_i: a message of the side's quote leaves in this cycle; pending_i: the venue has not answered yet. slow_o: it has been pending for limit_i or more,
// or the last answer took so long. limit_i 0: never. Latency: 1 cycle. Reset: not slow.
`default_nettype none
module answer_time (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic [31:0] now_i,     // 1,024 ns
  input  wire logic [19:0] limit_i,   // 1,024 ns
  input  wire logic        left_i,
  input  wire logic        pending_i,
  output      logic        slow_o
);
  logic [31:0] since_q, passed;
  logic        pending_q, late;
  assign passed = now_i - since_q;
  assign late   = passed >= 32'(limit_i);
  always_ff @(posedge clk_i) begin
    pending_q <= pending_i && !rst_i;
    if (left_i) since_q <= now_i;
    if (pending_i) slow_o <= slow_o || late;
    else if (pending_q) slow_o <= late;
    if (rst_i || limit_i == '0) slow_o <= 1'b0;
  end
endmodule
`default_nettype wire
