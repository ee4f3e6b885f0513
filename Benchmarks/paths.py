#!/usr/bin/env python3
"""Measures cnfd, dnsmasq and tftpd-hpa over emulated networks; paths.sh runs it.

paths.py measure TOOLS BUILD WORK RESULTS   measures, writes each run to RESULTS.jsonl, and prints the tables
paths.py table RESULTS                      prints the tables again
paths.py list                               prints the names of the cases
"""

import concurrent.futures
import json
import os
import random
import re
import shutil
import subprocess
import sys
import threading
import time

import emulated
import path_cases
import path_tables

ROUNDS = int(os.environ.get("ROUNDS", "3"))
SERVERS = os.environ.get("SERVERS", "cnfd dnsmasq hpa").split()
CASES = os.environ.get("CASES", "")
# Slow links keep no processor busy: as many runs go on at once.
JOBS = int(os.environ.get("JOBS", "8"))
# Where to keep what programs said and what paths counted; nowhere when it is empty.
KEEP = os.environ.get("KEEP", "")
PHONES = 50
STATIC = {"small.bin": 30_000, "middle.bin": 60_000, "large.bin": 200_000, "dialplan.xml": 3_000,
          "ringlist.xml": 2_000, "locale.xml": 20_000}


class Site:
    """What the servers serve: files of phones, as cnfd makes them, and static ones."""

    def __init__(self, tools, build, work):
        self.tools, self.build, self.work = tools, build, work
        self.state, self.static, self.files = f"{work}/state", f"{work}/static", f"{work}/files"
        self.empty, self.devices = f"{work}/empty", f"{work}/devices"
        self.flags = os.environ.get("CNFD_FLAGS", "").split()
        for directory in (self.static, self.files, self.empty):
            os.makedirs(directory)
        os.chmod(work, 0o755)
        for name, size in STATIC.items():
            for directory in (self.static, self.files):
                with open(f"{directory}/{name}", "wb") as file:
                    file.write(random.Random(size).randbytes(size))
        here = os.path.dirname(os.path.abspath(__file__))
        text = subprocess.run([sys.executable, f"{here}/site.py", str(PHONES)], check=True, capture_output=True).stdout
        with open(f"{work}/site.yaml", "wb") as file:
            file.write(text)
        names = re.findall(r"\{name: (SEP[0-9A-F]{12})", text.decode())
        with open(self.devices, "w") as file:
            file.write("".join(f"{name}\n" for name in names))
        self.export(names)

    def expected(self, case):
        """What each client of a case fetches: names and sizes, None for what is not there."""
        with open(self.devices) as file:
            devices = file.read().split()
        phones = []
        for number in range(case.clients):
            names = [name.replace("%", devices[number % len(devices)]) for name in case.names * case.repeat]
            paths = [f"{self.files}/{name}" for name in names]
            phones.append([(name, os.path.getsize(path) if os.path.exists(path) else None)
                           for name, path in zip(names, paths)])
        return phones

    def export(self, names):
        """Makes the site in a cnfd, and fetches every phone's file from it."""
        flags = ["--state-directory", self.state, "--control-socket", f"{self.work}/socket", "--workers", "1",
                 "--tftp-listen", "127.0.0.1:69", "--static-directory", self.static]
        with open(f"{self.work}/cnfd.log", "w") as log:
            process = subprocess.Popen([f"{self.build}/cnfd", *flags], stdout=log, stderr=log)
        apply = [f"{self.build}/cnfctl", "apply", "-f", f"{self.work}/site.yaml", "--socket", f"{self.work}/socket"]
        try:
            for _ in range(100):
                said = subprocess.run(apply, capture_output=True, text=True)
                if said.returncode == 0:
                    break
                time.sleep(0.1)
            else:
                raise SystemExit(f"The site cannot be made:\n{said.stdout}{said.stderr}")
            fetch = [f"{self.tools}/load", "--port", "69", "--save", self.files, "--concurrency", "8"]
            subprocess.run([*fetch, *(f"{name}.cnf.xml" for name in names)], check=True, stdout=subprocess.DEVNULL)
        finally:
            process.terminate()
            process.wait(timeout=60)
        subprocess.run(["chmod", "-R", "a+rX", self.work], check=True)


def run_all(site, cases, results):
    """All runs of all rounds: those that want the processor for themselves last."""
    lock, count = threading.Lock(), [0]
    runs = [(round_number, case, server) for round_number in range(1, ROUNDS + 1) for case in cases
            for server in SERVERS]

    def one(run):
        round_number, case, server = run
        with lock:
            count[0] += 1
            work = f"{site.work}/runs/{count[0]}"
        try:
            result = emulated.measure(case, server, site, work, seed=round_number)
        except RuntimeError as error:
            result = {"error": str(error)}
        expected = site.expected(case)
        line = {"round": round_number, "case": case.name, "server": server,
                "limit": path_cases.limit(case, expected, result.get("own_wait", 0)),
                "file_octets": sum(size or 0 for files in expected for _, size in files), **result}
        with lock:
            with open(f"{results}.jsonl", "a") as file:
                file.write(json.dumps(line) + "\n")
            print(path_tables.summary(line), file=sys.stderr)
        if KEEP:
            kept = f"{KEEP}/{round_number} {case.name} {server}".replace("/s", "ps")
            shutil.copytree(work, kept, ignore=shutil.ignore_patterns("state", "fetched-*", "socket"),
                            dirs_exist_ok=True)
        shutil.rmtree(work, ignore_errors=True)

    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        list(pool.map(one, [run for run in runs if not run[1].alone]))
    for run in runs:
        if run[1].alone:
            one(run)


def chosen():
    cases = [case for case in path_cases.all_cases() if re.search(CASES, case.name)]
    if not cases:
        sys.exit(f"No case matches {CASES!r}; paths.py list names them.")
    return cases


def measure(tools, build, work, results):
    cases = chosen()
    run_all(Site(tools, build, work), cases, results)
    path_tables.print_tables(results, path_cases.all_cases())


def main():
    if len(sys.argv) == 6 and sys.argv[1] == "measure":
        measure(*sys.argv[2:])
    elif len(sys.argv) == 3 and sys.argv[1] == "table":
        path_tables.print_tables(sys.argv[2], path_cases.all_cases())
    elif sys.argv[1:] == ["list"]:
        print("\n".join(case.name for case in chosen()))
    else:
        sys.exit(__doc__)


main()
