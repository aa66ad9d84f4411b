// XGMII-32 receive: start and preamble off, frame words out, frame check and size judged.
//
// Interface: rxd_i/rxc_i in cycle t. valid_o/data_o in t+1: one word each cycle from sof_o to the end, no gap inside a
// frame, no ready. bytes_o (0..4) counts its valid lanes from lane 0; it is 4 except with last_o, where it is 0..3: the
// word that held the terminate character. Lanes beyond bytes_o are zero. Frame check bytes are part of the stream.
// eof_o pulses once for every start seen, good or bad, in the cycle after the frame's last word (terminate in cycle t:
// eof_o in t+2), always before the next sof_o. ok_o and err_o are read with eof_o; err_o (when !ok_o): 0 frame check,
// 1 shorter than 64 bytes, 2 longer than 1522, 3 XGMII error. A frame broken off has no last_o, only eof_o.
// Errors: 0xFE or any control character but terminate inside a frame, a wrong preamble, a start outside lane 0. A start
// in lane 0 inside a frame breaks that frame and begins the next.
// Latency: 1 cycle to data_o, 2 to eof_o; eof_o's verdict is combinational from registers.
// Reset: idle; nothing until the next start.
`default_nettype none
module mac_rx (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic [31:0] rxd_i,
  input  wire logic [3:0]  rxc_i,
  output      logic        valid_o,
  output      logic [31:0] data_o,
  output      logic [2:0]  bytes_o,
  output      logic        sof_o,
  output      logic        last_o,
  output      logic        eof_o,
  output      logic        ok_o,
  output      logic [1:0]  err_o
);
  localparam logic [7:0]  START     = 8'hFB;
  localparam logic [7:0]  TERMINATE = 8'hFD;
  localparam logic [1:0]  ERR_FCS = 2'd0, ERR_RUNT = 2'd1, ERR_OVERSIZE = 2'd2, ERR_XGMII = 2'd3;
  localparam logic [10:0] MIN_BYTES = 11'd64, MAX_BYTES = 11'd1522, LENGTH_TOP = 11'd2044;
  // Register contents after a right frame, and after 1, 2, 3 zero bytes more: the last word is run with zeros in its
  // unused lanes, so the loop needs no selection by byte count.
  localparam logic [31:0] RESIDUE0 = 32'hDEBB20E3;

  function automatic logic [31:0] zeros(input logic [31:0] state, input int bytes);
    zeros = state;
    for (int k = 0; k < 8 * bytes; k++) zeros = {1'b0, zeros[31:1]} ^ (zeros[0] ? 32'hEDB88320 : 32'd0);
  endfunction
  localparam logic [31:0] RESIDUE1 = zeros(RESIDUE0, 1);
  localparam logic [31:0] RESIDUE2 = zeros(RESIDUE0, 2);
  localparam logic [31:0] RESIDUE3 = zeros(RESIDUE0, 3);

  // ---- the word on the pins ----
  logic       all_data, start0, preamble_ok, sfd, terminate, start_other;
  logic [3:0] is_start, is_term, clean;   // clean: no control character up to and including this lane
  logic [2:0] count;                      // lanes before the first control character
  for (genvar n = 0; n < 4; n++) begin : gen_lane
    assign is_start[n] = rxc_i[n] && (rxd_i[8*n +: 8] == START);
    assign is_term[n]  = rxc_i[n] && (rxd_i[8*n +: 8] == TERMINATE);
    assign clean[n]    = (rxc_i[n:0] == '0);
  end
  assign all_data    = clean[3];
  assign start0      = is_start[0];
  assign start_other = |is_start[3:1];
  assign preamble_ok = (rxc_i == 4'b0001) && (rxd_i[31:8] == 24'h555555);
  assign sfd         = all_data && (rxd_i == 32'hD5555555);
  assign count       = {2'b0, clean[0]} + {2'b0, clean[1]} + {2'b0, clean[2]} + {2'b0, clean[3]};
  assign terminate   = |(is_term & ~clean & {clean[2:0], 1'b1});  // the first control character is a terminate

  typedef enum logic [1:0] {IDLE, PREAMBLE, DATA} state_e;
  state_e state_q, state_d;
  logic take, done, broken, odd_d, odd_q, first_q;  // odd: a bad start is still to be reported

  always_comb begin
    state_d = state_q;
    take    = 1'b0;
    done    = 1'b0;
    broken  = odd_q;
    odd_d   = 1'b0;
    unique case (state_q)
      PREAMBLE: begin
        state_d = sfd ? DATA : IDLE;
        broken  = !sfd;
      end
      DATA: begin
        take = all_data || terminate;
        if (terminate) begin
          done    = 1'b1;
          odd_d   = start_other;
          state_d = IDLE;
        end else if (!all_data) begin
          broken  = 1'b1;
          state_d = IDLE;
        end
      end
      default: begin
        if (start_other || (start0 && !preamble_ok)) begin
          broken = 1'b1;
          odd_d  = odd_q;
        end
      end
    endcase
    // A start in lane 0 begins a frame whatever came before.
    if (start0) begin
      if (preamble_ok)          state_d = PREAMBLE;
      else if (state_q != IDLE) odd_d   = 1'b1;
    end
  end

  // ---- t+1: the word in the register ----
  logic end_q, broken_q;
  always_ff @(posedge clk_i) begin
    state_q  <= state_d;
    odd_q    <= odd_d;
    valid_o  <= take;
    bytes_o  <= count;
    last_o   <= done;
    sof_o    <= take && first_q;
    end_q    <= done || broken;
    broken_q <= broken;
    first_q  <= (state_q == PREAMBLE);
    for (int n = 0; n < 4; n++) data_o[8*n +: 8] <= clean[n] ? rxd_i[8*n +: 8] : 8'd0;
    if (rst_i) begin
      state_q <= IDLE;
      odd_q   <= 1'b0;
      valid_o <= 1'b0;
      sof_o   <= 1'b0;
      last_o  <= 1'b0;
      end_q   <= 1'b0;
      first_q <= 1'b0;
    end
  end

  // ---- t+2: the verdict ----
  logic [31:0] crc_q, crc_next, residue;
  logic [10:0] length_q;
  logic [1:0]  tail_q;
  logic        verdict_broken_q;
  crc32_32 u_crc (.crc_i(crc_q), .data_i(data_o), .bytes_i(3'd4), .crc_o(crc_next));

  always_ff @(posedge clk_i) begin
    eof_o            <= end_q && !rst_i;
    verdict_broken_q <= broken_q;
    tail_q           <= bytes_o[1:0];
    if (!valid_o) begin
      crc_q    <= '1;
      length_q <= '0;
    end else begin
      if (bytes_o != 3'd0) crc_q <= crc_next;
      if (length_q < LENGTH_TOP) length_q <= length_q + {8'd0, bytes_o};
    end
  end

  always_comb begin
    unique case (tail_q)
      2'd0: residue = RESIDUE0;
      2'd1: residue = RESIDUE3;
      2'd2: residue = RESIDUE2;
      2'd3: residue = RESIDUE1;
    endcase
    err_o = ERR_FCS;
    ok_o  = 1'b0;
    if (verdict_broken_q)           err_o = ERR_XGMII;
    else if (length_q < MIN_BYTES)  err_o = ERR_RUNT;
    else if (length_q > MAX_BYTES)  err_o = ERR_OVERSIZE;
    else                            ok_o  = (crc_q == residue);
  end
endmodule
`default_nettype wire
