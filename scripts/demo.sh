#!/usr/bin/env bash
# The main job, end to end, with real programs: a phone's file gains the gateway's certificate by a reset and by
# nothing else, and loses it with the cluster's security. Ends non-zero when any expectation fails.
#
#   scripts/demo.sh BUILD_DIRECTORY
set -euo pipefail

build=$(cd "${1:?Name the directory of cnfd and cnfctl, for instance .build/release.}" && pwd)
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
export CNFD_SOCKET="$work/control.sock"
phone=SEP001122334455
file=$phone.cnf.xml
daemon=

finish() {
    local code=$?
    if [ -n "$daemon" ]; then
        kill "$daemon" 2>/dev/null || true
        wait "$daemon" 2>/dev/null || true
    fi
    if [ $code -ne 0 ] && [ -f "$work/log" ]; then
        echo "The daemon's log:"
        cat "$work/log"
    fi
    rm -rf "$work"
    exit $code
}
trap finish EXIT

step() { printf '\n== %s\n' "$*"; }
fail() { echo "FAILED: $*" >&2; exit 1; }
cnfctl() { printf '$ cnfctl %s\n' "$*"; "$build/cnfctl" "$@"; }
fetch() { tftp -m binary 127.0.0.1 "$port" -c get "$file" "$work/$1" || fail "tftp could not fetch $file"; }
value() { xmllint --xpath "string(/device/$2)" "$work/$1"; }
expect() { [ "$2" = "$3" ] || fail "$1 is \"$2\", expected \"$3\""; echo "ok: $1 is $3"; }
has_certificate() { xmllint --xpath 'boolean(//srstInfo/srstCertificate)' "$work/$1"; }

step "Start cnfd on a fresh state directory and a port the kernel chooses"
"$build/cnfd" --state-directory "$work/state" --control-socket "$CNFD_SOCKET" --tftp-listen 127.0.0.1:0 \
    2>"$work/log" &
daemon=$!
for _ in $(seq 100); do
    grep -q ' ready$' "$work/log" && break
    kill -0 "$daemon" 2>/dev/null || fail "cnfd did not start"
    sleep 0.1
done
port=$(sed -n 's/.*address=127\.0\.0\.1:\([0-9]*\).*tftp listens.*/\1/p' "$work/log")
[ -n "$port" ] || fail "cnfd did not say where it listens"
echo "cnfd serves TFTP on 127.0.0.1:$port"

step "Apply the fixture site; new phones get their first file at once"
cnfctl apply -f "$root/fixtures/site.yaml"
fetch first.xml
expect "the file's deviceSecurityMode" "$(value first.xml deviceSecurityMode)" 3
expect "the certificate in the first file" "$(has_certificate first.xml)" false

step "Accept the gateway's certificate: saved, but no phone's file changes"
cnfctl srst certificate accept branch-12 --from-file "$root/fixtures/certificates/branch-12.pem"
fetch saved.xml
cmp "$work/first.xml" "$work/saved.xml" || fail "the file changed without a reset"
echo "ok: $file is still the same, byte for byte"

step "Say what the next reset will change in that phone's file"
difference=0
cnfctl file diff "$phone" | cut -c -110 || difference=${PIPESTATUS[0]}
expect "the exit code for a difference" "$difference" 1

step "Reset the dependents of the gateway"
cnfctl reset --srst branch-12 --yes
fetch secure.xml
expect "the certificate in the file" "$(has_certificate secure.xml)" true
embedded=$(value secure.xml devicePool/srstInfo/srstCertificate | base64 -d | sha256sum | cut -d ' ' -f 1)
accepted=$(openssl x509 -in "$root/fixtures/certificates/branch-12.pem" -outform der | sha256sum | cut -d ' ' -f 1)
expect "the SHA-256 of the embedded certificate" "$embedded" "$accepted"
cnfctl file explain "$phone" | head -n 7

step "Switch the cluster to non-secure and reset"
cnfctl cluster set-mode non-secure --yes
cnfctl reset --all --yes
fetch plain.xml
expect "the file's deviceSecurityMode" "$(value plain.xml deviceSecurityMode)" 1
expect "isSecure in the file" "$(value plain.xml devicePool/srstInfo/isSecure)" false
expect "the certificate in the file" "$(has_certificate plain.xml)" false

step "The database still has it: back to mixed, and the former file returns byte for byte"
cnfctl srst list
cnfctl srst show branch-12 | grep -q 'state *valid' || fail "the certificate is gone from the database"
cnfctl cluster set-mode mixed --yes
cnfctl reset --all --yes
fetch again.xml
cmp "$work/secure.xml" "$work/again.xml" || fail "the former file did not return"
echo "ok: $file is what it was before, byte for byte"

step "Stop"
kill -TERM "$daemon"
wait "$daemon" || fail "cnfd ended with code $?"
daemon=
echo "ok: cnfd drained and exited 0"
printf '\nThe demo passed.\n'
