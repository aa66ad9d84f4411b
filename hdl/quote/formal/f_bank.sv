// Proof harness: the banks of a slot's parameters (docs/card.md 6.1), with the registers that hold them; writes, seals, swaps and the slot's mode are free.
// Formal only. Three bits a bank, written one at a time: a set of parameters that is mixed shows in them.
`default_nettype none
module f_bank (
  input wire logic       clk_i,
  input wire logic       rst_i,
  input wire logic       wr_i,
  input wire logic       wr_bank_i,
  input wire logic [1:0] wr_word_i,
  input wire logic       wr_data_i,
  input wire logic       seal_i,
  input wire logic [1:0] seal_value_i,
  input wire logic       swap_i,
  input wire logic       swap_value_i,
  input wire logic       mode_i,        // what else the slot's mode depends on lets it send
  input wire logic       same_i,
  input wire logic       ready_i,
  input wire logic [3:0] fall_i,
  input wire logic       safe_i
);
  localparam int unsigned Width = 3;
  logic [2*Width-1:0] banks_q;
  logic [1:0]         we_q, refused_q, lock;
  logic [Width-1:0]   params;
  logic               next, bank, whole, changed, live;
  logic [31:0]        status;
  assign live = mode_i && whole;
  param_bank #(.Width(Width)) u_bank (
    .clk_i, .rst_i, .banks_i(banks_q), .we_i(we_q), .refused_i(refused_q), .seal_i, .seal_value_i, .swap_i, .swap_value_i, .live_i(live), .same_i, .ready_i, .fall_i, .safe_i,
    .lock_o(lock), .next_o(next), .params_o(params), .bank_o(bank), .whole_o(whole), .changed_o(changed), .status_o(status));

  // The registers, as the map's file has them.
  logic taken;
  assign taken = wr_i && !lock[wr_bank_i];
  always_ff @(posedge clk_i) begin
    we_q      <= {taken && wr_bank_i, taken && !wr_bank_i};
    refused_q <= {wr_i && !taken && wr_bank_i, wr_i && !taken && !wr_bank_i};
    for (int unsigned n = 0; n < 2 * Width; n++) if (taken && n == 32'(wr_bank_i) * Width + 32'(wr_word_i)) banks_q[n] <= wr_data_i;
    if (rst_i) {banks_q, we_q, refused_q} <= '0;
  end

  // What was in a bank when it was sealed, and whether that still stands.
  logic [2*Width-1:0] f_image_q;
  logic [1:0]         f_sealed_q;
  logic               f_past_q = 1'b0, f_reset_q, f_bank_q, f_whole_q, f_live_q, f_same_q, f_ready_q, f_asked_q, f_value_q, f_word_q, f_fall_q, f_safe_q;
  logic [Width-1:0]   f_params_q;
  logic [1:0]         f_ok_q;
  always_ff @(posedge clk_i) begin
    f_past_q <= 1'b1;
    {f_reset_q, f_bank_q, f_whole_q, f_live_q, f_same_q, f_ready_q, f_params_q} <= {rst_i, bank, whole, live, same_i, ready_i, params};
    f_word_q   <= f_asked_q && f_value_q != bank;  // asks for the other bank in that cycle
    {f_fall_q, f_safe_q} <= {|fall_i, safe_i};
    f_ok_q     <= f_sealed_q & ~we_q;
    f_sealed_q <= (f_sealed_q & ~we_q) | (seal_value_i & {2{seal_i}});
    if (seal_i && seal_value_i[0]) f_image_q[Width-1:0] <= banks_q[Width-1:0];
    if (seal_i && seal_value_i[1]) f_image_q[2*Width-1:Width] <= banks_q[2*Width-1:Width];
    // A swap is asked for until it is answered; the last word counts.
    if (swap_i) {f_asked_q, f_value_q} <= {1'b1, swap_value_i};
    if (rst_i) {f_sealed_q, f_image_q, f_asked_q} <= '0;
  end

  always_comb begin
    if (!f_past_q) assume (rst_i);
    assume (wr_word_i != 2'd3);
    if (f_past_q && !f_reset_q) begin
      // (1) What counts is what was sealed: one bank, all of it.
      if (whole) assert (params == (bank ? f_image_q[2*Width-1:Width] : f_image_q[Width-1:0]));
      // (2) It changes under a slot that may send only as another bank, at once, and says so.
      if (f_whole_q && whole && (bank != f_bank_q || params != f_params_q)) assert (changed && bank != f_bank_q);
      if (!f_whole_q && whole) assert (changed);
      // (3) Only by a swap that a person or the fallback asked for, to a bank that was whole; for another symbol not while the slot may send.
      if (bank != f_bank_q) assert ((f_word_q || (f_fall_q && f_safe_q == bank)) && f_ok_q[bank] && f_ready_q && (f_same_q || (!f_live_q && f_word_q && !f_fall_q)));
      // (5) While the fallback stands its bank runs, or comes to run as soon as its inventory term stands, or the slot may send nothing; and nothing leads away from it.
      if (f_fall_q && bank != f_safe_q && f_ready_q) assert (!whole);
      if (f_fall_q && bank != f_safe_q && whole) assert (f_ok_q[f_safe_q] && f_same_q);
      if (f_fall_q && f_bank_q == f_safe_q) assert (bank == f_safe_q);
      // (4) The bank that runs is locked while the slot may send, and only then; the other one never.
      assert (lock == (live ? (bank ? 2'b10 : 2'b01) : 2'b00));
      // For the induction: the registers are what their names say.
      assert (status[2:1] == f_sealed_q && status[0] == bank);
      if (f_sealed_q[0] && !we_q[0]) assert (banks_q[Width-1:0] == f_image_q[Width-1:0]);
      if (f_sealed_q[1] && !we_q[1]) assert (banks_q[2*Width-1:Width] == f_image_q[2*Width-1:Width]);
      if (status[3]) assert (f_asked_q && f_value_q != bank);
    end
    if (f_past_q && f_reset_q) assert (!whole && !bank);
  end
`ifdef FORMAL
  always_comb if (f_past_q && !f_reset_q) begin
    cover (live && f_live_q && bank != f_bank_q && params != f_params_q);
    cover (whole && bank && status[31:24] != '0);
    cover (status[23:16] != '0);
    cover (!whole && f_whole_q && bank == f_bank_q);
    cover (f_fall_q && bank != f_bank_q && !f_word_q && live);
    cover (f_fall_q && !whole && f_sealed_q[bank]);
  end
`endif
endmodule
`default_nettype wire
