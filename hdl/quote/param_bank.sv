// The two banks of a slot: which one runs, whether it is whole, and the swap. Rules: docs/card.md section 6.1.
//
// banks_i: both banks as they stand; we_i: first cycle in which a write of that bank stands there. params_o, bank_o and whole_o are of one cycle's bank, a cycle
// behind banks_i; changed_o: first cycle of another running bank, or of one that came to be whole. lock_o: writes are not taken. live_i: the slot may send.
// fall_i, a bit a cause: safe_i's bank is to run while one stands; it does, or whole_o is low. next_o: the bank that params_o shows in the next cycle; ready_i: the other bank's
// inventory term stands. Reset: bank 0, neither whole.
`default_nettype none
module param_bank #(
  parameter int unsigned Width = 8  // bits of a bank
) (
  input  wire logic               clk_i,
  input  wire logic               rst_i,
  input  wire logic [2*Width-1:0] banks_i,
  input  wire logic [1:0]         we_i,
  input  wire logic [1:0]         refused_i,    // a write was not taken
  input  wire logic               seal_i,
  input  wire logic [1:0]         seal_value_i,
  input  wire logic               swap_i,
  input  wire logic               swap_value_i,
  input  wire logic               live_i,
  input  wire logic               same_i,       // both banks name one symbol and one TAKE
  input  wire logic               ready_i,
  input  wire logic [3:0]         fall_i,
  input  wire logic               safe_i,
  output      logic [1:0]         lock_o,
  output      logic               next_o,
  output      logic [Width-1:0]   params_o,
  output      logic               bank_o,
  output      logic               whole_o,
  output      logic               changed_o,
  output      logic [31:0]        status_o
);
  logic [1:0] whole, whole_q;
  logic       run_q, pending_q, may, falls, held, swaps, counts;
  logic [7:0] swaps_q, refused_q, writes_q;
  assign whole  = whole_q & ~we_i;
  assign may    = whole[!run_q] && (same_i || (!live_i && !falls));
  // SAFETY: SLOT.FALLBACK: from what a bank lost or was refused another one takes over, and where it cannot the slot stops.
  assign falls  = |fall_i && run_q != safe_i;
  assign held   = |fall_i && run_q == safe_i;
  assign swaps  = ((pending_q && !held) || falls) && may && ready_i;
  assign next_o = run_q ^ swaps;
  assign counts = whole[next_o] && !(falls && !may);

  // SAFETY: SLOT.BANK: what runs is one bank, whole, and nobody changes it under an order.
  assign lock_o = {run_q, !run_q} & {2{live_i}};
  always_ff @(posedge clk_i) begin
    whole_q   <= whole | (seal_value_i & {2{seal_i}});
    run_q     <= next_o;
    pending_q <= swap_i ? swap_value_i != next_o : pending_q && may && !held && !swaps;
    params_o  <= next_o ? banks_i[2*Width-1:Width] : banks_i[Width-1:0];
    bank_o    <= next_o;
    whole_o   <= counts;
    changed_o <= swaps || (counts && !whole_o);
    swaps_q   <= swaps_q + 8'(swaps);
    refused_q <= refused_q + 8'(pending_q && (!may || held) && !falls);
    writes_q  <= writes_q + 8'(|refused_i);
    if (rst_i) begin
      {whole_q, run_q, pending_q, whole_o, changed_o, bank_o} <= '0;
      {swaps_q, refused_q, writes_q} <= '0;
      params_o <= '0;
    end
  end
  assign status_o = {writes_q, refused_q, swaps_q, fall_i, pending_q, whole_q, run_q};
endmodule
`default_nettype wire
