// The effective mode of a slot: the strictest of slot, symbol, appliance, losses, trips and bank. Rules: docs/card.md 8.1, 12.
//
// Modes as in the registers: 0 HALTED, 1 OFF, 2 REDUCING, 3 ACTIVE, of a slot also 4 SHADOW; what there is not is HALTED. shadow_o: quotes are tried on paper.
// open_mode_o: what mode_o would be if SLOT_MODE were ACTIVE. Combinational, no state.
`default_nettype none
module slot_mode (
  input  wire logic [2:0] slot_mode_i,
  input  wire logic [2:0] sym_mode_i,
  input  wire logic [2:0] appliance_mode_i,
  input  wire logic       reduce_i,    // SLOT_LOSS.REDUCE
  input  wire logic       tripped_i,
  input  wire logic       whole_i,     // its running bank of parameters
  output logic [2:0]      mode_o,
  output logic            shadow_o,
  output logic [2:0]      open_mode_o
);
  localparam logic [2:0] OFF = 3'd1, REDUCING = 3'd2, SHADOW = 3'd4;
  logic [2:0] own;
  always_comb begin
    // SAFETY: RISK.RESTRICTED: the symbol's mode bounds the slot's.
    open_mode_o = sym_mode_i[2] ? 3'd0 : sym_mode_i;
    if (appliance_mode_i < open_mode_o) open_mode_o = appliance_mode_i;
    // SAFETY: RISK.LOSS: REDUCING from 95 % of a limit on.
    if (reduce_i && open_mode_o > REDUCING) open_mode_o = REDUCING;
    if (tripped_i || !whole_i) open_mode_o = 3'd0;
    // SAFETY: SLOT.SHADOW: for orders that could leave it is OFF.
    own    = slot_mode_i == SHADOW ? OFF : slot_mode_i[2] ? 3'd0 : slot_mode_i;
    mode_o = own < open_mode_o ? own : open_mode_o;
  end
  assign shadow_o = slot_mode_i == SHADOW && whole_i;
endmodule
`default_nettype wire
