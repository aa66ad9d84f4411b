// Proof harness: two samples of a symbol are never closer than the loop of the variances is long. Formal only; two symbols.
`default_nettype none
module f_signal_sampler (
  input wire logic              clk_i,
  input wire logic              rst_i,
  input wire logic [53:0]       now_i,
  input wire logic [4:0]        shift_i,
  input wire signal_pkg::step_t step_i,
  input wire logic signed [32:0] x_i
);
  signal_pkg::sample_t sample;
  signal_sampler #(.NumSymbols(2)) u_sampler (
    .clk_i(clk_i), .rst_i(rst_i), .now_i(now_i), .shift_i(shift_i), .step_i(step_i), .x_i(x_i), .sample_o(sample)
  );

  logic [3:0] f_valid, f_sym;  // of the last samples, the youngest lowest
  logic       f_sym_q;
  logic [2:0] f_seen;
  initial {f_seen, f_valid} = '0;
  always_ff @(posedge clk_i) begin
    f_seen  <= rst_i ? 3'd1 : f_seen == 3'd7 || f_seen == 3'd0 ? f_seen : f_seen + 3'd1;
    f_sym_q <= step_i.sym[0];
    f_valid <= rst_i ? '0 : {f_valid[2:0], sample.valid};
    f_sym   <= {f_sym[2:0], f_sym_q};
  end
  always_comb begin
    for (int unsigned n = 0; n < 3; n++) begin
      if (f_seen > 3'd1 && sample.valid && f_valid[n]) assert (f_sym[n] != f_sym_q);
    end
    cover (f_seen > 3'd1 && sample.valid && f_valid[3] && f_sym[3] == f_sym_q);
  end
endmodule
`default_nettype wire
