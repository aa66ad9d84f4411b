// The card's core: one feed port, one order-entry port, a register bus and a write master to host memory.
//
// Interface: XGMII-32 at 312.5 MHz on both ports, one word a cycle; AXI4-Lite slave; AXI4 write master, one 64-byte
// beat a record; now_ns_i is the card's time and must never go back. busy_o tells a simulation that clocks still
// matter: tables being cleared, records on their way to the host.
// Latency: last byte of a message on md_a_rxd_i to the start character on oe_txd_o: 8 cycles (docs/latency.md).
// Reset: synchronous, active high; the kill latch closed, every limit zero, every symbol stale.
// Options: NumSymbols and NumSlots size the card; LadderLog2 the price window; OrderBucketsLog2 and OrderWays the
// order table.
`default_nettype none
module saker_core #(
  parameter int unsigned NumSymbols       = 4,
  parameter int unsigned NumSlots         = 1,
  parameter int unsigned LadderLog2       = 12,
  parameter int unsigned OrderBucketsLog2 = 13,
  parameter int unsigned OrderWays        = 4
) (
  input  wire logic         clk_i,
  input  wire logic         rst_i,
  input  wire logic [63:0]  now_ns_i,
  output      logic         busy_o,

  input  wire logic [31:0]  md_a_rxd_i,
  input  wire logic [3:0]   md_a_rxc_i,
  input  wire logic [31:0]  oe_rxd_i,
  input  wire logic [3:0]   oe_rxc_i,
  output      logic [31:0]  oe_txd_o,
  output      logic [3:0]   oe_txc_o,

  input  wire logic         s_axil_awvalid_i,
  output      logic         s_axil_awready_o,
  input  wire logic [15:0]  s_axil_awaddr_i,
  input  wire logic         s_axil_wvalid_i,
  output      logic         s_axil_wready_o,
  input  wire logic [31:0]  s_axil_wdata_i,
  input  wire logic [3:0]   s_axil_wstrb_i,
  output      logic         s_axil_bvalid_o,
  input  wire logic         s_axil_bready_i,
  output      logic [1:0]   s_axil_bresp_o,
  input  wire logic         s_axil_arvalid_i,
  output      logic         s_axil_arready_o,
  input  wire logic [15:0]  s_axil_araddr_i,
  output      logic         s_axil_rvalid_o,
  input  wire logic         s_axil_rready_i,
  output      logic [31:0]  s_axil_rdata_o,
  output      logic [1:0]   s_axil_rresp_o,

  output      logic         m_axi_awvalid_o,
  input  wire logic         m_axi_awready_i,
  output      logic [63:0]  m_axi_awaddr_o,
  output      logic [7:0]   m_axi_awlen_o,
  output      logic [2:0]   m_axi_awsize_o,
  output      logic [1:0]   m_axi_awburst_o,
  output      logic         m_axi_wvalid_o,
  input  wire logic         m_axi_wready_i,
  output      logic [511:0] m_axi_wdata_o,
  output      logic [63:0]  m_axi_wstrb_o,
  output      logic         m_axi_wlast_o,
  input  wire logic         m_axi_bvalid_i,
  output      logic         m_axi_bready_o,
  input  wire logic [1:0]   m_axi_bresp_i
);
endmodule
`default_nettype wire
