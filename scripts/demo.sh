#!/usr/bin/env bash
# The main job, end to end, with real programs: a phone's file gains the gateway's certificate by a reset and by
# nothing else, and loses it with the cluster's security. Ends non-zero when any expectation fails.
#
#   scripts/demo.sh BUILD_DIRECTORY
set -euo pipefail

source "$(dirname "$0")/checked-steps.sh"

phone=SEP001122334455

step "Start cnfd on a fresh state directory and a port the kernel chooses"
start_cnfd

step "Apply the fixture site; new phones get their first file at once"
cnfctl apply -f "$root/fixtures/site.yaml"
file $phone first.xml
expect "the file's deviceSecurityMode" "$(value first.xml deviceSecurityMode)" 3
carries_none first.xml

step "Fetch the certificate from the gateway, played by cnfsim: saved, but no phone's file changes"
new_gateway gateway branch-12
cnfctl srst update branch-12 --sccp $gateway_address --sip $gateway_address \
    --certificate-provider-port "$(port gateway certificate-provider)"
cnfctl srst certificate fetch branch-12 --fingerprint "$(fingerprint "$work/gateway.pem")"
file $phone saved.xml
unchanged first.xml saved.xml "the file changed without a reset"
ok "$phone.cnf.xml is still the same, byte for byte"

step "Say what the next reset will change in that phone's file"
answered 1 "srstCertificate" file diff $phone

step "Reset the dependents of the gateway"
says "4 carry an SRST certificate" reset --srst branch-12 --yes
same_bytes branch-12 "$gateway_address:$(port gateway certificate-provider)" $phone
stop gateway
cnfctl file explain $phone srstInfo

step "Switch the cluster to non-secure and reset"
cnfctl cluster set-mode non-secure --yes
cnfctl reset --all --yes
file $phone plain.xml
expect "the file's deviceSecurityMode" "$(value plain.xml deviceSecurityMode)" 1
expect "isSecure in the file" "$(value plain.xml devicePool/srstInfo/isSecure)" false
carries_none plain.xml

step "The database still has it: back to mixed, and the former file returns byte for byte"
cnfctl srst list
says "verified" srst certificate show branch-12
cnfctl cluster set-mode mixed --yes
cnfctl reset --all --yes
file $phone again.xml
unchanged proof.xml again.xml "the former file did not return"
ok "$phone.cnf.xml is what it was before, byte for byte"

step "Stop"
stop cnfd
ok "cnfd drained and exited 0"
passed "The demo"
