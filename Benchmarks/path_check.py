#!/usr/bin/env python3
"""Measures the emulator: whether a path has the rate, delay, losses and MTU that it was asked for; for paths.sh --check.

path_check.py TOOLS WORK

Exit code 1 when one is not what was asked. What is random may be off by four standard deviations, so that one run of
some thousands fails by chance.
"""

import ctypes
import math
import os
import select
import socket
import statistics
import struct
import sys
import time

from emulated import CLIENT, SERVER, Path

CLONE_NEWNET = 0x40000000
IP_MTU_DISCOVER, IP_PMTUDISC_DONT, IP_PMTUDISC_DO = 10, 0, 2
IP_AND_UDP = 28
C = ctypes.CDLL(None, use_errno=True)
failures = []


def enter(namespace):
    descriptor = os.open(namespace, os.O_RDONLY)
    if C.setns(descriptor, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), f"setns {namespace}")
    os.close(descriptor)


class Probe:
    """A path, and a socket at each end of it."""

    def __init__(self, tools, work, *flags, family=4, client=None):
        self.path = Path(tools, work, [*map(str, flags), "--clients", "50"])
        self.family = family
        self.server = self.socket("servers", SERVER[family], 7000)
        self.client = self.socket("clients", client or CLIENT[family], 7001)

    def socket(self, end, address, port):
        enter(self.path.ends[end])
        made = socket.socket(socket.AF_INET6 if self.family == 6 else socket.AF_INET, socket.SOCK_DGRAM)
        made.setsockopt(socket.SOL_SOCKET, 33, 16 << 20)  # SO_RCVBUFFORCE
        made.bind((address, port))
        made.setblocking(False)
        return made

    def pair(self, down):
        return (self.server, self.client) if down else (self.client, self.server)

    def send(self, count, size, down=True, spacing=0.0):
        """Sends numbered packets one way, and answers what came, as (number, seconds since the first was sent)."""
        source, sink = self.pair(down)
        to, came, begun = sink.getsockname()[:2], [], time.monotonic()
        for number in range(count):
            while (left := begun + number * spacing - time.monotonic()) > 0:
                select.select([sink], [], [], left)
                came += self.take(sink, size, begun)
            try:
                source.sendto(struct.pack("!I", number) + bytes([number % 256]) * (size - 4), to)
            except OSError:
                pass  # EMSGSIZE: the kernel knows the path
            came += self.take(sink, size, begun)
        while select.select([sink], [], [], 1)[0]:
            came += self.take(sink, size, begun)
        return came

    def take(self, sink, size, begun):
        came = []
        while True:
            try:
                data = sink.recv(65536)
            except BlockingIOError:
                return came
            number = struct.unpack("!I", data[:4])[0]
            if len(data) != size or data[4:] != bytes([number % 256]) * (size - 4):
                failures.append("a packet came with other bytes")
            came.append((number, time.monotonic() - begun))

    def round_trips(self, count, size=40):
        """Seconds of as many round trips, one after the other."""
        trips = []
        for _ in range(count):
            begun = time.monotonic()
            self.client.sendto(bytes(size), self.server.getsockname()[:2])
            select.select([self.server], [], [], 5)
            data, peer = self.server.recvfrom(2048)
            self.server.sendto(data, peer[:2])
            select.select([self.client], [], [], 5)
            self.client.recv(2048)
            trips.append(time.monotonic() - begun)
        return trips

    def close(self):
        self.server.close()
        self.client.close()
        return self.path.close()


ATTEMPTS = 5


def check_time(what, measure, wanted, tolerance):
    """Another program, or another machine on the same processor, can make a measure late: the best of some attempts."""
    for _ in range(ATTEMPTS):
        value = measure()
        if abs(value - wanted) <= tolerance:
            break
    check(what, value, wanted, tolerance)


def check(what, value, wanted, tolerance):
    is_right = abs(value - wanted) <= tolerance
    print(f"| {what} | {wanted:.6g} | {value:.6g} | {tolerance:.2g} | {'yes' if is_right else 'NO'} |")
    if not is_right:
        failures.append(what)


