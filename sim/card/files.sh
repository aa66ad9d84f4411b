#!/usr/bin/env bash
# The core's SystemVerilog files in compile order: packages, then every module.
cd "$(dirname "$0")/../.."
first=hdl/common/saker_pkg.sv
echo $first
find hdl -name '*_pkg.sv' ! -path $first ! -path '*/formal/*' | LC_ALL=C sort
find hdl -name '*.sv' ! -name '*_pkg.sv' ! -path '*/formal/*' | LC_ALL=C sort
