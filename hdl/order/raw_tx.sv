// The host's raw frame buffer: words appended by RAWTX_DATA, sent as one frame by RAWTX_SEND.
//
// Interface: write_i appends data_i (first byte in [7:0]); ignored while a frame waits or is being sent. send_i with length_i asks
// for the frame; 0 only empties the buffer. request_o stays until grant_i, the cycle in which the frame starts; done_i ends it and
// empties the buffer. Frame word k stands on data_o in cycle n+1+k after a grant in cycle n, last_o with bytes_o marks the last;
// bytes beyond the length are zero. busy_o: a frame waits or is being sent.
// refused_o is a pulse: busy; length outside 14..1514 or beyond the bytes written; while the session is owned, an IPv4 frame
// or a tagged one, also when the session is taken over while the frame waits. A refused frame empties the buffer unless busy.
// Latency: request_o rises two cycles after send_i. Reset: buffer empty.
// SAFETY: ORDERS.GATE_ONLY no host frame can carry TCP bytes of a session that the card owns.
`default_nettype none
module raw_tx (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic        owned_i,
  input  wire logic        write_i,
  input  wire logic [31:0] data_i,
  input  wire logic        send_i,
  input  wire logic [10:0] length_i,
  output      logic        request_o,
  input  wire logic        grant_i,
  input  wire logic        done_i,
  output      logic        busy_o,
  output      logic        refused_o,
  output      logic [31:0] data_o,
  output      logic [2:0]  bytes_o,
  output      logic        last_o
);
  localparam logic [10:0] LEAST_BYTES = 11'd14;
  localparam logic [10:0] MOST_BYTES  = 11'd1514;
  localparam logic [8:0]  WORDS       = 9'd379;

  typedef enum logic [1:0] {FILL, PRIME, WAITING, SENDING} state_e;
  state_e state_q, state_d;
  logic [31:0] memory [512];
  logic [8:0]  count_q, count_d, read_q, read_d, last_q;
  logic [1:0]  end_q;              // lane of the last byte
  logic [31:0] ram_q, out_d;
  logic        ip_q, ip_d, refused_d, length_ok, running_q, running_d;
  logic [15:0] ethertype;

  assign request_o = (state_q == WAITING) && !(owned_i && ip_q);
  assign busy_o    = (state_q != FILL);
  assign ethertype = {data_i[7:0], data_i[15:8]};
  assign length_ok = (length_i >= LEAST_BYTES) && (length_i <= MOST_BYTES)
                     && (12'(length_i) <= {1'b0, count_q, 2'b00}) && !(owned_i && ip_q);

  always_comb begin
    state_d   = state_q;
    count_d   = count_q;
    ip_d      = ip_q;
    refused_d = 1'b0;
    unique case (state_q)
      FILL: begin
        if (write_i && count_q != WORDS) begin
          count_d = count_q + 9'd1;
          if (count_q == 9'd3)
            ip_d = (ethertype == 16'h0800) || (ethertype == 16'h8100) || (ethertype == 16'h88A8);
        end
        if (send_i) begin
          if (length_ok) begin
            state_d = PRIME;
          end else begin
            refused_d = (length_i != 11'd0);
            count_d   = 9'd0;
            ip_d      = 1'b0;
          end
        end
      end
      PRIME: begin
        refused_d = send_i;
        state_d   = WAITING;
      end
      WAITING: begin
        refused_d = send_i;
        if (grant_i) begin
          state_d = SENDING;
        end else if (owned_i && ip_q) begin
          state_d   = FILL;
          refused_d = 1'b1;
          count_d   = 9'd0;
          ip_d      = 1'b0;
        end
      end
      SENDING: begin
        refused_d = send_i;
        if (done_i) begin
          state_d = FILL;
          count_d = 9'd0;
          ip_d    = 1'b0;
        end
      end
      default: state_d = FILL;
    endcase
  end

  // Read side: the RAM's output register and one more, so that the first word follows the grant and timing is easy.
  // read_q is the index of the word in ram_q.
  always_comb begin
    running_d = running_q;
    read_d    = 9'd0;
    if (grant_i || running_q) read_d = read_q + 9'd1;
    if (grant_i)              running_d = 1'b1;
    if (running_q && last_o)  running_d = 1'b0;
    out_d = ram_q;
    if (read_q == last_q) begin
      unique case (end_q)
        2'd0:    out_d = {24'd0, ram_q[7:0]};
        2'd1:    out_d = {16'd0, ram_q[15:0]};
        2'd2:    out_d = {8'd0,  ram_q[23:0]};
        default: out_d = ram_q;
      endcase
    end
  end

  always_ff @(posedge clk_i) begin
    if (state_q == FILL && write_i) memory[count_q] <= data_i;
    ram_q <= memory[read_d];
  end

  always_ff @(posedge clk_i) begin
    if (rst_i) begin
      state_q   <= FILL;
      count_q   <= 9'd0;
      read_q    <= 9'd0;
      ip_q      <= 1'b0;
      running_q <= 1'b0;
      refused_o <= 1'b0;
      last_o    <= 1'b0;
    end else begin
      state_q   <= state_d;
      count_q   <= count_d;
      read_q    <= read_d;
      ip_q      <= ip_d;
      running_q <= running_d;
      refused_o <= refused_d;
      last_o    <= (grant_i || running_q) && (read_q == last_q);
    end
  end

  always_ff @(posedge clk_i) begin
    data_o <= out_d;
    if (state_q == FILL && send_i) begin
      last_q <= 9'((length_i - 11'd1) >> 2);
      end_q  <= 2'(length_i - 11'd1);
    end
    bytes_o <= 3'(end_q) + 3'd1;
  end
endmodule
`default_nettype wire
