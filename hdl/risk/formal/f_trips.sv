// Proof harness: trips of a slot against the contract (docs/card.md 8.1, 8.2, 8.5), everything around them free. Formal only.
// Executions: in a window that is chosen freely, no more move the position without a trip than the limit, what time took away, and one.
`default_nettype none
module f_trips (
  input wire logic        clk_i,
  input wire logic        rst_i,
  input wire logic [1:0]  step_i,        // ns that pass in this cycle
  input wire logic        kill_i,
  input wire logic        clear_i,
  input wire logic [31:0] clear_value_i,
  input wire logic        said_i,
  input wire logic [2:0]  which_i,       // type of the message
  input wire logic        live_i,
  input wire logic        fill_i,
  input wire logic [1:0]  max_rejects_i,
  input wire logic [1:0]  max_fills_i,
  input wire logic [2:0]  fills_ns_i,
  input wire logic        loss_i,        // a loss is at its limit
  input wire logic        judged_i,      // a round says so
  input wire logic        leg_i,         // a triangle was executed in part
  input wire logic        window_i       // the window begins
);
  logic [31:0] now_q;
  logic [1:0]  max_rejects_q, max_fills_q;
  logic [2:0]  fills_ns_q;
  logic [4:0]  trips;
  logic [7:0]  mtype, rejects;
  logic [5:0]  rate;
  logic [15:0] fills;
  logic        tripped, changed;
  always_comb begin
    unique case (which_i)
      3'd0: mtype = "A";
      3'd1: mtype = "U";
      3'd2: mtype = "E";
      3'd3: mtype = "J";
      3'd4: mtype = "C";
      default: mtype = "P";
    endcase
  end
  slot_trips u_trips (
    .clk_i, .rst_i, .now_ns_i(now_q), .kill_i, .clear_i, .clear_value_i, .said_i, .type_i(mtype), .live_i, .fill_i,
    .max_rejects_i({6'd0, max_rejects_q}), .max_fills_i({14'd0, max_fills_q}), .fills_ns_i({29'd0, fills_ns_q}), .loss_i(loss_i && judged_i), .loss_stands_i(loss_i), .leg_i,
    .trips_o(trips),
    .tripped_o(tripped), .changed_o(changed), .rejects_o(rejects), .rate_o(rate), .fills_o(fills));

  logic        f_past_q = 1'b0, f_on_q, f_kill_q, f_clear_q, f_reset_q, f_loss_q, f_judged_q, f_leg_q;
  logic [31:0] f_value_q;
  logic [4:0]  f_trips_q;
  logic [3:0]  f_row_q;      // rejects in a row
  logic [5:0]  f_count_q, f_elapsed_q;
  logic        starts, good;
  assign starts = clear_i && clear_value_i == 32'(trips);
  assign good   = said_i && (mtype == "E" || (live_i && (mtype == "A" || mtype == "U")));
  always_ff @(posedge clk_i) begin
    f_past_q  <= 1'b1;
    f_reset_q <= rst_i;
    now_q     <= now_q + 32'(step_i);
    f_trips_q <= trips;
    f_kill_q  <= kill_i && !rst_i;
    f_clear_q <= clear_i;
    f_loss_q  <= loss_i && !rst_i;
    f_judged_q <= loss_i && judged_i && !rst_i;
    f_leg_q   <= leg_i && !rst_i;
    f_value_q <= clear_value_i;
    // Limits stand still while the window is open; the count of rejects is followed from the window's start at the earliest.
    if (!f_on_q) begin
      max_rejects_q <= max_rejects_i;
      max_fills_q   <= max_fills_i;
      fills_ns_q    <= fills_ns_i;
    end
    f_on_q <= !rst_i && (f_on_q || window_i);
    if (!f_on_q) begin
      f_count_q   <= '0;
      f_elapsed_q <= '0;
      f_row_q     <= '0;
    end else begin
      f_count_q   <= f_count_q + 6'(fill_i);
      f_elapsed_q <= f_elapsed_q + 6'(step_i);
      if (good || fill_i) f_row_q <= '0;
      else if (said_i && mtype == "J") f_row_q <= f_row_q + 4'd1;
    end
  end

  // Rejects since reset and since the last clearing that was taken: it leaves no trip, and no loss stands. Fewer answers than the window holds.
  logic [5:0] f_rejected_q, f_rejected;
  logic       f_cleared;
  assign f_cleared  = f_clear_q && f_value_q == 32'(f_trips_q) && !f_loss_q && trips == '0;
  assign f_rejected = f_reset_q || f_cleared ? '0 : f_rejected_q;
  always_ff @(posedge clk_i) f_rejected_q <= f_rejected + 6'(said_i && mtype == "J");

  always_comb begin
    if (!f_past_q) assume (rst_i);
    if (fill_i) assume (!said_i || mtype == "E");  // a late execution speaks of no order held
    if (fill_i && said_i) assume (mtype == "E");
    assume (!(f_on_q && starts));                  // nobody acknowledges inside the window
    if (f_past_q) begin
      // Sticky: what stands goes only by an exact acknowledgement.
      if (f_trips_q != '0 && (trips & f_trips_q) != f_trips_q && !(f_clear_q && f_value_q == 32'(f_trips_q))) assert (f_reset_q);
      if (f_kill_q) assert (trips[0]);
      assert (rate == f_rejected);
      if (f_judged_q) assert (trips[3]);
      if (f_leg_q) assert (trips[4]);
      // A loss that stands is not cleared away, nor anything beside it.
      if (f_loss_q) assert ((trips & f_trips_q) == f_trips_q);
      if (f_on_q && f_row_q != '0 && f_row_q >= 4'(max_rejects_q)) assert (trips[1]);
      // Executions, untripped: the limit, what time took away, and one that the count may have owed when the window began.
      if (f_on_q && !trips[2]) begin
        if (fills_ns_q == '0) assert (f_count_q <= 6'(max_fills_q));
        else assert (12'(f_count_q) * 12'(fills_ns_q) <= 12'(max_fills_q) * 12'(fills_ns_q) + 12'(f_elapsed_q) + 12'(fills_ns_q));
      end
      if (max_fills_q == '0 && f_on_q && f_count_q != '0) assert (trips[2]);
    end
  end
`ifdef FORMAL
  always_comb if (f_past_q && f_on_q) begin
    cover (trips == 5'd1);
    cover (trips == 5'd2 && max_rejects_q == 2'd3);
    cover (trips == 5'd4 && max_fills_q == 2'd2 && fills_ns_q != '0);
    cover (trips == 5'd8);
    cover (trips == 5'd16);
    cover (rate == 6'd2 && trips == '0);
    cover (trips == '0 && f_count_q == 6'd4 && max_fills_q == 2'd1);
  end
`endif
endmodule
`default_nettype wire
