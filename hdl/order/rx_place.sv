// Where a segment's payload goes: which of its bytes are new, whether there is room, and the writes into the stream ring.
//
// Interface: the words of mac_rx with index_i; session_i, total_i, offset_i and seq_i from rx_parse. rcv_nxt_i and head_i (ring position
// of byte RCV_NXT) stand still from word 11 to the frame's verdict; room_i (free bytes) may only grow meanwhile.
// write_*: data for the ring at byte position write_address_o (of lane 0), the lanes of write_mask_o only. The bytes become
// part of the stream only with the verdict, so a frame that fails leaves nothing behind.
// length_o: payload bytes; skip_o: of them already had; fresh_o: of them new; fits_o: there is room for these; beyond_o: the segment
// starts after RCV_NXT; odd_o: not at RCV_NXT; stale_o: it ends before RCV_NXT; malformed_o: lengths that contradict each other.
// Latency: writes follow the words by three cycles; fits_o is right 3 cycles after word 13, the rest earlier.
// Reset: no write.
`default_nettype none
module rx_place (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic        valid_i,
  input  wire logic [8:0]  index_i,
  input  wire logic [31:0] data_i,
  input  wire logic        session_i,
  input  wire logic [15:0] total_i,
  input  wire logic [3:0]  offset_i,
  input  wire logic [31:0] seq_i,
  input  wire logic [31:0] rcv_nxt_i,
  input  wire logic [11:0] head_i,
  input  wire logic [12:0] room_i,
  output      logic [15:0] length_o,
  output      logic [15:0] skip_o,
  output      logic [15:0] fresh_o,
  output      logic        fits_o,
  output      logic        beyond_o,
  output      logic        odd_o,
  output      logic        stale_o,
  output      logic        malformed_o,
  output      logic [11:0] write_address_o,
  output      logic [31:0] write_data_o,
  output      logic [3:0]  write_mask_o
);
  localparam logic [8:0] FIRST_PAYLOAD_WORD = 9'd13;

  logic [31:0] ahead_q, old_q;      // SEQ - RCV_NXT and its negative
  logic        passed_q;            // the whole payload is old
  logic [15:0] header;
  logic        valid_q, valid2_q, valid3_q, open_q;
  logic [8:0]  index_q, index2_q;
  logic [31:0] data_q, data2_q;
  logic signed [16:0] place_q;      // payload index of the word's lane 0, from -2 on for the first one
  logic [3:0]  mask_d, mask_q;

  assign header  = 16'd20 + {10'd0, offset_i, 2'b00};
  assign stale_o = passed_q && !beyond_o;

  // One step a cycle; everything stands still once its fields do.
  always_ff @(posedge clk_i) begin
    ahead_q     <= seq_i - rcv_nxt_i;
    old_q       <= rcv_nxt_i - seq_i;
    length_o    <= (total_i >= header) ? total_i - header : 16'd0;
    malformed_o <= (total_i < header) || (offset_i < 4'd5);
    beyond_o    <= (ahead_q != 32'd0) && !ahead_q[31];
    odd_o       <= (ahead_q != 32'd0);
    passed_q    <= (old_q > 32'(length_o));
    if (beyond_o)                       skip_o <= 16'd0;
    else if (old_q > 32'(length_o))     skip_o <= length_o;
    else                                skip_o <= old_q[15:0];
    fresh_o     <= length_o - skip_o;
  end

  // Which lanes of the word hold new payload.
  always_comb begin
    for (int unsigned lane = 0; lane < 4; lane++) begin
      mask_d[lane] = (place_q + 17'(lane) >= $signed({1'b0, skip_o})) && (place_q + 17'(lane) < $signed({1'b0, length_o}));
    end
  end

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      valid_q  <= 1'b0;
      valid2_q <= 1'b0;
      valid3_q <= 1'b0;
      fits_o   <= 1'b0;
      open_q   <= 1'b0;
    end else begin
      valid_q  <= valid_i;
      valid2_q <= valid_q;
      valid3_q <= valid2_q;
      // Judged once a frame, before its first byte is written.
      if (valid2_q && index2_q == FIRST_PAYLOAD_WORD) begin
        fits_o <= (fresh_o <= {3'd0, room_i});
        open_q <= (fresh_o <= {3'd0, room_i}) && session_i && !malformed_o && !beyond_o;
      end else if (valid2_q && index2_q < FIRST_PAYLOAD_WORD) begin
        open_q <= 1'b0;
      end
    end
  end

  always_ff @(posedge clk_i) begin
    index_q  <= index_i;
    data_q   <= data_i;
    index2_q <= index_q;
    data2_q  <= data_q;
    place_q  <= $signed({6'd0, index_q, 2'b00}) - $signed({11'd0, offset_i, 2'b00}) - 17'sd34;
    mask_q          <= mask_d;
    write_data_o    <= data2_q;
    write_address_o <= head_i + place_q[11:0] - skip_o[11:0];
  end

  assign write_mask_o = (valid3_q && open_q) ? mask_q : 4'd0;
endmodule
`default_nettype wire
