#!/usr/bin/env python3
"""Measures cnfd at a site of 100 000 phones; scale.sh runs it.

scale.py site PHONES             prints the site file
scale.py measure BUILD RESULTS   measures, prints the table, and writes what was measured to RESULTS

The phone: SIP, one line with a 24-character label, three product-specific settings of its own.
The daemon has one core. Wall time is what an administrator waits; processor seconds are beside it, because they say more
on a machine that others use, too. A cell is the median over the rounds.
"""

import base64
import http.client
import json
import os
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = int(os.environ.get("ROUNDS", "5"))
# It takes a minute each.
NAIVE_ROUNDS = int(os.environ.get("NAIVE_ROUNDS", "1"))
SIZES = [int(size) for size in os.environ.get("SIZES", "1000 50000 100000").split()]
CORE = os.environ.get("SERVER_CORE", "0")
PORT = 20790

HEAD = """\
cluster:
  security-mode: mixed
  default-call-manager-group: centre
  model-loads: {"8841": sip88xx.14-2-1-0101-52}
call-manager-groups:
  - name: centre
    members:
      - {address: cm1.example.net}
      - {address: cm2.example.net}
srst-references:
  - name: branch
    secure: true
    sip: [{address: 127.0.12.1}]
device-pools:
  - {name: Branch, call-manager-group: centre, srst: branch}
security-profiles:
  - {name: sip, protocol: sip, device-security-mode: encrypted}
phones:
"""


def mac(number):
    # An odd factor is a permutation of the 24 bits: neighbours do not lie side by side, as in a real site.
    return f"SEP020000{number * 7919 % (1 << 24):06X}"


def write_site(phones, out):
    out.write(HEAD)
    for number in range(phones):
        label = f"Reception desk {number:>9}".replace("  ", " .")[:24]
        line = f"{{number: '{number + 100000}', label: '{label}', authentication-password: secret-{number}}}"
        settings = f"{{webAccess: '{number % 2}', sshAccess: '{number % 3}', daysDisplayNotActive: '1,{number % 7}'}}"
        out.write(
            f"  - {{name: {mac(number)}, description: Desk {number}, device-pool: Branch, protocol: sip, model: '8841', "
            f"security-profile: sip, lines: [{line}], settings: {settings}}}\n"
        )


def write_phones(phones, out):
    """The phones of the site as CSV; the rest of the site is HEAD."""
    out.write("name,description,protocol,model,device-pool,security-profile,lines.1.number,lines.1.label,"
              "lines.1.authentication-password,settings.daysDisplayNotActive,settings.sshAccess,settings.webAccess\n")
    for number in range(phones):
        label = f"Reception desk {number:>9}".replace("  ", " .")[:24]
        out.write(f"{mac(number)},Desk {number},sip,8841,Branch,sip,{number + 100000},{label},secret-{number},"
                  f'"1,{number % 7}",{number % 3},{number % 2}\n')


class Connection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost")
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.path)


class Daemon:
    def __init__(self, build, work):
        self.build, self.work = build, work
        self.process = None

    def start(self):
        """Starts it; answers the seconds until the first byte of a phone's file was served."""
        began = time.monotonic()
        first = None
        if os.path.exists(f"{self.work}/socket"):
            os.remove(f"{self.work}/socket")
        with open(f"{self.work}/log", "a") as log:
            command = [f"{self.build}/cnfd", "--state-directory", f"{self.work}/state", "--control-socket",
                       f"{self.work}/socket", "--workers", "1", "--tftp-listen", f"127.0.0.1:{PORT}"]
            self.process = subprocess.Popen(["taskset", "--cpu-list", CORE, *command], stdout=log, stderr=log)
        while True:
            if self.process.poll() is not None:
                sys.exit(f"cnfd did not start:\n{open(f'{self.work}/log').read()[-2000:]}")
            code = fetch_first(mac(0)) if first is None else None
            if code == 3:
                first = time.monotonic() - began
            # An empty store answers with an error.
            if (first is not None or code == 5) and self.listens():
                return first
            time.sleep(0.005)

    def listens(self):
        connection = Connection(f"{self.work}/socket")
        try:
            connection.connect()
        except OSError:
            return False
        finally:
            connection.close()
        return True

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=60)

    def ask(self, path, **request):
        connection = Connection(f"{self.work}/socket")
        connection.request("POST", f"/v1/{path}", json.dumps(request), {"Content-Type": "application/json"})
        response = connection.getresponse()
        body = response.read()
        connection.close()
        if response.status != 200:
            sys.exit(f"{path}: {response.status} {body[:2000]}")
        return json.loads(body)

    def import_phones(self, path):
        """Imports the CSV file at a path, as cnfctl phone import does; answers the summary."""
        connection = Connection(f"{self.work}/socket")
        options = {"noun": "phone", "keep-going": False, "plan": False, "confirm": False}
        with open(path, "rb") as file:
            connection.request("POST", "/v1/object/import", json.dumps(options).encode() + b"\n" + file.read())
        last = connection.getresponse().read().splitlines()[-1]
        connection.close()
        summary = json.loads(last).get("end")
        if summary is None or not summary["saved"]:
            sys.exit(f"object/import: {last[:2000]}")
        return summary

    def processor(self):
        fields = open(f"/proc/{self.process.pid}/stat").read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self, key):
        for line in open(f"/proc/{self.process.pid}/status"):
            if line.startswith(key + ":"):
                return int(line.split()[1]) * 1024
        raise KeyError(key)

    def forget_peak(self):
        with open(f"/proc/{self.process.pid}/clear_refs", "w") as file:
            file.write("5")

    def checkpoint(self):
        """Brings the write-ahead log into the database; answers the database's size in bytes."""
        path = next(f"{self.work}/state/{name}" for name in os.listdir(f"{self.work}/state")
                    if open(f"{self.work}/state/{name}", "rb").read(15) == b"SQLite format 3")
        database = sqlite3.connect(path)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        size = (database.execute("PRAGMA page_count").fetchone()[0] - database.execute("PRAGMA freelist_count")
                .fetchone()[0]) * database.execute("PRAGMA page_size").fetchone()[0]
        database.close()
        return size


