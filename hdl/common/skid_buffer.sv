// Register slice of a valid/ready stream: both directions registered, one transfer a cycle.
//
// Interface: s_* in, m_* out; m_valid_o and m_data_o hold until m_ready_i. s_ready_o is a register.
// Latency: 1 cycle. Reset: synchronous, empty.
`default_nettype none
module skid_buffer #(
  parameter int unsigned Width = 8
) (
  input  wire logic             clk_i,
  input  wire logic             rst_i,
  input  wire logic             s_valid_i,
  output      logic             s_ready_o,
  input  wire logic [Width-1:0] s_data_i,
  output      logic             m_valid_o,
  input  wire logic             m_ready_i,
  output      logic [Width-1:0] m_data_o
);

  logic             spare_q;  // a second entry waits behind the output
  logic [Width-1:0] spare_data_q;
  logic             load;

  assign s_ready_o = !spare_q;
  assign load      = !m_valid_o || m_ready_i;

  always_ff @(posedge clk_i) begin
    if (!spare_q) spare_data_q <= s_data_i;
    if (load) m_data_o <= spare_q ? spare_data_q : s_data_i;
  end

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      spare_q   <= 1'b0;
      m_valid_o <= 1'b0;
    end else begin
      if (load) m_valid_o <= spare_q || s_valid_i;
      spare_q <= !load && (spare_q || s_valid_i);
    end
  end

endmodule
`default_nettype wire
