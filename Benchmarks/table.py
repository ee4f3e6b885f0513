#!/usr/bin/env python3
"""Says what tftp.sh measured, as Markdown.

table.py machine FILE COMMIT      writes down the machine, before the first round
table.py table FILE RESULTS       prints the tables

Cells are medians over the rounds; where there are rounds in which the machine was left to the benchmark, of those. A
ratio is the median of the rounds' own ratios: servers that are measured within the same seconds share the machine's
mood, runs minutes apart do not.
"""

import collections
import datetime
import json
import os
import platform
import statistics
import sys

OTHER_SHARE = 0.1  # of both cores, used by other programs: a run above it is disturbed


def machine(path, commit):
    model = "unknown"
    with open("/proc/cpuinfo") as lines:
        for line in lines:
            if line.startswith(("model name", "Model")):
                model = line.split(":", 1)[1].strip()
                break
    said = {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "processor": model,
        "cores": os.cpu_count(),
        "kernel": platform.release(),
        "load average before": round(os.getloadavg()[0], 2),
        "commit": commit,
    }
    with open(path, "w") as file:
        json.dump(said, file, indent=2)
        file.write("\n")


def per_transfer(run):
    return run["server_cpu_seconds"] / run["completed"] * 1e6 if run["completed"] else None


def per_megabyte(run):
    return run["server_cpu_seconds"] / run["bytes"] * 1e9 if run["bytes"] else None


def latency(name):
    return lambda run: run["latency_ms"][name] if run["completed"] else None


RATE = ("transfers/s", lambda run: run["transfers_per_second"] or None)
PROCESSOR = ("server CPU, µs/transfer", per_transfer)
MEGABYTES = ("MB/s", lambda run: run["megabytes_per_second"] or None)
PROCESSOR_PER_MEGABYTE = ("server CPU, ms/MB", per_megabyte)
P50 = ("p50, ms", latency("p50"))
P99 = ("p99, ms", latency("p99"))
WALL = ("wall time, s", lambda run: run["seconds"])
MEMORY = ("bytes/open transfer", lambda run: run["memory_bytes"] / run["held"])

# Workload: title, what to show, what is asked of cnfd.
WORKLOADS = {
    "one": ("one phone at a time, idle server", [P50, P99], "p50 ≤ 1.05 × dnsmasq"),
    "A": ("phone files, no options", [RATE, PROCESSOR, P50, P99],
          "≥ 0.85 × ideal's rate, ≤ 1.15 × its CPU, p99 at 512 and 2000 ≤ 1/8 of dnsmasq's, no drop, no failure"),
    "B": ("phone files, tsize and blksize 1428", [RATE, PROCESSOR, P99], "≥ 0.85 × ideal's rate, ≤ 1.15 × its CPU"),
    "C": ("one client, 32 MiB, blksize 1428, windowsize 64; ideal with --gso", [MEGABYTES, PROCESSOR_PER_MEGABYTE],
          "≥ 0.85 × ideal's MB/s, ≤ 1.15 × its CPU"),
    "D": ("64 clients, 1 MiB, blksize 1428, windowsize 8; ideal with --gso", [MEGABYTES, PROCESSOR_PER_MEGABYTE],
          "≥ 0.85 × ideal's MB/s"),
    "E": ("missing files", [RATE, PROCESSOR, P99], "≤ 1.3 × ideal's CPU"),
    "F": ("open loop, arrivals a second", [RATE, PROCESSOR, P99], "all complete, p99 ≤ 1.2 × dnsmasq's"),
    "G": ("256 at a time, share of packets lost; ideal with --rto 100", [WALL, P99], "wall time ≤ 1.2 × ideal's"),
    "M": ("memory of open transfers: proportional set size, without the kernel's sockets", [MEMORY], "≤ 1024"),
    "W": ("cnfd's workers; two of them share both cores with the client", [RATE, PROCESSOR, P99], "reported"),
}


def number(value):
    if value is None:
        return "–"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 3
    return f"{value:.{digits}f}"


def undisturbed(runs):
    """Of a server's runs by round, those with the machine to themselves; all of them when there are none."""
    return {r: run for r, run in runs.items() if other_share(run) <= OTHER_SHARE} or runs


