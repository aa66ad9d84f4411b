// Orders in doubt: the quotes of every slot and the order table, one DOUBT record at a time. Rules: docs/card.md section 7.3.
//
// Slot n at [width*n +: width]; sent_*: what left in this cycle, quotes only. table_*: the table's place that came to be in doubt (table_scan);
// it waits while a quote's record leaves. cancel_o: sides to be cancelled because of it (ORDER_TIMEOUT.AUTO_CANCEL). count_o: quotes in doubt.
// Latency: the record one cycle after the doubt is noted. Reset: no doubt.
`default_nettype none
module doubts #(
  parameter int unsigned NumSlots = 1
) (
  input  wire logic                   clk_i,
  input  wire logic                   rst_i,
  input  wire logic [31:0]            cycle_i,
  input  wire logic [31:0]            now_i,         // 1,024 ns
  input  wire logic [24:0]            timeout_i,     // ORDER_TIMEOUT: AUTO_CANCEL, LIMIT
  input  wire logic                   sent_i,
  input  wire logic [7:0]             sent_slot_i,
  input  wire logic                   sent_side_i,
  input  wire logic [NumSlots*2-1:0]  active_i,
  input  wire logic [NumSlots*2-1:0]  acked_i,
  input  wire logic [NumSlots*2-1:0]  rep_i,
  input  wire logic [NumSlots*2-1:0]  cxl_i,
  input  wire logic [NumSlots*64-1:0] urn_i,
  input  wire logic [NumSlots*64-1:0] worst_i,
  output      logic [NumSlots*2-1:0]  cancel_o,
  output      logic [8:0]             count_o,
  input  wire logic                   table_asks_i,
  output      logic                   table_grant_o,
  input  wire logic [42:0]            table_who_i,   // urn, slot, pending, side
  input  wire logic [31:0]            table_open_i,
  input  wire logic [31:0]            table_waited_i,
  output      logic                   ev_valid_o,
  output      saker_pkg::event_t      ev_o
);
  logic [NumSlots-1:0]    asks, side, grant;
  logic [NumSlots*2-1:0]  pending, doubt;
  logic [NumSlots*32-1:0] waited;
  assign grant = asks & (~asks + NumSlots'(1));  // lowest slot first
  for (genvar n = 0; n < NumSlots; n++) begin : gen_slot
    quote_doubt u_doubt (
      .clk_i, .rst_i, .now_i, .limit_i(timeout_i[23:0]), .sent_i(sent_i && sent_slot_i == 8'(n)), .sent_side_i,
      .active_i(active_i[2*n +: 2]), .acked_i(acked_i[2*n +: 2]), .rep_i(rep_i[2*n +: 2]), .cxl_i(cxl_i[2*n +: 2]),
      .asks_o(asks[n]), .side_o(side[n]), .pending_o(pending[2*n +: 2]), .waited_o(waited[32*n +: 32]), .grant_i(grant[n]),
      .doubt_o(doubt[2*n +: 2]));
    assign cancel_o[2*n +: 2] = {grant[n] && side[n], grant[n] && !side[n]} & {2{timeout_i[24]}};
  end
  assign table_grant_o = asks == '0;

  logic [42:0] who;
  logic [31:0] open, since;
  always_comb begin
    {who, open, since} = asks == '0 ? {table_who_i, table_open_i, table_waited_i} : '0;
    for (int n = 0; n < NumSlots; n++) begin
      if (grant[n]) begin
        who   = {side[n] ? urn_i[64*n+32 +: 32] : urn_i[64*n +: 32], 8'(n), pending[2*n +: 2], side[n]};
        open  = side[n] ? worst_i[64*n+32 +: 32] : worst_i[64*n +: 32];
        since = waited[32*n +: 32];
      end
    end
  end

  always_ff @(posedge clk_i) begin
    ev_valid_o <= !rst_i && (asks != '0 || table_asks_i);
    ev_o       <= '0;
    ev_o.etype <= saker_regs_pkg::EV_DOUBT;
    ev_o.tag   <= {4'd0, asks == '0, who[2:1], who[0], who[10:3]};
    ev_o.cycle <= cycle_i;
    ev_o.body  <= 352'({since, open, who[42:11]});
    count_o    <= 9'($countones(doubt));
  end
endmodule
`default_nettype wire
