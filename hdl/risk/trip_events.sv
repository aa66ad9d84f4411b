// TRIP records (hdl/regs/events.json): a slot's trips or losses changed. One a cycle, lowest slot first, with the state as it is told.
//
// changed_i: one bit a slot; guards_i: [GUARDS_W*n +: GUARDS_W]. ev_* registered. Reset: nothing to tell.
`default_nettype none
module trip_events #(
  parameter int unsigned NumSlots = 1
) (
  input  wire logic                   clk_i,
  input  wire logic                   rst_i,
  input  wire logic [31:0]            cycle_i,
  input  wire logic [NumSlots-1:0]    changed_i,
  input  wire logic [NumSlots*saker_pkg::GUARDS_W-1:0] guards_i,
  output logic                        ev_valid_o,
  output saker_pkg::event_t           ev_o
);
  logic [NumSlots-1:0] due_q, due, first;
  logic [saker_pkg::GUARDS_W-1:0] guards;
  saker_pkg::guards_t  told;
  logic [7:0]          slot;
  assign due   = due_q | changed_i;
  assign first = due & (~due + NumSlots'(1));
  always_comb begin
    guards = '0;
    slot   = '0;
    for (int n = 0; n < NumSlots; n++) begin
      guards = guards | (guards_i[saker_pkg::GUARDS_W*n +: saker_pkg::GUARDS_W] & {saker_pkg::GUARDS_W{first[n]}});
      slot   = slot | (8'(n) & {8{first[n]}});
    end
  end
  assign told = guards;
  always_ff @(posedge clk_i) begin
    due_q      <= rst_i ? '0 : due & ~first;
    ev_valid_o <= |due && !rst_i;
    ev_o       <= '0;
    ev_o.etype <= saker_regs_pkg::EV_TRIP;
    ev_o.tag   <= {8'd0, slot};
    ev_o.cycle <= cycle_i;
    ev_o.body  <= 352'({told.pnl, 32'(told.loss), told.fills, 16'(told.rejects), 32'(told.trips)});
  end

  logic unused;
  assign unused = ^{told.cash, told.rate};
endmodule
`default_nettype wire