def median(values):
    values = [value for value in values if value is not None]
    return statistics.median(values) if values else None


def ratio(runs, case, over, under, measure):
    """The median of over/under, each round for itself."""
    both = runs.get((case, over), {}), runs.get((case, under), {})
    rounds = undisturbed(both[0]).keys() & undisturbed(both[1]).keys() or both[0].keys() & both[1].keys()
    pairs = [(measure(both[0][r]), measure(both[1][r])) for r in rounds]
    return median(above / below for above, below in pairs if above is not None and below)


def print_workload(name, runs, servers):
    title, measures, target = WORKLOADS[name]
    cases = list(dict.fromkeys(case for case, _ in runs))
    present = [server for server in servers if any((case, server) in runs for case in cases)]
    others = [server for server in present if server != "cnfd"] if "cnfd" in present else []
    print(f"\n## {name}: {title}\n\nAsked of cnfd: {target}.\n")
    print("| case | measure | " + " | ".join(present + [f"cnfd / {other}" for other in others]) + " |")
    print("| --- | --- |" + " ---: |" * (len(present) + len(others)))
    for case in cases:
        for label, measure in measures:
            cells = [
                number(median(measure(run) for run in undisturbed(runs.get((case, s), {})).values())) for s in present
            ]
            cells += [number(ratio(runs, case, "cnfd", other, measure)) for other in others]
            print(f"| {case} | {label} | " + " | ".join(cells) + " |")


def oddities(run):
    """What is worth saying about a run beside its figures."""
    said = collections.Counter(run["failures"])
    for key in ("unfinished", "drops", "strays", "ignored_options"):
        said[key] = run.get(key, 0)
    if run["workload"] not in "GM":
        said["retransmits"] = run["retransmits"]
    if run["workload"] == "M":
        said["unfinished"] -= run["held"]
    return {key: count for key, count in said.items() if count > 0}


def other_share(run):
    if "busy_seconds" not in run:
        return 0
    used = run["server_cpu_seconds"] + run["client_cpu_seconds"]
    return max(0, run["busy_seconds"] - used) / (2 * run["seconds"])


def table(path, results):
    with open(path) as file:
        said = json.load(file)
    with open(results) as file:
        runs = [json.loads(line) for line in file]
    servers = list(dict.fromkeys(run["server"] for run in sorted(runs, key=lambda run: run["server"] != "cnfd")))
    rounds = max(run["round"] for run in runs)
    disturbed = sum(other_share(run) > OTHER_SHARE for run in runs)

    print("# cnfd's TFTP beside others\n")
    for key, value in said.items():
        print(f"* {key}: {value}")
    print(f"* rounds: {rounds}; cells are medians, ratios medians of the rounds' ratios")
    print(f"* load average after: {os.getloadavg()[0]:.2f}")
    print(f"* runs in which other programs had more than {OTHER_SHARE:.0%} of both cores: {disturbed} of {len(runs)}")
    for name in WORKLOADS:
        grouped = collections.defaultdict(dict)
        for run in runs:
            if run["workload"] == name:
                grouped[run["case"], run["server"]][run["round"]] = run
        if grouped:
            print_workload(name, grouped, servers)

    print("\n## Failures, drops and other oddities, all rounds together\n")
    print("Unfinished: under way when the time was over. Strays: replies from a second port to a repeated request.\n")
    print("| workload | case | server | what |\n| --- | --- | --- | --- |")
    sums = {}
    for run in runs:
        sums.setdefault((run["workload"], run["case"], run["server"]), collections.Counter()).update(oddities(run))
    for (workload, case, server), what in sums.items():
        if what:
            print(f"| {workload} | {case} | {server} | " + ", ".join(f"{k} {v}" for k, v in what.items()) + " |")


def main():
    if len(sys.argv) == 4 and sys.argv[1] == "machine":
        machine(*sys.argv[2:])
    elif len(sys.argv) == 4 and sys.argv[1] == "table":
        table(*sys.argv[2:])
    else:
        sys.exit(__doc__)


main()
