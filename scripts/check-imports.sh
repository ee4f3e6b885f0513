#!/usr/bin/env bash
# The table of floors in docs/architecture.md, the folders and the imports say the same: every target lies on its floor, and
# imports only what stands below it in the table. Each C library and each package with one home is imported there alone.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/.."

declare -A homes=(
    [COpenSSL]="OpenSSL Certificates TLS" [CMalloc]=AdminServer [CLibXML2]=PhoneFiles [CDatagram]=Platform
    [CSpawn]=Notifiers [CCrash]=Daemon [CBeneath]=StaticFiles [GRDB]=SQLiteStore [GRDBSQLite]=SQLiteStore [CYaml]=SiteFiles
    [Yams]=SiteFiles [Hummingbird]=AdminServer [HummingbirdCore]=AdminServer
)

failed=0
complain() { echo "$*" >&2; failed=1; }

# Rows `| floor | `target`, `target` | purpose |`; an empty floor is the one above. Targets of one row do not import each other.
declare -A floor=() row=()
number=0
current=
while IFS='|' read -r _ name targets _; do
    name=${name//[[:space:]]/}
    current=${name:-$current}
    number=$((number + 1))
    for target in $(grep -o '`[A-Za-z0-9]*`' <<<"$targets" | tr -d '`'); do
        floor[$target]=$current
        row[$target]=$number
    done
done < <(sed -n '/^| Floor | Target | Purpose |$/,/^$/p' docs/architecture.md | tail -n +3 | grep '^|')
[ ${#row[@]} -ge 20 ] || complain "docs/architecture.md has no table of floors"

for target in "${!floor[@]}"; do
    [ -d "Sources/${floor[$target]}/$target" ] || complain "docs/architecture.md: Sources/${floor[$target]}/$target is missing"
    # A C target without a home would be checked for nothing.
    [[ $target != C[A-Z]* || -n "${homes[$target]:-}" ]] || complain "$target has no home in $0"
done
for directory in Tests/*/*/; do
    target=$(basename "$directory")
    [[ $target == *Tests || $directory == Tests/Support/* ]] || complain "$directory is no folder of tests"
    target=${target%Tests}
    on=$(basename "$(dirname "$directory")")
    [ "$on" = Support ] || [ "$target" = Integration ] || [ "${floor[$target]:-}" = "$on" ] ||
        complain "$directory is not where the target it tests is: Sources/${floor[$target]:-?}"
done
imports() {
    grep -rhoE '^[[:space:]]*(@[A-Za-z_]+(\([A-Za-z]*\))? )*(private |fileprivate |internal |public |package )?import ((struct|class|enum|protocol|typealias|func|var|let) )?[A-Za-z0-9]+' \
        "$1" --include='*.swift' 2>/dev/null | awk '{print $NF}' | sort -u
}
for directory in Sources/*/*/; do
    target=$(basename "$directory")
    if [ "${floor[$target]:-}" != "$(basename "$(dirname "$directory")")" ]; then
        complain "$directory is not in the table of docs/architecture.md"
        continue
    fi
    while read -r imported; do
        if [ -n "${homes[$imported]:-}" ] && [[ " ${homes[$imported]} " != *" $target "* ]]; then
            complain "$target imports $imported, which only ${homes[$imported]} may"
        fi
        if [ -n "${row[$imported]:-}" ] && [ "${row[$imported]}" -le "${row[$target]}" ]; then
            complain "$target imports $imported, which is not below it"
        fi
    done < <(imports "$directory")
done
exit $failed
