// Proof that every record offered to the ring is written exactly once, in order per source, at its own place, or is
// counted lost. The ring's parts in small: two sources with queues of two, rings of two or four records, any bus and host.
//
// Each source numbers what it offers; a source's numbers must rise strictly on the bus (nothing twice, nothing out of
// order), and whenever nothing is under way the records offered equal those written and those lost.
`default_nettype none
module event_ring_order (
  input wire logic        clk_i,
  input wire logic        rst_i,
  input wire logic [1:0]  ev_valid_i,
  input wire logic [3:0]  pass_i,      // when the host consumes and the bus answers, and how
  input wire logic        awready_i,
  input wire logic        wready_i,
  input wire logic [31:0] log2_i
);

  localparam int unsigned W = 7;  // source, number
  localparam logic [63:0] Base = 64'h1_0000_0FC0;

  logic         take, rec_valid, room, aw_ready, w_ready, aw_valid, w_valid, on, waiting, outstanding, phase;
  logic [W-1:0] rec;
  logic [3:0]   dropped;
  logic [63:0]  addr, awaddr;
  logic [31:0]  issue, producer, lost;
  logic [W+4:0] w_data;
  logic [5:0]   f_offered0_q, f_offered1_q, f_next0_q, f_next1_q;
  logic [31:0]  f_consumer_q, f_log2_q;
  logic [7:0]   f_aw_q, f_w_q, f_b_q, f_error_q, f_total_q;
  logic [3:0]   f_age_q = '0;  // 0 reset, 1 switch on, then run

  event_merge #(.NumSources(2), .Width(W), .DepthLog2({8'd1, 8'd1})) u_merge (
    .clk_i, .rst_i, .on_i(on), .ev_valid_i, .ev_i({1'b1, f_offered1_q, 1'b0, f_offered0_q}),
    .dropped_o(dropped), .waiting_o(waiting), .rec_valid_o(rec_valid), .rec_ready_i(take), .rec_o(rec)
  );

  assign take = rec_valid && room && aw_ready && w_ready;

  logic b_done, b_error;
  assign b_done  = pass_i[0] && f_b_q != f_aw_q && f_b_q != f_w_q;
  assign b_error = pass_i[1];

  ring_control #(.LogMin(1), .LogMax(2), .OutstandingMax(3)) u_control (
    .clk_i, .rst_i, .ctrl_we_i(f_age_q == 4'd1), .ctrl_i(1'b1), .base_i(Base), .log2_i(f_log2_q),
    .consumer_i(f_consumer_q), .dropped_i(dropped), .take_i(take), .done_i(b_done), .error_i(b_error),
    .on_o(on), .room_o(room), .outstanding_o(outstanding), .nearly_full_o(), .addr_o(addr), .issue_o(issue),
    .phase_o(phase), .producer_o(producer), .lost_o(lost)
  );

  skid_buffer #(.Width(64)) u_aw (
    .clk_i, .rst_i, .s_valid_i(take), .s_ready_o(aw_ready), .s_data_i(addr),
    .m_valid_o(aw_valid), .m_ready_i(awready_i), .m_data_o(awaddr)
  );
  skid_buffer #(.Width(W + 5)) u_w (
    .clk_i, .rst_i, .s_valid_i(take), .s_ready_o(w_ready), .s_data_i({phase, issue[3:0], rec}),
    .m_valid_o(w_valid), .m_ready_i(wready_i), .m_data_o(w_data)
  );

  logic [7:0] size;
  assign size = 8'd1 << f_log2_q[1:0];

  always_ff @(posedge clk_i) begin
    if (f_age_q != 4'd15) f_age_q <= f_age_q + 4'd1;
    if (rst_i) begin
      {f_offered0_q, f_offered1_q, f_next0_q, f_next1_q} <= '0;
      {f_aw_q, f_w_q, f_b_q, f_error_q, f_total_q} <= '0;
      f_consumer_q <= '0;
      f_log2_q     <= log2_i;
    end else begin
      if (on) begin
        f_offered0_q <= f_offered0_q + 6'(ev_valid_i[0]);
        f_offered1_q <= f_offered1_q + 6'(ev_valid_i[1]);
        f_total_q    <= f_total_q + 8'(ev_valid_i[0]) + 8'(ev_valid_i[1]);
      end
      f_aw_q    <= f_aw_q + 8'(aw_valid && awready_i);
      f_w_q     <= f_w_q + 8'(w_valid && wready_i);
      f_b_q     <= f_b_q + 8'(b_done);
      f_error_q <= f_error_q + 8'(b_done && b_error);
      if (w_valid && wready_i && !w_data[W-1]) f_next0_q <= w_data[W-2:0] + 6'd1;
      if (w_valid && wready_i && w_data[W-1]) f_next1_q <= w_data[W-2:0] + 6'd1;
      if (pass_i[2] && f_consumer_q != producer) f_consumer_q <= f_consumer_q + 32'd1;
    end
  end

  // Lost so far, without those of the last cycles, which lost and dropped still carry.
  logic f_quiet_q, f_quiet2_q;
  always_ff @(posedge clk_i) begin
    f_quiet_q  <= on && !waiting && !outstanding && ev_valid_i == '0 && !rec_valid;
    f_quiet2_q <= f_quiet_q && on && !waiting && !outstanding && ev_valid_i == '0;
  end

`ifdef FORMAL
  always_comb begin
    assume (rst_i == (f_age_q == '0));
    assume (!rst_i || (log2_i >= 32'd1 && log2_i <= 32'd2));
  end
  always_ff @(posedge clk_i) begin
    if (!rst_i && f_age_q != '0) begin
      if (w_valid) begin
        if (!w_data[W-1]) assert (w_data[W-2:0] >= f_next0_q && w_data[W-2:0] < f_offered0_q);
        else assert (w_data[W-2:0] >= f_next1_q && w_data[W-2:0] < f_offered1_q);
        assert (w_data[W+3:W] == f_w_q[3:0]);                         // record numbers without a hole
        assert (w_data[W+4] == ((f_w_q & size) == '0));               // phase flips each pass
        assert (f_w_q - f_consumer_q[7:0] < size);                    // the place is consumed
      end
      if (aw_valid) begin
        assert (awaddr == Base + 64'({56'd0, f_aw_q & (size - 8'd1)}) * 64'd64);
        assert (f_aw_q - f_consumer_q[7:0] < size);
      end
      if (f_quiet2_q && on && !waiting && !outstanding && ev_valid_i == '0) begin
        assert (f_aw_q == f_w_q && producer == 32'(f_w_q));
        assert (32'(f_total_q) + 32'(f_error_q) == 32'(f_w_q) + lost);
      end
      cover (f_w_q == 8'd3 && lost == '0 && f_log2_q == 32'd1);  // a second pass
      cover (f_quiet2_q && lost != '0);
    end
  end
`endif

endmodule
`default_nettype wire
