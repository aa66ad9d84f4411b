// One paper order and its place in the queue at its level: docs/card.md 12.
//
// upd_i: an update with an order part, of the slot's symbol, in this cycle (upd_valid_i); it acts on the order that stands. rest_i puts a new order in, in place of
// what was there: never in a cycle with an update. clear_i: gone. fill_o and *_after_o belong to the update of this cycle, combinational.
// Ahead and behind: lots of others at the level, before and behind it. Reset: none.
`default_nettype none
module paper_order #(
  parameter bit          Ask  = 1'b0,
  parameter int unsigned QtyW = 32  // bits of a quantity; fewer only for proofs
) (
  input  wire logic               clk_i,
  input  wire logic               rst_i,
  input  wire logic               clear_i,
  input  wire logic               rest_i,
  input  wire logic [15:0]        rest_idx_i,
  input  wire logic [QtyW-1:0]    rest_qty_i,
  input  wire logic [QtyW-1:0]    rest_ahead_i,
  input  wire logic               upd_valid_i,
  input  wire saker_pkg::update_t upd_i,
  output      logic               active_o,
  output      logic [15:0]        idx_o,
  output      logic [QtyW-1:0]    open_o,
  output      logic [QtyW-1:0]    ahead_o,
  output      logic [QtyW-1:0]    fill_o,         // 0: none
  output      logic [QtyW-1:0]    open_after_o,
  output      logic [QtyW-1:0]    ahead_after_o
`ifdef FORMAL
  , output    logic [QtyW-1:0]    f_behind_o
`endif
);
  logic [QtyW-1:0] behind_q, out, new_qty;
  assign out     = upd_i.out_qty[QtyW-1:0];
  assign new_qty = upd_i.new_qty[QtyW-1:0];

  // What the update says of this order's level and of prices that would have met it.
  logic executes, ours, leaves_here, trades_here, trades_through, comes, comes_here, meets, better;
  logic [15:0] came_idx;
  assign executes       = upd_i.order_kind == saker_pkg::ORDER_EXECUTE;
  assign ours           = upd_i.order_side == Ask;
  assign better         = Ask ? upd_i.order_idx > idx_o : upd_i.order_idx < idx_o;   // ours is better than that one
  assign leaves_here    = ours && upd_i.order_inside && upd_i.order_idx == idx_o && upd_i.order_kind[1];  // CANCEL, REPLACE
  assign trades_here    = ours && upd_i.order_inside && upd_i.order_idx == idx_o && executes;
  assign trades_through = ours && upd_i.order_inside && better && executes;
  assign comes          = upd_i.order_kind == saker_pkg::ORDER_ADD ? upd_i.order_inside : upd_i.order_kind == saker_pkg::ORDER_REPLACE && upd_i.new_inside;
  assign came_idx       = upd_i.order_kind == saker_pkg::ORDER_ADD ? upd_i.order_idx : upd_i.new_idx;
  assign comes_here     = comes && ours && came_idx == idx_o;
  assign meets          = comes && !ours && (Ask ? came_idx >= idx_o : came_idx <= idx_o);

  // Each case by itself, then the choice: an update trades, leaves or comes; a REPLACE leaves and comes.
  logic [QtyW-1:0] past_ahead, past_behind, wanted, behind_left, ahead_after, behind_after;
  logic [QtyW:0]   grown;
  assign past_ahead  = out > ahead_o ? out - ahead_o : '0;       // of a trade here: what reaches this order
  assign past_behind = out > behind_q ? out - behind_q : '0;     // of what leaves: what was before it after all
  assign wanted      = trades_here ? past_ahead : trades_through ? out : meets ? new_qty : '0;
  assign fill_o      = !(upd_valid_i && active_o) ? '0 : wanted < open_o ? wanted : open_o;
  assign behind_left = leaves_here ? (behind_q > out ? behind_q - out : '0)
                     : trades_here ? (behind_q > past_ahead ? behind_q - past_ahead : '0) : behind_q;
  assign grown       = {1'b0, behind_left} + {1'b0, new_qty};
  assign behind_after = comes_here ? grown[QtyW-1:0] | {QtyW{grown[QtyW]}} : behind_left;
  assign ahead_after = trades_here ? (ahead_o > out ? ahead_o - out : '0)
                     : leaves_here ? (ahead_o > past_behind ? ahead_o - past_behind : '0) : ahead_o;
  assign open_after_o  = open_o - fill_o;
  assign ahead_after_o = ahead_after;

  always_ff @(posedge clk_i) begin
    if (upd_valid_i && active_o) begin
      active_o <= open_after_o != '0;
      open_o   <= open_after_o;
      ahead_o  <= ahead_after;
      behind_q <= behind_after;
    end
    if (rest_i) begin
      active_o <= 1'b1;
      idx_o    <= rest_idx_i;
      open_o   <= rest_qty_i;
      ahead_o  <= rest_ahead_i;
      behind_q <= '0;
    end
    if (rst_i || clear_i) begin
      active_o <= 1'b0;
      idx_o    <= '0;
      open_o   <= '0;
      ahead_o  <= '0;
      behind_q <= '0;
    end
  end

`ifdef FORMAL
  assign f_behind_o = behind_q;
`endif
  logic unused;
  assign unused = ^upd_i;  // the book part, trades and references say nothing of a queue
endmodule
`default_nettype wire
