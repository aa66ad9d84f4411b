// ADMIN, FEED and MESSAGE records.
//
// Interface: msg_valid_i/msg_i: a released message of known type and right length. record_i: a MESSAGE record a message.
// FEED requests come from four sources as pulses (0: gap opens and closes; 1..3: frame verdicts of lines A, B, host); each has a small
// queue, so that none is lost while ADMIN records go first: a source asks at most three times in 20 cycles.
// ADMIN and FEED share one output: an ADMIN record goes at once, FEED records wait for a free cycle, in order of arrival.
// Latency: 1 cycle; FEED records 3 cycles after their pulse or later. No ready: the ring's queues take one a cycle.
// `cycle` of a record: cycle_i in which its cause stood at a register output. Reset: nothing pending.
`default_nettype none
module feed_events (
  input  wire logic                 clk_i,
  input  wire logic                 rst_i,
  input  wire logic [31:0]          cycle_i,
  input  wire logic                 record_i,
  input  wire logic                 msg_valid_i,
  input  wire saker_pkg::itch_msg_t msg_i,
  input  wire logic [3:0]           feed_valid_i,
  input  wire logic [4*8-1:0]       feed_cause_i,
  input  wire logic [4*2-1:0]       feed_line_i,
  input  wire logic [4*64-1:0]      feed_expected_i,
  input  wire logic [4*64-1:0]      feed_got_i,
  input  wire logic [4*80-1:0]      feed_session_i,  // first character in the lowest byte
  output      logic                 ev_admin_valid_o,
  output      saker_pkg::event_t    ev_admin_o,
  output      logic                 ev_msg_valid_o,
  output      saker_pkg::event_t    ev_msg_o
);
  logic [15:0]       tag;
  saker_pkg::event_t admin, feed, message;
  assign tag = {msg_i.hit, msg_i.hit ? msg_i.sym[6:0] : 7'd0, msg_i.mtype};

  logic is_b;
  assign is_b = msg_i.mtype == "B";
  always_comb begin
    admin       = '0;
    admin.etype = saker_regs_pkg::EV_ADMIN;
    admin.tag   = tag;
    admin.cycle = cycle_i;
    admin.body[saker_regs_pkg::EV_ADMIN_SEQ_LSB +: 64]    = msg_i.seq;
    admin.body[saker_regs_pkg::EV_ADMIN_TS_LSB +: 48]     = msg_i.ts;
    admin.body[saker_regs_pkg::EV_ADMIN_LOCATE_LSB +: 16] = msg_i.locate;
    for (int b = 0; b < 8; b++)  // characters, first one first
      admin.body[saker_regs_pkg::EV_ADMIN_STOCK_LSB + 8*b +: 8] = msg_i.stock[8*(7 - b) +: 8];
    admin.body[saker_regs_pkg::EV_ADMIN_CODE_LSB +: 8]    = msg_i.code;

    admin.body[saker_regs_pkg::EV_ADMIN_NEW_REF_LSB +: 64] = msg_i.new_ref;
    admin.body[saker_regs_pkg::EV_ADMIN_QTY_LSB +: 32]     = msg_i.qty;
    admin.body[saker_regs_pkg::EV_ADMIN_PRICE_LSB +: 32]   = msg_i.price;

    message       = '0;
    message.etype = saker_regs_pkg::EV_MESSAGE;
    message.tag   = tag;
    message.cycle = cycle_i;
    message.body[saker_regs_pkg::EV_MESSAGE_SEQ_LSB +: 64]       = msg_i.seq;
    message.body[saker_regs_pkg::EV_MESSAGE_TS_LSB +: 48]        = msg_i.ts;
    message.body[saker_regs_pkg::EV_MESSAGE_LOCATE_LSB +: 16]    = msg_i.locate;
    message.body[saker_regs_pkg::EV_MESSAGE_ORDER_REF_LSB +: 64] = msg_i.order_ref | msg_i.stock | (is_b ? msg_i.match_no : '0);  // one of them
    message.body[saker_regs_pkg::EV_MESSAGE_NEW_REF_LSB +: 64]   = msg_i.new_ref;
    message.body[saker_regs_pkg::EV_MESSAGE_QTY_LSB +: 32]       = msg_i.qty;
    message.body[saker_regs_pkg::EV_MESSAGE_PRICE_LSB +: 32]     = msg_i.price;
    message.body[saker_regs_pkg::EV_MESSAGE_SIDE_LSB +: 8]       = {7'd0, msg_i.side};
    message.body[saker_regs_pkg::EV_MESSAGE_CODE_LSB +: 8]       = msg_i.code;
  end

  // ---- FEED records wait here: one queue a source, the oldest of all goes first ----
  localparam int unsigned REQ_W = 8 + 2 + 64 + 64 + 80 + 32;
  logic [3:0]         waiting, take;
  logic [4*REQ_W-1:0] heads;
  logic [31:0]        feed_cycle;
  logic [7:0]         feed_cause;
  logic [1:0]         feed_line;
  logic [63:0]        feed_expected, feed_got;
  logic [79:0]        feed_session;
  logic [4*3-1:0]     ages;      // turns that a head has waited, up to 7
  for (genvar n = 0; n < 4; n++) begin : gen_source
    logic [REQ_W-1:0] mem_q [4];
    logic [1:0]       put_q, get_q;
    logic [2:0]       count_q;
    assign waiting[n] = count_q != 3'd0;
    assign heads[REQ_W*n +: REQ_W] = mem_q[get_q];
    always_ff @(posedge clk_i) begin
      if (feed_valid_i[n]) begin
        mem_q[put_q] <= {feed_cause_i[8*n +: 8], feed_line_i[2*n +: 2], feed_expected_i[64*n +: 64], feed_got_i[64*n +: 64],
                         feed_session_i[80*n +: 80], cycle_i};
        put_q <= put_q + 2'd1;
      end
      if (take[n]) get_q <= get_q + 2'd1;
      count_q <= count_q + 3'(feed_valid_i[n]) - 3'(take[n]);
      if (!waiting[n] || take[n]) ages[3*n +: 3] <= '0;
      else if (ages[3*n +: 3] != 3'd7) ages[3*n +: 3] <= ages[3*n +: 3] + 3'd1;
      if (rst_i) begin
        put_q   <= '0;
        get_q   <= '0;
        count_q <= '0;
        ages[3*n +: 3] <= '0;
      end
    end
  end

  // The head that waits longest; the lower source when equal.
  logic [2:0] oldest;
  always_comb begin
    take   = '0;
    oldest = '0;
    for (int n = 3; n >= 0; n--) begin
      if (waiting[n] && (take == '0 || ages[3*n +: 3] >= oldest)) begin
        take    = '0;
        take[n] = 1'b1;
        oldest  = ages[3*n +: 3];
      end
    end
    if (is_admin) take = '0;
    {feed_cause, feed_line, feed_expected, feed_got, feed_session, feed_cycle} = '0;
    for (int n = 0; n < 4; n++) begin
      if (take[n]) {feed_cause, feed_line, feed_expected, feed_got, feed_session, feed_cycle} = heads[REQ_W*n +: REQ_W];
    end
    feed       = '0;
    feed.etype = saker_regs_pkg::EV_FEED;
    feed.tag   = {6'd0, feed_line, feed_cause};
    feed.cycle = feed_cycle;
    feed.body[saker_regs_pkg::EV_FEED_EXPECTED_LSB +: 64] = feed_expected;
    feed.body[saker_regs_pkg::EV_FEED_GOT_LSB +: 64]      = feed_got;
    feed.body[saker_regs_pkg::EV_FEED_SESSION_LSB +: 80]  = feed_session;
  end

  logic is_admin;
  assign is_admin = msg_valid_i && itch_types_pkg::is_admin(msg_i.mtype) && (msg_i.hit || itch_types_pkg::is_market_wide(msg_i.mtype));

  always_ff @(posedge clk_i) begin
    ev_admin_valid_o <= (is_admin || |take) && !rst_i;
    ev_admin_o       <= is_admin ? admin : feed;
    ev_msg_valid_o   <= msg_valid_i && record_i && !rst_i;
    ev_msg_o         <= message;
  end

  logic unused;
  assign unused = ^{msg_i.rx_cycle, msg_i.market};  // no record of these carries them
endmodule
`default_nettype wire
