// The book of one symbol as a taker knows it: best levels of its last top of book since clear_i, known while that was ok.
//
// comes_o: tob_i is of the symbol, in the same cycle. known_o, bid_o, ask_o, seq_o, rx_cycle_o: one cycle behind tob_i. clear_i in the cycle of a
// tob_i: that one counts; off_i: nothing is known. Reset: nothing known.
`default_nettype none
module take_book (
  input  wire logic            clk_i,
  input  wire logic            rst_i,
  input  wire logic            off_i,
  input  wire logic            clear_i,
  input  wire logic [7:0]      symbol_i,
  input  wire logic            tob_valid_i,
  input  wire saker_pkg::tob_t tob_i,
  output      logic            comes_o,
  output      logic            known_o,
  output      logic [15:0]     bid_o,
  output      logic [15:0]     ask_o,
  output      logic [63:0]     seq_o,
  output      logic [31:0]     rx_cycle_o
);
  assign comes_o = tob_valid_i && tob_i.sym == symbol_i && !off_i;
  always_ff @(posedge clk_i) begin
    if (comes_o) begin
      known_o    <= tob_i.ok;
      bid_o      <= tob_i.bid_idx;
      ask_o      <= tob_i.ask_idx;
      seq_o      <= tob_i.seq;
      rx_cycle_o <= tob_i.rx_cycle;
    end else if (clear_i) begin
      known_o <= 1'b0;
    end
    if (rst_i || off_i) known_o <= 1'b0;
  end

  logic unused;
  assign unused = ^{tob_i.flags, tob_i.stale, tob_i.bid_qty, tob_i.ask_qty, tob_i.mtype, tob_i.ts};
endmodule
`default_nettype wire
