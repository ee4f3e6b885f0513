#!/usr/bin/env bash
# Imports only go down the layer table of docs/architecture.md, and each C library, GRDB, Yams and Hummingbird has one home;
# CDatagram has two, the server and the simulated phones.
set -euo pipefail
cd "$(dirname "$0")/.."

# Targets from the bottom to the top; a target may import only those on lines above its own, or none of its own line.
layers=(
    "COpenSSL CLibXML2 CMalloc CDatagram CBeneath CSpawn CCrash Documents"
    "ClusterModel TFTP Serving"
    "Store AdminAPI CommandLines"
    "Certificates PhoneFiles SiteFiles StaticFiles Notifiers"
    "SQLiteStore"
    "Publishing"
    "Administration"
    "TFTPServer AdminServer AdminClient Simulation"
    "Daemon AdminCommands SimulationCommands"
    "cnfd cnfctl cnfsim"
)
declare -A homes=(
    [COpenSSL]=Certificates [CMalloc]=AdminServer [CLibXML2]=PhoneFiles [CDatagram]="TFTPServer Simulation"
    [CSpawn]=Notifiers [CCrash]=Daemon [CBeneath]=StaticFiles [GRDB]=SQLiteStore [GRDBSQLite]=SQLiteStore [CYaml]=SiteFiles [Yams]=SiteFiles [Hummingbird]=AdminServer
    [HummingbirdCore]=AdminServer
)
declare -A level
for index in "${!layers[@]}"; do for target in ${layers[$index]}; do level[$target]=$index; done; done

failed=0
# A C target without a home would be checked for nothing.
for target in "${!level[@]}"; do
    if [[ $target == C[A-Z]* && -z "${homes[$target]:-}" ]]; then
        echo "$target has no home in $0" >&2
        failed=1
    fi
done
for directory in Sources/*/; do
    target=$(basename "$directory")
    if [ -z "${level[$target]:-}" ]; then
        echo "$target is not in the layer table of $0" >&2
        failed=1
        continue
    fi
    while read -r imported; do
        if [ -n "${homes[$imported]:-}" ] && [[ " ${homes[$imported]} " != *" $target "* ]]; then
            echo "$target imports $imported, which only ${homes[$imported]} may" >&2
            failed=1
        fi
        if [ -n "${level[$imported]:-}" ] && [ "${level[$imported]}" -ge "${level[$target]}" ]; then
            echo "$target imports $imported, which is not below it" >&2
            failed=1
        fi
    done < <(grep -rhoE '^(@[A-Za-z_]+ )*(private |fileprivate |internal |public |package )?import (struct |class |enum |func )?[A-Za-z0-9]+' "$directory" --include='*.swift' 2>/dev/null | awk '{print $NF}' | sort -u)
done
exit $failed
