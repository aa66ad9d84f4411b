// TRADE records: what traded in a tracked symbol, from E C P Q and B messages.
//
// Interface: fill_valid_i: such a message, all fill_* in cycle t+4 of it. fill_found_i (E C): its order is in the table, of side fill_side_i;
// fill_inside_i: the message took effect and the order stood at level fill_idx_i of the window. tape_i: records are wanted.
// The price of an E is its level's: base + level * tick, in two stages. One message a cycle, no back-pressure.
// Latency: record 3 cycles after fill_valid_i (t+7); priced_o, price_o in t+6, also of trades that need no record. Reset: nothing under way.
`default_nettype none
module book_trades #(
  parameter int unsigned NumSymbols = 16
) (
  input  wire logic                     clk_i,
  input  wire logic                     rst_i,
  input  wire logic [31:0]              cycle_i,
  input  wire logic                     tape_i,
  input  wire logic [NumSymbols*32-1:0] sym_base_i,
  input  wire logic [NumSymbols*32-1:0] sym_tick_i,
  input  wire logic                     fill_valid_i,
  input  wire saker_pkg::itch_msg_t     fill_msg_i,
  input  wire logic                     fill_found_i,
  input  wire logic                     fill_side_i,
  input  wire logic                     fill_inside_i,
  input  wire logic [15:0]              fill_idx_i,
  output      logic                     priced_o,
  output      logic [31:0]              price_o,
  output      logic                     ev_valid_o,
  output      saker_pkg::event_t        ev_o
);
  localparam logic [7:0] PRICED = 8'd1, PRINTABLE = 8'd2, RESTING = 8'd4;

  // ---- t+5: the symbol's window ----
  logic                 valid1_q, found1_q, side1_q, inside1_q;
  saker_pkg::itch_msg_t msg1_q;
  logic [31:0]          base, base_q;
  logic [15:0]          tick, tick_q, idx1_q;
  always_comb begin
    base = '0;
    tick = '0;
    for (int unsigned n = 0; n < NumSymbols; n++) begin
      if (fill_msg_i.sym == 8'(n)) begin
        base = base | sym_base_i[32*n +: 32];
        tick = tick | sym_tick_i[32*n +: 16];
      end
    end
  end

  // ---- t+6: the product ----
  logic                 valid2_q, found2_q, side2_q, inside2_q;
  saker_pkg::itch_msg_t msg2_q;
  logic [31:0]          product_q, base2_q;
  always_ff @(posedge clk_i) begin
    valid1_q  <= fill_valid_i && tape_i && !rst_i;
    msg1_q    <= fill_msg_i;
    found1_q  <= fill_found_i;
    side1_q   <= fill_side_i;
    inside1_q <= fill_inside_i;
    idx1_q    <= fill_idx_i;
    base_q    <= base;
    tick_q    <= tick;
    valid2_q  <= valid1_q && !rst_i;
    msg2_q    <= msg1_q;
    found2_q  <= found1_q;
    side2_q   <= side1_q;
    inside2_q <= inside1_q;
    product_q <= idx1_q * tick_q;
    base2_q   <= base_q;
  end

  // ---- t+7: the record ----
  logic       is_e, is_c, executes, resting, at_level, priced, printable;
  assign is_e      = msg2_q.mtype == "E";
  assign is_c      = msg2_q.mtype == "C";
  assign executes  = is_e || is_c;
  assign resting   = executes && found2_q;
  assign at_level  = is_e && inside2_q && found2_q;
  assign priced    = at_level || is_c || msg2_q.mtype == "P" || msg2_q.mtype == "Q";
  assign printable = is_c ? msg2_q.code == "Y" : msg2_q.mtype != "B";

  assign priced_o = priced;
  assign price_o  = at_level ? base2_q + product_q : msg2_q.price;

  saker_pkg::event_t record;
  always_comb begin
    record       = '0;
    record.etype = saker_regs_pkg::EV_TRADE;
    record.tag   = {resting ? side2_q : msg2_q.side, msg2_q.sym[6:0], msg2_q.mtype};
    record.cycle = cycle_i;
    record.body[saker_regs_pkg::EV_TRADE_SEQ_LSB +: 64]       = msg2_q.seq;
    record.body[saker_regs_pkg::EV_TRADE_TS_LSB +: 48]        = msg2_q.ts;
    record.body[saker_regs_pkg::EV_TRADE_CODE_LSB +: 8]       = msg2_q.code;
    record.body[saker_regs_pkg::EV_TRADE_FLAGS_LSB +: 8]      = (priced ? PRICED : 8'd0) | (printable ? PRINTABLE : 8'd0) | (resting ? RESTING : 8'd0);
    record.body[saker_regs_pkg::EV_TRADE_PRICE_LSB +: 32]     = price_o;
    record.body[saker_regs_pkg::EV_TRADE_QTY_LSB +: 64]       = msg2_q.mtype == "Q" ? msg2_q.order_ref : {32'd0, msg2_q.qty};
    record.body[saker_regs_pkg::EV_TRADE_MATCH_NO_LSB +: 64]  = msg2_q.match_no;
    record.body[saker_regs_pkg::EV_TRADE_ORDER_REF_LSB +: 64] = executes ? msg2_q.order_ref : 64'd0;
  end
  always_ff @(posedge clk_i) begin
    ev_valid_o <= valid2_q && !rst_i;
    ev_o       <= record;
  end

  logic unused;
  assign unused = ^msg2_q;  // a record carries only some of its fields
endmodule
`default_nettype wire
