// The one decision taken at a frame's end: what the frame was, which counter it moves, what it does to the books.
//
// Interface: everything is read in the cycle of eof_i. The first that applies decides: broken on the wire; refused by the
// filter; another session; otherwise it was ours, and its sequence and its blocks are judged.
// All outputs are registers, one cycle after eof_i. gap_set_o, resync_o: for mold_sequence.
// inc_o: one bit a counter (CNT_FEED indexes 0..12, 14..16); add_duplicate_o, add_after_gap_o: amounts.
// stale_o with reason_o: all symbols become stale. event_gap_o, event_other_o with cause_o: FEED events, the gap's first;
// expected_o and got_o are their fields. The frame's messages were used long before, so nothing here delays one.
// A frame that fails before any of its blocks was used changes nothing but its counter.
// Latency: 1 cycle. Reset: nothing pending.
`default_nettype none
module feed_verdict (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic        eof_i,          // of an enabled frame
  input  wire logic        ok_i,
  input  wire logic [1:0]  err_i,          // mac_rx
  input  wire logic [2:0]  cause_i,        // md_filter
  input  wire logic        beyond_i,
  input  wire logic        session_ok_i,   // mold_sequence
  input  wire logic        heartbeat_i,
  input  wire logic        end_session_i,
  input  wire logic        ahead_i,
  input  wire logic        used_i,
  input  wire logic [15:0] unused_i,
  input  wire logic        gap_i,
  input  wire logic        any_sequence_i,
  input  wire logic [63:0] first_i,
  input  wire logic [63:0] expected_i,
  input  wire logic        complete_i,     // mold_walk
  input  wire logic        fault_i,
  output      logic        gap_set_o,
  output      logic        resync_o,
  output      logic [16:0] inc_o,
  output      logic [15:0] add_duplicate_o,
  output      logic [15:0] add_after_gap_o,
  output      logic        stale_o,
  output      logic [3:0]  reason_o,
  output      logic        event_gap_o,
  output      logic        event_other_o,
  output      logic [7:0]  cause_o,
  output      logic [63:0] expected_o,
  output      logic [63:0] got_o
);
  localparam logic [7:0] BAD_FRAME = 8'd2, FRAMING = 8'd3, WRONG_SESSION = 8'd4, END_OF_SESSION = 8'd5;
  localparam logic [2:0] BAD_IP = 3'd2;

  logic wire_bad, refused, ours, foreign, blocks, early, truncated, ahead, resync;
  logic [2:0] filter_cause;
  assign wire_bad     = eof_i && !ok_i;
  assign early        = beyond_i && used_i;  // the frame ended early, after blocks were taken from it
  assign filter_cause = (cause_i > BAD_IP || cause_i == 3'd0) && beyond_i && !used_i ? BAD_IP : cause_i;
  assign refused      = eof_i && ok_i && filter_cause != 3'd0;
  assign foreign      = eof_i && ok_i && !refused && !session_ok_i;
  assign ours         = eof_i && ok_i && !refused && session_ok_i;
  assign blocks       = ours && !heartbeat_i && !end_session_i;
  assign truncated    = blocks && (early || fault_i || !complete_i);
  assign ahead        = ours && ahead_i;

  assign resync       = ours && any_sequence_i && !used_i;

  always_ff @(posedge clk_i) begin
    gap_set_o <= ahead;
    resync_o  <= resync;
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
    inc_o[saker_regs_pkg::CNT_FEED_HEARTBEAT]      <= ours && heartbeat_i;
    inc_o[saker_regs_pkg::CNT_FEED_END_OF_SESSION] <= ours && end_session_i;
    inc_o[saker_regs_pkg::CNT_FEED_GAP]            <= ahead;
    inc_o[saker_regs_pkg::CNT_FEED_TRUNCATED]      <= truncated;
    inc_o[saker_regs_pkg::CNT_FEED_PACKETS]        <= eof_i && used_i;
    add_duplicate_o <= ((ours || (wire_bad && used_i)) && !gap_i && !ahead_i) ? unused_i : '0;
    add_after_gap_o <= (ours && (gap_i || ahead_i)) ? unused_i : '0;

    // The first reason sticks in a book, so a gap goes before a framing fault of the same packet.
    stale_o       <= ahead || truncated || (wire_bad && used_i);
    reason_o      <= ahead     ? saker_pkg::STALE_GAP :
                     truncated ? saker_pkg::STALE_FRAMING : saker_pkg::STALE_BAD_FRAME;
    event_gap_o   <= ahead && !gap_i;
    event_other_o <= truncated || foreign || (ours && end_session_i) || (wire_bad && used_i);
    cause_o       <= truncated ? FRAMING : foreign ? WRONG_SESSION : wire_bad ? BAD_FRAME : END_OF_SESSION;
    expected_o    <= resync ? first_i : expected_i;
    got_o         <= first_i;
    if (rst_i) begin
      gap_set_o       <= 1'b0;
      resync_o        <= 1'b0;
      inc_o           <= '0;
      add_duplicate_o <= '0;
      add_after_gap_o <= '0;
      stale_o         <= 1'b0;
      event_gap_o     <= 1'b0;
      event_other_o   <= 1'b0;
    end
  end
endmodule
`default_nettype wire
