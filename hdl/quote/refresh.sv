// The least time between two orders of a side: after a NEW or REPLACE left, wait_o holds the next one of that side back (docs/card.md 7).
//
// now_i: now_ns[41:10]; least_i: REFRESH, in its unit of 1,024 ns, 0: never waits. sent_i: one of that side left in this cycle.
// Latency: waits from the next cycle on, and until the cycle behind the one in which the time is up. Reset: no wait.
`default_nettype none
module refresh (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic [31:0] now_i,
  input  wire logic [19:0] least_i,
  input  wire logic [1:0]  sent_i,  // buy, sell
  output logic [1:0]       wait_o
);
  for (genvar s = 0; s < 2; s++) begin : gen_side
    logic [31:0] last_q, passed;
    logic        wait_q;
    assign passed = now_i - last_q;
    always_ff @(posedge clk_i) begin
      if (sent_i[s]) last_q <= now_i;
      wait_q <= !rst_i && least_i != '0 && (sent_i[s] || (wait_q && passed < {12'd0, least_i}));
    end
    assign wait_o[s] = wait_q;
  end
endmodule
`default_nettype wire
