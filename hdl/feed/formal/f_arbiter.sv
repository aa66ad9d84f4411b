// Proof harness of the arbiter: three lines that bring blocks of any sequence at any time, as a wire can. What leaves is every sequence once
// and in order, each with its own look-up, none of a packet that is known to be broken, and the book never gets two decisions closer than 5 cycles. Windows of 4 here. Formal only.
//
// A line: a block is book (a reference is looked up on its way) or not. Book blocks end 5 cycles or more after the block before them; the
// look-up is in the end's own word (D), or in one before it; U: the second look-up 2 cycles, the end 4 cycles after the first.
`default_nettype none
module f_arbiter #(
  parameter bit Breaks = 1'b0           // packets may turn out to be broken
) (
  input wire logic       clk_i,
  input wire logic [2:0] start_i,     // a packet begins
  input wire logic [5:0] first_i,     // with this sequence
  input wire logic [2:0] lk_i,
  input wire logic [2:0] end_i,
  input wire logic [2:0] eof_i,
  input wire logic [2:0] bad_i,       // the packet that ends was broken
  input wire logic [2:0] u_i,         // the block under way is a U
  input wire logic [2:0] other_i,     // the block that ends is of no book
  input wire logic [5:0] ref_i,
  input wire logic [4:0] watched_i    // a line and a packet of it, once
);
  localparam int unsigned MSG_W = saker_pkg::ITCH_MSG_W;
  logic rst_q = 1'b1;
  always_ff @(posedge clk_i) rst_q <= 1'b0;

  logic [2:0]         lk, lk_new, ended, live, book, flush;
  logic [8:0]         frame;               // of each line the number of the packet that ended, modulo 8
  logic [3*64-1:0]    seq, refs;
  logic [3*MSG_W-1:0] msgs;
  for (genvar x = 0; x < 3; x++) begin : gen_line
    f_line u_line (
      .clk_i(clk_i), .rst_i(rst_q), .start_i(start_i[x]), .first_i(first_i[2*x +: 2]), .lk_i(lk_i[x]), .end_i(end_i[x]), .eof_i(eof_i[x]), .bad_i(Breaks && bad_i[x]), .u_i(u_i[x]),
      .other_i(other_i[x]), .ref_i(ref_i[2*x +: 2]), .lk_o(lk[x]), .lk_new_o(lk_new[x]), .ref_o(refs[64*x +: 64]), .book_o(book[x]), .live_o(live[x]),
      .seq_o(seq[64*x +: 64]), .flush_o(flush[x]), .frame_o(frame[3*x +: 3]), .ended_o(ended[x]), .msg_o(msgs[MSG_W*x +: MSG_W])
    );
  end

  always_comb if (Breaks) assume (!live[2]);  // two lines are enough, and half the time

  logic                 lk_valid, lk_second, release_now, out_ended, out_good, msg_valid, draining, settling, hold_busy;
  logic [2:0]           rel_line, rel_frame, late, held, beyond, dropped;
  logic [191:0]         back;
  logic [63:0]          lk_ref, expected;
  saker_pkg::itch_msg_t out, drain_msg;
  feed_arbiter #(.HoldLog2(2)) u_arbiter (
    .clk_i(clk_i), .rst_i(rst_q), .set_i(1'b0), .next_i(64'd0), .resync_i(1'b0), .first_i(64'd0), .any_sequence_i(1'b0), .snapshot_i(1'b0),
    .lk_valid_i(lk | lk_new), .lk_new_i(lk_new), .lk_ref_i(refs), .live_i(live), .end_i(end_i), .book_i(book), .seq_i(seq), .eof_i(eof_i), .flush_i(flush),
    .ended_i(ended), .good_i(3'b111), .msg_i(msgs), .hit_i(4'hF), .sym_i(32'd0), .lk_valid_o(lk_valid), .lk_new_o(lk_second), .lk_ref_o(lk_ref),
    .release_o(release_now), .rel_line_o(rel_line), .rel_frame_o(rel_frame), .out_ended_o(out_ended), .out_good_o(out_good), .msg_valid_o(msg_valid),
    .msg_o(out), .drain_msg_o(drain_msg), .late_o(late), .back_o(back), .held_o(held), .beyond_o(beyond), .dropped_o(dropped), .draining_o(draining), .settling_o(settling),
    .hold_busy_o(hold_busy), .expected_o(expected)
  );

  // What the book sees.
  logic [3:0] last_q = 4'd9, first_q, second_q;  // cycles since the last book message; the references looked up last
  logic [2:0] since_rel_q = 3'd7;                // cycles since the last release
  logic       out_book;
  assign out_book = msg_valid && out.mtype != "S";
  logic drained_u_q = 1'b0;
  // Any one packet of any one line, from the cycle on in which it is known to be broken.
  logic [1:0] watched_line_q;
  logic [2:0] watched_q;
  logic       broken_q = 1'b0, from_q;
  always_ff @(posedge clk_i) begin
    if (rst_q) {watched_line_q, watched_q} <= watched_i;
    from_q         <= 1'b0;
    for (int x = 0; x < 3; x++) begin
      if (watched_line_q == 2'(x)) begin
        from_q <= rel_line[x];
        if (!rst_q && flush[x] && frame[3*x +: 3] == watched_q) broken_q <= 1'b1;
      end
    end
  end
  always_ff @(posedge clk_i) begin
    last_q      <= rst_q ? 4'd9 : out_book ? 4'd1 : last_q == 4'd9 ? 4'd9 : last_q + 4'd1;
    since_rel_q <= rst_q ? 3'd7 : release_now ? 3'd1 : since_rel_q == 3'd7 ? 3'd7 : since_rel_q + 3'd1;
    if (lk_valid && !lk_second) first_q <= lk_ref[3:0];
    if (lk_valid && lk_second)  second_q <= lk_ref[3:0];
    drained_u_q <= draining && release_now && drain_msg.mtype == "U";
  end
`ifdef FORMAL
  // A held U that is drained while another line holds what follows it.
  always_comb cover (drained_u_q && held != 3'd0 && expected > 64'd2);
