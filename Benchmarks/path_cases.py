"""The paths and clients that paths.py measures, and what a path allows at best."""

import dataclasses
import math

IP_AND_UDP = {4: 28, 6: 48}
TFTP_HEADER = 4
NAMES = {30: "small.bin", 60: "middle.bin", 200: "large.bin"}  # kilobytes; site files of paths.py
# What each phone of a branch asks for when it starts, in turn; the first three are not there.
BOOT = ["CTL%.tlv", "ITL%.tlv", "ITLFile.tlv", "%.cnf.xml", "dialplan.xml", "ringlist.xml", "locale.xml"]


@dataclasses.dataclass
class Case:
    section: str
    path_name: str
    path: list                 # flags of the emulator
    client: str = "phones"
    names: list = dataclasses.field(default_factory=lambda: [NAMES[200]])
    family: int = 4
    block_size: int = None
    window: int = None
    clients: int = 1
    repeat: int = 1
    timer: int = 5000          # ms; RFC 1350 names none, tftp-hpa's and atftp's clients wait 5 s
    retries: int = 5
    start_within: int = None
    patience: int = 600        # s; a run that takes longer has failed
    rate: float = 0            # bit/s, for the limit
    rtt: float = 0             # s
    alone: bool = False        # wants the processor to itself

    @property
    def name(self):
        window = f" window {self.window}" if self.window else ""
        size = f" blksize {self.block_size}" if self.block_size else ""
        return f"{self.section}: {self.path_name}, {self.client}{size}{window}"


def link(rate, rtt_ms, **more):
    """Flags of a path: the rate in bit/s both ways, the round trip's milliseconds, and what else there is."""
    flags = ["--delay", f"{rtt_ms / 2:g}"]
    if rate:
        flags += ["--rate", f"{rate:g}"]
    for name, value in more.items():
        flags.append("--" + name.replace("_", "-"))
        if value is not True:
            flags.append(f"{value:g}")
    return flags


# What a path allows

def option_text(case):
    """Octets that the options of phones.c have in a request or an OACK."""
    if not (case.block_size or case.window):
        return 0
    text = "tsize\0000\0"
    text += f"blksize\0{case.block_size}\0" if case.block_size else ""
    return len(text + (f"windowsize\0{case.window}\0" if case.window else ""))


def transfer_octets(case, name, size):
    """Octets of IP that a file takes on the wire without loss: (down, up, round trips)."""
    header, options = IP_AND_UDP[case.family], option_text(case)
    request = header + 2 + len(name) + 1 + len("octet\0") + options
    if size is None:  # an ERROR
        return header + TFTP_HEADER + len("File not found\0"), request, 1
    block, window = case.block_size or 512, case.window or 1
    blocks = size // block + 1
    windows = math.ceil(blocks / window)
    acknowledgment = header + TFTP_HEADER
    # The last ACK is nobody's wait. With options there is an OACK, and the ACK of it; else the request brings block 1.
    down = size + blocks * (header + TFTP_HEADER) + (header + 2 + options if options else 0)
    up = request + acknowledgment * (windows if options else windows - 1)
    return down, up, windows + (1 if options else 0)


def transfer_limit(case, name, size):
    """Seconds of a single transfer: every octet on the wire at its rate, and a round trip for each window.

    RFC 7440 has a window wait for the acknowledgement of the one before, so that nothing of this overlaps."""
    down, up, trips = transfer_octets(case, name, size)
    return ((down + up) * 8 / case.rate if case.rate else 0) + trips * case.rtt


def limit(case, phones, own_wait):
    """Seconds that the path takes at best for what phones.c does, which fetches the files of each phone, given as names
    and sizes, one after the other: the longest of what the wire carries down, what it carries up, and what one phone
    takes alone; the first two with the round trip before the first packet and after the last. Where many share a path, a
    phone that spent `own_wait` seconds on its own timer takes as much longer than alone."""
    alone = max(sum(transfer_limit(case, name, size) for name, size in files) for files in phones)
    if len(phones) == 1 or not case.rate:
        return alone
    octets = [transfer_octets(case, name, size) for files in phones for name, size in files]
    down, up = (sum(each[way] for each in octets) for way in (0, 1))
    return max(down * 8 / case.rate + case.rtt, up * 8 / case.rate + case.rtt, alone + own_wait)


