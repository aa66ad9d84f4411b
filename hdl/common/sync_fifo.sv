// First-in first-out queue in one clock domain, with a registered output.
//
// Interface: a push while full_o is high is ignored; the caller counts it. data_o belongs to valid_o; pop_i takes it and
// may be high in every cycle. Holds 2^DepthLog2 entries and the one at the output. clear_i empties it.
// Latency: 2 cycles from push_i to valid_o when empty.
// Reset: synchronous, empty; contents undefined.
// Options: the memory is read into a register only, so deep ones map to block RAM and shallow ones to LUT RAM.
`default_nettype none
module sync_fifo #(
  parameter int unsigned Width     = 8,
  parameter int unsigned DepthLog2 = 4
) (
  input  wire logic             clk_i,
  input  wire logic             rst_i,
  input  wire logic             clear_i,
  input  wire logic             push_i,
  input  wire logic [Width-1:0] data_i,
  output      logic             full_o,
  output      logic             valid_o,
  output      logic [Width-1:0] data_o,
  input  wire logic             pop_i
);

  logic [Width-1:0]     mem [2**DepthLog2];
  logic [DepthLog2:0]   wptr_q, rptr_q, fill;  // one bit more than the address: full and empty differ
  logic                 push, fetch;

  assign fill   = wptr_q - rptr_q;
  assign full_o = fill[DepthLog2];
  assign push   = push_i && !full_o;
  assign fetch  = wptr_q != rptr_q && (!valid_o || pop_i);

  always_ff @(posedge clk_i) begin
    if (push) mem[wptr_q[DepthLog2-1:0]] <= data_i;
    if (fetch) data_o <= mem[rptr_q[DepthLog2-1:0]];
  end

  always_ff @(posedge clk_i) begin
    if (rst_i || clear_i) begin
      wptr_q  <= '0;
      rptr_q  <= '0;
      valid_o <= 1'b0;
    end else begin
      wptr_q  <= wptr_q + (DepthLog2+1)'(push);
      rptr_q  <= rptr_q + (DepthLog2+1)'(fetch);
      valid_o <= fetch || (valid_o && !pop_i);
    end
  end

endmodule
`default_nettype wire
