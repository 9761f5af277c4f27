"""Score a large archive once undisturbed and once killed again and again, and compare.

    python scripts/kill_and_resume.py [--messages 100000] [--kills 12] [--from PATH ...]

The archive is made from the mails at the paths (the sample's by default), again and again: each
copy is a week later than the one before and has ids, subjects and words of its own. The process
and its workers are killed (SIGKILL) at random moments; the same command is then started again.
Printed are the messages of both reports, what the killed runs and the undisturbed one took, and
whether every file of the two reports has the same bytes. The undisturbed run also tells the memory
of its largest process and its processor time.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import bench_memory

FORMATS = "html,json,csv"


def main() -> None:
    """Make the archive, score it both ways, print the comparison."""
    given = _options()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        archive = Path(folder) / "mail.mbox"
        bench_memory.make(archive, given.messages, given.sources, given.longest)
        print(
            f"{archive.stat().st_size / 2**20:.0f} MiB in {given.messages:,} messages", flush=True
        )
        quiet, killed = Path(folder) / "undisturbed", Path(folder) / "killed"
        seconds = _whole(archive, quiet)
        print(f"undisturbed: {seconds:.0f} s, {_peak()}, {_counts(quiet)}", flush=True)
        lived = _killed(archive, killed, given.kills, seconds, given.seed)
        print(f"killed {given.kills} times: {lived:.0f} s, {_counts(killed)}", flush=True)
        same = _hashes(quiet) == _hashes(killed)
        print("every file has the same bytes" if same else "THE REPORTS DIFFER")
        sys.exit(not same)


def command(archive: Path, output: Path) -> list[str]:
    """Give the command that scores the archive."""
    score = ["score", str(archive), "-o", str(output), "--format", FORMATS, "-q"]
    return [sys.executable, "-m", "commsense", *score]


def _whole(archive: Path, output: Path) -> float:
    started = time.monotonic()
    subprocess.run(command(archive, output), check=True)
    return time.monotonic() - started


def _killed(archive: Path, output: Path, kills: int, expected: float, seed: int) -> float:
    """Kill runs after random times, about as many as an undisturbed one takes in all."""
    rng = random.Random(seed)  # noqa: S311 - moments, no secret
    started = time.monotonic()
    for _ in range(kills):
        run = subprocess.Popen(command(archive, output))
        try:
            run.wait(rng.uniform(0.2, 1.8) * expected / kills)
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            run.wait()
    subprocess.run(command(archive, output), check=True)
    return time.monotonic() - started


def _peak() -> str:
    """Give the memory and the time that the processes so far took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = used.ru_utime + used.ru_stime
    return f"largest process {used.ru_maxrss / 1024:.0f} MiB, processor {processor:.0f} s"


def _counts(output: Path) -> str:
    with (output / "tables" / "messages.csv").open(encoding="utf-8-sig", newline="") as lines:
        ids = [row["message"] for row in csv.DictReader(lines)]
    return f"{len(ids):,} messages, {len(set(ids)):,} of them different"


def _hashes(output: Path) -> dict[str, str]:
    return {
        path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(output.rglob("*"))
        if path.is_file() and ".commsense" not in path.parts
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--longest", type=int, default=0, help="bytes of a mail that is copied")
    parser.add_argument("--folder", type=Path, help="where there is room for archive and reports")
    parser.add_argument(
        "--from", dest="sources", type=Path, nargs="+", default=[bench_memory.MAIL], help="mboxes"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
