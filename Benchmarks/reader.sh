#!/usr/bin/env bash
# Measures what a reader with many connections takes from an administrator and from phones.
#
#   Benchmarks/reader.sh
#
#   PHONES=100000           how many phones the site has
#   CONNECTIONS=50          how many connections the reader has
#   SECONDS_LOADED=60       how long the reader sends the most expensive requests it is allowed
#   READERS=games           a group of the system's, for the reader; nothing else about it is used
#   BUILD=.build/release    where cnfd is; built there when this is not set
#
# Runs as root, for the reader is somebody else. The table goes to standard output and, with what was measured, to
# Benchmarks/results/. Nothing leaves this machine.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
command -v python3 >/dev/null || "$root/scripts/install-dependencies.sh" python3
if [ "$(id -u)" -ne 0 ]; then
    echo "reader.sh: run it as root: the reader must be another user." >&2
    exit 2
fi
if [ -z "${BUILD:-}" ]; then
    (cd "$root" && swift build -c release --product cnfd) >&2
fi
build=$(cd "${BUILD:-$root/.build/release}" && pwd)
mkdir -p "$here/results"
results=$here/results/reader-$(date -u +%Y%m%dT%H%M%SZ)
python3 "$here/reader.py" "$build" "$results.json" | tee "$results.md"
