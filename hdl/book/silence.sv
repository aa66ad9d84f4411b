// Symbols whose feed is silent: no message for longer than their limit (docs/card.md section 5).
//
// msg_valid_i with hit_i, sym_i: a message of a tracked symbol is released; it counts from the next cycle on. silent_o[n] is combinational from
// now_i and registers, and stays until the next message whatever the limit becomes. Times are in units of 1,024 ns, differences modulo 2^32; a
// limit that was never written is zero: always silent. Reset: the last message is at time 0.
// SAFETY: FEED.SILENT: a book that nobody confirms is not quoted on.
`default_nettype none
module silence #(
  parameter int unsigned NumSymbols = 4
) (
  input  wire logic                     clk_i,
  input  wire logic                     rst_i,
  input  wire logic [31:0]              now_i,
  input  wire logic [NumSymbols*32-1:0] limit_i,  // bits 23:0
  input  wire logic                     msg_valid_i,
  input  wire logic                     hit_i,
  input  wire logic [7:0]               sym_i,
  output      logic [NumSymbols-1:0]    silent_o
);
  for (genvar n = 0; n < NumSymbols; n++) begin : gen_symbol
    logic [31:0] last_q;
    logic        silent_q, said;
    assign said        = msg_valid_i && hit_i && sym_i == 8'(n);
    assign silent_o[n] = silent_q || now_i - last_q >= 32'(limit_i[32*n +: 24]);
    always_ff @(posedge clk_i) begin
      if (said) last_q <= now_i;
      silent_q <= silent_o[n] && !said;
      if (rst_i) begin
        last_q   <= '0;
        silent_q <= 1'b0;
      end
    end
    logic unused;
    assign unused = ^limit_i[32*n+24 +: 8];
  end
endmodule
`default_nettype wire
