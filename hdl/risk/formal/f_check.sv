// Proof harness: every bit of the verdict against its definition, and that each can be the only one. Formal only.
// Lots have 12 bits here, which is what makes the arithmetic provable in seconds; the RTL differs only in QtyW.
`default_nettype none
module f_check #(
  parameter int unsigned QtyW = 12
) (
  input wire logic               cancel_i,
  input wire logic               side_i,
  input wire logic [15:0]        idx_i,
  input wire logic [QtyW-1:0]    open_qty_i,
  input wire logic [QtyW-1:0]    own_open_i,
  input wire logic [QtyW-1:0]    other_open_i,
  input wire logic [31:0]        urn_i,
  input wire logic               killed_i,
  input wire logic [2:0]         mode_i,
  input wire logic               session_up_i,
  input wire logic               caught_up_i,
  input wire logic               room_i,
  input wire logic               place_taken_i,
  input wire logic               throttled_i,
  input wire logic               sym_ok_i,
  input wire logic [15:0]        mid2_i,
  input wire logic signed [QtyW-1:0] position_i,
  input wire logic [31:0]        last_urn_i,
  input wire logic [QtyW-1:0]    max_qty_i,
  input wire logic [15:0]        collar_i,
  input wire logic [QtyW-2:0]    max_position_i,
  input wire logic               own_valid_i,
  input wire logic [15:0]        own_idx_i,
  input wire logic               too_dear_i,
  input wire logic               agg_over_i,
  input wire logic signed [QtyW+9:0] agg_room_i,
  input wire logic               agg_dear_i
);
  logic [13:0] verdict;
  risk_check #(.QtyW(QtyW)) u_check (
    .cancel_i, .side_i, .idx_i, .open_qty_i, .own_open_i, .other_open_i, .urn_i, .killed_i, .mode_i, .session_up_i, .caught_up_i, .room_i, .place_taken_i, .throttled_i, .sym_ok_i,
    .mid2_i, .position_i, .last_urn_i, .max_qty_i, .collar_i, .max_position_i, .own_valid_i, .own_idx_i, .too_dear_i, .agg_over_i, .agg_room_i, .agg_dear_i, .verdict_o(verdict));

  logic signed [35:0] most, held, away, limit;
  logic               reduces;
  assign most    = $signed(36'(open_qty_i > own_open_i ? open_qty_i : own_open_i)) + $signed(36'(other_open_i));
  assign held    = 36'(position_i);
  assign away    = $signed({19'd0, idx_i, 1'b0}) - $signed({20'd0, mid2_i});
  assign limit   = $signed(36'(max_position_i));
  assign reduces = side_i ? held > 0 && most <= held : held < 0 && most <= -held;

  always_comb begin
    if (cancel_i) assert (verdict == (session_up_i ? 14'd0 : 14'd4));
    else begin
      assert (verdict[0] == killed_i);
      assert (verdict[1] == !(mode_i == 3 || (mode_i == 2 && reduces)));
      assert (verdict[2] == !(session_up_i && caught_up_i));
      assert (verdict[3] == !sym_ok_i);
      assert (verdict[4] == (open_qty_i == 0 || open_qty_i > max_qty_i));
      assert (verdict[5] == ((away < 0 ? -away : away) > $signed({19'd0, collar_i, 1'b0})));
      assert (verdict[6] == (!reduces && (side_i ? most - held : most + held) > limit));
      assert (verdict[7] == (urn_i <= last_urn_i));
      assert (verdict[8] == !room_i);
      assert (verdict[9] == place_taken_i);
      assert (verdict[10] == throttled_i);
      assert (verdict[11] == (own_valid_i && (side_i ? own_idx_i >= idx_i : own_idx_i <= idx_i)));
      assert (verdict[12] == too_dear_i);
      // The slots together: the symbol's rest, and money but for what reduces.
      assert (verdict[13] == (agg_over_i || $signed(36'(open_qty_i)) > 36'(agg_room_i) || (agg_dear_i && !reduces)));
    end
  end
`ifdef FORMAL
  for (genvar b = 0; b < 14; b++) begin : gen_cover
    always_comb cover (verdict == 14'(1 << b));
  end
  always_comb cover (verdict == 14'd0 && !cancel_i && reduces);
`endif
endmodule
`default_nettype wire
