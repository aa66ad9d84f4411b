// ITCH 5.0 fields out of the block that mold_walk follows: the early reference, then the whole message.
//
// Interface: the words of the line, and window_i, off_i, k_i, end_i, short_i of mold_walk. seq_i with end_i;
// rx_cycle_i: cycle in which s_data_i was on the pins.
// lk_valid_o, lk_new_o, lk_ref_o (combinational): in the cycle in which the last byte of a reference is in s_data_i, for types
// A F E C X D U of right length, released or not; lk_new_o marks the new reference of U, two words after the first one.
// book_type_o: the block under way is such a message; right from k = 2 on, before any of them can end.
// ended_o: a block ended; type_o its type; good_o: the type is known and its length right, and msg_o is the message, but
// for hit and sym. All are registers, in the cycle after the last byte was in s_data_i; msg_o is meaningful only in that
// cycle (its fields gather the next message afterwards).
// locate_o, stock_o, is_r_o: of the block under way, for the symbol filter; the locate stands from k = 1, the stock from k = 5.
// Fields that a type does not have are zero. Reset: nothing valid.
`default_nettype none
module itch_decode (
  input  wire logic                 clk_i,
  input  wire logic                 rst_i,
  input  wire logic                 s_valid_i,
  input  wire logic [31:0]          s_data_i,
  input  wire logic                 window_i,
  input  wire logic [1:0]           off_i,
  input  wire logic [3:0]           k_i,
  input  wire logic                 end_i,
  input  wire logic                 short_i,
  input  wire logic [63:0]          seq_i,
  input  wire logic [31:0]          rx_cycle_i,
  output      logic [15:0]          locate_o,
  output      logic [63:0]          stock_o,
  output      logic                 is_r_o,
  output      logic                 lk_valid_o,
  output      logic                 lk_new_o,
  output      logic [63:0]          lk_ref_o,
  output      logic                 book_type_o,
  output      logic                 ended_o,
  output      logic [7:0]           type_o,
  output      logic                 good_o,
  output      saker_pkg::itch_msg_t msg_o
);
  // ---- the window: block bytes 4k..4k+6 in lanes 0..6, as far as they have arrived ----
  logic [31:0] before_q;
  logic [55:0] w;
  always_comb begin
    unique case (off_i)
      2'd0: w = {s_data_i[23:0], before_q};
      2'd1: w = {s_data_i, before_q[31:8]};
      2'd2: w = {8'd0, s_data_i, before_q[31:16]};
      2'd3: w = {16'd0, s_data_i, before_q[31:24]};
    endcase
  end

  // Big-endian values at lane n of the window.
  logic [31:0] be0, be1, be2;
  assign be0 = {w[7:0], w[15:8], w[23:16], w[31:24]};
  assign be1 = {w[15:8], w[23:16], w[31:24], w[39:32]};
  assign be2 = {w[23:16], w[31:24], w[39:32], w[47:40]};

  // ---- k = 0: length, type, locate. k = 1: what they mean; right from k = 2 on, before any known type can end ----
  logic [7:0]  type_q;
  logic [15:0] length_q, locate_q;
  logic        good_q, book_q, is_afp_q, is_ecx_q, is_ec_q, is_c_q, is_u_q, is_sw_q, is_stock_q, is_hy_q, is_h_q, is_k_q,
               is_jkv_q, is_p_q, is_q_q, is_b_q;
  logic [5:0]  want;
  assign want     = itch_types_pkg::length_of(type_q);
  assign locate_o = locate_q;
  assign is_r_o   = (type_q == "R");

  logic step;
  assign step = s_valid_i && window_i;

  always_ff @(posedge clk_i) begin
    if (s_valid_i) before_q <= s_data_i;
    if (step && k_i == 4'd0) begin
      length_q <= be0[31:16];
      type_q   <= w[23:16];
      locate_q <= {w[31:24], w[39:32]};
    end
    if (step && k_i == 4'd1) begin
      good_q     <= (want != 6'd0) && (length_q == {10'd0, want});
      book_q     <= itch_types_pkg::is_book(type_q);
      is_afp_q   <= (type_q == "A") || (type_q == "F") || (type_q == "P");
      is_ecx_q   <= (type_q == "E") || (type_q == "C") || (type_q == "X");
      is_ec_q    <= (type_q == "E") || (type_q == "C");
      is_c_q     <= (type_q == "C");
      is_u_q     <= (type_q == "U");
      is_sw_q    <= (type_q == "S") || (type_q == "W");
      is_stock_q <= (type_q == "R") || (type_q == "H") || (type_q == "J") || (type_q == "K") || (type_q == "V");
      is_hy_q    <= (type_q == "H") || (type_q == "Y");
      is_h_q     <= (type_q == "h");
      is_k_q     <= (type_q == "K");
      is_jkv_q   <= (type_q == "J") || (type_q == "K") || (type_q == "V");
      is_p_q     <= (type_q == "P");
      is_q_q     <= (type_q == "Q");
      is_b_q     <= (type_q == "B");
    end
  end

  // ---- fields, each taken when its last byte can have arrived; see README.md for the byte positions ----
  logic [47:0] ts_q;
  logic [63:0] ref_q, new_q, match_q, eight;
  logic [63:0] stock_q;
  logic [31:0] qty_q, price_q;
  logic        side_q;
  logic [7:0]  code_q, market_q;
  logic [23:0] upper_q;  // three bytes before the window: an 8-byte field is upper_q and lanes 0..4
  assign eight = {upper_q, be0, w[39:32]};

  always_ff @(posedge clk_i) begin
    if (step) begin
      upper_q <= be0[23:0];
      unique case (k_i)
        4'd0: begin
          ref_q    <= '0;
          stock_q  <= '0;
          new_q    <= '0;
          match_q  <= '0;
          qty_q    <= '0;
          price_q  <= '0;
          side_q   <= 1'b0;
          code_q   <= '0;
          market_q <= '0;
        end
        4'd1: ts_q[47:40] <= w[31:24];
        4'd2: begin
          ts_q[39:0] <= {be0, w[39:32]};
          if (is_sw_q) code_q <= w[47:40];
        end
        4'd3: if (is_sw_q) code_q <= w[15:8];
        4'd4: begin
          if (book_q || is_q_q) ref_q    <= eight;
          if (is_b_q)           match_q  <= eight;
          if (is_stock_q)       stock_q  <= eight;
          if (is_hy_q)          code_q   <= w[47:40];
          if (is_h_q)           code_q   <= w[55:48];
          if (is_h_q)           market_q <= w[47:40];
        end
        4'd5: begin
          if (is_hy_q)  code_q       <= w[15:8];
          if (is_h_q)   code_q       <= w[23:16];
          if (is_h_q)   market_q     <= w[15:8];
          if (is_k_q)   code_q       <= w[47:40];
          if (is_afp_q) side_q       <= (w[15:8] == "S");
          if (is_afp_q) qty_q[31:16] <= be0[15:0];
          if (is_ecx_q) qty_q        <= be1;
        end
        4'd6: begin
          if (is_afp_q)           qty_q[15:0]  <= be0[31:16];
          if (is_u_q || is_jkv_q) new_q        <= eight;
          if (is_k_q)             code_q       <= w[15:8];
          if (is_k_q)             qty_q[31:24] <= w[47:40];
        end
        4'd7: begin
          if (is_ec_q)                        match_q      <= eight;
          if (is_q_q)                         price_q      <= be1;
          if (is_u_q || (is_jkv_q && !is_k_q)) qty_q       <= be1;
          if (is_k_q)                         qty_q[31:24] <= w[15:8];
        end
        4'd8: begin
          if (is_afp_q || is_c_q)              price_q <= be2;
          if (is_u_q || (is_jkv_q && !is_k_q)) price_q <= be1;
          if (is_c_q)                          code_q  <= w[15:8];
        end
        4'd9: begin
          if (is_afp_q || is_c_q) price_q[15:0] <= be0[31:16];
          if (is_q_q)             match_q       <= eight;
          if (is_q_q)             code_q        <= w[47:40];
        end
        4'd10: begin
          if (is_p_q) match_q <= {upper_q[15:0], be0, w[39:32], w[47:40]};
          if (is_q_q) code_q  <= w[15:8];
        end
        4'd11: if (is_p_q) match_q[7:0] <= w[15:8];
        default: ;
      endcase
    end
  end
  assign stock_o = stock_q;

  // ---- early reference ----
  assign lk_new_o   = (k_i == 4'd6);
  assign lk_valid_o = step && book_q && good_q && (k_i == 4'd4 || (lk_new_o && is_u_q));
  assign lk_ref_o   = eight;

  // ---- the end ----
  logic [63:0] seq_q;
  logic [31:0] rx_cycle_q;
  assign book_type_o = book_q && good_q && window_i && (k_i >= 4'd2);
  always_ff @(posedge clk_i) begin
    ended_o    <= end_i && !rst_i;
    good_o     <= end_i && !rst_i && good_q && window_i && (k_i >= 4'd2);
    type_o     <= short_i ? s_data_i[23:16] : (k_i == 4'd0) ? w[23:16] : type_q;
    seq_q      <= seq_i;
    rx_cycle_q <= rx_cycle_i;
  end

  always_comb begin
    msg_o           = '0;
    msg_o.mtype     = type_o;
    msg_o.locate    = locate_q;
    msg_o.ts        = ts_q;
    msg_o.order_ref = ref_q;
    msg_o.new_ref   = new_q;
    msg_o.side      = side_q;
    msg_o.qty       = qty_q;
    msg_o.price     = price_q;
    msg_o.stock     = stock_q;
    msg_o.code      = code_q;
    msg_o.market    = market_q;
    msg_o.match_no  = match_q;
    msg_o.seq       = seq_q;
    msg_o.rx_cycle  = rx_cycle_q;
  end
endmodule
`default_nettype wire
