// MoldUDP64 header of one line: session, sequence and count, and the sequence number of the block under way.
//
// Interface: the words of the line, s_whole_i with those that have four bytes, with md_filter's word number. start_o (combinational) stands with the word of `count` of an accepted
// frame of our session that carries blocks. end_i: a block has ended in this word. From the cycle after the header to eof_i:
// session_ok_o, heartbeat_o (count 0), end_session_o (count 0xFFFF), first_o (the packet's sequence), session_o (its session, first
// character in the lowest byte), packet_o (an accepted packet of our session), live_o (and it carries blocks).
// seq_o: sequence of the block under way; after the last block the packet's next sequence. ended_o: at least one block has ended.
// Latency: 1 cycle from the word with `count` to live_o; seq_o moves in the cycle after end_i. Reset: no packet.
`default_nettype none
module mold_header (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic        s_valid_i,
  input  wire logic [31:0] s_data_i,
  input  wire logic        s_whole_i,
  input  wire logic [3:0]  word_i,
  input  wire logic        accept_i,
  input  wire logic        eof_i,
  input  wire logic        any_session_i,
  input  wire logic [79:0] session_i,
  input  wire logic        end_i,
  output      logic        start_o,
  output      logic        packet_o,
  output      logic        live_o,
  output      logic        session_ok_o,
  output      logic        heartbeat_o,
  output      logic        end_session_o,
  output      logic        ended_o,
  output      logic [79:0] session_o,
  output      logic [63:0] first_o,
  output      logic [63:0] seq_o
);
  localparam logic [3:0] W_SESSION0 = 4'd7, W_SESSION1 = 4'd8, W_SESSION2 = 4'd9;
  localparam logic [3:0] W_SEQ_HIGH = 4'd10, W_SEQ_LOW = 4'd11, W_COUNT = 4'd12;

  logic [31:0] swapped;
  logic        heartbeat, end_session, ours;
  assign swapped     = {s_data_i[7:0], s_data_i[15:8], s_data_i[23:16], s_data_i[31:24]};
  assign heartbeat   = (swapped[31:16] == 16'd0);
  assign end_session = (swapped[31:16] == 16'hFFFF);
  assign ours        = s_valid_i && s_whole_i && (word_i == W_COUNT) && accept_i && session_ok_o;
  assign start_o     = ours && !heartbeat && !end_session;

  always_ff @(posedge clk_i) begin
    if (s_valid_i) begin
      unique case (word_i)
        W_SESSION0: begin
          session_o[15:0] <= s_data_i[31:16];
          session_ok_o    <= any_session_i || (s_data_i[31:16] == session_i[15:0]);
        end
        W_SESSION1: begin
          session_o[47:16] <= s_data_i;
          session_ok_o     <= session_ok_o && (any_session_i || s_data_i == session_i[47:16]);
        end
        W_SESSION2: begin
          session_o[79:48] <= s_data_i;
          session_ok_o     <= session_ok_o && (any_session_i || s_data_i == session_i[79:48]);
        end
        W_SEQ_HIGH: first_o[63:32] <= swapped;
        W_SEQ_LOW:  first_o[31:0]  <= swapped;
        W_COUNT: begin
          heartbeat_o   <= heartbeat;
          end_session_o <= end_session;
          packet_o      <= ours;
          live_o        <= start_o;
          seq_o         <= first_o;
        end
        default: ;
      endcase
    end
    if (end_i) begin
      seq_o   <= {(&seq_o[31:0]) ? seq_o[63:32] + 32'd1 : seq_o[63:32], seq_o[31:0] + 32'd1};  // two short carries
      ended_o <= 1'b1;
    end
    if (rst_i || eof_i) begin
      heartbeat_o   <= 1'b0;
      end_session_o <= 1'b0;
      packet_o      <= 1'b0;
      live_o        <= 1'b0;
      ended_o       <= 1'b0;
    end
  end
endmodule
`default_nettype wire
