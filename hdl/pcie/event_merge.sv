// Queues the records of every source and hands them on one by one, the lowest-numbered waiting source first.
//
// Interface: ev_valid_i[n] offers ev_i[n*Width +: Width] for one cycle; full_o[n]: its queue takes none in this cycle, for sources that can wait. A record that
// finds its queue full is gone and counts in dropped_o (how many in the cycle before). on_i low: queues are kept empty and
// nothing counts. rec_* is a valid/ready stream.
// Latency: 3 cycles from ev_valid_i to rec_valid_o when nothing waits; one record a cycle.
// Reset: synchronous, empty.
// Options: DepthLog2 holds 8 bits a source, source 0 lowest: each queue's log2 of entries.
`default_nettype none
module event_merge #(
  parameter int unsigned             NumSources = 7,
  parameter int unsigned             Width      = 472,
  parameter logic [NumSources*8-1:0] DepthLog2  = {8'd9, {(NumSources-1){8'd4}}}
) (
  input  wire logic                        clk_i,
  input  wire logic                        rst_i,
  input  wire logic                        on_i,
  input  wire logic [NumSources-1:0]       ev_valid_i,
  input  wire logic [NumSources*Width-1:0] ev_i,
  output      logic [NumSources-1:0]       full_o,
  output      logic [3:0]                  dropped_o,
  output      logic                        waiting_o,   // something is queued or stands at the output
  output      logic                        rec_valid_o,
  input  wire logic                        rec_ready_i,
  output      logic [Width-1:0]            rec_o
);

  if (NumSources < 1 || NumSources > 15) begin : gen_bad_sources
    $fatal(1, "event_merge: 1..15 sources");
  end

  logic [NumSources-1:0]       valid, grant, pop;
  logic [NumSources*Width-1:0] data;
  logic                        load;

  for (genvar n = 0; n < NumSources; n++) begin : gen_source
    sync_fifo #(
      .Width    (Width),
      .DepthLog2(32'(DepthLog2[8*n +: 8]))
    ) u_fifo (
      .clk_i,
      .rst_i,
      .clear_i(!on_i),
      .push_i (ev_valid_i[n]),
      .data_i (ev_i[n*Width +: Width]),
      .full_o (full_o[n]),
      .valid_o(valid[n]),
      .data_o (data[n*Width +: Width]),
      .pop_i  (pop[n])
    );
  end

  assign load  = !rec_valid_o || rec_ready_i;
  assign grant = valid & (~valid + NumSources'(1));  // lowest set bit
  assign pop   = load ? grant : '0;

  logic [Width-1:0] picked;
  logic [3:0]       dropped;
  always_comb begin
    picked  = '0;
    dropped = '0;
    for (int unsigned n = 0; n < NumSources; n++) begin
      picked  |= grant[n] ? data[n*Width +: Width] : '0;
      dropped += 4'(ev_valid_i[n] && full_o[n]);
    end
  end

  always_ff @(posedge clk_i) begin
    if (load) rec_o <= picked;
    if (rst_i || !on_i) begin
      rec_valid_o <= 1'b0;
      dropped_o   <= '0;
      waiting_o   <= 1'b0;
    end else begin
      if (load) rec_valid_o <= |valid;
      dropped_o <= dropped;
      waiting_o <= |ev_valid_i || |valid || rec_valid_o;
    end
  end

endmodule
`default_nettype wire
