// The greatest price index at which a quantity's value stays within a limit: qty * (base + idx * tick) <= limit (docs/card.md 8.4).
//
// Started anew whenever an input differs from what was last worked out; valid_o is low from that very cycle on, until the
// search of 17 steps of 4 cycles ends. With valid_o high, none_o says that idx 0 is already too much, else idx_o is the index.
// found_o: first cycle with a new result. 32 by 32 bits: no product overflows, and a price beyond 32 bits is too much.
// Reset: nothing known.
`default_nettype none
module notional_limit (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic [31:0] qty_i,
  input  wire logic [31:0] base_i,
  input  wire logic [15:0] tick_i,
  input  wire logic [63:0] limit_i,
  output logic             valid_o,
  output logic             none_o,
  output logic [15:0]      idx_o,
  output logic             found_o
);
  logic [31:0] qty_q, base_q;
  logic [15:0] tick_q, mask_q, tried_q;  // mask_q: the bit that is tried, 0 while idx 0 is
  logic [63:0] limit_q, value_q;
  logic [32:0] price_q;
  logic [1:0]  step_q;
  logic        run_q, done_q, same, fits;
  assign same    = {qty_i, base_i, tick_i, limit_i} == {qty_q, base_q, tick_q, limit_q};
  assign valid_o = done_q && same;
  assign fits    = !price_q[32] && value_q <= limit_q;

  always_ff @(posedge clk_i) begin
    {qty_q, base_q, tick_q, limit_q} <= {qty_i, base_i, tick_i, limit_i};
    tried_q <= idx_o | mask_q;
    price_q <= 33'(base_q) + 33'(32'(tried_q) * 32'(tick_q));
    value_q <= price_q[31:0] * qty_q;
    step_q  <= step_q + 2'd1;
    found_o <= 1'b0;
    if (run_q && step_q == 2'd3) begin
      if (mask_q == '0) none_o <= !fits;
      else if (fits) idx_o <= tried_q;
      mask_q <= mask_q == '0 ? 16'h8000 : mask_q >> 1;
      if (mask_q == 16'd1 || (mask_q == '0 && !fits)) begin
        run_q   <= 1'b0;
        done_q  <= 1'b1;
        found_o <= 1'b1;
      end
    end
    if (!same || rst_i) begin
      run_q   <= 1'b1;
      done_q  <= 1'b0;
      found_o <= 1'b0;
      step_q  <= '0;
      mask_q  <= '0;
      idx_o   <= '0;
    end
  end
endmodule
`default_nettype wire
