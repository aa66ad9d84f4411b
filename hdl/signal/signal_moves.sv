// Signals of moves and trades: variances, regime, Kyle sums, VPIN, icebergs, entropy.
//
// Interface: now_i, set1_i in stage 1; step_i, set2_i and the trade's classification in stage 2; set_i in stage 3; tag8_i in stage 8: {restart, update,
// written, symbol}. value_o in stage 10: the fields of these signals, the rest zero; kyle_o with it. One update a cycle. Latency: 9 cycles.
// Reset: no sample just taken; a restart starts a symbol.
`default_nettype none
module signal_moves #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned SymW       = $clog2(NumSymbols)
) (
  input  wire logic               clk_i,
  input  wire logic               rst_i,
  input  wire logic [53:0]        now_i,
  input  wire signal_pkg::set_t   set1_i,
  input  wire signal_pkg::set_t   set2_i,
  input  wire signal_pkg::set_t   set_i,
  input  wire signal_pkg::step_t  step_i,
  input  wire logic               tick_buy_i,
  input  wire logic               aggressor_buy_i,
  input  wire logic [SymW+2:0]    tag8_i,
  output      signal_pkg::value_t value_o,
  output      signal_pkg::kyle_t  kyle_o
);
  logic            write3_q, restart3_q, clear3_q;
  logic [SymW-1:0] sym3_q;
  always_ff @(posedge clk_i) begin
    write3_q   <= step_i.upd || step_i.restart;
    restart3_q <= step_i.restart;
    clear3_q   <= step_i.restart || step_i.halted;
    sym3_q     <= step_i.sym[SymW-1:0];
  end

  // ---- mid samples -------------------------------------------------------------------------------------------------
  signal_pkg::sample_t             sample;
  logic [signal_pkg::SAMPLE_W-1:0] sample8;
  signal_sampler #(.NumSymbols(NumSymbols)) u_sampler (
    .clk_i(clk_i), .rst_i(rst_i), .now_i(now_i), .shift_i(set1_i.sample), .step_i(step_i), .x_i(step_i.x), .sample_o(sample)
  );
  signal_delay #(.Width(signal_pkg::SAMPLE_W), .Cycles(5)) u_sample8 (.clk_i(clk_i), .d_i(sample), .q_o(sample8));
  signal_kyle #(.NumSymbols(NumSymbols)) u_kyle (
    .clk_i(clk_i), .write_i(tag8_i[SymW]), .restart_i(tag8_i[SymW+2]), .sym_i(tag8_i[SymW-1:0]), .sample_i(sample8), .kyle_o(kyle_o)
  );

  // ---- variances ---------------------------------------------------------------------------------------------------
  logic        squared, fast_known, slow_known;
  logic [31:0] square, fast, slow;
  logic [19:0] still;
  logic [17:0] ended;
  logic [9:0]  fast_index, slow_index;
  logic [23:0] fast_decay, slow_decay;
  signal_squares u_squares (.clk_i(clk_i), .sample_i(sample), .valid_o(squared), .square_o(square), .still_o(still), .ended_o(ended));
  signal_decay u_decay (.clk_i(clk_i), .i_fast_i(fast_index), .i_slow_i(slow_index), .d_fast_o(fast_decay), .d_slow_o(slow_decay));
  signal_variance #(.NumSymbols(NumSymbols)) u_fast (
    .clk_i(clk_i), .write_i(write3_q), .clear_i(clear3_q), .sym_i(sym3_q), .k_i(set_i.k_fast), .valid_i(squared), .square_i(square),
    .still_i(still), .ended_i(ended), .index_o(fast_index), .decay_i(fast_decay), .variance_o(fast), .known_o(fast_known)
  );
  signal_variance #(.NumSymbols(NumSymbols)) u_slow (
    .clk_i(clk_i), .write_i(write3_q), .clear_i(clear3_q), .sym_i(sym3_q), .k_i(set_i.k_slow), .valid_i(squared), .square_i(square),
    .still_i(still), .ended_i(ended), .index_o(slow_index), .decay_i(slow_decay), .variance_o(slow), .known_o(slow_known)
  );

  // ---- VPIN --------------------------------------------------------------------------------------------------------
  logic        set, set3_q, close, vpin_known, vpin_known10;
  logic [28:0] volume, tick, aggressor;
  logic [34:0] sum_volume, sum_tick, sum_aggressor, volume10, tick10, aggressor10;
  assign set = set2_i.vpin_volume != '0 && set2_i.vpin_buckets >= 7'd8 && set2_i.vpin_buckets <= 7'd64;
  always_ff @(posedge clk_i) set3_q <= set;
  signal_bucket #(.NumSymbols(NumSymbols)) u_bucket (
    .clk_i(clk_i), .restart_i(step_i.restart), .sym_i(step_i.sym[SymW-1:0]), .trade_i(step_i.trade), .qty_i(step_i.qty), .tick_buy_i(tick_buy_i),
    .aggressor_buy_i(aggressor_buy_i), .volume_i(set ? set2_i.vpin_volume : '0), .close_o(close), .volume_o(volume), .tick_o(tick),
    .aggressor_o(aggressor)
  );
  signal_vpin #(.NumSymbols(NumSymbols)) u_vpin (
    .clk_i(clk_i), .write_i(write3_q), .restart_i(restart3_q), .sym_i(sym3_q), .buckets_i(set_i.vpin_buckets), .set_i(set3_q), .close_i(close),
    .volume_i(volume), .tick_i(tick), .aggressor_i(aggressor), .known_o(vpin_known), .volume_o(sum_volume), .tick_o(sum_tick),
    .aggressor_o(sum_aggressor)
  );
  signal_delay #(.Width(106), .Cycles(5)) u_vpin10 (
    .clk_i(clk_i), .d_i({vpin_known, sum_volume, sum_tick, sum_aggressor}), .q_o({vpin_known10, volume10, tick10, aggressor10})
  );

  // ---- icebergs, entropy -------------------------------------------------------------------------------------------
  logic        bid_known, ask_known, bid_known10, ask_known10, entropy_known, entropy_known10;
  logic [31:0] bid_traded, bid_shown, ask_traded, ask_shown, bid_traded10, bid_shown10, ask_traded10, ask_shown10;
  logic [16:0] entropy, entropy10;
  signal_iceberg #(.NumSymbols(NumSymbols), .Side(1'b0)) u_bid (
    .clk_i(clk_i), .step_i(step_i), .time_i(set2_i.iceberg_time), .known_o(bid_known), .traded_o(bid_traded), .shown_o(bid_shown)
  );
  signal_iceberg #(.NumSymbols(NumSymbols), .Side(1'b1)) u_ask (
    .clk_i(clk_i), .step_i(step_i), .time_i(set2_i.iceberg_time), .known_o(ask_known), .traded_o(ask_traded), .shown_o(ask_shown)
  );
  signal_entropy #(.NumSymbols(NumSymbols)) u_entropy (.clk_i(clk_i), .step_i(step_i), .known_o(entropy_known), .entropy_o(entropy));
  signal_delay #(.Width(130), .Cycles(6)) u_iceberg10 (
    .clk_i(clk_i), .d_i({bid_known, bid_traded, bid_shown, ask_known, ask_traded, ask_shown}),
    .q_o({bid_known10, bid_traded10, bid_shown10, ask_known10, ask_traded10, ask_shown10})
  );
  signal_delay #(.Width(18), .Cycles(4)) u_entropy10 (.clk_i(clk_i), .d_i({entropy_known, entropy}), .q_o({entropy_known10, entropy10}));

  always_comb begin
    value_o                = '0;
    value_o.known          = {entropy_known10, 1'b0, ask_known10, bid_known10, 3'b000, vpin_known10, fast_known && slow_known && slow != '0,
                              slow_known, fast_known, 7'd0};
    value_o.var_fast       = fast;
    value_o.var_slow       = slow;
    value_o.vpin_volume    = volume10;
    value_o.vpin_tick      = tick10;
    value_o.vpin_aggressor = aggressor10;
    {value_o.bid_traded, value_o.bid_shown, value_o.ask_traded, value_o.ask_shown} = {bid_traded10, bid_shown10, ask_traded10, ask_shown10};
    value_o.entropy        = entropy10;
  end

  logic unused;
  assign unused = ^{step_i, set_i, set1_i, set2_i, tag8_i};
endmodule
`default_nettype wire
