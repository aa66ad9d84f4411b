// SLOT_POSITION_ADJUST: the host moves the position of a slot back after a broken trade. Rules: docs/card.md section 7.
//
// we_i with lots_i (signed, slot n at [32*n +: 32]): a write. One cycle later it is taken, move_o of its slot high with lots_o, while the latch
// is closed (killed_i) and no venue message is in its last stage (busy_i), else refused. status_o: SLOT_ADJUST_STATUS of each slot.
// Latency: 1 cycle, status 2. Reset: counts zero.
`default_nettype none
module position_adjust #(
  parameter int unsigned NumSlots = 1
) (
  input  wire logic                   clk_i,
  input  wire logic                   rst_i,
  input  wire logic [NumSlots-1:0]    we_i,
  input  wire logic [NumSlots*32-1:0] lots_i,
  input  wire logic                   killed_i,
  input  wire logic                   busy_i,
  output      logic [NumSlots-1:0]    move_o,
  output      logic [31:0]            lots_o,
  output      logic [NumSlots*32-1:0] status_o
);
  logic [NumSlots-1:0] asked_q;
  logic [31:0]         lots;
  always_comb begin
    lots = '0;
    for (int n = 0; n < NumSlots; n++) lots = lots | (lots_i[32*n +: 32] & {32{we_i[n]}});
  end

  // SAFETY: RISK.BROKEN_TRADE: no position moves by the host's word while orders may leave.
  assign move_o = asked_q & {NumSlots{killed_i && !busy_i}};
  always_ff @(posedge clk_i) begin
    asked_q <= rst_i ? '0 : we_i;
    lots_o  <= lots;
  end

  for (genvar n = 0; n < NumSlots; n++) begin : gen_slot
    logic [15:0] taken_q, refused_q;
    always_ff @(posedge clk_i) begin
      taken_q   <= rst_i ? '0 : taken_q + 16'(move_o[n]);
      refused_q <= rst_i ? '0 : refused_q + 16'(asked_q[n] && !move_o[n]);
    end
    assign status_o[32*n +: 32] = {refused_q, taken_q};
  end
endmodule
`default_nettype wire
