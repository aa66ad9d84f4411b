// Exposure of all slots together in money, at their worst: round after round (docs/card.md 8.8).
//
// Of slot n: |position_i + open_buy_i| or |position_i - open_sell_i|, whichever is more, times its mark, rounded up; mark2_i is twice the mark and
// counts while marked_i. begins_o: a round begins; it reads one slot a cycle from this cycle on. done_o: first cycle of what it found: total_o, staying
// at 2^64 - 1, and unknown_o: a slot has an exposure and no mark. Latency: NumSlots + 7 cycles from begins_o to done_o; the next round begins
// with done_o. Reset: unknown, until the first round ends.
`default_nettype none
module exposure_total #(
  parameter int unsigned NumSlots = 1
) (
  input  wire logic                   clk_i,
  input  wire logic                   rst_i,
  input  wire logic [NumSlots*32-1:0] position_i,
  input  wire logic [NumSlots*32-1:0] open_buy_i,   // 2^32 - 1 stands for more, too
  input  wire logic [NumSlots*32-1:0] open_sell_i,
  input  wire logic [NumSlots*35-1:0] mark2_i,
  input  wire logic [NumSlots-1:0]    marked_i,
  output logic                        begins_o,
  output logic                        done_o,
  output logic [63:0]                 total_o,
  output logic                        unknown_o
);
  // One slot a cycle: {last, valid} walk beside its values.
  logic [3:0] slot_q;
  logic       walk_q;
  logic [6:1] valid_q, last_q;
  assign begins_o = done_o;

  logic signed [33:0] position, up_q, down_q;
  logic [31:0]        buys, sells;
  logic [34:0]        mark2;
  logic               marked, marked1_q, wide, wide1_q;
  always_comb begin
    {position, buys, sells, mark2, marked} = '0;
    for (int n = 0; n < NumSlots; n++) begin
      if (slot_q == 4'(n)) begin
        position = 34'($signed(position_i[32*n +: 32]));
        buys     = open_buy_i[32*n +: 32];
        sells    = open_sell_i[32*n +: 32];
        mark2    = mark2_i[35*n +: 35];
        marked   = marked_i[n];
      end
    end
  end
  // A sum that does not fit is not known.
  assign wide = buys == '1 || sells == '1;

  logic [33:0]        rise, fall, lots;
  logic signed [34:0] lots_q;
  logic signed [35:0] price1_q, price_q;
  logic [5:3]         blind_q;
  logic               blind2_q;
  assign rise = up_q[33] ? 34'(-up_q) : 34'(up_q);
  assign fall = down_q[33] ? 34'(-down_q) : 34'(down_q);
  assign lots = rise > fall ? rise : fall;
  logic signed [70:0] product;
  money_mul #(.AWidth(36), .BWidth(35)) u_mul (.clk_i, .a_i(price_q), .b_i(lots_q), .p_o(product));

  logic [64:0] sum;
  logic [63:0] sum_q;
  logic        blind_round_q, high;
  assign high = product[70:64] != '0;
  assign sum  = 65'(sum_q) + 65'(product[63:0]);
  always_ff @(posedge clk_i) begin
    walk_q <= !rst_i && (done_o || (walk_q && slot_q != 4'(NumSlots - 1)));
    slot_q <= walk_q && !rst_i ? slot_q + 4'd1 : '0;
    // 1: worst of both sides; 2: lots and price; 3 to 5: product; 6: sum.
    valid_q <= rst_i ? '0 : {valid_q[5:1], walk_q};
    last_q  <= {last_q[5:1], walk_q && slot_q == 4'(NumSlots - 1)};
    up_q      <= position + $signed({2'd0, buys});
    down_q    <= position - $signed({2'd0, sells});
    price1_q  <= $signed({2'd0, mark2[34:1]}) + 36'(mark2[0]);
    marked1_q <= marked;
    wide1_q   <= wide;
    lots_q    <= $signed({1'b0, lots});
    price_q   <= price1_q;
    blind2_q  <= wide1_q || (lots != '0 && !marked1_q);
    blind_q   <= {blind_q[4:3], blind2_q};
    if (valid_q[5]) begin
      sum_q         <= sum[63:0] | {64{sum[64] || high}};
      blind_round_q <= blind_round_q || blind_q[5];
    end
    done_o <= valid_q[6] && last_q[6];
    if (valid_q[6] && last_q[6]) begin
      total_o       <= sum_q;
      unknown_o     <= blind_round_q;
      sum_q         <= '0;
      blind_round_q <= 1'b0;
    end
    if (rst_i) begin
      unknown_o     <= 1'b1;
      total_o       <= '1;
      sum_q         <= '0;
      blind_round_q <= 1'b0;
      done_o        <= 1'b1;  // the first round begins
    end
  end
endmodule
`default_nettype wire
