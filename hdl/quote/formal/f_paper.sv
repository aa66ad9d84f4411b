// Proof harness: a paper order in its queue. What is ahead of it and behind it is always the level's true quantity; it is filled only by a trade that used up all
// that was ahead, by one at a worse price, or by an order of the other side that would have met it; and never by more than it has. Formal only.
`default_nettype none
module f_paper #(
  parameter bit          Ask  = 1'b0,
  parameter int unsigned QtyW = 4
) (
  input wire logic               clk_i,
  input wire logic               rst_i,
  input wire logic               clear_i,
  input wire logic               rest_i,
  input wire logic [15:0]        rest_idx_i,
  input wire logic [QtyW-1:0]    rest_qty_i,
  input wire logic [QtyW-1:0]    rest_ahead_i,
  input wire logic               upd_valid_i,
  input wire saker_pkg::update_t upd_i
);
  logic            active;
  logic [15:0]     idx;
  logic [QtyW-1:0] behind, open, ahead, fill, open_after, ahead_after;
  paper_order #(.Ask(Ask), .QtyW(QtyW)) u_order (
    .clk_i, .rst_i, .clear_i, .rest_i, .rest_idx_i, .rest_qty_i, .rest_ahead_i, .upd_valid_i, .upd_i, .active_o(active), .idx_o(idx), .open_o(open),
    .ahead_o(ahead), .fill_o(fill), .open_after_o(open_after), .ahead_after_o(ahead_after), .f_behind_o(behind));

  // The level's true quantity: others' lots there.
  logic            ours, here, comes, comes_here, meets, through;
  logic [15:0]     came;
  logic [QtyW+1:0] f_level_q, f_level_d;
  logic [QtyW-1:0] out, added;
  logic            f_past_q = 1'b0;
  assign ours  = upd_i.order_side == Ask;
  assign out   = upd_i.out_qty[QtyW-1:0];
  assign added = upd_i.new_qty[QtyW-1:0];
  assign here  = ours && upd_i.order_inside && upd_i.order_idx == idx && upd_i.order_kind != saker_pkg::ORDER_ADD;
  assign came  = upd_i.order_kind == saker_pkg::ORDER_ADD ? upd_i.order_idx : upd_i.new_idx;
  assign comes = (upd_i.order_kind == saker_pkg::ORDER_ADD && upd_i.order_inside) || (upd_i.order_kind == saker_pkg::ORDER_REPLACE && upd_i.new_inside);
  assign comes_here = comes && ours && came == idx;
  assign meets      = comes && !ours && (Ask ? came >= idx : came <= idx);
  assign through    = upd_i.order_kind == saker_pkg::ORDER_EXECUTE && ours && upd_i.order_inside && (Ask ? upd_i.order_idx > idx : upd_i.order_idx < idx);
  always_comb begin
    f_level_d = f_level_q;
    if (upd_valid_i && active) begin
      if (here) f_level_d = f_level_d - (QtyW+2)'(out);
      if (comes_here) f_level_d = f_level_d + (QtyW+2)'(added);
    end
    if (rest_i) f_level_d = (QtyW+2)'(rest_ahead_i);
    if (clear_i || rst_i) f_level_d = '0;
  end
  always_ff @(posedge clk_i) begin
    f_past_q  <= 1'b1;
    f_level_q <= f_level_d;
  end

  always_comb begin
    if (!f_past_q) assume (rst_i);
    assume (!(rest_i && upd_valid_i));
    if (rest_i) assume (rest_qty_i != '0);
    // The book's truth: nobody takes more from a level than stands there; a level stays within its width.
    if (upd_valid_i && active && here) assume ((QtyW+2)'(out) <= f_level_q);
    assume (f_level_d < (QtyW+2)'(1 << QtyW));
    if (f_past_q && active) begin
      assert ((QtyW+2)'(ahead) + (QtyW+2)'(behind) == f_level_q);
      assert (open != '0);
    end
    if (f_past_q && fill != '0) begin
      assert (upd_valid_i && active && fill <= open && open_after == open - fill);
      assert (through || meets || (here && upd_i.order_kind == saker_pkg::ORDER_EXECUTE && ahead_after == '0 && out > ahead && fill <= out - ahead));
    end
    if (f_past_q && upd_valid_i && active) assert (ahead_after <= ahead);
    if (f_past_q && upd_valid_i && active && through && out >= open) assert (open_after == '0);
  end
`ifdef FORMAL
  always_comb begin
    if (f_past_q) begin
      cover (fill != '0 && here && ahead != '0);
      cover (fill != '0 && meets && open_after != '0);
      cover (upd_valid_i && active && here && comes_here && ahead_after != '0);
    end
  end
`endif
endmodule
`default_nettype wire
