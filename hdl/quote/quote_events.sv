// QUOTE events of all slots on one port, lowest slot first. With one slot the event leaves in the cycle of the decision;
// with several, one cycle later at the earliest, each slot holding one that waits. lost_o: a slot decided anew before
// its event had left; its decisions may follow each other in successive cycles (a book, then an execution).
// Reset: nothing waits.
`default_nettype none
module quote_events #(
  parameter int unsigned NumSlots = 1
) (
  input  wire logic                   clk_i,
  input  wire logic                   rst_i,
  input  wire logic [31:0]            cycle_i,
  input  wire logic [NumSlots-1:0]    new_i,
  input  wire logic [NumSlots-1:0]    again_i,     // for a book that was decided before
  input  wire logic [NumSlots-1:0]    bank_i,      // that decided
  input  wire logic [NumSlots*64-1:0] seq_i,
  input  wire logic [NumSlots*50-1:0] quote_i,     // saker_pkg::quote_t
  input  wire logic [NumSlots*32-1:0] position_i,
  output logic                        ev_valid_o,
  output saker_pkg::event_t           ev_o,
  output logic                        lost_o
);
  localparam int unsigned W = 180;  // bank, again, cycle, seq, quote, position of one decision

  logic [NumSlots-1:0]   wait_q, first;
  logic [NumSlots*W-1:0] now;
  logic [W-1:0]          pick;
  for (genvar n = 0; n < NumSlots; n++) begin : gen_now
    assign now[W*n +: W] = {bank_i[n], again_i[n], cycle_i, seq_i[64*n +: 64], quote_i[50*n +: 50], position_i[32*n +: 32]};
  end
  assign first = wait_q & (~wait_q + NumSlots'(1));

  if (NumSlots == 1) begin : gen_one
    assign wait_q     = new_i;
    assign pick       = now;
    assign lost_o     = 1'b0;
    logic unused;
    assign unused = ^{clk_i, rst_i};
  end else begin : gen_several
    logic [NumSlots*W-1:0] held_q;
    assign lost_o = |(new_i & wait_q & ~first);
    always_ff @(posedge clk_i) begin
      wait_q <= (wait_q & ~first) | new_i;
      for (int n = 0; n < NumSlots; n++) begin
        if (new_i[n]) held_q[W*n +: W] <= now[W*n +: W];
      end
      if (rst_i) wait_q <= '0;
    end
    always_comb begin
      pick = '0;
      for (int n = 0; n < NumSlots; n++) pick = pick | (held_q[W*n +: W] & {W{first[n]}});
    end
  end

  saker_pkg::quote_t quote;
  logic [7:0] slot;
  always_comb begin
    quote = pick[32 +: 50];
    slot  = '0;
    for (int n = 0; n < NumSlots; n++) slot = slot | (8'(n) & {8{first[n]}});
    ev_o       = '0;
    ev_o.etype = saker_regs_pkg::EV_QUOTE;
    ev_o.tag   = {6'd0, pick[179:178], slot};
    ev_o.cycle = pick[146 +: 32];
    ev_o.body  = 352'({pick[31:0], quote.mid2, quote.ask_idx, quote.bid_idx, 7'd0, quote.ask_en,
                       7'd0, quote.bid_en, pick[82 +: 64]});
  end
  assign ev_valid_o = |wait_q;
endmodule
`default_nettype wire
