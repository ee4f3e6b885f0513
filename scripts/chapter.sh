#!/usr/bin/env bash
# The whole chapter "secure SRST" on one machine: from nothing to a phone in secure fail-over and back, its traps and
# its ways out included. Every step is checked, and the first that fails ends the run and says which. The programs are
# real, and so are TFTP and TLS; cnfsim plays the phone, the call manager, the gateway and the CAPF, and in the end
# openssl s_server, which knows nothing of cnfd, plays a gateway.
#
# Everything is on loopback and on ports the kernel chooses, every wait is bounded, and nothing outlives this script.
#
#   scripts/chapter.sh BUILD_DIRECTORY
set -euo pipefail

source "$(dirname "$0")/checked-steps.sh"

phone=SEP001122334455
plain_phone=SEP001122334456
other_phone=SEP001122334466
gateway=gateway # the log of the gateway that has its power now

# renew_gateway LOG: the gateway comes back with another certificate, at its address and ports.
renew_gateway() {
    stop "$gateway"
    gateway=$1
    gateway "$1" branch-12 "$provider_port" "$clear_port" "$tls_port" --trust "$work/phone-issuers.pem"
}

# refused_by_phone: the phone sees the gateway, and refuses its certificate.
refused_by_phone() {
    await phone '^not-registered at=gateway .*reason="certificate refused: it is not the one that is trusted"'
}

# openssl_server LOG FLAG...: openssl with the certificate of branch-40; what is written to openssl_input, it sends.
openssl_server() {
    local log=$1
    shift
    [ -p "$work/$log.input" ] || mkfifo "$work/$log.input"
    exec {openssl_input}<>"$work/$log.input"
    input="$work/$log.input" start "$log" openssl s_server -accept $gateway_address:0 -key "$work/openssl.key" \
        -cert "$work/openssl.pem" "$@"
    await "$log" '^ACCEPT '
}
openssl_port() { sed -n 's/^ACCEPT .*:\([0-9]*\)$/\1/p' "$work/$1.log" | head -n 1; }

# phone_on LOG NAME FROM=TO: switches a phone on; it waits a thousandth of what a phone waits on purpose.
phone_on() {
    start "$1" "$build/cnfsim" phone "$2" --server "127.0.0.1:$tftp_port" --certificate "$work/capf/$2.pem" \
        --key "$work/capf/$2.key" --call-manager-certificate "$work/cm.pem" --map "$3" --time-scale 0.001
}

wan_fails() { tell call-manager USR1; await call-manager '^power state=off'; }
wan_returns() { tell call-manager USR2; await call-manager '^power state=on'; }
at_call_manager='^registered at=call-manager .* protection=tls$'
at_clear_call_manager='^registered at=call-manager .* protection=clear$'
at_gateway='^registered at=gateway .* protection=tls$'
at_clear_gateway='^registered at=gateway .* protection=clear$'

step "Start cnfd on a fresh state directory"
start_cnfd

step "A CAPF issues the phones' certificates; cnfd learns its root, and serves it"
cnfsim capf init --directory "$work/capf"
cnfsim capf issue $phone $other_phone --directory "$work/capf"
cnfctl capf set --from-file "$work/capf/CAPF.pem"
fetch CAPF.der served-capf.der
unchanged capf/CAPF.der served-capf.der "CAPF.der over TFTP is not the root"
ok "CAPF.der over TFTP is the root, byte for byte"

step "The gateway is given the phones' issuers (S06), and is switched on with the call manager"
print_call trust export
call trust export >"$work/phone-issuers.pem"
new_gateway gateway branch-12 --trust "$work/phone-issuers.pem"
provider_port=$(port gateway certificate-provider)
clear_port=$(port gateway signalling-clear)
tls_port=$(port gateway signalling-tls)
provider=$gateway_address:$provider_port
start call-manager "$build/cnfsim" call-manager --clear-port 0 --tls-port 0 --make-certificate cm1 \
    --certificate "$work/cm.pem" --key "$work/cm.key" --trust "$work/phone-issuers.pem"
await call-manager '^ready'
timeout $patience openssl s_client -connect $gateway_address:"$tls_port" </dev/null >"$work/s_client.log" 2>&1 || true
await gateway '^refused .*peer did not return a certificate'

step "Mixed mode, a call-manager group, a pool, security profiles and two phones"
says "CTL" cluster set-mode mixed --yes
cnfctl call-manager-group add tokyo --members \
    "address=127.0.0.1,sip-port=$(port call-manager signalling-clear),secured-sip-port=$(port call-manager signalling-tls)"
cnfctl security-profile add sip-encrypted --protocol sip --device-security-mode encrypted
cnfctl security-profile add sip-plain --protocol sip --transport tcp
cnfctl device-pool add Branch-12 --call-manager-group tokyo
cnfctl phone add $phone --protocol sip --model 8841 --device-pool Branch-12 \
    --security-profile sip-encrypted --lines 1201
cnfctl phone add $plain_phone --protocol sip --model 7821 --device-pool Branch-12 \
    --security-profile sip-plain --lines 1220
