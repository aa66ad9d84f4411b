// A shot of a triangle, from the trigger until none of its three legs has anything to do. Rules: docs/card.md 13.2.
//
// forward_i, reverse_i: the trigger; ready_i: a leg may buy [0] or sell [1], x, y, z; ended_i, whole_i, some_i, idle_i: of the legs. Trigger in cycle c: the
// legs' begin_o in c+1. over_o, owe_o, kill_o: pulses, in the cycle in which the last leg has ended. on_i low: no shot. Reset: no shot.
`default_nettype none
module take_shot (
  input  wire logic       clk_i,
  input  wire logic       rst_i,
  input  wire logic       on_i,
  input  wire logic [1:0] act_i,      // LEG_ACT
  input  wire logic       may_i,      // nothing stands in the way of every order
  input  wire logic       forward_i,
  input  wire logic       reverse_i,
  input  wire logic [5:0] ready_i,    // x, y, z at [1:0], [3:2], [5:4]
  input  wire logic [2:0] ended_i,
  input  wire logic [2:0] whole_i,
  input  wire logic [2:0] some_i,
  input  wire logic [2:0] idle_i,
  output      logic       forward_o,  // the shot begins
  output      logic       reverse_o,
  output      logic       over_o,
  output      logic       owe_o,
  output      logic       kill_o
);
  localparam logic [1:0] FLATTEN = 2'd1, KILL = 2'd2;
  logic under_way_q, owing_q, all_ended, broken, forward, reverse;
  // SAFETY: SLOT.TAKE: no shot begins unless each of its legs is ready.
  assign forward   = forward_i && may_i && !under_way_q && !forward_o && !reverse_o && ready_i[0] && ready_i[2] && ready_i[5];
  assign reverse   = reverse_i && may_i && !under_way_q && !forward_o && !reverse_o && ready_i[1] && ready_i[3] && ready_i[4];
  assign all_ended = under_way_q && !owing_q && ended_i == 3'b111;
  assign broken    = |some_i && whole_i != 3'b111;
  assign owe_o     = all_ended && broken && act_i == FLATTEN;
  assign kill_o    = all_ended && broken && act_i == KILL;
  assign over_o    = all_ended && !owe_o;
  always_ff @(posedge clk_i) begin
    forward_o   <= forward && on_i && !rst_i;
    reverse_o   <= reverse && on_i && !rst_i;
    under_way_q <= forward_o || reverse_o || (under_way_q && !over_o && !(owing_q && idle_i == 3'b111));
    owing_q     <= owe_o || (owing_q && idle_i != 3'b111);
    if (rst_i || !on_i) {under_way_q, owing_q} <= '0;
  end
endmodule
`default_nettype wire