# Sections

RATES = {"64 kbit/s": 64e3, "1 Mbit/s": 1e6, "2 Mbit/s": 2e6, "100 Mbit/s": 100e6}


def clean_links():
    """1: slow and long links that lose nothing. A queue of 128 packets holds the largest window; one of 40 does not."""
    for rate_name, rate in RATES.items():
        for rtt in (10, 50, 300):
            for block in (512, 1428):
                for window in (1, 8, 64):
                    size = 30 if rate < 1e6 or (rtt == 300 and window == 1) else 200
                    yield Case("clean", f"{rate_name}, {rtt} ms", link(rate, rtt, queue=128), names=[NAMES[size]],
                               block_size=block, window=window, rate=rate, rtt=rtt / 1000, alone=rate > 10e6 and rtt == 10)
            if rtt == 50:
                size = 30 if rate < 1e6 else 200
                for client, options in (("tftp", {}), ("curl", {"block_size": 1428}),
                                        ("atftp", {"block_size": 1428, "window": 8})):
                    yield Case("clean", f"{rate_name}, {rtt} ms", link(rate, rtt, queue=128), client,
                               [NAMES[size]], rate=rate, rtt=rtt / 1000, **options)
    for rate_name, rate in list(RATES.items())[:3]:
        yield Case("clean", f"{rate_name}, 50 ms, queue 40", link(rate, 50, queue=40),
                   names=[NAMES[30 if rate < 1e6 else 200]], block_size=512, window=64, rate=rate, rtt=0.05)


def lossy_links():
    """2: packets lost, and what else befalls them, on a link of 10 Mbit/s and 30 ms."""
    for share in (0.01, 0.05, 0.2):
        for is_bad in (False, True):
            more = {"duplicate": 0.1, "reorder": 0.25, "corrupt": 0.02} if is_bad else {}
            name = f"{share:.0%} loss" + (", 10% twice, 25% reordered, 2% damaged" if is_bad else "")
            path = link(10e6, 30, queue=1000, loss=share, **more)
            common = {"names": [NAMES[30]], "rate": 10e6, "rtt": 0.03, "clients": 20, "repeat": 2}
            yield Case("loss", name, path, **common)
            yield Case("loss", name, path, block_size=1428, window=1, **common)
            yield Case("loss", name, path, block_size=1428, window=8, **common)
            yield Case("loss", name, path, "tftp", **common)
            # curl can wait for ever where packets come twice.
            yield Case("loss", name, path, "curl", block_size=1428, patience=200, **common)
            yield Case("loss", name, path, "atftp", block_size=1428, window=8, **common)


def small_mtus():
    """3: a router in between that carries less than the links at the ends."""
    for family, mtu in ((4, 1280), (6, 1280), (4, 576)):
        for drops in (False, True):
            name = f"IPv{family}, MTU {mtu}, ICMP {'dropped' if drops else 'passed'}"
            more = {"drop_icmp": True} if drops else {}
            path = link(10e6, 20, queue=1000, router_mtu=mtu, **more)
            common = {"family": family, "names": [NAMES[200]], "rate": 10e6, "rtt": 0.02, "patience": 120}
            for block, window in ((None, None), (1428, 1), (1428, 8), (1428, 64), (1468, 1), (8192, 1), (8192, 8),
                                  (65464, 1), (65464, 4)):
                yield Case("MTU", name, path, block_size=block, window=window, **common)
            yield Case("MTU", name, path, "tftp", **common)
            yield Case("MTU", name, path, "curl", block_size=1428, **common)
            yield Case("MTU", name, path, "atftp", block_size=1428, window=8, **common)


def branch():
    """4: fifty phones that start at once."""
    for block, window in ((None, None), (1428, 1), (1428, 8)):
        yield Case("branch", "50 phones, 2 Mbit/s, 30 ms, 1% loss", link(2e6, 30, queue=128, loss=0.01), names=BOOT,
                   block_size=block, window=window, clients=50, start_within=500, rate=2e6, rtt=0.03)


def all_cases():
    return [*clean_links(), *lossy_links(), *small_mtus(), *branch()]
