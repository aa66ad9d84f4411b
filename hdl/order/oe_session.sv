// State of the order session and its SESSION events.
//
// Interface: take_over_i owns the session and forgets what was noted of an earlier one; release_i gives it up and wins over
// take_over_i. packet_i with type_i/body_i: a SoupBinTCP packet. fin_i, peer_rst_i, broken_i: pulses of tcp_rx and soup_rx.
// A login that broken_i comes with is told and does not count.
// session_up_o: owned, logged in and nothing noted that ends a session. ouch_o: the packet is an OUCH message. query_sent_i: an account query
// started; answered_i: an answer took effect. Answers are sequenced messages, so those of queries_o queries of earlier connections may come again:
// settling_o says that the next one is beyond them, hence to a query of this connection, and it sets caught_up_o. soup_seq_o: number of the next sequenced message; new_session_i with take_over_i: 1 again.
// ev_valid_o with ev_o for one cycle per change, never more than one at a time; the sink has its own FIFO. Causes of one
// cycle follow each other: taken over, released, packet, FIN, RST, broken.
// Latency: flags 1 cycle, event in the cycle in which the flag first stands (later when another cause goes first).
// Reset: not owned, nothing noted.
`default_nettype none
module oe_session (
  input  wire logic         clk_i,
  input  wire logic         rst_i,
  input  wire logic [31:0]  cycle_i,
  input  wire logic         take_over_i,
  input  wire logic         release_i,
  input  wire logic         new_session_i,
  input  wire logic         query_sent_i,
  input  wire logic         answered_i,
  input  wire logic         packet_i,
  input  wire logic [7:0]   type_i,
  input  wire logic [239:0] body_i,
  input  wire logic         fin_i,
  input  wire logic         peer_rst_i,
  input  wire logic         broken_i,
  input  wire logic [31:0]  rcv_nxt_i,
  input  wire logic [31:0]  snd_nxt_i,
  output      logic         ouch_o,
  output      logic         owned_o,
  output      logic         logged_in_o,
  output      logic         fin_o,
  output      logic         rst_o,
  output      logic         rejected_o,
  output      logic         ended_o,
  output      logic         broken_o,
  output      logic         session_up_o,
  output      logic         settling_o,
  output      logic         caught_up_o,
  output      logic [5:0]   queries_o,
  output      logic [31:0]  soup_seq_o,
  output      logic         ev_valid_o,
  output      saker_pkg::event_t ev_o
);
  localparam logic [7:0] TAG_FIN      = 8'd1;
  localparam logic [7:0] TAG_RST      = 8'd2;
  localparam logic [7:0] TAG_TAKEN    = 8'd3;
  localparam logic [7:0] TAG_RELEASED = 8'd4;
  localparam logic [7:0] TAG_BROKEN   = 8'd5;

  localparam logic [5:0] MOST_QUERIES = 6'd63;

  logic       login, login_told, reject, ended;
  logic [5:0] queries_d, old_q;  // old_q: answers to earlier connections that may still come
  logic [5:0] new_d, wait_q, wait_d;    // causes: broken, RST, FIN, packet, released, taken over
  logic [7:0] tag_q, tag;
  logic [239:0] text;

  assign ouch_o = packet_i && (type_i == "S");
  assign login_told = packet_i && (type_i == "A");
  assign login  = login_told && !broken_i;
  assign reject = packet_i && (type_i == "J");
  assign ended  = packet_i && (type_i == "Z");
  assign new_d  = {broken_i, peer_rst_i && !rst_o, fin_i && !fin_o, login_told || reject || ended, release_i,
                   take_over_i && !release_i};

  // At the most, nobody knows how many there were: then no answer settles.
  assign settling_o = logged_in_o && !caught_up_o && old_q == '0;
  assign queries_d  = query_sent_i && !answered_i ? queries_o + 6'(queries_o != MOST_QUERIES)
                    : answered_i && !query_sent_i ? queries_o - 6'(queries_o != '0 && queries_o != MOST_QUERIES) : queries_o;

  assign session_up_o = owned_o && logged_in_o && !(fin_o || rst_o || rejected_o || ended_o || broken_o);

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      owned_o <= 1'b0;
    end else if (release_i) begin
      owned_o <= 1'b0;
    end else if (take_over_i) begin
      owned_o <= 1'b1;
    end
    queries_o <= queries_d;
    if (take_over_i) old_q <= queries_d;
    else if (answered_i && old_q != '0 && old_q != MOST_QUERIES) old_q <= old_q - 6'd1;
    if (rst_i || (take_over_i && new_session_i)) begin
      queries_o <= '0;
      old_q     <= '0;
    end
    if (rst_i || (take_over_i && new_session_i)) soup_seq_o <= 32'd1;
    else if (ouch_o)                             soup_seq_o <= soup_seq_o + 32'd1;
    if (rst_i || take_over_i) begin
      logged_in_o <= 1'b0;
      caught_up_o <= 1'b0;
      fin_o       <= 1'b0;
      rst_o       <= 1'b0;
      rejected_o  <= 1'b0;
      ended_o     <= 1'b0;
      broken_o    <= 1'b0;
    end else begin
      logged_in_o <= logged_in_o || login;
      caught_up_o <= (caught_up_o && !login) || (settling_o && answered_i);
      fin_o       <= fin_o       || fin_i;
      rst_o       <= rst_o       || peer_rst_i;
      rejected_o  <= rejected_o  || reject;
      ended_o     <= ended_o     || ended;
      broken_o    <= broken_o    || broken_i;
    end
  end

  // Events: the waiting cause of the lowest bit goes first.
  always_comb begin
    tag    = TAG_BROKEN;
    wait_d = wait_q & ~6'b100000;
    priority casez (wait_q)
      6'b?????1: begin tag = TAG_TAKEN;    wait_d = wait_q & ~6'b000001; end
      6'b????10: begin tag = TAG_RELEASED; wait_d = wait_q & ~6'b000010; end
      6'b???100: begin tag = tag_q;        wait_d = wait_q & ~6'b000100; end
      6'b??1000: begin tag = TAG_FIN;      wait_d = wait_q & ~6'b001000; end
      6'b?10000: begin tag = TAG_RST;      wait_d = wait_q & ~6'b010000; end
      default: ;
    endcase
  end

  always_comb begin
    text = 240'd0;
    if (tag == "A")      text = body_i;
    else if (tag == "J") text = {232'd0, body_i[7:0]};
  end

  always_comb begin
    ev_valid_o = (wait_q != 6'd0);
    ev_o       = '0;
    ev_o.etype = saker_regs_pkg::EV_SESSION;
    ev_o.tag   = {8'd0, tag};
    ev_o.cycle = cycle_i;
    ev_o.body[31:0]    = rcv_nxt_i;
    ev_o.body[63:32]   = snd_nxt_i;
    ev_o.body[64+:240] = text;
  end

  always_ff @(posedge clk_i) begin
    if (packet_i) tag_q <= type_i;
    if (rst_i) wait_q <= 6'd0;
    else       wait_q <= wait_d | new_d;
  end
endmodule
`default_nettype wire
