#!/usr/bin/env bash
# Measures cnfd's TFTP beside a near-limit reference and the servers that Debian has, all with the same files.
#
#   Benchmarks/tftp.sh
#
#   ROUNDS=5                             how often everything is measured; ratios are medians over the rounds
#   WORKLOADS="one A B C D E F G M W"    see `workload` below
#   SERVERS="cnfd ideal dnsmasq hpa"     in every round all of them, one after the other in each case
#   CASES=REGEX                          only the cases whose name matches, such as '512'
#   SERVER_CORE=0 CLIENT_CORE=1          where they run
#   BUILD=.build/release                 where cnfd and cnfctl are; built there when this is not set
#   BEFORE=DIRECTORY                     where those of an earlier commit are: one more server, `before`
#
# The tables go to standard output and, with what was measured, to Benchmarks/results/. As root the whole run has a
# network namespace of its own: no other packet meets its ports and counters. Traffic never leaves loopback.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
tools=$root/.build/benchmarks
rounds=${ROUNDS:-5}
read -ra workloads <<<"${WORKLOADS:-one A B C D E F G M W}"
read -ra servers <<<"${SERVERS:-cnfd ${BEFORE:+before} ideal dnsmasq hpa}"
server_core=${SERVER_CORE:-0}
client_core=${CLIENT_CORE:-1}
ports=20690 # the first of theirs; below the range the kernel hands out

# Before the namespace, where packages and sources can be fetched.
prepare() {
    local packages=() command
    for command in dnsmasq:dnsmasq-base in.tftpd:tftpd-hpa python3:python3 gcc:gcc ip:iproute2; do
        PATH=$PATH:/usr/sbin:/sbin command -v "${command%%:*}" >/dev/null || packages+=("${command#*:}")
    done
    if [ ${#packages[@]} -gt 0 ]; then
        "$root/scripts/install-dependencies.sh" "${packages[@]}"
        # Debian starts what it installs; the benchmark wants the program only.
        if [[ " ${packages[*]} " == *" tftpd-hpa "* ]]; then
            systemctl disable --now tftpd-hpa || /etc/init.d/tftpd-hpa stop || true
        fi &>/dev/null
    fi
    mkdir -p "$tools" "$here/results"
    local program
    for program in load ideal; do
        gcc -std=gnu11 -O2 -Wall -Wextra -o "$tools/$program" "$here/$program.c"
    done
    if [ -z "${BUILD:-}" ]; then
        (cd "$root" && swift build -c release --product cnfd && swift build -c release --product cnfctl) >&2
    fi
}

if [ -z "${CNFD_BENCHMARK_PREPARED:-}" ]; then
    prepare
    export CNFD_BENCHMARK_PREPARED=1
    if [ "$(id -u)" -eq 0 ] && unshare --net true 2>/dev/null; then
        # tftpd-hpa resolves its address only when the machine has one beside 127.0.0.1 (AI_ADDRCONFIG).
        # shellcheck disable=SC2016
        exec unshare --net sh -c 'ip link set lo up && ip address add 192.0.2.1/32 dev lo && exec "$@"' sh "$0" "$@"
    fi
fi

export PATH=$PATH:/usr/sbin:/sbin
build=$(cd "${BUILD:-$root/.build/release}" && pwd)
before=${BEFORE:+$(cd "$BEFORE" && pwd)}
load=$tools/load
work=$(mktemp -d)          # outside any home directory: some servers read as nobody
files=$work/files          # what every server serves
socket=$work/control.sock
started=$(date -u +%Y%m%dT%H%M%SZ)
results=$here/results/tftp-$started
ulimit -n "$(ulimit -Hn)"
declare -A process port_of

say() { echo "$*" >&2; }
finish() {
    local code=$?
    stop_servers
    leave_groups
    rm -rf "$work"
    exit $code
}
trap finish EXIT
trap 'exit 130' INT TERM

# Servers

is_cnfd() { [ "$1" = cnfd ] || [ "$1" = before ]; }

start_server() { # NAME WORKLOAD
    local name=$1 workload=$2 port command=()
    port=$((ports++))
    case $name in
    cnfd | before) # each with a store of its own: an earlier one may not read what a later one has written
        local workers=1 programs=$build
        [ "$workload" = W2 ] && workers=2
        [ "$name" = cnfd ] || programs=$before
        command=("$programs/cnfd" --state-directory "$work/state-$name" --control-socket "$socket-$name"
            --workers $workers --tftp-listen "127.0.0.1:$port" --static-directory "$work/static")
        ;;
    ideal)
        command=("$tools/ideal" --directory "$files" --port "$port")
        case $workload in C | D) command+=(--gso) ;; G) command+=(--rto 100) ;; esac
        ;;
    dnsmasq) # has its port compiled in, and may bind it only as root
        [ "$(id -u)" -eq 0 ] || { say "dnsmasq needs root for port 69: left out"; return 1; }
        port=69
        command=(dnsmasq --keep-in-foreground --conf-file=/dev/null --port=0 --user=nobody --group=nogroup
            --listen-address=127.0.0.1 --bind-interfaces --enable-tftp --tftp-root="$files" --tftp-max=5000
            --quiet-tftp --log-facility=/dev/null --pid-file=)
        ;;
    hpa)
        [ "$(id -u)" -eq 0 ] || { say "tftpd-hpa needs root for its chroot: left out"; return 1; }
        command=(in.tftpd --foreground --address "127.0.0.1:$port" --user nobody --secure "$files")
        ;;
    *) say "There is no server $name; there are cnfd, before, ideal, dnsmasq and hpa."; exit 2 ;;
    esac
    local cores=$server_core
    [ "$workload" = W2 ] && cores=$server_core,$client_core
    (
        join_group "$name"
        exec taskset --cpu-list "$cores" "${command[@]}"
    ) >>"$work/$name.log" 2>&1 &
    process[$name]=$!
    port_of[$name]=$port
    for _ in $(seq 100); do # ready when it says that there is no such file
        "$load" --port "$port" --retransmit 100 --retries 0 --expect-error 1 no-such-file &>/dev/null && return 0
        kill -0 "${process[$name]}" 2>/dev/null || break
        sleep 0.1
    done
    say "$name did not start:"
    tail -n 5 "$work/$name.log" >&2
    exit 1
}

