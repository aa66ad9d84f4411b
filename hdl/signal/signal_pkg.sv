// Types and constants of the signals: docs/signals.md. Stages are cycles after u, the cycle in which the update stands at the book's port.
`default_nettype none
package signal_pkg;

  // Parameters of a symbol that work before the gates. A change of any but the last restarts the symbol's signals.
  typedef struct packed {
    logic [4:0]  window;        // log2 of 1,024 ns; 0: not set
    logic [4:0]  burst;
    logic [4:0]  sample;
    logic [3:0]  k_fast;
    logic [3:0]  k_slow;
    logic [23:0] vpin_volume;   // lots
    logic [6:0]  vpin_buckets;
    logic [19:0] refill_time;   // 1,024 ns
    logic [19:0] flicker_time;
    logic [19:0] iceberg_time;
    logic [31:0] flicker_qty;   // lots
    logic        p_side;
  } set_t;
  localparam int unsigned SET_W = 147;

  // Thresholds of a symbol and the sense of each gate.
  typedef struct packed {
    logic [17:0] above;
    logic [16:0] entropy;
    logic [23:0] burst;
    logic [7:0]  iceberg_ask;
    logic [7:0]  iceberg_bid;
    logic [23:0] flicker;
    logic [23:0] refill;
    logic [15:0] cancels;
    logic [15:0] vpin;
    logic [15:0] regime;
    logic [31:0] var_slow;
    logic [31:0] var_fast;
    logic [31:0] flow_down;
    logic [31:0] flow_up;
    logic [31:0] ofi_down;
    logic [31:0] ofi_up;
    logic [15:0] depth;
    logic [15:0] imbalance;
    logic [15:0] spread;
  } limit_t;
  localparam int unsigned LIMIT_W = 411;

  // An update with the book around it, in stage 2. Without upd it only restarts the symbol; with both, the restart comes first.
  typedef struct packed {
    logic        upd;
    logic        restart;
    logic [7:0]  sym;
    logic [31:0] now;
    logic        live;           // not broken before: trade and order count
    logic        trade;
    logic [31:0] qty;
    logic [32:0] x;              // signed: bought by the aggressor, or sold; 0 when that is not known
    logic        order;
    logic [1:0]  kind;
    logic        side;
    logic [63:0] order_ref;
    logic [15:0] idx;
    logic        at_level;
    logic        gone;
    logic [31:0] new_qty;
    logic [63:0] new_ref;
    logic [15:0] new_idx;
    logic        new_inside;
    logic        ok_was;         // book before
    logic [15:0] bid_idx_was;
    logic [31:0] bid_qty_was;
    logic [15:0] ask_idx_was;
    logic [31:0] ask_qty_was;
    logic        mid_was_known;
    logic [16:0] mid_was;
    logic        book_ok;        // this update has an ok book part
    logic        halted;         // it has one with HALTED
    logic        broken;         // after it
    logic        ok;
    logic [15:0] bid_idx;        // of the last ok book part
    logic [31:0] bid_qty;
    logic [15:0] ask_idx;
    logic [31:0] ask_qty;
    logic [16:0] mid;
  } step_t;

  // What a period clock does to a sum before an update adds to it.
  localparam logic [1:0] SUM_KEEP  = 2'd0;
  localparam logic [1:0] SUM_SHIFT = 2'd1;  // last := cur, cur := 0
  localparam logic [1:0] SUM_EMPTY = 2'd2;

  // Values of a symbol after an update, in stage 10.
  typedef struct packed {
    logic        ok;
    logic [17:0] known;          // of each gate's signal
    logic [15:0] spread;
    logic [31:0] bid_qty;
    logic [32:0] best_qty;       // bid and ask
    logic [34:0] depth_bid;
    logic [35:0] depth_both;
    logic [40:0] ofi;            // signed, as the next
    logic [40:0] flow;
    logic [31:0] var_fast;
    logic [31:0] var_slow;
    logic [34:0] vpin_tick;      // excess
    logic [34:0] vpin_aggressor;
    logic [34:0] vpin_volume;
    logic [24:0] cancels;
    logic [24:0] trades;
    logic [24:0] refill;
    logic [24:0] flicker;
    logic [31:0] bid_traded;     // icebergs
    logic [31:0] bid_shown;
    logic [31:0] ask_traded;
    logic [31:0] ask_shown;
    logic [24:0] burst;
    logic [16:0] entropy;
  } value_t;
  localparam int unsigned VALUE_W = 692;

  // A mid sample, in stage 3.
  typedef struct packed {
    logic        valid;   // a whole period with its move
    logic [17:0] move;    // half ticks, signed
    logic [39:0] ended;   // periods
    logic [31:0] flow;    // lots, signed
  } sample_t;
  localparam int unsigned SAMPLE_W = 91;

  // Kyle sums.
  typedef struct packed {
    logic        full;
    logic [31:0] count;
    logic [47:0] x;    // signed, as y and xy
    logic [39:0] y;
    logic [63:0] xy;
    logic [79:0] xx;
  } kyle_t;
  localparam int unsigned KYLE_W = 265;

  // Decay of one period without a move, octaves in Q.31: floor(-2^31 * log2(1 - 2^-k)).
  function automatic logic [31:0] decay_step(input logic [3:0] k);
    unique case (k)
      4'd1:    decay_step = 32'd2147483648;
      4'd2:    decay_step = 32'd891286243;
      4'd3:    decay_step = 32'd413702154;
      4'd4:    decay_step = 32'd199950923;
      4'd5:    decay_step = 32'd98362674;
      4'd6:    decay_step = 32'd48790992;
      4'd7:    decay_step = 32'd24299450;
      4'd8:    decay_step = 32'd12125902;
      4'd9:    decay_step = 32'd6057018;
      4'd10:   decay_step = 32'd3027029;
      4'd11:   decay_step = 32'd1513144;
      4'd12:   decay_step = 32'd756480;
      4'd13:   decay_step = 32'd378216;
      4'd14:   decay_step = 32'd189102;
      4'd15:   decay_step = 32'd94549;
      default: decay_step = '0;
    endcase
  endfunction

endpackage
`default_nettype wire
