"""Start-up and memory, each in a process of its own: `--help`, the first event of a short report, one line of a megabyte.

    python benchmarks/startup.py [--repeats N] [--without-megabyte]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

REPORTS = Path(__file__).parent.parent / "examples" / "reports"
DRAGOMAN = [sys.executable, "-m", "dragoman.cli"]
SHORT = b"date 2024-03-06\nSpain expelled two Belarusian diplomats on Monday, a senior official said.\n"
MEGABYTE = 1_000_000  # characters


def measured(arguments: list[str], given: bytes = b"") -> tuple[float, float, int]:
    """Seconds until the first output and until the end, and peak memory in MB."""
    start = time.perf_counter()
    run = subprocess.Popen([*DRAGOMAN, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert run.stdin is not None
    assert run.stdout is not None
    run.stdin.write(given)
    run.stdin.close()
    run.stdout.read(1)
    first = time.perf_counter() - start
    run.stdout.read()
    _, status, usage = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode:
        raise SystemExit(f"dragoman {' '.join(arguments)} failed with status {run.returncode}")
    return first, time.perf_counter() - start, usage.ru_maxrss // 1024


def a_megabyte_in_one_line() -> bytes:
    text = " ".join(path.read_text(encoding="utf-8").replace("\n", " ") for path in sorted(REPORTS.glob("*.txt")))
    line = (text * (MEGABYTE // len(text) + 1))[:MEGABYTE]
    return json.dumps({"id": "long", "date": "2024-03-06", "text": line}).encode() + b"\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--without-megabyte", action="store_true")
    args = parser.parse_args()
    cases = {"dragoman --help": (["--help"], b""), "short report, first event": (["code", "-"], SHORT)}
    for name, (arguments, given) in cases.items():
        runs = [measured(arguments, given) for _ in range(args.repeats)]
        print(f"{name:28} {min(first for first, _, _ in runs):6.2f} s   peak {max(peak for *_, peak in runs)} MB")
    if not args.without_megabyte:
        _, whole, peak = measured(["code", "-"], a_megabyte_in_one_line())
        print(f"{'one line of a megabyte':28} {whole:6.2f} s   peak {peak} MB")


if __name__ == "__main__":
    main()
