// Mode of the appliance and the number that arming needs. Rules: docs/card.md section 8.6.
//
// kill_now_i, killed_i, opens_i: of the kill latch (closed or closing, closed, opening in this cycle). nonce_o is new from the first cycle of each
// closed or open state on, and after each kill_i and each activate_i that was taken. mode_o combinational from registers; changed_o: first cycle of another mode.
// The clock's pins and its time are taken once a cycle and count from the next one on; its time may show one value in at most STILL_CYCLES cycles in a row.
// Reset: not activated, nonce from the card's time, clock at fault.
`default_nettype none
module appliance_mode #(
  parameter int unsigned STILL_CYCLES = 64
) (
  input  wire logic               clk_i,
  input  wire logic               rst_i,
  input  wire logic [31:0]        now_ns_i,
  input  wire logic               kill_now_i,
  input  wire logic               killed_i,
  input  wire logic               opens_i,
  input  wire logic               kill_i,          // a write of KILL, whatever stands
  input  wire logic               activate_i,
  input  wire logic [31:0]        activate_value_i,
  input  wire logic               clock_valid_i,
  input  wire logic signed [31:0] clock_offset_i,
  input  wire logic [31:0]        clock_limit_i,   // ns; zero: fault
  output      logic [31:0]        nonce_o,
  output      logic               fault_o,
  output      logic [2:0]         mode_o,
  output      logic               changed_o
);
  localparam logic [2:0] HALTED = 3'd0, REDUCING = 3'd2, ACTIVE = 3'd3;

  // SAFETY: RISK.ARM: the latch alone opens into REDUCING; a second act, made for this very state, makes it ACTIVE.
  logic        activates, activated_q;
  logic [31:0] next;
  assign activates = activate_i && activate_value_i == nonce_o && !kill_now_i;
  assign next      = {now_ns_i[31:1], 1'b1};
  always_ff @(posedge clk_i) begin
    activated_q <= !rst_i && !kill_now_i && (activated_q || activates);
    if ((kill_now_i && !killed_i) || kill_i || opens_i || activates) nonce_o <= next == nonce_o ? next + 32'd2 : next;
    if (rst_i) nonce_o <= next;
  end

  // SAFETY: RISK.CLOCK: times that nobody can trust order nothing; behind a time that stands still no timer runs out.
  localparam int unsigned StillW = $clog2(STILL_CYCLES + 1);
  logic [31:0]       off_q, time_q;
  logic              valid_q;
  logic [StillW-1:0] same_q;  // cycles in a row that showed the time of the one before
  assign fault_o = !valid_q || off_q >= clock_limit_i || same_q == StillW'(STILL_CYCLES);
  always_ff @(posedge clk_i) begin
    valid_q <= clock_valid_i && !rst_i;
    off_q   <= clock_offset_i[31] ? -clock_offset_i : clock_offset_i;
    time_q  <= now_ns_i;
    if (same_q != StillW'(STILL_CYCLES)) same_q <= same_q + 1'b1;
    if (now_ns_i != time_q) same_q <= '0;
    if (rst_i) same_q <= StillW'(STILL_CYCLES);
  end

  logic [2:0] mode_q;
  always_comb begin
    mode_o = ACTIVE;
    if (!killed_i && !activated_q) mode_o = REDUCING;
    if (fault_o) mode_o = HALTED;
  end
  assign changed_o = mode_o != mode_q && !rst_i;
  always_ff @(posedge clk_i) mode_q <= mode_o;

  logic unused;
  assign unused = now_ns_i[0];  // always set in the number
endmodule
`default_nettype wire
