// The one decision taken at the end of a line's frame: what it was, which counter it moves, what it does to the books.
//
// Interface: everything is read in the cycle of eof_i. The first that applies decides: broken on the wire; refused by the filter;
// another session; framing; otherwise the frame is good. All outputs are registers, one cycle after eof_i.
// inc_o: CNT_FEED indexes 0..16 that move by one. good_o with next_o (the packet's next sequence), first_o, ended_session_o, empty_o (it carries
// no blocks), ahead_o is in inc_o. flush_o: it was not good and put blocks into the line's window. stale_o with reason_o: blocks of it were
// released; cause_o is the FEED cause then. foreign_o with session_o: another session's packet.
// A frame of which nothing was released changes no book. Latency: 1 cycle. Reset: nothing pending.
`default_nettype none
module feed_verdict (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic        eof_i,          // of an enabled frame
  input  wire logic        ok_i,
  input  wire logic [1:0]  err_i,          // mac_rx
  input  wire logic [2:0]  cause_i,        // md_filter
  input  wire logic        beyond_i,
  input  wire logic        session_ok_i,   // mold_header
  input  wire logic        heartbeat_i,
  input  wire logic        end_session_i,
  input  wire logic        ended_i,
  input  wire logic [63:0] first_i,
  input  wire logic [63:0] next_i,
  input  wire logic [79:0] session_i,
  input  wire logic        ahead_i,        // first_i was beyond the expected sequence at the header
  input  wire logic        complete_i,     // mold_walk
  input  wire logic        fault_i,
  input  wire logic        released_i,     // blocks of the frame were released, were held
  input  wire logic        held_i,
  output      logic [16:0] inc_o,
  output      logic        good_o,
  output      logic        bad_o,
  output      logic        empty_o,
  output      logic        ended_session_o,
  output      logic        foreign_o,
  output      logic        flush_o,
  output      logic        stale_o,
  output      logic [3:0]  reason_o,
  output      logic [7:0]  cause_o,
  output      logic [63:0] first_o,
  output      logic [63:0] next_o,
  output      logic [79:0] session_o
);
  localparam logic [7:0] BAD_FRAME = 8'd2, FRAMING = 8'd3;
  localparam logic [2:0] BAD_IP = 3'd2;

  logic wire_bad, refused, foreign, ours, blocks, truncated, good, spoilt;
  logic [2:0] filter_cause;
  assign wire_bad     = eof_i && !ok_i;
  assign filter_cause = (cause_i > BAD_IP || cause_i == 3'd0) && beyond_i && !ended_i ? BAD_IP : cause_i;
  assign refused      = eof_i && ok_i && filter_cause != 3'd0;
  assign foreign      = eof_i && ok_i && !refused && !session_ok_i;
  assign ours         = eof_i && ok_i && !refused && session_ok_i;
  assign blocks       = ours && !heartbeat_i && !end_session_i;
  assign truncated    = ours && (beyond_i || (blocks && (fault_i || !complete_i)));
  assign good         = ours && !truncated;
  assign spoilt       = wire_bad || truncated;

  always_ff @(posedge clk_i) begin
    inc_o     <= '0;
    inc_o[saker_regs_pkg::CNT_FEED_FRAMES]         <= eof_i;
    inc_o[saker_regs_pkg::CNT_FEED_BAD_FCS]        <= wire_bad && err_i == 2'd0;
    inc_o[saker_regs_pkg::CNT_FEED_RUNT]           <= wire_bad && err_i == 2'd1;
    inc_o[saker_regs_pkg::CNT_FEED_OVERSIZE]       <= wire_bad && err_i == 2'd2;
    inc_o[saker_regs_pkg::CNT_FEED_XGMII_ERROR]    <= wire_bad && err_i == 2'd3;
    inc_o[saker_regs_pkg::CNT_FEED_NOT_IPV4]       <= refused && filter_cause == 3'd1;
    inc_o[saker_regs_pkg::CNT_FEED_BAD_IP]         <= refused && filter_cause == BAD_IP;
    inc_o[saker_regs_pkg::CNT_FEED_NOT_UDP]        <= refused && filter_cause == 3'd3;
    inc_o[saker_regs_pkg::CNT_FEED_NOT_OURS]       <= refused && filter_cause == 3'd4;
    inc_o[saker_regs_pkg::CNT_FEED_BAD_UDP]        <= refused && filter_cause == 3'd5;
    inc_o[saker_regs_pkg::CNT_FEED_WRONG_SESSION]  <= foreign;
    inc_o[saker_regs_pkg::CNT_FEED_HEARTBEAT]      <= good && heartbeat_i;
    inc_o[saker_regs_pkg::CNT_FEED_END_OF_SESSION] <= good && end_session_i;
    inc_o[saker_regs_pkg::CNT_FEED_GAP]            <= good && ahead_i;
    inc_o[saker_regs_pkg::CNT_FEED_TRUNCATED]      <= truncated;
    inc_o[saker_regs_pkg::CNT_FEED_PACKETS]        <= eof_i && released_i;
    good_o          <= good;
    bad_o           <= wire_bad;
    empty_o         <= good && !blocks;
    ended_session_o <= good && end_session_i;
    foreign_o       <= foreign;
    flush_o         <= spoilt && held_i;
    // SAFETY: FEED.BAD_FRAME: messages of it were used, so no book is what it says.
    stale_o         <= spoilt && released_i;
    reason_o        <= wire_bad ? saker_pkg::STALE_BAD_FRAME : saker_pkg::STALE_FRAMING;
    cause_o         <= wire_bad ? BAD_FRAME : FRAMING;
    first_o         <= first_i;
    next_o          <= blocks ? next_i : first_i;
    session_o       <= session_i;
    if (rst_i) begin
      inc_o           <= '0;
      good_o          <= 1'b0;
      bad_o           <= 1'b0;
      empty_o         <= 1'b0;
      ended_session_o <= 1'b0;
      foreign_o       <= 1'b0;
      flush_o         <= 1'b0;
      stale_o         <= 1'b0;
    end
  end
endmodule
`default_nettype wire