def spread(share, count):
    """Four standard deviations of how often something of this likelihood happens in so many tries, as a share."""
    return 4 * math.sqrt(share * (1 - share) / count)


def delays(make):
    for family in (4, 6):
        for delay in ("0", "5", "25", "150", "5/20"):
            probe = make("--delay", delay, family=family)
            ways = [float(way) for way in delay.split("/")]
            check_time(f"IPv{family}, delay {delay} ms: median round trip, ms", lambda: median_round_trip(probe),
                       ways[0] + ways[-1], 1)
            probe.close()
    probe = make("--rate", 64e3, "--delay", 10)
    check_time("64 kbit/s, 10 ms: median round trip, ms", lambda: median_round_trip(probe),
               20 + 2 * (40 + IP_AND_UDP) * 8 / 64, 1)
    probe.close()


def median_round_trip(probe):
    return statistics.median(probe.round_trips(11)) * 1000


def rates(make):
    for rate, count, size in ((64e3, 40, 500), (1e6, 200, 1000), (2e6, 300, 1400), (100e6, 5000, 1400)):
        for way, down in (("down", True), ("up", False)):
            probe = make("--rate", rate, "--queue", 100000)

            def measure():
                came = probe.send(count, size, down)
                check(f"rate {rate:g} {way}: packets", len(came), count, 0)
                return (count - 1) * (size + IP_AND_UDP) * 8 / (came[-1][1] - came[0][1])
            check_time(f"rate {rate:g} {way}: bit/s", measure, rate, 0.03 * rate)
            counted = probe.close()[way]
            check("octets of UDP it counted, of each packet", counted["udp_octets"] / counted["packets"], size, 0)


def queues(make):
    probe = make("--rate", 1e6, "--queue", 40)
    came = probe.send(100, 1000)
    counted = probe.close()["down"]
    check("queue of 40 packets, 100 at once: came", len(came), 41, 2)
    check("the first ones came", [number for number, _ in came[:41]] == list(range(41)), True, 0)
    check("dropped for the queue", counted["queue_full"], 100 - len(came), 0)
    probe = make("--rate", 1e6, "--queue-octets", 10280)
    came = probe.send(100, 1000)
    probe.close()
    check("queue of 10 280 octets: packets of 1 028 that came", len(came), 10, 1)


def chances(make):
    count = 4000
    for share in (0.01, 0.05, 0.2):
        probe = make("--loss", share)
        came = len(probe.send(count, 100, spacing=0.0001))
        probe.close()
        check(f"loss {share}: share lost", 1 - came / count, share, spread(share, count))
    probe = make("--loss", "0/0.2")
    check("loss in the other direction only: lost", count - len(probe.send(count, 100, spacing=0.0001)), 0, 0)
    probe.close()
    came = []
    for _ in range(2):
        probe = make("--loss", 0.2, "--seed", 7)
        came.append([number for number, _ in probe.send(500, 100, spacing=0.0001)])
        probe.close()
    check("two paths of one seed lose the same packets", came[0] == came[1], True, 0)
    probe = make("--duplicate", 0.1)
    came = len(probe.send(count, 100, spacing=0.0001))
    probe.close()
    check("duplicate 0.1: share that came twice", came / count - 1, 0.1, spread(0.1, count))
    probe = make("--reorder", 0.25, "--delay", 5)
    came = [number for number, _ in probe.send(count, 100, spacing=0.0005)]
    counted = probe.close()["down"]
    check("reorder 0.25: all came", sorted(came) == list(range(count)), True, 0)
    check("share that was held back", counted["reordered"] / count, 0.25, spread(0.25, count))
    overtaken = sum(number < highest for number, highest in zip(came[1:], running_maximum(came)))
    check("share that others overtook", overtaken / count, 0.25, 0.05)
    probe = make("--jitter", 30, "--delay", 5)
    came = [number for number, _ in probe.send(300, 100, spacing=0.002)]
    check("jitter: in order", came == list(range(300)), True, 0)

    def measure(choose):
        # Further apart than the jitter, or those before hold back those behind.
        return choose(at - number * 0.05 for number, at in probe.send(60, 100, spacing=0.05)) * 1000
    check_time("jitter 30 ms: earliest, ms", lambda: measure(min), 5, 2)
    check_time("jitter 30 ms: latest, ms", lambda: measure(max), 35, 3)
    probe.close()
    probe = make("--corrupt", 0.2)
    came = len(probe.send(count, 100, spacing=0.0001))
    probe.close()
    # A bit of the destination port or of the checksum is as bad as one of the data; no wrong byte may come.
    check("corrupt 0.2: share that UDP's checksum caught", 1 - came / count, 0.2, spread(0.2, count))


