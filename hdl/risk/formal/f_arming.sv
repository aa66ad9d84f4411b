// Proof harness: arming in two acts, and the clock (docs/card.md 8.6), with the real latch; everything around them free. Formal only.
`default_nettype none
module f_arming (
  input wire logic               clk_i,
  input wire logic               rst_i,
  input wire logic [31:0]        now_i,
  input wire logic               panel_i,
  input wire logic               clock_valid_i,
  input wire logic [31:0]        clock_offset_i,
  input wire saker_pkg::latch_acts_t acts_i,
  input wire logic [5:0]         causes_i
);
  logic                    kill_now, killed, armed, changed;
  saker_pkg::latch_state_t state;
  localparam int unsigned STILL = 3;
  kill_fabric #(.STILL_CYCLES(STILL)) u_kill (
    .clk_i, .rst_i, .now_ns_i({32'd0, now_i}), .acts_i, .clock_valid_i, .clock_offset_i, .panel_i, .ring_bad_i(causes_i[0]), .session_lost_i(causes_i[1]),
    .again_i(causes_i[2]), .broken_i(causes_i[3]), .wild_i(causes_i[4]), .kill_now_o(kill_now), .killed_o(killed),
    .armed_o(armed), .changed_o(changed), .state_o(state));

  logic                    f_past_q = 1'b0, f_reset_q, f_killed_q, f_now_q, f_panel_q, f_panel2_q, f_valid_q, f_open_q;
  saker_pkg::latch_acts_t  f_acts_q;
  saker_pkg::latch_state_t f_state_q;
  logic [31:0]             f_off_q, f_limit, f_time_q;
  logic [3:0]              f_same_q;  // cycles that showed the time of the one before, up to the last one; more than the window has
  assign f_limit = acts_i.clock_limit_ns;
  always_ff @(posedge clk_i) begin
    f_past_q   <= 1'b1;
    f_reset_q  <= rst_i;
    f_killed_q <= killed;
    f_now_q    <= kill_now;
    f_acts_q   <= acts_i;
    f_state_q  <= state;
    f_panel_q  <= panel_i;
    f_panel2_q <= f_panel_q;
    f_valid_q  <= clock_valid_i;
    f_time_q   <= now_i;
    f_same_q   <= rst_i ? 4'(STILL) : now_i != f_time_q ? 4'd0 : f_same_q == 4'hF ? 4'hF : f_same_q + 1'b1;
    f_off_q    <= clock_offset_i[31] ? -clock_offset_i : clock_offset_i;
    // Activated since the latch opened, by the contract.
    f_open_q   <= !rst_i && !kill_now && !killed && (f_open_q || (acts_i.activate && acts_i.activate_value == state.nonce));
  end

  always_comb begin
    if (!f_past_q) assume (rst_i);
    if (f_past_q && !f_reset_q) begin
      // Opened only by a command made for this very state, that names exactly what stood, with nothing asserted.
      if (f_killed_q && !killed) begin
        assert (f_acts_q.arm && f_acts_q.arm_key == f_state_q.nonce && f_acts_q.arm_value == f_state_q.causes && f_state_q.asserted == '0);
        assert (!f_open_q);
      end
      // Every state of the latch has another number than the one before, and so has a kill of a closed latch, and an activation.
      if (f_killed_q != killed || f_acts_q.kill) assert (state.nonce != f_state_q.nonce);
      if (state.nonce != f_state_q.nonce) assert (f_killed_q != killed || f_acts_q.kill || (f_acts_q.activate && f_acts_q.activate_value == f_state_q.nonce && !f_now_q));
      assert (state.nonce[0]);
      // The mode, and that it rises to ACTIVE by ACTIVATE alone.
      assert (state.clock_fault == (!f_valid_q || f_off_q >= f_limit || f_same_q >= 4'(STILL)));
      assert (state.mode == (state.clock_fault ? 3'd0 : !killed && !f_open_q ? 3'd2 : 3'd3));
      if (state.mode != f_state_q.mode && !rst_i) assert (changed);
      if (f_panel2_q && f_past_q) assert (kill_now);
    end
    if (f_past_q && f_reset_q) assert (killed);
  end
`ifdef FORMAL
  always_comb if (f_past_q && !f_reset_q) begin
    cover (armed && state.mode == 3'd2);
    cover (!killed && state.mode == 3'd3);
    cover (!killed && state.mode == 3'd0 && f_open_q);
    cover (!killed && state.clock_fault && f_valid_q && f_off_q < f_limit);
    cover (!f_killed_q && killed && state.causes == 32'h400);
  end
`endif
endmodule
`default_nettype wire