descendants() { # PID: it and all below it; without a process for each of a forking server's thousands
    local queue=("$1") children list index
    for ((index = 0; index < ${#queue[@]}; index++)); do
        echo "${queue[index]}"
        for list in /proc/"${queue[index]}"/task/*/children; do
            { read -ra children <"$list" || true; } 2>/dev/null
            queue+=("${children[@]}")
            children=()
        done
    done
}

of_descendants() { # PID FILE: what this file in /proc says of it and all below it
    local all
    mapfile -t all < <(descendants "$1")
    all=("${all[@]/#//proc/}")
    cat "${all[@]/%//$2}" 2>/dev/null || true
}

stop_servers() {
    local name
    for name in "${!process[@]}"; do
        local all
        all=$(descendants "${process[$name]}")
        # A drain would wait for clients that are gone.
        # shellcheck disable=SC2086
        if is_cnfd "$name"; then kill -TERM $all; else kill -KILL $all; fi 2>/dev/null || true
        wait "${process[$name]}" 2>/dev/null || true
        # A child that was born meanwhile has lost its parent, but not its group.
        [ ! -e "$groups/$name" ] || xargs --no-run-if-empty kill -KILL <"$groups/$name/cgroup.procs" 2>/dev/null || true
        unset "process[$name]"
    done
}

# What they used

# A control group sees all children of a server, version 1 or 2; without one, those that were waited for.
groups=
for each in /sys/fs/cgroup/cpuacct /sys/fs/cgroup; do
    [ -e "$each/cpuacct.usage" ] || [ -e "$each/cgroup.controllers" ] || continue
    mkdir "$each/cnfd-benchmark-$$" 2>/dev/null || continue
    groups=$each/cnfd-benchmark-$$
    break
done

join_group() { # SERVER
    [ -z "$groups" ] && return 0
    mkdir -p "$groups/$1"
    echo "$BASHPID" >"$groups/$1/cgroup.procs"
}

leave_groups() { [ -z "$groups" ] || rmdir "$groups"/*/ "$groups" 2>/dev/null || true; }

processor_seconds() { # SERVER
    if [ -e "$groups/$1/cpuacct.usage" ]; then
        awk '{ printf "%.6f\n", $1 / 1e9 }' "$groups/$1/cpuacct.usage"
        return
    elif [ -e "$groups/$1/cpu.stat" ]; then
        awk '$1 == "usage_usec" { printf "%.6f\n", $2 / 1e6 }' "$groups/$1/cpu.stat"
        return
    fi
    of_descendants "${process[$1]}" stat |
        awk -v ticks="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); sum += $12 + $13 + $14 + $15 } END { print sum / ticks }'
}

memory_bytes() { # PID: proportional set size of it and its children
    of_descendants "$1" smaps_rollup | awk '$1 == "Pss:" { sum += $2 } END { print sum * 1024 }'
}

# Datagrams that found a receive queue full, of all sockets but the clients', which are bound to 127.1.x.x.
drops() { awk 'NR > 1 && $2 !~ /^[0-9A-F]{4}017F:/ { sum += $NF } END { print sum + 0 }' /proc/net/udp; }

busy_seconds() { # of both cores
    awk -v a="cpu$server_core" -v b="cpu$client_core" -v ticks="$(getconf CLK_TCK)" \
        '$1 == a || $1 == b { sum += $2 + $3 + $4 + $7 + $8 + $9 } END { print sum / ticks }' /proc/stat
}

wait_until_quiet() { # at most five seconds: other programs, and servers that still tidy up
    local before
    for _ in $(seq 10); do
        before=$(busy_seconds)
        sleep 0.3
        awk -v before="$before" -v after="$(busy_seconds)" 'BEGIN { exit !(after - before < 0.1) }' && return 0
    done
    return 0
}

record() { # SERVER WORKLOAD CASE KEY:VALUE,... LOAD-JSON
    local line="{\"round\":$round,\"server\":\"$1\",\"workload\":\"$2\",\"case\":\"$3\",$4,${5#\{}"
    echo "$line" >>"$results.jsonl"
    sed -E 's/.*"server":"([^"]*)","workload":"([^"]*)","case":"([^"]*)".*"completed":([0-9]*),"failed":([0-9]*).*'\
'"transfers_per_second":([0-9.]*).*"megabytes_per_second":([0-9.]*).*'\
'/round '"$round"': \2 \3 \1: \4 completed, \5 failed, \6 a second, \7 MB\/s/' <<<"$line" >&2
}

# Measures one case on each server, beginning with another one in each round.
measure() { # WORKLOAD CASE FLAGS-OF-LOAD...
    local workload=$1 name=$2 index server pid json
    shift 2
    [[ "$name" =~ ${CASES:-} ]] || return 0
    for index in "${!servers[@]}"; do
        server=${servers[$(((index + round - 1) % ${#servers[@]}))]}
        pid=${process[$server]:-}
        [ -n "$pid" ] || continue
        wait_until_quiet
        local processor dropped busy
        dropped=$(drops) busy=$(busy_seconds) processor=$(processor_seconds "$server")
        json=$(taskset --cpu-list "$client_core" "$load" --port "${port_of[$server]}" "$@") || [ $? -eq 1 ]
        # What a server puts off until the storm is over belongs to the storm.
        if is_cnfd "$server"; then sleep 2; fi
        processor=$(awk -v a="$processor" -v b="$(processor_seconds "$server")" 'BEGIN { print b - a }')
        busy=$(awk -v a="$busy" -v b="$(busy_seconds)" 'BEGIN { print b - a }')
        record "$server" "$workload" "$name" \
            "\"server_cpu_seconds\":$processor,\"busy_seconds\":$busy,\"drops\":$(($(drops) - dropped))" "$json"
    done
}

# Memory of open transfers: what the server grew by when many were started and none acknowledged.
measure_memory() { # WORKLOAD CASE TRANSFERS
    local workload=$1 name=$2 transfers=$3 server pid json before after
    [[ "$name" =~ ${CASES:-} ]] || return 0
    for server in "${servers[@]}"; do
        pid=${process[$server]:-}
        [ -n "$pid" ] || continue
        # What the first transfers bring in belongs to the server, not to a transfer.
        "$load" --port "${port_of[$server]}" "${phones[@]}" --total 200 >/dev/null || true
        before=$(memory_bytes "$pid")
        taskset --cpu-list "$client_core" "$load" --port "${port_of[$server]}" "${phones[@]}" --hold \
            --total "$transfers" --rate 1000 --retransmit 30000 \
            --seconds $((transfers / 1000 + 5)) >"$work/held.json" &
        sleep "$((transfers / 1000)).3"
        after=$(memory_bytes "$pid")
        wait $! || true
        json=$(<"$work/held.json")
        record "$server" "$workload" "$name" "\"memory_bytes\":$((after - before)),\"held\":$transfers" "$json"
    done
}

# Workloads. Where a server is too slow for the total, the time ends the run, and its rate is what counts.

phones=(--names "$work/phones.txt" --verify "$files")
bulk=(--tsize --verify "$files" --receive-buffer 16777216)

workload() {
    local count rate share
    case $1 in
    one) # one phone after the other, on an idle server
        measure one 1 "${phones[@]}" --total 3000 --seconds 3 ;;
    A) # a boot storm, without options
        for count in 64 512 2000; do
            measure A $count "${phones[@]}" --concurrency $count --total 20000 --seconds 5
        done ;;
    B) # the same with tsize and blksize
        for count in 64 2000; do
            measure B $count "${phones[@]}" --concurrency $count --total 20000 --seconds 5 --tsize --blksize 1428
        done ;;
    C) # firmware, one client; several times, to be long enough
        measure C 32MiB "${bulk[@]}" --blksize 1428 --windowsize 64 --total 20 --seconds 5 firmware-32m.bin ;;
    D) # firmware, many clients
        measure D 64x1MiB "${bulk[@]}" --blksize 1428 --windowsize 8 --concurrency 64 --total 512 --seconds 5 \
            firmware-1m.bin ;;
    E) # files that are not there
        measure E 64 --names "$work/missing.txt" --expect-error 1 --concurrency 64 --total 50000 --seconds 5 ;;
    F) # an open loop
        measure F 5000 "${phones[@]}" --rate 5000 --total 25000 --seconds 15 ;;
    G) # loss
        for share in 0.01 0.05; do
            measure G $share "${phones[@]}" --concurrency 256 --loss $share --total 3000 --seconds 40
        done ;;
    M) measure_memory M held 2000 ;;
    W1 | W2) # one worker on one core; two workers on both, of which the client needs one
        measure W "${1#W}" "${phones[@]}" --concurrency 512 --total 20000 --seconds 5 ;;
    *) say "There is no workload $1; there are one, A, B, C, D, E, F, G, M and W."; exit 2 ;;
    esac
}