def fetch_first(name):
    """The opcode that answers a request for a phone's file; none after 20 ms."""
    client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    client.settimeout(0.02)
    client.sendto(b"\0\x01" + f"{name}.cnf.xml".encode() + b"\0octet\0", ("127.0.0.1", PORT))
    try:
        reply, peer = client.recvfrom(2048)
        client.sendto(b"\0\x05\0\0enough\0", peer)
        return reply[1]
    except (TimeoutError, ConnectionRefusedError):
        return None
    finally:
        client.close()


class Rows:
    """What was measured: wall and processor seconds, or bytes, of each row and number of phones."""

    def __init__(self):
        self.values = {}

    def add(self, row, phones, wall, processor=None):
        self.values.setdefault(row, {}).setdefault(phones, []).append((wall, processor))

    def median(self, row, phones, which=0):
        values = [value[which] for value in self.values.get(row, {}).get(phones, []) if value[which] is not None]
        return statistics.median(values) if values else None


def timed(rows, row, phones, daemon, act):
    before = daemon.processor()
    began = time.monotonic()
    answer = act()
    rows.add(row, phones, time.monotonic() - began, daemon.processor() - before)
    return answer


def certificates(work):
    made = []
    for name in "ab":
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "/dev/null", "-out",
             f"{work}/{name}.pem", "-subj", f"/CN=branch-gw-{name}.example.net", "-days", "3650"],
            check=True, capture_output=True)
        made.append(base64.b64encode(open(f"{work}/{name}.pem", "rb").read()).decode())
    return made


def measure_site(build, phones, rows):
    work = tempfile.mkdtemp(prefix="cnfd-scale-")
    daemon = Daemon(build, work)
    try:
        with open(f"{work}/phones.csv", "w") as file:
            write_phones(phones, file)
        daemon.start()
        rows.add("memory, empty", phones, daemon.memory("VmRSS"))
        daemon.ask("site/apply", text=HEAD + "  []\n", plan=False, confirm=False)
        timed(rows, "import (CSV)", phones, daemon, lambda: daemon.import_phones(f"{work}/phones.csv"))
        rows.add("peak during the import", phones, daemon.memory("VmHWM"))
        say(f"{phones}: imported")
        pair = certificates(work)
        daemon.stop()
        daemon.start()
        for number in range(ROUNDS):
            accept = {"name": "branch", "file": pair[number % 2], "accept-expired": False}
            timed(rows, "plan", phones, daemon,
                  lambda: daemon.ask("srst-certificate/accept", plan=True, **accept))
            timed(rows, "accept", phones, daemon,
                  lambda: daemon.ask("srst-certificate/accept", plan=False, **accept))
            size = daemon.checkpoint()
            daemon.forget_peak()
            report = timed(rows, "reset of all", phones, daemon,
                           lambda: daemon.ask("reset/run", scope="all", plan=False, confirm=False))
            if len(report["published"]) != phones:
                sys.exit(f"only {len(report['published'])} of {phones} were published")
            rows.add("peak during the reset", phones, daemon.memory("VmHWM"))
            rows.add("database growth per phone", phones, (daemon.checkpoint() - size) / phones)
            time.sleep(1)
            rows.add("memory after a reset", phones, daemon.memory("VmRSS"))
            timed(rows, "status", phones, daemon, lambda: daemon.ask("status/show"))
            for again in range(3):
                name = mac((number * 3 + again) * 37 % phones)
                fields = {"owner-user-id": f"user-{number}-{again}"}
                daemon.ask("object/update", noun="phone", name=name, fields=fields, reset=False, plan=False,
                           confirm=True)
                timed(rows, "reset of one", phones, daemon,
                      lambda: daemon.ask("reset/run", scope="phone", name=name, plan=False, confirm=False))
            daemon.stop()
            rows.add("start to first byte", phones, daemon.start())
            rows.add("memory after start", phones, daemon.memory("VmRSS"))
            say(f"{phones}: round {number + 1} of {ROUNDS}")
        rows.add("file size", phones, file_size(mac(0)))
        daemon.stop()
        naive(build, work, phones, rows)
    finally:
        daemon.stop()
        shutil.rmtree(work)


