// Why one slot is halted: by hand, rejects in a row, executions without a person, a loss, a triangle in part; and the rate of rejects, which halts nothing by itself.
// Rules: docs/card.md sections 8.1, 8.2, 8.5 and 13.2.
//
// said_i: a venue message about an order of this slot takes effect in this cycle, type_i its type, live_i order state 'L';
// fill_i: an execution that moves the slot's position does. trips_o stands one cycle after its cause; tripped_o is high in
// the first cycle of each trip, changed_o also when they are cleared. kill_i, clear_i, loss_i and leg_i are pulses; nothing is cleared while loss_stands_i.
// Limits that were never written are zero: the first reject and the first execution trip. Reset: no trip, counts 0.
`default_nettype none
module slot_trips (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic [31:0] now_ns_i,
  input  wire logic        kill_i,
  input  wire logic        clear_i,
  input  wire logic [31:0] clear_value_i,
  input  wire logic        said_i,
  input  wire logic [7:0]  type_i,
  input  wire logic        live_i,
  input  wire logic        fill_i,
  input  wire logic [7:0]  max_rejects_i,  // in a row; 0 counts as 1
  input  wire logic [15:0] max_fills_i,
  input  wire logic [31:0] fills_ns_i,     // one execution leaves the count; 0: never
  input  wire logic        loss_i,         // a round found a loss at its limit
  input  wire logic        loss_stands_i,  // the last one did
  input  wire logic        leg_i,          // a triangle was executed in part
  output logic [4:0]       trips_o,
  output logic             tripped_o,
  output logic             changed_o,
  output logic [7:0]       rejects_o,
  output logic [5:0]       rate_o,         // rejects among the last 32 answers
  output logic [15:0]      fills_o
);
  // SAFETY: RISK.REJECTS: a venue that refuses us again and again is not asked for ever.
  logic       rejected, accepted, too_many;
  logic [8:0] rejects;
  assign rejected = said_i && type_i == "J";
  assign accepted = (said_i && live_i && (type_i == "A" || type_i == "U")) || (said_i && type_i == "E") || fill_i;
  assign rejects  = 9'(rejects_o) + 9'd1;
  assign too_many = rejected && (rejects >= 9'(max_rejects_i) || rejects[8]);

  logic clears;
  reject_rate u_rate (
    .clk_i, .rst_i, .clear_i(clears), .answer_i(rejected || (said_i && (type_i == "A" || type_i == "U"))), .reject_i(rejected), .rate_o);

  // SAFETY: RISK.FILLS: executions that no person has looked at.
  logic [31:0] base_q;
  logic [15:0] fills;  // less the one that is due to leave
  logic        due, too_filled;
  logic [31:0] passed;
  assign passed     = now_ns_i - base_q;
  assign due        = fills_o != '0 && fills_ns_i != '0 && passed >= fills_ns_i;
  assign fills      = fills_o - 16'(due);
  assign too_filled = fill_i && fills >= max_fills_i;

  // SAFETY: RISK.SLOT_KILL
  logic [4:0] set;
  assign set    = {leg_i, loss_i, too_filled, too_many, kill_i};
  assign clears = clear_i && clear_value_i == 32'(trips_o) && set == '0 && !loss_stands_i;

  always_ff @(posedge clk_i) begin
    trips_o   <= clears ? '0 : trips_o | set;
    tripped_o <= (set & ~trips_o) != '0 && !rst_i;
    changed_o <= ((set & ~trips_o) != '0 || (clears && trips_o != '0)) && !rst_i;
    if (accepted) rejects_o <= '0;
    else if (rejected && rejects_o != '1) rejects_o <= rejects[7:0];
    fills_o <= fills + 16'(fill_i && !too_filled);
    if (due) base_q <= 33'(passed) >= {fills_ns_i, 1'b0} ? now_ns_i : base_q + fills_ns_i;
    if (fill_i && fills == '0) base_q <= now_ns_i;
    if (clears || rst_i) begin
      rejects_o <= '0;
      fills_o   <= '0;
    end
    if (rst_i) trips_o <= '0;
  end
endmodule
`default_nettype wire
