// MoldUDP64 blocks: finds each block's start lane and end, a block being its two length bytes and its data.
//
// Interface: the words of mac_rx, s_whole_i with those that have four bytes. start_i stands with the word that holds count (lanes 0, 1) and the first block's length
// (lanes 2, 3); udp_length_i is that of the UDP header, known a few words earlier. clear_i ends whatever is under way.
// end_o (combinational): the last byte of a block, inside the payload and a whole word, is in s_data_i. short_o with it: the block
// lies wholly in this word (length 2 at lane 0), so that it was never in the window.
// window_o: the block that starts at lane off_o of an earlier word goes on; {s_data_i, word before} >> 8*off_o holds its
// bytes 4*k_o to 4*k_o + 7 - off_o at least. k_o stops at 15.
// complete_o: `count` blocks have ended. fault_o: a length below 2. At most one block starts and one ends in a word,
// because a legal block has at least 4 bytes.
// Latency: none; off_o, k_o, window_o, complete_o, fault_o are registers.
// Reset: nothing under way.
`default_nettype none
module mold_walk (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic        clear_i,
  input  wire logic        s_valid_i,
  input  wire logic [31:0] s_data_i,
  input  wire logic        s_whole_i,
  input  wire logic        start_i,
  input  wire logic [15:0] udp_length_i,
  output      logic        end_o,
  output      logic        short_o,
  output      logic        window_o,
  output      logic [1:0]  off_o,
  output      logic [3:0]  k_o,
  output      logic        complete_o,
  output      logic        fault_o
);
  localparam logic [15:0] BEFORE_BODY = 16'd30;  // UDP header, MoldUDP64 header and first length, up to the end of start_i's word

  // AT_LANE0: a block starts at lane 0 of this word. LOW_BYTE: the word before ended with a length's high byte.
  typedef enum logic [1:0] {OFF, AT_LANE0, LOW_BYTE, RUN} state_e;
  state_e      state_q, state_d;
  logic [15:0] rest_q, rest_d;       // RUN: bytes of the block from this word on, and adjust_q more
  logic [1:0]  adjust_q, adjust_d;   // so that a length just read need not wait for a subtraction
  logic [2:0]  near_q, near_d;       // RUN: rest_q - adjust_q, the lowest bits
  logic        tail_q, tail_d;       // RUN: rest_q - adjust_q <= 4, at least 1
  logic [7:0]  high_q;               // LOW_BYTE: the length's high byte
  logic [15:0] left_q;               // blocks not yet ended
  logic        final_q;              // left_q == 1
  logic [15:0] body_q, payload_q;    // payload bytes after start_i's word; payload bytes from this word on
  logic [3:0]  inside_q, lanes;      // lane n of this word belongs to the payload; and the word is whole

  // Small sums as plain logic: a carry chain costs more than it saves at two or three bits.
  function automatic logic not_above(input logic [1:0] x, input logic [1:0] limit);
    not_above = !((x[1] && !limit[1]) || ((x[1] == limit[1]) && x[0] && !limit[0]));
  endfunction
  function automatic logic [2:0] less(input logic [2:0] x, input logic [1:0] y);
    less[0] = x[0] ^ y[0];
    less[1] = x[1] ^ y[1] ^ (!x[0] && y[0]);
    less[2] = x[2] ^ ((!x[1] && y[1]) || ((x[1] == y[1]) && !x[0] && y[0]));
  endfunction

  // What this word may say: a block's end after `stop` lanes, and the length of a block that starts in it.
  logic        stopping, begins, reads;
  logic [2:0]  stop;
  logic [1:0]  lane;
  logic [15:0] length;

  always_comb begin
    stopping   = 1'b0;
    stop       = 3'd4;
    begins     = 1'b0;               // a block starts in this word, at `lane`
    reads      = 1'b0;               // `length` is that of a block (its second byte is in this word)
    lane       = 2'd0;
    length     = {s_data_i[23:16], s_data_i[31:24]};
    adjust_d   = 2'd0;
    state_d    = state_q;
    unique case (state_q)
      AT_LANE0: begin
        begins     = 1'b1;
        reads      = 1'b1;
        length     = {s_data_i[7:0], s_data_i[15:8]};
        adjust_d   = 2'd2;
        stopping   = (length == 16'd2);
        state_d    = stopping ? AT_LANE0 : RUN;
      end
      LOW_BYTE: begin
        reads      = 1'b1;
        length     = {high_q, s_data_i[7:0]};
        adjust_d   = 2'd3;
        lane       = 2'd3;
        begins     = (length == 16'd2);  // ends at lane 2, the next one starts at lane 3
        stopping   = (length[15:1] == 15'd1);
        stop       = length[0] ? 3'd4 : 3'd3;
        state_d    = begins ? LOW_BYTE : stopping ? AT_LANE0 : RUN;
      end
      RUN: begin
        if (tail_q) begin
          stopping = 1'b1;
          stop     = near_q;
          lane     = near_q[1:0];
          begins   = (near_q != 3'd4);
          reads    = (near_q == 3'd1) || (near_q == 3'd2);
          if (near_q == 3'd1) begin
            length     = {s_data_i[15:8], s_data_i[23:16]};
            adjust_d   = 2'd1;
          end
          state_d = (near_q == 3'd4) ? AT_LANE0 : (near_q == 3'd3) ? LOW_BYTE : RUN;
        end
      end
      default: ;
    endcase
    if (start_i) begin
      begins  = 1'b1;
      reads   = 1'b1;
      lane    = 2'd2;
      state_d = RUN;
    end
    rest_d = reads ? length : rest_q - {13'd0, 1'b1, adjust_q};
    near_d = reads ? less(length[2:0], adjust_d) : near_q ^ 3'd4;
    // At most 4 bytes after this word: length <= 4 + adjust_d, or rest_q <= 8 + adjust_q.
    tail_d = reads ? (length[15:3] == '0) && (!length[2] || not_above(length[1:0], adjust_d)) :
                     (rest_q[15:4] == '0) && (!rest_q[3] || (!rest_q[2] && not_above(rest_q[1:0], adjust_q)));
  end

  logic fits, last_end, short_length;
  assign lanes        = inside_q & {4{s_whole_i}};  // a frame's last word can hold only frame check bytes
  assign fits         = (stop == 3'd1) ? lanes[0] : (stop == 3'd2) ? lanes[1] : (stop == 3'd3) ? lanes[2] : lanes[3];
  assign end_o        = s_valid_i && stopping && fits;
  assign short_o      = (state_q == AT_LANE0);
  assign last_end     = end_o && final_q;
  assign short_length = reads && (length[15:1] == 15'd0);

  always_ff @(posedge clk_i) begin
    body_q <= (udp_length_i >= BEFORE_BODY) ? udp_length_i - BEFORE_BODY : 16'd0;
    if (s_valid_i) begin
      state_q  <= state_d;
      rest_q   <= rest_d;
      near_q   <= near_d;
      adjust_q <= reads ? adjust_d : 2'd0;
      tail_q   <= tail_d;
      high_q   <= s_data_i[31:24];
      k_o      <= begins ? 4'd0 : (k_o == 4'd15) ? k_o : k_o + 4'd1;
      if (begins) off_o <= lane;
      window_o <= (begins && !(short_o && stopping)) || (state_q != AT_LANE0 && !stopping && (state_q != OFF));
      if (start_i) begin
        left_q    <= {s_data_i[7:0], s_data_i[15:8]};
        final_q   <= ({s_data_i[7:0], s_data_i[15:8]} == 16'd1);
        payload_q <= body_q;
        inside_q  <= {body_q[15:2] != '0, body_q[15:2] != '0 || (&body_q[1:0]), |body_q[15:1], |body_q};
      end else begin
        if (end_o) begin
          left_q  <= left_q - 16'd1;
          final_q <= (left_q == 16'd2);
        end
        payload_q <= (payload_q >= 16'd4) ? payload_q - 16'd4 : 16'd0;
        inside_q  <= (payload_q[15:3] != '0) ? 4'hF : !payload_q[2] ? 4'h0 :
                     {1'b0, &payload_q[1:0], payload_q[1], |payload_q[1:0]};
      end
      if (last_end) complete_o <= 1'b1;
      if (short_length && !last_end) fault_o <= 1'b1;
      // Stop after the last block, at a length that leads nowhere, and where payload or frame ends inside a block.
      if (last_end || short_length || (stopping && !fits)) begin
        state_q  <= OFF;
        window_o <= 1'b0;
      end
    end
    if (rst_i || clear_i) begin
      state_q    <= OFF;
      window_o   <= 1'b0;
      complete_o <= 1'b0;
      fault_o    <= 1'b0;
    end
  end

endmodule
`default_nettype wire
