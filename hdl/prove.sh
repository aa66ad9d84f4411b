# One proof, for formal.sh and mutants.sh; to be sourced. A proof is a line of a proofs.txt.
#   bmc N        no assertion fails in the first N cycles, from any state of the registers that have no initial value
#   induction N  none ever fails: shown with a window of at most N cycles
#   cover N      every cover statement happens within N cycles; assertions are left out
#   shallow N    bmc N by Yosys' own solver, in no list: sooner ready where little is to be solved, and it draws a counterexample, NAME.vcd
# Yosys reads and maps to single gates; ABC's bmc3 unrolls them for bmc and cover, Yosys' own SAT solver takes the inductions.

read_proof() { # a line of a proofs.txt; sets name, top, files, kind and depth
  local mode
  IFS='|' read -r name top files mode <<<"$1"
  name=${name// /} top=${top// /}
  read -r kind depth <<<"$mode"
}

# What is undefined is 0, what nobody drives may be anything; assertions are all that is asked, so ports are no outputs.
to_gates='setundef -zero; setundef -undriven -anyseq; techmap; opt -fast; simplemap; dffunmap; aigmap; opt_clean; setundef -zero; delete -output w:*; select -assert-min 1 t:$assert'
write_gates='write_aiger -I -B -L -zinit'

unroll() { # gates, cycles, seconds at most: adds to the log whether an assertion failed, its last line
  timeout "$3" yosys-abc -c "read_aiger $1; fold; strash; bmc3 -F $2" >>"$log" 2>&1
}
nothing_fails() { tail -1 "$log" | grep -q "^No output asserted in $depth frames\."; }
something_fails() { tail -1 "$log" | grep -q ' was asserted in frame ' || grep -q 'model found for base case: FAIL' "$log"; }

solve_proof() { # folder, seconds at most; takes what read_proof sets, sets log, outcome ("holds...", else nothing) and fault
  local read_in sat one script cells found
  log=$1/$name.log outcome='' fault=''
  read_in="read_verilog -sv -formal $files; prep -flatten -top $top; memory_map; async2sync; dffunmap; opt"
  sat="sat -prove-asserts -set-assumes -tempinduct -maxsteps $depth -dump_vcd $1/$name.vcd -verify"
  case $kind in
    bmc)
      yosys -q -l "$log" -p "$read_in; delete t:\$cover; $to_gates; $write_gates $1/$name.aig" >/dev/null 2>&1 && unroll "$1/$name.aig" "$depth" "$2" && nothing_fails && outcome=holds
      undeclared ;;
    induction | shallow)
      [[ $kind == shallow ]] && sat+=' -tempinduct-baseonly'
      timeout "$2" yosys -q -l "$log" -p "$read_in; delete t:\$cover; $sat $top" >/dev/null 2>&1 && grep -q SUCCESS "$log" && outcome=holds
      [[ $kind == induction ]] && outcome+=$(sed -n 's/.*induction step \([0-9]*\). Solving.*/ at \1/p' "$log" | tail -1)
      undeclared ;;
    cover) # one at a time: each is an assertion that must be found wrong
      yosys -q -l "$log" -p "$read_in; delete t:\$assert; techmap -map hdl/formal_cover.v; opt; $to_gates; write_rtlil $1/$name.il; tee -o $1/$name.cells select -list t:\$assert" >/dev/null 2>&1
      undeclared
      cells=0 found=0 script="read_rtlil $1/$name.il; design -save all"
      while read -r one; do
        cells=$((cells + 1)) script+="; design -load all; delete t:\$assert $one %d; $write_gates $1/$name.$cells.aig"
      done <"$1/$name.cells"
      yosys -q -p "$script" >>"$log" 2>&1
      while ((found < cells)) && unroll "$1/$name.$((found + 1)).aig" "$depth" "$2" && something_fails; do found=$((found + 1)); done
      ((cells > 0 && cells == found)) && outcome="holds $cells times" ;;
    *) return 1 ;;
  esac
  [[ -n $fault ]] && outcome=''
  return 0
}

# Yosys makes one bit of a name that nobody declared, `default_nettype none or not, and proves with that.
undeclared() { fault=$(sed -n 's/.*Warning: \(Identifier .*implicitly declared\).*/\1/p' "$log" | sort -u | head -3); }
