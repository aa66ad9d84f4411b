// The last executions that moved a position, so that one that the venue tells again moves none. Rules: docs/card.md section 7.
//
// v1_*: an execution one cycle after it came. Three cycles later, when it would take effect, again_o says whether it is one of the last Places
// by reference and match number, slot_o and side_o whose it was. store_i, one cycle after that, with v5_* the same execution: it moved a position.
// Messages are at least five cycles apart, so the one before is kept when the next one is compared.
// Latency: 3 cycles. Reset: none is known.
`default_nettype none
module exec_memory #(
  parameter int unsigned PlacesLog2 = 4,
  localparam int unsigned Places = 1 << PlacesLog2
) (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic        v1_valid_i,
  input  wire logic [31:0] v1_urn_i,
  input  wire logic [63:0] v1_match_i,
  output      logic        again_o,
  output      logic [3:0]  slot_o,
  output      logic        side_o,
  input  wire logic        store_i,
  input  wire logic [31:0] v5_urn_i,
  input  wire logic [63:0] v5_match_i,
  input  wire logic [3:0]  slot_i,
  input  wire logic        side_i
);
  logic [PlacesLog2-1:0] next_q;
  logic [Places-1:0]     used_q, hit_q;
  logic [5*Places-1:0]   owner_q;   // side, slot
  logic                  valid_q;

  for (genvar n = 0; n < Places; n++) begin : gen_place
    logic [95:0] key_q, key;
    logic [5:0]  part_q;            // 16 bits each, so that no comparison is wide
    assign key = {v1_urn_i, v1_match_i};
    always_ff @(posedge clk_i) begin
      for (int p = 0; p < 6; p++) part_q[p] <= key_q[16*p +: 16] == key[16*p +: 16];
      hit_q[n] <= used_q[n] && &part_q;
      if (store_i && next_q == PlacesLog2'(n)) begin
        key_q             <= {v5_urn_i, v5_match_i};
        owner_q[5*n +: 5] <= {side_i, slot_i};
      end
    end
  end

  logic [4:0] owner;
  always_comb begin
    owner = '0;
    for (int n = 0; n < Places; n++) owner = owner | (owner_q[5*n +: 5] & {5{hit_q[n]}});
  end

  logic valid2_q;
  always_ff @(posedge clk_i) begin
    valid_q  <= v1_valid_i && !rst_i;
    valid2_q <= valid_q && !rst_i;
    // SAFETY: RISK.TOLD_AGAIN
    again_o  <= valid2_q && |hit_q && !rst_i;
    {side_o, slot_o} <= owner;
    if (store_i) begin
      used_q[next_q] <= 1'b1;
      next_q         <= next_q + 1'b1;
    end
    if (rst_i) begin
      used_q <= '0;
      next_q <= '0;
    end
  end
endmodule
`default_nettype wire
