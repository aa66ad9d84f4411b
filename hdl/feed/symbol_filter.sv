// Tracked symbols: locate registers, their loading from the stock directory (R), and what stops a symbol (H, h, W).
//
// Interface: NumLookups questions side by side: lk_locate_i, lk_stock_i, lk_is_r_i of the message under way; hit_o, sym_o follow them
// by one cycle: the lowest tracked symbol with that locate; for an R they already tell what holds once it has taken effect.
// msg_valid_i, msg_i: a released message. An R whose stock equals a name loads that symbol's locate; H sets trading to (state == 'T'),
// h of market_i (0: of any market) the operational halt to (action != 'T'), W ends trading of every symbol.
// sym_name_i: 64 bits a symbol, first character in the lowest byte; 0 is unused. Host writes (locate_we_i, force_trading_i)
// win over a message in the same cycle; forced trading ends an operational halt too.
// Latency: 1 cycle to hit_o; registers change in the cycle after msg_valid_i. Reset: nothing tracked, nothing trading.
`default_nettype none
module symbol_filter #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned NumLookups = 4
) (
  input  wire logic                     clk_i,
  input  wire logic                     rst_i,
  input  wire logic [NumSymbols*64-1:0] sym_name_i,
  input  wire logic [NumSymbols-1:0]    locate_we_i,
  input  wire logic [NumSymbols*17-1:0] locate_i,          // locate, valid in bit 16
  input  wire logic [NumSymbols-1:0]    force_trading_i,
  input  wire logic [NumSymbols-1:0]    force_trading_value_i,
  input  wire logic [7:0]               market_i,
  input  wire logic [NumLookups*16-1:0] lk_locate_i,
  input  wire logic [NumLookups*64-1:0] lk_stock_i,        // first character in [63:56]
  input  wire logic [NumLookups-1:0]    lk_is_r_i,
  output      logic [NumLookups-1:0]    hit_o,
  output      logic [NumLookups*8-1:0]  sym_o,
  input  wire logic                     msg_valid_i,
  input  wire saker_pkg::itch_msg_t     msg_i,
  output      logic [NumSymbols*16-1:0] locate_o,
  output      logic [NumSymbols-1:0]    locate_valid_o,
  output      logic [NumSymbols-1:0]    trading_o,
  output      logic [NumSymbols-1:0]    op_halt_o
);
  if (NumSymbols < 1 || NumSymbols > 127) begin : gen_bad_symbols
    $fatal(1, "symbol_filter: NumSymbols must be 1..127, events carry 7 bits");
  end

  // ---- questions ----
  logic [NumSymbols*64-1:0] names;   // first character in the highest byte, as messages have it
  for (genvar n = 0; n < NumSymbols; n++) begin : gen_name
    for (genvar b = 0; b < 8; b++) begin : gen_swap
      assign names[64*n + 8*b +: 8] = sym_name_i[64*n + 8*(7 - b) +: 8];
    end
  end

  for (genvar l = 0; l < NumLookups; l++) begin : gen_lookup
    logic [NumSymbols-1:0] same_q, named_q, tracked;
    for (genvar n = 0; n < NumSymbols; n++) begin : gen_symbol
      always_ff @(posedge clk_i) begin
        same_q[n]  <= locate_valid_o[n] && (locate_o[16*n +: 16] == lk_locate_i[16*l +: 16]);
        named_q[n] <= (names[64*n +: 64] == lk_stock_i[64*l +: 64]) && (names[64*n +: 64] != '0);
      end
    end
    // An R takes its locate into every symbol it names. named_q is settled long before an R ends.
    assign tracked  = same_q | (lk_is_r_i[l] ? named_q : '0);
    assign hit_o[l] = |tracked;
    always_comb begin
      sym_o[8*l +: 8] = '0;
      for (int n = NumSymbols - 1; n >= 0; n--) if (tracked[n]) sym_o[8*l +: 8] = 8'(n);
    end
  end

  // ---- what a released message changes ----
  logic is_r, is_state, is_halt, is_breaker;
  assign is_r       = msg_valid_i && msg_i.mtype == "R";
  assign is_state   = msg_valid_i && msg_i.mtype == "H" && msg_i.hit;
  assign is_halt    = msg_valid_i && msg_i.mtype == "h" && msg_i.hit && (market_i == 8'd0 || msg_i.market == market_i);
  assign is_breaker = msg_valid_i && msg_i.mtype == "W";

  for (genvar n = 0; n < NumSymbols; n++) begin : gen_state
    always_ff @(posedge clk_i) begin
      if (locate_we_i[n]) begin
        locate_o[16*n +: 16] <= locate_i[17*n +: 16];
        locate_valid_o[n]    <= locate_i[17*n + 16];
      end else if (is_r && names[64*n +: 64] == msg_i.stock && names[64*n +: 64] != '0) begin
        locate_o[16*n +: 16] <= msg_i.locate;
        locate_valid_o[n]    <= 1'b1;
      end

      if (is_breaker) trading_o[n] <= 1'b0;
      if (is_state && msg_i.sym == 8'(n)) trading_o[n] <= (msg_i.code == "T");
      if (is_halt && msg_i.sym == 8'(n))  op_halt_o[n] <= (msg_i.code != "T");
      if (force_trading_i[n]) begin
        trading_o[n] <= force_trading_value_i[n];
        if (force_trading_value_i[n]) op_halt_o[n] <= 1'b0;
      end

      if (rst_i) begin
        locate_o[16*n +: 16] <= '0;
        locate_valid_o[n]    <= 1'b0;
        trading_o[n]         <= 1'b0;
        op_halt_o[n]         <= 1'b0;
      end
    end
  end

  logic unused;
  assign unused = ^msg_i;  // only some of its fields matter here
endmodule
`default_nettype wire