run_workload() { # NAME; every server starts afresh
    local server
    for server in "${servers[@]}"; do start_server "$server" "$1" || true; done
    workload "$1"
    stop_servers
}

# The files: those of 10 000 phones, as cnfd makes them, and firmware of fixed bytes

fill() { # SERVER PROGRAMS: makes the site in it
    start_server "$1" files
    say "Making a site of $(wc -l <"$work/phones.txt") phones in $1."
    "$2/cnfctl" apply -f "$work/site.yaml" --socket "$socket-$1" >"$work/apply.log" ||
        { cat "$work/apply.log" >&2; exit 1; }
    stop_servers
}

make_files() {
    local size
    mkdir -p "$files" "$work/static"
    chmod 755 "$work"
    for size in 1 32; do
        python3 -c "import random, sys; sys.stdout.buffer.write(random.Random($size).randbytes($size << 20))" \
            >"$work/static/firmware-${size}m.bin"
    done
    python3 "$here/site.py" >"$work/site.yaml"
    sed -nE 's/^  - \{name: (SEP[0-9A-F]{12}),.*/\1/p' "$work/site.yaml" >"$work/names.txt"
    sed 's/$/.cnf.xml/' "$work/names.txt" >"$work/phones.txt"
    sed 's/.*/CTL&.tlv/' "$work/names.txt" >"$work/missing.txt"
    fill cnfd "$build"
    if [[ " ${servers[*]} " == *" before "* ]]; then fill before "$before"; fi
    start_server cnfd files
    "$load" --port "${port_of[cnfd]}" --names "$work/phones.txt" --save "$files" --concurrency 64 --seconds 300 \
        >"$work/export.json" || { say "Not every file could be fetched: $(<"$work/export.json")"; exit 1; }
    stop_servers
    cp "$work/static/"* "$files"
    chmod -R a+rX "$work"
    cat "$files"/* >/dev/null # into the page cache
}

make_files
python3 "$here/table.py" machine "$results.json" "$(git -C "$root" rev-parse --short HEAD 2>/dev/null || echo unknown)"
for round in $(seq "$rounds"); do
    for each in "${workloads[@]}"; do
        if [ "$each" = W ]; then
            all_servers=("${servers[@]}") servers=(cnfd)
            run_workload W1
            run_workload W2
            servers=("${all_servers[@]}")
        else
            run_workload "$each"
        fi
    done
done
python3 "$here/table.py" table "$results.json" "$results.jsonl" | tee "$results.md"
say "Kept in $results.md"
