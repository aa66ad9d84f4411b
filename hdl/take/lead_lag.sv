// Where one symbol's mid has moved and another one's has not followed: the trigger of a lead-lag taker. Rules: docs/card.md 13.1.
//
// tob_i in cycle c: trig_o in c+2 with what is wanted and D (edge_o); what is wanted stands in c+3. forget_i: a NEW of the slot is taken; clear_i: another
// bank runs from this cycle on. on_i low: nothing is known. Fully pipelined, a decision a cycle; a newer book overtakes it. Reset: no anchor.
`default_nettype none
module lead_lag (
  input  wire logic               clk_i,
  input  wire logic               rst_i,
  input  wire logic               on_i,
  input  wire logic               clear_i,
  input  wire logic [7:0]         lead_i,     // the symbol that leads
  input  wire logic [7:0]         symbol_i,   // the one that follows
  input  wire logic signed [23:0] beta_i,     // half ticks/4096 of the follower for a half tick of the leader
  input  wire logic [31:0]        theta_i,    // ticks/256; 0: never
  input  wire logic [23:0]        anchor_i,   // 1,024 ns; 0: no period
  input  wire logic [31:0]        now_i,      // 1,024 ns
  input  wire logic               tob_valid_i,
  input  wire saker_pkg::tob_t    tob_i,
  input  wire logic               forget_i,
  output      logic               trig_o,     // a decision stands in the next cycle
  output      logic               buy_o,
  output      logic               sell_o,
  output      logic signed [63:0] edge_o,     // half ticks/4096
  output      logic [63:0]        seq_o,      // of the book that was decided on
  output      logic [31:0]        rx_cycle_o
);
  // c: which symbol, the mids with the new one, the anchor.
  logic        off, of_lead, of_own, comes, lead_known_q, own_known_q, lead_known, own_known;
  logic [15:0] lead_q, own_q, mid, lead, own;
  assign off        = rst_i || !on_i;
  assign of_lead    = tob_i.sym == lead_i;
  assign of_own     = tob_i.sym == symbol_i;
  assign comes      = tob_valid_i && (of_lead || of_own) && !off;
  assign mid        = tob_i.bid_idx + tob_i.ask_idx;
  assign lead       = of_lead ? mid : lead_q;
  assign own        = of_own ? mid : own_q;
  assign lead_known = of_lead ? tob_i.ok : lead_known_q && !clear_i;
  assign own_known  = of_own ? tob_i.ok : own_known_q && !clear_i;

  logic        anchored_q, both, fresh, over;
  logic [15:0] lead0_q, own0_q;
  logic [31:0] since_q;
  assign both  = lead_known && own_known;
  assign over  = anchor_i != '0 && now_i - since_q >= 32'(anchor_i);
  assign fresh = !anchored_q || clear_i || over;
  always_ff @(posedge clk_i) begin
    if (comes) begin
      {lead_q, own_q}             <= {lead, own};
      {lead_known_q, own_known_q} <= {lead_known, own_known};
    end else if (clear_i) begin
      {lead_known_q, own_known_q} <= '0;
    end
    if (comes && both && fresh) begin
      {lead0_q, own0_q} <= {lead, own};
      since_q           <= now_i;
    end
    // SAFETY: SLOT.TAKE: one move is not taken twice.
    if (forget_i || off) anchored_q <= 1'b0;
    else if (comes) anchored_q <= both;
    else if (clear_i) anchored_q <= 1'b0;
    if (off) {lead_known_q, own_known_q} <= '0;
  end

  // c+1: the moves; c+2: BETA times the leader's, beside what it has to reach.
  logic               valid1_q, valid2_q, moved1_q, moved2_q;
  logic signed [16:0] lead1_q, own1_q;
  logic signed [43:0] product2_q, own2_q, up2_q, down2_q, theta, own_now;
  assign theta   = $signed({7'd0, theta_i, 5'd0});
  assign own_now = 44'(own1_q) <<< 12;
  always_ff @(posedge clk_i) begin
    valid1_q <= comes && !forget_i;
    moved1_q <= both && !fresh;
    lead1_q  <= $signed({1'b0, lead}) - $signed({1'b0, lead0_q});
    own1_q   <= $signed({1'b0, own}) - $signed({1'b0, own0_q});
    valid2_q <= valid1_q && !comes && !forget_i && !clear_i && !off;
    moved2_q <= moved1_q;
    product2_q <= 44'(lead1_q) * 44'(beta_i);
    own2_q   <= own_now;
    up2_q    <= own_now + theta;
    down2_q  <= own_now - theta;
    if (comes) {seq_o, rx_cycle_o} <= {tob_i.seq, tob_i.rx_cycle};
    if (off) valid1_q <= 1'b0;
  end
  logic signed [43:0] difference;
  assign difference = product2_q - own2_q;
  assign trig_o = valid2_q && !comes && !forget_i && !clear_i && !off;
  assign buy_o  = moved2_q && theta_i != '0 && product2_q >= up2_q;
  assign sell_o = moved2_q && theta_i != '0 && product2_q <= down2_q;
  assign edge_o = moved2_q ? 64'(difference) : '0;

  logic unused;
  assign unused = ^{tob_i.flags, tob_i.stale, tob_i.bid_qty, tob_i.ask_qty, tob_i.mtype, tob_i.ts};
endmodule
`default_nettype wire
