// Whether a Login Accepted goes on with the message that the card counts as its next.
//
// Interface: start_i for one cycle with text_i, the 20 characters of its sequence (first one in [7:0]): digits, with spaces before them.
// seq_i is OE_SOUP_SEQ and stands until done_o. done_o for one cycle: same_o holds then. No digit at all, another character, a space behind a
// digit and a number beyond 32 bits are not the same. Latency: done_o 21 cycles after start_i. Reset: nothing under way.
`default_nettype none
module login_check (
  input  wire logic         clk_i,
  input  wire logic         rst_i,
  input  wire logic         start_i,
  input  wire logic [159:0] text_i,
  input  wire logic [31:0]  seq_i,
  output      logic         done_o,
  output      logic         same_o
);
  localparam logic [4:0] CHARACTERS = 5'd20;

  logic [159:0] text_q;
  logic [4:0]   left_q;
  logic [31:0]  value_q;
  logic         begun_q, bad_q;

  logic [7:0]  character;
  logic        digit;
  logic [35:0] value;
  assign character = text_q[7:0];
  assign digit     = character[7:4] == 4'h3 && character[3:0] <= 4'd9;
  assign value     = {1'b0, value_q, 3'd0} + {3'd0, value_q, 1'b0} + 36'(character[3:0]);
  assign same_o    = begun_q && !bad_q && value_q == seq_i;

  always_ff @(posedge clk_i) begin
    done_o <= !rst_i && left_q == 5'd1;
    text_q <= text_q >> 8;
    if (left_q != '0) begin
      left_q  <= left_q - 5'd1;
      begun_q <= begun_q || digit;
      bad_q   <= bad_q || (digit ? |value[35:32] : begun_q || character != " ");
      if (digit) value_q <= value[31:0];
    end
    if (start_i) begin
      left_q  <= CHARACTERS;
      text_q  <= text_i;
      value_q <= '0;
      begun_q <= 1'b0;
      bad_q   <= 1'b0;
    end
    if (rst_i) left_q <= '0;
  end
endmodule
`default_nettype wire
