// TRIP records (hdl/regs/events.json): a slot's trips changed. One a cycle, lowest slot first, with the state as it is told.
//
// changed_i: one bit a slot; trips_i: [27*n +: 27] {fills, rejects, trips}. ev_* registered. Reset: nothing to tell.
`default_nettype none
module trip_events #(
  parameter int unsigned NumSlots = 1
) (
  input  wire logic                   clk_i,
  input  wire logic                   rst_i,
  input  wire logic [31:0]            cycle_i,
  input  wire logic [NumSlots-1:0]    changed_i,
  input  wire logic [NumSlots*27-1:0] trips_i,
  output logic                        ev_valid_o,
  output saker_pkg::event_t           ev_o
);
  logic [NumSlots-1:0] due_q, due, first;
  logic [26:0]         trips;
  logic [7:0]          slot;
  assign due   = due_q | changed_i;
  assign first = due & (~due + NumSlots'(1));
  always_comb begin
    trips = '0;
    slot  = '0;
    for (int n = 0; n < NumSlots; n++) begin
      trips = trips | (trips_i[27*n +: 27] & {27{first[n]}});
      slot  = slot | (8'(n) & {8{first[n]}});
    end
  end
  always_ff @(posedge clk_i) begin
    due_q      <= rst_i ? '0 : due & ~first;
    ev_valid_o <= |due && !rst_i;
    ev_o       <= '0;
    ev_o.etype <= saker_regs_pkg::EV_TRIP;
    ev_o.tag   <= {8'd0, slot};
    ev_o.cycle <= cycle_i;
    ev_o.body  <= 352'({16'(trips[26:11]), 16'(trips[10:3]), 32'(trips[2:0])});
  end
endmodule
`default_nettype wire
