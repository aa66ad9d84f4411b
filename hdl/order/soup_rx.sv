// SoupBinTCP packets out of the received stream, one at a time into a message register.
//
// Interface: used_i/tail_i and read_data_i (two cycles after read_address_o) of the ring; consume_o frees a whole packet. packet_o is a pulse:
// type_o, length_o (bytes after the type, 0..199) and body_o (first byte in [7:0], the first 63 bytes, junk beyond
// length_o) stand for that cycle and the next two at least.
// broken_o is a pulse: a length of 0 or above 200, a type that no server sends, a login answer of a wrong length, or a login accepted with
// another next sequence than soup_seq_i (OE_SOUP_SEQ): of that one packet_o comes in the same cycle. After it the
// stream has no meaning any more and nothing is read until restart_i. A packet is read only when all of it has arrived.
// Latency: packet_o 9 + n cycles after the commit of its last byte, n = words of type and body, at most 16; of a login 22 more.
// Reset: waits for a packet.
`default_nettype none
module soup_rx (
  input  wire logic         clk_i,
  input  wire logic         rst_i,
  input  wire logic         restart_i,
  input  wire logic [12:0]  used_i,
  input  wire logic [11:0]  tail_i,
  output      logic [11:0]  read_address_o,
  input  wire logic [31:0]  read_data_i,
  input  wire logic [31:0]  soup_seq_i,
  output      logic         consume_o,
  output      logic [12:0]  consume_bytes_o,
  output      logic         packet_o,
  output      logic [7:0]   type_o,
  output      logic [7:0]   length_o,
  output      logic [503:0] body_o,
  output      logic         broken_o
);
  localparam logic [15:0] MOST_LENGTH   = 16'd200;
  localparam logic [7:0]  LOGIN_LENGTH  = 8'd31;
  localparam logic [7:0]  REJECT_LENGTH = 8'd2;

  typedef enum logic [2:0] {HEADER, FETCH, CHECK, WAIT_BODY, READ, DONE, LOGIN, BROKEN} state_e;
  state_e state_q, state_d;
  logic [4:0]   count_q, count_d;      // cycles within FETCH and READ
  logic [7:0]   packet_q, packet_d;    // length field of the packet
  logic [4:0]   words;                 // to be read, type included
  logic [511:0] message_q;
  logic [11:0]  read_q;
  logic [15:0]  field;
  logic         store, known, type_known_q, done_d, broken_d, judge, judged, same;

  assign field           = {read_data_i[7:0], read_data_i[15:8]};
  assign words           = (packet_q > 8'd60) ? 5'd16 : 5'((packet_q + 8'd3) >> 2);
  assign read_address_o  = read_q;
  assign consume_bytes_o = 13'(packet_q) + 13'd2;
  assign type_o          = message_q[7:0];
  assign body_o          = message_q[511:8];
  assign length_o        = packet_q - 8'd1;

  login_check u_login (
    .clk_i (clk_i), .rst_i (rst_i || restart_i), .start_i (judge), .text_i (body_o[80 +: 160]), .seq_i (soup_seq_i),
    .done_o (judged), .same_o (same)
  );

  always_comb begin
    unique case (message_q[7:0])
      "A":                known = (packet_q == LOGIN_LENGTH);
      "J":                known = (packet_q == REJECT_LENGTH);
      "S", "H", "Z", "+": known = 1'b1;
      default:            known = 1'b0;
    endcase
  end

  always_comb begin
    state_d   = state_q;
    count_d   = 5'd0;
    packet_d  = packet_q;
    store     = 1'b0;
    consume_o = 1'b0;
    done_d    = 1'b0;
    broken_d  = 1'b0;
    judge     = 1'b0;
    unique case (state_q)
      HEADER: if (used_i >= 13'd2) state_d = FETCH;
      FETCH:  state_d = CHECK;
      CHECK: begin
        packet_d = field[7:0];
        if (field == 16'd0 || field > MOST_LENGTH) begin
          state_d  = BROKEN;
          broken_d = 1'b1;
        end else begin
          state_d = WAIT_BODY;
        end
      end
      WAIT_BODY: if (used_i >= consume_bytes_o) state_d = READ;
      READ: begin
        count_d = count_q + 5'd1;
        store   = (count_q >= 5'd2);
        if (count_q == words + 5'd1) begin
          state_d = DONE;
          count_d = 5'd0;
        end
      end
      DONE: begin
        // One more cycle, so that the type's verdict is registered and the ring has moved on.
        count_d   = count_q + 5'd1;
        consume_o = (count_q == 5'd0);
        if (count_q == 5'd1) begin
          judge    = type_known_q && message_q[7:0] == "A";
          done_d   = type_known_q && !judge;
          broken_d = !type_known_q;
          state_d  = judge ? LOGIN : type_known_q ? HEADER : BROKEN;
          count_d  = 5'd0;
        end
      end
      // Nothing behind it is read before it is known what it continues.
      LOGIN: begin
        done_d   = judged;
        broken_d = judged && !same;
        if (judged) state_d = same ? HEADER : BROKEN;
      end
      BROKEN:  state_d = BROKEN;
      default: state_d = BROKEN;
    endcase
  end

  always_ff @(posedge clk_i) begin
    if (rst_i || restart_i) begin
      state_q  <= HEADER;
      count_q  <= 5'd0;
      packet_o <= 1'b0;
      broken_o <= 1'b0;
    end else begin
      state_q  <= state_d;
      count_q  <= count_d;
      packet_o <= done_d;
      broken_o <= broken_d;
    end
  end

  always_ff @(posedge clk_i) begin
    packet_q     <= packet_d;
    unique case (state_q)
      WAIT_BODY: read_q <= tail_i + 12'd2;
      READ:      read_q <= read_q + 12'd4;
      default:   read_q <= tail_i;
    endcase
    type_known_q <= known;
    for (int unsigned w = 0; w < 16; w++) begin
      if (store && count_q == 5'(w + 2)) message_q[32*w +: 32] <= read_data_i;
    end
  end

`ifdef FORMAL
  always_comb begin
    if (state_q == READ) assert (count_q <= 5'd17);
    if (consume_o) assert (state_q == DONE);
  end
`endif
endmodule
`default_nettype wire
