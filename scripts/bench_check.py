"""Compare the check of drafts with write-good, alex, textlint and proselint, in one run.

    python scripts/bench_check.py [--drafts authored|sample|real] [--limit 60] [--http]

Everything runs on one core, one program after the other, on the same drafts; the others read
English only. Time is measured inside each program, after a few drafts that do not count, on drafts
of about 200 words with six messages before them (``drafts_long.py`` says how they are made; of the
authored threads those that models learned from are used too, which changes no time). Alerts are
counted on the replies as they were written (authored: the part ``dev``). Commands start cold, with
an authored draft whatever the set. The programs are installed below ``build/bench``, commsense too:
without what it is developed with.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

import msgspec
import numpy as np

import bench_check_others as others
import bench_check_web as web
import drafts
from bench_check_others import Answer, Other
from bench_check_own import Figures, Work
from commsense.checking.formats import wire
from commsense.lang import LANGUAGES
from commsense.version import __version__
from drafts import ROOT, Written
from drafts_long import joined

WARM = 3
"""Drafts of each language that come first and do not count."""
ROUNDS = 7
OWN = f"commsense {__version__}"
PLAIN = ("--fail-on", "never", "--format", "json", "--as-of")
TIMES = {
    "first": "first check, with its thread",
    "opened": "first check, its thread read before",
    "again": "again, one sentence changed",
    "alone": "first check, draft alone",
}


def main() -> None:
    """Measure and print tables in Markdown."""
    given = _options()
    python = others.own_python(given.work)
    programs = others.installed(given.work)
    found = _pinned()
    work = chosen(given.drafts, given.limit, given.seed)
    if not work.plain:
        raise SystemExit(f"{given.drafts}: there are no drafts here; the real ones are beside ..")
    print(_conditions(given.drafts, work, found))
    own = {what: _own(what, work, python) for what in ("time", "alerts")}
    answers = {each: others.run(each, _english(work)) for each in programs}
    print(_section("Milliseconds a draft, warm", times(own["time"], answers, work)))
    print(_section("Seconds of a command, cold", cold(python, programs, given.rounds)))
    print(_section("Alerts", alerts(own["alerts"], answers, work)))
    print(_section("Memory", memory(own, answers)))
    if given.http:
        print(_section("Milliseconds a request", _requests(work, python)))


def chosen(which: str, most: int, seed: int) -> Work:
    """Choose the drafts: at most ``most`` of each language for each purpose.

    Authored ones warm up, whatever the set, so that a small one is not used up.
    """
    plain = drafts.drawn(drafts.load(which), most, seed)
    first = list(joined(_shuffled("authored", seed)))
    warm = [each for language in LANGUAGES for each in _of(first, language)[:WARM]]
    long = [each for each in joined(_shuffled(which, seed)) if each not in warm]
    timed = [each for language in LANGUAGES for each in _of(long, language)[:most]]
    return Work(tuple(warm), tuple(timed), tuple(plain))


def times(own: Figures, answers: dict[Other, Answer], work: Work) -> str:
    """Tell how long a warm program takes."""
    measured = [
        (f"{OWN}, {says}", language, getattr(found, name))
        for language, found in own.times.items()
        for name, says in TIMES.items()
    ]
    english = _of(work.timed)
    start = len(_of(work.warm))
    for program, answer in answers.items():
        counted = answer.milliseconds[start : start + len(english)]
        measured.append((f"{program.name} {program.version}", "en", counted))
    return table(
        ("program", "language", "drafts", "median", "p95"),
        [(name, language, len(each), *_percentiles(each)) for name, language, each in measured],
    )


def cold(python: str, programs: Sequence[Other], rounds: int) -> str:
    """Tell how long each command takes from start to end, on one authored draft, in turns."""
    drafted = next(each for each in chosen("authored", 1, 0).timed if each.language == "en")
    with tempfile.TemporaryDirectory() as folder:
        file, mail = Path(folder) / "draft.txt", Path(folder) / "thread.eml"
        file.write_text(drafted.text, encoding="utf-8")
        mail.write_text(web.mail(drafted), encoding="utf-8")
        bare = (python, "-m", "commsense", "check", str(file), *PLAIN, str(drafted.day))
        commands = {
            f"{OWN}, with its thread": ((*bare, "--reply-to", str(mail)), wire.SCHEMA, ROOT),
            f"{OWN}, draft alone": (bare, wire.SCHEMA, ROOT),
        }
        for each in programs:
            name = f"{each.name} {each.version}"
            commands[name] = ((*each.cold, str(file)), each.answer, each.folder)
        found: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, (command, answer, place) in commands.items():
                found[name].append(_seconds(command, answer, place))
    return table(
        ("program", "runs", "median", "slowest"),
        [
            (name, len(each), f"{statistics.median(each):.2f}", f"{max(each):.2f}")
            for name, each in found.items()
        ],
    )


def alerts(own: Figures, answers: dict[Other, Answer], work: Work) -> str:
    """Tell how much is said per 1,000 words; ``quiet`` are drafts of which nothing is said."""
    rows: list[tuple[object, ...]] = []
    for language, found in own.counts.items():
        told = (found.drafts, f"{found.words:.0f}")
        for name, count, quiet in (
            ("shown", found.shown, found.quiet),
            ("all (--all)", found.all, found.silent),
        ):
            rate = f"{1000 * count / found.words:.1f}"
            rows.append((f"{OWN}, {name}", language, *told, count, rate, quiet))
    english = _of(work.plain)
    length = sum(each.words for each in english)
    for program, answer in answers.items():
        counts = answer.alerts[len(answer.alerts) - len(english) :]
        rate = f"{1000 * sum(counts) / max(length, 1):.1f}"
        name = f"{program.name} {program.version}"
        quiet = sum(not each for each in counts)
        rows.append((name, "en", len(english), f"{length:.0f}", sum(counts), rate, quiet))
    head = ("program", "language", "drafts", "words", "alerts", "per 1,000 words", "quiet drafts")
    return table(head, rows)


def memory(own: dict[str, Figures], answers: dict[Other, Answer]) -> str:
    """Tell the peak memory of each process that read all its drafts."""
    rows = [(f"{OWN}, model, drafts of both languages", f"{own['alerts'].peak:.0f}")]
    rows += [
        (f"{each.name} {each.version}", f"{answer.peak:.0f}") for each, answer in answers.items()
    ]
    return table(("program", "peak MiB"), rows)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Make a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--drafts", choices=drafts.SETS, default="authored")
    parser.add_argument("--limit", type=int, default=60, help="drafts of each language")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="starts of each command")
    parser.add_argument("--http", action="store_true", help="also through the web server")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "bench")
    return parser.parse_args()


def _pinned() -> str:
    """Put this process and all that it starts onto one core, and say so."""
    os.environ["OMP_NUM_THREADS"] = "1"
    if not hasattr(os, "sched_setaffinity"):
        return "all cores, since this system cannot bind a process to one"
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    return "one core"


def _conditions(which: str, work: Work, cores: str) -> str:
    long = [each.words for each in work.timed]
    node = _version(["node", "--version"])
    return "\n".join(
        (
            f"Drafts: {which}. Timed: {len(long)} of {min(long, default=0):.0f} to"
            f" {max(long, default=0):.0f} words after"
            f" {min((len(each.earlier) for each in work.timed), default=0)} or more messages."
            f" Counted: {len(work.plain)} replies as they were written.",
            f"Machine: {_processor()}, {cores}; load {os.getloadavg()[0]:.1f} at the start;"
            f" Python {platform.python_version()}, node {node}.",
        )
    )


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.is_file() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def _version(command: Sequence[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except OSError:
        return "absent"


def _own(what: str, work: Work, python: str) -> Figures:
    command = [python, str(ROOT / "scripts" / "bench_check_own.py"), what]
    given = msgspec.json.encode(work)
    done = subprocess.run(command, input=given, stdout=subprocess.PIPE, check=True)
    return msgspec.json.decode(done.stdout, type=Figures)


def _requests(work: Work, python: str) -> str:
    if not _there("commsense.web.app") or not _there("httpx"):
        return "The web server or httpx is not here: not measured."
    return table(
        ("program", "language", "drafts", "median", "p95"),
        [
            (f"{OWN}, POST {web.PATH}", language, len(each), *_percentiles(each))
            for language, each in web.requests(work.warm, work.timed, python).items()
        ],
    )


def _there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def _shuffled(which: str, seed: int) -> list[Written]:
    return drafts.drawn(drafts.load(which, trained_on=True), sys.maxsize, seed)


def _english(work: Work) -> list[str]:
    return [each.text for each in _of((*work.warm, *work.timed, *work.plain))]


def _of(given: Iterable[Written], language: str = "en") -> list[Written]:
    return [each for each in given if each.language == language]


def _seconds(command: Sequence[str], answer: str, place: Path) -> float:
    started = time.perf_counter()
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - started
    if answer not in done.stdout + done.stderr:
        raise SystemExit(f"{command[0]} did not check the draft:\n{done.stderr}")
    return seconds


def _percentiles(milliseconds: Sequence[float]) -> tuple[str, str]:
    """Give the median and the 95th percentile."""
    if not milliseconds:
        return ("", "")
    median, slow = np.percentile(milliseconds, (50, 95))
    digits = 1 if median < 10 else 0
    return (f"{median:.{digits}f}", f"{slow:.{digits}f}")


def _section(title: str, body: str) -> str:
    return f"\n### {title}\n\n{body}"


if __name__ == "__main__":
    main()
