// Yosys techmap for hdl/formal.sh: a cover is an assertion that the thing never happens, to be found wrong.
(* techmap_celltype = "$cover" *)
module cover_as_assert (input A, input EN);
  \$assert _TECHMAP_REPLACE_ (.A(~A), .EN(EN));
endmodule
