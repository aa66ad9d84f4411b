// What both variances take of a mid sample: the square of its move, the periods that passed, and the table of decays that they share.
//
// Interface: sample_i in stage 3; valid_o, square_o (half ticks squared), still_o (periods without a move), ended_o in stage 5.
// One a cycle. Latency: 2 cycles. No reset: valid travels with it.
`default_nettype none
module signal_squares (
  input  wire logic                clk_i,
  input  wire signal_pkg::sample_t sample_i,
  output      logic                valid_o,
  output      logic [31:0]         square_o,
  output      logic [19:0]         still_o,
  output      logic [17:0]         ended_o
);
  logic [17:0] size;
  logic [15:0] size_q;
  logic [39:0] less_one;
  logic        valid_q;
  logic [19:0] still_q;
  logic [17:0] ended_q;
  assign size     = sample_i.move[17] ? 18'd0 - sample_i.move : sample_i.move;
  assign less_one = sample_i.ended - 40'd1;
  always_ff @(posedge clk_i) begin
    valid_q  <= sample_i.valid;
    size_q   <= size[17:16] != '0 ? '1 : size[15:0];
    still_q  <= less_one[39:20] != '0 ? '1 : less_one[19:0];
    ended_q  <= sample_i.ended[39:17] != '0 ? 18'd131072 : {1'b0, sample_i.ended[16:0]};
    valid_o  <= valid_q;
    square_o <= 32'(size_q) * 32'(size_q);
    still_o  <= still_q;
    ended_o  <= ended_q;
  end

  logic unused;
  assign unused = ^sample_i.flow;
endmodule
`default_nettype wire
