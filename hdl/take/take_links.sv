// Who is whose leg: for each slot the two slots that its bank names as legs, and the triangle that its LEAD names, if that names it too. docs/card.md 13.2.
//
// Combinational. legs_i, shots_i: of all slots, slot n at [width*n +: width]. A slot that is not there is no leg and no triangle.
`default_nettype none
module take_links #(
  parameter int unsigned NumSlots = 1
) (
  input  wire logic [NumSlots*saker_pkg::LEG_W-1:0]  legs_i,
  input  wire logic [NumSlots*saker_pkg::SHOT_W-1:0] shots_i,
  output      logic [NumSlots*saker_pkg::LEG_W-1:0]  x_o,
  output      logic [NumSlots*saker_pkg::LEG_W-1:0]  y_o,
  output      logic [NumSlots*saker_pkg::SHOT_W-1:0] shot_o
);
  localparam int unsigned LegW = saker_pkg::LEG_W, ShotW = saker_pkg::SHOT_W;
  for (genvar n = 0; n < NumSlots; n++) begin : gen_slot
    logic [3:0] leg_x, leg_y;
    logic [7:0] lead;
    assign leg_x = shots_i[ShotW*n + saker_pkg::SHOT_X_LSB +: 4];
    assign leg_y = shots_i[ShotW*n + saker_pkg::SHOT_Y_LSB +: 4];
    assign lead  = legs_i[LegW*n + saker_pkg::LEG_LEAD_LSB +: 8];
    logic [LegW-1:0]  x, y;
    logic [ShotW-1:0] shot;
    always_comb begin
      x = '0;
      y = '0;
      for (int k = 0; k < NumSlots; k++) begin
        x = x | (legs_i[LegW*k +: LegW] & {LegW{leg_x == 4'(k)}});
        y = y | (legs_i[LegW*k +: LegW] & {LegW{leg_y == 4'(k)}});
      end
    end
    always_comb begin
      shot = '0;
      for (int k = 0; k < NumSlots; k++) begin
        shot = shot | (shots_i[ShotW*k +: ShotW] & {ShotW{lead == 8'(k) && (shots_i[ShotW*k + saker_pkg::SHOT_X_LSB +: 4] == 4'(n)
                                                                         || shots_i[ShotW*k + saker_pkg::SHOT_Y_LSB +: 4] == 4'(n))}});
      end
    end
    assign x_o[LegW*n +: LegW]      = x;
    assign y_o[LegW*n +: LegW]      = y;
    assign shot_o[ShotW*n +: ShotW] = shot;
  end
endmodule
`default_nettype wire
