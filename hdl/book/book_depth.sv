// The ten best levels of each side as DEPTH records, conflated: docs/card.md section 5, "Depth".
//
// Interface: lvl_*: a level's new total (0: empty), one a cycle at most; rank: higher is better, an ask's is its index inverted.
// upd_*: a message was applied to a symbol; comes with its level changes or up to 3 cycles before them. clear_i pulses, clear_busy_i
// from the next cycle on while the book is being emptied; it must outlast this mirror's 2^(SideW+LadderLog2-6) cycles, and level changes
// meanwhile are dropped. No back-pressure: nothing here can hold up the book.
// ev_valid_o/ev_o: four records of a symbol, 4 cycles apart, gathered before the first leaves; `cycle` is the instant they show.
// Latency: a symbol that is due and left alone is reported within 200 cycles. A change while it is gathered starts it again; after
// Retries such starts it waits behind the other due symbols. Reset: nothing due, the mirror is emptied.
`default_nettype none
module book_depth #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned LadderLog2 = 12,
  parameter int unsigned Retries    = 8,
  parameter int unsigned SideW      = $clog2(NumSymbols * 2)
) (
  input  wire logic                  clk_i,
  input  wire logic                  rst_i,
  input  wire logic [31:0]           cycle_i,
  input  wire logic [63:0]           now_ns_i,
  input  wire logic [23:0]           interval_us_i,
  input  wire logic                  clear_i,
  input  wire logic                  clear_busy_i,
  input  wire logic                  lvl_valid_i,
  input  wire logic [SideW-1:0]      lvl_side_i,   // symbol * 2 + side
  input  wire logic [LadderLog2-1:0] lvl_rank_i,
  input  wire logic [31:0]           lvl_qty_i,
  input  wire logic                  upd_valid_i,
  input  wire logic [SideW-2:0]      upd_sym_i,
  input  wire logic [63:0]           upd_seq_i,
  output      logic                  ev_valid_o,
  output      saker_pkg::event_t     ev_o
);
  localparam int unsigned SIDES   = NumSymbols * 2;
  localparam int unsigned SYM_W   = SideW - 1;
  localparam int unsigned GROUP_W = LadderLog2 - 6;
  localparam int unsigned LEVEL_W = LadderLog2 + 32;  // {index, quantity}
  localparam int unsigned HALF    = 5;                // levels of a record
  localparam int unsigned LEVELS  = 2 * HALF;

  if (NumSymbols < 2 || NumSymbols > 128) $error("book_depth: NumSymbols must be 2..128");

  // A change is in the mirror 6 cycles after it came.
  localparam logic [2:0] SETTLE_CYCLES = 3'd6;

  typedef enum logic [2:0] {IDLE, SETTLE, BID, ASK, LAST, SEND} state_e;
  state_e           state_q, state_d;
  logic [SYM_W-1:0] sym_q, next_sym;
  logic [2:0]       wait_q;
  logic [3:0]       retries_q;
  logic [3:0]       send_q;  // record, and cycle of four
  logic             due, blocked, touched, message, gathering, again, give_up, start, walk_done, finish, mirror_busy;

  // ---- the mirror and the walk over one side -------------------------------------------------------------------------
  logic [SideW-1:0]         sum_side;
  logic [63:0]              sum, occ;
  logic [SideW+GROUP_W-1:0] occ_addr;
  logic [31:0]              qty;
  logic                     rank_valid, ask;
  logic [LadderLog2-1:0]    rank;
  assign ask = state_q == ASK;
  depth_mirror #(.Sides(SIDES), .LadderLog2(LadderLog2)) u_mirror (
    .clk_i(clk_i), .rst_i(rst_i), .clear_i(clear_i), .busy_o(mirror_busy),
    .lvl_valid_i(lvl_valid_i && !clear_busy_i), .lvl_side_i(lvl_side_i), .lvl_rank_i(lvl_rank_i), .lvl_qty_i(lvl_qty_i),
    .sum_side_i(sum_side), .sum_o(sum), .occ_addr_i(occ_addr), .occ_o(occ), .qty_addr_i({sym_q, ask, rank}), .qty_o(qty)
  );
  depth_walk #(.Sides(SIDES), .LadderLog2(LadderLog2), .Levels(LEVELS)) u_walk (
    .clk_i(clk_i), .rst_i(rst_i), .start_i(start || (walk_done && !ask)), .stop_i(again || give_up || blocked),
    .side_i({sym_q, ask}), .sum_side_o(sum_side), .sum_i(sum), .occ_addr_o(occ_addr), .occ_i(occ),
    .rank_valid_o(rank_valid), .rank_o(rank), .done_o(walk_done)
  );

  // ---- which symbol, and whether it stood still ----------------------------------------------------------------------
  logic [NumSymbols-1:0] change;
  logic [SYM_W-1:0]      lvl_sym;
  assign lvl_sym = lvl_side_i[SideW-1:1];
  always_comb begin
    for (int unsigned n = 0; n < NumSymbols; n++) begin
      change[n] = clear_i || (upd_valid_i && upd_sym_i == SYM_W'(n)) || (lvl_valid_i && !clear_busy_i && lvl_sym == SYM_W'(n));
    end
  end
  depth_due #(.NumSymbols(NumSymbols)) u_due (
    .clk_i(clk_i), .rst_i(rst_i), .interval_us_i(interval_us_i), .now_ns_i(now_ns_i), .change_i(change), .done_i(finish),
    .give_up_i(give_up), .sym_i(sym_q), .any_o(due), .next_o(next_sym)
  );

  assign blocked   = clear_i || clear_busy_i || mirror_busy;
  assign message   = upd_valid_i && upd_sym_i == sym_q;
  assign touched   = message || (lvl_valid_i && lvl_sym == sym_q);
  assign gathering = state_q == BID || state_q == ASK || state_q == LAST;
  // Level changes before anything was read only prolong the wait: one message brings up to two of them.
  assign again     = touched && (gathering || state_q == SETTLE) && !give_up;
  assign give_up   = touched && (gathering || (message && state_q == SETTLE)) && retries_q == 4'(Retries);
  assign start     = state_q == SETTLE && wait_q == '0 && !touched && !blocked;
  assign finish    = state_q == LAST && !touched && !blocked;  // the last level's quantity arrives in this cycle

  always_comb begin
    state_d = state_q;
    unique case (state_q)
      IDLE:    if (due) state_d = SETTLE;
      SETTLE:  if (start) state_d = BID;
      BID:     if (walk_done) state_d = ASK;
      ASK:     if (walk_done) state_d = LAST;
      LAST:    if (finish) state_d = SEND;
      SEND:    if (&send_q) state_d = IDLE;
      default: state_d = IDLE;
    endcase
    if (again) state_d = SETTLE;
    if (give_up || (blocked && state_q != SEND)) state_d = IDLE;
  end

  always_ff @(posedge clk_i) begin
    state_q <= rst_i ? IDLE : state_d;
    if (state_q == IDLE) sym_q <= next_sym;
    if (state_q == IDLE) retries_q <= '0;
    else if (again && (gathering || message)) retries_q <= retries_q + 4'd1;
    if (state_q == IDLE || again) wait_q <= SETTLE_CYCLES;
    else if (wait_q != '0) wait_q <= wait_q - 3'd1;
    send_q <= (state_q == SEND) ? send_q + 4'd1 : '0;
  end

  // ---- sequence of the last message of every symbol ------------------------------------------------------------------
  (* ram_style = "block" *)
  logic [63:0]           seqs [NumSymbols];
  logic [NumSymbols-1:0] any_q;  // a symbol without a message shows 0
  logic [63:0]           seq_q;
  logic                  seq_any_q;
  always_ff @(posedge clk_i) begin
    if (upd_valid_i) seqs[upd_sym_i] <= upd_seq_i;
    for (int unsigned n = 0; n < NumSymbols; n++) begin
      if (rst_i) any_q[n] <= 1'b0;
      else if (upd_valid_i && upd_sym_i == SYM_W'(n)) any_q[n] <= 1'b1;
    end
    // A message in the last two cycles would have started the report again.
    if (state_q != SEND) seq_q <= seqs[sym_q];
    if (state_q != SEND) seq_any_q <= any_q[sym_q];
  end

  // ---- gathered levels: bids 0..9, asks 10..19; sent five at a time --------------------------------------------------
  logic [2*LEVELS*LEVEL_W-1:0] levels_q;
  logic [3:0]                  bids_q, asks_q;
  logic                        valid1_q, valid2_q;
  logic [4:0]                  place1_q, place2_q;
  logic [LadderLog2-1:0]       idx1_q, idx2_q;
  logic [31:0]                 cycle_q;
  logic                        shift;
  assign shift = state_q == SEND && send_q[1:0] == 2'd0;
  always_ff @(posedge clk_i) begin
    valid1_q <= rank_valid;
    place1_q <= ask ? 5'(LEVELS) + {1'b0, asks_q} : {1'b0, bids_q};
    idx1_q   <= ask ? ~rank : rank;
    valid2_q <= valid1_q;
    place2_q <= place1_q;
    idx2_q   <= idx1_q;
    if (start) bids_q <= '0;
    else if (rank_valid && !ask) bids_q <= bids_q + 4'd1;
    if (start) asks_q <= '0;
    else if (rank_valid && ask) asks_q <= asks_q + 4'd1;
    if (finish) cycle_q <= cycle_i;
    for (int unsigned n = 0; n < 2 * LEVELS; n++) begin
      if (valid2_q && place2_q == 5'(n)) levels_q[n*LEVEL_W +: LEVEL_W] <= {idx2_q, qty};
    end
    if (shift) levels_q <= levels_q >> (HALF * LEVEL_W);
    if (start) levels_q <= '0;
  end

  // ---- records -------------------------------------------------------------------------------------------------------
  logic [3:0] held;
  logic [2:0] shown;
  assign held  = send_q[3] ? asks_q : bids_q;
  assign shown = send_q[2] ? (held > 4'(HALF) ? 3'(held - 4'(HALF)) : 3'd0) : (held > 4'(HALF) ? 3'(HALF) : held[2:0]);
  always_ff @(posedge clk_i) begin
    ev_valid_o <= shift && !rst_i;
    ev_o       <= '0;
    ev_o.etype <= saker_regs_pkg::EV_DEPTH;
    ev_o.tag[saker_regs_pkg::EV_DEPTH_TAG_SYM_LSB +: 8]    <= 8'(sym_q);
    ev_o.tag[saker_regs_pkg::EV_DEPTH_TAG_SIDE_LSB]        <= send_q[3];
    ev_o.tag[saker_regs_pkg::EV_DEPTH_TAG_PART_LSB]        <= send_q[2];
    ev_o.tag[saker_regs_pkg::EV_DEPTH_TAG_LEVELS_LSB +: 3] <= shown;
    ev_o.cycle <= cycle_q;
    ev_o.body[saker_regs_pkg::EV_DEPTH_SEQ_LSB +: 64]      <= seq_any_q ? seq_q : '0;
    for (int unsigned n = 0; n < HALF; n++) begin
      ev_o.body[saker_regs_pkg::EV_DEPTH_IDX0_LSB + 16*n +: 16] <= 16'(levels_q[n*LEVEL_W+32 +: LadderLog2]);
      ev_o.body[saker_regs_pkg::EV_DEPTH_QTY0_LSB + 32*n +: 32] <= levels_q[n*LEVEL_W +: 32];
    end
  end
endmodule
`default_nettype wire
