// CRC-32 of IEEE 802.3 (reflected, polynomial EDB88320) over up to four bytes.
//
// Interface: crc_i is the state before (all ones at the start of a frame), crc_o after the first bytes_i lanes of
// data_i, lane 0 first. bytes_i: 0..4, 0 changes nothing; lanes from bytes_i on are ignored. The frame check sequence
// is ~crc_o, lane 0 first; the state after a frame with its right frame check is 0xDEBB20E3.
// Latency: combinational. No state.
// Each output bit is one XOR of chosen input bits (masks made at elaboration), so it maps to a tree, not to a chain.
`default_nettype none
module crc32_32 (
  input  wire logic [31:0] crc_i,
  input  wire logic [31:0] data_i,
  input  wire logic [2:0]  bytes_i,
  output      logic [31:0] crc_o
);
  localparam logic [31:0] POLY = 32'hEDB88320;

  // Bit 32*i + j: input bit j of (state ^ data) takes part in output bit i, for a step over `bits` bits.
  function automatic logic [1023:0] masks(input int bits);
    logic [31:0]   column;
    logic [1023:0] all;
    all = '0;
    for (int j = 0; j < 32; j++) begin
      column = 32'd1 << j;
      for (int k = 0; k < bits; k++) column = {1'b0, column[31:1]} ^ (column[0] ? POLY : 32'd0);
      for (int i = 0; i < 32; i++) all[32*i + j] = column[i];
    end
    masks = all;
  endfunction

  localparam logic [1023:0] MASK1 = masks(8);
  localparam logic [1023:0] MASK2 = masks(16);
  localparam logic [1023:0] MASK3 = masks(24);
  localparam logic [1023:0] MASK4 = masks(32);

  // Data of the lanes that take part; a state bit beyond them is only moved down.
  logic [31:0] in1, in2, in3, in4;
  assign in1 = crc_i ^ {24'd0, data_i[7:0]};
  assign in2 = crc_i ^ {16'd0, data_i[15:0]};
  assign in3 = crc_i ^ {8'd0, data_i[23:0]};
  assign in4 = crc_i ^ data_i;

  logic [31:0] out1, out2, out3, out4;
  for (genvar i = 0; i < 32; i++) begin : gen_bit
    assign out1[i] = ^(in1 & MASK1[32*i +: 32]);
    assign out2[i] = ^(in2 & MASK2[32*i +: 32]);
    assign out3[i] = ^(in3 & MASK3[32*i +: 32]);
    assign out4[i] = ^(in4 & MASK4[32*i +: 32]);
  end

  always_comb begin
    unique case (bytes_i)
      3'd0:    crc_o = crc_i;
      3'd1:    crc_o = out1;
      3'd2:    crc_o = out2;
      3'd3:    crc_o = out3;
      default: crc_o = out4;
    endcase
  end
endmodule
`default_nettype wire
