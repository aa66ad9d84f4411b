// Quoter of one slot: top of book in, wanted bid and ask out. Arithmetic: docs/card.md section 6.
//
// Latency: a tob_i pulse of the slot's symbol in cycle t+4 stands as bucket, spread class and mid in t+5 and as
// quote_o in t+6 (new_o pulses then); quote_o is held until the next one. One tob a cycle is accepted, no back-pressure.
// position_i, inv_i, gates_i and the parameters are taken in cycle t+5. again_i in cycle m decides for the last book, if that was ok, in m+1 (deciding_o), quote_o in m+2:
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
  input  wire logic signed [24:0] inv_i,       // ticks/256, from slot_inventory, as the next two
  input  wire logic signed [31:0] skew_i,      // that inv_i is of
  input  wire logic               counts_i,    // the variance that the bank names counts
  input  wire logic [saker_pkg::GATES_W-1:0] gates_i,  // of the slot's symbol
  input  wire logic               again_i,     // the position moved, the latch opened, another bank counts, or the gates answer otherwise
  output logic [2:0]              answer_o,    // of the gates: tight, ask open, bid open
  output logic                    deciding_o,  // for the last book again
  output logic                    new_o,
  output logic                    again_o,     // new_o is not of a book that came
  output logic                    bank_o,      // that decided quote_o
  output saker_pkg::quote_t       quote_o,
  output logic [63:0]             seq_o,       // of the tob that made quote_o
  output logic [31:0]             rx_cycle_o,  // of the tob that made quote_o
  output logic [31:0]             position_o,  // position used for quote_o
  output logic [63:0]             edge_o       // of a bank that names a variance: the skew used for quote_o
);
  if (LadderLog2 < 2 || LadderLog2 > 15) begin : gen_bad_ladder
    $fatal(1, "quoter: LadderLog2 must be 2..15, mid2 has 16 bits");
  end

  logic [7:0]         symbol;
  logic [31:0]        qty;       // lots
  logic [30:0]        cap;       // lots
  logic [511:0]       micros;    // entry k, signed ticks/256, at [16*k +: 16]
  assign symbol   = params_i.symbol;
  assign qty      = params_i.qty;
  assign cap      = params_i.inventory_cap;
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

  // What the gates allow.
  logic bid_open, ask_open, tight, named, known;
  assign named    = params_i.var_horizon != '0;
  assign known    = counts_i || !named;
  assign bid_open = (params_i.need_bid & ~gates_i) == '0 && known;
  assign ask_open = (params_i.need_ask & ~gates_i) == '0 && known;
  assign tight    = (params_i.need_tight & ~gates_i) == '0;
  assign answer_o = {tight, ask_open, bid_open};

  // t+5: three candidates a side stand beside each other: by the half-spread, by the widened one, by the least edge. The gates, and which of
  // the distances is greater, choose among them; both are known as early as the sums.
  logic signed [27:0] mid, micro, inv, edge5, ask_lim, bid_lim, reach;
  assign mid     = $signed({4'd0, mid5_q, 7'd0});
  assign micro   = 28'($signed(micros[16 * entry5_q +: 16]));
  assign inv     = 28'(inv_i);
  assign edge5   = 28'($signed(params_i.min_edge));
  assign ask_lim = $signed({4'd0, ask5_q, 8'd0});
  assign bid_lim = $signed({4'd0, bid5_q, 8'd0});
  assign reach   = $signed({4'd0, params_i.max_distance, 8'd0});

  logic signed [27:0] bid_half, ask_half, bid_wide, ask_wide;
  assign bid_half = inv + 28'($signed(params_i.half_bid));
  assign ask_half = 28'($signed(params_i.half_ask)) - inv;
  assign bid_wide = inv + 28'($signed(params_i.half_bid)) + 28'($signed(params_i.widen_bid));
  assign ask_wide = 28'($signed(params_i.half_ask)) - inv + 28'($signed(params_i.widen_ask));

  logic [3*28-1:0] bid_rest, ask_rest, bid_price, ask_price;
  logic [2:0]      bid_meets, ask_meets, bid_far, ask_far, bid_pick, ask_pick;  // half, wide, edge
  assign bid_rest = {mid - edge5, mid - bid_wide, mid - bid_half};
  assign ask_rest = {mid + edge5, mid + ask_wide, mid + ask_half};
  for (genvar k = 0; k < 3; k++) begin : gen_candidate
    quote_price #(.Ask(1'b0)) u_bid (
      .rest_i(bid_rest[28*k +: 28]), .micro_i(micro), .opposite_i(ask_lim), .own_i(bid_lim), .reach_i(reach), .price_o(bid_price[28*k +: 28]),
      .meets_o(bid_meets[k]), .far_o(bid_far[k]));
    quote_price #(.Ask(1'b1)) u_ask (
      .rest_i(ask_rest[28*k +: 28]), .micro_i(micro), .opposite_i(bid_lim), .own_i(ask_lim), .reach_i(reach), .price_o(ask_price[28*k +: 28]),
      .meets_o(ask_meets[k]), .far_o(ask_far[k]));
  end
  logic bid_edge, ask_edge;
  assign bid_edge = tight ? bid_half < edge5 : bid_wide < edge5;
  assign ask_edge = tight ? ask_half < edge5 : ask_wide < edge5;
  assign bid_pick = {bid_edge, !bid_edge && !tight, !bid_edge && tight};
  assign ask_pick = {ask_edge, !ask_edge && !tight, !ask_edge && tight};

  logic signed [27:0] bid, ask, ask_one, bid_one;
  assign ask_one = ask_lim - 28'sd256;
  assign bid_one = bid_lim + 28'sd256;
  assign bid = |(bid_pick & bid_meets) ? ask_one
             : bid_pick[2] ? bid_price[83:56] : bid_pick[1] ? bid_price[55:28] : bid_price[27:0];
  assign ask = |(ask_pick & ask_meets) ? bid_one
             : ask_pick[2] ? ask_price[83:56] : ask_pick[1] ? ask_price[55:28] : ask_price[27:0];

  // Both sides: 0 <= index < 2^LadderLog2 exactly when no bit above the window is set.
  logic bid_fits, ask_fits;
  assign bid_fits = ~|bid[27:8 + LadderLog2];
  assign ask_fits = ~|ask[27:8 + LadderLog2];

  logic [31:0] bid_qty, ask_qty;
  size_ladder u_sizes (
    .qty_i(qty), .steps_i(params_i.step_position), .step_qty_i(params_i.step_qty), .position_i, .bid_qty_o(bid_qty), .ask_qty_o(ask_qty));

  logic signed [33:0] bid_room, ask_room;
  assign bid_room = $signed({3'd0, cap}) - 34'(position_i) - $signed({2'd0, bid_qty});
  assign ask_room = $signed({3'd0, cap}) + 34'(position_i) - $signed({2'd0, ask_qty});

  logic bid_en, ask_en;
  assign bid_en = ok5_q && |bid_qty && !bid_room[33] && bid_fits && bid_open && !(|(bid_pick & bid_far));
  assign ask_en = ok5_q && |ask_qty && !ask_room[33] && ask_fits && ask_open && !(|(ask_pick & ask_far));

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
      quote_o.bid_qty <= bid_qty & {32{bid_en}};
      quote_o.ask_qty <= ask_qty & {32{ask_en}};
      quote_o.wide    <= !tight;
      quote_o.gates   <= gates_i;
      seq_o           <= seq5_q;
      rx_cycle_o      <= rx5_q;
      position_o      <= position_i;
      edge_o          <= {64{named}} & 64'(skew_i);
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
      quote_o.bid_qty <= '0;
      quote_o.ask_qty <= '0;
      quote_o.wide    <= 1'b0;
      quote_o.gates   <= '0;
    end
  end

  logic unused;
  assign unused = ^{params_i, tob_i.flags, tob_i.stale, tob_i.mtype, tob_i.ts, bid[7:0], ask[7:0], bid_room[32:0], ask_room[32:0]};
endmodule
`default_nettype wire
