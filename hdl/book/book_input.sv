// What a message is to the book, and the level of its price: the symbol's window chosen, the price divided by its tick.
//
// Interface: msg_valid_i/msg_i in cycle t+2; early_o (t+2, combinational): a U of a tracked symbol, whose old level is read a cycle early.
// All other outputs in t+3: book_o (a message of a tracked symbol that moves a book) and what follows it.
// Latency: one cycle. Reset: no message.
`default_nettype none
module book_input #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned LadderLog2 = 12
) (
  input  wire logic                     clk_i,
  input  wire logic                     rst_i,
  input  wire logic [NumSymbols*32-1:0] sym_base_i,
  input  wire logic [NumSymbols*32-1:0] sym_tick_i,
  input  wire logic [NumSymbols*32-1:0] sym_tick_inv_i,
  input  wire logic                     msg_valid_i,
  input  wire saker_pkg::itch_msg_t     msg_i,
  output      logic                     early_o,
  output      logic                     book_o,
  output      saker_pkg::itch_msg_t     msg_o,
  output      logic                     add_o,      // A F
  output      logic                     part_o,     // E C X
  output      logic                     replace_o,  // U
  output      logic                     tick_zero_o,
  output      logic                     below_o,
  output      logic                     above_o,
  output      logic                     on_tick_o,
  output      logic [LadderLog2-1:0]    idx_o
);
  logic is_add, is_part, is_replace, is_book;
  assign is_add     = msg_i.mtype == "A" || msg_i.mtype == "F";
  assign is_part    = msg_i.mtype == "E" || msg_i.mtype == "C" || msg_i.mtype == "X";
  assign is_replace = msg_i.mtype == "U";
  assign is_book    = msg_valid_i && msg_i.hit && (is_add || is_part || is_replace || msg_i.mtype == "D");
  assign early_o    = is_book && is_replace;

  logic [31:0] base, tick_inv;
  logic [15:0] tick;
  always_comb begin
    base     = '0;
    tick     = '0;
    tick_inv = '0;
    for (int unsigned n = 0; n < NumSymbols; n++) begin
      if (msg_i.sym == 8'(n)) begin
        base     = sym_base_i[32*n +: 32];
        tick     = sym_tick_i[32*n +: 16];
        tick_inv = sym_tick_inv_i[32*n +: 32];
      end
    end
  end

  price_index #(.LadderLog2(LadderLog2)) u_price_index (
    .clk_i(clk_i), .price_i(msg_i.price), .base_i(base), .tick_i(tick), .inv_i(tick_inv),
    .below_o(below_o), .above_o(above_o), .on_tick_o(on_tick_o), .idx_o(idx_o)
  );

  always_ff @(posedge clk_i) begin
    book_o      <= is_book && !rst_i;
    msg_o       <= msg_i;
    add_o       <= is_add;
    part_o      <= is_part;
    replace_o   <= is_replace;
    tick_zero_o <= tick == '0;
  end

  logic unused;
  assign unused = ^sym_tick_i;  // upper register bits
endmodule
`default_nettype wire
