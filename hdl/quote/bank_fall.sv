// Why the fallback's bank is to run: a loss, rejects in a row or too many of the last answers, gates that do not say yes, slow answers of the venue (docs/card.md 6.1).
//
// acts_i: what the host set for it; guards_i: losses and rejects of the slot; gates_i: of its symbol, ok_i: by an update with an ok book. left_i: a message of this side's quote leaves;
// pending_i: the venue has not answered. fall_o: slow, gates, rejects, loss. Latency: 1 cycle. Reset: none.
`default_nettype none
module bank_fall (
  input  wire logic                  clk_i,
  input  wire logic                  rst_i,
  input  wire saker_pkg::bank_acts_t acts_i,
  input  wire saker_pkg::guards_t    guards_i,
  input  wire logic [saker_pkg::GATES_W-1:0] gates_i,
  input  wire logic                  ok_i,
  input  wire logic [31:0]           now_i,      // 1,024 ns
  input  wire logic [1:0]            left_i,
  input  wire logic [1:0]            pending_i,
  output logic [3:0]                 fall_o
);
  logic       lost, rejected, shut;
  logic [1:0] slow;
  assign lost     = acts_i.fall_level != '0 && (guards_i.loss[13] || guards_i.loss[2:0] >= acts_i.fall_level || guards_i.loss[6:4] >= acts_i.fall_level
                    || guards_i.loss[10:8] >= acts_i.fall_level);
  assign rejected = (acts_i.fall_rejects != '0 && guards_i.rejects >= acts_i.fall_rejects) || (acts_i.fall_rate != '0 && guards_i.rate >= acts_i.fall_rate);
  assign shut     = ok_i && (acts_i.fall_gates & ~gates_i) != '0;
  for (genvar s = 0; s < 2; s++) begin : gen_side
    answer_time u_time (
      .clk_i, .rst_i, .now_i, .limit_i(acts_i.fall_latency), .left_i(left_i[s]), .pending_i(pending_i[s]), .slow_o(slow[s]));
  end
  // SAFETY: SLOT.FALLBACK: a loss, rejects, a gate that does not say yes, an answer that is late: each is reason enough.
  always_ff @(posedge clk_i) fall_o <= {|slow, shut, rejected, lost} & {4{acts_i.fall && !rst_i}};

  logic unused;
  assign unused = ^{acts_i, guards_i};
endmodule
`default_nettype wire
