// Is there room for a segment, for an order, and for two orders in one segment: the peer's window, the store's places, and the host's bound on the sequence.
//
// Interface: snd_nxt_i, una_i, window_i (units of 2^scale_i bytes, scale_i at most 14), kept_i (segments in the store), max_seq_i (0: no
// order). Room is for 64 bytes, more than any one packet, or twice as many for a pair, so it is known before the segment is. settle_i: the numbers are another connection's.
// Latency: 4 cycles; two segments never start within them. Reset and settle_i: no room for 4 cycles.
// SAFETY: ORDERS.WINDOW an order that the peer's window, the store or the bound has no room for is refused, not queued.
`default_nettype none
module oe_room #(
  parameter int unsigned Depth = 32,
  parameter int unsigned Reserved = 4  // places of the store that only cancels and the host may take
) (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic        settle_i,
  input  wire logic [31:0] snd_nxt_i,
  input  wire logic [31:0] una_i,
  input  wire logic [15:0] window_i,
  input  wire logic [3:0]  scale_i,
  input  wire logic [5:0]  kept_i,
  input  wire logic [31:0] max_seq_i,
  output      logic        segment_o,
  output      logic        order_o,
  output      logic        pair_o
);
  localparam logic [31:0] LONGEST = 32'd64;  // bytes of a packet

  logic [31:0] window_q, una_q, limit_q, end_q, end2_q, pair_end_q, pair_end2_q, over, over_max, pair_over, pair_over_max;
  logic        bound_q, bound2_q, pair_bound_q, pair_bound2_q;
  logic [3:0]  settled_q;

  assign over     = limit_q - end2_q;
  assign over_max = max_seq_i - end_q;
  assign pair_over     = limit_q - pair_end2_q;
  assign pair_over_max = max_seq_i - pair_end_q;

  always_ff @(posedge clk_i) begin
    // Window and SND_UNA of the same moment.
    window_q  <= 32'(window_i) << scale_i;
    una_q     <= una_i;
    limit_q   <= una_q + window_q;
    end_q     <= snd_nxt_i + LONGEST;
    end2_q    <= end_q;
    bound_q   <= max_seq_i != 32'd0 && !over_max[31];
    bound2_q  <= bound_q;
    pair_end_q    <= snd_nxt_i + (LONGEST << 1);
    pair_end2_q   <= pair_end_q;
    pair_bound_q  <= !pair_over_max[31];
    pair_bound2_q <= pair_bound_q;
    settled_q <= {settled_q[2:0], 1'b1};
    segment_o <= settled_q[3] && !over[31] && kept_i < 6'(Depth);
    order_o   <= settled_q[3] && !over[31] && kept_i <= 6'(Depth - Reserved) && bound2_q;
    pair_o    <= settled_q[3] && !over[31] && !pair_over[31] && kept_i <= 6'(Depth - Reserved) && bound2_q && pair_bound2_q;
    if (rst_i || settle_i) begin
      settled_q <= '0;
      segment_o <= 1'b0;
      order_o   <= 1'b0;
      pair_o    <= 1'b0;
    end
  end

  logic unused;
  assign unused = ^{over[30:0], over_max[30:0], pair_over[30:0], pair_over_max[30:0]};
endmodule
`default_nettype wire
