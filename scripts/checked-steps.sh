# What the scripts that show cnfd at work have in common: steps that are checked, programs that end with the script, on
# loopback and on ports the kernel chooses, and waits that are bounded. Sourced with the directory of the programs.
# shellcheck shell=bash
build=$(cd "${1:?Name the directory of cnfd, cnfctl and cnfsim, for instance .build/release.}" && pwd)
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
export CNFD_SOCKET="$work/control.sock"
gateway_address=127.0.0.12
patience=300 # seconds that a single wait may take; on an idle machine a few seconds do
current="nothing yet"
finished=
declare -A process=() seen=()

finish() {
    local code=$? name
    if [ -z "$finished" ]; then
        echo "FAILED in step: $current" >&2
        for name in "$work"/*.log; do
            [ -f "$name" ] && { echo "The end of $(basename "$name"):"; tail -n 8 "$name"; } >&2
        done
        [ $code -ne 0 ] || code=1
    fi
    for name in "${!process[@]}"; do
        kill -KILL "${process[$name]}" 2>/dev/null || true
    done
    wait 2>/dev/null || true
    rm -rf "$work"
    exit $code
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

step() { current=$*; printf '\n== %s\n' "$*"; }
fail() { echo "FAILED: $*" >&2; exit 1; }
ok() { echo "ok: $*"; }
expect() { [ -n "$3" ] && [ "$2" = "$3" ] || fail "$1 is \"$2\", expected \"$3\""; ok "$1 is $3"; }

# --- Programs that go on until they are stopped

# start NAME COMMAND...: what it prints goes to NAME.log; it reads $input, and dies with this script, however that ends.
start() {
    local name=$1
    shift
    : >"$work/$name.log"
    setpriv --pdeathsig KILL "$@" >"$work/$name.log" 2>&1 <"${input:-/dev/null}" &
    process[$name]=$!
    seen[$name]=0
}

# await NAME PATTERN: waits for a line that matches, after the last one that was waited for, and shows it.
await() {
    local deadline=$((SECONDS + patience)) found
    while true; do
        found=$(tail -n +$((${seen[$1]} + 1)) "$work/$1.log" | grep -n -m 1 -e "$2" || true)
        if [ -n "$found" ]; then
            seen[$1]=$((${seen[$1]} + ${found%%:*}))
            echo "   $1: ${found#*:}" | cut -c -150
            return
        fi
        kill -0 "${process[$1]}" 2>/dev/null || fail "$1 ended without \"$2\""
        [ $SECONDS -lt $deadline ] || fail "$1 did not say \"$2\" in $patience s"
        sleep 0.05
    done
}

# never NAME LINE PATTERN: no line after this one matches so far.
never() {
    if tail -n +$(($2 + 1)) "$work/$1.log" | grep -e "$3"; then fail "$1 said this, which must not be"; fi
}

tell() { kill "-$2" "${process[$1]}" || fail "$1 is gone"; }

# stop NAME: it must end by itself, with code 0.
stop() {
    local deadline=$((SECONDS + patience)) id=${process[$1]}
    kill -TERM "$id" || fail "$1 is gone"
    while kill -0 "$id" 2>/dev/null; do
        [ $SECONDS -lt $deadline ] || fail "$1 does not stop"
        sleep 0.05
    done
    unset "process[$1]"
    wait "$id" || fail "$1 ended with code $?"
}

# kill_off NAME: for what knows no orderly end.
kill_off() {
    kill -KILL "${process[$1]}" || fail "$1 is gone"
    wait "${process[$1]}" 2>/dev/null || true
    unset "process[$1]"
}

# port NAME SERVICE: where a simulator listens.
port() { sed -n "s/^listening service=$2 .*:\([0-9]*\)\$/\1/p" "$work/$1.log"; }

# --- Programs that end

# call ARGUMENTS...: cnfctl without a terminal, so that it never asks.
call() { timeout $patience "$build/cnfctl" "$@" </dev/null; }
print_call() { printf '$ cnfctl %s\n' "$*"; }
cnfctl() { answered 0 "" "$@"; }
# shorten: leaves out the most of certificates, which are long.
shorten() { sed -E 's|([A-Za-z0-9+/]{40})[A-Za-z0-9+/=]{60,}|\1…|'; }

# answered CODE TEXT ARGUMENTS...: cnfctl ends with this code, and says this.
answered() {
    local code=$1 text=$2 result=0
    shift 2
    print_call "$@"
    call "$@" >"$work/answer" 2>&1 || result=$?
    shorten <"$work/answer"
    [ $result -eq "$code" ] || fail "cnfctl $* ended with code $result, expected $code"
    grep -q -F -e "$text" "$work/answer" || fail "cnfctl $* did not say \"$text\""
}
says() { answered 0 "$@"; }
refuses() { answered "$@"; ok "refused with code $1"; }

cnfsim() { timeout $patience "$build/cnfsim" "$@" >>"$work/cnfsim.log" 2>&1 || fail "cnfsim $* ended with code $?"; }
fetch() {
    timeout $patience tftp -m binary 127.0.0.1 "$tftp_port" -c get "$1" "$work/$2" || fail "tftp cannot fetch $1"
}
value() { xmllint --xpath "string(/device/$2)" "$work/$1"; }
# file PHONE NAME: fetches a phone's file.
file() { fetch "$1.cnf.xml" "$2"; }
unchanged() { cmp "$work/$1" "$work/$2" || fail "$3"; }
carries_none() {
    [ "$(xmllint --xpath 'boolean(//srstInfo/srstCertificate)' "$work/$1")" = false ] || fail "$1 carries a certificate"
    ok "the file carries no certificate"
}
# sha256: of standard input, which must not be empty.
sha256() {
    cat >"$work/hashed"
    [ -s "$work/hashed" ] || fail "there is nothing to hash"
    sha256sum "$work/hashed" | cut -d ' ' -f 1
}
# shown_by ADDRESS:PORT: the DER of the certificate that is shown there.
shown_by() {
    timeout $patience openssl s_client -connect "$1" </dev/null 2>/dev/null | openssl x509 -outform der ||
        fail "$1 shows no certificate"
}
fingerprint() { openssl x509 -in "$1" -noout -fingerprint -sha256 | cut -d = -f 2; }

# same_bytes REFERENCE PROVIDER PHONE: the certificate is the same, byte for byte, from the gateway to the phone.
same_bytes() {
    local provided stored served
    file "$3" proof.xml
    provided=$(shown_by "$2" | sha256)
    stored=$(call srst certificate export "$1" --format der | sha256)
    served=$(value proof.xml devicePool/srstInfo/srstCertificate | base64 -d | sha256)
    echo "   sha256 of the DER at the provider  $provided"
    echo "   sha256 of the DER in the store     $stored"
    echo "   sha256 of the DER over TFTP        $served"
    [ "$provided" = "$stored" ] && [ "$stored" = "$served" ] || fail "the certificates differ"
    ok "provider, store and the file of $3 agree byte for byte"
}

# --- cnfd and gateways

# start_cnfd: on a fresh state directory and a port the kernel chooses, which becomes $tftp_port.
start_cnfd() {
    start cnfd "$build/cnfd" --state-directory "$work/state" --control-socket "$CNFD_SOCKET" --tftp-listen 127.0.0.1:0
    await cnfd ' ready$'
    tftp_port=$(sed -n 's/.*address=127\.0\.0\.1:\([0-9]*\).*tftp listens.*/\1/p' "$work/cnfd.log")
    [ -n "$tftp_port" ] || fail "cnfd did not say where it listens"
}

# gateway LOG NAME PROVIDER_PORT CLEAR_PORT TLS_PORT [FLAG...]: switches a gateway on, with a new certificate.
gateway() {
    local log=$1 name=$2 provider=$3 clear=$4 tls=$5
    shift 5
    start "$log" "$build/cnfsim" gateway --listen $gateway_address --provider-port "$provider" --clear-port "$clear" \
        --tls-port "$tls" --make-certificate "$name" --certificate "$work/$log.pem" --key "$work/$log.key" "$@"
    await "$log" '^ready'
}

# The certificate provider port of a reference is at most 49151 (S17), and the kernel hands out others, too.
provider_in_range() { [ "$1" -le 49151 ]; }

# new_gateway LOG NAME [FLAG...]: on ports the kernel chooses.
new_gateway() {
    local log=$1 name=$2
    shift 2
    while true; do
        gateway "$log" "$name" 0 0 0 "$@"
        provider_in_range "$(port "$log" certificate-provider)" && return
        stop "$log"
        rm -f "$work/$log.pem" "$work/$log.key"
    done
}

# passed WHAT: the last line of a script; without it the run has failed.
passed() {
    finished=yes
    printf '\n%s passed in %s s.\n' "$1" "$SECONDS"
}
