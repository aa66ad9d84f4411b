// Order-state table and position of one slot: one working order a side, kept from what was sent and from what the
// venue said. Rules: docs/card.md section 7.
//
// v_*: a venue message takes effect at the end of the cycle in which v_valid_i is high; known_o, late_o and overflow_o
// are combinational in that cycle. s_*: an order left in this cycle; its effect comes after that of a venue message of
// the same cycle. State of side s (0 buy, 1 sell) stands in [s], [32*s +: 32] or [QtyW*s +: QtyW] one cycle later.
// v_settle_i with type Q: the answer that ends catching up. What the venue never saw (references from v_urn_i on) is gone, and a cancel that
// left an order standing is forgotten, so that it is sent again.
// t_*: the same message, found by the order table in this slot (hdl/order/open_orders.sv); an execution moves the position here.
// adj_i: the position moves by adj_lots_i, signed; never in a cycle of v_valid_i.
// A position that would leave QtyW bits saturates and raises overflow_o (a kill cause). Reset: nothing held, position 0.
`default_nettype none
module order_state #(
  parameter int unsigned QtyW = 32  // bits of a quantity in lots; less only in proofs
) (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic        v_valid_i,
  input  wire logic [7:0]  v_type_i,
  input  wire logic [31:0] v_urn_i,
  input  wire logic [QtyW-1:0] v_qty_i,
  input  wire logic        v_dead_i,     // A U: order state 'D'
  input  wire logic        v_settle_i,
  input  wire logic        t_known_i,    // the order table: the message speaks of an order of the desk
  input  wire logic        t_late_i,     // the order table: E of a reference that is dead
  input  wire logic        t_side_i,
  output logic             known_o,      // the message speaks of an order held here
  output logic             late_o,       // E of a reference last used here, but not held
  output logic             side_o,       // of the entry found by known_o or late_o
  output logic             fill_o,       // the position moves by v_qty_i, down when side_o
  output logic             overflow_o,
  input  wire logic        adj_i,
  input  wire logic [QtyW-1:0] adj_lots_i,
  input  wire logic        s_valid_i,
  input  wire logic [1:0]  s_act_i,
  input  wire logic        s_side_i,
  input  wire logic [31:0] s_urn_i,
  input  wire logic [15:0] s_idx_i,
  input  wire logic [QtyW-1:0] s_open_i,
  output logic [1:0]       active_o,
  output logic [1:0]       acked_o,
  output logic [1:0]       rep_o,
  output logic [1:0]       cxl_o,
  output logic [63:0]      urn_o,
  output logic [63:0]      urn2_o,
  output logic [31:0]      idx_o,        // [16*s +: 16]
  output logic [31:0]      idx2_o,       // of the replace in flight
  output logic [2*QtyW-1:0] open_o,
  output logic [2*QtyW-1:0] done_o,
  output logic [2*QtyW-1:0] worst_o,      // most that may rest: max(open, open2 while a replace is in flight)
  output logic [QtyW-1:0]  position_o    // two's complement
);
  logic is_a, is_u, is_e, is_cd, is_j, is_any, settles;
  assign is_a   = v_type_i == "A";
  assign is_u   = v_type_i == "U";
  assign is_e   = v_type_i == "E";
  assign is_cd  = v_type_i == "C" || v_type_i == "D";
  assign is_j   = v_type_i == "J";
  assign settles = v_valid_i && v_settle_i && v_type_i == "Q";
  assign is_any = !(is_a || is_u || is_cd);  // found by either reference

  logic [1:0] known, late;
  for (genvar s = 0; s < 2; s++) begin : gen_side
    logic        active_q, acked_q, rep_q, cxl_q;
    logic [31:0] urn_q, urn2_q;
    logic [QtyW-1:0] open_q, open2_q, done_q;
    logic [15:0] idx_q, idx2_q;

    // m1: the order itself; m2: the replace in flight.
    logic same1, same2, m1, m2;
    assign same1 = v_urn_i == urn_q;
    assign same2 = v_urn_i == urn2_q;
    assign m1    = active_q && same1;
    assign m2    = active_q && rep_q && same2;
    assign known[s] = (m1 && !is_u) || (m2 && (is_u || is_any));
    assign late[s]  = is_e && !m1 && !m2 && (same1 || same2) && |v_urn_i;

    logic [QtyW-1:0] less;
    logic            gone;
    assign gone = open_q <= v_qty_i;
    assign less = gone ? '0 : open_q - v_qty_i;

    logic active_d, rep_d;
    always_comb begin
      active_d = active_q;
      rep_d    = rep_q;
      if (v_valid_i) begin
        if (m1 && ((is_a && v_dead_i) || is_j || ((is_e || is_cd) && gone))) active_d = 1'b0;
        if (m2 && is_u) begin
          rep_d = 1'b0;
          if (v_dead_i) active_d = 1'b0;
        end
        if (m2 && is_j) rep_d = 1'b0;
      end
      if (settles) begin
        if (!acked_q && urn_q >= v_urn_i) active_d = 1'b0;
        if (urn2_q >= v_urn_i)            rep_d = 1'b0;
      end
      if (!active_d) rep_d = 1'b0;
    end

    // A cancel counts only if it named what is now the order's reference: a replace may just have been answered.
    logic sent, ends2, aims;
    assign sent  = s_valid_i && s_side_i == 1'(s);
    assign ends2 = (v_valid_i && m2 && is_j) || (settles && urn2_q >= v_urn_i);
    assign aims  = s_urn_i == (rep_q && !ends2 ? urn2_q : urn_q);

    always_ff @(posedge clk_i) begin
      active_q <= active_d;
      rep_q    <= rep_d;
      if (v_valid_i) begin
        if (m1 && is_a && !acked_q) begin
          acked_q <= 1'b1;
          open_q  <= v_qty_i;
        end
        if (m2 && is_u) begin
          urn_q  <= urn2_q;
          idx_q  <= idx2_q;
          open_q <= v_qty_i;
        end
        if ((m1 && (is_e || is_cd)) || (m2 && is_e)) open_q <= less;
        if ((m1 || m2) && is_e) done_q <= done_q + v_qty_i;
        if ((m2 && is_j) || settles) cxl_q <= 1'b0;
      end
      if (sent && s_act_i == saker_pkg::ACT_NEW) begin
        active_q <= 1'b1;
        acked_q  <= 1'b0;
        rep_q    <= 1'b0;
        cxl_q    <= 1'b0;
        urn_q    <= s_urn_i;
        urn2_q   <= '0;
        idx_q    <= s_idx_i;
        open_q   <= s_open_i;
        done_q   <= '0;
      end
      if (sent && s_act_i == saker_pkg::ACT_REPLACE) begin
        rep_q   <= active_d;
        urn2_q  <= s_urn_i;
        idx2_q  <= s_idx_i;
        open2_q <= s_open_i;
      end
      if (sent && s_act_i == saker_pkg::ACT_CANCEL && aims) cxl_q <= 1'b1;
      if (rst_i) begin
        active_q <= 1'b0;
        acked_q  <= 1'b0;
        rep_q    <= 1'b0;
        cxl_q    <= 1'b0;
        urn_q    <= '0;
        urn2_q   <= '0;
        open_q   <= '0;
        open2_q  <= '0;
        done_q   <= '0;
        idx_q    <= '0;
        idx2_q   <= '0;
      end
    end

    assign active_o[s]         = active_q;
    assign acked_o[s]          = acked_q;
    assign rep_o[s]            = rep_q;
    assign cxl_o[s]            = cxl_q;
    assign urn_o[32*s +: 32]   = urn_q;
    assign urn2_o[32*s +: 32]  = urn2_q;
    assign idx_o[16*s +: 16]   = idx_q;
    assign idx2_o[16*s +: 16] = idx2_q;
    assign open_o[QtyW*s +: QtyW] = active_q ? open_q : '0;
    assign done_o[QtyW*s +: QtyW] = done_q;
    assign worst_o[QtyW*s +: QtyW] = !active_q ? '0 : rep_q && open2_q > open_q ? open2_q : open_q;
  end

  // The position follows every execution that this slot can recognise, held or not.
  logic signed [QtyW+1:0] pos, rise, fall;
  logic signed [QtyW-1:0] position_q;
  logic                   over_top, below, under, falls;
  logic [QtyW+1:0]        lots;
  logic held, moves;
  assign held       = |known;
  assign known_o    = held || t_known_i;
  assign late_o     = (|late || t_late_i) && !known_o;
  assign side_o     = held ? known[1] : t_known_i || t_late_i ? t_side_i : late[1];
  assign fill_o     = v_valid_i && is_e && (known_o || late_o);
  assign pos        = (QtyW + 2)'(position_q);
  assign moves      = fill_o || adj_i;
  assign lots       = adj_i ? {{2{adj_lots_i[QtyW-1]}}, adj_lots_i} : {2'd0, v_qty_i};
  assign rise       = pos + $signed(lots);
  assign fall       = pos - $signed({2'd0, v_qty_i});
  assign over_top   = !rise[QtyW+1] && |rise[QtyW:QtyW-1];
  assign below      = rise[QtyW+1] && !(&rise[QtyW:QtyW-1]);  // only by adj_lots_i
  assign under      = fall[QtyW+1] && !(&fall[QtyW:QtyW-1]);
  assign falls      = side_o && !adj_i;
  assign overflow_o = moves && (falls ? under : over_top || below);
  always_ff @(posedge clk_i) begin
    if (moves && falls) position_q <= under ? {1'b1, {(QtyW - 1){1'b0}}} : fall[QtyW-1:0];
    else if (moves) position_q <= over_top || below ? {below, {(QtyW - 1){over_top}}} : rise[QtyW-1:0];
    if (rst_i) position_q <= '0;
  end
  assign position_o = position_q;
endmodule
`default_nettype wire
