// The kill latch: sticky causes; any of them closes it, only an exact acknowledgement opens it.
//
// level_i: causes whose condition holds now; pulse_i: causes that happen in this cycle. A host write sets the causes it
// names at once. kill_now_o is combinational: closed, or being closed in this cycle. arm_i (ARM with the right key) opens the latch when
// arm_value_i equals causes_o exactly, no level holds and nothing sets a cause in the same cycle; otherwise it does
// nothing. changed_o is high in the first cycle in which new causes stand. kill_ns_o: card time of the last closing.
// Latency: cause in cycle n, kill_now_o in n, killed_o in n+1. Reset: closed by RESET.
`default_nettype none
module kill_latch (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic [63:0] now_ns_i,
  input  wire logic [saker_pkg::KILL_W-1:0] level_i,
  input  wire logic [saker_pkg::KILL_W-1:0] pulse_i,
  input  wire logic        kill_i,
  input  wire logic [31:0] kill_value_i,
  input  wire logic        arm_i,
  input  wire logic [31:0] arm_value_i,
  output logic             kill_now_o,
  output logic             killed_o,
  output logic             opens_o,     // the latch opens in this cycle, combinational
  output logic             armed_o,     // the latch opened: first cycle with killed_o low
  output logic             changed_o,
  output logic [31:0]      causes_o,
  output logic [31:0]      asserted_o,
  output logic [63:0]      kill_ns_o
);
  localparam int unsigned W = saker_pkg::KILL_W;
  logic [W-1:0] causes_q, set;
  logic         killed_q, opens;
  assign set   = level_i | pulse_i | (kill_i ? kill_value_i[W-1:0] : '0);
  // SAFETY: RISK.ARM: opened by the exact mask of what is there, and by nothing while a cause holds or falls.
  assign opens = arm_i && killed_q && arm_value_i == 32'(causes_q) && set == '0;

  always_ff @(posedge clk_i) begin
    // SAFETY: RISK.KILL: a cause stays until a person has acknowledged exactly what is there.
    causes_q  <= opens ? '0 : causes_q | set;
    killed_q  <= !opens && (killed_q || set != '0);
    armed_o   <= opens;
    changed_o <= opens || (set & ~causes_q) != '0;
    if (!killed_q && set != '0) kill_ns_o <= now_ns_i;
    if (rst_i) begin
      causes_q  <= W'(1);  // SAFETY: RISK.RESET
      killed_q  <= 1'b1;
      armed_o   <= 1'b0;
      changed_o <= 1'b0;
      kill_ns_o <= now_ns_i;
    end
  end

  assign opens_o    = opens;
  assign kill_now_o = killed_q || set != '0;
  assign killed_o   = killed_q;
  assign causes_o   = 32'(causes_q);
  assign asserted_o = 32'(level_i);

  logic unused;
  assign unused = ^kill_value_i[31:W];  // no cause is defined there
endmodule
`default_nettype wire