def naive(build, work, phones, rows):
    """Renders every file whole and stores it, in the store the daemon has left."""
    program = f"{build}/render-whole"
    if not os.path.exists(program):
        say("There is no render-whole: the naive way is left out.")
        return
    for _ in range(NAIVE_ROUNDS):
        output = f"{work}/naive.sqlite"
        done = subprocess.run(["taskset", "--cpu-list", CORE, program, f"{work}/state", output], check=True,
                              capture_output=True, text=True)
        said = json.loads(done.stdout)
        rows.add("naive: rendering alone", phones, said["rendering"])
        rows.add("naive: rendered and stored", phones, said["all"], said["processor"])
        rows.add("naive: database per phone", phones, (os.path.getsize(output)) / phones)
        for name in (output, output + "-wal", output + "-shm"):
            if os.path.exists(name):
                os.remove(name)


def file_size(name):
    done = subprocess.run(["curl", "-s", f"tftp://127.0.0.1:{PORT}/{name}.cnf.xml"], check=True, capture_output=True)
    return len(done.stdout)


def say(text):
    print(text, file=sys.stderr, flush=True)


TARGETS = {
    "import (CSV)": "15 s",
    "reset of all": "2.0 s",
    "plan": "1.5 s",
    "reset of one": "20 ms",
    "memory after a reset": "120 MB",
    "peak during the reset": "250 MB",
    "database growth per phone": "300 B",
    "start to first byte": "1.5 s",
}


def shown(row, value):
    if value is None:
        return "-"
    if row.startswith(("memory", "peak")):
        return f"{value / 1e6:.0f} MB"
    if row in ("database growth per phone", "naive: database per phone", "file size"):
        return f"{value:.0f} B"
    return f"{value * 1000:.1f} ms" if value < 0.1 else f"{value:.2f} s"


def table(rows):
    print("| row | target | " + " | ".join(f"{size:,} phones" for size in SIZES) + " |")
    print("| --- | --- |" + " ---: |" * len(SIZES))
    for row in rows.values:
        cells = []
        for size in SIZES:
            cell = shown(row, rows.median(row, size))
            processor = rows.median(row, size, 1)
            cells.append(cell + (f" ({shown(row, processor)} CPU)" if processor is not None else ""))
        print(f"| {row} | {TARGETS.get(row, '')} | " + " | ".join(cells) + " |")
    print()
    if {50_000, 100_000} <= set(SIZES):
        for row in ("reset of all", "plan"):
            for which, name in ((0, "wall"), (1, "processor")):
                half, full = rows.median(row, 50_000, which), rows.median(row, 100_000, which)
                if half and full:
                    print(f"{row}, {name}: {full / half:.2f} times the time at 50 000 (target for the reset: 2.4)")
        half, full = rows.median("memory after a reset", 50_000), rows.median("memory after a reset", 100_000)
        print(f"memory per further phone: {(full - half) / 50_000:.0f} B (target: 600)")
    for size in SIZES:
        reset, whole = rows.median("reset of all", size, 1), rows.median("naive: rendered and stored", size, 1)
        if reset and whole:
            print(f"rendering and storing every file whole, processor: {whole / reset:.1f} times the reset at {size:,}")
    if {1_000, 100_000} <= set(SIZES):
        few, many = rows.median("reset of one", 1_000), rows.median("reset of one", 100_000)
        print(f"reset of one: {many / few:.2f} times the time at 1 000 (target: 1.5)")


def main():
    if sys.argv[1] == "site":
        write_site(int(sys.argv[2]), sys.stdout)
        return
    build, results = sys.argv[2:]
    rows = Rows()
    for size in SIZES:
        measure_site(build, size, rows)
    with open(results, "w") as file:
        json.dump(rows.values, file, indent=1)
    table(rows)


main()
