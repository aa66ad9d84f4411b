// The next order of the desk to be cancelled: the lowest place whose bit in want_i is set.
//
// idx_o is looked up in three cycles (groups of 16, then the bit, then valid_o); valid_o says that its bit is still set. taken_i: its cancel
// went to the gate; nothing is offered for the next six cycles, until the table knows that the cancel left.
// Latency: a bit of want_i that rises is offered three cycles later. Reset: nothing offered.
`default_nettype none
module cancel_pick (
  input  wire logic         clk_i,
  input  wire logic         rst_i,
  input  wire logic [255:0] want_i,
  input  wire logic         taken_i,
  output      logic         valid_o,
  output      logic [7:0]   idx_o
);
  logic [15:0] groups_q, first;
  logic [3:0]  group, group_q, bits;
  logic [15:0] row_q;
  logic        any_q, row_any_q, valid_q;
  logic [2:0]  wait_q;

  function automatic logic [3:0] lowest(input logic [15:0] value);
    lowest = '0;
    for (int n = 15; n >= 0; n--) if (value[n]) lowest = 4'(n);
  endfunction

  always_comb begin
    for (int n = 0; n < 16; n++) first[n] = |want_i[16*n +: 16];
  end
  assign group = lowest(groups_q);
  assign bits  = lowest(row_q);

  always_ff @(posedge clk_i) begin
    groups_q  <= first;
    any_q     <= |want_i;
    group_q   <= group;
    row_q     <= want_i[16*group +: 16];
    row_any_q <= any_q;
    idx_o     <= {group_q, bits};
    valid_q   <= row_any_q && |row_q && wait_q == '0;
    wait_q    <= taken_i ? 3'd6 : wait_q - 3'(wait_q != '0);
    if (rst_i) begin
      valid_q <= 1'b0;
      wait_q  <= '0;
      any_q   <= 1'b0;
      row_any_q <= 1'b0;
    end
  end
  assign valid_o = valid_q && want_i[idx_o] && wait_q == '0;
endmodule
`default_nettype wire
