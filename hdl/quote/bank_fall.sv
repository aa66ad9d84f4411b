// Whether the fallback's bank is to run: by a level of loss, or by rejects in a row (docs/card.md 6.1).
//
// acts_i: what the host set for it; guards_i: losses and rejects of the slot. Latency: 1 cycle. Reset: no.
`default_nettype none
module bank_fall (
  input  wire logic                  clk_i,
  input  wire logic                  rst_i,
  input  wire saker_pkg::bank_acts_t acts_i,
  input  wire saker_pkg::guards_t    guards_i,
  output logic                       fall_o
);
  logic lost, rejected;
  assign lost     = acts_i.fall_level != '0 && (guards_i.loss[13] || guards_i.loss[2:0] >= acts_i.fall_level || guards_i.loss[6:4] >= acts_i.fall_level
                    || guards_i.loss[10:8] >= acts_i.fall_level);
  assign rejected = acts_i.fall_rejects != '0 && guards_i.rejects >= acts_i.fall_rejects;
  always_ff @(posedge clk_i) fall_o <= acts_i.fall && (lost || rejected) && !rst_i;

  logic unused;
  assign unused = ^{acts_i, guards_i};
endmodule
`default_nettype wire