`endif
  always_comb begin
    if (!rst_q && out_ended) assert (out.seq + 64'd1 == expected);       // once, in order: what left is the number that was expected
    if (!rst_q) assert ((rel_line & (rel_line - 3'd1)) == 3'd0);         // of one line
    if (!rst_q && out_ended && from_q) assert (!(broken_q && out.qty[2:0] == watched_q));
    if (!rst_q && out_book) begin
      assert (last_q >= 4'd5);                                           // decisions apart
      assert (first_q == out.order_ref[3:0]);                            // its own look-up came last
      if (out.mtype == "U") assert (second_q == out.new_ref[3:0]);
    end
    if (!rst_q && lk_valid && !lk_second) assert (since_rel_q >= 3'd4);  // the book is done with the message before
  end

  logic unused;
  assign unused = ^{settling, rel_frame, late, beyond, dropped, back, hold_busy, out_good, lk_ref};
endmodule

// The same with packets that turn out to be broken, for fewer cycles.
module f_arbiter_broken (
  input wire logic       clk_i,
  input wire logic [2:0] start_i,
  input wire logic [5:0] first_i,
  input wire logic [2:0] lk_i,
  input wire logic [2:0] end_i,
  input wire logic [2:0] eof_i,
  input wire logic [2:0] bad_i,
  input wire logic [2:0] u_i,
  input wire logic [2:0] other_i,
  input wire logic [5:0] ref_i,
  input wire logic [4:0] watched_i
);
  f_arbiter #(.Breaks(1'b1)) u_arbiter (
    .clk_i(clk_i), .start_i(start_i), .first_i(first_i), .lk_i(lk_i), .end_i(end_i), .eof_i(eof_i), .bad_i(bad_i), .u_i(u_i), .other_i(other_i),
    .ref_i(ref_i), .watched_i(watched_i)
  );
endmodule

// One line of the harness: the blocks of a wire, at any time that a wire could bring them.
module f_line (
  input  wire logic                 clk_i,
  input  wire logic                 rst_i,
  input  wire logic                 start_i,
  input  wire logic [1:0]           first_i,
  input  wire logic                 lk_i,
  input  wire logic                 end_i,
  input  wire logic                 eof_i,
  input  wire logic                 bad_i,
  input  wire logic                 u_i,
  input  wire logic                 other_i,
  input  wire logic [1:0]           ref_i,
  output      logic                 lk_o,
  output      logic                 lk_new_o,
  output      logic [63:0]          ref_o,
  output      logic                 book_o,
  output      logic                 live_o,
  output      logic [63:0]          seq_o,
  output      logic                 flush_o,
  output      logic [2:0]           frame_o,
  output      logic                 ended_o,
  output      saker_pkg::itch_msg_t msg_o
);
  logic [2:0]           seq_q, since_q, after_q;  // cycles since the last end, since the look-up; stop at 7
  logic                 looked_q, is_u_q, is_u;
  logic [1:0]           ref_q;
  logic [2:0]           frame_q = 3'd0;
  saker_pkg::itch_msg_t msg;
  initial looked_q = 1'b0;  // all else is free: a line may be inside a packet when the reset ends
  assign is_u     = looked_q ? is_u_q : u_i;
  assign lk_o     = live_o && lk_i && !looked_q && since_q >= 3'd5;
  assign lk_new_o = live_o && looked_q && is_u_q && after_q == 3'd2;
  assign book_o   = looked_q || lk_o;
  assign seq_o    = {61'd0, seq_q};
  assign ref_o    = lk_new_o ? {60'd0, 2'd1, ref_q} : {62'd0, ref_i};
  always_comb begin
    assume (!end_i || (live_o && !eof_i));
    assume (!end_i || book_o || other_i);
    if (end_i && looked_q) assume (is_u_q ? after_q == 3'd4 : after_q >= 3'd2);
    if (end_i && lk_o)     assume (!is_u);
    if (looked_q && is_u_q && after_q == 3'd4) assume (end_i || eof_i);
    assume (!start_i || !live_o);
    assume (!eof_i || live_o);
    msg           = '0;
    msg.mtype     = !book_o ? "S" : is_u ? "U" : "D";
    msg.order_ref = {62'd0, looked_q ? ref_q : ref_i};
    msg.new_ref   = {60'd0, 2'd1, ref_q};
    msg.seq       = {61'd0, seq_q};
    msg.qty       = {29'd0, frame_q};
  end
  always_ff @(posedge clk_i) begin
    msg_o   <= msg;
    ended_o <= end_i && !rst_i;
    if (since_q != 3'd7) since_q <= since_q + 3'd1;
    if (after_q != 3'd7) after_q <= after_q + 3'd1;
    if (lk_o) begin
      looked_q <= 1'b1;
      is_u_q   <= u_i;
      ref_q    <= ref_i;
      after_q  <= 3'd1;
    end
    if (end_i) begin
      looked_q <= 1'b0;
      since_q  <= 3'd1;
      seq_q    <= seq_q + 3'd1;
    end
    if (start_i) begin
      live_o   <= 1'b1;
      looked_q <= 1'b0;
      since_q  <= 3'd0;
      seq_q    <= {1'b0, first_i};
    end
    flush_o <= eof_i && bad_i && !rst_i;
    frame_o <= frame_q;
    if (eof_i) live_o <= 1'b0;
    if (eof_i && !rst_i) frame_q <= frame_q + 3'd1;
    if (eof_i || rst_i) begin
      looked_q <= 1'b0;
    end
  end
endmodule
`default_nettype wire
