// A host message that waits for the transmitter: MSG_SEND with MSG_DATA, one TCP segment of at most 64 bytes.
//
// Interface: send_i is a pulse with length_i and data_i (first byte in [7:0]), copied at once. request_o stays until grant_i,
// the cycle in which the segment starts; done_i ends it. busy_o: a message waits or is being sent.
// refused_o is a pulse: busy, session not owned, more than 64 bytes, or bytes that are not exactly one SoupBinTCP packet of
// another type than 'U', but for the account query ('U' with the one byte 'Q'). Orders start between host messages, so a message must be a
// whole packet; and orders come from the risk gate only. A message waits while room_i (for a segment) is low. No bytes at all is a pure ACK, which is dropped when another segment has carried the acknowledgement
// meanwhile (ack_due_i low). A message that still waits when the session is given up, or another connection is taken over (drop_i, a pulse), is refused then:
// it was written for the connection before.
// Latency: request_o in the cycle after send_i. Reset: nothing waits.
// SAFETY: ORDERS.GATE_ONLY the host cannot send an OUCH message past the risk gate.
`default_nettype none
module host_msg (
  input  wire logic         clk_i,
  input  wire logic         rst_i,
  input  wire logic         owned_i,
  input  wire logic         drop_i,
  input  wire logic         ack_due_i,
  input  wire logic         room_i,
  input  wire logic         send_i,
  input  wire logic [6:0]   length_i,
  input  wire logic [511:0] data_i,
  output      logic         request_o,
  input  wire logic         grant_i,
  input  wire logic         done_i,
  output      logic         busy_o,
  output      logic         refused_o,
  output      logic [511:0] payload_o,
  output      logic [6:0]   length_o
);
  localparam logic [6:0] MOST_BYTES  = 7'd64;
  localparam logic [7:0] UNSEQUENCED = "U";
  localparam logic [7:0] ACCOUNT_QUERY = "Q";

  typedef enum logic [1:0] {IDLE, WAITING, SENDING} state_e;
  state_e state_q, state_d;
  logic         refused_d, packet_ok, length_ok, needless, query;
  logic [511:0] masked;

  assign needless  = (length_o == 7'd0) && !ack_due_i;
  assign request_o = (state_q == WAITING) && owned_i && !drop_i && !needless && (room_i || length_o == 7'd0);
  assign busy_o    = (state_q != IDLE);

  assign query     = (length_i == 7'd4) && (data_i[31:24] == ACCOUNT_QUERY);
  assign packet_ok = (length_i >= 7'd3) && ({data_i[7:0], data_i[15:8]} == 16'(length_i) - 16'd2)
                     && (data_i[23:16] != UNSEQUENCED || query);
  assign length_ok = (length_i == 7'd0) || (length_i <= MOST_BYTES && packet_ok);

  always_comb begin
    for (int unsigned i = 0; i < 64; i++) begin
      masked[8*i +: 8] = (7'(i) < length_i) ? data_i[8*i +: 8] : 8'd0;
    end
  end

  always_comb begin
    state_d   = state_q;
    refused_d = 1'b0;
    unique case (state_q)
      IDLE: begin
        if (send_i) begin
          if (owned_i && length_ok) state_d = WAITING;
          else                      refused_d = 1'b1;
        end
      end
      WAITING: begin
        refused_d = send_i;
        if (grant_i) begin
          state_d = SENDING;
        end else if (!owned_i || drop_i) begin
          state_d   = IDLE;
          refused_d = 1'b1;
        end else if (needless) begin
          state_d = IDLE;
        end
      end
      SENDING: begin
        refused_d = send_i;
        if (done_i) state_d = IDLE;
      end
      default: state_d = IDLE;
    endcase
  end

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      state_q   <= IDLE;
      refused_o <= 1'b0;
    end else begin
      state_q   <= state_d;
      refused_o <= refused_d;
    end
  end

  always_ff @(posedge clk_i) begin
    if (state_q == IDLE && send_i) begin
      payload_o <= masked;
      length_o  <= length_i;
    end
  end
endmodule
`default_nettype wire
