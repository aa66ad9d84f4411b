// Flickers: a large order that is gone soon after its entry, without a trade. docs/signals.md 4.10.
//
// Interface: step_i, qty_i, time_i in stage 2; flicker_o in stage 4. A table of 64 places a symbol, found by a hash of the reference: the entry is
// read in stage 2, compared in stage 3, and written there; an entry written in the cycle in which the next one is read goes past the memory.
// One update a cycle. Latency: 2 cycles. Reset: none, a restart empties a symbol's table.
`default_nettype none
module signal_flicker #(
  parameter int unsigned NumSymbols = 16,
  parameter int unsigned SymW       = $clog2(NumSymbols)
) (
  input  wire logic              clk_i,
  input  wire signal_pkg::step_t step_i,
  input  wire logic [31:0]       qty_i,
  input  wire logic [19:0]       time_i,
  output      logic              flicker_o
);
  function automatic logic [5:0] place(input logic [13:2] order_ref);
    place = order_ref[7:2] ^ order_ref[13:8];
  endfunction

  // ---- stage 2: read; what the update does ----
  (* ram_style = "block" *)
  logic [95:0]     entries [NumSymbols*64];  // {reference, time of entry}
  logic [95:0]     read_q, past_q;
  logic            past, past_now_q, write_q, restart_q, break_q, leaves_q, counts_q, enters_q, order, replaces;
  logic [SymW-1:0] sym_q;
  logic [63:0]     ref_q, new_ref_q, new_ref;
  logic [31:0]     now_q;
  logic [19:0]     time_q;
  logic [SymW+5:0] from, to;
  assign order    = step_i.live && step_i.order && qty_i != '0 && time_i != '0;
  assign replaces = step_i.kind == saker_pkg::ORDER_REPLACE;
  assign new_ref  = replaces ? step_i.new_ref : step_i.order_ref;
  assign from     = {step_i.sym[SymW-1:0], place(step_i.order_ref[13:2])};
  assign to       = {sym_q, place(new_ref_q[13:2])};
  assign past     = enters_q && to == from;
  always_ff @(posedge clk_i) begin
    read_q     <= entries[from];
    past_now_q <= past;
    past_q     <= {new_ref_q, now_q};
    write_q    <= step_i.upd || step_i.restart;
    restart_q  <= step_i.restart;
    break_q    <= step_i.broken;
    counts_q   <= order && ((step_i.kind == saker_pkg::ORDER_CANCEL && step_i.gone) || replaces);
    leaves_q   <= order && (step_i.kind == saker_pkg::ORDER_EXECUTE || (step_i.kind == saker_pkg::ORDER_CANCEL && step_i.gone) || replaces);
    enters_q   <= order && (step_i.kind == saker_pkg::ORDER_ADD || replaces) && step_i.new_qty >= qty_i;
    sym_q      <= step_i.sym[SymW-1:0];
    ref_q      <= step_i.order_ref;
    new_ref_q  <= new_ref;
    now_q      <= step_i.now;
    time_q     <= time_i;
  end

  // ---- stage 3: compare, write ----
  logic [63:0] valid [NumSymbols];
  logic [63:0] valid_was, left, entered;
  logic [95:0] entry;
  logic [31:0] age;
  logic        found;
  assign valid_was = restart_q ? '0 : valid[sym_q];
  assign entry     = past_now_q ? past_q : read_q;
  assign found     = valid_was[place(ref_q[13:2])] && entry[95:32] == ref_q;
  assign age       = now_q - entry[31:0];
  assign left      = leaves_q && found ? 64'd1 << place(ref_q[13:2]) : '0;
  assign entered   = enters_q ? 64'd1 << place(new_ref_q[13:2]) : '0;
  always_ff @(posedge clk_i) begin
    if (write_q) valid[sym_q] <= break_q ? '0 : (valid_was & ~left) | entered;
    if (enters_q) entries[to] <= {new_ref_q, now_q};
    flicker_o <= counts_q && found && age <= 32'(time_q);
  end

  logic unused;
  assign unused = ^step_i;
endmodule
`default_nettype wire
