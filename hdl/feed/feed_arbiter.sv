// Makes one stream of three lines: every sequence number once and in order. docs/card.md section 3.2.
//
// Interface, of each line x: lk_valid_i/lk_new_i/lk_ref_i (a reference's last byte is in the word), end_i (a block ends in the word), seq_i (of
// that block), book_i (it is of type A F E C X D U), all in the cycle t+1; one cycle later ended_i, good_i, msg_i. eof_i: the line's frame is over.
// lk_valid_o/lk_new_o/lk_ref_o: the look-ups that go to the book. release_o (t+1, combinational): a sequence is released, rel_line_o one-hot
// of which line, rel_frame_o when it belongs to the frame under way (live_i). msg_valid_o/msg_o (t+2): the released message; out_ended_o/out_good_o: a block was released,
// of known type and right length. hit_i/sym_i: the symbol filter's answers for lines and, last, for the drain, whose question is drain_msg_o.
// settling_o: more may follow at once from what is held: an open gap does not close yet.
// flush_i: the line's last frame was bad and left blocks in its window: from this cycle on none of them is released, not even one that is being drained.
// late_o, held_o, beyond_o (t+2): what became of a block that was not released at once. back_o: how far behind expected_o a late one is.
// set_i/next_i: FEED_SET. resync_i/first_i: expected := first_i (ANY_SEQUENCE, a good packet without blocks).
// Why: the order table answers one look-up a message, so the line whose reference comes first claims the sequence; a message that changes
// lines in mid-packet is held and drained with a look-up of its own. Decisions stay at least 5 cycles apart.
// Latency: direct release none (t+1), message t+2. A held block: 5 cycles after the release before it (U: 6), or 5 after it was put.
// Reset: expected 0, windows emptied, no claim.
`default_nettype none
module feed_arbiter #(
  parameter int unsigned HoldLog2 = 10
) (
  input  wire logic                             clk_i,
  input  wire logic                             rst_i,
  input  wire logic                             set_i,
  input  wire logic [63:0]                      next_i,
  input  wire logic                             resync_i,
  input  wire logic [63:0]                      first_i,
  input  wire logic                             any_sequence_i,
  input  wire logic                             snapshot_i,
  input  wire logic [2:0]                       lk_valid_i,
  input  wire logic [2:0]                       lk_new_i,
  input  wire logic [3*64-1:0]                  lk_ref_i,
  input  wire logic [2:0]                       live_i,
  input  wire logic [2:0]                       end_i,
  input  wire logic [2:0]                       book_i,
  input  wire logic [3*64-1:0]                  seq_i,
  input  wire logic [2:0]                       eof_i,
  input  wire logic [2:0]                       flush_i,
  input  wire logic [2:0]                       ended_i,
  input  wire logic [2:0]                       good_i,
  input  wire logic [3*saker_pkg::ITCH_MSG_W-1:0] msg_i,
  input  wire logic [3:0]                       hit_i,
  input  wire logic [4*8-1:0]                   sym_i,
  output      logic                             lk_valid_o,
  output      logic                             lk_new_o,
  output      logic [63:0]                      lk_ref_o,
  output      logic                             release_o,
  output      logic [2:0]                       rel_line_o,
  output      logic [2:0]                       rel_frame_o,
  output      logic                             out_ended_o,
  output      logic                             out_good_o,
  output      logic                             msg_valid_o,
  output      saker_pkg::itch_msg_t             msg_o,
  output      saker_pkg::itch_msg_t             drain_msg_o,
  output      logic [2:0]                       late_o,
  output      logic [3*64-1:0]                  back_o,
  output      logic [2:0]                       held_o,
  output      logic [2:0]                       beyond_o,
  output      logic [2:0]                       dropped_o,
  output      logic                             draining_o,
  output      logic                             settling_o,
  output      logic                             hold_busy_o,
  output      logic [63:0]                      expected_o
);
  localparam int unsigned MSG_W   = saker_pkg::ITCH_MSG_W;
  localparam int unsigned BLOCK_W = 8 + 1 + MSG_W;  // number of its frame, good, message
  localparam logic [2:0]  APART   = 3'd5;   // cycles between a release and the next look-up, when the line changes

  // ---- who may go now ----
  logic [2:0] pass, same, may, first_may, claim_q, claim, grant, direct, first_direct, owner_q;
  logic [2:0] since_q;                       // cycles since the last release, stops at 7
  logic       claimed, drain_hold, quiet;
  logic [2:0] in_window, found;              // the expected block; and its frame is not being thrown out
  assign pass    = any_sequence_i ? 3'b001 : snapshot_i ? 3'b100 : 3'b000;
  assign quiet   = since_q >= APART;
  assign claimed = |claim_q;
  for (genvar x = 0; x < 3; x++) begin : gen_turn
    assign same[x] = seq_i[64*x +: 64] == expected_o;
    assign may[x]  = same[x] && pass == '0 && !drain_hold && (!claimed || claim_q[x]) && (owner_q[x] || quiet);
  end
  // A look-up: of the claimed line, or the first of those that may.
  logic [2:0] lk_may;
  assign lk_may    = lk_valid_i & (claim_q | (may & ~lk_new_i));
  assign first_may = lk_may & (~lk_may + 3'd1);
  assign grant     = pass != '0 ? lk_valid_i & pass : claimed ? lk_valid_i & claim_q : first_may;
  assign claim     = claimed ? claim_q : (pass != '0 ? '0 : grant);
  // A release: book types by claim, the others when they may and nobody claims.
  assign direct       = end_i & ((book_i & claim) | (~book_i & may & (claim == '0 ? 3'b111 : claim)));
  assign first_direct = direct & (~direct + 3'd1);

  // ---- the drain: found, look-up, second look-up and release ----
  typedef enum logic [1:0] {IDLE, LOOK, GO} drain_e;
  drain_e             drain_q;
  logic [2:0]         drain_line_q;
  logic [7:0]         drain_frame_q;
  logic               drain_good_q, drain_book, drain_ready, drain_lk, drain_lk_new, drain_go, spoilt;
  logic [3*BLOCK_W-1:0] held;
  assign found        = in_window & ~flush_i;
  assign spoilt       = |(drain_line_q & flush_i);
  assign drain_hold   = (drain_q != IDLE) || (|found && !claimed);
  assign drain_book   = drain_good_q && itch_types_pkg::is_book(drain_msg_o.mtype);
  // U reads its old level one cycle before the decision, when the search of the decision before it may still read.
  assign drain_ready  = since_q >= (drain_msg_o.mtype == "U" ? APART : APART - 3'd1);
  assign drain_lk     = drain_q == LOOK && drain_ready && drain_book;
  assign drain_lk_new = drain_q == GO && drain_book && drain_msg_o.mtype == "U";
  assign drain_go     = drain_q == GO && !set_i && pass == '0 && !spoilt;
  assign draining_o   = drain_hold;

  // Behind a drain the line that is under way may have to wait for its turn and be drained too; one direct release ends that.
  logic [3:0] settle_q;
  assign settling_o = drain_hold || settle_q != '0;
  always_ff @(posedge clk_i) begin
    if (rst_i || set_i)      settle_q <= '0;
    else if (drain_go)       settle_q <= '1;
    else if (release_o)      settle_q <= 4'd1;
    else if (settle_q != '0) settle_q <= settle_q - 4'd1;
  end

  always_ff @(posedge clk_i) begin
    unique case (drain_q)
      IDLE: begin
        if (|found && !claimed && pass == '0) begin
          drain_q      <= LOOK;
          drain_line_q <= found & (~found + 3'd1);
          {drain_frame_q, drain_good_q, drain_msg_o} <= found[0] ? held[0 +: BLOCK_W] : found[1] ? held[BLOCK_W +: BLOCK_W] : held[2*BLOCK_W +: BLOCK_W];
        end
      end
      LOOK:    if (drain_ready) drain_q <= GO;
      default: drain_q <= IDLE;
    endcase
    if (rst_i || set_i || pass != '0 || spoilt) drain_q <= IDLE;
  end

  // ---- look-ups to the book ----
  always_comb begin
    lk_valid_o = |grant || drain_lk || drain_lk_new;
    lk_new_o   = |(grant & lk_new_i) || drain_lk_new;
    lk_ref_o   = drain_lk ? drain_msg_o.order_ref : drain_lk_new ? drain_msg_o.new_ref : '0;
    for (int x = 0; x < 3; x++) if (grant[x]) lk_ref_o = lk_ref_o | lk_ref_i[64*x +: 64];
  end

  // ---- release ----
  logic [2:0] rel_direct;
  assign rel_direct   = set_i ? '0 : pass != '0 ? end_i & pass : first_direct;
  assign rel_line_o   = rel_direct | (drain_go ? drain_line_q : '0);
  assign release_o    = |rel_line_o;
  logic [23:0] frame_q;                      // frames of each line, modulo 256
  for (genvar x = 0; x < 3; x++) begin : gen_frame
    assign rel_frame_o[x] = rel_direct[x] || (drain_go && drain_line_q[x] && live_i[x] && drain_frame_q == frame_q[8*x +: 8]);
    always_ff @(posedge clk_i) begin
      if (rst_i) frame_q[8*x +: 8] <= '0;
      else if (eof_i[x]) frame_q[8*x +: 8] <= frame_q[8*x +: 8] + 8'd1;
    end
  end

  logic [2:0]  released_q;                   // by line, directly
  logic        drained_q;
  logic [63:0] up, passed;
  assign up     = {(&expected_o[31:0]) ? expected_o[63:32] + 32'd1 : expected_o[63:32], expected_o[31:0] + 32'd1};
  assign passed = {(&seq_i[31:0]) ? seq_i[63:32] + 32'd1 : seq_i[63:32], seq_i[31:0] + 32'd1};
  always_ff @(posedge clk_i) begin
    released_q <= rst_i ? '0 : rel_direct;
    drained_q  <= drain_go && !rst_i;
    if (release_o) owner_q <= drain_go ? '0 : rel_line_o;
    if (release_o) since_q <= 3'd1;
    else if (since_q != 3'd7) since_q <= since_q + 3'd1;
    claim_q <= claim & ~end_i & ~eof_i;
    if (resync_i) expected_o <= first_i;
    if (release_o) begin
      if (any_sequence_i)   expected_o <= passed;
      else if (!snapshot_i) expected_o <= up;
    end
    if (set_i) expected_o <= next_i;
    if (rst_i || set_i || pass != '0) claim_q <= '0;
    if (rst_i) begin
      expected_o <= '0;
      owner_q    <= '0;
      since_q    <= 3'd7;
    end
  end

  always_comb begin
    msg_o       = drain_msg_o;
    msg_o.hit   = hit_q[3];
    msg_o.sym   = sym_q[31:24];
    out_good_o  = drained_q && drain_good_q;
    out_ended_o = drained_q || |released_q;
    for (int x = 0; x < 3; x++) begin
      if (released_q[x]) begin
        msg_o      = msg_i[MSG_W*x +: MSG_W];
        msg_o.hit  = hit_q[x];
        msg_o.sym  = sym_q[8*x +: 8];
        out_good_o = good_i[x];
      end
    end
    msg_valid_o = out_ended_o && out_good_o;
  end
  logic [3:0]  hit_q;
  logic [31:0] sym_q;
  always_ff @(posedge clk_i) begin
    hit_q <= hit_i;
    sym_q <= sym_i;
  end

  // ---- what was not released: late, held, beyond ----
  logic [2:0] put, busy, near, past;
  assign hold_busy_o = |busy;
  for (genvar x = 0; x < 3; x++) begin : gen_hold
    logic [63:0] seq, ahead;
    logic        left, unused;
    always_ff @(posedge clk_i) seq <= seq_i[64*x +: 64];
    assign ahead     = seq - expected_o;
    assign past[x] = seq < expected_o;
    assign unused    = ^ahead[HoldLog2-1:0];
    assign near[x] = ahead[63:HoldLog2] == '0;
    assign left      = ended_i[x] && !released_q[x];
    assign late_o[x]    = left && past[x];
    assign put[x]       = left && !past[x] && near[x] && !busy[x] && !(snapshot_i && !any_sequence_i) && !set_i;
    assign held_o[x]    = put[x];
    assign dropped_o[x] = left && !past[x] && !put[x];
    assign beyond_o[x]  = dropped_o[x] && !(snapshot_i && !any_sequence_i);
    assign back_o[64*x +: 64] = expected_o - seq;
    hold_window #(.Log2(HoldLog2), .BlockW(BLOCK_W)) u_hold (
      .clk_i(clk_i), .rst_i(rst_i), .clear_i(flush_i[x] || set_i), .busy_o(busy[x]), .put_i(put[x]), .seq_i(seq),
      .block_i({frame_q[8*x +: 8], good_i[x], msg_i[MSG_W*x +: MSG_W]}), .next_i(expected_o), .found_o(in_window[x]), .block_o(held[BLOCK_W*x +: BLOCK_W])
    );
  end
endmodule
`default_nettype wire
