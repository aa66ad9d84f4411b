// Round-trip time of one segment at a time: from its start to the acknowledgement of its last byte.
//
// Interface: sent_i with end_i (sequence after its last byte): a segment with payload starts, for the first time. longer_i in the cycle after:
// a second packet joined it, and end_i is that of both. una_i: oldest sequence not
// acknowledged. void_i: something is sent again, or the connection is another; a measurement under way ends without a sample (Karn's rule).
// rtt_o in cycles, held until the next sample; samples_o counts them, wrapping. A measurement is never longer than 2^32 - 1 cycles (13 s):
// a longer one ends without a sample. Latency: 2 cycles after una_i. Reset: no sample.
`default_nettype none
module oe_rtt (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic        sent_i,
  input  wire logic        longer_i,
  input  wire logic [31:0] end_i,
  input  wire logic [31:0] una_i,
  input  wire logic        void_i,
  output      logic [31:0] rtt_o,
  output      logic [31:0] samples_o
);
  logic        busy_q, fresh_q, reached_q;
  logic [31:0] end_q, age_q, past;
  assign past = una_i - end_q;

  always_ff @(posedge clk_i) begin
    age_q     <= age_q + 32'd1;
    reached_q <= busy_q && !past[31];
    fresh_q   <= !busy_q && sent_i;
    if (fresh_q && longer_i) end_q <= end_i;
    if (!busy_q && sent_i) begin
      busy_q <= 1'b1;
      end_q  <= end_i;
      age_q  <= 32'd1;
    end
    if (busy_q && reached_q) begin
      busy_q    <= 1'b0;
      reached_q <= 1'b0;
      rtt_o     <= age_q;
      samples_o <= samples_o + 32'd1;
    end
    if (rst_i || void_i || &age_q) begin
      busy_q    <= 1'b0;
      reached_q <= 1'b0;
    end
    if (rst_i) begin
      rtt_o     <= '0;
      samples_o <= '0;
    end
  end

  logic unused;
  assign unused = ^past[30:0];  // only the sign counts
endmodule
`default_nettype wire
