#!/usr/bin/env python3
"""Measures what a reader with many connections takes from an administrator and from phones; reader.sh runs it.

reader.py BUILD RESULTS

The reader is a user of the readers' group in a process of its own. It sends the most expensive requests that readers are
allowed, on all of its connections at once and each again as soon as it is answered: plans of resets, of a site file as large
as a reader may send and of a sheet, exports, lists, statuses, comparisons. Beside it an administrator asks for the status, one
request after the other, and a phone fetches its file. Each is measured idle first. The daemon keeps all cores, as it would, and
shares them with the reader and the administrator; the phone alone is served as if it were elsewhere.
"""

import grp
import http.client
import json
import os
import platform
import pwd
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

PHONES = int(os.environ.get("PHONES", "100000"))
CONNECTIONS = int(os.environ.get("CONNECTIONS", "50"))
SECONDS = float(os.environ.get("SECONDS_LOADED", "60"))
READERS = os.environ.get("READERS", "games")
PORT = 20791
TIMES = 3  # status and a phone's 99th percentile may take so many times what they take idle
MEMORY = 400  # MB
READERS_SITE = 4 << 20  # octets; docs/cli.md, Limits

HEAD = """\
cluster:
  security-mode: mixed
  default-call-manager-group: centre
call-manager-groups:
  - {name: centre, members: [{address: 127.0.13.1}]}
srst-references:
  - {name: branch, secure: true, sip: [{address: 127.0.12.1}]}
device-pools:
  - {name: Branch, call-manager-group: centre, srst: branch}
security-profiles:
  - {name: sip, protocol: sip, device-security-mode: encrypted}
"""
COLUMNS = "name,description,protocol,model,device-pool,security-profile,lines.1.number,lines.1.label"


def name(number):
    return f"SEP020000{number * 7919 % (1 << 24):06X}"


def sheet(phones, description):
    rows = (f"{name(n)},{description} {n},sip,8841,Branch,sip,{n + 100000},Desk {n}" for n in range(phones))
    return "\n".join([COLUMNS, *rows]) + "\n"


def site_text(limit):
    """A site file of changed phones, about as large as a reader may send."""
    parts, size, number = [HEAD, "phones:\n"], len(HEAD) + 8, 0
    while number < PHONES:
        line = (f"  - {{name: {name(number)}, description: Changed {number}, protocol: sip, model: '8841', "
                f"device-pool: Branch, security-profile: sip, lines: [{{number: '{number + 100000}'}}]}}\n")
        size += len(line) + 1
        if size > limit:
            break
        parts.append(line)
        number += 1
    return "".join(parts)


class Connection(http.client.HTTPConnection):
    def __init__(self, path, timeout=600):
        super().__init__("localhost", timeout=timeout)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def ask(path, operation, body, headers=None):
    """Sends a request; answers the status and the answer."""
    connection = Connection(path)
    try:
        connection.request("POST", f"/v1/{operation}", body, {"Content-Type": "application/json", **(headers or {})})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def fetch(phone, timeout=10):
    """Fetches a phone's file as phones do; answers the seconds it took."""
    began = time.perf_counter()
    client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    client.settimeout(timeout)
    try:
        client.sendto(b"\0\1" + f"{phone}.cnf.xml".encode() + b"\0octet\0", ("127.0.0.1", PORT))
        while True:
            packet, server = client.recvfrom(2048)
            if packet[:2] != b"\0\3":
                sys.exit(f"no file of {phone}: {packet!r}")
            client.sendto(b"\0\4" + packet[2:4], server)
            if len(packet) < 516:
                return time.perf_counter() - began
    finally:
        client.close()


def phone(seconds):
    """The phone: fetches files for so long, and prints the times.

    A real one is another machine, which waits for no processor of this one. So it has one as soon as it wants one."""
    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    files, number, end = [], 0, time.monotonic() + seconds
    while time.monotonic() < end:
        files.append(fetch(name(number % PHONES)))
        number += 1
        time.sleep(0.002)
    print(json.dumps(files))


def measure(path, seconds):
    """Asks for the status and has a phone fetch files besides for so long; answers the times of both."""
    fetching = subprocess.Popen([sys.executable, __file__, "phone", str(seconds)], stdout=subprocess.PIPE, text=True)
    status, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.perf_counter()
        code, answer = ask(path, "status/show", "{}")
        if code != 200:
            sys.exit(f"status: {code} {answer[:300]!r}")
        status.append(time.perf_counter() - began)
        time.sleep(0.2)
    files = fetching.communicate()[0]
    if fetching.returncode != 0:
        sys.exit("The phone did not get its files.")
    return status, json.loads(files)


