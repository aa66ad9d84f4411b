// Proof harness: what the ladder's search finds is occupied, below the rank asked, on the side asked, and nothing occupied lies
// between. 64 ticks, two sides, up to three additions;
// lots have 2 bits here. Formal only.
`default_nettype none
module f_ladder (
  input wire logic        clk_i,
  input wire logic        add_i,
  input wire logic        add_side_i,
  input wire logic [5:0]  add_rank_i,
  input wire logic        find_side_i,
  input wire logic [5:0]  find_rank_i,
  input wire logic [5:0]  any_rank_i    // any level, for "nothing between"
);
  logic        busy, found, overflow;
  logic [5:0]  found_rank;
  logic [1:0]  found_qty;
  logic        rst_q = 1'b1;
  logic [3:0]  clock_q = 4'd0;
  logic        ask_side_q;
  logic [5:0]  ask_rank_q;
  logic [63:0] occupied0_q = '0, occupied1_q = '0;

  logic started;  // the walk is over; additions in clocks 0, 2, 4, a search in 6
  assign started = !rst_q && !busy;
  always_ff @(posedge clk_i) begin
    rst_q <= 1'b0;
    if (started && clock_q != 4'd15) clock_q <= clock_q + 4'd1;
    if (add_i && !add_side_i) occupied0_q[add_rank_i] <= 1'b1;
    if (add_i && add_side_i)  occupied1_q[add_rank_i] <= 1'b1;
    if (clock_q == 4'd6) begin
      ask_side_q <= find_side_i;
      ask_rank_q <= find_rank_i;
    end
  end
  always_comb assume (!add_i || (started && clock_q < 4'd6 && !clock_q[0]));

  ladder #(.Sides(2), .LadderLog2(6), .QtyW(2)) u_ladder (
    .clk_i(clk_i), .rst_i(rst_q), .clear_i(1'b0), .busy_o(busy), .rm_read_i(1'b0), .rm_side_i(1'b0), .rm_rank_i(6'd0),
    .rm_commit_i(1'b0), .rm_qty_i(2'd0), .add_i(add_i), .add_side_i(add_side_i), .add_rank_i(add_rank_i), .add_qty_i(2'd1),
    .overflow_o(overflow), .find_side_i(find_side_i), .find_rank_i(find_rank_i), .found_o(found), .found_rank_o(found_rank),
    .found_qty_o(found_qty)
  );

  logic [63:0] occupied;
  assign occupied = ask_side_q ? occupied1_q : occupied0_q;
  // Asked in clock 6 (registered find in 7), answered in 9.
  always_comb if (clock_q == 4'd9) begin
    if (found) assert (occupied[found_rank] && found_rank < ask_rank_q);
    if (occupied[any_rank_i] && any_rank_i < ask_rank_q) assert (found && found_rank >= any_rank_i);
  end
  logic unused;
  assign unused = ^{overflow, found_qty};
endmodule
`default_nettype wire
