#!/usr/bin/env bash
# Lints every module with Verilator (-Wall) and Yosys. Generated files, safety tags and controls are checked by Saker.RegGen (`make lint`, `make test`).
# One line a finding; the last line counts.
set -uo pipefail
cd "$(dirname "$0")/.."
out=build/lint
mkdir -p "$out"
mapfile -t files < <(sim/card/files.sh)
export out files_text="${files[*]}"

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
  # shellcheck disable=SC2086
  verilator --lint-only -Wall -Wno-DECLFILENAME --top-module "$module" hdl/lint.vlt $files_text >"$out/$module.verilator.log" 2>&1
  report "verilator, $module" $? "$out/$module.verilator.log"
  yosys -q -p "read_verilog -sv -defer $files_text; hierarchy -check -top $module; proc; check -assert" >"$out/$module.yosys.log" 2>&1
  report "yosys, $module" $? "$out/$module.yosys.log"
}
export -f report module

# Yosys elaborates everything as it stands; after that each module again as a top of its own, only with what is below it.
yosys -q -p "read_verilog -sv ${files[*]}" >"$out/yosys-read.log" 2>&1
report "yosys, reading all files" $? "$out/yosys-read.log" >"$out/outcomes.txt"

hdl/mutants.sh --check >"$out/mutants.log" 2>&1
report "mutants: each fits its file, and names a control and what kills it" $? "$out/mutants.log" >>"$out/outcomes.txt"

# As many modules at a time as there are cores. The outcomes are counted, not the exit codes: two are due for each module.
mapfile -t modules < <(printf '%s\n' "${files[@]}" | grep -v '_pkg\.sv$')
printf '%s\n' "${modules[@]}" | xargs -P "$(nproc)" -n 1 bash -c 'module "$1"' module >>"$out/outcomes.txt"
grep -v '^ok ' "$out/outcomes.txt"
passed=$(grep -c '^ok ' "$out/outcomes.txt")
failed=$((2 + 2 * ${#modules[@]} - passed))
echo "$passed passed, $failed failed, 0 skipped"
((failed == 0))
