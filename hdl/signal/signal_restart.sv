// When the signals of a symbol start anew, and which update enters the pipeline with that.
//
// Interface: request_i: a pulse for each symbol. upd_i, sym_i (stage 0): an update enters; it takes a waiting restart of its symbol along, in a cycle
// without one the lowest waiting symbol restarts alone: restart_o and sym_o of what enters. closing_o: symbols with a restart that waits or has not
// reached stage 11 yet, so that no update before it opens a gate. Combinational but closing_o's count. Reset: every symbol restarts.
`default_nettype none
module signal_restart #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned SymW       = $clog2(NumSymbols)
) (
  input  wire logic                  clk_i,
  input  wire logic                  rst_i,
  input  wire logic [NumSymbols-1:0] request_i,
  input  wire logic                  upd_i,
  input  wire logic [SymW-1:0]       upd_sym_i,
  output      logic                  restart_o,
  output      logic [SymW-1:0]       sym_o,
  output      logic [NumSymbols-1:0] closing_o
);
  localparam logic [3:0] STAGES = 4'd10;  // between the entry and stage 11

  logic [NumSymbols-1:0]   wait_q, taken;
  logic [NumSymbols*4-1:0] left_q;
  logic [SymW-1:0]         lowest;
  always_comb begin
    lowest = '0;
    for (int unsigned n = NumSymbols; n > 0; n--) begin
      if (wait_q[n-1]) lowest = SymW'(n - 1);
    end
  end
  assign sym_o     = upd_i ? upd_sym_i : lowest;
  assign restart_o = wait_q[sym_o];
  always_comb begin
    for (int unsigned n = 0; n < NumSymbols; n++) begin
      taken[n]     = restart_o && sym_o == SymW'(n);
      closing_o[n] = wait_q[n] || left_q[4*n +: 4] != '0;
    end
  end
  always_ff @(posedge clk_i) begin
    wait_q <= rst_i ? '1 : (wait_q & ~taken) | request_i;
    for (int unsigned n = 0; n < NumSymbols; n++) begin
      if (taken[n]) left_q[4*n +: 4] <= STAGES;
      else if (left_q[4*n +: 4] != '0) left_q[4*n +: 4] <= left_q[4*n +: 4] - 4'd1;
    end
    if (rst_i) left_q <= '0;
  end
endmodule
`default_nettype wire
