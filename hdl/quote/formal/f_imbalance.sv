// Proof harness: the bucket equals the count of its seven conditions, for all quantities. Formal only.
// 9 bits of quantity here; the RTL differs only in QtyW.
`default_nettype none
module f_imbalance #(
  parameter int unsigned QtyW = 9
) (
  input wire logic [QtyW-1:0] bid_qty_i,
  input wire logic [QtyW-1:0] ask_qty_i
);
  logic [2:0] bucket;
  imbalance #(.QtyW(QtyW)) u_imbalance (.bid_qty_i, .ask_qty_i, .bucket_o(bucket));
  logic [3:0] count;
  always_comb begin
    count = '0;
    for (int k = 1; k < 8; k++) begin
      if (36'(8 - k) * 36'(bid_qty_i) >= 36'(k) * 36'(ask_qty_i)) count = count + 4'd1;
    end
    assert (4'(bucket) == count);
  end
endmodule
`default_nettype wire
