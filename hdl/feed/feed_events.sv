// ADMIN, FEED and MESSAGE records.
//
// Interface: msg_valid_i/msg_i: a used message of known type and right length. The event inputs of feed_verdict are pulses.
// ADMIN and FEED share one output: an ADMIN record goes at once, FEED records wait for a free cycle, the gap's before the
// other (at most two wait; frames that raise them are at least 20 cycles apart). record_i: a MESSAGE record a message.
// Latency: 1 cycle; FEED records 1 cycle after their pulse or later. No ready: the ring's queues take one a cycle.
// `cycle` of a record: cycle_i in which its cause stood at a register output.
// Reset: nothing pending.
`default_nettype none
module feed_events (
  input  wire logic                 clk_i,
  input  wire logic                 rst_i,
  input  wire logic [31:0]          cycle_i,
  input  wire logic                 record_i,
  input  wire logic                 msg_valid_i,
  input  wire saker_pkg::itch_msg_t msg_i,
  input  wire logic                 event_gap_i,
  input  wire logic                 event_other_i,
  input  wire logic [7:0]           cause_i,
  input  wire logic [63:0]          expected_i,
  input  wire logic [63:0]          got_i,
  output      logic                 ev_admin_valid_o,
  output      saker_pkg::event_t    ev_admin_o,
  output      logic                 ev_msg_valid_o,
  output      saker_pkg::event_t    ev_msg_o
);
  localparam logic [7:0] CAUSE_GAP = 8'd1;

  logic [15:0]       tag;
  saker_pkg::event_t admin, feed, message;
  assign tag = {msg_i.hit, msg_i.hit ? msg_i.sym[6:0] : 7'd0, msg_i.mtype};

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

    message       = '0;
    message.etype = saker_regs_pkg::EV_MESSAGE;
    message.tag   = tag;
    message.cycle = cycle_i;
    message.body[saker_regs_pkg::EV_MESSAGE_SEQ_LSB +: 64]       = msg_i.seq;
    message.body[saker_regs_pkg::EV_MESSAGE_TS_LSB +: 48]        = msg_i.ts;
    message.body[saker_regs_pkg::EV_MESSAGE_LOCATE_LSB +: 16]    = msg_i.locate;
    message.body[saker_regs_pkg::EV_MESSAGE_ORDER_REF_LSB +: 64] = msg_i.order_ref | msg_i.stock;  // one of them is zero
    message.body[saker_regs_pkg::EV_MESSAGE_NEW_REF_LSB +: 64]   = msg_i.new_ref;
    message.body[saker_regs_pkg::EV_MESSAGE_QTY_LSB +: 32]       = msg_i.qty;
    message.body[saker_regs_pkg::EV_MESSAGE_PRICE_LSB +: 32]     = msg_i.price;
    message.body[saker_regs_pkg::EV_MESSAGE_SIDE_LSB +: 8]       = {7'd0, msg_i.side};
    message.body[saker_regs_pkg::EV_MESSAGE_CODE_LSB +: 8]       = msg_i.code;
  end

  // FEED records wait here.
  logic        gap_q, other_q, is_admin;
  logic [7:0]  cause_q;
  logic [63:0] expected_q, got_q;
  logic [31:0] cycle_q;
  assign is_admin = msg_valid_i && itch_types_pkg::is_admin(msg_i.mtype) && (msg_i.hit || msg_i.mtype == "S");

  always_comb begin
    feed       = '0;
    feed.etype = saker_regs_pkg::EV_FEED;
    feed.tag   = {8'd0, gap_q ? CAUSE_GAP : cause_q};
    feed.cycle = cycle_q;
    feed.body[saker_regs_pkg::EV_FEED_EXPECTED_LSB +: 64] = expected_q;
    feed.body[saker_regs_pkg::EV_FEED_GOT_LSB +: 64]      = got_q;
  end

  always_ff @(posedge clk_i) begin
    ev_admin_valid_o <= is_admin || gap_q || other_q;
    ev_admin_o       <= is_admin ? admin : feed;
    ev_msg_valid_o   <= msg_valid_i && record_i;
    ev_msg_o         <= message;
    if (!is_admin) begin
      if (gap_q) gap_q   <= 1'b0;
      else       other_q <= 1'b0;
    end
    if (event_gap_i || event_other_i) begin
      gap_q      <= event_gap_i;
      other_q    <= event_other_i;
      cause_q    <= cause_i;
      expected_q <= expected_i;
      got_q      <= got_i;
      cycle_q    <= cycle_i;
    end
    if (rst_i) begin
      ev_admin_valid_o <= 1'b0;
      ev_msg_valid_o   <= 1'b0;
      gap_q            <= 1'b0;
      other_q          <= 1'b0;
    end
  end

  logic unused;
  assign unused = ^msg_i.rx_cycle;  // no record of these three carries it
endmodule
`default_nettype wire
