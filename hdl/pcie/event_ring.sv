// The event ring: records of every source into host memory, one 64-byte beat each, without ever overwriting one that
// the host has not consumed.
//
// Interface: ev_valid_i[n] offers ev_i[n*408 +: 408] (saker_pkg::event_t) for one cycle, no back-pressure. Sources by
// priority, 0 first: KILL, VENUE+SESSION, ORDER, BOOK, QUOTE, ADMIN+FEED, MESSAGE. now_ns_i is stored with each record
// as it is accepted. ring_* and consumer_i come from the register block; docs/card.md section 11 and events.json hold
// the rules and the layout. Master: single 64-byte beats, AW and W taken in any order, answers in order; an answer
// other than OKAY counts as lost. busy_o: a record is queued or a write is not yet answered.
// Latency: 5 cycles from ev_valid_i to m_axi_*valid_o when idle; one record a cycle, up to 63 writes outstanding.
// Reset: synchronous; off, nothing queued. A reset while writes are outstanding needs the bus to be reset with it.
// Options: DepthLog2, 8 bits a source (source 0 lowest): log2 of its queue's entries.
`default_nettype none
module event_ring #(
  parameter int unsigned             NumSources = 7,
  parameter logic [NumSources*8-1:0] DepthLog2  = {8'd9, {(NumSources-1){8'd4}}}
) (
  input  wire logic                      clk_i,
  input  wire logic                      rst_i,
  input  wire logic [63:0]               now_ns_i,
  output      logic                      busy_o,

  input  wire logic [NumSources-1:0]     ev_valid_i,
  input  wire logic [NumSources*408-1:0] ev_i,
  output      logic [NumSources-1:0]     full_o,  // a source that can wait does

  input  wire logic [63:0]               ring_base_i,
  input  wire logic [31:0]               ring_log2_i,
  input  wire logic                      ring_ctrl_we_i,
  input  wire logic                      ring_ctrl_i,  // bit 0 of RING_CTRL
  input  wire logic [31:0]               consumer_i,
  output      logic [31:0]               producer_o,
  output      logic [31:0]               lost_o,
  output      logic                      on_o,
  output      logic                      nearly_full_o,

  output      logic                      m_axi_awvalid_o,
  input  wire logic                      m_axi_awready_i,
  output      logic [63:0]               m_axi_awaddr_o,
  output      logic [7:0]                m_axi_awlen_o,
  output      logic [2:0]                m_axi_awsize_o,
  output      logic [1:0]                m_axi_awburst_o,
  output      logic                      m_axi_wvalid_o,
  input  wire logic                      m_axi_wready_i,
  output      logic [511:0]              m_axi_wdata_o,
  output      logic [63:0]               m_axi_wstrb_o,
  output      logic                      m_axi_wlast_o,
  input  wire logic                      m_axi_bvalid_i,
  output      logic                      m_axi_bready_o,
  input  wire logic [1:0]                m_axi_bresp_i
);

  localparam int unsigned EventW  = 408;
  localparam int unsigned QueuedW = EventW + 64;

  logic [NumSources*QueuedW-1:0] stamped;
  for (genvar n = 0; n < NumSources; n++) begin : gen_stamp
    assign stamped[n*QueuedW +: QueuedW] = {now_ns_i, ev_i[n*EventW +: EventW]};
  end

  logic               rec_valid, take, room, waiting, outstanding, phase, aw_ready, w_ready;
  logic [QueuedW-1:0] rec;
  logic [3:0]         dropped;
  logic [63:0]        addr;
  logic [31:0]        issue;

  event_merge #(
    .NumSources(NumSources),
    .Width     (QueuedW),
    .DepthLog2 (DepthLog2)
  ) u_merge (
    .clk_i,
    .rst_i,
    .on_i       (on_o),
    .ev_valid_i,
    .ev_i       (stamped),
    .full_o,
    .dropped_o  (dropped),
    .waiting_o  (waiting),
    .rec_valid_o(rec_valid),
    .rec_ready_i(take),
    .rec_o      (rec)
  );

  assign take           = rec_valid && room && aw_ready && w_ready;
  assign m_axi_bready_o = 1'b1;

  ring_control u_control (
    .clk_i,
    .rst_i,
    .ctrl_we_i    (ring_ctrl_we_i),
    .ctrl_i       (ring_ctrl_i),
    .base_i       (ring_base_i),
    .log2_i       (ring_log2_i),
    .consumer_i,
    .dropped_i    (dropped),
    .take_i       (take),
    .done_i       (m_axi_bvalid_i),
    .error_i      (|m_axi_bresp_i),
    .on_o,
    .room_o       (room),
    .outstanding_o(outstanding),
    .nearly_full_o,
    .addr_o       (addr),
    .issue_o      (issue),
    .phase_o      (phase),
    .producer_o,
    .lost_o
  );

  // The record's bytes, byte 0 lowest (events.json).
  saker_pkg::event_t ev;
  logic [511:0]      beat;
  assign ev   = rec[EventW-1:0];
  assign beat = {ev.body, ev.cycle, rec[QueuedW-1:EventW], ev.tag, 7'd0, phase, ev.etype, issue};

  skid_buffer #(.Width(64)) u_aw (
    .clk_i,
    .rst_i,
    .s_valid_i(take),
    .s_ready_o(aw_ready),
    .s_data_i (addr),
    .m_valid_o(m_axi_awvalid_o),
    .m_ready_i(m_axi_awready_i),
    .m_data_o (m_axi_awaddr_o)
  );

  skid_buffer #(.Width(512)) u_w (
    .clk_i,
    .rst_i,
    .s_valid_i(take),
    .s_ready_o(w_ready),
    .s_data_i (beat),
    .m_valid_o(m_axi_wvalid_o),
    .m_ready_i(m_axi_wready_i),
    .m_data_o (m_axi_wdata_o)
  );

  assign m_axi_awlen_o   = 8'd0;    // one beat
  assign m_axi_awsize_o  = 3'd6;    // of 64 bytes
  assign m_axi_awburst_o = 2'b01;
  assign m_axi_wstrb_o   = '1;
  assign m_axi_wlast_o   = 1'b1;
  assign busy_o          = (on_o && (|ev_valid_i || waiting)) || outstanding;

endmodule
`default_nettype wire
