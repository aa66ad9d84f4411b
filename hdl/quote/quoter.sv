// Quoter of one slot: top of book in, wanted bid and ask out. Arithmetic: docs/card.md section 6.
//
// Latency: a tob_i pulse of the slot's symbol in cycle t+4 stands as bucket, spread class and mid in t+5 and as
// quote_o in t+6 (new_o pulses then); quote_o is held until the next one. One tob a cycle is accepted, no back-pressure.
// position_i, inv_i and the parameters are taken in cycle t+5. again_i in cycle m decides for the last book, if that was ok, in m+1 (deciding_o), quote_o in m+2:
// new_o pulses with again_o, unless a book of cycle m decides anyway.
// A side that is not wanted has index 0. A change of the slot's symbol makes both sides unwanted until the next tob.
// Reset: nothing wanted.
`default_nettype none
module quoter #(
  parameter int unsigned LadderLog2 = 10  // the window has 2^LadderLog2 ticks
) (
  input  wire logic               clk_i,
  input  wire logic               rst_i,
  input  wire logic               tob_valid_i,
  input  wire saker_pkg::tob_t    tob_i,
  input  wire saker_regs_pkg::params_t params_i,
  input  wire logic               bank_i,      // that params_i are of
  input  wire logic signed [31:0] position_i,  // lots
  input  wire logic signed [24:0] inv_i,       // ticks/256, from inventory_skew
  input  wire logic               again_i,     // the position moved, the latch opened, or another bank counts
  output logic                    deciding_o,  // for the last book again
  output logic                    new_o,
  output logic                    again_o,     // new_o is not of a book that came
  output logic                    bank_o,      // that decided quote_o
  output saker_pkg::quote_t       quote_o,
  output logic [63:0]             seq_o,       // of the tob that made quote_o
  output logic [31:0]             rx_cycle_o,  // of the tob that made quote_o
  output logic [31:0]             position_o   // position used for quote_o
);
  if (LadderLog2 < 2 || LadderLog2 > 15) begin : gen_bad_ladder
    $fatal(1, "quoter: LadderLog2 must be 2..15, mid2 has 16 bits");
  end

  logic [7:0]         symbol;
  logic [31:0]        qty;       // lots
  logic [30:0]        cap;       // lots
  logic signed [23:0] half_bid;  // ticks/256
  logic signed [23:0] half_ask;  // ticks/256
  logic [511:0]       micros;    // entry k, signed ticks/256, at [16*k +: 16]
  assign symbol   = params_i.symbol;
  assign qty      = params_i.qty;
  assign cap      = params_i.inventory_cap;
  assign half_bid = params_i.half_bid;
  assign half_ask = params_i.half_ask;
  assign micros   = params_i.micro;

  // t+4: imbalance and spread of the arriving book.
  logic [2:0]  bucket;
  logic [16:0] spread;
  logic [1:0]  class4;
  imbalance u_imbalance (.bid_qty_i(tob_i.bid_qty), .ask_qty_i(tob_i.ask_qty), .bucket_o(bucket));
  assign spread = {1'b0, tob_i.ask_idx} - {1'b0, tob_i.bid_idx};
  assign class4 = (|spread[16:2]) ? 2'd3 : spread[1:0] - 2'd1;  // spread 0 or less: book is not ok

  logic [7:0]  symbol_q;
  logic        valid5_q, ok5_q;
  logic [4:0]  entry5_q;
  logic [15:0] bid5_q, ask5_q;
  logic [16:0] mid5_q;
  logic [63:0] seq5_q;
  logic [31:0] rx5_q;
  logic        comes, good_q, again5_q;  // good_q: the last book was ok
  assign comes = tob_valid_i && tob_i.sym == symbol;
  always_ff @(posedge clk_i) begin
    valid5_q <= comes && !rst_i;
    again5_q <= again_i && good_q && symbol_q == symbol && !rst_i;
    if (comes) begin
      good_q   <= tob_i.ok;
      ok5_q    <= tob_i.ok;
      entry5_q <= {class4, bucket};
      bid5_q   <= tob_i.bid_idx;
      ask5_q   <= tob_i.ask_idx;
      mid5_q   <= {1'b0, tob_i.ask_idx} + {1'b0, tob_i.bid_idx};
      seq5_q   <= tob_i.seq;
      rx5_q    <= tob_i.rx_cycle;
    end
    if (rst_i || symbol_q != symbol) good_q <= 1'b0;
  end
  assign deciding_o = again5_q;

  // t+5: everything in ticks/256, 28 bits hold every sum. The comparison with the far side (post-only) is a
  // second sum beside the first, so each output bit waits for one carry chain and one selection.
  logic signed [27:0] mid, micro, bid_rest, ask_rest, bid_sum, ask_sum, bid_over, ask_over;
  logic signed [27:0] ask_lim, bid_lim;
  assign mid      = $signed({4'd0, mid5_q, 7'd0});
  assign micro    = 28'($signed(micros[16 * entry5_q +: 16]));
  assign ask_lim  = $signed({4'd0, ask5_q, 8'd0});
  assign bid_lim  = $signed({4'd0, bid5_q, 8'd0});
  assign bid_rest = mid - 28'(inv_i) - 28'(half_bid);
  assign ask_rest = mid - 28'(inv_i) + 28'(half_ask);
  assign bid_sum  = bid_rest + micro;
  assign ask_sum  = ask_rest + micro + 28'sd255;
  assign bid_over = bid_rest - ask_lim + micro;             // >= 0: bid would be at or above the ask
  assign ask_over = ask_rest - bid_lim + micro - 28'sd1;    // < 0: ask would be at or below the bid

  logic signed [27:0] ask_one, bid_one;
  assign ask_one = ask_lim - 28'sd256;
  assign bid_one = bid_lim + 28'sd256;

  logic signed [27:0] bid, ask;
  assign bid = bid_over[27] ? bid_sum : ask_one;
  assign ask = ask_over[27] ? bid_one : ask_sum;

  // Both sides: 0 <= index < 2^LadderLog2 exactly when no bit above the window is set.
  logic bid_fits, ask_fits;
  assign bid_fits = ~|bid[27:8 + LadderLog2];
  assign ask_fits = ~|ask[27:8 + LadderLog2];

  logic signed [33:0] bid_room, ask_room;
  assign bid_room = $signed({3'd0, cap}) - 34'(position_i) - $signed({2'd0, qty});
  assign ask_room = $signed({3'd0, cap}) + 34'(position_i) - $signed({2'd0, qty});

  logic some, bid_en, ask_en;
  assign some   = ok5_q && |qty;
  assign bid_en = some && !bid_room[33] && bid_fits;
  assign ask_en = some && !ask_room[33] && ask_fits;

  always_ff @(posedge clk_i) begin
    symbol_q <= symbol;
    new_o    <= (valid5_q || again5_q) && !rst_i;
    again_o  <= !valid5_q;
    if (valid5_q || again5_q) begin
      quote_o.bid_en  <= bid_en;
      quote_o.ask_en  <= ask_en;
      quote_o.bid_idx <= bid[23:8] & {16{bid_en}};
      quote_o.ask_idx <= ask[23:8] & {16{ask_en}};
      quote_o.mid2    <= mid5_q[15:0];
      seq_o           <= seq5_q;
      rx_cycle_o      <= rx5_q;
      position_o      <= position_i;
      bank_o          <= bank_i;
    end
    if (rst_i || symbol_q != symbol) begin
      quote_o.bid_en <= 1'b0;
      quote_o.ask_en <= 1'b0;
    end
    if (rst_i) begin
      quote_o.bid_idx <= '0;
      quote_o.ask_idx <= '0;
      quote_o.mid2    <= '0;
    end
  end

  logic unused;
  assign unused = ^{params_i, tob_i.flags, tob_i.stale, tob_i.mtype, tob_i.ts, bid[7:0], ask[7:0],
                    bid_over[26:0], ask_over[26:0], bid_room[32:0], ask_room[32:0]};
endmodule
`default_nettype wire
