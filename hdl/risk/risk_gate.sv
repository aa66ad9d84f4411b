// The gate: of all slots' candidates one goes through, with its verdict; then the kill latch, one flip-flop from the
// transmitter.
//
// Candidates, verdicts and urn_o are combinational in cycle n. taken_o (one-hot by slot) says which was taken: only while
// tx_ready_i is high and nothing is leaving. Cancels first, then the lowest slot; a cancel waits until room_i (for a segment) is high. In n+1 judged_o is high with order_o
// and verdict_o; order_valid_o is high when no verdict bit is set and, but for a cancel, kill_now_i is low in n+1.
// order_pending_o (combinational, cycle n): order_valid_o may rise in n+1. The user reference counts up when used.
// Prices come registered (valid in n+1), so the multiplication does not wait for the choice.
// The desk's candidate is the last one. skip_i: the place of urn_o in the order table is taken and another is free; the next reference is tried.
// Reset: nothing leaves, last user reference 0.
`default_nettype none
module risk_gate #(
  parameter int unsigned NumSlots = 1,
  parameter int unsigned OrderW = 286  // width of saker_pkg::order_t
) (
  input  wire logic                       clk_i,
  input  wire logic                       rst_i,
  input  wire logic                       tx_ready_i,
  input  wire logic                       room_i,
  input  wire logic                       kill_now_i,
  input  wire logic [31:0]                next_urn_i,
  input  wire logic                       answer_i,     // the venue says which reference comes next
  input  wire logic [31:0]                answer_urn_i,
  input  wire logic [NumSlots-1:0]        cancel_i,
  input  wire logic [NumSlots-1:0]        attempt_i,
  input  wire logic [NumSlots*OrderW-1:0] order_i,      // urn: of a cancel, else 0; price: 0
  input  wire logic [NumSlots*saker_pkg::VERDICT_W-1:0] verdict_i,
  input  wire logic [NumSlots*48-1:0]     context_i,    // position, mid2: for the record
  input  wire logic [NumSlots*64-1:0]     price_i,      // [64*n +: 32] buy, above it sell; one cycle later
  input  wire logic                       skip_i,
  output logic [31:0]                     urn_o,        // reference that a new order or replace would use
  output logic [31:0]                     last_urn_o,
  output logic [NumSlots-1:0]             taken_o,
  output logic                            order_pending_o,
  output logic                            order_valid_o,
  output saker_pkg::order_t               order_o,
  output logic                            judged_o,
  output logic [saker_pkg::VERDICT_W-1:0] verdict_o,    // final: with V_KILL when the latch closed meanwhile
  output logic [47:0]                     context_o
);
  // User references: max(last + 1, first), never again one that was used.
  logic [31:0] last_q, after_q;
  assign urn_o      = after_q > next_urn_i ? after_q : next_urn_i;
  assign last_urn_o = last_q;

  // Choice: lowest slot with a cancel, else lowest slot with an attempt.
  logic [NumSlots-1:0] pool, first;
  assign pool  = |cancel_i ? cancel_i : attempt_i;
  assign first = pool & (~pool + NumSlots'(1));

  logic valid_q, clear_q, leaving, open;
  assign leaving         = valid_q && clear_q;
  assign open            = tx_ready_i && !leaving && (room_i || !(|cancel_i));
  assign order_pending_o = open && |pool;
  assign taken_o         = first & {NumSlots{open}};

  saker_pkg::order_t order_d, order_q;
  logic [saker_pkg::VERDICT_W-1:0] verdict_d, verdict_q;
  logic [47:0] context_d, context_q;
  logic [OrderW-1:0] flat;
  always_comb begin
    flat      = '0;
    verdict_d = '0;
    context_d = '0;
    for (int n = 0; n < NumSlots; n++) begin
      flat      = flat | (order_i[n*OrderW +: OrderW] & {OrderW{first[n]}});
      verdict_d = verdict_d | (verdict_i[n*saker_pkg::VERDICT_W +: saker_pkg::VERDICT_W] & {saker_pkg::VERDICT_W{first[n]}});
      context_d = context_d | (context_i[n*48 +: 48] & {48{first[n]}});
    end
    order_d = flat;
    if (order_d.act != saker_pkg::ACT_CANCEL) order_d.urn = urn_o;
  end

  logic [NumSlots-1:0] slot_q;
  always_ff @(posedge clk_i) begin
    valid_q   <= order_pending_o && !rst_i;
    clear_q   <= verdict_d == '0;
    verdict_q <= verdict_d;
    order_q   <= order_d;
    context_q <= context_d;
    slot_q    <= first;
  end

  // SAFETY: RISK.KILL: the last word before the transmitter; only a cancel passes a closed latch.
  logic cancels, stopped;
  assign cancels       = order_q.act == saker_pkg::ACT_CANCEL;
  assign stopped       = kill_now_i && !cancels;
  assign order_valid_o = leaving && !stopped;
  assign judged_o      = valid_q;
  assign verdict_o     = verdict_q | (saker_pkg::VERDICT_W'(leaving && stopped) << saker_pkg::V_KILL);
  assign context_o     = context_q;

  logic [31:0] price;
  always_comb begin
    price = '0;
    for (int n = 0; n < NumSlots; n++) begin
      price = price | (price_i[64*n +: 32] & {32{slot_q[n] && !order_q.side}})
                    | (price_i[64*n + 32 +: 32] & {32{slot_q[n] && order_q.side}});
    end
    order_o = order_q;
    order_o.price = cancels ? '0 : price;
  end

  // SAFETY: RISK.URN: a reference that left, or that the venue knows, is never offered again.
  logic [31:0] last_d, after_d;
  assign last_d  = order_valid_o && !cancels ? order_q.urn : last_q;
  assign after_d = order_valid_o && !cancels ? order_q.urn + 32'd1 : after_q;
  always_ff @(posedge clk_i) begin
    last_q  <= last_d;
    after_q <= skip_i && !valid_q && !order_pending_o ? urn_o + 32'd1 : after_d;
    if (answer_i && answer_urn_i > after_d) begin
      last_q  <= answer_urn_i - 32'd1;
      after_q <= answer_urn_i;
    end
    if (rst_i) begin
      last_q  <= '0;
      after_q <= 32'd1;
    end
  end
endmodule
`default_nettype wire