def read(path, work):
    """The reader: becomes another user, and asks for as much as it can until it is ended."""
    nobody = pwd.getpwnam("nobody")
    group = grp.getgrnam(READERS).gr_gid
    os.setgroups([group])
    os.setgid(group)
    os.setuid(nobody.pw_uid)
    site = open(f"{work}/site.json").read()
    rows = open(f"{work}/import").read()
    listing = {"noun": "phone", "pending": True, "names": [], "filters": [], "columns": True, "show-secrets": False,
               "deleted": False}
    requests = [
        ("reset/run", json.dumps({"scope": "all", "plan": True, "confirm": False}), {"Cnfd-Plan": "true"}),
        ("site/apply", site, {"Cnfd-Plan": "true"}), ("object/import", rows, {}), ("site/export", '{"show-secrets":false}\n', {}),
        ("object/list", json.dumps(listing) + "\n", {}), ("status/show", "{}", {}),
        ("cluster/set-mode", json.dumps({"mode": "non-secure", "plan": True}), {"Cnfd-Plan": "true"}),
        ("audit/verify", "{}", {}),
    ]
    counts = {}

    def loop(number):
        while True:
            operation, body, headers = requests[number % len(requests)]
            number += 1
            try:
                code, answer = ask(path, operation, body, headers)
                refusal = re.search(rb'"error":\{.*?"code":"([a-z-]+)"', answer[-4000:])
                ending = f"refused as {refusal[1].decode()} ({operation})" if refusal else "answered"
            except (OSError, http.client.HTTPException):
                ending = "broken off"
            counts[ending] = counts.get(ending, 0) + 1

    for number in range(CONNECTIONS):
        threading.Thread(target=loop, args=(number,), daemon=True).start()
    # Until nobody listens any more.
    sys.stdin.read()
    print(json.dumps(counts), flush=True)
    os._exit(0)


def memory(process):
    with open(f"/proc/{process}/status") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1000


def main():
    if sys.argv[1] == "read":
        return read(sys.argv[2], sys.argv[3])
    if sys.argv[1] == "phone":
        return phone(float(sys.argv[2]))
    build, results = sys.argv[1:]
    work = tempfile.mkdtemp(prefix="cnfd-reader-")
    os.chmod(work, 0o755)
    path = f"{work}/socket"
    log = open(f"{work}/log", "w")
    daemon = subprocess.Popen(
        [f"{build}/cnfd", "--state-directory", f"{work}/state", "--control-socket", path, "--readers-group", READERS,
         "--tftp-listen", f"127.0.0.1:{PORT}", "--certificate-check-interval", "0", "--log-level", "warning"],
        stdout=log, stderr=log)
    reader = None
    try:
        while not os.path.exists(path):
            if daemon.poll() is not None:
                sys.exit(f"cnfd did not start:\n{open(f'{work}/log').read()[-2000:]}")
            time.sleep(0.05)
        time.sleep(0.5)
        code, answer = ask(path, "site/apply", json.dumps({"text": HEAD, "plan": False, "confirm": True}))
        assert code == 200, answer[:1000]
        importing = {"noun": "phone", "keep-going": False, "plan": False, "confirm": True}
        code, answer = ask(path, "object/import", json.dumps(importing) + "\n" + sheet(PHONES, "Desk"))
        assert b'{"end":' in answer[-4000:], answer[-1000:]
        # A reader may send no larger text; within JSON each line end takes two octets.
        with open(f"{work}/site.json", "w") as file:
            json.dump({"text": site_text(READERS_SITE - 4096), "plan": True, "confirm": False}, file)
        with open(f"{work}/import", "w") as file:
            file.write(json.dumps({**importing, "plan": True}) + "\n" + sheet(PHONES, "Changed"))
        for file in ("site.json", "import"):
            os.chmod(f"{work}/{file}", 0o644)
        settled = memory(daemon.pid)
        idle = measure(path, min(SECONDS, 20))
        reader = subprocess.Popen([sys.executable, __file__, "read", path, work],
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        time.sleep(2)
        loaded = measure(path, SECONDS)
        peak = memory(daemon.pid)
        counts = json.loads(reader.communicate(timeout=60)[0] or "{}")
    finally:
        for process in (reader, daemon):
            if process and process.poll() is None:
                process.terminate()
                process.wait()
        shutil.rmtree(work, ignore_errors=True)
    p99 = [statistics.quantiles(files, n=100)[98] for files in (idle[1], loaded[1])]
    rows = [
        ("an administrator's status, median", *(statistics.median(side[0]) for side in (idle, loaded))),
        ("an administrator's status, longest", *(max(side[0]) for side in (idle, loaded))),
        ("a phone's file, median", *(statistics.median(side[1]) for side in (idle, loaded))),
        ("a phone's file, 99 of 100 within", *p99),
    ]
    print(f"{PHONES} phones; a reader with {CONNECTIONS} connections for {SECONDS:.0f} s: "
          + ", ".join(f"{count} requests {ending}" for ending, count in sorted(counts.items())) + ".")
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, load average before "
          f"{os.getloadavg()[1]:.1f} (5 min), {time.strftime('%Y-%m-%d %H:%M', time.gmtime())} UTC\n")
    print("| | idle, ms | beside the reader, ms | ratio | at most |\n| --- | ---: | ---: | ---: | ---: |")
    for number, (what, before, after) in enumerate(rows):
        limit = f"{TIMES}" if number in (0, 3) else ""
        print(f"| {what} | {before * 1000:.2f} | {after * 1000:.2f} | {after / before:.2f} | {limit} |")
    print(f"\nMemory: {settled:.0f} MB after loading, {peak:.0f} MB at most; at most {MEMORY} are allowed.")
    with open(results, "w") as file:
        json.dump({"phones": PHONES, "connections": CONNECTIONS, "idle": idle, "loaded": loaded, "settled": settled,
                   "peak": peak, "requests": counts}, file)
    misses = [rows[n][0] for n in (0, 3) if rows[n][2] > TIMES * rows[n][1]] + (["memory"] if peak > MEMORY else [])
    if misses:
        sys.exit("Missed: " + ", ".join(misses))


main()
