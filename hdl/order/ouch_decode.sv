// One OUCH 5.0 message from the venue, decoded.
//
// Interface: valid_i for one cycle with length_i bytes of message, body_i (type in [7:0]) holding the first 63. ouch_valid_o with
// ouch_o for a type of the table with at least its length; appendages and unused fields are skipped. unknown_o otherwise.
// Fields that a type does not have are zero. Latency: 1 cycle. Reset: no pulse.
`default_nettype none
module ouch_decode (
  input  wire logic         clk_i,
  input  wire logic         rst_i,
  input  wire logic         valid_i,
  input  wire logic [7:0]   length_i,
  input  wire logic [503:0] body_i,
  output      logic         ouch_valid_o,
  output      saker_pkg::ouch_msg_t ouch_o,
  output      logic         unknown_o
);
  function automatic logic [31:0] be32(input logic [31:0] value);
    be32 = {value[7:0], value[15:8], value[23:16], value[31:24]};
  endfunction

  function automatic logic [63:0] be64(input logic [63:0] value);
    be64 = {be32(value[31:0]), be32(value[63:32])};
  endfunction

  saker_pkg::ouch_msg_t msg;
  logic [7:0] mtype, least;

  assign mtype = body_i[7:0];

  // Least length by type; 0 for a type that is not in the table.
  always_comb begin
    unique case (mtype)
      "S":           least = 8'd10;
      "A":           least = 8'd64;
      "U":           least = 8'd68;
      "C", "M":      least = 8'd18;
      "D":           least = 8'd32;
      "E", "B":      least = 8'd36;
      "J":           least = 8'd29;
      "P", "I", "Q": least = 8'd13;
      "T":           least = 8'd30;
      "R":           least = 8'd16;
      default:       least = 8'd0;
    endcase
  end

  always_comb begin
    msg       = '0;
    msg.mtype = mtype;
    msg.ts    = be64(body_i[8*1 +: 64]);
    msg.urn   = be32(body_i[8*9 +: 32]);
    unique case (mtype)
      "S": begin
        msg.urn  = 32'd0;
        msg.code = body_i[8*9 +: 8];
      end
      "A": begin
        msg.side    = (body_i[8*13 +: 8] != "B");
        msg.qty     = be32(body_i[8*14 +: 32]);
        msg.price   = be64(body_i[8*26 +: 64]);
        msg.ext_ref = be64(body_i[8*36 +: 64]);
        msg.code    = body_i[8*47 +: 8];
      end
      "U": begin
        msg.orig_urn = be32(body_i[8*9 +: 32]);
        msg.urn      = be32(body_i[8*13 +: 32]);
        msg.side     = (body_i[8*17 +: 8] != "B");
        msg.qty      = be32(body_i[8*18 +: 32]);
        msg.price    = be64(body_i[8*30 +: 64]);
        msg.ext_ref  = be64(body_i[8*40 +: 64]);
        msg.code     = body_i[8*51 +: 8];
      end
      "M": msg.qty = be32(body_i[8*14 +: 32]);
      "C", "D": begin
        msg.qty  = be32(body_i[8*13 +: 32]);
        msg.code = body_i[8*17 +: 8];
      end
      "E": begin
        msg.qty     = be32(body_i[8*13 +: 32]);
        msg.price   = be64(body_i[8*17 +: 64]);
        msg.code    = body_i[8*25 +: 8];
        msg.ext_ref = be64(body_i[8*26 +: 64]);
      end
      "B":     msg.ext_ref = be64(body_i[8*13 +: 64]);
      "J":     msg.reason  = {body_i[8*13 +: 8], body_i[8*14 +: 8]};
      default: ;
    endcase
  end

  always_ff @(posedge clk_i) begin
    ouch_o <= msg;
    if (rst_i) begin
      ouch_valid_o <= 1'b0;
      unknown_o    <= 1'b0;
    end else begin
      ouch_valid_o <= valid_i && (least != 8'd0) && (length_i >= least);
      unknown_o    <= valid_i && ((least == 8'd0) || (length_i < least));
    end
  end

  logic unused;
  assign unused = &{1'b0, body_i};
endmodule
`default_nettype wire
