#!/usr/bin/env bash
# Estimates each block's critical path before routing: Yosys maps to 7-series cells, ABC9 adds their delays and average wires.
#   hdl/synth.sh [BLOCK...]        one line a block: name, ps, LUTs, block RAMs
# It is an estimate, and of an older family than the target: an UltraScale+ part is faster. It says where to look, not what a card does.
set -uo pipefail
cd "$(dirname "$0")/.."
out=build/synth
mkdir -p "$out"
mapfile -t files < <(sim/card/files.sh)
blocks=("$@")
((${#blocks[@]})) || blocks=(mac_rx mac_tx feed_line gap_watch feed_arbiter book_side quoter price_index order_ctl order_state risk_check risk_gate kill_fabric oe_tx oe_rx ring_control inventory_skew variance_skew skew_product slot_inventory bank_fall refresh lead_lag triangle take_shot take_leg)
printf '%-14s %8s %8s %6s\n' block ps LUTs BRAM
for b in "${blocks[@]}"; do
  log=$out/$b.log
  if ! timeout 900 yosys -p "read_verilog -sv ${files[*]}; synth_xilinx -family xc7 -abc9 -flatten -noiopad -top $b; stat" >"$log" 2>&1; then
    printf '%-14s %s\n' "$b" "not mapped: $(grep -E 'ERROR|Aborted|out_of_range' "$log" | head -1)"
    continue
  fi
  ps=$(grep -oE 'Del = *[0-9.]+' "$log" | awk '{printf "%d\n", $3}' | sort -n | tail -1)
  luts=$(awk '/Number of cells/ {n=0} /\$_|LUT[1-6] / {if ($1 ~ /^LUT[1-6]$/) n+=$2} END {print n+0}' "$log")
  rams=$(awk '/Number of cells/ {n=0} $1 ~ /^RAMB/ {n+=$2} END {print n+0}' "$log")
  printf '%-14s %8.0f %8s %6s\n' "$b" "${ps:-0}" "$luts" "$rams"
done
