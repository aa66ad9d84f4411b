#!/usr/bin/env bash
# Runs every proof that hdl/*/formal/proofs.txt names: name | top module | files | bmc N, induction N or cover N.
# What the modes mean, and who decides, is in hdl/prove.sh. A failing bmc or induction leaves its counterexample in build/formal/NAME.vcd.
# As many run at a time as there are cores.
set -uo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=hdl/prove.sh
. hdl/prove.sh
out=build/formal
mkdir -p "$out"
limit=${FORMAL_SECONDS:-900}
export out limit

prove() { # a line of proofs.txt; prints the outcome in one piece, for others print beside it
  local name top files kind depth log outcome fault started=$SECONDS
  read_proof "$1"
  if ! solve_proof "$out" "$limit"; then echo "formal: $name FAILED: unknown mode '$kind $depth'"; return; fi
  if [[ $outcome == holds* ]]; then
    echo "formal: $name ($kind $depth) $outcome, $((SECONDS - started)) s"
  else
    local said
    said=${fault:-$(grep -v '^ *[_|/\\$]' "$log" | tail -8)}
    echo "formal: $name ($kind $depth) FAILED, $((SECONDS - started)) s:
$said"
    [[ $kind == bmc ]] && kind=shallow solve_proof "$out" "$limit"  # for the counterexample
  fi
}
export -f prove read_proof solve_proof undeclared unroll nothing_fails something_fails
export to_gates write_gates

proofs=$(cat hdl/*/formal/proofs.txt | grep -vE '^ *(#|$)')
# The outcomes are counted, not the exit codes: a proof that ends without a word is one that failed.
xargs -d '\n' -P "$(nproc)" -n 1 bash -c 'prove "$1"' prove <<<"$proofs" | tee "$out/outcomes.txt"
passed=$(grep -cE '^formal: [^ ]+ \([^)]*\) holds' "$out/outcomes.txt")
failed=$(($(wc -l <<<"$proofs") - passed))
echo "$passed passed, $failed failed, 0 skipped"
((failed == 0))
