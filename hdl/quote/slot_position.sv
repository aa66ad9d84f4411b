// The position that a slot's quoter takes: its own, or in SHADOW the one on paper, each with its inventory term (docs/card.md 6, 12).
//
// The own position moves with its term in one cycle (inventory_skew). The paper position, and a change between the two, wait here until their term
// stands: skew_position_o is what the term is to be of, redo_o asks for it, ready_i says that it stands. Until then quote_position_o is what it was and settles_o is
// high; settled_o: first cycle of another one. on_paper_o: quote_position_o is the paper position. Latency: at most 16 cycles while no venue message
// is under way. Reset: the own position.
`default_nettype none
module slot_position (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic        shadow_i,
  input  wire logic [31:0] position_i,
  input  wire logic [31:0] paper_i,
  input  wire logic        paper_moved_i,
  input  wire logic        ready_i,
  output logic [31:0]      skew_position_o,
  output logic             redo_o,
  output logic [31:0]      quote_position_o,
  output logic             on_paper_o,
  output logic             settles_o,
  output logic             settled_o
);
  logic [31:0] taken_q;
  logic        shadow_q, takes;
  assign skew_position_o  = shadow_i ? paper_i : position_i;
  assign redo_o           = shadow_i != shadow_q || paper_moved_i;
  assign settles_o        = shadow_i != on_paper_o || (shadow_i && paper_i != taken_q);
  assign takes            = settles_o && ready_i && !redo_o;
  // Between the two the last one stays, whatever becomes of it meanwhile.
  assign quote_position_o = on_paper_o || shadow_i ? taken_q : position_i;
  always_ff @(posedge clk_i) begin
    shadow_q  <= shadow_i && !rst_i;
    settled_o <= takes && !rst_i;
    if (takes) on_paper_o <= shadow_i;
    if (takes || !(on_paper_o || shadow_i)) taken_q <= skew_position_o;
    if (rst_i) {on_paper_o, taken_q} <= '0;
  end
endmodule
`default_nettype wire
