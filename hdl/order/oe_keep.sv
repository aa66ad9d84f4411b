// What the card sends by itself when the host is late: acknowledgements and the client heartbeat (docs/card.md section 9.2).
//
// Interface: ack_us_i, heartbeat_ms_i: limits, 0 never. now_ns_i: card time. ack_due_i: something is to be acknowledged; odd_i: pulse, a
// segment came that is not at RCV_NXT. logged_in_i; room_i: room for a segment with payload; payload_sent_i, ack_sent_i: pulses, a segment
// with payload (sent again counts), or any segment, starts. request_o holds until grant_i or until the reason is gone; heartbeat_o: payload (the SoupBinTCP
// packet 'R', 3 bytes), else a pure ACK. grant_i: it starts. Latency: a few cycles beyond the limit. Reset: nothing due.
`default_nettype none
module oe_keep (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic [63:0] now_ns_i,
  input  wire logic        owned_i,
  input  wire logic        logged_in_i,
  input  wire logic        room_i,
  input  wire logic [15:0] ack_us_i,
  input  wire logic [15:0] heartbeat_ms_i,
  input  wire logic        ack_due_i,
  input  wire logic        odd_i,
  input  wire logic        payload_sent_i,
  input  wire logic        ack_sent_i,
  output      logic        request_o,
  output      logic        heartbeat_o,
  input  wire logic        grant_i
);
  localparam logic [3:0] MOST_ODD = 4'd15;

  // Limits in ns, and how long each reason has stood.
  logic [39:0] now, ack_from_q, sent_at_q, ack_age_q, sent_age_q, ack_limit_q, beat_limit_q;
  logic        ack_late_q, beat_late_q;
  logic [3:0]  odd_q;
  assign now = now_ns_i[39:0];

  always_ff @(posedge clk_i) begin
    ack_limit_q  <= 40'(ack_us_i) * 40'd1000;
    beat_limit_q <= 40'(heartbeat_ms_i) * 40'd1000000;
    ack_age_q    <= now - ack_from_q;
    sent_age_q   <= now - sent_at_q;
    if (!ack_due_i || ack_sent_i) begin
      ack_from_q <= now;
      ack_age_q  <= '0;
    end
    if (!logged_in_i || payload_sent_i) begin
      sent_at_q  <= now;
      sent_age_q <= '0;
    end
    ack_late_q  <= ack_us_i != '0 && ack_due_i && !ack_sent_i && ack_age_q >= ack_limit_q;
    beat_late_q <= heartbeat_ms_i != '0 && logged_in_i && !payload_sent_i && sent_age_q >= beat_limit_q;
    if (rst_i || !owned_i) begin
      ack_late_q  <= 1'b0;
      beat_late_q <= 1'b0;
    end
  end
  logic unused;
  assign unused = ^now_ns_i[63:40];

  // One ACK for each segment out of order: the peer counts duplicates.
  always_ff @(posedge clk_i) begin
    if (odd_i && !(grant_i && !heartbeat_o)) odd_q <= odd_q == MOST_ODD ? odd_q : odd_q + 4'd1;
    else if (!odd_i && grant_i && !heartbeat_o && odd_q != '0) odd_q <= odd_q - 4'd1;
    if (rst_i || !owned_i || ack_us_i == '0) odd_q <= '0;
  end

  assign heartbeat_o = beat_late_q && room_i;
  assign request_o   = owned_i && (heartbeat_o || ack_late_q || odd_q != '0);
endmodule
`default_nettype wire
