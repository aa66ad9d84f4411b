#!/usr/bin/env bash
# Runs every proof that hdl/*/formal/proofs.txt names: name | top module | files | bmc N, induction N or cover N.
#   bmc N        no assertion fails in the first N cycles, from any state of the registers that have no initial value
#   induction N  none ever fails: shown with a window of at most N cycles
#   cover N      every cover statement happens within N cycles; assertions are left out
# Yosys' own SAT solver decides, on single gates. A failing proof leaves its counterexample in build/formal/NAME.vcd.
# As many run at a time as there are cores.
set -uo pipefail
cd "$(dirname "$0")/.."
out=build/formal
mkdir -p "$out"
limit=${FORMAL_SECONDS:-900}
export out limit

prove() { # a line of proofs.txt; prints the outcome in one piece, for others print beside it
  local name top files mode kind depth log started read_in solve one cells found outcome=''
  IFS='|' read -r name top files mode <<<"$1"
  name=${name// /} top=${top// /}
  read -r kind depth <<<"$mode"
  log=$out/$name.log
  started=$SECONDS
  read_in="read_verilog -sv -formal $files; prep -flatten -top $top; memory_map; async2sync; dffunmap; opt"
  solve="sat -prove-asserts -set-assumes -tempinduct -maxsteps $depth -dump_vcd $out/$name.vcd"
  case $kind in
    bmc | induction)
      [[ $kind == bmc ]] && solve+=' -tempinduct-baseonly'
      timeout "$limit" yosys -q -l "$log" -p "$read_in; delete t:\$cover; $solve -verify $top" >/dev/null 2>&1 && grep -q SUCCESS "$log" && outcome=holds
      [[ $kind == induction ]] && outcome+=$(sed -n 's/.*induction step \([0-9]*\). Solving.*/ at \1/p' "$log" | tail -1) ;;
    cover) # one at a time: each is an assertion that must be found wrong
      yosys -q -l "$log" -p "$read_in; delete t:\$assert; techmap -map hdl/formal_cover.v; opt; write_rtlil $out/$name.il; tee -o $out/$name.cells select -list t:\$assert" >/dev/null 2>&1
      cells=0 found=0
      while read -r one; do
        cells=$((cells + 1))
        timeout "$limit" yosys -q -l "$log" -p "read_rtlil $out/$name.il; delete t:\$assert $one %d; $solve -tempinduct-baseonly -falsify $top" >/dev/null 2>&1 && grep -q 'model found' "$log" || break
        found=$((found + 1))
      done <"$out/$name.cells"
      ((cells > 0 && cells == found)) && outcome="holds $cells times" ;;
    *) echo "formal: $name FAILED: unknown mode '$mode'"; return ;;
  esac
  if [[ $outcome == holds* ]]; then
    echo "formal: $name ($kind $depth) $outcome, $((SECONDS - started)) s"
  else
    echo "formal: $name ($kind $depth) FAILED, $((SECONDS - started)) s:
$(grep -v '^ *[_|/\\$]' "$log" | tail -8)"
  fi
}
export -f prove

proofs=$(cat hdl/*/formal/proofs.txt | grep -vE '^ *(#|$)')
# The outcomes are counted, not the exit codes: a proof that ends without a word is one that failed.
xargs -d '\n' -P "$(nproc)" -n 1 bash -c 'prove "$1"' prove <<<"$proofs" | tee "$out/outcomes.txt"
passed=$(grep -cE '^formal: [^ ]+ \([^)]*\) holds' "$out/outcomes.txt")
failed=$(($(wc -l <<<"$proofs") - passed))
echo "$passed passed, $failed failed, 0 skipped"
((failed == 0))
