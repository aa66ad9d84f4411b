#!/usr/bin/env bash
# Lints every module with Verilator (-Wall) and Yosys. Generated files, safety tags and controls are checked by Saker.RegGen (`make lint`, `make test`).
# One line a finding; the last line counts.
set -uo pipefail
cd "$(dirname "$0")/.."
out=build/lint
mkdir -p "$out"
mapfile -t files < <(sim/card/files.sh)
packages=$(printf '%s ' $(printf '%s\n' "${files[@]}" | grep '_pkg\.sv$'))
export out packages

# Of each module the files below it, itself included: a module is read with these alone, so it takes a part of the time, and says what it stands on.
# An instance is a known module's name at a line's start, before a name or its parameters.
printf '%s\n' "${files[@]}" | grep -v '_pkg\.sv$' | awk '
  { name = $0; sub(/.*\//, "", name); sub(/\.sv$/, "", name); file[name] = $0 }
  END {
    for (m in file) while ((getline line < file[m]) > 0) {
      split(line, word, /[ \t(]+/)
      first = word[1] == "" ? word[2] : word[1]; second = word[1] == "" ? word[3] : word[2]
      if (first != m && first in file && second ~ /^(#|u_)/) uses[m] = uses[m] " " first
    }
    for (m in file) {
      delete seen; n = 1; list[1] = m; seen[m] = 1
      for (i = 1; i <= n; i++) { k = split(uses[list[i]], u, " "); for (j = 1; j <= k; j++) if (!(u[j] in seen)) { seen[u[j]] = 1; list[++n] = u[j] } }
      printf "%s", m
      for (i = 1; i <= n; i++) printf " %s", file[list[i]]
      print ""
    }
  }' >"$out/below.txt"

report() { # name, exit code, log; prints in one piece, for others print beside it
  if (($2 == 0)); then echo "ok $1"; else
    echo "lint: $1 failed:
$(grep -vE '^ *$' "$3" | head -15)"
  fi
}

module() { # a file: it holds one module of its own name, not too long, clean for both tools
  local module lines
  module=$(basename "$1" .sv)
  if ! grep -qE "^module $module\b" "$1"; then
    echo "lint: $1 does not hold a module of its own name"
    return
  fi
  lines=$(wc -l <"$1")
  if ((lines > 250)) && [[ $1 != hdl/regs/gen/* && $1 != hdl/top/* ]]; then
    echo "lint: $1 has $lines lines; a module is at most 250"
    return
  fi
  local below only
  below=$(awk -v top="$module" '$1 == top { $1 = ""; print }' "$out/below.txt")
  # shellcheck disable=SC2086
  verilator --lint-only -Wall -Wno-DECLFILENAME --top-module "$module" hdl/lint.vlt $packages $below >"$out/$module.verilator.log" 2>&1
  report "verilator, $module" $? "$out/$module.verilator.log"
  # shellcheck disable=SC2086
  # The core as a whole with the parameters that it gives its parts; of any other module only itself: its parts have their own turn.
  [[ $module == saker_core ]] && only="" || only=$module
  yosys -q -p "read_verilog -sv -defer $packages $below; hierarchy -check -top $module; proc $only; check -assert $only" >"$out/$module.yosys.log" 2>&1
  report "yosys, $module" $? "$out/$module.yosys.log"
}
export -f report module

# Yosys elaborates everything as it stands; after that each module again as a top of its own, only with what is below it.
yosys -q -p "read_verilog -sv ${files[*]}" >"$out/yosys-read.log" 2>&1
report "yosys, reading all files" $? "$out/yosys-read.log" >"$out/outcomes.txt"

hdl/mutants.sh --check >"$out/mutants.log" 2>&1
report "mutants: each fits its file, and names a control and what kills it" $? "$out/mutants.log" >>"$out/outcomes.txt"

# The greatest card: what is sized by the number of slots.
verilator --lint-only -Wall -Wno-DECLFILENAME -GNumSlots=16 --top-module saker_core hdl/lint.vlt "${files[@]}" >"$out/slots16.log" 2>&1
report "verilator, the core with 16 slots" $? "$out/slots16.log" >>"$out/outcomes.txt"

# As many modules at a time as there are cores. The outcomes are counted, not the exit codes: two are due for each module.
mapfile -t modules < <(printf '%s\n' "${files[@]}" | grep -v '_pkg\.sv$')
printf '%s\n' "${modules[@]}" | xargs -P "$(nproc)" -n 1 bash -c 'module "$1"' module >>"$out/outcomes.txt"
grep -v '^ok ' "$out/outcomes.txt"
passed=$(grep -c '^ok ' "$out/outcomes.txt")
failed=$((3 + 2 * ${#modules[@]} - passed))
echo "$passed passed, $failed failed, 0 skipped"
((failed == 0))
