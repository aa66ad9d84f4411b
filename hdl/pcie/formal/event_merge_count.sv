// Proof that the queues lose no record uncounted and hand on none twice: whenever nothing waits, the records offered
// equal those handed on and those counted as dropped. Two sources, queues of two, any reader.
`default_nettype none
module event_merge_count (
  input wire logic       clk_i,
  input wire logic       rst_i,
  input wire logic [1:0] ev_valid_i,
  input wire logic [1:0] ev_i,
  input wire logic       ready_i
);

  logic       waiting, rec_valid, rec, f_past_q = 1'b0, f_quiet_q;
  logic [3:0] dropped;
  logic [5:0] f_offered_q, f_taken_q, f_dropped_q;

  event_merge #(.NumSources(2), .Width(1), .DepthLog2({8'd1, 8'd1})) u_merge (
    .clk_i, .rst_i, .on_i(1'b1), .ev_valid_i, .ev_i, .dropped_o(dropped), .waiting_o(waiting),
    .rec_valid_o(rec_valid), .rec_ready_i(ready_i), .rec_o(rec)
  );

  always_ff @(posedge clk_i) begin
    f_past_q    <= 1'b1;
    f_offered_q <= rst_i ? '0 : f_offered_q + 6'(ev_valid_i[0]) + 6'(ev_valid_i[1]);
    f_taken_q   <= rst_i ? '0 : f_taken_q + 6'(rec_valid && ready_i);
    f_dropped_q <= rst_i ? '0 : f_dropped_q + 6'(dropped);
    // Two quiet cycles: what was offered has reached the counters.
    f_quiet_q   <= !rst_i && !waiting && !rec_valid && ev_valid_i == '0;
  end

`ifdef FORMAL
  always_comb assume (rst_i == !f_past_q);
  always_ff @(posedge clk_i) begin
    if (f_past_q && f_quiet_q && !waiting && !rec_valid && ev_valid_i == '0) begin
      assert (f_offered_q == f_taken_q + f_dropped_q);
    end
    cover (f_past_q && f_quiet_q && !waiting && !rec_valid && f_dropped_q == 6'd2);
  end
`endif

endmodule
`default_nettype wire
