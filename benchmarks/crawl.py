"""A crawl of 10,000 pages: memory, time and pages per CPU second, beside warcio alone.

Pages are those of the site templates, each with a paragraph and a script of its own (20 kB, as
pages have them), in a WARC file packed record by record. `read` is the whole command of that name;
memory is the most that all its processes hold together, looked at every 50 milliseconds. The floor
is warcio going through the same file and unpacking every page, which parses nothing.

    python benchmarks/crawl.py [PAGES]
"""

from __future__ import annotations

import gzip
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import reportedly
from zonepages import template_pages

SETS = ("first", "second")
SCRIPT_NUMBERS = 2_000
WORDS = "gate river lock council envoy harbour truce paper mud weir dam captain north south".split()
FLOOR = """
import sys
from warcio.archiveiterator import ArchiveIterator
with open(sys.argv[1], "rb") as file:
    for record in ArchiveIterator(file):
        record.content_stream().read()
"""
HEAD = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{number}\r\n"
    "WARC-Date: 2021-03-04T05:06:07Z\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\n"
    "Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n"
)
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"


@dataclass(frozen=True)
class Cost:
    """What a command took: CPU seconds of all its processes, and the most memory they held."""

    cpu_seconds: float
    peak_bytes: int


def pages() -> Iterator[bytes]:
    """Pages without end, no two the same."""
    chance = random.Random(7)
    sources = [page.source for name in SETS for page in template_pages(name)]
    for source in cycle(sources):
        saying = " ".join(chance.choices(WORDS, k=40))
        numbers = ",".join(str(chance.getrandbits(30)) for _ in range(SCRIPT_NUMBERS))
        own = f"<script>var state=[{numbers}]</script><p>“{saying},” Tor Vale said.</p>\n<p>"
        yield source.replace("<p>", own, 1).encode()


def write_crawl(path: Path, count: int) -> int:
    """Write a crawl; gives the bytes of its pages."""
    size = 0
    with path.open("wb") as file:
        for number, page in enumerate(islice(pages(), count)):
            size += len(page)
            block = ANSWER + page
            head = HEAD.format(number=number, length=len(block)).encode()
            file.write(gzip.compress(head + block + b"\r\n\r\n", 6))
    return size


def cost(command: Sequence[str]) -> Cost:
    """Run a command."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        peak = 0
        done = threading.Event()

        def watch() -> None:
            nonlocal peak
            while not done.wait(0.05):
                peak = max(peak, sum(map(resident, family(process.pid))))

        watcher = threading.Thread(target=watch)
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        done.set()
        watcher.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(usage.ru_utime + usage.ru_stime, peak)


def family(pid: int) -> list[int]:
    """A process and those that it started."""
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return [pid]
    return [pid, *(one for child in text.split() for one in family(int(child)))]


def resident(pid: int) -> int:
    """Bytes of memory that a process holds, without what it shares with others."""
    try:
        pages_held = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0
    return (int(pages_held[1]) - int(pages_held[2])) * os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    """Print the table."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    print(f"{'pages':>7}{'MB':>7}{'packed':>8}{'CPU s':>8}{'pages/s':>9}{'peak MB':>9}", end="")
    print(f"{'again s':>9}{'warcio s':>10}{'x warcio':>10}")
    rates = []
    for count in (most // 4, most // 2, most):
        with tempfile.TemporaryDirectory() as folder:
            path, case = Path(folder, "crawl.warc.gz"), str(Path(folder, "case"))
            size = write_crawl(path, count)
            command = [sys.executable, "-m", "reportedly", "read", str(path), "-q", "-o", case]
            read = cost(command)
            again = cost(command)
            floor = cost([sys.executable, "-c", FLOOR, str(path)])
            found = reportedly.open_case(case).manifest.tables["documents"].rows
            packed = path.stat().st_size
        assert found == count, f"{found} documents of {count} pages"
        rates.append(count / read.cpu_seconds)
        print(
            f"{count:>7,}{size / 1e6:>7.0f}{packed / 1e6:>8.0f}{read.cpu_seconds:>8.1f}"
            f"{rates[-1]:>9.1f}{read.peak_bytes / 1e6:>9.0f}{again.cpu_seconds:>9.1f}"
            f"{floor.cpu_seconds:>10.1f}{read.cpu_seconds / floor.cpu_seconds:>10.1f}",
            flush=True,
        )
    print(f"figure crawl_pages {most}")
    print(f"figure crawl_peak_mb {read.peak_bytes / 1e6:.0f}")
    print(f"figure crawl_rate_over_quarter {rates[-1] / rates[0]:.3f}")
    print(f"figure crawl_pages_per_cpu_second {rates[-1]:.1f}")
    print(f"figure crawl_cpu_over_warcio {read.cpu_seconds / floor.cpu_seconds:.2f}")


if __name__ == "__main__":
    started = time.monotonic()
    main()
    print(f"{time.monotonic() - started:.0f} seconds")
