// On/off and accounting of the event ring: which record comes next, whether it is free, what was lost.
//
// Interface: ctrl_we_i with ctrl_i = 1 switches the ring on from record 0 (a ring that is on starts over), 0 off; it goes
// on once no write is outstanding, if log2 is within LogMin..LogMax and the base aligned, else it stays off. base_i and log2_i are taken
// at that moment. take_i: the record at index issue_o is on its way to the bus; only while room_o is high. done_i: the
// oldest outstanding write was answered, error_i: with an error (the record counts as lost and its place stays used).
// consumer_i may only advance; a value beyond what was issued stops writing and asserts nearly_full_o.
// Latency: room_o counts every take_i at once and sees consumer_i one cycle later, so it errs only towards full.
// nearly_full_o and lost_o follow within 2 cycles. base_i and log2_i must stand a cycle before ctrl_we_i.
// Reset: synchronous; off, nothing lost.
`default_nettype none
module ring_control #(
  parameter int unsigned LogMin         = 6,
  parameter int unsigned LogMax         = 24,
  parameter int unsigned OutstandingMax = 63
) (
  input  wire logic        clk_i,
  input  wire logic        rst_i,
  input  wire logic        ctrl_we_i,
  input  wire logic        ctrl_i,
  input  wire logic [63:0] base_i,
  input  wire logic [31:0] log2_i,
  input  wire logic [31:0] consumer_i,
  input  wire logic [3:0]  dropped_i,
  input  wire logic        take_i,
  input  wire logic        done_i,
  input  wire logic        error_i,
  output      logic        on_o,
  output      logic        room_o,        // the next record is free and the bus may take one more
  output      logic        outstanding_o,
  output      logic        nearly_full_o,
  output      logic [63:0] addr_o,        // of the next record
  output      logic [31:0] issue_o,       // its number since the ring went on
  output      logic        phase_o,       // 1 on the first pass, then flipping
  output      logic [31:0] producer_o,
  output      logic [31:0] lost_o
);

  localparam int unsigned CntW = 8;
  if (LogMin < 1 || LogMax > 24 || OutstandingMax < 1 || OutstandingMax > 254) begin : gen_bad
    $fatal(1, "ring_control: LogMin 1.., LogMax ..24, OutstandingMax 1..254");
  end

  logic            want_q, free_q;
  logic [63:0]     base_q;
  logic [31:0]     mask_q, issue_q, issue1_q, used_q, limit_q, producer_q, lost_q;
  logic [63:0]     addr_q;
  logic            phase_q, nearly_q, on_q;
  logic [CntW-1:0] out_q;
  logic            legal_q, start, wrap, free, free1;
  logic [31:0]     size_q, ahead, ahead1;
  logic [4:0]      loss_q;

  assign start = want_q && !ctrl_we_i && !on_q && out_q == '0;
  assign wrap  = (issue_q & mask_q) == mask_q;
  // Records in use after this cycle without and with a take: in parallel, the choice comes last.
  assign ahead  = issue_q - consumer_i;
  assign ahead1 = issue1_q - consumer_i;
  assign free   = (ahead & ~mask_q) == '0;
  assign free1  = (ahead1 & ~mask_q) == '0;

  assign on_o          = on_q;
  assign room_o        = on_q && free_q && out_q < CntW'(OutstandingMax);
  assign outstanding_o = out_q != '0;
  assign nearly_full_o = nearly_q;
  assign addr_o        = addr_q;
  assign issue_o       = issue_q;
  assign phase_o       = phase_q;
  assign producer_o    = producer_q;
  assign lost_o        = lost_q;

  always_ff @(posedge clk_i) begin
    legal_q <= log2_i >= LogMin && log2_i <= LogMax && base_i[5:0] == '0;
    size_q  <= 32'd1 << log2_i[4:0];
    if (start) begin
      base_q  <= base_i;
      mask_q  <= size_q - 32'd1;
      limit_q <= size_q - (size_q >> 3);
    end
  end

  always_ff @(posedge clk_i) begin
    // SAFETY: RING.NO_OVERWRITE a record is issued only while fewer than the ring's size are unconsumed
    free_q   <= on_q && (take_i ? free1 : free);
    used_q   <= on_q ? ahead : '0;
    nearly_q <= on_q && !ctrl_we_i && used_q > limit_q;
    if (start) begin
      issue_q  <= '0;
      issue1_q <= 32'd1;
      addr_q   <= base_i;
      phase_q  <= 1'b1;
    end else if (take_i) begin
      issue_q  <= issue1_q;
      issue1_q <= issue1_q + 32'd1;
      addr_q   <= wrap ? base_q : addr_q + 64'd64;
      phase_q  <= phase_q ^ wrap;
    end
    producer_q <= start ? '0 : producer_q + 32'(done_i);
    // Saturates: what was lost is never forgotten by wrapping to zero.
    if (start) lost_q <= '0;
    else if (on_q && !lost_q[31]) lost_q <= lost_q + 32'(loss_q);
    loss_q <= on_q ? 5'(dropped_i) + 5'(done_i && error_i) : '0;
    out_q <= out_q + CntW'(take_i) - CntW'(done_i);
    if (ctrl_we_i) begin
      on_q   <= 1'b0;
      want_q <= ctrl_i;
    end else if (start) begin
      on_q   <= legal_q;
      want_q <= 1'b0;
    end
    if (rst_i) begin
      on_q       <= 1'b0;
      want_q     <= 1'b0;
      free_q     <= 1'b0;
      nearly_q   <= 1'b0;
      issue_q    <= '0;
      issue1_q   <= 32'd1;
      producer_q <= '0;
      lost_q     <= '0;
      out_q      <= '0;
      loss_q     <= '0;
      used_q     <= '0;
      phase_q    <= 1'b1;
    end
  end

`ifdef FORMAL
  // The host: consumes only what was answered and never goes back; the bus answers only what it was given.
  logic        f_past_q = 1'b0;
  logic        f_on_q;  // on in the cycle before, so this is the same run
  logic [31:0] f_consumer_q, f_lost_q;
  logic [4:0]  f_loss_q, f_loss2_q;
  initial assume (rst_i);
  always_ff @(posedge clk_i) begin
    f_past_q     <= 1'b1;
    f_on_q       <= on_q;
    f_consumer_q <= consumer_i;
    f_lost_q     <= lost_q;
    f_loss_q     <= on_q && !rst_i ? 5'(dropped_i) + 5'(done_i && error_i) : '0;
    f_loss2_q    <= f_loss_q;
  end
  always_comb begin
    assume (!take_i || room_o);
    assume (!done_i || out_q != '0);
    if (on_q) assume (producer_q - consumer_i <= mask_q + 32'd1);
    if (on_q && f_past_q && f_on_q) assume (consumer_i - f_consumer_q <= producer_q - f_consumer_q);
  end
  always_ff @(posedge clk_i) begin
    if (f_past_q) begin
      assert (issue1_q == issue_q + 32'd1);
      assert (out_q <= CntW'(OutstandingMax));
      if (on_q) begin
        assert (mask_q <= 32'hFFFFFF && (mask_q & (mask_q + 32'd1)) == '0);
        assert (issue_q - producer_q == 32'(out_q));
        assert (addr_q == base_q + {32'd0, (issue_q & mask_q)} * 64'd64);
      end
      if (on_q && f_on_q) begin
        // No unconsumed record is overwritten: never more than the ring's size are out.
        assert (issue_q - f_consumer_q <= mask_q + 32'd1);
        if (free_q) assert (issue_q - f_consumer_q <= mask_q);
        if (take_i) assert (issue_q - consumer_i <= mask_q);
        // What is lost is counted two cycles later.
        if (!f_lost_q[31]) assert (lost_q == f_lost_q + 32'(f_loss2_q));
      end
      cover (on_q && phase_q == 1'b0 && issue_q == producer_q);
      cover (on_q && f_on_q && !room_o);
    end
  end
`endif

endmodule
`default_nettype wire
