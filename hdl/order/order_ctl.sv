// What one slot would do now, per docs/card.md section 7: cancel, replace or enter, for each side; and which comes first.
//
// Combinational from quote and order state to the candidate, evaluated every cycle; taken_i in the same cycle says that
// the candidate went to the gate. An attempt is made once per cause and side: cause_i is high in the first cycle in
// which a new quote, venue message, mode, parameter or arm change is visible. A refused cancel is tried again at the
// next cause, or when the session comes up or the latch closes (recancel_i). Reset: every side may try once.
`default_nettype none
module order_ctl #(
  parameter int unsigned QtyW = 32  // bits of a quantity in lots; less only in proofs
) (
  input  wire logic             clk_i,
  input  wire logic             rst_i,
  input  wire logic             cause_i,
  input  wire logic             recancel_i,
  input  wire logic             killed_i,
  input  wire logic [2:0]       mode_i,
  input  wire logic             sym_ok_i,
  input  wire saker_pkg::quote_t quote_i,
  input  wire logic [2*QtyW-1:0] qty_i,     // of the bid, of the ask above it
  input  wire logic [15:0]      hysteresis_i,
  input  wire logic [QtyW-1:0]  position_i,
  input  wire logic [1:0]       active_i,
  input  wire logic [1:0]       acked_i,
  input  wire logic [1:0]       rep_i,
  input  wire logic [1:0]       cxl_i,
  input  wire logic             take_i,     // the slot takes: one order at a time, immediate or cancel
  input  wire logic [1:0]       mark_i,     // to be cancelled, whatever the quote says
  input  wire logic [63:0]      urn_i,
  input  wire logic [63:0]      urn2_i,
  input  wire logic [31:0]      idx_i,
  input  wire logic [2*QtyW-1:0] done_i,
  input  wire logic             taken_i,
  input  wire logic [1:0]       hold_i,     // a new order or a replace of this side has to wait: one is leaving, or was a moment ago
  output logic                  cancel_o,   // a cancel is due; it comes before any attempt
  output logic                  attempt_o,  // a new order or a replace is due
  output logic                  side_o,     // of the candidate
  output logic [1:0]            act_o,      // ACT_*, ACT_NONE when nothing is due
  output logic [31:0]           urn_o,      // CANCEL: the reference to cancel; else 0
  output logic [31:0]           orig_o,     // REPLACE: the order replaced; else 0
  output logic [QtyW-1:0]       qty_o       // quantity on the wire, 0 for a cancel
);
  // SAFETY: RISK.MODE: anything but REDUCING and ACTIVE pulls what rests.
  logic halted;
  assign halted = !(mode_i == 3'd2 || mode_i == 3'd3);

  logic [15:0] least;
  assign least = hysteresis_i | 16'(hysteresis_i == '0);

  logic [1:0] tried_q, ctried_q, tried, ctried, pull, enter, move;
  assign tried  = tried_q & {2{!cause_i}};
  assign ctried = ctried_q & {2{!cause_i && !recancel_i}};

  for (genvar s = 0; s < 2; s++) begin : gen_side
    logic        want, far, away, must;
    logic [15:0] wish, rest;
    logic signed [17:0] up, down;
    assign wish = s == 0 ? quote_i.bid_idx : quote_i.ask_idx;
    assign rest = idx_i[16*s +: 16];
    // SAFETY: RISK.BOOK: a symbol that is not ok is not wanted, at once.
    assign want = sym_ok_i && (s == 0 ? quote_i.bid_en : quote_i.ask_en);
    // |wish - rest| >= least, as two sums side by side.
    assign up   = $signed({2'd0, wish}) - $signed({2'd0, rest}) - $signed({2'd0, least});
    assign down = $signed({2'd0, rest}) - $signed({2'd0, wish}) - $signed({2'd0, least});
    // Where a gate widens the quote, what rests nearer to the mid than it should moves whatever the hysteresis.
    assign away = s == 0 ? wish < rest : wish > rest;
    assign far  = !up[17] || !down[17] || (quote_i.wide && away);
    // SAFETY: RISK.KILL: every order that rests is cancelled, acknowledged or not (mass cancel).
    assign must     = killed_i || mark_i[s] || ((halted || (!want && !take_i)) && acked_i[s] && !rep_i[s]);
    assign pull[s]  = active_i[s] && !cxl_i[s] && must && !ctried[s];
    assign enter[s] = want && !active_i[s] && !(take_i && |active_i) && !tried[s];
    assign move[s]  = want && active_i[s] && acked_i[s] && !rep_i[s] && !cxl_i[s] && !mark_i[s] && far && !tried[s]
                      && !killed_i && !halted && !take_i;
    logic unused;
    assign unused = ^{up[16:0], down[16:0]};
  end

  // Cancels first, buy before sell; then the side that brings the position towards zero, then buy.
  logic [1:0] try_side;
  logic       lng;
  assign try_side  = (enter | move) & ~hold_i;
  assign lng       = !position_i[QtyW-1] && |position_i;
  assign cancel_o  = |pull;
  assign attempt_o = |try_side && !cancel_o;
  assign side_o    = cancel_o ? !pull[0] : lng ? try_side[1] : !try_side[0];

  logic moves;
  assign moves = side_o ? move[1] : move[0];
  assign act_o = cancel_o ? saker_pkg::ACT_CANCEL
               : !attempt_o ? saker_pkg::ACT_NONE
               : moves ? saker_pkg::ACT_REPLACE : saker_pkg::ACT_NEW;

  // Fields of both sides stand beside each other before the choice.
  logic [31:0]     target_buy, target_sell, urn;
  logic [QtyW-1:0] total_buy, total_sell;
  assign target_buy  = rep_i[0] ? urn2_i[31:0] : urn_i[31:0];
  assign target_sell = rep_i[1] ? urn2_i[63:32] : urn_i[63:32];
  assign total_buy   = qty_i[QtyW-1:0] + (active_i[0] ? done_i[QtyW-1:0] : '0);
  assign total_sell  = qty_i[2*QtyW-1:QtyW] + (active_i[1] ? done_i[2*QtyW-1:QtyW] : '0);
  assign urn    = side_o ? target_sell : target_buy;
  assign urn_o  = cancel_o ? urn : '0;
  assign orig_o = moves && !cancel_o ? urn : '0;  // a replace is only sent when none is in flight
  assign qty_o  = cancel_o ? '0 : side_o ? total_sell : total_buy;

  logic unused;
  assign unused = ^{quote_i.gates, quote_i.bid_qty, quote_i.ask_qty, quote_i.mid2};  // qty_i brings the quantities, mid2 is the collar's

  logic [1:0] which;
  assign which = side_o ? 2'b10 : 2'b01;
  always_ff @(posedge clk_i) begin
    tried_q  <= tried  | (taken_i && !cancel_o ? which : 2'b00);
    ctried_q <= ctried | (taken_i && cancel_o ? which : 2'b00);
    if (rst_i) begin
      tried_q  <= '0;
      ctried_q <= '0;
    end
  end
endmodule
`default_nettype wire
