// What one line brought: the LINE registers of docs/card.md section 3.6, wrapping.
//
// Interface: frame_i, good_i with first_i and next_i, bad_i one cycle after a frame's end; released_i, late_i, held_i, beyond_i a block each.
// restart_i: FEED_SET, the line's own sequence starts anew. Latency: 1 cycle. Reset: zero.
`default_nettype none
module line_stats (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic [63:0] now_ns_i,
  input  wire logic        restart_i,
  input  wire logic        frame_i,
  input  wire logic        good_i,
  input  wire logic        bad_i,
  input  wire logic [63:0] first_i,
  input  wire logic [63:0] next_i,
  input  wire logic        released_i,
  input  wire logic        late_i,
  input  wire logic        held_i,
  input  wire logic        beyond_i,
  output      logic [31:0] frames_o,
  output      logic [31:0] good_o,
  output      logic [31:0] bad_o,
  output      logic [31:0] first_o,
  output      logic [31:0] late_o,
  output      logic [31:0] held_o,
  output      logic [31:0] beyond_o,
  output      logic [31:0] lost_o,
  output      logic [63:0] last_ns_o
);
  logic        known_q;
  logic [63:0] next_q;
  always_ff @(posedge clk_i) begin
    frames_o <= frames_o + 32'(frame_i);
    good_o   <= good_o + 32'(good_i);
    bad_o    <= bad_o + 32'(bad_i);
    first_o  <= first_o + 32'(released_i);
    late_o   <= late_o + 32'(late_i);
    held_o   <= held_o + 32'(held_i);
    beyond_o <= beyond_o + 32'(beyond_i);
    if (good_i) last_ns_o <= now_ns_i;
    if (good_i) begin
      known_q <= 1'b1;
      if (!known_q || next_i > next_q) next_q <= next_i;
      if (known_q && first_i > next_q) lost_o <= lost_o + (first_i[31:0] - next_q[31:0]);
    end
    if (rst_i || restart_i) known_q <= 1'b0;
    if (rst_i) begin
      frames_o  <= '0;
      good_o    <= '0;
      bad_o     <= '0;
      first_o   <= '0;
      late_o    <= '0;
      held_o    <= '0;
      beyond_o  <= '0;
      lost_o    <= '0;
      last_ns_o <= '0;
    end
  end
endmodule
`default_nettype wire
