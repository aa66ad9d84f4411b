// Types that cross block borders. Every stream or pulse that uses them states its timing in docs/card.md.
`default_nettype none
package saker_pkg;

  // One complete ITCH message. Integers are in host order (byte swapped from the wire).
  typedef struct packed {
    logic [7:0]  mtype;      // ASCII message type
    logic [15:0] locate;     // stock locate
    logic        hit;        // locate belongs to a tracked symbol
    logic [7:0]  sym;        // index of that symbol, 0 when !hit
    logic [47:0] ts;         // ns since midnight, from the message
    logic [63:0] order_ref;  // A F E C X D: reference; U: original reference; Q: shares
    logic [63:0] new_ref;    // U: new reference; J K V: message bytes 19-26
    logic        side;       // A F: 0 buy, 1 sell
    logic [31:0] qty;        // A F U P: shares; E C X: shares removed; J K V: bytes 27-30
    logic [31:0] price;      // A F U C P Q: price in the instrument's unit; J K V: bytes 31-34
    logic [63:0] stock;      // R H J K V: message bytes 11-18; a symbol's first character in [63:56]
    logic [7:0]  code;       // S W Q K C: code; H: trading state; Y h: action
    logic [7:0]  market;     // h: market code
    logic [63:0] match_no;   // E C P Q B: match number
    logic [63:0] seq;        // MoldUDP64 sequence number of this message
    logic [31:0] rx_cycle;   // cycle in which its last byte was on xgmii_rxd
  } itch_msg_t;
  localparam int unsigned ITCH_MSG_W = 514;  // its bits

  // Why a symbol may not be quoted. Bit numbers are part of the contract (events.json).
  localparam int unsigned BOOK_STALE   = 0;  // the book is frozen until the host clears it
  localparam int unsigned BOOK_HALTED  = 1;  // trading state is not 'T'
  localparam int unsigned BOOK_EMPTY   = 2;  // a side has no order at all
  localparam int unsigned BOOK_OUTSIDE = 3;  // a side has orders, all of them beyond the window
  localparam int unsigned BOOK_CROSSED = 4;  // best bid >= best ask

  // Why a symbol went stale (first reason sticks).
  localparam logic [3:0] STALE_NONE        = 4'd0;
  localparam logic [3:0] STALE_GAP         = 4'd1;   // the feed is behind; not sticky
  localparam logic [3:0] STALE_BAD_FRAME   = 4'd2;   // frame check failed after messages were used
  localparam logic [3:0] STALE_FRAMING     = 4'd3;   // truncated packet, block shorter than 2 bytes
  localparam logic [3:0] STALE_UNKNOWN_REF = 4'd4;   // E C X D U of a reference that is not in the table
  localparam logic [3:0] STALE_DUP_REF     = 4'd5;   // A F U of a reference that is already in the table
  localparam logic [3:0] STALE_TABLE_FULL  = 4'd6;   // no free way in the order table's bucket
  localparam logic [3:0] STALE_OFF_WINDOW  = 4'd7;   // price beyond the window on its better side
  localparam logic [3:0] STALE_OFF_TICK    = 4'd8;   // price inside the window but not on a tick
  localparam logic [3:0] STALE_LEVEL_QTY   = 4'd9;   // level quantity above 2^32-1 or order below zero
  localparam logic [3:0] STALE_WRONG_SYM   = 4'd10;  // reference belongs to another symbol
  localparam logic [3:0] STALE_BUSY        = 4'd11;  // a message came while the tables were being cleared
  localparam logic [3:0] STALE_BAD_LENGTH  = 4'd12;  // a known type with a length other than the table's
  localparam logic [3:0] STALE_SILENT      = 4'd13;  // no message for too long; not sticky
  localparam logic [3:0] STALE_NEVER_SET   = 4'd15;  // after reset, until the host's first clear

  // Top of book of one symbol after a message. Prices as ticks above the symbol's window base.
  typedef struct packed {
    logic [7:0]  sym;
    logic        ok;         // no flag set: the symbol may be quoted
    logic [4:0]  flags;      // BOOK_*
    logic [3:0]  stale;      // STALE_*
    logic [15:0] bid_idx;    // valid when bid_qty != 0
    logic [31:0] bid_qty;    // 0: no bid inside the window
    logic [15:0] ask_idx;
    logic [31:0] ask_qty;
    logic [7:0]  mtype;      // the message that caused it; 0 when none did
    logic [63:0] seq;
    logic [47:0] ts;
    logic [31:0] rx_cycle;
  } tob_t;

  // What happened to a symbol, of one message or of one change without a message: the update stream of docs/signals.md 1. Fields of a
  // part that is absent, and those that a part's kind does not have, are zero.
  localparam logic [1:0] ORDER_ADD     = 2'd0;  // A F
  localparam logic [1:0] ORDER_EXECUTE = 2'd1;  // E C
  localparam logic [1:0] ORDER_CANCEL  = 2'd2;  // X D
  localparam logic [1:0] ORDER_REPLACE = 2'd3;  // U
  typedef struct packed {
    logic [7:0]  sym;
    logic [7:0]  mtype;         // 0: no message, a book part alone
    logic [63:0] seq;           // of the message
    logic [53:0] now;           // card time, 1,024 ns
    logic        trade;         // trade part: E, printable C, P
    logic [31:0] trade_qty;     // lots
    logic [31:0] trade_price;   // when priced
    logic        trade_priced;
    logic        trade_resting; // E C: the order was found
    logic        trade_buy;     // aggressor: the opposite of the resting order's side; P: of the message's side
    logic        order;         // order part: a book message that was applied
    logic [1:0]  order_kind;    // ORDER_*
    logic        order_side;    // 0 buy, 1 sell
    logic [63:0] order_ref;     // ADD: the new order; else the one that it names
    logic [15:0] order_idx;     // of that order
    logic        order_inside;  // it has a level: not a far order
    logic        order_gone;    // no quantity of it is left
    logic [31:0] out_qty;       // lots that left it: removed, of REPLACE what remained
    logic [31:0] new_qty;       // ADD REPLACE: lots entered
    logic [63:0] new_ref;       // REPLACE
    logic [15:0] new_idx;
    logic        new_inside;
    logic        book;          // book part: the tob_t of the same message or change
    logic [4:0]  flags;         // BOOK_*
    logic [15:0] bid_idx;
    logic [31:0] bid_qty;
    logic [15:0] ask_idx;
    logic [31:0] ask_qty;
  } update_t;

  // What the quoter would like to rest in the book for a slot.
  typedef struct packed {
    logic [17:0] gates;      // gate word of the symbol that it was decided by
    logic        wide;       // a gate of NEED_TIGHT did not say yes
    logic [31:0] bid_qty;    // lots
    logic [31:0] ask_qty;
    logic        bid_en;
    logic [15:0] bid_idx;
    logic        ask_en;
    logic [15:0] ask_idx;
    logic [15:0] mid2;       // best bid + best ask, in ticks: twice the mid (collar reference)
  } quote_t;
  localparam int unsigned QUOTE_W = 133;
  localparam int unsigned GATES_W = 18;  // gates of a symbol: docs/signals.md 3

  // Variances of a symbol's mid, half ticks squared, Q16.16: docs/signals.md 4.5.
  typedef struct packed {
    logic        ok;          // the book of the update that they are of
    logic        slow_known;
    logic        fast_known;
    logic [31:0] slow;
    logic [31:0] fast;
  } variances_t;
  localparam int unsigned VARIANCES_W = 67;
  localparam int unsigned SIGNS_W     = GATES_W + VARIANCES_W;  // what the slots know of a symbol's signals: variances, gates

  // How the slots of a triangle stand to each other (docs/card.md 13.2): what a leg shows, and what the slot that takes the triangle says.
  typedef struct packed {
    logic [7:0] symbol;
    logic [7:0] lead;     // its LEAD
    logic       leg;      // TAKE 3, by a whole bank
    logic [1:0] ready;    // to buy [0], to sell [1]
    logic       ended;    // in this shot
    logic       whole;    // executed all of it
    logic       some;     // executed some of it
    logic       idle;     // no shot, nothing owed
    logic       changed;  // first cycle of another bank
  } leg_t;
  localparam int unsigned LEG_W = 24, LEG_LEAD_LSB = 8;
  typedef struct packed {
    logic [3:0] leg_y;
    logic [3:0] leg_x;
    logic       on;       // the triangle counts
    logic       forward;  // a shot begins
    logic       reverse;
    logic       over;
    logic       owe;      // the legs owe what they executed
    logic       kill;
  } shot_t;
  localparam int unsigned SHOT_W = 14, SHOT_X_LSB = 6, SHOT_Y_LSB = 10;

  // Order actions.
  localparam int unsigned KILL_W = 13;  // kill causes: bits of KILL_CAUSES
  localparam logic [1:0] ACT_NONE    = 2'd0;
  localparam logic [1:0] ACT_NEW     = 2'd1;
  localparam logic [1:0] ACT_REPLACE = 2'd2;
  localparam logic [1:0] ACT_CANCEL  = 2'd3;

  typedef struct packed {
    logic        desk;       // an order of the desk, its cancel or modify
    logic        ioc;        // immediate or cancel
    logic [1:0]  act;
    logic [7:0]  slot;
    logic        side;       // 0 buy, 1 sell
    logic [31:0] urn;        // NEW, REPLACE: the new reference; CANCEL: the reference to cancel or modify
    logic [31:0] orig_urn;   // REPLACE: the order replaced; else 0
    logic [31:0] qty;        // NEW: quantity; REPLACE: total liable, executed included; CANCEL: 0, else it is a modify to that total
    logic [31:0] open_qty;   // what may rest afterwards: qty less what already executed
    logic [15:0] idx;        // price in ticks above the symbol's window base
    logic [31:0] price;      // the same as a price: base + idx * tick
    logic        tick;       // 1: sent at once because of a book change; 0: deferred or not from the book
    logic [31:0] rx_cycle;   // of the message that caused it (tick = 1)
    logic [63:0] seq;        // of the message that caused it (tick = 1)
  } order_t;

  // SoupBinTCP packets with OUCH orders, bytes; payload bits of the longest segment: a pair of orders has 100 bytes, 112 are summed in time.
  localparam int unsigned ENTER_BYTES   = 50;  // length 2, 'U', OUCH 47
  localparam int unsigned REPLACE_BYTES = 43;  // length 2, 'U', OUCH 40
  localparam int unsigned SEGMENT_W     = 896;

  // Verdict bitmap: every control is evaluated for every order; any set bit refuses it.
  localparam int unsigned V_KILL     = 0;  // kill latch closed
  localparam int unsigned V_MODE     = 1;  // slot mode forbids this order
  localparam int unsigned V_SESSION  = 2;  // order session not up, or what was missed not replayed yet
  localparam int unsigned V_BOOK     = 3;  // symbol stale, halted, empty, outside or crossed
  localparam int unsigned V_QTY      = 4;  // quantity zero or above the maximum
  localparam int unsigned V_COLLAR   = 5;  // price outside the band around twice the mid
  localparam int unsigned V_POSITION = 6;  // worst-case position above the limit and not reducing
  localparam int unsigned V_URN      = 7;  // user reference not strictly increasing
  localparam int unsigned V_WINDOW   = 8;  // no room: the peer's window, the store of segments, or OE_MAX_SEQ
  localparam int unsigned V_TABLE    = 9;  // the next reference's place in the order table is an open order's
  localparam int unsigned V_THROTTLE = 10; // the venue's message limit is used up
  localparam int unsigned V_SELF     = 11; // it would meet an own order
  localparam int unsigned V_NOTIONAL = 12; // its value is above the maximum
  localparam int unsigned V_AGGREGATE = 13; // the slots together: a symbol's position, or the exposure of all in money
  localparam int unsigned VERDICT_W  = 14;

  // What the slots together leave to one side of one slot (hdl/risk/aggregate.sv). Lots signed.
  localparam int unsigned AGG_LOTS_W = 42;
  typedef struct packed {
    logic                    dear_pair;  // exposure above the limit with one more order, behind another that leaves
    logic                    dear;       // the same, behind none
    logic [1:0]              over;       // by side: without any order the symbol is above its limit already, or that is not known
    logic [2*AGG_LOTS_W-1:0] room;       // by side: lots that a quote may rest with
    logic [2*AGG_LOTS_W-1:0] left;       // by side: lots that the desk may add
  } aggregate_t;
  localparam int unsigned AGGREGATE_W = 4 + 4 * AGG_LOTS_W;

  // What stands in the way of every order today, whatever it is; judged with the order itself.
  typedef struct packed {
    logic        killed;
    logic        session_up;
    logic        caught_up;    // what the session missed has been replayed
    logic        room;         // for one more order's segment
    logic        place_taken;  // the next reference's place in the order table is taken
    logic        throttled;
    logic [31:0] urn;          // the next reference
    logic [31:0] last_urn;     // the last one that was used
  } way_t;

  // Limits of one slot, as the host wrote them; zero after reset.
  typedef struct packed {
    logic [31:0] adjust_price;  // SLOT_ADJUST_PRICE
    logic [15:0] fee;           // price units a lot
    logic [31:0] loss_period;   // 1,024 ns
    logic [63:0] max_rolling;   // price units x lots
    logic [63:0] max_drawdown;
    logic [63:0] max_loss;
    logic [63:0] max_notional;  // price units x lots
    logic [31:0] fills_ns;
    logic [15:0] max_fills;
    logic [7:0]  max_rejects;
    logic [30:0] max_position;  // lots
    logic [15:0] collar;        // ticks
    logic [31:0] max_qty;       // lots
    logic [2:0]  mode;          // SLOT_MODE
  } limits_t;
  localparam int unsigned LIMITS_W = 474;

  // What the host does to the banks of a slot's parameters: pulses and their values, and what it set for the fallback.
  typedef struct packed {
    logic [1:0] we;          // first cycle in which a write of that bank stands
    logic [1:0] refused;     // a write of that bank was not taken
    logic       seal;
    logic [1:0] seal_value;  // a bit a bank
    logic       swap;
    logic       swap_value;  // the bank that shall run
    logic       fall;        // SLOT_FALLBACK: ENABLE
    logic       safe;        // BANK
    logic [2:0] fall_level;  // LOSS_LEVEL
    logic [7:0] fall_rejects; // REJECTS
    logic [5:0] fall_rate;    // RATE
    logic [17:0] fall_gates;   // SLOT_FALLBACK_GATES
    logic [19:0] fall_latency; // SLOT_FALLBACK_LATENCY
  } bank_acts_t;
  localparam int unsigned BANK_ACTS_W = 66;

  // What the host asks of the kill latch and the appliance's mode: pulses and their values, limits.
  typedef struct packed {
    logic        kill;
    logic [31:0] kill_value;
    logic        arm;
    logic [31:0] arm_value;
    logic [31:0] arm_key;
    logic        activate;
    logic [31:0] activate_value;
    logic        beat;
    logic [31:0] beat_limit_us;
    logic [31:0] clock_limit_ns;
  } latch_acts_t;

  // What they show.
  typedef struct packed {
    logic [31:0] causes;
    logic [31:0] asserted;
    logic [63:0] kill_ns;      // card time of the last closing
    logic [31:0] nonce;        // ARM_NONCE
    logic        clock_fault;
    logic [2:0]  mode;         // of the appliance
  } latch_state_t;

  // What the host asks of a slot's guards: pulses, and the value that comes with the clear.
  typedef struct packed {
    logic        pnl_start;
    logic        kill;
    logic        clear;
    logic [31:0] clear_value;
  } guard_acts_t;
  localparam int unsigned GUARD_ACTS_W = 35;

  // What a slot's guards show.
  typedef struct packed {
    logic [63:0] cash;     // SLOT_CASH
    logic [63:0] pnl;      // SLOT_PNL
    logic [14:0] loss;     // SLOT_LOSS
    logic [15:0] fills;    // executions in the count
    logic [5:0]  rate;     // rejects among the last 32 answers
    logic [7:0]  rejects;  // in a row
    logic [4:0]  trips;    // SLOT_TRIPS
  } guards_t;
  localparam int unsigned GUARDS_W = 178;

  // One OUCH 5.0 outbound (venue to us) message, decoded.
  typedef struct packed {
    logic [7:0]  mtype;      // S A U C D E B J P I T M R Q
    logic [63:0] ts;
    logic [31:0] urn;
    logic [31:0] orig_urn;   // U only
    logic [31:0] qty;        // A U E: quantity; M: what is left; C D: decrement
    logic [63:0] price;      // A U E
    logic        side;       // A U: 0 'B', 1 any of S T E
    logic [7:0]  code;       // A U: order state; C D: reason; E: liquidity flag; S: event code
    logic [15:0] reason;     // J
    logic [63:0] ext_ref;    // A U: order reference; E B: match number
  } ouch_msg_t;

  // One 64-byte event record's payload; the ring writer adds sequence, phase and time (events.json).
  typedef struct packed {
    logic [7:0]   etype;     // EV_* of the generated package
    logic [15:0]  tag;       // bytes 6..7 of the record
    logic [31:0]  cycle;     // when it took effect
    logic [351:0] body;      // bytes 20..63 of the record; byte 20 is body[7:0]
  } event_t;

  // {any, position} of the highest set bit, as a tree.
  function automatic logic [6:0] highest64(input logic [63:0] bits);
    logic [31:0] a;
    logic [15:1] b;
    logic [7:1]  c;
    logic [3:1]  d;
    highest64[6] = |bits;
    highest64[5] = |bits[63:32];
    a = highest64[5] ? bits[63:32] : bits[31:0];
    highest64[4] = |a[31:16];
    b = highest64[4] ? a[31:17] : a[15:1];
    highest64[3] = |b[15:8];
    c = highest64[3] ? b[15:9] : b[7:1];
    highest64[2] = |c[7:4];
    d = highest64[2] ? c[7:5] : c[3:1];
    highest64[1] = |d[3:2];
    highest64[0] = highest64[1] ? d[3] : d[1];
  endfunction

endpackage
`default_nettype wire
