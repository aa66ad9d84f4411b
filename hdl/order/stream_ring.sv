// The received TCP stream: 4096 bytes in four byte-wide banks; any four neighbouring bytes are written or read in one cycle.
//
// Interface: write_* writes the masked lanes at byte position write_address_i + lane (wrapping); nothing is visible before
// commit_i adds commit_bytes_i to the stream. read_address_i is a byte position; consume_i frees consume_bytes_i from the front.
// head_o: position of the next byte to append; tail_o: of the first one held; used_o and room_o: bytes held and free, sum 4096.
// The writer keeps inside room_o, the reader inside used_o. flush_i empties the ring.
// Latency: read_data_o holds the bytes of read_address_i two cycles later, first one in [7:0].
// Reset: empty.
`default_nettype none
module stream_ring (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic        flush_i,
  input  wire logic [11:0] write_address_i,
  input  wire logic [31:0] write_data_i,
  input  wire logic [3:0]  write_mask_i,
  input  wire logic        commit_i,
  input  wire logic [12:0] commit_bytes_i,
  input  wire logic [11:0] read_address_i,
  output      logic [31:0] read_data_o,
  input  wire logic        consume_i,
  input  wire logic [12:0] consume_bytes_i,
  output      logic [11:0] head_o,
  output      logic [11:0] tail_o,
  output      logic [12:0] used_o,
  output      logic [12:0] room_o
);
  localparam logic [12:0] BYTES = 13'd4096;

  logic [12:0] added, removed;
  logic [1:0]  turn_q;
  logic [31:0] row_q;              // bank b's byte in lane b

  assign added   = commit_i  ? commit_bytes_i  : 13'd0;
  assign removed = consume_i ? consume_bytes_i : 13'd0;

  for (genvar b = 0; b < 4; b++) begin : gen_bank
    // The lane whose byte falls into this bank, and the row of that byte.
    logic [7:0]  memory [1024];
    logic [1:0]  lane;
    logic [11:0] write_place, read_place;
    logic [7:0]  read_q, write_byte;
    assign lane        = 2'(b) - write_address_i[1:0];
    assign write_place = write_address_i + 12'(lane);
    assign write_byte  = write_data_i[8*lane +: 8];
    assign read_place  = read_address_i + 12'(2'(2'(b) - read_address_i[1:0]));
    always_ff @(posedge clk_i) begin
      if (write_mask_i[lane]) memory[write_place[11:2]] <= write_byte;
      read_q <= memory[read_place[11:2]];
    end
    assign row_q[8*b +: 8] = read_q;
    logic unused;
    assign unused = &{1'b0, write_place[1:0], read_place[1:0]};
  end

  always_ff @(posedge clk_i) begin
    turn_q <= read_address_i[1:0];
    unique case (turn_q)
      2'd1:    read_data_o <= {row_q[7:0],  row_q[31:8]};
      2'd2:    read_data_o <= {row_q[15:0], row_q[31:16]};
      2'd3:    read_data_o <= {row_q[23:0], row_q[31:24]};
      default: read_data_o <= row_q;
    endcase
  end

  always_ff @(posedge clk_i) begin
    if (rst_i || flush_i) begin
      head_o <= 12'd0;
      tail_o <= 12'd0;
      used_o <= 13'd0;
      room_o <= BYTES;
    end else begin
      head_o <= head_o + added[11:0];
      tail_o <= tail_o + removed[11:0];
      used_o <= used_o + added - removed;
      room_o <= room_o - added + removed;
    end
  end
endmodule
`default_nettype wire
