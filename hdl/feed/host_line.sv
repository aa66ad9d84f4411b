// The host's feed line: a buffer that plays frames into the third decoder, with the interface of mac_rx.
//
// Interface: data_we_i appends a word (bytes in wire order, first in [7:0]); send_i plays the first length_i bytes as a frame without
// frame check and empties the buffer; length 0 only empties it. Four virtual frame check bytes follow the frame and are always right.
// Refused, and counted in refused_o: a length outside 60..1514, more bytes than the buffer has, or one that comes while a frame is played.
// Words that come while a frame is played, or beyond the buffer, are dropped; the send that would have used them is refused then.
// valid_o, data_o, bytes_o, eof_o as of mac_rx: no gap inside a frame, eof_o one cycle after its last word; ok is always true.
// Latency: 2 cycles from send_i to the first word. Reset: empty, nothing refused.
`default_nettype none
module host_line (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic        data_we_i,
  input  wire logic [31:0] data_i,
  input  wire logic        send_i,
  input  wire logic [10:0] length_i,
  output      logic        busy_o,
  output      logic [15:0] refused_o,
  output      logic        valid_o,
  output      logic [31:0] data_o,
  output      logic [2:0]  bytes_o,
  output      logic        eof_o
);
  localparam int unsigned WORDS_LOG2 = 9;
  localparam logic [10:0] MIN_BYTES = 11'd60, MAX_BYTES = 11'd1514;

  logic [31:0]         mem [2**WORDS_LOG2];
  logic [31:0]         read_q;
  logic [WORDS_LOG2:0] fill_q, at_q;   // words; top bit: the buffer is full
  logic                spoiled_q;      // words were dropped since the buffer was emptied
  logic [10:0]         left_q;         // bytes still to play from at_q on, virtual frame check included
  logic [10:0]         real_q;         // of these, bytes of the frame itself
  logic                run_q, first_q, last, accept;

  assign accept = send_i && !busy_o && !spoiled_q && length_i >= MIN_BYTES && length_i <= MAX_BYTES &&
                  {1'b0, length_i} <= {fill_q, 2'b00};
  assign last   = left_q < 11'd4;      // like the word of a terminate character: 0 to 3 bytes
  assign busy_o = run_q || valid_o;

  always_ff @(posedge clk_i) begin
    if (data_we_i && !busy_o && !fill_q[WORDS_LOG2]) mem[fill_q[WORDS_LOG2-1:0]] <= data_i;
    read_q <= mem[at_q[WORDS_LOG2-1:0]];
  end

  // Bytes of the frame check are zero; read_q holds the word of left_q, read one cycle before.
  logic [31:0] word;
  for (genvar n = 0; n < 4; n++) begin : gen_lane
    assign word[8*n +: 8] = real_q > 11'(n) ? read_q[8*n +: 8] : 8'd0;
  end

  always_ff @(posedge clk_i) begin
    first_q <= accept;
    if (data_we_i) begin
      if (busy_o || fill_q[WORDS_LOG2]) spoiled_q <= 1'b1;
      else                              fill_q    <= fill_q + 1'b1;
    end
    if (accept) begin
      at_q   <= '0;
      left_q <= length_i + 11'd4;
      real_q <= length_i;
    end
    if (first_q || (run_q && !last)) at_q <= at_q + 1'b1;
    if (first_q) run_q <= 1'b1;
    valid_o <= run_q;
    data_o  <= word;
    bytes_o <= last ? left_q[2:0] : 3'd4;
    if (run_q) begin
      left_q <= left_q - 11'd4;
      real_q <= real_q >= 11'd4 ? real_q - 11'd4 : 11'd0;
      if (last) run_q <= 1'b0;
    end
    eof_o <= valid_o && bytes_o != 3'd4;
    if (send_i) begin
      fill_q    <= '0;
      spoiled_q <= 1'b0;
      if (!accept && length_i != 11'd0) refused_o <= refused_o + 16'd1;
    end
    if (rst_i) begin
      fill_q    <= '0;
      spoiled_q <= 1'b0;
      run_q     <= 1'b0;
      first_q   <= 1'b0;
      valid_o   <= 1'b0;
      eof_o     <= 1'b0;
      refused_o <= '0;
    end
  end
endmodule
`default_nettype wire
