// Received frames for the host: whole good frames without their frame check, in a buffer of 8 KiB.
//
// Interface: the words of mac_rx; keep_i is read in the cycle of eof_i with ok_i, length_i (bytes with frame check) in the one before. A frame that finds no
// room, or 64 frames waiting, is dropped and counted. length_o: bytes of the head frame, 0 when none. data_o: its next 4 bytes, first in
// [7:0], zero beyond its end. pop_i takes them; taking the last ones removes the frame.
// Latency: data_o follows a pop_i by 3 cycles, the next frame's length_o and data_o by 4, and both a frame's end by 4. A pop_i without a frame is ignored.
// Reset: empty, nothing dropped.
`default_nettype none
module raw_rx (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic        valid_i,
  input  wire logic        sof_i,
  input  wire logic [31:0] data_i,
  input  wire logic        eof_i,
  input  wire logic        ok_i,
  input  wire logic        keep_i,
  input  wire logic [10:0] length_i,
  input  wire logic        pop_i,
  output      logic [10:0] length_o,
  output      logic [31:0] data_o,
  output      logic [15:0] dropped_o
);
  localparam logic [11:0] WORDS  = 12'd2048;
  localparam logic [6:0]  FRAMES = 7'd64;

  typedef enum logic [1:0] {EMPTY, LOAD, SETTLE, READY} state_e;
  state_e state_q, state_d;

  logic [10:0] lengths [64];
  logic [10:0] start_q, write_q, write_at, read_q, read_d, frame_bytes_q, next_length_q;
  logic [11:0] used_q, held_q, held_at, frame_words_q, freed;  // words of kept frames, and with the frame under way
  logic [6:0]  frames_q;
  logic [5:0]  in_q, out_q;
  logic        lost_q, lost_at, keep, removed;
  logic [10:0] left_q, left_d;
  logic [31:0] ram_q;

  assign write_at    = sof_i ? start_q : write_q;
  assign held_at     = sof_i ? used_q  : held_q;
  assign lost_at     = (sof_i ? 1'b0 : lost_q) || (held_at >= WORDS);
  assign keep        = eof_i && ok_i && keep_i && !lost_q && (frames_q != FRAMES);

  // Reader.
  always_comb begin
    state_d = state_q;
    read_d  = read_q;
    left_d  = left_q;
    removed = 1'b0;
    freed   = 12'd0;
    unique case (state_q)
      EMPTY:  if (frames_q != 7'd0) state_d = LOAD;
      LOAD: begin
        left_d  = next_length_q;
        state_d = SETTLE;
      end
      SETTLE: state_d = READY;
      READY: begin
        if (pop_i) begin
          read_d  = read_q + 11'd1;
          freed   = 12'd1;
          left_d  = (left_q > 11'd4) ? left_q - 11'd4 : 11'd0;
          state_d = SETTLE;
          if (left_q <= 11'd4) begin
            removed = 1'b1;
            state_d = EMPTY;
          end
        end
      end
      default: state_d = EMPTY;
    endcase
  end

  // Four byte-wide memories: each is one small block RAM.
  for (genvar b = 0; b < 4; b++) begin : gen_byte
    logic [7:0] memory [2048];
    always_ff @(posedge clk_i) begin
      if (valid_i && !lost_at) memory[write_at] <= data_i[8*b +: 8];
      ram_q[8*b +: 8] <= memory[read_q];
    end
  end

  always_ff @(posedge clk_i) begin
    frame_bytes_q <= length_i - 11'd4;
    frame_words_q <= 12'((12'(length_i) - 12'd1) >> 2);
    if (keep) lengths[in_q] <= frame_bytes_q;
    next_length_q <= lengths[out_q];
    unique case (left_q)
      11'd0:   data_o <= 32'd0;
      11'd1:   data_o <= {24'd0, ram_q[7:0]};
      11'd2:   data_o <= {16'd0, ram_q[15:0]};
      11'd3:   data_o <= {8'd0,  ram_q[23:0]};
      default: data_o <= ram_q;
    endcase
  end

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      state_q   <= EMPTY;
      start_q   <= 11'd0;
      write_q   <= 11'd0;
      read_q    <= 11'd0;
      used_q    <= 12'd0;
      held_q    <= 12'd0;
      lost_q    <= 1'b0;
      frames_q  <= 7'd0;
      in_q      <= 6'd0;
      out_q     <= 6'd0;
      left_q    <= 11'd0;
      length_o  <= 11'd0;
      dropped_o <= 16'd0;
    end else begin
      state_q <= state_d;
      read_q  <= read_d;
      left_q  <= left_d;
      if (valid_i) begin
        write_q <= write_at + 11'd1;
        lost_q  <= lost_at;
      end
      held_q <= held_at + 12'(valid_i && !lost_at) - freed;
      used_q <= used_q + (keep ? frame_words_q : 12'd0) - freed;
      if (keep) begin
        start_q <= start_q + frame_words_q[10:0];
        in_q    <= in_q + 6'd1;
      end
      if (eof_i && ok_i && keep_i && !keep) dropped_o <= dropped_o + 16'd1;
      if (removed) out_q <= out_q + 6'd1;
      frames_q <= frames_q + 7'(keep) - 7'(removed);
      if (removed)                                       length_o <= 11'd0;
      else if (state_q == SETTLE && length_o == 11'd0) length_o <= next_length_q;
    end
  end
endmodule
`default_nettype wire
