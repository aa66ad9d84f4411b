// What closes the gate and what opens it: causes, kill latch, heartbeat, arming, clock and panel. Rules: docs/card.md sections 8 and 8.6.
//
// Levels (ring_bad_i, session_lost_i, panel_i) and pulses (again_i, broken_i, wild_i) are kill causes. panel_i is asynchronous: two registers
// before it counts. kill_now_o is combinational in the cycle of a cause, killed_o a cycle later. changed_o: first cycle of other causes or another mode.
// Reset: killed, as kill_latch and appliance_mode say.
`default_nettype none
module kill_fabric #(
  parameter int unsigned STILL_CYCLES = 64
) (
  input  wire logic                   clk_i,
  input  wire logic                   rst_i,
  input  wire logic [63:0]            now_ns_i,
  input  wire saker_pkg::latch_acts_t acts_i,
  input  wire logic                   clock_valid_i,
  input  wire logic [31:0]            clock_offset_i,
  input  wire logic                   panel_i,
  input  wire logic                   ring_bad_i,
  input  wire logic                   session_lost_i,
  input  wire logic                   again_i,
  input  wire logic                   broken_i,
  input  wire logic                   wild_i,
  output      logic                   kill_now_o,
  output      logic                   killed_o,
  output      logic                   armed_o,     // first cycle with killed_o low
  output      logic                   changed_o,
  output      saker_pkg::latch_state_t state_o
);
  logic        expired, opens, latch_changed, mode_changed, fault;
  logic [1:0]  panel_q;
  logic [31:0] causes, asserted, nonce;
  logic [63:0] kill_ns;
  logic [2:0]  mode;
  heartbeat u_heartbeat (
    .clk_i, .rst_i, .now_ns_i, .beat_i(acts_i.beat), .limit_us_i(acts_i.beat_limit_us), .expired_o(expired));

  // SAFETY: KILL.PANEL: a switch needs nobody's software.
  always_ff @(posedge clk_i) panel_q <= {panel_q[0], panel_i};
  kill_latch u_latch (
    .clk_i, .rst_i, .now_ns_i,
    .level_i({2'd0, panel_q[1], 4'd0, session_lost_i, ring_bad_i, expired, 3'd0}),  // SAFETY: RISK.RING, RISK.SESSION_LOST
    .pulse_i({3'd0, again_i, broken_i, 1'b0, wild_i, 6'd0}),
    .kill_i(acts_i.kill), .kill_value_i(acts_i.kill_value),
    .arm_i(acts_i.arm && acts_i.arm_key == nonce), .arm_value_i(acts_i.arm_value),  // SAFETY: RISK.ARM: no command of an earlier state
    .kill_now_o, .killed_o, .opens_o(opens), .armed_o, .changed_o(latch_changed), .causes_o(causes), .asserted_o(asserted), .kill_ns_o(kill_ns));

  appliance_mode #(.STILL_CYCLES(STILL_CYCLES)) u_mode (
    .clk_i, .rst_i, .now_ns_i(now_ns_i[31:0]), .kill_now_i(kill_now_o), .killed_i(killed_o), .opens_i(opens), .kill_i(acts_i.kill), .activate_i(acts_i.activate),
    .activate_value_i(acts_i.activate_value), .clock_valid_i, .clock_offset_i, .clock_limit_i(acts_i.clock_limit_ns), .nonce_o(nonce),
    .fault_o(fault), .mode_o(mode), .changed_o(mode_changed));

  assign changed_o = latch_changed || mode_changed;
  assign state_o   = {causes, asserted, kill_ns, nonce, fault, mode};
endmodule
`default_nettype wire