def running_maximum(values):
    highest = -1
    for value in values:
        highest = max(highest, value)
        yield highest


def send_with(probe, mode, size, count=5):
    """Packets with DF set or not; answers how many came."""
    source = probe.server
    if probe.family == 4:
        source.setsockopt(socket.IPPROTO_IP, IP_MTU_DISCOVER, mode)
    else:
        source.setsockopt(socket.IPPROTO_IPV6, 23, mode)  # IPV6_MTU_DISCOVER
    return len(probe.send(count, size, spacing=0.02))


def small_mtus(make):
    for mtu in (576, 1280):
        name = f"IPv4, MTU {mtu}"
        probe = make("--router-mtu", mtu, "--delay", 2)
        check(f"{name}, no DF: 1 400 octets come whole", send_with(probe, IP_PMTUDISC_DONT, 1400), 5, 0)
        counted = probe.close()["down"]
        check(f"{name}: fragments", counted["fragments"], 5 * math.ceil(1408 / ((mtu - 20) // 8 * 8)), 0)
        for drops in ([], ["--drop-icmp"]):
            probe = make("--router-mtu", mtu, "--delay", 2, *drops)
            about = f"{name}, DF{', ICMP dropped' if drops else ''}"
            check(f"{about}: what fits comes", send_with(probe, IP_PMTUDISC_DO, mtu - IP_AND_UDP), 5, 0)
            check(f"{about}: 1 400 octets come", send_with(probe, IP_PMTUDISC_DO, 1400), 0, 0)
            probe.server.connect(probe.client.getsockname())
            check(f"{about}: the MTU that the kernel knows", probe.server.getsockopt(socket.IPPROTO_IP, 14),
                  1500 if drops else mtu, 0)
            counted = probe.close()["down"]
            check(f"{about}: ICMP sent", min(counted["icmp_sent"], 1), 0 if drops else 1, 0)
    for drops in ([], ["--drop-icmp"]):
        probe = make("--router-mtu", 1280, "--delay", 2, *drops, family=6)
        about = f"IPv6, MTU 1280{', ICMP dropped' if drops else ''}"
        # Told, the kernel makes fragments at the source: only what left before that is lost.
        came = send_with(probe, IP_PMTUDISC_DONT, 1400)
        check(f"{about}: 1 400 octets come", came, 0 if drops else 4, 0 if drops else 1)
        probe.close()


def addresses(make):
    for number in (1, 27, 50):
        probe = make("--delay", 1, client=f"198.51.100.{number}")
        came = len(probe.send(3, 100)) + len(probe.send(3, 100, down=False))
        check(f"address {number} of 50: packets each way", came, 6, 0)
        flows = probe.close()["flows"]
        check("flows it counted", sum(flow["client"] == f"198.51.100.{number}" for flow in flows), 1, 0)


def main():
    tools, work = sys.argv[1:]
    try:  # so that other programs make nothing late here; the emulator is above it
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(5))
    except OSError as error:
        print(f"No real-time priority ({error}): a busy machine can make this fail.", file=sys.stderr)
    print("| what | asked | measured | ± | right |\n| --- | ---: | ---: | ---: | --- |")
    for each in (delays, rates, queues, chances, small_mtus, addresses):
        each(lambda *flags, **more: Probe(tools, work, *flags, **more))
    if failures:
        sys.exit(f"{len(failures)} not as asked: {'; '.join(dict.fromkeys(failures))}")


main()
