# One proof with Yosys' own SAT solver, for formal.sh and mutants.sh; to be sourced. A proof is a line of a proofs.txt.
#   bmc N        no assertion fails in the first N cycles, from any state of the registers that have no initial value
#   induction N  none ever fails: shown with a window of at most N cycles
#   cover N      every cover statement happens within N cycles; assertions are left out

read_proof() { # a line of a proofs.txt; sets name, top, files, kind and depth
  local mode
  IFS='|' read -r name top files mode <<<"$1"
  name=${name// /} top=${top// /}
  read -r kind depth <<<"$mode"
}

solve_proof() { # folder, seconds at most; takes what read_proof sets, sets log, outcome ("holds...", else nothing) and fault
  local read_in solve one cells found
  log=$1/$name.log outcome='' fault=''
  read_in="read_verilog -sv -formal $files; prep -flatten -top $top; memory_map; async2sync; dffunmap; opt"
  solve="sat -prove-asserts -set-assumes -tempinduct -maxsteps $depth -dump_vcd $1/$name.vcd"
  case $kind in
    bmc | induction)
      [[ $kind == bmc ]] && solve+=' -tempinduct-baseonly'
      timeout "$2" yosys -q -l "$log" -p "$read_in; delete t:\$cover; $solve -verify $top" >/dev/null 2>&1 && grep -q SUCCESS "$log" && outcome=holds
      [[ $kind == induction ]] && outcome+=$(sed -n 's/.*induction step \([0-9]*\). Solving.*/ at \1/p' "$log" | tail -1)
      undeclared ;;
    cover) # one at a time: each is an assertion that must be found wrong
      yosys -q -l "$log" -p "$read_in; delete t:\$assert; techmap -map hdl/formal_cover.v; opt; write_rtlil $1/$name.il; tee -o $1/$name.cells select -list t:\$assert" >/dev/null 2>&1
      undeclared
      cells=0 found=0
      while read -r one; do
        cells=$((cells + 1))
        timeout "$2" yosys -q -l "$log" -p "read_rtlil $1/$name.il; delete t:\$assert $one %d; $solve -tempinduct-baseonly -falsify $top" >/dev/null 2>&1 && grep -q 'model found' "$log" || break
        found=$((found + 1))
      done <"$1/$name.cells"
      ((cells > 0 && cells == found)) && outcome="holds $cells times" ;;
    *) return 1 ;;
  esac
  [[ -n $fault ]] && outcome=''
  return 0
}

# Yosys makes one bit of a name that nobody declared, `default_nettype none or not, and proves with that.
undeclared() { fault=$(sed -n 's/.*Warning: \(Identifier .*implicitly declared\).*/\1/p' "$log" | sort -u | head -3); }
