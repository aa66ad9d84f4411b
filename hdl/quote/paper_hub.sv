// What the paper orders of all slots share: reads of a level, one at a time, and the records' way out.
//
// read_i: slots that want a level, with symbol, side and level; the lowest one gets the read, grant_o when that is taken. Its quantity comes from level_copy a
// cycle later, to all. ev_valid_i/ev_i: the slots' records (event_t, slot n at [408*n +: 408]); each slot keeps up to 2^DepthLog2 while full_i says that the queue
// behind takes none. One more is lost, and the next that is kept says how many were (LOST): what is on paper stops nobody's orders.
// due_o: the update stream a cycle later, when it is due by level_copy. Latency of a record: 2 cycles at least. Reset: nothing waits.
`default_nettype none
module paper_hub #(
  parameter int unsigned NumSlots   = 1,
  parameter int unsigned LadderLog2 = 10,
  parameter int unsigned SideW      = 5,
  parameter int unsigned DepthLog2  = 3
) (
  input  wire logic                    clk_i,
  input  wire logic                    rst_i,
  input  wire logic                    upd_valid_i,
  input  wire saker_pkg::update_t      upd_i,
  output logic                         due_valid_o,
  output saker_pkg::update_t           due_o,
  input  wire logic [NumSlots-1:0]     read_i,
  input  wire logic [NumSlots*8-1:0]   symbol_i,
  input  wire logic [NumSlots-1:0]     side_i,
  input  wire logic [NumSlots*16-1:0]  idx_i,
  output logic [NumSlots-1:0]          grant_o,
  output logic                         level_read_o,
  output logic [SideW+LadderLog2-1:0]  level_o,       // side, rank
  input  wire logic                    level_grant_i,
  input  wire logic [NumSlots-1:0]     ev_valid_i,
  input  wire logic [NumSlots*408-1:0] ev_i,
  output logic                         ev_valid_o,
  output saker_pkg::event_t            ev_o,
  input  wire logic                    full_i
);
  logic [NumSlots-1:0] reads, full, waits, sends;
  assign reads        = read_i & (~read_i + NumSlots'(1));
  assign grant_o      = reads & {NumSlots{level_grant_i}};
  assign level_read_o = |read_i;
  always_comb begin
    level_o = '0;
    for (int n = 0; n < NumSlots; n++) begin
      level_o = level_o | ({SideW'({symbol_i[8*n +: 8], side_i[n]}), LadderLog2'(idx_i[16*n +: 16]) ^ {LadderLog2{side_i[n]}}} & {(SideW + LadderLog2){reads[n]}});
    end
  end
  always_ff @(posedge clk_i) begin
    due_valid_o <= upd_valid_i && !rst_i;
    due_o       <= upd_i;
  end

  logic [NumSlots*408-1:0] held;
  for (genvar n = 0; n < NumSlots; n++) begin : gen_slot
    logic [15:0]  lost_q;
    logic [407:0] kept;
    always_comb begin
      kept = ev_i[408*n +: 408];
      kept[saker_regs_pkg::EV_PAPER_LOST_LSB +: 16] = kept[saker_regs_pkg::EV_PAPER_LOST_LSB +: 16] | lost_q;
    end
    sync_fifo #(.Width(408), .DepthLog2(DepthLog2)) u_fifo (
      .clk_i, .rst_i, .clear_i(1'b0), .push_i(ev_valid_i[n]), .data_i(kept), .full_o(full[n]), .valid_o(waits[n]),
      .data_o(held[408*n +: 408]), .pop_i(sends[n]));
    always_ff @(posedge clk_i) begin
      if (ev_valid_i[n]) lost_q <= !full[n] ? '0 : lost_q == '1 ? lost_q : lost_q + 16'd1;
      if (rst_i) lost_q <= '0;
    end
  end
  assign sends = waits & (~waits + NumSlots'(1)) & {NumSlots{!full_i}};

  logic [407:0] pick;
  always_comb begin
    pick = '0;
    for (int n = 0; n < NumSlots; n++) pick = pick | (held[408*n +: 408] & {408{sends[n]}});
  end
  assign ev_valid_o = |sends;
  assign ev_o       = pick;

  logic unused;
  assign unused = ^{symbol_i, idx_i};  // upper bits of a symbol or level that is not there
endmodule
`default_nettype wire
