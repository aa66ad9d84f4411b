#!/usr/bin/env bash
# Runs every proof that hdl/*/formal/proofs.txt names: name | top module | files | bmc N, induction N or cover N,
# with `gates` behind it for a proof that z3 only finishes on single gates, or `sat` for one that it does not finish at all: Yosys' own SAT
# solver takes that, from any state that has no initial value. A `cover N sat` is read with REACH defined: its one assertion says that the
# thing never happens, and must be found wrong.
# Yosys writes SMT2, yosys-smtbmc asks z3. A failing proof leaves its counterexample in build/formal/NAME.vcd. As many run at a time as there are cores.
set -uo pipefail
cd "$(dirname "$0")/.."
out=build/formal
mkdir -p "$out"
limit=${FORMAL_SECONDS:-900}
export out limit

prove() { # a line of proofs.txt; prints the outcome in one piece, for others print beside it
  local name top files mode kind depth gates log started how ok define verdict prepare
  IFS='|' read -r name top files mode <<<"$1"
  name=${name// /} top=${top// /}
  read -r kind depth gates <<<"$mode"
  log=$out/$name.log
  started=$SECONDS
  case $kind in
    bmc) how=() ;;
    induction) how=(-i) ;;
    cover) how=(-c) ;;
    *) echo "formal: $name FAILED: unknown mode '$mode'"; return ;;
  esac
  ok=1
  if [[ $gates == sat ]]; then
    [[ $kind == induction ]] || how=(-tempinduct-baseonly)
    define='' verdict=SUCCESS
    [[ $kind == cover ]] && define='-D REACH' verdict='model found'
    timeout "$limit" yosys -q -l "$log" -p "read_verilog -sv -formal $define $files; prep -flatten -top $top; memory_map; async2sync; dffunmap; opt;
      sat -verify -prove-asserts -set-assumes -tempinduct ${how[*]/#-i/} -maxsteps $depth -dump_vcd $out/$name.vcd $top" >/dev/null 2>&1 || [[ $kind == cover ]] || ok=0
    grep -q "$verdict" "$log" || ok=0
  fi
  prepare="prep -top $top; async2sync; dffunmap"
  [[ $gates == gates ]] && prepare="prep -flatten -top $top; async2sync; simplemap; techmap; opt -fast; abc -g AND,OR,XOR,MUX; opt_clean; dffunmap"
  [[ $gates == sat ]] || yosys -q -p "read_verilog -sv -formal $files; $prepare; write_smt2 -wires $out/$name.smt2" >"$log" 2>&1 || ok=0
  if ((ok)) && [[ $gates != sat ]]; then
    # Induction needs its base case as well.
    [[ $kind == induction ]] && { timeout "$limit" yosys-smtbmc -s z3 -t "$depth" --dump-vcd "$out/$name.vcd" "$out/$name.smt2" >>"$log" 2>&1 || ok=0; }
    timeout "$limit" yosys-smtbmc -s z3 -t "$depth" "${how[@]}" --dump-vcd "$out/$name.vcd" "$out/$name.smt2" >>"$log" 2>&1 || ok=0
  fi
  if ((ok)); then
    echo "formal: $name ($kind $depth) holds, $((SECONDS - started)) s"
  else
    echo "formal: $name ($kind $depth) FAILED, $((SECONDS - started)) s:
$(tail -8 "$log")"
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
