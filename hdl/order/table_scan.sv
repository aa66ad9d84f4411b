// Walks the order table one open place after the other: orders in doubt, orders that the venue never saw, and what the desk asks for.
//
// idx_o is presented to open_orders for a cycle; in the next one its scan_* outputs are judged, and die_o, doubt_o, mark_o act on that place.
// Whatever happens at the table meanwhile (busy_i) makes the place be looked at again, so nothing is judged on old values.
// settle_i: the answer that ends catching up, with the venue's next reference; from then on one walk lets every order die that is not
// acknowledged and whose reference is in settle_next_i .. settle_last_i. ask_i: mark the order ask_urn_i, or with modify_i say whether it may be
// modified; answered by ask_done_o with ask_ok_o.
// doubt_o waits for grant_i (its event's turn). Latency: a walk is at most 512 cycles when nothing else happens.
// Reset: no walk for settling, nothing asked.
`default_nettype none
module table_scan (
  input  wire logic         clk_i,
  input  wire logic         rst_i,
  input  wire logic [31:0]  now_i,          // 1,024 ns
  input  wire logic [23:0]  limit_i,        // 1,024 ns; 0: never in doubt
  input  wire logic         auto_cancel_i,
  input  wire logic         settle_i,
  input  wire logic [31:0]  settle_next_i,
  input  wire logic [31:0]  settle_last_i,
  input  wire logic         ask_i,
  input  wire logic         modify_i,
  input  wire logic [31:0]  ask_urn_i,
  output      logic         ask_done_o,
  output      logic         ask_ok_o,
  input  wire logic         busy_i,
  input  wire logic [255:0] live_i,
  input  wire logic [255:0] acked_i,
  input  wire logic [255:0] cxl_i,
  input  wire logic [255:0] mod_i,
  input  wire logic [255:0] want_i,         // to be cancelled: marked, or the latch is closed
  input  wire logic [255:0] doubtful_i,
  output      logic [7:0]   idx_o,
  input  wire logic [31:0]  urn_i,          // of the place, like slot, side and stamp: of the cycle before
  input  wire logic [31:0]  stamp_i,
  output      logic         die_o,
  output      logic         doubt_o,
  output      logic         mark_o,
  output      logic         asks_o,         // the place is in doubt: its event may leave
  input  wire logic         grant_i,
  output      logic [1:0]   pending_o,      // what is unanswered: NEW, CANCEL, or REPLACE for a modify
  output      logic [31:0]  waited_o
);
  logic [7:0]  walk_q;
  logic        asked_q, judge_q;            // judge_q: the place's values stand; asked_q: for the desk
  logic [8:0]  settle_left_q;
  logic [31:0] next_q, last_q;

  logic serve;
  assign serve = ask_i && !ask_done_o;
  assign idx_o = judge_q ? (asked_q ? ask_urn_i[7:0] : walk_q) : (serve ? ask_urn_i[7:0] : walk_q);

  // The place as it is now.
  logic live, acked, cxl, mod, want, doubtful, judge;
  assign live     = live_i[idx_o];
  assign acked    = acked_i[idx_o];
  assign cxl      = cxl_i[idx_o];
  assign mod      = mod_i[idx_o];
  assign want     = want_i[idx_o];
  assign doubtful = doubtful_i[idx_o];
  assign judge    = judge_q && !busy_i;

  logic walking, unseen, late, again;
  assign walking  = judge && !asked_q;
  assign unseen   = settle_left_q != '0 && !acked && urn_i >= next_q && urn_i <= last_q;
  assign waited_o = now_i - stamp_i;
  assign late     = limit_i != '0 && waited_o >= 32'(limit_i) && (!acked || cxl || mod) && !doubtful;
  assign die_o    = walking && live && unseen;
  assign asks_o   = walking && live && !unseen && late;
  assign doubt_o  = asks_o && grant_i;
  assign again    = asks_o && !grant_i;
  assign pending_o = cxl ? saker_pkg::ACT_CANCEL : mod ? saker_pkg::ACT_REPLACE : saker_pkg::ACT_NEW;

  // A modify waits for every answer, and a cancel leaves nothing to modify.
  assign ask_ok_o   = live && urn_i == ask_urn_i && !cxl && !(modify_i && (!acked || mod || want));
  assign ask_done_o = judge && asked_q;
  assign mark_o     = (ask_done_o && ask_ok_o && !modify_i) || (doubt_o && auto_cancel_i && !cxl);

  always_ff @(posedge clk_i) begin
    asked_q <= judge_q ? asked_q : serve;
    // A free place of the walk needs no second look.
    judge_q <= !rst_i && !busy_i && !judge_q && (live || serve);
    if ((walking && !again) || (!judge_q && !serve && !busy_i && !live)) begin
      walk_q <= walk_q + 8'd1;
      if (settle_left_q != '0) settle_left_q <= settle_left_q - 9'd1;
    end
    if (settle_i) begin
      settle_left_q <= 9'd256;
      next_q        <= settle_next_i;
      last_q        <= settle_last_i;
    end
    if (rst_i) begin
      walk_q        <= '0;
      settle_left_q <= '0;
    end
  end
endmodule
`default_nettype wire
