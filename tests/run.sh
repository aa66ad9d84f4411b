#!/usr/bin/env bash
# Everything that must hold: lint, drift of generated files, proofs, mutants that a proof kills, and every test project. The last line counts all.
set -uo pipefail
cd "$(dirname "$0")/.."
results=build/test-results
rm -rf "$results"
mkdir -p "$results"
passed=0 failed=0 skipped=0
count() { # a line "N passed, N failed, N skipped"
  [[ $1 =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed,\ ([0-9]+)\ skipped$ ]] || { echo "no result from $2"; failed=$((failed + 1)); return; }
  passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2])) skipped=$((skipped + BASH_REMATCH[3]))
}
stage() { # title, command...
  local title=$1 log began=$SECONDS
  shift
  log=$results/${title// /-}.log
  echo "== $title"
  "$@" 2>&1 | tee "$log" | grep -vE '^[0-9]+ passed, '
  echo "   $(tail -1 "$log"), $((SECONDS - began)) s"
  count "$(tail -1 "$log")" "$title"
}

drift() {
  if dotnet run --project host/Saker.RegGen -c Release --no-build -- --check .; then echo "1 passed, 0 failed, 0 skipped"; else echo "0 passed, 1 failed, 0 skipped"; fi
}

project() { # one xunit project; its skips with their reasons
  local name trx
  name=$(basename "$1" .csproj)
  trx=$results/$name.trx
  dotnet test "$1" -c Release --no-build --nologo -v quiet --logger "trx;LogFileName=$PWD/$trx" >"$results/$name.out" 2>&1
  local code=$?
  if [[ ! -f $trx ]]; then
    cat "$results/$name.out"
    echo "0 passed, 1 failed, 0 skipped"
    return
  fi
  awk -v name="$name" -v code="$code" '
    /<UnitTestResult / {
      match($0, /testName="[^"]*"/); test = substr($0, RSTART + 10, RLENGTH - 11)
      match($0, /outcome="[^"]*"/); outcome = substr($0, RSTART + 9, RLENGTH - 10)
      if (outcome == "Passed") p++; else if (outcome == "NotExecuted") { s++; want = "skipped" } else { f++; want = "FAILED" }
    }
    want != "" && /<Message>/ { text = $0; sub(/.*<Message>/, "", text); told = "  " want ": " test ": "; more = 12 }
    told != "" && !/<Message>/ { text = $0; told = "    " }
    told != "" { last = sub(/<\/Message>.*/, "", text); print told text; if (last || --more == 0) { told = ""; want = "" } }
    END { if (code != 0 && f == 0) { f = 1; print "  " name " ended with code " code }; printf "%d passed, %d failed, %d skipped\n", p, f, s }' "$trx"
  ((code == 0)) || grep -E 'error|Error Message|Assert|Expected|Actual|at Saker' "$results/$name.out" | head -40 >&2
}

started=$SECONDS
stage "lint" hdl/lint.sh
stage "generated files" drift
stage "proofs" hdl/formal.sh
stage "mutants" hdl/mutants.sh --quick
for p in tests/*.Tests/*.csproj; do
  stage "$(basename "$p" .csproj)" project "$p"
done
echo "took $((SECONDS - started)) s"
echo "$passed passed, $failed failed, $skipped skipped"
((failed == 0))
