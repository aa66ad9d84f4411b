// Flags, the permission to quote, and the top-of-book pulses of every symbol.
//
// pulse_i with its symbol and message, one cycle after the book's decision: publish that symbol because of that message. In other cycles a
// symbol whose flags or stale reason differ from what was last published is published with mtype 0, lowest index first; not while hold_i.
// tob_o stands in the cycle of pulse_i, combinational from registers; flags and sym_ok_o follow their causes by one cycle.
// Reset: stale, halted and empty, nothing published, nothing may be quoted.
`default_nettype none
module book_publish #(
  parameter int unsigned NumSymbols = 4,
  parameter int unsigned LadderLog2 = 12
) (
  input  wire logic                                 clk_i,
  input  wire logic                                 rst_i,
  input  wire logic [31:0]                          cycle_i,
  input  wire logic                                 busy_i,
  input  wire logic [NumSymbols*2*(33+LadderLog2)-1:0] best_i,  // next best {valid, rank, qty} of every side (symbol*2 + side)
  input  wire logic [NumSymbols*2-1:0]              far_i,      // the side has far orders, next state
  input  wire logic [NumSymbols*4-1:0]              stale_i,    // next state
  input  wire logic                                 gap_i,      // the feed is behind: shown over a symbol that has no reason of its own
  input  wire logic [31:0]                          now_i,      // 1,024 ns
  input  wire logic [NumSymbols*32-1:0]             silence_i,  // SYM_SILENCE: no message for too long shows behind the gap
  input  wire logic                                 msg_valid_i,
  input  wire logic                                 hit_i,
  input  wire logic [7:0]                           msg_sym_i,
  input  wire logic [NumSymbols-1:0]                trading_i,
  input  wire logic                                 hold_i,
  input  wire logic                                 pulse_i,
  input  wire logic [7:0]                           sym_i,
  input  wire logic [7:0]                           mtype_i,
  input  wire logic [63:0]                          seq_i,
  input  wire logic [47:0]                          ts_i,
  input  wire logic [31:0]                          rx_cycle_i,
  output      logic [NumSymbols-1:0]                sym_ok_o,
  output      logic [NumSymbols*5-1:0]              sym_flags_o,
  output      logic [NumSymbols*4-1:0]              sym_stale_o,  // as shown
  output      logic                                 tob_valid_o,
  output      saker_pkg::tob_t                      tob_o,
  output      logic                                 ev_valid_o,
  output      saker_pkg::event_t                    ev_o
);
  localparam int unsigned LEVEL_W = 33 + LadderLog2;

  logic [NumSymbols-1:0] silent;
  silence #(.NumSymbols(NumSymbols)) u_silence (
    .clk_i(clk_i), .rst_i(rst_i), .now_i(now_i), .limit_i(silence_i), .msg_valid_i(msg_valid_i), .hit_i(hit_i), .sym_i(msg_sym_i), .silent_o(silent)
  );

  // ---- flags of every symbol ---------------------------------------------------------------------------------------
  logic [NumSymbols*2*LEVEL_W-1:0] best_q;
  logic [NumSymbols*4-1:0]         stale_q;
  logic [NumSymbols*9-1:0]         published_q;  // {stale, flags}
  logic [NumSymbols-1:0]           due;
  for (genvar n = 0; n < NumSymbols; n++) begin : gen_symbol
    logic [LEVEL_W-1:0]    bid, ask;
    logic [LadderLog2-1:0] ask_idx;
    logic [4:0]            flags;
    logic [3:0]            shown;
    assign shown   = stale_i[4*n +: 4] != saker_pkg::STALE_NONE ? stale_i[4*n +: 4]
                   : gap_i ? saker_pkg::STALE_GAP : silent[n] ? saker_pkg::STALE_SILENT : saker_pkg::STALE_NONE;
    assign bid     = best_i[(2*n)*LEVEL_W +: LEVEL_W];
    assign ask     = best_i[(2*n+1)*LEVEL_W +: LEVEL_W];
    assign ask_idx = ~ask[32 +: LadderLog2];
    always_comb begin
      flags = '0;
      flags[saker_pkg::BOOK_STALE]   = shown != saker_pkg::STALE_NONE;
      flags[saker_pkg::BOOK_HALTED]  = !trading_i[n];
      flags[saker_pkg::BOOK_EMPTY]   = (!bid[LEVEL_W-1] && !far_i[2*n]) || (!ask[LEVEL_W-1] && !far_i[2*n+1]);
      flags[saker_pkg::BOOK_OUTSIDE] = (!bid[LEVEL_W-1] && far_i[2*n]) || (!ask[LEVEL_W-1] && far_i[2*n+1]);
      flags[saker_pkg::BOOK_CROSSED] = bid[LEVEL_W-1] && ask[LEVEL_W-1] && bid[32 +: LadderLog2] >= ask_idx;
    end
    always_ff @(posedge clk_i) begin
      sym_flags_o[5*n +: 5] <= rst_i ? 5'b00111 : flags;
      sym_ok_o[n]           <= !rst_i && !busy_i && flags == '0;
      stale_q[4*n +: 4]     <= shown;
    end
    assign due[n] = {stale_q[4*n +: 4], sym_flags_o[5*n +: 5]} != published_q[9*n +: 9];
  end
  always_ff @(posedge clk_i) begin
    best_q <= best_i;
  end

  assign sym_stale_o = stale_q;

  // ---- which symbol now --------------------------------------------------------------------------------------------
  logic [NumSymbols-1:0] choice;  // one-hot
  always_comb begin
    choice = due & (~due + 1'b1);
    if (pulse_i) begin
      for (int unsigned n = 0; n < NumSymbols; n++) choice[n] = sym_i == 8'(n);
    end
  end
  assign tob_valid_o = !rst_i && (pulse_i || (|due && !hold_i));

  logic [7:0]         sym;
  logic [4:0]         flags;
  logic [3:0]         stale;
  logic [LEVEL_W-1:0] bid, ask;
  always_comb begin
    sym   = '0;
    flags = '0;
    stale = '0;
    bid   = '0;
    ask   = '0;
    for (int unsigned n = 0; n < NumSymbols; n++) begin
      if (choice[n]) begin
        sym   = sym | 8'(n);
        flags = flags | sym_flags_o[5*n +: 5];
        stale = stale | stale_q[4*n +: 4];
        bid   = bid | best_q[(2*n)*LEVEL_W +: LEVEL_W];
        ask   = ask | best_q[(2*n+1)*LEVEL_W +: LEVEL_W];
      end
    end
  end
  always_ff @(posedge clk_i) begin
    for (int unsigned n = 0; n < NumSymbols; n++) begin
      if (rst_i) published_q[9*n +: 9] <= {saker_pkg::STALE_NEVER_SET, 5'b00111};
      else if (tob_valid_o && choice[n]) published_q[9*n +: 9] <= {stale, flags};
    end
  end

  logic [LadderLog2-1:0] ask_index;
  assign ask_index = ~ask[32 +: LadderLog2];
  always_comb begin
    tob_o          = '0;
    tob_o.sym      = sym;
    tob_o.flags    = flags;
    tob_o.ok       = flags == '0;
    tob_o.stale    = stale;
    tob_o.bid_qty  = bid[LEVEL_W-1] ? bid[31:0] : '0;
    tob_o.bid_idx  = bid[LEVEL_W-1] ? 16'(bid[32 +: LadderLog2]) : '0;
    tob_o.ask_qty  = ask[LEVEL_W-1] ? ask[31:0] : '0;
    tob_o.ask_idx  = ask[LEVEL_W-1] ? 16'(ask_index) : '0;
    if (pulse_i) begin
      tob_o.mtype    = mtype_i;
      tob_o.seq      = seq_i;
      tob_o.ts       = ts_i;
      tob_o.rx_cycle = rx_cycle_i;
    end
  end

  // ---- BOOK event --------------------------------------------------------------------------------------------------
  always_ff @(posedge clk_i) begin
    ev_valid_o <= tob_valid_o;
    ev_o       <= '0;
    ev_o.etype <= saker_regs_pkg::EV_BOOK;
    ev_o.tag   <= {3'b0, tob_o.flags, tob_o.sym};
    ev_o.cycle <= cycle_i;
    ev_o.body[63:0]    <= tob_o.seq;
    ev_o.body[111:64]  <= tob_o.ts;
    ev_o.body[119:112] <= tob_o.mtype;
    ev_o.body[127:120] <= {4'b0, tob_o.stale};
    ev_o.body[143:128] <= tob_o.bid_idx;
    ev_o.body[159:144] <= tob_o.ask_idx;
    ev_o.body[191:160] <= tob_o.bid_qty;
    ev_o.body[223:192] <= tob_o.ask_qty;
    ev_o.body[255:224] <= tob_o.rx_cycle;
  end
endmodule
`default_nettype wire
