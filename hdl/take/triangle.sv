// Where a symbol and the product of two others disagree: the trigger of a triangle. Rules: docs/card.md 13.2.
//
// z: the slot's own symbol; x, y: those of its legs. tob_i of one of them in cycle c: forward_o or reverse_o in c+4, unless a newer one overtook it.
// clear_i: another bank of one of the three slots from this cycle on. on_i low: nothing is known. Reset: nothing known.
`default_nettype none
module triangle #(
  parameter int unsigned NumSymbols = 4
) (
  input  wire logic                     clk_i,
  input  wire logic                     rst_i,
  input  wire logic                     on_i,
  input  wire logic                     clear_i,
  input  wire logic [7:0]               symbol_x_i,
  input  wire logic [7:0]               symbol_y_i,
  input  wire logic [7:0]               symbol_z_i,
  input  wire logic [31:0]              theta_i,      // price units of z; 0: never
  input  wire logic [31:0]              rate_sell_i,  // price units of x and y, each, for one of z, times 2^shift
  input  wire logic [31:0]              rate_buy_i,
  input  wire logic [4:0]               shift_i,
  input  wire logic [NumSymbols*32-1:0] sym_base_i,
  input  wire logic [NumSymbols*32-1:0] sym_tick_i,
  input  wire logic                     tob_valid_i,
  input  wire saker_pkg::tob_t          tob_i,
  output      logic                     forward_o,    // buy x, buy y, sell z
  output      logic                     reverse_o     // sell x, sell y, buy z
);
  // c+1: the books; c+2: the prices.
  logic [2:0]      comes, known;
  logic [3*16-1:0] bid_idx, ask_idx;
  logic [3*32-1:0] bid, ask;
  logic [3*8-1:0]  symbols;
  logic            off, moves, valid1_q, valid2_q, valid3_q, valid4_q;
  assign off     = rst_i || !on_i;
  assign symbols = {symbol_z_i, symbol_y_i, symbol_x_i};
  for (genvar k = 0; k < 3; k++) begin : gen_symbol
    logic [63:0] seq;
    logic [31:0] rx_cycle;
    take_book u_book (
      .clk_i, .rst_i, .off_i(off), .clear_i, .symbol_i(symbols[8*k +: 8]), .tob_valid_i, .tob_i, .comes_o(comes[k]), .known_o(known[k]),
      .bid_o(bid_idx[16*k +: 16]), .ask_o(ask_idx[16*k +: 16]), .seq_o(seq), .rx_cycle_o(rx_cycle));
    take_price #(.NumSymbols(NumSymbols)) u_price (
      .clk_i, .take_i(valid1_q), .symbol_i(symbols[8*k +: 8]), .sym_base_i, .sym_tick_i, .bid_i(bid_idx[16*k +: 16]), .ask_i(ask_idx[16*k +: 16]),
      .bid_o(bid[32*k +: 32]), .ask_o(ask[32*k +: 32]));
    logic unused;
    assign unused = ^{seq, rx_cycle};
  end
  assign moves = |comes || clear_i || off;
  always_ff @(posedge clk_i) begin
    valid1_q <= |comes && !off;
    valid2_q <= valid1_q && known == 3'b111 && !moves;
    valid3_q <= valid2_q && !moves;
    valid4_q <= valid3_q && !moves;
  end

  // c+2: products, two registers for the multipliers; c+4: the sides beside each other.
  logic        sells3_q, sells4_q;
  logic [63:0] own_sell3_q, own_sell4_q, cross_ask3_q, cross_ask4_q, cross_bid3_q, cross_bid4_q;
  logic [64:0] own_buy3_q, own_buy4_q;
  logic [31:0] less;
  assign less = bid[95:64] - theta_i;  // counts where bid > theta
  always_ff @(posedge clk_i) begin
    if (valid2_q) begin
      sells3_q     <= bid[95:64] > theta_i;
      own_sell3_q  <= 64'(less) * 64'(rate_sell_i);
      own_buy3_q   <= (65'(ask[95:64]) + 65'(theta_i)) * 65'(rate_buy_i);
      cross_ask3_q <= 64'(ask[31:0]) * 64'(ask[63:32]);
      cross_bid3_q <= 64'(bid[31:0]) * 64'(bid[63:32]);
    end
    sells4_q     <= sells3_q;
    own_sell4_q  <= own_sell3_q;
    own_buy4_q   <= own_buy3_q;
    cross_ask4_q <= cross_ask3_q;
    cross_bid4_q <= cross_bid3_q;
  end
  // SAFETY: SLOT.TAKE: a threshold or a rate that was never written takes nothing.
  logic forward, reverse;
  always_comb begin
    forward = 1'b0;
    reverse = 1'b0;
    if (valid4_q && !moves && theta_i != '0) begin
      forward = sells4_q && rate_sell_i != '0 && 96'(own_sell4_q) >= 96'(cross_ask4_q) << shift_i;
      reverse = rate_buy_i != '0 && 96'(cross_bid4_q) << shift_i >= 96'(own_buy4_q);
    end
  end
  assign forward_o = forward;
  assign reverse_o = reverse && !forward;
endmodule
`default_nettype wire
