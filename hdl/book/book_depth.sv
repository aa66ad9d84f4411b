// DEPTH records: the ten best levels of each side of every symbol that changed, at most once an interval.
//
// Interface: lvl_* and clear_busy_i as of depth_mirror; upd_valid_i, upd_sym_i, upd_seq_i: a message was applied, with or up to 3 cycles before
// its level changes. interval_us_i: 0 for none. ev_valid_o/ev_o: records, at least 4 cycles apart; a symbol's four follow each other.
// A round starts when the interval is over and takes the symbols that are due, lowest first. Up to 20 levels are gathered, then sent: any change
// of the symbol while they are gathered starts it again; after 8 such starts it stays due and the next symbol has its turn.
// Latency: about 90 cycles a symbol. Reset: nothing due.
`default_nettype none
module book_depth #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned LadderLog2 = 12,
  parameter int unsigned SideW      = $clog2(2 * NumSymbols)
) (
  input  wire logic                  clk_i,
  input  wire logic                  rst_i,
  input  wire logic [31:0]           cycle_i,
  input  wire logic [63:0]           now_ns_i,
  input  wire logic [23:0]           interval_us_i,
  input  wire logic                  lvl_valid_i,
  input  wire logic [SideW-1:0]      lvl_side_i,
  input  wire logic [LadderLog2-1:0] lvl_rank_i,
  input  wire logic [31:0]           lvl_qty_i,
  input  wire logic                  clear_busy_i,
  input  wire logic                  upd_valid_i,
  input  wire logic [7:0]            upd_sym_i,
  input  wire logic [63:0]           upd_seq_i,
  output      logic                  ev_valid_o,
  output      saker_pkg::event_t     ev_o
);
  localparam int unsigned SYM_W  = SideW - 1;
  localparam int unsigned LEVELS = 10;
  localparam logic [3:0]  STARTS = 4'd8;
  if (NumSymbols < 2) $error("book_depth: at least 2 symbols");

  // ---- which symbols are due ----
  logic [NumSymbols-1:0] dirty_q, round_q, choice;
  logic [63:0]           last_q;
  logic [33:0]           interval_q;          // ns
  logic                  begin_round, clear_q, take_sym, give_up, done;
  logic [SYM_W-1:0]      sym_q, first_due;
  assign choice      = round_q & (~round_q + 1'b1);
  assign begin_round = interval_q != '0 && (now_ns_i - last_q) >= {30'd0, interval_q} && round_q == '0 && state_q == IDLE && !clear_busy_i;
  always_comb begin
    first_due = '0;
    for (int unsigned n = 0; n < NumSymbols; n++) if (choice[n]) first_due = first_due | SYM_W'(n);
  end
  always_ff @(posedge clk_i) begin
    interval_q <= interval_us_i * 34'd1000;
    clear_q    <= clear_busy_i;
    if (begin_round) begin
      last_q  <= now_ns_i;
      round_q <= dirty_q;
    end
    if (take_sym) round_q[first_due] <= 1'b0;
    if (done) dirty_q[sym_q] <= 1'b0;
    if (clear_q && !clear_busy_i) dirty_q <= '1;
    for (int unsigned n = 0; n < NumSymbols; n++) begin
      if ((upd_valid_i && upd_sym_i == 8'(n)) || (lvl_valid_i && lvl_side_i[SideW-1:1] == SYM_W'(n))) dirty_q[n] <= 1'b1;
    end
    if (rst_i || clear_busy_i || interval_us_i == '0) round_q <= '0;
    if (rst_i) begin
      dirty_q <= '0;
      last_q  <= '0;
    end
  end

  // ---- the last sequence applied to each symbol ----
  logic [NumSymbols*64-1:0] seqs_q;
  logic [63:0]              seq_now, seq_q;
  always_ff @(posedge clk_i) begin
    for (int unsigned n = 0; n < NumSymbols; n++) if (upd_valid_i && upd_sym_i == 8'(n)) seqs_q[64*n +: 64] <= upd_seq_i;
    if (rst_i) seqs_q <= '0;
  end
  always_comb begin
    seq_now = '0;
    for (int unsigned n = 0; n < NumSymbols; n++) if (sym_q == SYM_W'(n)) seq_now = seq_now | seqs_q[64*n +: 64];
  end

  // ---- gathering ----
  typedef enum logic [2:0] {IDLE, SETTLE, ASK, WAIT1, WAIT2, ANSWER, SEND} state_e;
  state_e                state_q;
  logic                  side_q, top_q, changed, found;
  logic [3:0]            count_q, starts_q, pace_q;
  logic [LadderLog2-1:0] rank_q, found_rank, found_idx;
  logic [31:0]           found_qty;
  logic [2*LEVELS*16-1:0] idx_q;
  logic [2*LEVELS*32-1:0] qty_q;
  logic [4:0]            at;
  assign found_idx = side_q ? ~found_rank : found_rank;
  assign at      = (side_q ? 5'(LEVELS) : 5'd0) + {1'b0, count_q};
  assign changed = (upd_valid_i && upd_sym_i == 8'(sym_q)) || (lvl_valid_i && lvl_side_i[SideW-1:1] == sym_q);

  depth_mirror #(.Sides(2 * NumSymbols), .LadderLog2(LadderLog2)) u_mirror (
    .clk_i(clk_i), .rst_i(rst_i), .lvl_valid_i(lvl_valid_i), .lvl_side_i(lvl_side_i), .lvl_rank_i(lvl_rank_i), .lvl_qty_i(lvl_qty_i),
    .clear_busy_i(clear_busy_i), .find_side_i({sym_q, side_q}), .find_rank_i(rank_q), .find_top_i(top_q),
    .found_o(found), .found_rank_o(found_rank), .found_qty_o(found_qty)
  );

  logic [7:0] levels_q;       // {ask, bid} levels gathered
  logic [1:0] part_q;         // record to send: {side, part}
  assign take_sym = state_q == IDLE && round_q != '0 && !begin_round;
  assign give_up  = starts_q == STARTS;
  assign done     = state_q == SETTLE && pace_q == 4'd0 && !changed && !clear_busy_i;  // from here on a change makes it due again
  always_ff @(posedge clk_i) begin
    unique case (state_q)
      IDLE: if (take_sym) begin
        sym_q    <= first_due;
        starts_q <= '0;
        pace_q   <= 4'd4;
        state_q  <= SETTLE;
      end
      SETTLE: begin             // the level changes of a message that was applied just before are over
        pace_q   <= pace_q - 4'd1;
        side_q   <= 1'b0;
        top_q    <= 1'b1;
        rank_q   <= '0;
        count_q  <= '0;
        idx_q    <= '0;
        qty_q    <= '0;
        levels_q <= '0;
        seq_q    <= seq_now;
        if (pace_q == 4'd0) state_q <= ASK;
      end
      ASK:   state_q <= WAIT1;
      WAIT1: state_q <= WAIT2;
      WAIT2: state_q <= ANSWER;
      ANSWER: begin
        state_q <= ASK;
        top_q   <= 1'b0;
        rank_q  <= found_rank;
        if (found) begin
          idx_q[16*at +: 16] <= 16'(found_idx);
          qty_q[32*at +: 32] <= found_qty;
          count_q            <= count_q + 4'd1;
        end
        if (!found || count_q == 4'(LEVELS - 1)) begin
          levels_q <= {found ? count_q + 4'd1 : count_q, levels_q[7:4]};
          side_q   <= 1'b1;
          top_q    <= 1'b1;
          count_q  <= '0;
          part_q   <= 2'd0;
          pace_q   <= 4'd0;
          if (side_q) state_q <= SEND;
        end
      end
      default: begin            // SEND
        pace_q <= pace_q == 4'd0 ? 4'd3 : pace_q - 4'd1;
        if (pace_q == 4'd0) begin
          part_q <= part_q + 2'd1;
          if (part_q == 2'd3) state_q <= IDLE;
        end
      end
    endcase
    if (state_q != IDLE && state_q != SEND && changed) begin
      starts_q <= starts_q + 4'd1;
      pace_q   <= 4'd4;
      state_q  <= give_up ? IDLE : SETTLE;
    end
    if (rst_i || clear_busy_i) state_q <= IDLE;
  end

  // ---- sending ----
  logic [3:0]       levels;
  logic [4:0]       from;
  logic [5*16-1:0]  idx;
  logic [5*32-1:0]  qty;
  logic [2:0]       here;
  assign levels = part_q[1] ? levels_q[7:4] : levels_q[3:0];
  assign here   = part_q[0] ? (levels > 4'd5 ? 3'(levels - 4'd5) : 3'd0) : (levels > 4'd5 ? 3'd5 : levels[2:0]);
  assign from   = (part_q[1] ? 5'(LEVELS) : 5'd0) + (part_q[0] ? 5'd5 : 5'd0);
  assign idx    = idx_q[16*from +: 80];
  assign qty    = qty_q[32*from +: 160];
  always_ff @(posedge clk_i) begin
    ev_valid_o <= state_q == SEND && pace_q == 4'd0 && !clear_busy_i && !rst_i;
    ev_o       <= '0;
    ev_o.etype <= saker_regs_pkg::EV_DEPTH;
    ev_o.tag   <= {3'd0, here, part_q[0], part_q[1], 8'(sym_q)};
    ev_o.cycle <= cycle_i;
    ev_o.body[saker_regs_pkg::EV_DEPTH_SEQ_LSB +: 64]   <= seq_q;
    ev_o.body[saker_regs_pkg::EV_DEPTH_IDX0_LSB +: 80]  <= idx;
    ev_o.body[saker_regs_pkg::EV_DEPTH_QTY0_LSB +: 160] <= qty;
  end
endmodule
`default_nettype wire
