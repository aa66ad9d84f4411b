// Quantity of each side of a quote: the side that adds to the position gets smaller in up to three steps (docs/card.md 6).
//
// steps_i, step_qty_i: position from which on a step applies (0: there is no such step) and its quantity, step k at [31*k +: 31] and [32*k +: 32];
// the highest step that applies counts. No quantity is above qty_i. Lots. Combinational, no state.
`default_nettype none
module size_ladder (
  input  wire logic [31:0]        qty_i,
  input  wire logic [3*31-1:0]    steps_i,
  input  wire logic [3*32-1:0]    step_qty_i,
  input  wire logic signed [31:0] position_i,
  output logic [31:0]             bid_qty_o,
  output logic [31:0]             ask_qty_o
);
  // What the side would add to: long for the bid, short for the ask.
  logic [31:0] longs, shorts;
  assign longs  = position_i & {32{!position_i[31]}};
  assign shorts = (-position_i) & {32{position_i[31]}};

  logic [95:0] capped;
  logic [2:0]  bid_step, ask_step;
  for (genvar k = 0; k < 3; k++) begin : gen_step
    logic [31:0] from, qty;
    assign from = {1'b0, steps_i[31*k +: 31]};
    assign qty  = step_qty_i[32*k +: 32];
    assign capped[32*k +: 32] = qty < qty_i ? qty : qty_i;
    assign bid_step[k]        = from != '0 && longs >= from;
    assign ask_step[k]        = from != '0 && shorts >= from;
  end
  assign bid_qty_o = bid_step[2] ? capped[95:64] : bid_step[1] ? capped[63:32] : bid_step[0] ? capped[31:0] : qty_i;
  assign ask_qty_o = ask_step[2] ? capped[95:64] : ask_step[1] ? capped[63:32] : ask_step[0] ? capped[31:0] : qty_i;
endmodule
`default_nettype wire
