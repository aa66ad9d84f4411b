// The best levels of one side, best first, out of the mirror: words in the summary's order, bits in each word's order.
//
// Interface: start_i with side_i (held until done_o); any state, an earlier walk is forgotten. rank_valid_o/rank_o: one level, Levels
// at most, in strictly falling order; rank_o in that cycle only. done_o: one cycle after the last of them, or after none.
// stop_i: back to rest without done_o. sum_*, occ_*: reads of depth_mirror, whose tables must not change under the walk.
// Latency: 2 cycles a level and 6 more a word; at most 8 * Levels + 5 cycles. Reset: at rest.
`default_nettype none
module depth_walk #(
  parameter int unsigned Sides      = 32,
  parameter int unsigned LadderLog2 = 12,
  parameter int unsigned Levels     = 10,
  parameter int unsigned SideW      = $clog2(Sides),
  parameter int unsigned GroupW     = LadderLog2 - 6
) (
  input  wire logic                    clk_i,
  input  wire logic                    rst_i,
  input  wire logic                    start_i,
  input  wire logic                    stop_i,
  input  wire logic [SideW-1:0]        side_i,
  output      logic [SideW-1:0]        sum_side_o,
  input  wire logic [63:0]             sum_i,
  output      logic [SideW+GroupW-1:0] occ_addr_o,
  input  wire logic [63:0]             occ_i,
  output      logic                    rank_valid_o,
  output      logic [LadderLog2-1:0]   rank_o,
  output      logic                    done_o
);
  typedef enum logic [3:0] {REST, ASK_SUM, SUM, GROUP, ASK_WORD, WAIT_WORD, WORD, LEVEL, TAKE, DONE} state_e;
  state_e state_q, state_d;

  // What is left of the summary and of the word; the highest bit of each stands one cycle later.
  logic [63:0] left_q, rest_q, group_bit, rank_bit;
  logic        group_any, bit_any;
  logic [5:0]  group, group_q, position;
  logic [3:0]  count_q;
  logic        full;
  highest_bit u_group (.clk_i(clk_i), .bits_i(left_q), .any_o(group_any), .pos_o(group), .bit_o(group_bit));
  highest_bit u_bit   (.clk_i(clk_i), .bits_i(rest_q), .any_o(bit_any), .pos_o(position), .bit_o(rank_bit));

  assign full = count_q == 4'(Levels - 1);
  always_comb begin
    state_d = state_q;
    unique case (state_q)
      REST:      ;
      ASK_SUM:   state_d = SUM;
      SUM:       state_d = GROUP;
      GROUP:     state_d = ASK_WORD;
      ASK_WORD:  state_d = group_any ? WAIT_WORD : DONE;
      WAIT_WORD: state_d = WORD;
      WORD:      state_d = LEVEL;
      LEVEL:     state_d = TAKE;
      TAKE:      state_d = !bit_any ? GROUP : full ? DONE : LEVEL;
      DONE:      state_d = REST;
      default:   state_d = REST;
    endcase
    if (start_i) state_d = ASK_SUM;
    if (stop_i || rst_i) state_d = REST;
  end

  always_ff @(posedge clk_i) begin
    state_q <= state_d;
    if (state_q == ASK_WORD) group_q <= group;
    if (state_q == SUM) left_q <= sum_i;
    else if (state_q == ASK_WORD) left_q <= left_q & ~group_bit;
    if (state_q == WORD) rest_q <= occ_i;
    else if (state_q == TAKE) rest_q <= rest_q & ~rank_bit;
    if (state_q == ASK_SUM) count_q <= '0;
    else if (rank_valid_o) count_q <= count_q + 4'd1;
  end

  assign sum_side_o   = side_i;
  assign occ_addr_o   = (SideW+GroupW)'({side_i, 6'b0} >> (6 - GroupW)) | (SideW+GroupW)'(group);
  assign rank_valid_o = state_q == TAKE && bit_any;
  assign rank_o       = LadderLog2'({group_q, position});
  assign done_o       = state_q == DONE;
endmodule
`default_nettype wire
