"""Says what paths.py measured, as Markdown, and what of it reaches the targets.

A cell is the median over the rounds, but failures are those of all rounds together.
"""

import collections
import json
import statistics

SENT = 1.15        # × the file, on links that lose nothing
TIME = 1.1         # × the best of the others there
LINK = 1.2         # × the link's limit, with windows and for a branch

SECTIONS = {
    "clean": ("Links that lose nothing",
              f"octets sent ≤ {SENT} × the file; time ≤ {TIME} × the best other; with windows, time ≤ {LINK} × the "
              "link's limit"),
    "loss": ("Loss, and worse", "no failure but of clients that gave up themselves; time of a transfer ≤ the best "
             "other's"),
    "MTU": ("A router with a small MTU", "all complete"),
    "branch": ("A branch: all phones at once", f"all complete; time ≤ {LINK} × the limit, which is the link's, or that of "
               "the phone that waited longest for its own timer; beside that limit ≤ the best other"),
}


def number(value):
    if value is None:
        return "–"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def summary(run):
    """A line for the terminal."""
    head = f"round {run['round']}: {run['case']}, {run['server']}: "
    if "error" in run:
        return head + run["error"]
    causes = collections.Counter(each["cause"] for each in run["failures"])
    failed = "".join(f", {count} × {cause}" for cause, count in causes.items())
    return (f"{head}{run['completed'] + run['missing']} done, {run['failed']} failed ({run['at_fault']} by the server"
            f"{failed}), {number(run['seconds'])} s (limit {number(run['limit'])}), sent "
            f"{number(run['sent'] / run['file_octets'])} ×")


class Cell:
    """All runs of one case on one server."""

    def __init__(self, runs):
        self.broken = sum("error" in run for run in runs)
        self.runs = [run for run in runs if "error" not in run]
        self.failed = sum(run["failed"] for run in self.runs)
        self.at_fault = sum(run["at_fault"] for run in self.runs)
        self.all = sum(run["failed"] + run["completed"] + run["missing"] for run in self.runs)

    def median(self, measure):
        return statistics.median(map(measure, self.runs)) if self.runs else None

    @property
    def sent(self):
        return self.median(lambda run: run["sent"] / run["file_octets"])

    @property
    def seconds(self):
        return self.median(lambda run: run["seconds"])

    @property
    def mean_seconds(self):
        return self.median(lambda run: run["mean_seconds"])

    @property
    def beside_limit(self):
        """Of each run by itself: each loses other packets."""
        return self.median(lambda run: run["seconds"] / run["limit"])

    @property
    def limit(self):
        return self.median(lambda run: run["limit"])


def shortfalls(case, cells):
    """What of the section's target cnfd misses; with what it measured."""
    own = cells.get("cnfd")
    others = [cell for name, cell in cells.items() if name != "cnfd" and cell.runs]
    if own is None or not own.runs:
        return ["not measured"]
    missed = ["did not start"] if own.broken else []

    def compare(what, value, bound):
        if value is not None and bound is not None and value > bound:
            missed.append(f"{what} {value / bound:.2f} × what is allowed")

    def best(measure, cells):
        return min(map(measure, cells), default=None)

    whole = [cell for cell in others if not cell.failed]
    if case.section == "loss":
        if own.at_fault:
            missed.append(f"{own.at_fault} failed")
        compare("time", own.mean_seconds, best(lambda cell: cell.mean_seconds, others))
        return missed
    if own.failed:
        missed.append(f"{own.failed} failed")
    if case.section == "clean":
        compare("sent", own.sent, SENT)
        fastest = best(lambda cell: cell.mean_seconds, whole)
        compare("time beside the others", own.mean_seconds, fastest and TIME * fastest)
        if (case.window or 1) > 1 and case.client == "phones":
            compare("time beside the link", own.mean_seconds, LINK * own.limit)
    if case.section == "branch":
        compare("time beside the limit", own.beside_limit, LINK)
        compare("time beside the others", own.beside_limit, best(lambda cell: cell.beside_limit, whole))
    return missed


def columns(section, servers):
    """Titles, and what is in them: a function of a server's cell."""
    done = [("failed", lambda cell: f"{cell.failed} of {cell.all}")]
    sent = [("sent, × file", lambda cell: number(cell.sent))]
    mean = [("s", lambda cell: number(cell.mean_seconds))]
    whole = [("s", lambda cell: number(cell.seconds))]
    allowed = [("× the limit", lambda cell: number(cell.beside_limit))]
    faults = [("failed by server / client", lambda cell: f"{cell.at_fault} / {cell.failed - cell.at_fault}")]
    chosen = {"clean": mean + sent, "loss": faults + mean + sent, "MTU": done + mean + sent,
              "branch": done + whole + allowed + sent}[section]
    return [(f"{server}: {title}", server, show) for title, show in chosen for server in servers]


def print_section(section, cases, cells, servers):
    title, target = SECTIONS[section]
    shown = columns(section, servers)
    # A branch's limit is another in each run.
    has_limit = section == "clean"
    print(f"\n## {title}\n\nAsked of cnfd: {target}.\n")
    print("| path | client | blksize | window |" + (" limit, s |" if has_limit else "")
          + "".join(f" {title} |" for title, _, _ in shown) + " cnfd |")
    print("| --- | --- | ---: | ---: |" + " ---: |" * (len(shown) + has_limit) + " --- |")
    reached = 0
    for case in cases:
        of_case = cells[case.name]
        missed = shortfalls(case, of_case)
        reached += not missed
        row = [case.path_name, case.client, case.block_size or "–", case.window or "–"]
        if has_limit:
            row.append(number(next(iter(of_case.values())).limit if case.client == "phones" else None))
        row += [show(of_case[server]) if server in of_case and of_case[server].runs else "–"
                for _, server, show in shown]
        print("| " + " | ".join(map(str, row)) + f" | {'; '.join(missed) or 'reached'} |")
    print(f"\n{reached} of {len(cases)} reached.")


def print_tables(results, all_cases):
    with open(f"{results}.json") as file:
        machine = json.load(file)
    with open(f"{results}.jsonl") as file:
        runs = [json.loads(line) for line in file]
    servers = list(dict.fromkeys(run["server"] for run in sorted(runs, key=lambda run: run["server"] != "cnfd")))
    grouped = collections.defaultdict(lambda: collections.defaultdict(list))
    for run in runs:
        grouped[run["case"]][run["server"]].append(run)
    cells = {case: {server: Cell(of_server) for server, of_server in each.items()} for case, each in grouped.items()}
    rounds = max(run["round"] for run in runs)
    late = max((run["path"]["lateness_ms"]["most"] for run in runs if "path" in run), default=0)
    mean = statistics.mean(run["path"]["lateness_ms"]["mean"] for run in runs if "path" in run)
    print("# cnfd's TFTP over emulated networks, beside others\n")
    for key, value in machine.items():
        print(f"* {key}: {value}")
    print(f"* rounds: {rounds}; cells are medians, failures those of all rounds together")
    print(f"* the emulator was {mean:.3f} ms late on average, {late:.1f} ms at most")
    for section in SECTIONS:
        present = [case for case in all_cases if case.section == section and case.name in cells]
        if present:
            print_section(section, present, cells, servers)
