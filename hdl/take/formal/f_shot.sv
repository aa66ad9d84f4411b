// Proof harness: a shot of a triangle with its three legs (docs/card.md 13.2), against orders that are executed and end as they like. Formal only.
`default_nettype none
module f_shot #(
  parameter int unsigned QtyW = 2
) (
  input wire logic            clk_i,
  input wire logic            rst_i,
  input wire logic            on_i,
  input wire logic [1:0]      act_i,
  input wire logic            may_i,
  input wire logic            forward_i,
  input wire logic            reverse_i,
  input wire logic [5:0]      ready_i,
  input wire logic [2:0]      fits_i,
  input wire logic [2:0]      book_i,    // a book of the leg came
  input wire logic [2:0]      ends_i,    // the want ends
  input wire logic [2:0]      taken_i,
  input wire logic [2:0]      passes_i,  // the gate lets it through
  input wire logic [2:0]      fill_i,    // one lot is executed
  input wire logic [2:0]      dies_i,
  input wire logic [2:0]      halt_i,    // the leg's slot is HALTED
  input wire logic [3*QtyW-1:0] qty_i
);
  logic       forward, reverse, over, owe, kill;
  logic [2:0] ended, whole, some, idle, tries, back, retry, begins, want_q, sell_q, taken, taken_q, sent, active_q, retry_q;
  logic [3*32-1:0] owed, quantity;
  logic       f_past_q = 1'b0;
  take_shot u_shot (
    .clk_i, .rst_i, .on_i, .act_i, .may_i, .forward_i, .reverse_i, .ready_i, .ended_i(ended), .whole_i(whole), .some_i(some), .idle_i(idle),
    .forward_o(forward), .reverse_o(reverse), .over_o(over), .owe_o(owe), .kill_o(kill));

  always_ff @(posedge clk_i) begin
    f_past_q <= 1'b1;
    retry_q  <= {3{owe && !rst_i}};
  end
  for (genvar k = 0; k < 3; k++) begin : gen_leg
    logic [31:0] qty_q, done_q;
    logic        sells;
    assign sells = k == 2 ? forward : reverse;
    take_leg u_leg (
      .clk_i, .rst_i, .off_i(!on_i), .halt_i(halt_i[k]), .begin_i(forward || reverse), .fits_i(fits_i[k]), .sell_i(sells), .retry_i(retry[k]), .wants_i(want_q[k]), .qty_i(qty_q),
      .taken_i(taken[k]), .sent_i(sent[k]), .active_i({active_q[k] && sell_q[k], active_q[k] && !sell_q[k]}), .done_i({2{done_q}}), .over_i(over), .owe_i(owe),
      .idle_o(idle[k]), .ended_o(ended[k]), .whole_o(whole[k]), .some_o(some[k]), .try_o(tries[k]), .back_o(back[k]), .owed_o(owed[32*k +: 32]));
    assign begins[k] = (forward || reverse) && fits_i[k];
    assign retry[k]  = tries[k] && (book_i[k] || retry_q[k]) && !active_q[k] && !halt_i[k] && on_i;
    assign taken[k]  = taken_i[k] && want_q[k] && !active_q[k];
    assign sent[k]   = taken_q[k] && passes_i[k];
    assign quantity[32*k +: 32] = qty_q;
    // What the leg has of this shot: executed of its side, less what went back.
    logic [31:0] f_net_q;
    logic        f_shot_sell_q, f_back, f_halted_q;
    logic [1:0]  f_news_q;
    assign f_back = sell_q[k] != f_shot_sell_q;
    always_ff @(posedge clk_i) begin
      taken_q[k] <= taken[k];
      if (begins[k] || retry[k]) begin
        want_q[k] <= 1'b1;
        sell_q[k] <= retry[k] ? back[k] : sells;
        qty_q     <= retry[k] ? owed[32*k +: 32] : 32'(qty_i[QtyW*k +: QtyW]);
      end else if (taken[k] || ends_i[k] || halt_i[k] || !on_i) begin
        want_q[k] <= 1'b0;
      end
      if (sent[k]) begin
        active_q[k] <= 1'b1;
        done_q      <= '0;
      end else if (active_q[k]) begin
        if (fill_i[k] && done_q < qty_q) begin
          done_q  <= done_q + 32'd1;
          f_net_q <= f_back ? f_net_q - 32'd1 : f_net_q + 32'd1;
        end
        if (dies_i[k] || (fill_i[k] && done_q + 32'd1 >= qty_q)) active_q[k] <= 1'b0;
      end
      if (forward || reverse) begin
        f_net_q       <= '0;
        f_shot_sell_q <= sells;
        f_news_q      <= '0;
      end
      f_halted_q <= halt_i[k] || (f_halted_q && !forward && !reverse);
      if (sent[k] && !f_back) f_news_q <= f_news_q + 2'd1;
      if (rst_i) {want_q[k], taken_q[k], active_q[k], f_net_q, f_news_q, f_halted_q} <= '0;
    end
    always_comb begin
      // What a leg is ready by (taker.sv), and what the bank's schema says of a quantity.
      if (|ready_i[2*k +: 2]) assume (idle[k] && !want_q[k] && !active_q[k]);
      assume (qty_i[QtyW*k +: QtyW] != '0);
      if (f_past_q && on_i && !rst_i) begin
        // It never sends back more than it has, nor enters the shot twice.
        assert (!f_net_q[31] || !tries[k]);
        if (retry[k]) assert (owed[32*k +: 32] == f_net_q && f_net_q != '0);
        if (active_q[k] && f_back && !idle[k]) assert (!f_net_q[31]);
        assert (f_news_q <= 2'd1);
        // Once its slot was HALTED nothing of this shot goes back by itself.
        if (f_halted_q) assert (!retry[k]);
        // A shot that is over leaves nothing under way.
        if (forward || reverse) assert (idle[k] && !want_q[k] && !active_q[k]);
      end
    end
  end

  logic f_forward_q, f_reverse_q, f_may_q;
  logic [5:0] f_ready_q;
  always_ff @(posedge clk_i) {f_forward_q, f_reverse_q, f_may_q, f_ready_q} <= {forward_i, reverse_i, may_i, ready_i};
  always_comb begin
    if (!f_past_q) assume (rst_i);
    if (f_past_q) begin
      assume (on_i && !rst_i);             // who takes the bank away takes the shot away: not here
      assume (!(forward_i && reverse_i));  // triangle.sv
      // All three or none.
      if (forward) assert (f_forward_q && f_may_q && f_ready_q[0] && f_ready_q[2] && f_ready_q[5]);
      if (reverse) assert (f_reverse_q && f_may_q && f_ready_q[1] && f_ready_q[3] && f_ready_q[4]);
      assert (!(forward && reverse) && !(owe && over));
      if (kill || owe) assert (ended == 3'b111 && |some && whole != 3'b111 && act_i == (kill ? 2'd2 : 2'd1));
      if (over && !kill && |some) assert (whole == 3'b111 || (act_i != 2'd1 && act_i != 2'd2));
    end
  end

`ifdef FORMAL
  always_comb if (f_past_q) begin
    cover (kill);
    cover (owe);
    cover (over && whole == 3'b111);
    cover (over && some == 3'b000);
    cover (retry == 3'b001);
  end
`endif
  wire logic unused = ^quantity;
endmodule
`default_nettype wire
