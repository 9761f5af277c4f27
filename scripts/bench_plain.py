"""Compare scoring an archive with the same work done by the plain parts, in one run.

    python scripts/bench_plain.py mail.mbox [--messages 400] [--rounds 3]

The plain parts are what anybody would begin with: the standard library's mailbox and email
packages, a split after full stops, and a transformers pipeline for text classification over the
very encoder that is shipped (in full precision, with a head for its labels, sentences sorted by
length, batches of 16). They do less: no threads, no sides, no duplicates, no quotes left out, no
relations between sentences, no practices, no report. Both read the same mails and may use all
cores; the best of several rounds counts, since other work can only make a round slower.
"""

from __future__ import annotations

import argparse
import email.policy
import mailbox
import re
import tempfile
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import bench_score
import bench_train_sets
from commsense import api
from commsense.backends.heads import LABELS
from commsense.parallel import cores

_ENDS = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n{2,}")
LONGEST = 80  # pieces of a sentence, a few more than the shipped model reads
BATCH = 16


def main() -> None:
    """Measure both and print the ratio."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("mbox", type=Path)
    parser.add_argument("--messages", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "mail.mbox"
        count = _first(given.mbox, archive, given.messages)
        whole = f"commsense, {cores()} processes"
        plain = f"mailbox, email and a pipeline, {cores()} threads"
        candidates: dict[str, Callable[[], object]] = {
            whole: lambda: api.score([archive], workers=cores()),
            plain: _plain(archive, Path(folder) / "encoder"),
        }
        times = bench_score.best(candidates, given.rounds)
    print(f"{count} messages, {len(sentences(given.mbox, count)):,} sentences for the plain parts")
    for name, seconds in times.items():
        print(f"{name:48}{seconds:8.1f} s{count / seconds:8.1f} messages/s")
    print(f"ratio {times[plain] / times[whole]:.1f}")


def sentences(mbox: Path, most: int | None = None) -> list[str]:
    """Give the sentences of an mbox as the standard library reads its mails."""
    mails = mailbox.mbox(mbox, factory=None, create=False)
    found: list[str] = []
    for number, mail in enumerate(mails):
        if most is not None and number >= most:
            break
        found += [piece.strip() for piece in _ENDS.split(_text(mail.as_bytes())) if piece.strip()]
    mails.close()
    return found


def _text(data: bytes) -> str:
    mail = email.message_from_bytes(data, EmailMessage, policy=email.policy.default)
    body = mail.get_body(("plain", "html"))
    try:
        return str(body.get_content()) if body else ""
    except (LookupError, UnicodeError, KeyError):
        return ""


def _plain(archive: Path, encoder: Path) -> Callable[[], object]:
    bench_train_sets.save_encoder(encoder)
    classify = _pipeline(encoder)

    def run() -> Sequence[object]:
        given = sorted(sentences(archive), key=len)
        found: Sequence[object] = classify(given, batch_size=BATCH, truncation=True)
        return found

    return run


def _pipeline(encoder: Path) -> Callable[..., Any]:
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer, pipeline

    torch.set_num_threads(cores())
    model = AutoModelForSequenceClassification.from_pretrained(encoder, num_labels=len(LABELS))
    words = AutoTokenizer.from_pretrained(encoder, model_max_length=LONGEST)
    made: Callable[..., Any] = pipeline("text-classification", model, tokenizer=words, top_k=None)
    return made


def _first(source: Path, target: Path, most: int) -> int:
    """Copy the first messages of an mbox, and give how many they are."""
    mails, made = mailbox.mbox(source, create=False), mailbox.mbox(target)
    count = 0
    for mail in mails:
        if count == most:
            break
        made.add(mail)
        count += 1
    made.close()
    mails.close()
    return count


if __name__ == "__main__":
    main()
