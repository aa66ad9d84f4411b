// Judges one book message against the order table and the price window: docs/card.md section 5, in its order of checks.
// Combinational. stale_o = STALE_NONE and apply_o = 1: the message takes effect; both zero: it is ignored whole.
`default_nettype none
module book_check (
  input  wire logic        add_i,         // A F
  input  wire logic        replace_i,     // U
  input  wire logic        sell_i,        // side of the order that is added
  input  wire logic        old_hit_i,
  input  wire logic        wrong_sym_i,   // the order found belongs to another symbol
  input  wire logic        too_much_i,    // E C X: more than what remains
  input  wire logic        new_hit_i,
  input  wire logic        room_i,        // a free way in the bucket of the reference that is added
  input  wire logic        qty_zero_i,
  input  wire logic        tick_zero_i,
  input  wire logic        below_i,
  input  wire logic        above_i,
  input  wire logic        on_tick_i,
  output      logic        apply_o,
  output      logic        far_o,         // beyond the window on its worse side
  output      logic [3:0]  stale_o
);
  logic       outside, better;
  logic [3:0] price_fault;

  assign outside = below_i || above_i;
  assign better  = sell_i ? below_i : above_i;
  assign far_o   = outside && !better;
  always_comb begin
    price_fault = saker_pkg::STALE_NONE;
    if (tick_zero_i) price_fault = saker_pkg::STALE_OFF_TICK;
    else if (better) price_fault = saker_pkg::STALE_OFF_WINDOW;
    else if (!outside && !on_tick_i) price_fault = saker_pkg::STALE_OFF_TICK;
  end

  // SAFETY: BOOK.FAULT: a message that does not fit the book stales its symbol instead of changing it.
  always_comb begin
    stale_o = saker_pkg::STALE_NONE;
    if (add_i) begin
      if (old_hit_i) stale_o = saker_pkg::STALE_DUP_REF;
    end else begin
      if (!old_hit_i) stale_o = saker_pkg::STALE_UNKNOWN_REF;
      else if (wrong_sym_i) stale_o = saker_pkg::STALE_WRONG_SYM;
      else if (too_much_i) stale_o = saker_pkg::STALE_LEVEL_QTY;
      else if (replace_i && new_hit_i) stale_o = saker_pkg::STALE_DUP_REF;
    end
    if ((add_i || replace_i) && stale_o == saker_pkg::STALE_NONE) begin
      if (price_fault != saker_pkg::STALE_NONE) stale_o = price_fault;
      else if (!room_i) stale_o = saker_pkg::STALE_TABLE_FULL;
    end
    apply_o = stale_o == saker_pkg::STALE_NONE && !(add_i && qty_zero_i);
  end
endmodule
`default_nettype wire
