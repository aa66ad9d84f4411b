// The order table: 256 places for every reference that left, and the state of the desk's orders. Rules: docs/card.md section 7.2.
//
// Venue messages: v0_* is the message as it comes, v4_* the same message four cycles later, when it takes effect; messages are at least five
// cycles apart (the receiver needs thirteen for one). known_o, late_o (one-hot by slot) and side_o belong to the cycle of v4_valid_i.
// s_*: an order, replace or cancel left in this cycle; s_modify_i: what left as a cancel is a modify. Both count from the next cycle on.
// Scan port: the place idx_i stands on the scan_* outputs in the next cycle; die_i, doubt_i and mark_i act on idx_i of the cycle before, only
// while busy_o was low in both. live_o, acked_o, cxl_o, mod_o, doubt_o, want_o: one bit a place; want_o: a cancel is due.
// Sums: [SumW*(2*slot + side) +: SumW] lots of the desk that may rest. Reset: every place is free.
`default_nettype none
module open_orders #(
  parameter int unsigned NumSlots = 1,
  parameter int unsigned PlacesLog2 = 8,  // less only in proofs, like
  parameter int unsigned QtyW = 32,       // bits of a quantity in lots
  localparam int unsigned SumW = QtyW + PlacesLog2,
  localparam int unsigned Places = 1 << PlacesLog2,
  localparam int unsigned WhoW = 5 + 32 - PlacesLog2  // side, slot, upper bits of the reference
) (
  input  wire logic                  clk_i,
  input  wire logic                  rst_i,
  input  wire logic [31:0]           now_i,         // 1,024 ns
  input  wire logic                  killed_i,
  input  wire logic [NumSlots-1:0]   mass_i,        // mark every order of these slots
  input  wire logic                  v0_valid_i,
  input  wire logic [31:0]           v0_urn_i,
  input  wire logic                  v4_valid_i,
  input  wire logic [7:0]            v4_type_i,
  input  wire logic [QtyW-1:0]       v4_qty_i,
  input  wire logic                  v4_dead_i,     // A: order state 'D'
  input  wire logic                  v4_settle_i,   // Q ends catching up
  output      logic [NumSlots-1:0]   known_o,
  output      logic [NumSlots-1:0]   late_o,
  output      logic                  side_o,
  input  wire logic                  s_valid_i,
  input  wire logic                  s_desk_i,
  input  wire logic [1:0]            s_act_i,
  input  wire logic                  s_modify_i,
  input  wire logic [3:0]            s_slot_i,
  input  wire logic                  s_side_i,
  input  wire logic [31:0]           s_urn_i,
  input  wire logic [QtyW-1:0]       s_open_i,
  input  wire logic [PlacesLog2-1:0] idx_i,
  output      logic                  busy_o,
  output      logic [31:0]           scan_urn_o,
  output      logic [3:0]            scan_slot_o,
  output      logic                  scan_side_o,
  output      logic [QtyW-1:0]       scan_open_o,
  output      logic [31:0]           scan_stamp_o,
  input  wire logic [PlacesLog2-1:0] pick_idx_i,    // read like the scan port, for the cancel that is due
  output      logic [WhoW-1:0]           pick_who_o,    // side, slot, upper bits of the reference
  input  wire logic                  die_i,
  input  wire logic                  doubt_i,
  input  wire logic                  mark_i,
  output      logic [Places-1:0]          live_o,
  output      logic [Places-1:0]          acked_o,
  output      logic [Places-1:0]          cxl_o,
  output      logic [Places-1:0]          mod_o,
  output      logic [Places-1:0]          doubt_o,
  output      logic [Places-1:0]          want_o,
  output      logic [NumSlots*2*SumW-1:0] sums_o,
  output      logic [NumSlots*9-1:0] count_o        // orders of the desk that are not dead
);
  // Places in memory: what they are, what may rest, when their last message left.
  logic [WhoW-1:0] who_ram [Places];  // side, slot, upper bits of the reference
  logic [QtyW-1:0] open_ram [Places];
  logic [31:0] stamp_ram [Places];

  logic [Places-1:0]  used_q, live_q, acked_q, cxl_q, mod_q, doubt_q, mark_q;
  logic [4*Places-1:0] slot_q;

  // ---- what left ---------------------------------------------------------------------------------------------------
  logic       enters, s_new, s_pull, s_cancel, s_mod;
  logic [PlacesLog2-1:0] s_idx;
  assign enters   = s_valid_i && s_act_i != saker_pkg::ACT_CANCEL;
  assign s_new    = enters && s_desk_i;
  assign s_pull   = s_valid_i && s_desk_i && s_act_i == saker_pkg::ACT_CANCEL;
  assign s_cancel = s_pull && !s_modify_i;
  assign s_mod    = s_pull && s_modify_i;
  assign s_idx    = s_urn_i[PlacesLog2-1:0];

  // ---- a venue message: place read in cycle 1, judged in 2, effect in 4 --------------------------------------------
  logic [4:1]  v_q;
  logic [31:0] urn_q;
  logic [QtyW-1:0] open1_q, open_q;
  logic [WhoW-1:0] who1_q;
  logic        hit_q, side_q, live3_q, acked3_q;
  logic [3:0]  vslot_q;
  always_ff @(posedge clk_i) begin
    v_q <= rst_i ? '0 : {v_q[3:1], v0_valid_i};
    if (v0_valid_i) urn_q <= v0_urn_i;
    if (v0_valid_i) who1_q <= who_ram[v0_urn_i[PlacesLog2-1:0]];
    if (v0_valid_i) open1_q <= open_ram[v0_urn_i[PlacesLog2-1:0]];
    if (v_q[1]) begin
      hit_q   <= used_q[urn_q[PlacesLog2-1:0]] && who1_q[WhoW-6:0] == urn_q[31:PlacesLog2];
      vslot_q <= who1_q[WhoW-2:WhoW-5];
      side_q  <= who1_q[WhoW-1];
      open_q  <= open1_q;
    end
    live3_q  <= live_q[urn_q[PlacesLog2-1:0]];
    acked3_q <= acked_q[urn_q[PlacesLog2-1:0]];
  end

  logic is_a, is_e, is_cd, is_j, is_m, about, held, dies, acks, settles, answers;
  assign is_a  = v4_type_i == "A";
  assign is_e  = v4_type_i == "E";
  assign is_cd = v4_type_i == "C" || v4_type_i == "D";
  assign is_j  = v4_type_i == "J";
  assign is_m  = v4_type_i == "M";
  assign about = v4_type_i != "S" && v4_type_i != "Q" && v4_type_i != "U";
  assign held  = v4_valid_i && hit_q && live3_q && about;
  assign acks  = held && is_a && !v4_dead_i;
  assign dies  = held && (is_j || (is_a && v4_dead_i) || ((is_e || is_cd) && open_q <= v4_qty_i) || (is_m && v4_qty_i == '0));
  // Modified, or refused.
  assign answers = held && (is_m || v4_type_i == "I");
  assign settles = v4_valid_i && v4_settle_i && v4_type_i == "Q";

  logic [QtyW-1:0] rest;  // lots that may rest after the message
  assign rest = dies ? '0
              : (acks && !acked3_q) || is_m ? v4_qty_i
              : is_e || is_cd ? open_q - v4_qty_i : open_q;
  always_comb begin
    known_o = '0;
    late_o  = '0;
    for (int n = 0; n < NumSlots; n++) begin
      known_o[n] = held && vslot_q == 4'(n);
      late_o[n]  = v4_valid_i && hit_q && !live3_q && is_e && vslot_q == 4'(n);
    end
  end
  assign side_o = side_q;

  // ---- memory ------------------------------------------------------------------------------------------------------
  logic        write_q;
  logic [QtyW-1:0] rest_q;
  logic [WhoW-1:0] scan_who_q;
  logic [PlacesLog2-1:0] scan_idx_q;
  always_ff @(posedge clk_i) begin
    if (enters) who_ram[s_idx] <= {s_side_i, s_slot_i, s_urn_i[31:PlacesLog2]};
    if (s_new || s_pull) stamp_ram[s_idx] <= now_i;
    if (s_new) open_ram[s_idx] <= s_open_i;
    else if (write_q) open_ram[urn_q[PlacesLog2-1:0]] <= rest_q;
    write_q <= !rst_i && (held || (write_q && s_new));
    if (held) rest_q <= rest;
    pick_who_o   <= who_ram[pick_idx_i];
    scan_idx_q   <= idx_i;
    scan_who_q   <= who_ram[idx_i];
    scan_open_o  <= open_ram[idx_i];
    scan_stamp_o <= stamp_ram[idx_i];
  end
  assign busy_o      = v0_valid_i || |v_q || write_q || s_valid_i;
  assign scan_urn_o  = {scan_who_q[WhoW-6:0], scan_idx_q};
  assign scan_slot_o = scan_who_q[WhoW-2:WhoW-5];
  assign scan_side_o = scan_who_q[WhoW-1];

  // ---- one bit a place ---------------------------------------------------------------------------------------------
  logic [Places-1:0] s_bit, v_bit, scan_bit, born, gone, in_scope;
  assign s_bit    = Places'(1) << s_idx;
  assign v_bit    = Places'(1) << urn_q[PlacesLog2-1:0];
  assign scan_bit = Places'(1) << scan_idx_q;
  assign born     = s_bit & {Places{s_new}};
  assign gone     = (v_bit & {Places{dies}}) | (scan_bit & {Places{die_i}});
  always_comb begin
    in_scope = '0;
    if (|mass_i) begin  // as a whole: a simulation does not look at every place in every cycle
      for (int n = 0; n < Places; n++) begin
        for (int m = 0; m < NumSlots; m++) in_scope[n] = in_scope[n] | (mass_i[m] && slot_q[4*n +: 4] == 4'(m));
      end
    end
  end

  always_ff @(posedge clk_i) begin
    used_q  <= used_q | (s_bit & {Places{enters}});
    live_q  <= (live_q & ~gone) | born;
    acked_q <= (acked_q | (v_bit & {Places{acks}})) & ~born;
    cxl_q   <= ((cxl_q & ~{Places{settles}}) | (s_bit & {Places{s_cancel}})) & ~born;
    // What leaves now is not what is answered now.
    mod_q   <= ((mod_q & ~{Places{settles}} & ~(v_bit & {Places{answers}})) | (s_bit & {Places{s_mod}})) & ~born;
    // SAFETY: ORDERS.MASS_CANCEL: a mark stays until the order is dead.
    mark_q  <= (mark_q | in_scope | (scan_bit & {Places{mark_i}})) & live_q & ~gone & ~born;
    doubt_q <= (doubt_q | (scan_bit & {Places{doubt_i}})) & live_q & ~gone & (~acked_q | cxl_q | mod_q) & ~(s_bit & {Places{s_pull}}) & ~born;
    if (s_new) slot_q[4*s_idx +: 4] <= s_slot_i;
    if (rst_i) begin
      used_q <= '0;
      live_q <= '0;
      mark_q <= '0;
    end
  end
  assign live_o  = live_q;
  assign acked_o = acked_q;
  assign cxl_o   = cxl_q;
  assign mod_o   = mod_q;
  assign doubt_o = doubt_q;
  // SAFETY: RISK.KILL: a closed latch wants the cancel of every order of the desk.
  assign want_o  = live_q & ~cxl_q & (mark_q | {Places{killed_i}});

  // ---- sums --------------------------------------------------------------------------------------------------------
  for (genvar n = 0; n < 2 * NumSlots; n++) begin : gen_sum
    logic [SumW-1:0] sum_q;
    logic        s_mine, v_mine, scan_mine;
    assign s_mine    = s_new && {s_slot_i, s_side_i} == 5'(n);
    assign v_mine    = held && {vslot_q, side_q} == 5'(n);
    assign scan_mine = die_i && scan_who_q[WhoW-2:WhoW-5] == 4'(n / 2) && scan_who_q[WhoW-1] == 1'(n % 2);
    always_ff @(posedge clk_i) begin
      sum_q <= sum_q + (s_mine ? SumW'(s_open_i) : '0) + (v_mine ? SumW'(rest) - SumW'(open_q) : '0) - (scan_mine ? SumW'(scan_open_o) : '0);
      if (rst_i) sum_q <= '0;
    end
    assign sums_o[SumW*n +: SumW] = sum_q;
  end
  for (genvar n = 0; n < NumSlots; n++) begin : gen_count
    logic [8:0] count_q;
    always_ff @(posedge clk_i) begin
      count_q <= count_q + 9'(s_new && s_slot_i == 4'(n)) - 9'(dies && vslot_q == 4'(n)) - 9'(die_i && scan_who_q[WhoW-2:WhoW-5] == 4'(n));
      if (rst_i) count_q <= '0;
    end
    assign count_o[9*n +: 9] = count_q;
  end
endmodule
`default_nettype wire