cnfctl phone certificate import --kind lsc "$work/capf/$phone.pem"

step "An SRST reference: no certificate before it is secure (S16), no port out of range (S17)"
cnfctl reset --all --yes
cnfctl srst add branch-12 --sip $gateway_address:"$clear_port"
refuses 6 "cnfctl srst update branch-12 --secure true" srst certificate fetch branch-12 --yes
refuses 6 "Port Numbers can only contain digits." srst update branch-12 --certificate-provider-port 50000
says "The gateway's certificate must now be obtained" srst update branch-12 --secure true \
    --certificate-provider-port "$provider_port"

step "Fetch the gateway's certificate (S01): nobody to ask and a wrong fingerprint are refused, its own proves it"
refuses 2 "--fingerprint" srst certificate fetch branch-12
refuses 5 "has the fingerprint" srst certificate fetch branch-12 --fingerprint "$(printf 'AB%.0s' $(seq 32))"
refuses 3 "No certificate is accepted for it" srst certificate export branch-12
says "previously accepted  none" srst certificate fetch branch-12 --fingerprint "$(fingerprint "$work/gateway.pem")"
await gateway '^provided '
says "no file changed" reset --srst branch-12 --yes
ok "no device pool names the reference, so no phone gets it (S21)"

step "A device pool enables the reference (S21), and no phone's file changes before the reset (S02)"
file $phone before.xml
expect "the file's deviceSecurityMode" "$(value before.xml deviceSecurityMode)" 3
cnfctl device-pool update Branch-12 --srst branch-12
file $phone saved.xml
unchanged before.xml saved.xml "the file changed without a reset"
ok "$phone.cnf.xml is still the same, byte for byte"
answered 1 "srstCertificate" file diff $phone

step "Reset the gateway's phones (S02, S20)"
says "1 carries an SRST certificate" reset --srst branch-12 --yes
same_bytes branch-12 "$provider" $phone
expect "the certificate that the gateway shows" "$(shown_by "$provider" | sha256)" \
    "$(openssl x509 -in "$work/gateway.pem" -outform der | sha256)"
file $plain_phone plain.xml
carries_none plain.xml

step "The phone boots and registers with its call manager over TLS"
phone_on phone $phone "$gateway_address:$((clear_port + 1))=$gateway_address:$tls_port"
await phone '^fetched file='
await phone '^configured '
await phone "$at_call_manager"

step "The WAN fails: secure fail-over to the gateway (S03); the WAN returns: the phone falls back"
wan_fails
await phone "$at_gateway"
await gateway "^registered phone=$phone service=signalling-tls "
wan_returns
await phone '^falling-back '
await phone "$at_call_manager"

# Who has fetched what is written when the phones have been quiet for a second, or after five.
fetch_noted() { # PHONE
    for _ in $(seq $((patience * 5))); do
        call phone show "$1" --json | grep -q '"has-served-file" *: *true' && return
        sleep 0.2
    done
    fail "the fetch of $1 was not noted within $patience s"
}

step "The set-up checklist (S12): what cannot be known from here takes the administrator's word, and nothing else is open"
fetch_noted SEP001122334455
answered 1 "cannot tell" srst check branch-12
says "steps hold" srst check branch-12 --assume trust-list --assume gateway-has-issuers --assume gateway-reset \
    --assume phones-protected

step "An HSRP pair is refused (S04)"
new_gateway pair branch-30 --hsrp-pair
cnfctl srst add branch-30 --sip $gateway_address --secure true --certificate-provider-port \
    "$(port pair certificate-provider)"
refuses 5 "HSRP pair" srst certificate fetch branch-30 --yes
refuses 3 "No certificate is accepted for it" srst certificate export branch-30
cnfctl srst delete branch-30 --yes
stop pair

step "The gateway's certificate is renewed: a yes alone does not accept one that differs (S14)"
renew_gateway renewed
refuses 5 "--fingerprint" srst certificate fetch branch-12 --yes
grep -q 'previously accepted  different' "$work/answer" || fail "fetch did not say that the certificate differs"
answered 1 "another certificate" srst check branch-12
grep -q '^not yet *certificate-current ' "$work/answer" || fail "srst check did not see the other certificate"
expect "the certificate in the store" "$(call srst certificate export branch-12 --format der | sha256)" \
    "$(openssl x509 -in "$work/gateway.pem" -outform der | sha256)"

step "Until it is accepted and the phones reset, they keep the old one and refuse the renewed gateway"
renewed_at=${seen[phone]}
wan_fails
refused_by_phone
says "previously accepted  different" srst certificate fetch branch-12 --fingerprint \
    "$(fingerprint "$work/renewed.pem")"
file $phone kept.xml
unchanged proof.xml kept.xml "the file changed without a reset"
ok "accepted, and $phone.cnf.xml still the same, byte for byte"
refused_by_phone
never phone "$renewed_at" '^registered '

