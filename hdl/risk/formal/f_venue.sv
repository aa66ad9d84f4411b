// Proof harness: a venue message on its way to its effect, with slots that say anything of it: what kills, what counts, what the host may move. Formal only.
// Executions differ in any of the six parts in which exec_memory compares; one told again must move nothing, and a new one is never taken for it.
`default_nettype none
module f_venue (
  input wire logic        clk_i,
  input wire logic        rst_i,
  input wire logic        valid_i,
  input wire logic [2:0]  which_i,     // type of the message
  input wire logic [5:0]  key_i,       // one bit for each 16 bits of reference and match number
  input wire logic        killed_i,
  input wire logic        adjust_we_i,
  input wire logic [31:0] adjust_i,
  input wire logic        known_i,
  input wire logic        late_i,
  input wire logic        side_i,
  input wire logic        overflow_i
);
  logic        wild, again, broken, unknown, answered, valid5, repeat5, known5, side5, move;
  logic [4:0]  stage;
  logic [3:0]  slot5;
  logic [31:0] status, move_lots, position5;
  saker_pkg::ouch_msg_t msg, v4, msg5;
  always_comb begin
    msg = '0;
    unique case (which_i)
      3'd0: msg.mtype = "A";
      3'd1: msg.mtype = "U";
      3'd2: msg.mtype = "E";
      3'd3: msg.mtype = "B";
      3'd4: msg.mtype = "Q";
      3'd5: msg.mtype = "C";
      default: msg.mtype = "S";
    endcase
    msg.urn     = {15'd0, key_i[5], 15'd0, key_i[4]};
    msg.ext_ref = {key_i[3], 15'd0, key_i[2], 15'd0, 15'd0, key_i[1], 15'd0, key_i[0]};
  end
  venue_stage #(.NumSlots(1)) u_stage (
    .clk_i, .rst_i, .valid_i, .msg_i(msg), .settling_i(1'b0), .killed_i, .adjust_we_i, .adjust_i, .adjust_status_o(status), .move_o(move),
    .move_lots_o(move_lots), .known_i, .late_i, .side_i, .overflow_i, .position_i(32'd0), .v_stage_o(stage), .v4_o(v4), .wild_o(wild), .again_o(again),
    .broken_o(broken), .unknown_o(unknown), .answered_o(answered), .valid_o(valid5), .msg_o(msg5), .repeat_o(repeat5), .known_o(known5),
    .slot_o(slot5), .side_o(side5), .position_o(position5));

  // The message in stage 4, and the first execution that moved a position.
  logic        f_past_q = 1'b0, f_asked_q;
  logic [4:1]  f_v_q;
  logic [31:0] f_lots_q;
  logic [5:0]  f_key_q, f_moved_key_q;
  logic [2:0]  f_which_q;
  logic [1:0]  f_moved_q;    // how many did
  logic        is_a, is_u, is_e, same;
  assign is_a = f_which_q == 3'd0;
  assign is_u = f_which_q == 3'd1;
  assign is_e = f_which_q == 3'd2;
  assign same = f_key_q == f_moved_key_q;
  always_ff @(posedge clk_i) begin
    f_past_q  <= 1'b1;
    f_v_q     <= rst_i ? '0 : {f_v_q[3:1], valid_i};
    f_asked_q <= adjust_we_i && !rst_i;
    f_lots_q  <= adjust_i;
    if (valid_i) {f_key_q, f_which_q} <= {key_i, which_i};
    if (stage[4] && is_e && (known_i || late_i) && f_moved_q != 2'd3) begin
      f_moved_q <= f_moved_q + 2'd1;
      if (f_moved_q == '0) f_moved_key_q <= f_key_q;
    end
    if (rst_i) f_moved_q <= '0;
  end

  always_comb begin
    if (!f_past_q) assume (rst_i);
    if (valid_i) assume (f_v_q == '0);                            // messages are at least five cycles apart
    if (f_past_q) begin
      // What the venue breaks, and what it says of an order that nobody holds, kills in the cycle of its effect; nothing else does.
      assert (broken == (f_v_q[4] && f_which_q == 3'd3));
      assert (wild == (overflow_i || (f_v_q[4] && !again && (is_a || is_u || is_e) && !known_i)));
      // An execution told again shows its effect to no slot, and one that is new always does.
      assert (stage[4] == (f_v_q[4] && !again));
      if (again) assert (f_v_q[4] && is_e);
      if (f_v_q[4] && is_e && f_moved_q != '0 && same) assert (again);
      if (f_moved_q == '0 || (f_moved_q == 2'd1 && !same)) assert (!again);
      // The host's word moves a position once a write, while the latch is closed, and never beside a message.
      assert (move == (f_asked_q && killed_i && !f_v_q[4]));
      if (move) assert (move_lots == f_lots_q);
    end
`ifdef FORMAL
    if (f_past_q) begin
      cover (again);
      cover (move && f_moved_q != '0);
    end
`endif
  end
  logic unused;
  assign unused = ^{stage[3:0], slot5, status, position5, v4, msg5, unknown, answered, valid5, repeat5, known5, side5};
endmodule
`default_nettype wire
