// Proof harness: what a granted read of level_copy sees is the state after exactly those messages whose update is due, whole. Formal only.
//
// Messages: decisions 5 cycles apart or more, each with up to three writes, in n, n+1 and n+2. The reference takes all three of them at once, where the
// update is due (n+5). The memory begins with anything: reset and one clearing more write all of it, then messages may come.
`default_nettype none
module f_levels #(
  parameter int unsigned QtyW = 2
) (
  input wire logic            clk_i,
  input wire logic            rst_i,
  input wire logic            clear_i,
  input wire logic            decides_i,   // n
  input wire logic [2:0]      writes_i,    // of a message decided now: in n, n+1, n+2
  input wire logic [5:0]      to_i,        // levels
  input wire logic [3*QtyW-1:0] qty_i,
  input wire logic            read_i,
  input wire logic [1:0]      level_i
);
  // ---- messages ----
  logic [2:0]        f_writes_q, writes;
  logic [5:0]        f_to_q, to;
  logic [3*QtyW-1:0] f_qty_q, qty;
  logic [5:1]        f_age_q;  // a message was decided that many cycles ago
  logic [2:0]        f_clears_q;
  logic              f_past_q = 1'b0;
  logic              busy, clear_busy_q, lvl_valid, grant;
  logic [1:0]        lvl;
  logic [QtyW-1:0]   lvl_qty, seen;
  assign writes = decides_i ? writes_i : f_writes_q;
  assign to     = decides_i ? to_i : f_to_q;
  assign qty    = decides_i ? qty_i : f_qty_q;
  always_comb begin
    lvl_valid = (decides_i && writes[0]) || (f_age_q[1] && writes[1]) || (f_age_q[2] && writes[2]);
    lvl       = decides_i ? to[1:0] : f_age_q[1] ? to[3:2] : to[5:4];
    lvl_qty   = decides_i ? qty[QtyW-1:0] : f_age_q[1] ? qty[2*QtyW-1:QtyW] : qty[3*QtyW-1:2*QtyW];
  end
  level_copy #(.SideW(1), .LadderLog2(1), .QtyW(QtyW), .NumberW(2)) u_copy (
    .clk_i, .rst_i, .clear_i, .clear_busy_i(clear_busy_q), .busy_o(busy), .lvl_valid_i(lvl_valid), .lvl_side_i(lvl[1]), .lvl_rank_i(lvl[0]), .lvl_qty_i(lvl_qty),
    .applied_i(f_age_q[1]), .read_i, .level_i, .grant_o(grant), .qty_o(seen));

  // ---- the reference: every message at once, where it is due ----
  logic [4*QtyW-1:0] f_ref_q, f_ref_d;
  always_comb begin
    f_ref_d = f_ref_q;
    if (f_age_q[5]) begin
      if (f_writes_q[0]) f_ref_d[QtyW * f_to_q[1:0] +: QtyW] = f_qty_q[QtyW-1:0];
      if (f_writes_q[1]) f_ref_d[QtyW * f_to_q[3:2] +: QtyW] = f_qty_q[2*QtyW-1:QtyW];
      if (f_writes_q[2]) f_ref_d[QtyW * f_to_q[5:4] +: QtyW] = f_qty_q[3*QtyW-1:2*QtyW];
    end
  end
  logic       f_read_q;
  logic [1:0] f_level_q;
  always_ff @(posedge clk_i) begin
    f_past_q     <= 1'b1;
    clear_busy_q <= rst_i || clear_i || (clear_busy_q && busy);
    f_age_q      <= rst_i ? '0 : {f_age_q[4:1], decides_i};
    f_ref_q      <= rst_i || clear_i ? '0 : f_ref_d;
    f_read_q     <= grant && !clear_i && !rst_i;
    f_level_q    <= level_i;
    f_clears_q   <= rst_i ? 3'd0 : f_clears_q + 3'(clear_i && f_clears_q != 3'd7);
    if (decides_i) {f_writes_q, f_to_q, f_qty_q} <= {writes_i, to_i, qty_i};
  end

  always_comb begin
    if (!f_past_q) assume (rst_i);
    else assume (!rst_i);
    // The book clears while no message is under way, not before the memory's first share is written, and takes none until all is empty.
    if (clear_i) assume (f_age_q == '0 && !decides_i && (f_clears_q != '0 || !clear_busy_q));
    if (decides_i) assume (f_age_q[4:1] == '0 && !clear_busy_q && f_clears_q != '0);
    if (f_past_q && f_read_q && f_clears_q != '0) begin
      assert (seen == f_ref_q[QtyW * f_level_q +: QtyW]);
      // No update is due in the cycle in which the quantity is taken over.
      assert (!f_age_q[5]);
    end
  end
`ifdef FORMAL
  always_comb begin
    if (f_past_q) begin
      cover (f_read_q && seen != '0 && f_age_q[2]);
      cover (f_read_q && f_clears_q == 3'd2 && seen != '0);
      cover (f_read_q && f_clears_q == 3'd2 && f_ref_q == '0 && seen == '0 && f_age_q == '0);
    end
  end
`endif
endmodule
`default_nettype wire
