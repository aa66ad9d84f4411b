// What the book tells others: the update stream, trades of the tape and the ten best levels. Nothing here is waited for.
//
// Interface: msg_valid_i/msg_i: a released message (t+2); found_i, applied_i, far_i, side_i, rank_i: the book's decision on it, one cycle later:
// its order is in the table, the message took effect, and where that order stood; add_i, part_i, replace_i, out_qty_i, kills_i, insert_i, new_far_i,
// idx_i: what it is and does (book_updates). tob_*: the book's pulses (t+4). lvl_*: every change of the ladder.
// Latency: book_updates, book_trades and book_depth. Reset: nothing to tell.
`default_nettype none
module book_report #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned LadderLog2 = 12,
  parameter int unsigned SideW      = $clog2(2 * NumSymbols)
) (
  input  wire logic                     clk_i,
  input  wire logic                     rst_i,
  input  wire logic [31:0]              cycle_i,
  input  wire logic [63:0]              now_ns_i,
  input  wire logic                     tape_i,
  input  wire logic [23:0]              interval_us_i,
  input  wire logic [NumSymbols*32-1:0] sym_base_i,
  input  wire logic [NumSymbols*32-1:0] sym_tick_i,
  input  wire logic                     msg_valid_i,
  input  wire saker_pkg::itch_msg_t     msg_i,
  input  wire logic                     found_i,
  input  wire logic                     applied_i,
  input  wire logic                     far_i,
  input  wire logic                     side_i,
  input  wire logic [LadderLog2-1:0]    rank_i,
  input  wire logic                     add_i,
  input  wire logic                     part_i,
  input  wire logic                     replace_i,
  input  wire logic [31:0]              out_qty_i,
  input  wire logic                     kills_i,
  input  wire logic                     insert_i,
  input  wire logic                     new_far_i,
  input  wire logic [LadderLog2-1:0]    idx_i,
  input  wire logic                     tob_valid_i,
  input  wire saker_pkg::tob_t          tob_i,
  input  wire logic                     lvl_valid_i,
  input  wire logic [SideW-1:0]         lvl_side_i,
  input  wire logic [LadderLog2-1:0]    lvl_rank_i,
  input  wire logic [31:0]              lvl_qty_i,
  input  wire logic                     clear_i,
  input  wire logic                     clear_busy_i,
  output      logic                     hold_o,
  output      logic                     upd_valid_o,
  output      saker_pkg::update_t       upd_o,
  output      logic                     copy_busy_o,
  input  wire logic                     level_read_i,
  input  wire logic [SideW+LadderLog2-1:0] level_i,
  output      logic                     level_grant_o,
  output      logic [31:0]              level_qty_o,
  output      logic                     ev_trade_valid_o,
  output      saker_pkg::event_t        ev_trade_o,
  output      logic                     ev_depth_valid_o,
  output      saker_pkg::event_t        ev_depth_o
);
  logic                  trade_q, fill_q, fill_found_q, fill_inside_q, fill_side_q;
  logic [LadderLog2-1:0] idx;
  logic [15:0]           fill_idx_q;
  saker_pkg::itch_msg_t  msg_q, fill_msg_q;
  assign idx = side_i ? ~rank_i : rank_i;
  always_ff @(posedge clk_i) begin
    trade_q       <= msg_valid_i && msg_i.hit && itch_types_pkg::is_trade(msg_i.mtype) && !rst_i;
    msg_q         <= msg_i;
    fill_q        <= trade_q && !rst_i;
    fill_msg_q    <= msg_q;
    fill_found_q  <= found_i;
    fill_inside_q <= applied_i && !far_i;
    fill_side_q   <= side_i;
    fill_idx_q    <= 16'(idx);
  end
  logic        priced;
  logic [31:0] price;
  book_trades #(.NumSymbols(NumSymbols)) u_trades (
    .clk_i(clk_i), .rst_i(rst_i), .cycle_i(cycle_i), .tape_i(tape_i), .sym_base_i(sym_base_i), .sym_tick_i(sym_tick_i),
    .fill_valid_i(fill_q), .fill_msg_i(fill_msg_q), .fill_found_i(fill_found_q), .fill_side_i(fill_side_q),
    .fill_inside_i(fill_inside_q), .fill_idx_i(fill_idx_q), .priced_o(priced), .price_o(price),
    .ev_valid_o(ev_trade_valid_o), .ev_o(ev_trade_o)
  );
  book_updates #(.LadderLog2(LadderLog2)) u_updates (
    .clk_i(clk_i), .rst_i(rst_i), .now_ns_i(now_ns_i), .trade_i(trade_q), .msg_i(msg_q), .found_i(found_i), .applied_i(applied_i),
    .add_i(add_i), .part_i(part_i), .replace_i(replace_i), .insert_i(insert_i), .new_far_i(new_far_i), .idx_i(idx_i),
    .old_side_i(side_i), .old_far_i(far_i), .old_idx_i(idx), .out_qty_i(out_qty_i), .kills_i(kills_i),
    .tob_valid_i(tob_valid_i), .tob_i(tob_i), .priced_i(priced), .price_i(price),
    .hold_o(hold_o), .upd_valid_o(upd_valid_o), .upd_o(upd_o)
  );
  book_depth #(.NumSymbols(NumSymbols), .LadderLog2(LadderLog2)) u_depth (
    .clk_i(clk_i), .rst_i(rst_i), .cycle_i(cycle_i), .now_ns_i(now_ns_i), .interval_us_i(interval_us_i),
    .clear_i(clear_i), .clear_busy_i(clear_busy_i), .lvl_valid_i(lvl_valid_i), .lvl_side_i(lvl_side_i), .lvl_rank_i(lvl_rank_i),
    .lvl_qty_i(lvl_qty_i), .upd_valid_i(applied_i), .upd_sym_i(msg_q.sym[SideW-2:0]), .upd_seq_i(msg_q.seq),
    .ev_valid_o(ev_depth_valid_o), .ev_o(ev_depth_o)
  );

  logic applied_q;
  always_ff @(posedge clk_i) applied_q <= applied_i && !rst_i;
  level_copy #(.SideW(SideW), .LadderLog2(LadderLog2)) u_copy (
    .clk_i(clk_i), .rst_i(rst_i), .clear_i(clear_i), .clear_busy_i(clear_busy_i), .busy_o(copy_busy_o), .lvl_valid_i(lvl_valid_i), .lvl_side_i(lvl_side_i),
    .lvl_rank_i(lvl_rank_i), .lvl_qty_i(lvl_qty_i), .applied_i(applied_q), .read_i(level_read_i), .level_i(level_i), .grant_o(level_grant_o), .qty_o(level_qty_o)
  );
endmodule
`default_nettype wire
