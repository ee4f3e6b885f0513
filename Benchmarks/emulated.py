"""A path of emulator.c, with a server at one end of it and clients at the other, in one run of its own.

Everything starts afresh for each transfer or group of transfers that is measured: namespaces, so that no kernel knows the
path from before, the server, and a copy of its state.
"""

import collections
import concurrent.futures
import json
import os
import shutil
import signal
import subprocess
import threading
import time

# emulator.c's, reserved for documentation.
SERVER = {4: "192.0.2.1", 6: "2001:db8::1"}
CLIENT = {4: "198.51.100.1", 6: "2001:db8:1::1"}
# Machines of a real network do not wait for each other's processor, nor for other programs of this one.
REAL_TIME = ["chrt", "--rr", "1"]
if subprocess.run([*REAL_TIME, "true"], capture_output=True).returncode:
    REAL_TIME = []
# How long after its client has gone a server may still say something, beside the path's own time.
SETTLE = 0.3


class Path:
    """The emulator and its two namespaces."""

    def __init__(self, tools, work, flags):
        self.statistics = f"{work}/path.json"
        self.process = subprocess.Popen([f"{tools}/emulator", "--statistics", self.statistics, *flags],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        said = self.process.stdout.readline().split()
        if not said:
            raise RuntimeError(f"the emulator did not start with {flags}")
        self.ends = dict(each.split("=") for each in said)

    def at(self, end, command):
        """The command, to be run at an end: 'servers' or 'clients'."""
        return [*REAL_TIME, "nsenter", f"--net={self.ends[end]}", *command]

    def close(self):
        """Ends the emulator; answers what it counted."""
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(timeout=30)
        with open(self.statistics) as file:
            return json.load(file)


class Server:
    """A server at port 69 of one end, until close()."""

    def __init__(self, name, site, path, work, family):
        address = SERVER[family]
        in_url = f"[{address}]" if family == 6 else address
        if name == "cnfd":
            shutil.copytree(site.state, f"{work}/state")
            command = [f"{site.build}/cnfd", "--state-directory", f"{work}/state", "--control-socket",
                       f"{work}/socket", "--workers", "1", "--tftp-listen", f"{in_url}:69", "--static-directory",
                       site.static, *site.flags]
        elif name == "dnsmasq":
            command = ["dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--port=0", "--user=nobody",
                       "--group=nogroup", f"--listen-address={address}", "--bind-interfaces", "--enable-tftp",
                       f"--tftp-root={site.files}", "--tftp-max=1000", "--quiet-tftp", "--log-facility=/dev/null",
                       "--pid-file="]
        elif name == "hpa":
            command = ["in.tftpd", "--foreground", f"-{family}", "--address", f"{in_url}:69", "--user", "nobody",
                       "--secure", site.files]
        else:
            raise SystemExit(f"There is no server {name}; there are cnfd, dnsmasq and hpa.")
        self.log = f"{work}/{name}.log"
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(path.at("servers", command), stdout=log, stderr=log,
                                            start_new_session=True)
        # Ready when it says that there is no such file: over its own loopback, so that the path sees nothing of it.
        probe = path.at("servers", [f"{site.tools}/phones", "--server", address, "--verify", site.empty, "--timer",
                                    "100", "--retries", "0", "no-such-file"])
        for _ in range(300):
            if subprocess.run(probe, capture_output=True).returncode == 0:
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        self.close()
        with open(self.log) as log:
            raise RuntimeError(f"{name} did not start:\n{log.read()[-2000:]}")

    def close(self):
        # tftpd-hpa has a child for each transfer.
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()


def run_phones(case, site, path, work):
    """Our own client, phones.c: as many as the case has, each with its own address."""
    command = [f"{site.tools}/phones", "--server", SERVER[case.family], "--source", CLIENT[case.family], "--verify",
               site.files, "--devices", site.devices, "--phones", str(case.clients), "--seconds", str(case.patience)]
    for flag, value in (("blksize", case.block_size), ("windowsize", case.window), ("repeat", case.repeat),
                        ("timer", case.timer), ("retries", case.retries), ("start-within", case.start_within)):
        if value is not None:
            command += [f"--{flag}", str(value)]
    if case.block_size or case.window:
        command.append("--tsize")
    said = subprocess.run(path.at("clients", command + case.names), capture_output=True, text=True)
    if not said.stdout:
        raise RuntimeError(said.stderr)
    return json.loads(said.stdout)


def tftp_command(case, name, to):
    """tftp-hpa's own client: no options, 5 s until it asks again, 25 s until it gives up."""
    return ["tftp", f"-{case.family}", "-m", "binary", SERVER[case.family], "-c", "get", name, to]


def curl_command(case, name, to):
    host = f"[{SERVER[6]}]" if case.family == 6 else SERVER[4]
    size = ["--tftp-blksize", str(case.block_size)] if case.block_size else ["--tftp-no-options"]
    return ["curl", "--silent", "--globoff", "--noproxy", "*", *size, "--output", to, f"tftp://{host}/{name}"]


def atftp_command(case, name, to):
    options = []
    for option, value in (("blksize", case.block_size), ("windowsize", case.window)):
        if value is not None:
            options += ["--option", f"{option} {value}"]
    return ["atftp", *options, "--get", "--remote-file", name, "--local-file", to, SERVER[case.family], "69"]


COMMANDS = {"tftp": tftp_command, "curl": curl_command, "atftp": atftp_command}


class Program:
    """A client of others, which fetches one file after the other, each with a process of its own."""

    def __init__(self, case, site, path, work, number):
        self.case, self.site, self.path = case, site, path
        self.to, self.log = f"{work}/fetched-{number}", f"{work}/{case.client}-{number}.log"
        self.process, self.is_over = None, False
        self.times, self.failures, self.completed = [], [], 0

    def run(self):
        for name in self.case.names * self.case.repeat:
            self.fetch(name)

    def fetch(self, name):
        if os.path.exists(self.to):
            os.remove(self.to)
        begun = time.monotonic()
        if not self.is_over:
            with open(self.log, "a") as log:
                command = COMMANDS[self.case.client](self.case, name, self.to)
                self.process = subprocess.Popen(self.path.at("clients", command), stdout=log, stderr=log,
                                                stdin=subprocess.DEVNULL)
            self.process.wait()
        self.times.append(time.monotonic() - begun)
        cause = self.failure(name)
        if cause:
            self.failures.append({"name": name, "cause": "unfinished" if self.is_over else cause})
        else:
            self.completed += 1

    def failure(self, name):
        """What is wrong with the file that it fetched: nothing, or the beginning only, or, worst, other bytes."""
        with open(f"{self.site.files}/{name}", "rb") as file:
            wanted = file.read()
        try:
            with open(self.to, "rb") as file:
                got = file.read()
        except FileNotFoundError:
            return "gave up"
        return None if got == wanted else "gave up" if wanted.startswith(got) else "wrong bytes"

    def stop(self):
        self.is_over = True
        if self.process and self.process.poll() is None:
            self.process.kill()


def run_programs(case, site, path, work):
    """As many clients of others as the case has, at once."""
    programs = [Program(case, site, path, work, number) for number in range(case.clients)]
    timer = threading.Timer(case.patience, lambda: [program.stop() for program in programs])
    begun = time.monotonic()
    timer.start()
    with concurrent.futures.ThreadPoolExecutor(case.clients) as pool:
        list(pool.map(Program.run, programs))
    timer.cancel()
    times = [seconds for program in programs for seconds in program.times]
    failures = [failure for program in programs for failure in program.failures]
    return {"seconds": time.monotonic() - begun, "completed": sum(program.completed for program in programs),
            "missing": 0, "failed": len(failures), "failures": failures, "mean_seconds": sum(times) / len(times),
            "longest_seconds": max(times)}


def silent_servers(statistics):
    """Ports of clients to whom the server said nothing more although what they sent came, 3 s and more after its last
    packet or without any before: it had given up. Who ended well sends nothing that late."""
    said = {}
    for flow in statistics["flows"]:
        sent, came = said.get((flow["client"], flow["client_port"]), (None, None))
        sent = max(filter(None, (sent, flow["servers"].get("last_sent"))), default=None)
        came = max(filter(None, (came, flow["clients"].get("last_came"))), default=None)
        said[flow["client"], flow["client_port"]] = (sent, came)
    return {port for port, (sent, came) in said.items() if came is not None and (sent is None or came > sent + 3)}


def at_fault(result, statistics):
    """How many of the failures are the server's: the others the clients gave up themselves while it went on trying."""
    silent = silent_servers(statistics)
    own = ("gave up", "no answer", "unfinished")
    doubtful = [each for each in result["failures"] if each["cause"] in own]
    certain = len(result["failures"]) - len(doubtful)
    if doubtful and "client_port" in doubtful[0]:
        return certain + sum((each["client"], each["client_port"]) in silent for each in doubtful)
    return certain + min(len(doubtful), len(silent))


def longest_own_wait(statistics, timer):
    """Seconds that some client spent waiting for its own timer: it asked again as often, because its request or the answer
    to it was lost. No server can shorten that."""
    repeats = collections.Counter()
    for flow in statistics["flows"]:
        if flow["server_port"] == 69:
            repeats[flow["client"]] += max(0, flow["clients"]["packets"] - 1)
    return max(repeats.values(), default=0) * timer / 1000


def measure(case, server_name, site, work, seed):
    """One run: the result of the client, with what the path saw."""
    os.makedirs(work)
    flags = [*case.path, "--seed", str(seed), "--clients", str(case.clients)]
    path = Path(site.tools, work, flags)
    server = None
    try:
        server = Server(server_name, site, path, work, case.family)
        run = run_phones if case.client == "phones" else run_programs
        result = run(case, site, path, work)
        time.sleep(SETTLE + 2 * case.rtt)
    finally:
        if server:
            server.close()
        statistics = path.close()
    result["at_fault"] = at_fault(result, statistics)
    result["own_wait"] = longest_own_wait(statistics, case.timer)
    result["sent"] = statistics["down"]["udp_octets"]
    result["path"] = {key: value for key, value in statistics.items() if key != "flows"}
    return result
