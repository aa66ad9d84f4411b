// A leg of a triangle: what became of its want in a shot, and what it owes where the shot was executed in part. Rules: docs/card.md 13.2.
//
// begin_i: the shot begins in this cycle, fits_i: the leg's want stands from the next one on. wants_i: a want stands; taken_i: its NEW goes to the gate,
// sent_i, a cycle later: it left. active_i, done_i: of the order's side. over_i, owe_i: the shot is over; the leg owes what it executed.
// try_o: it may want what it owes. halt_i: the slot is HALTED or the latch closed: of this shot it owes nothing any more. off_i: no leg of a triangle that
// counts. Reset: no shot, nothing owed.
`default_nettype none
module take_leg (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic        off_i,
  input  wire logic        halt_i,
  input  wire logic        begin_i,
  input  wire logic        fits_i,
  input  wire logic        sell_i,      // the shot's side
  input  wire logic        retry_i,     // what it owes is wanted from the next cycle on
  input  wire logic        wants_i,
  input  wire logic [31:0] qty_i,       // of the want
  input  wire logic        taken_i,
  input  wire logic        sent_i,
  input  wire logic [1:0]  active_i,
  input  wire logic [63:0] done_i,
  input  wire logic        over_i,
  input  wire logic        owe_i,
  output      logic        idle_o,      // no shot, nothing owed
  output      logic        ended_o,
  output      logic        whole_o,
  output      logic        some_o,
  output      logic        try_o,
  output      logic        back_o,      // the side that it owes: sell
  output      logic [31:0] owed_o
);
  localparam logic [2:0] IDLE = 3'd0, WANTS = 3'd1, SENT = 3'd2, LIVE = 3'd3, ENDED = 3'd4;
  logic [2:0]  state_q;
  logic        owing_q, void_q, sell_q, lives;
  logic [31:0] qty_q, executed_q, done;
  assign lives = active_i[sell_q ^ owing_q];
  assign done  = sell_q ^ owing_q ? done_i[63:32] : done_i[31:0];
  always_ff @(posedge clk_i) begin
    case (state_q)
      IDLE: begin
        if (begin_i) begin
          state_q    <= fits_i ? WANTS : ENDED;
          sell_q     <= sell_i;
          executed_q <= '0;
        end
        if (retry_i) state_q <= WANTS;
      end
      WANTS: begin
        qty_q <= qty_i;
        if (!wants_i) state_q <= owing_q ? IDLE : ENDED;
        if (taken_i) state_q <= SENT;
      end
      SENT: state_q <= sent_i ? LIVE : owing_q ? IDLE : ENDED;
      LIVE: if (!lives) begin
        state_q    <= owing_q ? IDLE : ENDED;
        executed_q <= owing_q ? executed_q - done : done;
        if (owing_q && executed_q <= done) begin
          owing_q    <= 1'b0;
          executed_q <= '0;
        end
      end
      default: ;
    endcase
    if (over_i || owe_i) state_q <= IDLE;
    if (owe_i) owing_q <= executed_q != '0 && !void_q;
    // SAFETY: SLOT.TAKE: what a kill or a trip left open is a person's; no order of its own comes of it once the slot may trade again.
    void_q <= halt_i || (void_q && !begin_i);
    if (halt_i) owing_q <= 1'b0;
    if (halt_i && owing_q) state_q <= IDLE;
    if (rst_i || off_i) begin
      state_q <= IDLE;
      owing_q <= 1'b0;
    end
  end
  assign idle_o  = state_q == IDLE && !owing_q;
  assign ended_o = state_q == ENDED;
  assign some_o  = executed_q != '0;
  assign whole_o = some_o && executed_q >= qty_q;
  assign try_o   = owing_q && state_q == IDLE;
  assign back_o  = !sell_q;
  assign owed_o  = executed_q;
endmodule
`default_nettype wire
