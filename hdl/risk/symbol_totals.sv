// Worst-case position of all slots of a symbol together, against SYM_MAX_POSITION: what that leaves to each side of each slot (docs/card.md 8.8).
//
// Slot n: symbol_i [8*n +: 8], position_i [QtyW*n +: QtyW]; side s of it (0 buy, 1 sell) in worst_i, lots of its quote at their worst, and
// desk_open_i, lots of the desk, at [QtyW*(2*n + s) +: QtyW]. limit_i: of symbol k at [QtyW*k +: QtyW]; a symbol that is not there has none.
// left_o: limit less worst case, at [RoomW*(2*n + s) +: RoomW], signed; room_o: the same without the slot's own quote of that side. over_o: left_o
// is negative, or the slot has just changed its symbol. Latency: 2 cycles, of a symbol's change none. Reset: over, until the sums stand.
`default_nettype none
module symbol_totals #(
  parameter int unsigned NumSymbols = 4,
  parameter int unsigned NumSlots = 1,
  parameter int unsigned QtyW = 32,  // bits of a quantity in lots; less only in proofs
  localparam int unsigned RoomW = QtyW + 10
) (
  input  wire logic                          clk_i,
  input  wire logic                          rst_i,
  input  wire logic [NumSlots*8-1:0]         symbol_i,
  input  wire logic [NumSlots*QtyW-1:0]      position_i,
  input  wire logic [NumSlots*2*QtyW-1:0]    worst_i,
  input  wire logic [NumSlots*2*QtyW-1:0]    desk_open_i,
  input  wire logic [NumSymbols*QtyW-1:0]    limit_i,
  output logic [NumSlots*2-1:0]              over_o,
  output logic [NumSlots*2*RoomW-1:0]        left_o,
  output logic [NumSlots*2*RoomW-1:0]        room_o
);
  // First cycle: each slot's own worst case by side, and the limit of its symbol.
  logic [NumSlots*2*RoomW-1:0] term;
  logic [NumSlots*8-1:0]       symbol_q;
  for (genvar n = 0; n < NumSlots; n++) begin : gen_slot
    logic signed [RoomW-1:0] pos;
    logic [QtyW-1:0]         limit, limit_q;
    logic [7:0]              before_q;
    logic [1:0]              fresh_q;
    assign pos = RoomW'($signed(position_i[QtyW*n +: QtyW]));
    always_comb begin
      limit = '0;
      for (int k = 0; k < NumSymbols; k++) limit = limit | (limit_i[QtyW*k +: QtyW] & {QtyW{symbol_i[8*n +: 8] == 8'(k)}});
    end
    always_ff @(posedge clk_i) begin
      limit_q             <= limit;
      symbol_q[8*n +: 8]  <= symbol_i[8*n +: 8];
      before_q            <= symbol_q[8*n +: 8];
      fresh_q             <= {fresh_q[0] || rst_i, rst_i};
    end

    // Second cycle: the sum over the slots of the same symbol.
    for (genvar s = 0; s < 2; s++) begin : gen_side
      logic [QtyW-1:0]         quote, desk, quote_q;
      logic signed [RoomW-1:0] term_q, sum, left_q, room_q;
      assign quote = worst_i[QtyW*(2*n+s) +: QtyW];
      assign desk  = desk_open_i[QtyW*(2*n+s) +: QtyW];
      always_ff @(posedge clk_i) begin
        term_q  <= (s == 0 ? pos : -pos) + RoomW'(quote) + RoomW'(desk);
        quote_q <= quote;
      end
      assign term[RoomW*(2*n+s) +: RoomW] = term_q;
      always_comb begin
        sum = '0;
        for (int m = 0; m < NumSlots; m++) begin
          if (symbol_q[8*m +: 8] == symbol_q[8*n +: 8]) sum = sum + $signed(term[RoomW*(2*m+s) +: RoomW]);
        end
      end
      always_ff @(posedge clk_i) begin
        left_q <= $signed(RoomW'(limit_q)) - sum;
        room_q <= $signed(RoomW'(limit_q)) + $signed(RoomW'(quote_q)) - sum;
      end
      // SAFETY: RISK.AGGREGATE: sums of another symbol, or of the time before reset, let nothing pass.
      assign over_o[2*n+s] = left_q[RoomW-1] || symbol_i[8*n +: 8] != symbol_q[8*n +: 8] || symbol_q[8*n +: 8] != before_q || |fresh_q;
      assign left_o[RoomW*(2*n+s) +: RoomW] = left_q;
      assign room_o[RoomW*(2*n+s) +: RoomW] = room_q;
    end
  end
endmodule
`default_nettype wire
