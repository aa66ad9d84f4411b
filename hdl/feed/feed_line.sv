// One feed line: from the words of its frames to its blocks and each frame's verdict.
//
// Interface: s_* and eof_i, ok_i, err_i as of mac_rx. Blocks: lk_*_o, end_o, seq_o, book_o combinational in the cycle t+1 after a block's
// last byte was on the pins; ended_o, good_o, msg_o in t+2. released_i, held_i: what the arbiter did with a block of the frame under way.
// ahead_o: inside a packet whose first sequence was beyond expected_i at its header. v_*_o: the verdict, one cycle after eof_i (feed_verdict).
// Latency: as said; enable_i is taken between frames. Reset: no frame under way.
`default_nettype none
module feed_line (
  input  wire logic                 clk_i,
  input  wire logic                 rst_i,
  input  wire logic [31:0]          cycle_i,
  input  wire logic                 enable_i,
  input  wire logic                 any_session_i,
  input  wire logic                 any_sequence_i,
  input  wire logic [31:0]          group_i,
  input  wire logic [15:0]          port_i,
  input  wire logic [79:0]          session_i,
  input  wire logic                 s_valid_i,
  input  wire logic [31:0]          s_data_i,
  input  wire logic [2:0]           s_bytes_i,
  input  wire logic                 eof_i,
  input  wire logic                 ok_i,
  input  wire logic [1:0]           err_i,
  input  wire logic [63:0]          expected_i,
  input  wire logic                 released_i,
  input  wire logic                 held_i,
  output      logic                 lk_valid_o,
  output      logic                 lk_new_o,
  output      logic [63:0]          lk_ref_o,
  output      logic                 end_o,
  output      logic                 book_o,
  output      logic [63:0]          seq_o,
  output      logic [63:0]          first_o,
  output      logic                 live_o,
  output      logic [15:0]          locate_o,
  output      logic [63:0]          stock_o,
  output      logic                 is_r_o,
  output      logic                 ended_o,
  output      logic                 good_o,
  output      saker_pkg::itch_msg_t msg_o,
  output      logic [16:0]          v_inc_o,
  output      logic                 v_good_o,
  output      logic                 v_bad_o,
  output      logic                 v_empty_o,
  output      logic                 v_ended_session_o,
  output      logic                 v_foreign_o,
  output      logic                 v_flush_o,
  output      logic                 v_stale_o,
  output      logic [3:0]           v_reason_o,
  output      logic [7:0]           v_cause_o,
  output      logic [63:0]          v_first_o,
  output      logic [63:0]          v_next_o,
  output      logic [79:0]          v_session_o
);
  logic        busy, busy_q, enable_q;
  logic [31:0] rx_cycle_q;
  assign busy = s_valid_i || busy_q;
  always_ff @(posedge clk_i) begin
    rx_cycle_q <= cycle_i;  // cycle in which s_data_i was on the pins
    if (s_valid_i) busy_q <= 1'b1;
    if (eof_i)     busy_q <= 1'b0;
    if (!busy)     enable_q <= enable_i;
    if (rst_i) begin
      busy_q   <= 1'b0;
      enable_q <= 1'b0;
    end
  end

  // ---- headers ----
  logic        accept, beyond, start, packet, session_ok, heartbeat, end_session, ended;
  logic [3:0]  word;
  logic [2:0]  cause;
  logic [15:0] udp_length;
  logic [79:0] session;
  md_filter u_filter (
    .clk_i(clk_i), .rst_i(rst_i), .s_valid_i(s_valid_i), .s_data_i(s_data_i), .s_bytes_i(s_bytes_i), .eof_i(eof_i),
    .group_i(group_i), .port_i(port_i), .word_o(word), .accept_o(accept), .cause_o(cause), .beyond_o(beyond),
    .udp_length_o(udp_length)
  );
  mold_header u_header (
    .clk_i(clk_i), .rst_i(rst_i), .s_valid_i(s_valid_i), .s_data_i(s_data_i), .s_whole_i(s_bytes_i[2]), .word_i(word), .accept_i(accept && enable_q),
    .eof_i(eof_i), .any_session_i(any_session_i), .session_i(session_i), .end_i(end_o), .start_o(start), .packet_o(packet),
    .live_o(live_o), .session_ok_o(session_ok), .heartbeat_o(heartbeat), .end_session_o(end_session), .ended_o(ended),
    .session_o(session), .first_o(first_o), .seq_o(seq_o)
  );

  // ---- blocks and messages ----
  logic       short_block, window, complete, fault;
  logic [1:0] off;
  logic [3:0] k;
  logic [7:0] mtype;
  mold_walk u_walk (
    .clk_i(clk_i), .rst_i(rst_i), .clear_i(eof_i), .s_valid_i(s_valid_i), .s_data_i(s_data_i), .s_whole_i(s_bytes_i[2]),
    .start_i(start), .udp_length_i(udp_length), .end_o(end_o), .short_o(short_block), .window_o(window),
    .off_o(off), .k_o(k), .complete_o(complete), .fault_o(fault)
  );
  itch_decode u_decode (
    .clk_i(clk_i), .rst_i(rst_i), .s_valid_i(s_valid_i), .s_data_i(s_data_i), .window_i(window), .off_i(off), .k_i(k),
    .end_i(end_o), .short_i(short_block), .seq_i(seq_o), .rx_cycle_i(rx_cycle_q), .locate_o(locate_o), .stock_o(stock_o),
    .is_r_o(is_r_o), .lk_valid_o(lk_valid_o), .lk_new_o(lk_new_o), .lk_ref_o(lk_ref_o), .book_type_o(book_o),
    .ended_o(ended_o), .type_o(mtype), .good_o(good_o), .msg_o(msg_o)
  );

  // ---- verdict of the frame ----
  logic packet_q, ahead_q, released_q, held_q;
  always_ff @(posedge clk_i) begin
    packet_q <= packet;
    if (packet && !packet_q) ahead_q <= !any_sequence_i && first_o > expected_i;  // the header, as it stood at its end
    if (released_i) released_q <= 1'b1;
    if (held_i)     held_q     <= 1'b1;
    if (rst_i || eof_i) begin
      packet_q   <= 1'b0;
      ahead_q    <= 1'b0;
      released_q <= 1'b0;
      held_q     <= 1'b0;
    end
  end
  feed_verdict u_verdict (
    .clk_i(clk_i), .rst_i(rst_i), .eof_i(eof_i && enable_q), .ok_i(ok_i), .err_i(err_i), .cause_i(cause), .beyond_i(beyond),
    .session_ok_i(session_ok), .heartbeat_i(heartbeat), .end_session_i(end_session), .ended_i(ended), .first_i(first_o),
    .next_i(seq_o), .session_i(session), .ahead_i(ahead_q), .complete_i(complete), .fault_i(fault),
    .released_i(released_q || released_i), .held_i(held_q || held_i), .inc_o(v_inc_o), .good_o(v_good_o), .bad_o(v_bad_o),
    .empty_o(v_empty_o), .ended_session_o(v_ended_session_o), .foreign_o(v_foreign_o), .flush_o(v_flush_o),
    .stale_o(v_stale_o), .reason_o(v_reason_o), .cause_o(v_cause_o), .first_o(v_first_o), .next_o(v_next_o),
    .session_o(v_session_o)
  );

  logic unused;
  assign unused = ^mtype;
endmodule
`default_nettype wire