step "After the reset the phone takes the renewed gateway, and falls back again"
says "1 carries an SRST certificate" reset --srst branch-12 --yes
same_bytes branch-12 "$provider" $phone
tell phone HUP
await phone "$at_gateway"
await renewed "^registered phone=$phone service=signalling-tls "
wan_returns
await phone "$at_call_manager"

step "Remove security (S18): the store forgets the certificate, the reset takes it out of the files"
says "Disable the credential service on the gateway" srst remove-security branch-12 --reset --yes
refuses 6 "it can have no certificate" srst certificate export branch-12
file $phone removed.xml
expect "isSecure in the file" "$(value removed.xml devicePool/srstInfo/isSecure)" false
carries_none removed.xml
tell phone HUP
await phone '^configured call-managers=tls srst=clear '
await phone "$at_call_manager"
wan_fails
await phone "$at_clear_gateway"
wan_returns
await phone "$at_call_manager"

step "The gateway's certificate was deleted, and it made another: after the removal, secure it, update, reset (S19)"
renew_gateway deleted
cnfctl srst update branch-12 --secure true
says "previously accepted  none" srst certificate fetch branch-12 --yes
says "1 carries an SRST certificate" reset --srst branch-12 --yes
same_bytes branch-12 "$provider" $phone
tell phone HUP
await phone "$at_call_manager"

step "The trap of S11: in secure SRST while the cluster becomes non-secure, the phone is held at the gateway"
wan_fails
await phone "$at_gateway"
says "only after the gateway has been powered off" cluster set-mode non-secure --yes
cnfctl reset --all --yes
held_since=${seen[phone]}
wan_returns
await phone '^held at=gateway '
# A reset fetches the same file once more, and frees it no more than the call manager's return did.
tell phone HUP
await phone '^configured call-managers=clear srst=clear '
never phone "$held_since" '^registered '
ok "the call manager is back, and the phone stays at the gateway"

step "Powering the gateway off frees the phone; fail-over and fallback are automatic again, in the clear (S07)"
tell deleted USR1
await phone "$at_clear_call_manager"
tell deleted USR2
await deleted '^power state=on'
wan_fails
await phone "$at_clear_gateway"
wan_returns
await phone "$at_clear_call_manager"
file $phone non-secure.xml
expect "the file's deviceSecurityMode" "$(value non-secure.xml deviceSecurityMode)" 1
carries_none non-secure.xml

step "Back to mixed: what the cluster ignored it did not delete (S08)"
cnfctl cluster set-mode mixed --yes
cnfctl reset --all --yes
file $phone again.xml
unchanged proof.xml again.xml "the former file did not return"
ok "$phone.cnf.xml is what it was before, byte for byte"
tell phone HUP
await phone "$at_call_manager"
wan_fails
await phone "$at_gateway"
wan_returns
await phone "$at_call_manager"
stop phone

step "Delete the reference (S15): its certificate leaves the store and the phones' files"
says "Disable the credential service on the gateway" srst delete branch-12 --detach --confirm branch-12 --reset
refuses 3 "branch-12" srst certificate show branch-12
file $phone deleted.xml
carries_none deleted.xml
stop deleted

step "A gateway that none of us wrote: openssl s_server provides the certificate"
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/openssl.key" -out "$work/openssl.pem" -days 30 \
    -subj /CN=branch-40 2>/dev/null || fail "openssl makes no certificate"
while true; do
    openssl_server openssl-provider -www
    openssl_provider=$(openssl_port openssl-provider)
    provider_in_range "$openssl_provider" && break
    kill_off openssl-provider
done
openssl_server openssl-gateway -Verify 1 -verify_return_error -CAfile "$work/phone-issuers.pem"
cnfctl srst add branch-40 --sip $gateway_address --secure true --certificate-provider-port "$openssl_provider"
cnfctl device-pool add Branch-40 --call-manager-group tokyo --srst branch-40
cnfctl phone add $other_phone --protocol sip --model 8841 --device-pool Branch-40 \
    --security-profile sip-encrypted --lines 4001
cnfctl phone certificate import --kind lsc "$work/capf/$other_phone.pem"
says "previously accepted  none" srst certificate fetch branch-40 --fingerprint "$(fingerprint "$work/openssl.pem")"
says "1 carries an SRST certificate" reset --srst branch-40 --yes
same_bytes branch-40 "$gateway_address:$openssl_provider" $other_phone

step "openssl s_server as that gateway: it asks for the phone's certificate, and the phone fails over to it and back"
phone_on other-phone $other_phone "$gateway_address:5061=$gateway_address:$(openssl_port openssl-gateway)"
await other-phone "$at_call_manager"
wan_fails
await openssl-gateway "^depth=0 CN = $other_phone"
await openssl-gateway '^verify return:1'
await openssl-gateway "^REGISTER $other_phone"
echo "REGISTERED $other_phone" >&"${openssl_input}"
await other-phone "$at_gateway"
wan_returns
await other-phone "$at_call_manager"
stop other-phone
kill_off openssl-provider
kill_off openssl-gateway

step "Stop"
stop call-manager
stop cnfd
ok "cnfd drained and exited 0"
passed "The chapter"
