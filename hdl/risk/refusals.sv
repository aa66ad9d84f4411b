// What was refused, by slot and control: how often, and when first (docs/card.md 8.7).
//
// judged_i without sent_i: a candidate of slot_i was refused, with verdict_i. select_i: {slot, control}; count_o and first_ns_o are those of that pair,
// registered, zero when there is no such pair or nothing was refused. A count stays at its greatest value. Latency: 2 cycles. Reset: all zero.
`default_nettype none
module refusals #(
  parameter int unsigned NumSlots = 1
) (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic [63:0] now_ns_i,
  input  wire logic        judged_i,
  input  wire logic        sent_i,
  input  wire logic [7:0]  slot_i,
  input  wire logic [saker_pkg::VERDICT_W-1:0] verdict_i,
  input  wire logic [12:0] select_i,
  output      logic [31:0] count_o,
  output      logic [63:0] first_ns_o
);
  localparam int unsigned W = saker_pkg::VERDICT_W;
  logic [NumSlots*W*32-1:0] counts;
  logic [NumSlots*W*64-1:0] firsts;
  for (genvar n = 0; n < NumSlots; n++) begin : gen_slot
    for (genvar v = 0; v < W; v++) begin : gen_control
      logic [31:0] count_q;
      logic [63:0] first_q;
      logic        refused;
      assign refused = judged_i && !sent_i && slot_i == 8'(n) && verdict_i[v];
      always_ff @(posedge clk_i) begin
        if (refused && count_q == '0) first_q <= now_ns_i;
        if (rst_i) count_q <= '0;
        else if (refused && count_q != '1) count_q <= count_q + 32'd1;
      end
      assign counts[32*(n*W+v) +: 32] = count_q;
      assign firsts[64*(n*W+v) +: 64] = count_q == '0 ? '0 : first_q;
    end
  end

  logic [31:0] count;
  logic [63:0] first;
  always_comb begin
    count = '0;
    first = '0;
    for (int n = 0; n < NumSlots; n++) begin
      for (int v = 0; v < W; v++) begin
        if (select_i == {8'(n), 5'(v)}) begin
          count = count | counts[32*(n*W+v) +: 32];
          first = first | firsts[64*(n*W+v) +: 64];
        end
      end
    end
  end
  always_ff @(posedge clk_i) {count_o, first_ns_o} <= {count, first};
endmodule
`default_nettype wire
