#!/usr/bin/env bash
# Measures cnfd at a site of 100 000 phones: changes, resets, plans, memory, the database's growth and the start.
#
#   Benchmarks/scale.sh
#
#   ROUNDS=5                       how often everything is measured; a cell is the median
#   SIZES="1000 50000 100000"      the numbers of phones
#   NAIVE_ROUNDS=1                 how often every file is rendered whole and stored, for comparison
#   SERVER_CORE=0                  the core cnfd has
#   BUILD=.build/release           where cnfd is; built there when this is not set
#
# The table goes to standard output and, with what was measured, to Benchmarks/results/. Nothing leaves this machine.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
packages=()
for command in python3:python3 openssl:openssl curl:curl; do
    command -v "${command%%:*}" >/dev/null || packages+=("${command#*:}")
done
[ ${#packages[@]} -eq 0 ] || "$root/scripts/install-dependencies.sh" "${packages[@]}"
if [ -z "${BUILD:-}" ]; then
    (cd "$root" && swift build -c release --product cnfd && swift build -c release --product render-whole) >&2
fi
build=$(cd "${BUILD:-$root/.build/release}" && pwd)
mkdir -p "$here/results"
results=$here/results/scale-$(date -u +%Y%m%dT%H%M%SZ)
python3 "$here/scale.py" measure "$build" "$results.json" | tee "$results.md"
