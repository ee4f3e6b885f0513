#!/usr/bin/env bash
# Measures cnfd's TFTP over emulated networks (slow, long, lossy, with small MTUs), beside the servers that Debian has.
#
#   Benchmarks/paths.sh            measures
#   Benchmarks/paths.sh --check    measures the emulator itself: whether it does what it is asked
#   Benchmarks/paths.sh --list     names the cases
#
#   ROUNDS=3                       how often everything is measured; cells are medians
#   SERVERS="cnfd dnsmasq hpa"     which
#   CASES=REGEX                    only the cases whose name matches, such as '^clean: 64 kbit.*window 8'
#   JOBS=8                         runs at once; those at 100 Mbit/s and 10 ms run alone
#   CNFD_FLAGS="..."               further flags of cnfd
#   KEEP=DIRECTORY                 keep what each program said and each path counted there
#   BUILD=.build/release           where cnfd and cnfctl are; built there when this is not set
#
# A round of everything takes half an hour. The tables go to standard output and, with every run, to Benchmarks/results/.
# It needs root, for network namespaces: no packet leaves those it makes. Every process it starts ends with it.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
tools=$root/.build/benchmarks
export PATH=$PATH:/usr/sbin:/sbin PYTHONDONTWRITEBYTECODE=1

if [ "${1:-}" = --list ]; then
    exec python3 "$here/paths.py" list
fi
if [ "$(id -u)" -ne 0 ]; then
    echo "paths.sh needs root, for network namespaces." >&2
    exit 1
fi

packages=()
for command in dnsmasq:dnsmasq-base in.tftpd:tftpd-hpa tftp:tftp-hpa atftp:atftp curl:curl python3:python3 gcc:gcc \
    nsenter:util-linux setpriv:util-linux chrt:util-linux \
    ip:iproute2; do
    command -v "${command%%:*}" >/dev/null || packages+=("${command#*:}")
done
if [ ${#packages[@]} -gt 0 ]; then
    "$root/scripts/install-dependencies.sh" "${packages[@]}"
    # Debian starts what it installs; the benchmark wants the program only.
    if [[ " ${packages[*]} " == *" tftpd-hpa "* ]]; then
        systemctl disable --now tftpd-hpa || /etc/init.d/tftpd-hpa stop || true
    fi &>/dev/null
fi
mkdir -p "$tools" "$here/results"
for program in emulator phones load; do
    # Beside the old one first: it may be running.
    gcc -std=gnu11 -O2 -Wall -Wextra -o "$tools/$program.$$" "$here/$program.c"
    mv "$tools/$program.$$" "$tools/$program"
done

work=$(mktemp -d) # outside any home directory: some servers read as nobody
child=
finish() {
    if [ -n "$child" ]; then
        kill -KILL "$child" || true
        wait "$child" || true
    fi 2>/dev/null
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

# COMMAND... in a network without a way out, and with processes of its own, all of which go when the first one goes:
# whatever happens to this script.
run() {
    # shellcheck disable=SC2016
    setpriv --pdeathsig KILL unshare --net --pid --fork --kill-child --mount-proc \
        sh -c 'ip link set lo up && exec "$@"' sh "$@" &
    child=$!
    wait "$child"
}

if [ "${1:-}" = --check ]; then
    run python3 "$here/path_check.py" "$tools" "$work"
    exit
fi
if [ -z "${BUILD:-}" ]; then
    (cd "$root" && swift build -c release --product cnfd && swift build -c release --product cnfctl) >&2
fi
build=$(cd "${BUILD:-$root/.build/release}" && pwd)
results=$here/results/paths-$(date -u +%Y%m%dT%H%M%SZ)
python3 "$here/table.py" machine "$results.json" \
    "$(git -C "$root" rev-parse --short HEAD 2>/dev/null || echo unknown)"
run python3 "$here/paths.py" measure "$tools" "$build" "$work" "$results" > >(tee "$results.md")
echo "Kept in $results.md" >&2
