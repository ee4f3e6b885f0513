#!/usr/bin/env python3
"""Prints the site file of the benchmark: 10 000 phones whose files have about 8 KiB.

site.py [PHONES]

Two of three phones speak SCCP, whose files are shorter; every third speaks SIP and has a line. Nothing is random, so
that every machine serves the same files, but for the ids that each database makes for itself.
"""

import sys

HEAD = """\
cluster:
  security-mode: mixed
  default-call-manager-group: centre
  model-loads: {"7841": sip78xx.14-2-1-0101-52, "7942": SCCP42.9-4-2SR3-1S}
call-manager-groups:
  - name: centre
    members:
      - {address: cm1.example.net}
      - {address: cm2.example.net}
srst-references:
  - name: branch
    sccp: [{address: 127.0.12.1}]
    sip: [{address: 127.0.12.1}]
device-pools:
  - {name: Branch, call-manager-group: centre, srst: branch}
security-profiles:
  - {name: sccp, protocol: sccp, device-security-mode: encrypted}
  - {name: sip, protocol: sip, device-security-mode: encrypted}
phones:
"""


def phone(number):
    # An odd factor is a permutation of the 24 bits: neighbours do not lie side by side, as in a real branch.
    name = f"SEP020000{number * 7919 % (1 << 24):06X}"
    common = f"name: {name}, description: Desk {number}, device-pool: Branch"
    if number % 3:
        return f"  - {{{common}, protocol: sccp, model: '7942', security-profile: sccp}}"
    line = f"{{number: '{number + 10000}', label: Desk {number}, authentication-password: secret-{number}}}"
    return f"  - {{{common}, protocol: sip, model: '7841', security-profile: sip, lines: [{line}]}}"


def main():
    phones = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    sys.stdout.write(HEAD)
    for number in range(phones):
        print(phone(number))


main()
