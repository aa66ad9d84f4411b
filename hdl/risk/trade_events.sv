// Event records of orders, venue messages and the kill latch (hdl/regs/events.json). One record a cycle and port.
//
// ORDER: one cycle after the verdict; its cycle field is that of the frame's start word (verdict + 1) when sent, that
// of the verdict when refused. VENUE and KILL: in the cycle in which the new state first stands. No state but the
// register before ev_order_o. Reset: no record.
`default_nettype none
module trade_events (
  input  wire logic                  clk_i,
  input  wire logic                  rst_i,
  input  wire logic [31:0]           cycle_i,
  input  wire logic                  judged_i,
  input  wire logic                  sent_i,
  input  wire saker_pkg::order_t     order_i,
  input  wire logic [saker_pkg::VERDICT_W-1:0] verdict_i,
  input  wire logic [47:0]           context_i,    // position, mid2
  output logic                       ev_order_valid_o,
  output saker_pkg::event_t          ev_order_o,
  input  wire logic                  venue_i,
  input  wire saker_pkg::ouch_msg_t  venue_msg_i,
  input  wire logic                  venue_again_i,
  input  wire logic                  venue_known_i,
  input  wire logic [3:0]            venue_slot_i,
  input  wire logic                  venue_side_i,
  input  wire logic [31:0]           venue_position_i,
  output logic                       ev_venue_valid_o,
  output saker_pkg::event_t          ev_venue_o,
  input  wire logic                  kill_changed_i,
  input  wire logic [31:0]           causes_i,
  input  wire logic [31:0]           asserted_i,
  input  wire logic [8:0]            open_orders_i,
  input  wire logic [2:0]            mode_i,           // of the appliance
  output logic                       ev_kill_valid_o,
  output saker_pkg::event_t          ev_kill_o
);
  always_ff @(posedge clk_i) begin
    ev_order_valid_o <= judged_i && !rst_i;
    ev_order_o       <= '0;
    ev_order_o.etype <= saker_regs_pkg::EV_ORDER;
    ev_order_o.tag   <= {1'd0, order_i.ioc, order_i.desk, order_i.tick, sent_i, order_i.act, order_i.side, order_i.slot};
    ev_order_o.cycle <= cycle_i + 32'(sent_i);
    ev_order_o.body  <= 352'({context_i[15:0], context_i[47:16], order_i.seq, order_i.rx_cycle, 16'(verdict_i),
                              order_i.idx, order_i.price, order_i.open_qty, order_i.qty, order_i.orig_urn,
                              order_i.urn});
  end

  assign ev_venue_valid_o = venue_i;
  assign ev_kill_valid_o  = kill_changed_i;
  always_comb begin
    ev_venue_o       = '0;
    ev_venue_o.etype = saker_regs_pkg::EV_VENUE;
    ev_venue_o.tag   = {1'b0, venue_again_i, venue_side_i, venue_known_i, venue_slot_i, venue_msg_i.mtype};
    ev_venue_o.cycle = cycle_i;
    ev_venue_o.body  = {venue_position_i, 8'd0, venue_msg_i.code, venue_msg_i.reason, venue_msg_i.ext_ref,
                        venue_msg_i.price, venue_msg_i.qty, venue_msg_i.orig_urn, venue_msg_i.urn, venue_msg_i.ts};
    ev_kill_o        = '0;
    ev_kill_o.etype  = saker_regs_pkg::EV_KILL;
    ev_kill_o.tag    = {15'd0, |causes_i};
    ev_kill_o.cycle  = cycle_i;
    ev_kill_o.body   = 352'({29'd0, mode_i, 23'd0, open_orders_i, asserted_i, causes_i});
  end

  logic unused;
  assign unused = venue_msg_i.side;  // venue_side_i is the order's
endmodule
`default_nettype wire
