// Best prices of our own that may rest on each slot's symbol: what an order of the other side would meet (docs/card.md 8.3).
//
// Slot n's quotes: active, rep, idx, idx2 at side s in bit 2*n+s and [32*n+16*s +: 16]; what leaves as the first of a pair: hold_i, hold_idx_i.
// The desk's: the best price per slot and side of those that left since none was open there (desk_open_i, lots by slot and side).
// valid_o, idx_o: highest buy (bit 2*n, [32*n +: 16]) and lowest sell (above it) of all slots on slot n's symbol. Combinational from registers.
// Reset: none of the desk.
`default_nettype none
module own_best #(
  parameter int unsigned NumSlots = 1
) (
  input  wire logic                   clk_i,
  input  wire logic                   rst_i,
  input  wire logic [NumSlots*8-1:0]  symbol_i,
  input  wire logic [NumSlots*2-1:0]  active_i,
  input  wire logic [NumSlots*2-1:0]  rep_i,
  input  wire logic [NumSlots*32-1:0] idx_i,
  input  wire logic [NumSlots*32-1:0] idx2_i,
  input  wire logic [NumSlots*2-1:0]  hold_i,
  input  wire logic [15:0]            hold_idx_i,
  input  wire logic                   desk_sent_i,   // a NEW of the desk left
  input  wire logic [3:0]             desk_slot_i,
  input  wire logic                   desk_side_i,
  input  wire logic [15:0]            desk_idx_i,
  input  wire logic [NumSlots*64-1:0] desk_open_i,
  output logic [NumSlots*2-1:0]       valid_o,
  output logic [NumSlots*32-1:0]      idx_o
);
  // Prices as ranks: of a buy its index, of a sell the complement, so the better one is always the greater.
  logic [2*NumSlots-1:0]    any;
  logic [2*NumSlots*16-1:0] best;
  for (genvar k = 0; k < 2 * NumSlots; k++) begin : gen_side
    logic [15:0] flip, desk_q, entered, a, b, c;
    logic        rests, sent;
    assign flip    = {16{1'(k % 2)}};
    assign rests   = desk_open_i[32*k +: 32] != '0;
    assign sent    = desk_sent_i && {desk_slot_i, desk_side_i} == 5'(k);
    assign entered = desk_idx_i ^ flip;
    always_ff @(posedge clk_i) begin
      if (sent && (!rests || entered > desk_q)) desk_q <= entered;
      if (rst_i) desk_q <= '0;
    end
    assign a = (idx_i[16*k +: 16] ^ flip) & {16{active_i[k]}};
    assign b = (idx2_i[16*k +: 16] ^ flip) & {16{active_i[k] && rep_i[k]}};
    assign c = (hold_idx_i ^ flip) & {16{hold_i[k]}};
    logic [15:0] ab, cd, d;
    assign d  = desk_q & {16{rests}};
    assign ab = a > b ? a : b;
    assign cd = c > d ? c : d;
    assign any[k] = active_i[k] || hold_i[k] || rests;
    assign best[16*k +: 16] = ab > cd ? ab : cd;
  end

  for (genvar k = 0; k < 2 * NumSlots; k++) begin : gen_best
    logic        found;
    logic [15:0] rank;
    always_comb begin
      found = 1'b0;
      rank  = '0;
      for (int m = 0; m < NumSlots; m++) begin
        if (any[2*m + k%2] && symbol_i[8*(k/2) +: 8] == symbol_i[8*m +: 8]) begin
          found = 1'b1;
          if (best[16*(2*m + k%2) +: 16] > rank) rank = best[16*(2*m + k%2) +: 16];
        end
      end
    end
    assign valid_o[k]         = found;
    assign idx_o[16*k +: 16]  = rank ^ {16{1'(k % 2)}};
  end
endmodule
`default_nettype wire
