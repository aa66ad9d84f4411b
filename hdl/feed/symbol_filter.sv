// Tracked symbols: locate registers, their loading from the stock directory (R), and trading state (H).
//
// Interface: locate_i, stock_i, is_r_i: of the message under way; hit_o, sym_o follow them by one cycle: the lowest tracked
// symbol with that locate. For an R they already tell what holds once it has taken effect. msg_valid_i, msg_i: a used
// message; an R whose stock equals a name loads that symbol's locate, an H of a tracked locate sets its trading state.
// sym_name_i: 64 bits a symbol, first character in the lowest byte; 0 is unused. Host writes (locate_we_i, force_trading_i)
// win over a message in the same cycle.
// Latency: 1 cycle to hit_o; registers change in the cycle after msg_valid_i, in time for the next message's look-up.
// Reset: nothing tracked, nothing trading.
`default_nettype none
module symbol_filter #(
  parameter int unsigned NumSymbols = 4
) (
  input  wire logic                     clk_i,
  input  wire logic                     rst_i,
  input  wire logic [NumSymbols*64-1:0] sym_name_i,
  input  wire logic [NumSymbols-1:0]    locate_we_i,
  input  wire logic [NumSymbols*17-1:0] locate_i,          // locate, valid in bit 16
  input  wire logic [NumSymbols-1:0]    force_trading_i,
  input  wire logic [NumSymbols-1:0]    force_trading_value_i,
  input  wire logic [15:0]              msg_locate_i,
  input  wire logic [63:0]              msg_stock_i,       // first character in [63:56]
  input  wire logic                     msg_is_r_i,
  output      logic                     hit_o,
  output      logic [7:0]               sym_o,
  input  wire logic                     msg_valid_i,
  input  wire saker_pkg::itch_msg_t     msg_i,
  output      logic [NumSymbols*16-1:0] locate_o,
  output      logic [NumSymbols-1:0]    locate_valid_o,
  output      logic [NumSymbols-1:0]    trading_o
);
  if (NumSymbols < 1 || NumSymbols > 127) begin : gen_bad_symbols
    $fatal(1, "symbol_filter: NumSymbols must be 1..127, events carry 7 bits");
  end

  logic [63:0]           stock;              // first character in the lowest byte, as the names are
  logic [NumSymbols-1:0] same_q, named_q, tracked;
  for (genvar b = 0; b < 8; b++) begin : gen_swap
    assign stock[8*b +: 8] = msg_stock_i[8*(7 - b) +: 8];
  end

  for (genvar n = 0; n < NumSymbols; n++) begin : gen_symbol
    always_ff @(posedge clk_i) begin
      same_q[n]  <= locate_valid_o[n] && (locate_o[16*n +: 16] == msg_locate_i);
      named_q[n] <= (sym_name_i[64*n +: 64] == stock) && (sym_name_i[64*n +: 64] != '0);

      if (locate_we_i[n]) begin
        locate_o[16*n +: 16] <= locate_i[17*n +: 16];
        locate_valid_o[n]    <= locate_i[17*n + 16];
      end else if (msg_valid_i && msg_i.mtype == "R" && named_q[n]) begin
        locate_o[16*n +: 16] <= msg_i.locate;
        locate_valid_o[n]    <= 1'b1;
      end

      if (force_trading_i[n])
        trading_o[n] <= force_trading_value_i[n];
      else if (msg_valid_i && msg_i.mtype == "H" && msg_i.hit && msg_i.sym == 8'(n))
        trading_o[n] <= (msg_i.code == "T");

      if (rst_i) begin
        locate_o[16*n +: 16] <= '0;
        locate_valid_o[n]    <= 1'b0;
        trading_o[n]         <= 1'b0;
      end
    end
  end

  // An R takes its locate into every symbol it names. named_q is settled long before an R ends.
  assign tracked = same_q | (msg_is_r_i ? named_q : '0);
  assign hit_o   = |tracked;
  always_comb begin
    sym_o = '0;
    for (int n = NumSymbols - 1; n >= 0; n--) if (tracked[n]) sym_o = 8'(n);
  end

  logic unused;
  assign unused = ^msg_i;  // only type, locate, hit, sym and code matter here
endmodule
`default_nettype wire
