// The update stream: what each message, and each change without one, did to its symbol, in message order (docs/signals.md section 1).
//
// Interface: msg_valid_i/msg_i in t+3 with the book's decision on it: applied_i, and of an applied message add_i, replace_i, part_i,
// the order found (old_*), what left it (out_qty_i, kills_i), what came (insert_i, new_far_i, idx_i). found_i: E C X, its order is in the table. trade_i: the
// message is E C P Q or B. tob_*: the top-of-book pulses (t+4). price_i, priced_i: of the trade in t+6. hold_o in t+4: a trade stands there; a pulse without
// a message waits, so that a cycle has one update. One message a cycle, no back-pressure.
// Latency: upd_valid_o/upd_o in u = t+7, three cycles behind tob_o. Nothing on the fast path reads it. Reset: nothing under way.
`default_nettype none
module book_updates #(
  parameter int unsigned LadderLog2 = 12
) (
  input  wire logic                  clk_i,
  input  wire logic                  rst_i,
  input  wire logic [63:0]           now_ns_i,
  input  wire logic                  trade_i,
  input  wire saker_pkg::itch_msg_t  msg_i,
  input  wire logic                  found_i,
  input  wire logic                  applied_i,
  input  wire logic                  add_i,
  input  wire logic                  part_i,      // E C X
  input  wire logic                  replace_i,
  input  wire logic                  insert_i,
  input  wire logic                  new_far_i,
  input  wire logic [LadderLog2-1:0] idx_i,
  input  wire logic                  old_side_i,
  input  wire logic                  old_far_i,
  input  wire logic [LadderLog2-1:0] old_idx_i,
  input  wire logic [31:0]           out_qty_i,
  input  wire logic                  kills_i,
  input  wire logic                  tob_valid_i,
  input  wire saker_pkg::tob_t       tob_i,
  input  wire logic                  priced_i,
  input  wire logic [31:0]           price_i,
  output      logic                  hold_o,
  output      logic                  upd_valid_o,
  output      saker_pkg::update_t    upd_o
);
  // ---- t+3: the parts of the message -------------------------------------------------------------------------------
  saker_pkg::update_t made, made_q;
  logic               executes, counts, new_inside, old_inside;
  assign executes   = msg_i.mtype == "E" || msg_i.mtype == "C";
  assign counts     = msg_i.mtype == "E" || msg_i.mtype == "P" || (msg_i.mtype == "C" && msg_i.code == "Y");
  assign new_inside = insert_i && !new_far_i;
  assign old_inside = !add_i && !old_far_i;
  always_comb begin
    made       = '0;
    made.sym   = msg_i.sym;
    made.mtype = msg_i.mtype;
    made.seq   = msg_i.seq;
    if (trade_i && counts) begin
      made.trade         = 1'b1;
      made.trade_qty     = msg_i.qty;
      made.trade_resting = executes && found_i;
      made.trade_buy     = executes ? found_i && old_side_i : msg_i.side;
    end
    if (applied_i) begin
      made.order        = 1'b1;
      made.order_kind   = add_i ? saker_pkg::ORDER_ADD : replace_i ? saker_pkg::ORDER_REPLACE
                        : part_i && executes ? saker_pkg::ORDER_EXECUTE : saker_pkg::ORDER_CANCEL;
      made.order_side   = add_i ? msg_i.side : old_side_i;
      made.order_ref    = msg_i.order_ref;
      made.order_inside = add_i ? new_inside : old_inside;
      if (add_i && new_inside) made.order_idx = 16'(idx_i);
      if (old_inside) made.order_idx = 16'(old_idx_i);
      if (!add_i) begin
        made.order_gone = !part_i || kills_i;
        made.out_qty    = out_qty_i;
      end
      if (add_i || replace_i) made.new_qty = msg_i.qty;
      if (replace_i) begin
        made.new_ref    = msg_i.new_ref;
        made.new_inside = new_inside;
        if (new_inside) made.new_idx = 16'(idx_i);
      end
    end
  end

  // ---- t+4: the book part ------------------------------------------------------------------------------------------
  saker_pkg::update_t joined, joined1_q, joined2_q, priced;
  logic               any, valid1_q, valid2_q;
  assign hold_o = made_q.trade;
  assign any    = made_q.trade || tob_valid_i;
  always_comb begin
    joined = made_q;
    if (tob_valid_i && tob_i.mtype == '0) begin
      joined     = '0;
      joined.sym = tob_i.sym;
    end
    if (tob_valid_i) begin
      joined.book = 1'b1;
      {joined.flags, joined.bid_idx, joined.bid_qty, joined.ask_idx, joined.ask_qty}
        = {tob_i.flags, tob_i.bid_idx, tob_i.bid_qty, tob_i.ask_idx, tob_i.ask_qty};
    end
  end

  // ---- t+5, t+6: the trade's price is on its way; t+7: the update ---------------------------------------------------
  always_comb begin
    priced     = joined2_q;
    priced.now = now_ns_i[63:10];
    if (joined2_q.trade) begin
      priced.trade_priced = priced_i;
      priced.trade_price  = priced_i ? price_i : '0;
    end
  end
  always_ff @(posedge clk_i) begin
    made_q      <= rst_i ? '0 : made;
    joined1_q   <= joined;
    joined2_q   <= joined1_q;
    upd_o       <= priced;
    valid1_q    <= any && !rst_i;
    valid2_q    <= valid1_q && !rst_i;
    upd_valid_o <= valid2_q && !rst_i;
  end

  logic unused;
  assign unused = ^{msg_i, tob_i, now_ns_i};  // an update carries only some of their fields
endmodule
`default_nettype wire
