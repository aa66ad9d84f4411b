// One order as a SoupBinTCP packet 'U' that holds an OUCH 5.0 Enter (O), Replace (U), Cancel (X) or, for a cancel with a quantity,
// Modify (M). Only a new order of the desk has an appendage: the first tag_bytes_i (0..14) bytes of tags_i.
//
// Interface: order_i is what the gate let through. payload_o: first byte in [7:0], zero beyond length_o bytes.
// capacity_i is OE_CAPACITY, symbol_i and prefix_i have their first character in [7:0].
// Latency: none, combinational. An order with no action gives length 0.
// Reset: no state.
`default_nettype none
module ouch_encode (
  input  wire saker_pkg::order_t order_i,
  input  wire logic [31:0]       capacity_i,
  input  wire logic [63:0]       symbol_i,
  input  wire logic [47:0]       prefix_i,
  input  wire logic [111:0]      tags_i,       // option tags of a new order of the desk
  input  wire logic [3:0]        tag_bytes_i,
  output      logic [511:0]      payload_o,
  output      logic [6:0]        length_o
);
  localparam int unsigned ENTER_BYTES   = saker_pkg::ENTER_BYTES;
  localparam int unsigned REPLACE_BYTES = saker_pkg::REPLACE_BYTES;
  localparam int unsigned CANCEL_BYTES  = 12;  // length 2, 'U', OUCH 9
  localparam int unsigned MODIFY_BYTES  = 13;  // length 2, 'U', OUCH 10
  localparam logic [7:0]  CROSS_NONE    = "N";
  localparam logic [7:0]  IOC           = "3";

  function automatic logic [31:0] bswap(input logic [31:0] value);
    bswap = {value[7:0], value[15:8], value[23:16], value[31:24]};
  endfunction

  function automatic logic [7:0] hex(input logic [3:0] digit);
    hex = (digit < 4'd10) ? (8'h30 + {4'd0, digit}) : (8'h37 + {4'd0, digit});
  endfunction

  logic [7:0]   capacity, tif, given_tif, display, iso, side;
  logic [3:0]   app;
  logic [111:0] tags;
  logic [63:0]  price;
  logic [111:0] clordid;
  logic [8*ENTER_BYTES-1:0]   enter;
  logic [8*REPLACE_BYTES-1:0] replace;
  logic [8*CANCEL_BYTES-1:0]  cancel;
  logic [8*MODIFY_BYTES-1:0]  modify;
  logic                       is_modify;

  assign {iso, display, given_tif, capacity} = capacity_i;
  assign tif     = order_i.ioc ? IOC : given_tif;
  assign app     = order_i.desk ? tag_bytes_i : 4'd0;
  assign side    = order_i.side ? "S" : "B";
  // Immediate or cancel is time in force '3'.
  assign price   = {bswap(order_i.price), 32'd0};
  assign clordid = {hex(order_i.urn[3:0]),   hex(order_i.urn[7:4]),   hex(order_i.urn[11:8]),
                    hex(order_i.urn[15:12]), hex(order_i.urn[19:16]), hex(order_i.urn[23:20]),
                    hex(order_i.urn[27:24]), hex(order_i.urn[31:28]), prefix_i};

  // Last byte on the left, first byte on the right.
  assign enter   = {4'd0, app, 8'h00, clordid, CROSS_NONE, iso, capacity, display, tif, price, symbol_i, bswap(order_i.qty),
                    side, bswap(order_i.urn), "O", "U", 8'd48 + 8'(app), 8'h00};
  assign replace = {16'h0000, clordid, iso, display, tif, price, bswap(order_i.qty), bswap(order_i.urn),
                    bswap(order_i.orig_urn), "U", "U", 16'h2900};
  assign cancel  = {32'd0, bswap(order_i.urn), "X", "U", 16'h0A00};
  assign modify  = {bswap(order_i.qty), side, bswap(order_i.urn), "M", "U", 16'h0B00};
  assign is_modify = |order_i.qty;

  always_comb begin
    for (int unsigned n = 0; n < 14; n++) tags[8*n +: 8] = 4'(n) < app ? tags_i[8*n +: 8] : 8'd0;
  end

  always_comb begin
    unique case (order_i.act)
      saker_pkg::ACT_NEW: begin
        payload_o = {tags, enter};
        length_o  = 7'(ENTER_BYTES) + 7'(app);
      end
      saker_pkg::ACT_REPLACE: begin
        payload_o = 512'(replace);
        length_o  = 7'(REPLACE_BYTES);
      end
      saker_pkg::ACT_CANCEL: begin
        payload_o = is_modify ? 512'(modify) : 512'(cancel);
        length_o  = is_modify ? 7'(MODIFY_BYTES) : 7'(CANCEL_BYTES);
      end
      default: begin
        payload_o = 512'd0;
        length_o  = 7'd0;
      end
    endcase
  end

  logic unused;
  assign unused = &{1'b0, order_i.slot, order_i.open_qty, order_i.idx, order_i.tick, order_i.rx_cycle, order_i.seq};
endmodule
`default_nettype wire
