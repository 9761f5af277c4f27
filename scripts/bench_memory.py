"""Measure how much memory scoring takes as an archive grows.

    python scripts/bench_memory.py --sizes 1000 10000 [--from MBOX …]

The archives are made from the sample's mails, or those of other mboxes, again and again: each copy
is a week later than the one before and has ids, subjects and words of its own, so that nothing
counts as a duplicate and the same clients write for years. Every size is scored in a process of its
own; its peak is what the operating system counted, with the reports written.
"""

from __future__ import annotations

import argparse
import mailbox
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from email.message import EmailMessage, Message
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path

from commsense import api
from commsense.reports import WRITERS

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "sample"
MAIL = SAMPLE / "mail.mbox"
KIB_PER_MIB = 1024
KEPT = ("From", "To", "Cc")
IDS = ("Message-ID", "In-Reply-To", "References")


def main() -> None:
    """Measure each size in its own process and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--from", dest="sources", type=Path, nargs="+", default=[MAIL])
    parser.add_argument("--longest", type=int, default=0, help="bytes of a mail that is copied")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(*_score(options.one))
        return
    print(f"{'messages':>10}{'peak MiB':>10}{'ratio':>8}{'CPU s':>8}")
    base = 0.0
    for size in options.sizes:
        messages, peak, seconds = _measured(size, options.sources, options.longest)
        base = base or peak
        print(f"{messages:10,.0f}{peak:10.0f}{peak / base:8.2f}{seconds:8.0f}", flush=True)


def _measured(size: int, sources: Sequence[Path], longest: int) -> tuple[float, float, float]:
    """Give messages, peak memory (MiB) and CPU time of an archive that is made for it."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "mail.mbox"
        make(archive, size, sources, longest)
        command = [sys.executable, __file__, "--one", str(archive)]
        answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    messages, peak, seconds = map(float, answer.split())
    return messages, peak, seconds


def _score(archive: Path) -> tuple[int, float, float]:
    assessment = api.score([archive], workers=1)
    for writer in (WRITERS["html"], WRITERS["json"]):
        writer.write(assessment, archive.parent / "report", "en")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_PER_MIB
    return assessment.summary.messages, peak, time.process_time()


def make(path: Path, size: int, sources: Sequence[Path] = (MAIL,), longest: int = 0) -> None:
    """Write an mbox of ``size`` messages, each an altered copy of one at ``sources``.

    Args:
        path: of the mbox.
        size: how many messages.
        sources: mboxes; their mails come in turn.
        longest: bytes of the longest mail that is copied; 0 copies any.
    """
    found = [mail for source in sources for mail in mailbox.mbox(source, create=False)]
    mails = [mail for mail in found if mail["Date"] and mail["Subject"]]
    mails = [mail for mail in mails if not longest or len(mail.as_bytes()) <= longest]
    with path.open("wb") as made:
        for number in range(size):
            data = bytes(_altered(mails[number % len(mails)], number // len(mails)))
            made.write(b"From MAILER-DAEMON Thu Jan  1 00:00:00 2026\n")
            made.write(re.sub(rb"(?m)^(>*From )", rb">\1", data).rstrip(b"\n") + b"\n\n")


def _altered(mail: Message, copy: int) -> EmailMessage:
    new = EmailMessage()
    for name in KEPT:
        if mail[name]:
            new[name] = _unfolded(str(mail[name]))
    sent = parsedate_to_datetime(str(mail["Date"])) + timedelta(weeks=copy)
    new["Date"] = format_datetime(sent)
    new["Subject"] = f"{_unfolded(str(mail['Subject']))} ({copy})"
    for name in IDS:
        if mail[name]:
            new[name] = _unfolded(str(mail[name])).replace("<", f"<c{copy}.")
    text = next((_text(part) for part in mail.walk() if part.get_content_maintype() == "text"), "")
    new.set_content(re.sub(r"\b([A-Z][a-z]{5,})\b", rf"\g<1>{copy}", text))
    return new


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    charset = part.get_content_charset("utf-8")
    return payload.decode(charset, "replace") if isinstance(payload, bytes) else ""


def _unfolded(value: str) -> str:
    return " ".join(value.split())


if __name__ == "__main__":
    main()
