// Entropy of the last 64 moves of the mid: one bit each, up or down. docs/signals.md 4.13.
//
// Interface: step_i in stage 2; known_o and entropy_o (bits, Q1.16) in stage 6. One update a cycle. Latency: 4 cycles.
// Reset: none, a restart starts a symbol.
`default_nettype none
module signal_entropy #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned SymW       = $clog2(NumSymbols)
) (
  input  wire logic              clk_i,
  input  wire signal_pkg::step_t step_i,
  output      logic              known_o,
  output      logic [16:0]       entropy_o
);
  // round(-2^16 * (u / 64) * log2(u / 64)), u = 0..64; the sum of all is 1,511,896.
  function automatic logic [15:0] g(input logic [6:0] u);
    unique case (u)
      7'd0: g = 16'd0; 7'd1: g = 16'd6144; 7'd2: g = 16'd10240; 7'd3: g = 16'd13563;
      7'd4: g = 16'd16384; 7'd5: g = 16'd18832; 7'd6: g = 16'd20982; 7'd7: g = 16'd22885;
      7'd8: g = 16'd24576; 7'd9: g = 16'd26082; 7'd10: g = 16'd27423; 7'd11: g = 16'd28617;
      7'd12: g = 16'd29676; 7'd13: g = 16'd30612; 7'd14: g = 16'd31434; 7'd15: g = 16'd32150;
      7'd16: g = 16'd32768; 7'd17: g = 16'd33293; 7'd18: g = 16'd33732; 7'd19: g = 16'd34088;
      7'd20: g = 16'd34367; 7'd21: g = 16'd34572; 7'd22: g = 16'd34706; 7'd23: g = 16'd34773;
      7'd24: g = 16'd34776; 7'd25: g = 16'd34717; 7'd26: g = 16'd34599; 7'd27: g = 16'd34425;
      7'd28: g = 16'd34196; 7'd29: g = 16'd33913; 7'd30: g = 16'd33580; 7'd31: g = 16'd33198;
      7'd32: g = 16'd32768; 7'd33: g = 16'd32292; 7'd34: g = 16'd31771; 7'd35: g = 16'd31206;
      7'd36: g = 16'd30600; 7'd37: g = 16'd29952; 7'd38: g = 16'd29265; 7'd39: g = 16'd28538;
      7'd40: g = 16'd27774; 7'd41: g = 16'd26973; 7'd42: g = 16'd26135; 7'd43: g = 16'd25263;
      7'd44: g = 16'd24356; 7'd45: g = 16'd23415; 7'd46: g = 16'd22442; 7'd47: g = 16'd21437;
      7'd48: g = 16'd20400; 7'd49: g = 16'd19332; 7'd50: g = 16'd18235; 7'd51: g = 16'd17107;
      7'd52: g = 16'd15951; 7'd53: g = 16'd14766; 7'd54: g = 16'd13554; 7'd55: g = 16'd12314;
      7'd56: g = 16'd11047; 7'd57: g = 16'd9754; 7'd58: g = 16'd8435; 7'd59: g = 16'd7090;
      7'd60: g = 16'd5721; 7'd61: g = 16'd4326; 7'd62: g = 16'd2908; 7'd63: g = 16'd1466;
      7'd64: g = 16'd0;
      default: g = '0;
    endcase
  endfunction

  // ---- stage 2: is it a move ----
  logic            write_q, restart_q, halted_q, move_q, up_q;
  logic [SymW-1:0] sym_q;
  always_ff @(posedge clk_i) begin
    write_q   <= step_i.upd || step_i.restart;
    restart_q <= step_i.restart;
    halted_q  <= step_i.halted;
    sym_q     <= step_i.sym[SymW-1:0];
    move_q    <= step_i.book_ok && step_i.mid_was_known && step_i.mid != step_i.mid_was;
    up_q      <= step_i.mid > step_i.mid_was;
  end

  // ---- stage 3: history, ups, moves ----
  logic [77:0] state [NumSymbols];
  logic [63:0] history;
  logic [6:0]  ups, moves, ups_d, moves_d, ups_q, downs_q;
  logic        full_q, full2_q;
  logic [15:0] g_up_q, g_down_q;
  assign {history, ups, moves} = restart_q ? 78'd0 : state[sym_q];
  always_comb begin
    ups_d   = ups;
    moves_d = moves;
    if (move_q) begin
      ups_d = ups + 7'(up_q) - 7'(history[63]);
      if (!moves[6]) moves_d = moves + 7'd1;
    end
    if (halted_q) {ups_d, moves_d} = '0;
  end
  always_ff @(posedge clk_i) begin
    if (write_q) state[sym_q] <= {halted_q ? 64'd0 : move_q ? {history[62:0], up_q} : history, ups_d, moves_d};
    ups_q     <= ups_d;
    downs_q   <= 7'd64 - ups_d;
    full_q    <= moves_d[6];
    // ---- stages 4 and 5: the table's two values, their sum ----
    g_up_q    <= g(ups_q);
    g_down_q  <= g(downs_q);
    full2_q   <= full_q;
    entropy_o <= 17'(g_up_q) + 17'(g_down_q);
    known_o   <= full2_q;
  end

  logic unused;
  assign unused = ^step_i;
endmodule
`default_nettype wire
