// The book around an update: before it, after it, and whether the symbol is broken. docs/signals.md 1.
//
// Interface: upd_i/u_i/restart_i, known_i in stage 1; step_o in stage 2. restart_i alone: sym_i. A restart leaves the book as it is.
// One a cycle. Latency: 1 cycle. Reset: every symbol broken, not ok, without a mid.
`default_nettype none
module signal_book #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned SymW       = $clog2(NumSymbols)
) (
  input  wire logic                 clk_i,
  input  wire logic                 rst_i,
  input  wire logic                 upd_i,
  input  wire logic                 restart_i,
  input  wire logic [7:0]           sym_i,
  input  wire saker_pkg::update_t   u_i,
  input  wire logic                 known_i,   // the aggressor's side
  output      logic [NumSymbols-1:0] broken_o,  // before the update of stage 1
  output      signal_pkg::step_t    step_o
);
  // Kept of the last book part: ok, broken. Of the last ok one: levels and quantities; the mid is forgotten while broken.
  logic [NumSymbols-1:0] ok_q, broken_q, mid_known_q;
  logic [95:0]           book [NumSymbols];

  logic [SymW-1:0]   sym;
  logic              ok_part, broken_part, mid_known;
  signal_pkg::step_t step;
  assign sym         = sym_i[SymW-1:0];
  assign ok_part     = upd_i && u_i.book && u_i.flags == '0;
  assign broken_part = u_i.flags[saker_pkg::BOOK_STALE] || u_i.flags[saker_pkg::BOOK_HALTED];
  assign mid_known   = (mid_known_q[sym] || ok_part) && !step.broken;
  always_comb begin
    step            = '0;
    step.upd        = upd_i;
    step.restart    = restart_i;
    step.sym        = sym_i;
    step.now        = u_i.now[31:0];
    step.live       = upd_i && !broken_q[sym];
    step.trade      = upd_i && u_i.trade;
    step.qty        = u_i.trade_qty;
    if (step.trade && known_i) step.x = u_i.trade_buy ? {1'b0, u_i.trade_qty} : 33'd0 - {1'b0, u_i.trade_qty};
    step.order      = upd_i && u_i.order;
    step.kind       = u_i.order_kind;
    step.side       = u_i.order_side;
    step.order_ref  = u_i.order_ref;
    step.idx        = u_i.order_idx;
    step.at_level     = u_i.order_inside;
    step.gone       = u_i.order_gone;
    step.new_qty    = u_i.new_qty;
    step.new_ref    = u_i.new_ref;
    step.new_idx    = u_i.new_idx;
    step.new_inside = u_i.new_inside;
    step.ok_was     = ok_q[sym];
    {step.bid_idx_was, step.bid_qty_was, step.ask_idx_was, step.ask_qty_was} = book[sym];
    step.mid_was_known = mid_known_q[sym];
    step.mid_was    = 17'(step.bid_idx_was) + 17'(step.ask_idx_was);
    step.book_ok    = ok_part;
    step.halted     = upd_i && u_i.book && u_i.flags[saker_pkg::BOOK_HALTED];
    step.broken     = upd_i && u_i.book ? broken_part : broken_q[sym];
    step.ok         = upd_i && u_i.book ? u_i.flags == '0 : ok_q[sym];
    {step.bid_idx, step.bid_qty, step.ask_idx, step.ask_qty}
      = ok_part ? {u_i.bid_idx, u_i.bid_qty, u_i.ask_idx, u_i.ask_qty} : book[sym];
    step.mid        = 17'(step.bid_idx) + 17'(step.ask_idx);
  end

  assign broken_o = broken_q;

  always_ff @(posedge clk_i) begin
    step_o <= step;
    if (ok_part) book[sym] <= {u_i.bid_idx, u_i.bid_qty, u_i.ask_idx, u_i.ask_qty};
    if (upd_i) begin
      ok_q[sym]        <= step.ok;
      broken_q[sym]    <= step.broken;
      mid_known_q[sym] <= mid_known;
    end
    if (rst_i) begin
      ok_q           <= '0;
      broken_q       <= '1;
      mid_known_q    <= '0;
      step_o.upd     <= 1'b0;
      step_o.restart <= 1'b0;
    end
  end

  logic unused;
  assign unused = ^{u_i, sym_i};  // prices and the full time are others' to read
endmodule
`default_nettype wire
