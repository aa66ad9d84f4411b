// QUOTE events of all slots on one port, lowest slot first. With one slot the event leaves in the cycle of the decision;
// with several, one cycle later at the earliest. Each slot holds one that waits: a newer decision takes its place, and the
// record says how many it replaced (skipped, at most 255). Slots on one symbol decide at once, and a book may come every 5 cycles. full_i: the queue behind
// takes none: with several slots they wait.
// Reset: nothing waits.
`default_nettype none
module quote_events #(
  parameter int unsigned NumSlots = 1
) (
  input  wire logic                   clk_i,
  input  wire logic                   rst_i,
  input  wire logic [31:0]            cycle_i,
  input  wire logic                   full_i,
  input  wire logic [NumSlots-1:0]    new_i,
  input  wire logic [NumSlots-1:0]    again_i,     // for a book that was decided before
  input  wire logic [NumSlots-1:0]    bank_i,      // that decided
  input  wire logic [NumSlots*64-1:0] seq_i,
  input  wire logic [NumSlots*64-1:0] edge_i,      // of a taker; of a quote the skew from the variance
  input  wire logic [NumSlots*saker_pkg::QUOTE_W-1:0] quote_i,     // saker_pkg::quote_t
  input  wire logic [NumSlots*32-1:0] position_i,
  output logic                        ev_valid_o,
  output saker_pkg::event_t           ev_o
);
  // What a decision is: bank, again, cycle, seq, edge, quote, position.
  localparam int unsigned QUOTE_W = saker_pkg::QUOTE_W;
  localparam int unsigned W       = QUOTE_W + 194;

  logic [NumSlots-1:0]   wait_q, first;
  logic [NumSlots*W-1:0] now;
  logic [W-1:0]          pick;
  logic [7:0]            skipped;
  for (genvar n = 0; n < NumSlots; n++) begin : gen_now
    assign now[W*n +: W] = {bank_i[n], again_i[n], cycle_i, seq_i[64*n +: 64], edge_i[64*n +: 64], quote_i[QUOTE_W*n +: QUOTE_W], position_i[32*n +: 32]};
  end
  assign first = wait_q & (~wait_q + NumSlots'(1)) & {NumSlots{!full_i || NumSlots == 1}};

  if (NumSlots == 1) begin : gen_one
    assign wait_q  = new_i;
    assign pick    = now;
    assign skipped = 8'd0;
    logic unused;
    assign unused = ^{clk_i, rst_i};
  end else begin : gen_several
    logic [NumSlots*W-1:0] held_q;
    logic [NumSlots*8-1:0] skipped_q;
    always_ff @(posedge clk_i) begin
      wait_q <= (wait_q & ~first) | new_i;
      for (int n = 0; n < NumSlots; n++) begin
        if (new_i[n]) begin
          held_q[W*n +: W] <= now[W*n +: W];
          if (!wait_q[n] || first[n]) skipped_q[8*n +: 8] <= 8'd0;
          else if (skipped_q[8*n +: 8] != 8'd255) skipped_q[8*n +: 8] <= skipped_q[8*n +: 8] + 8'd1;
        end
      end
      if (rst_i) wait_q <= '0;
    end
    always_comb begin
      pick    = '0;
      skipped = '0;
      for (int n = 0; n < NumSlots; n++) begin
        pick    = pick | (held_q[W*n +: W] & {W{first[n]}});
        skipped = skipped | (skipped_q[8*n +: 8] & {8{first[n]}});
      end
    end
  end

  saker_pkg::quote_t quote;
  logic [63:0]       seq, edge_of;
  logic [31:0]       position, cycle;
  logic              bank, again;
  logic [7:0]        slot;
  assign {bank, again, cycle, seq, edge_of, quote, position} = pick;
  always_comb begin
    slot = '0;
    for (int n = 0; n < NumSlots; n++) slot = slot | (8'(n) & {8{first[n]}});
  end
  always_comb begin
    ev_o       = '0;
    ev_o.etype = saker_regs_pkg::EV_QUOTE;
    ev_o.tag   = {6'd0, bank, again, slot};
    ev_o.cycle = cycle;
    ev_o.body[saker_regs_pkg::EV_QUOTE_EDGE_LSB +: 64] = edge_of;
    ev_o.body[saker_regs_pkg::EV_QUOTE_SEQ_LSB +: 64]      = seq;
    ev_o.body[saker_regs_pkg::EV_QUOTE_BID_EN_LSB +: 8]    = {7'd0, quote.bid_en};
    ev_o.body[saker_regs_pkg::EV_QUOTE_ASK_EN_LSB +: 8]    = {7'd0, quote.ask_en};
    ev_o.body[saker_regs_pkg::EV_QUOTE_BID_IDX_LSB +: 16]  = quote.bid_idx;
    ev_o.body[saker_regs_pkg::EV_QUOTE_ASK_IDX_LSB +: 16]  = quote.ask_idx;
    ev_o.body[saker_regs_pkg::EV_QUOTE_MID2_LSB +: 16]     = quote.mid2;
    ev_o.body[saker_regs_pkg::EV_QUOTE_POSITION_LSB +: 32] = position;
    ev_o.body[saker_regs_pkg::EV_QUOTE_BID_QTY_LSB +: 32]  = quote.bid_qty;
    ev_o.body[saker_regs_pkg::EV_QUOTE_ASK_QTY_LSB +: 32]  = quote.ask_qty;
    ev_o.body[saker_regs_pkg::EV_QUOTE_GATES_LSB +: 32]    = {quote.wide, 13'd0, quote.gates};
    ev_o.body[saker_regs_pkg::EV_QUOTE_SKIPPED_LSB +: 8]   = skipped;
  end
  assign ev_valid_o = |first;
endmodule
`default_nettype wire
