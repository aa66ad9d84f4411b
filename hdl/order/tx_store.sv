// What was sent and is not acknowledged: sequence, length and payload of the last segments, to be sent again on command.
//
// Interface: sent_i with seq_i, length_i (1..112) and payload_i (first byte in [7:0], zero beyond length_i): a segment with payload that
// has just started, one order or two. Segments come in order, each at the end of the one before, and never more than there is room for (the
// sender looks at kept_o). una_i: the oldest sequence not acknowledged; a segment is given up when una_i has passed its last byte.
// resend_i with count_i: send the oldest count_i (or all, if fewer) again; 0 stops; replaces what is left of the command before.
// request_o with seq_o, length_o, payload_o holds until grant_i, or until the segment is given up.
// flush_i empties the store. Latency: kept_o 1 cycle after sent_i; request_o 3 cycles after resend_i, 2 after a grant; two cycles for each
// segment given up. Reset: empty.
`default_nettype none
module tx_store #(
  parameter int unsigned Log2Depth = 5,
  parameter int unsigned PayloadW = saker_pkg::SEGMENT_W  // bits; less only in proofs
) (
  input  wire logic                 clk_i,
  input  wire logic                 rst_i,
  input  wire logic                 flush_i,
  input  wire logic                 sent_i,
  input  wire logic [31:0]          seq_i,
  input  wire logic [6:0]           length_i,
  input  wire logic [PayloadW-1:0]  payload_i,
  input  wire logic [31:0]          una_i,
  input  wire logic                 resend_i,
  input  wire logic [Log2Depth:0]   count_i,
  output      logic                 request_o,
  input  wire logic                 grant_i,
  output      logic [31:0]          seq_o,
  output      logic [6:0]           length_o,
  output      logic [PayloadW-1:0]  payload_o,
  output      logic [Log2Depth:0]   kept_o,
  output      logic [Log2Depth:0]   left_o
);
  localparam int unsigned Depth = 1 << Log2Depth;

  logic [PayloadW-1:0]  payloads [Depth];
  logic [38:0]          heads [Depth];  // sequence, length
  logic [Log2Depth-1:0] write_q, oldest_q, again_q;

  // The oldest segment's end, one cycle after the segment became the oldest.
  logic [38:0] oldest;
  logic [31:0] end_q, past;
  logic        end_ok_q, gone;
  assign oldest = heads[oldest_q];
  assign past   = una_i - end_q;
  assign gone   = end_ok_q && !past[31];

  // What is to be sent again stands at the outputs once its place has stood still for a cycle.
  logic ready_q, skip, next;
  assign request_o = ready_q;
  assign skip      = gone && left_o != '0 && again_q == oldest_q;  // acknowledged before its turn
  assign next      = grant_i || skip;

  logic [Log2Depth:0] kept_d;
  assign kept_d = kept_o + (Log2Depth + 1)'(sent_i) - (Log2Depth + 1)'(gone);

  always_ff @(posedge clk_i) begin
    if (sent_i) begin
      payloads[write_q] <= payload_i;
      heads[write_q]    <= {seq_i, length_i};
    end
    payload_o          <= payloads[again_q];
    {seq_o, length_o}  <= heads[again_q];
    end_q              <= oldest[38:7] + 32'(oldest[6:0]);
  end

  always_ff @(posedge clk_i) begin
    kept_o   <= kept_d;
    end_ok_q <= kept_o != '0 && !gone;
    ready_q  <= left_o != '0 && !next && !resend_i;
    if (sent_i) write_q <= write_q + Log2Depth'(1);
    if (gone)   oldest_q <= oldest_q + Log2Depth'(1);
    if (resend_i) begin
      again_q <= oldest_q + Log2Depth'(gone);
      left_o  <= count_i < kept_d ? count_i : kept_d;
    end else if (next) begin
      again_q <= again_q + Log2Depth'(1);
      left_o  <= left_o - (Log2Depth + 1)'(1);
    end
    if (rst_i || flush_i) begin
      kept_o   <= '0;
      left_o   <= '0;
      end_ok_q <= 1'b0;
      ready_q  <= 1'b0;
      write_q  <= '0;
      oldest_q <= '0;
      again_q  <= '0;
    end
  end

  logic unused;
  assign unused = ^past[30:0];  // only the sign counts
endmodule
`default_nettype wire
