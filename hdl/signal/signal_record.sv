// SIGNAL records: the gate word of every update with the values behind it, while the host asks for them.
//
// Interface: enable_i; update fields seq_i, mtype_i, now_i (54 bits), sym_i, the gate word and value_i in stage 12 (valid_i). Latency: 1 cycle.
// Reset: no record.
`default_nettype none
module signal_record (
  input  wire logic               clk_i,
  input  wire logic               rst_i,
  input  wire logic [31:0]        cycle_i,
  input  wire logic               enable_i,
  input  wire logic               valid_i,
  input  wire logic [7:0]         sym_i,
  input  wire logic [7:0]         mtype_i,
  input  wire logic [63:0]        seq_i,
  input  wire logic [53:0]        now_i,
  input  wire logic [17:0]        word_i,
  input  wire signal_pkg::value_t value_i,
  output      logic               ev_valid_o,
  output      saker_pkg::event_t  ev_o
);
  function automatic logic [31:0] clip(input logic [40:0] v);
    clip = v[40:31] == {10{v[40]}} ? v[31:0] : {v[40], {31{!v[40]}}};
  endfunction

  saker_pkg::event_t record;
  always_comb begin
    record       = '0;
    record.etype = saker_regs_pkg::EV_SIGNAL;
    record.tag   = {mtype_i, sym_i};
    record.cycle = cycle_i;
    record.body[saker_regs_pkg::EV_SIGNAL_SEQ_LSB +: 64]      = seq_i;
    record.body[saker_regs_pkg::EV_SIGNAL_NOW_LSB +: 54]      = now_i;
    record.body[saker_regs_pkg::EV_SIGNAL_GATES_LSB +: 18]    = word_i;
    record.body[saker_regs_pkg::EV_SIGNAL_KNOWN_LSB +: 18]    = value_i.ok ? value_i.known : '0;
    record.body[saker_regs_pkg::EV_SIGNAL_OFI_LSB +: 32]      = clip(value_i.ofi);
    record.body[saker_regs_pkg::EV_SIGNAL_FLOW_LSB +: 32]     = clip(value_i.flow);
    record.body[saker_regs_pkg::EV_SIGNAL_VAR_FAST_LSB +: 32] = value_i.var_fast;
    record.body[saker_regs_pkg::EV_SIGNAL_VAR_SLOW_LSB +: 32] = value_i.var_slow;
    record.body[saker_regs_pkg::EV_SIGNAL_ENTROPY_LSB +: 17]  = value_i.entropy;
  end
  always_ff @(posedge clk_i) begin
    ev_valid_o <= valid_i && enable_i && !rst_i;
    ev_o       <= record;
  end

  logic unused;
  assign unused = ^value_i;
endmodule
`default_nettype wire
