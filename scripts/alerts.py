"""Write down a random sample of what the check says of drafts, to be judged by a reader.

    python scripts/alerts.py [--drafts authored|midway|sample|real] [-n 100] [--seed 0]

Writes ``build/alerts/SET.jsonl``, an alert a line with its whole draft and the message it answers,
and ``SET.md``, the same to be read without them. Only what is told unasked is drawn. Of the real
drafts nothing may leave ``build``, which git ignores.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import drafts
from commsense import api
from commsense.checking import drafts as reading
from commsense.checking import saying
from commsense.checking.result import Comment, Draft
from commsense.conversation import Message, Side
from commsense.lang import LANGUAGES
from commsense.settings import Settings
from drafts import ROOT, Written, ready

BUILD = ROOT / "build"
SETTINGS = Settings(device="cpu")


@dataclass(frozen=True, slots=True)
class Alert:
    """A comment in the draft's language, with what a reader needs to judge it.

    ``words`` and ``sentence`` are empty where it is about what is not there. ``rests_on`` are the
    sentences of earlier messages that it names, ``answers`` the client's last message.
    """

    id: str
    set: str
    language: str
    criterion: str
    severity: str
    confidence: float
    words: str
    sentence: str
    rests_on: tuple[str, ...]
    message: str
    advice: str
    suggestion: str
    draft: str
    answers: str


def main() -> None:
    """Check the drafts, draw from the alerts, write both files."""
    given = _options()
    found = drafts.drawn(drafts.load(given.drafts, given.language), given.limit, given.seed)
    if not found:
        raise SystemExit(f"{given.drafts}: there are no such drafts here")
    everything = [alert for each in found for alert in alerts(each, given.drafts)]
    sample = drawn(everything, given.n, given.seed)
    if given.fill and len(sample) < given.n:
        others = drafts.load(given.drafts, given.language, trained_on=True)[len(found) :]
        more = [alert for each in others for alert in alerts(each, "learned from")]
        sample += drawn(more, given.n - len(sample), given.seed)
    given.output.mkdir(parents=True, exist_ok=True)
    place = given.output / given.drafts
    place.with_suffix(".jsonl").write_text("".join(map(_line, sample)), encoding="utf-8")
    place.with_suffix(".md").write_text(page(sample), encoding="utf-8")
    print(
        f"{len(sample)} of {len(everything)} alerts on {len(found)} drafts: {place}.jsonl and .md"
    )


def alerts(written: Written, of: str) -> Iterator[Alert]:
    """Give what is told unasked of a draft.

    Args:
        written: the draft with its thread.
        of: the name of the set.
    """
    draft = reading.of_text(written.text)
    earlier = ready(written.earlier)
    check = api.check(draft, earlier, SETTINGS, written.day)
    for comment in saying.shown(check, SETTINGS.check.comments):
        said = saying.said(comment, written.language)
        yield Alert(
            id=written.id,
            set=of,
            language=written.language,
            criterion=comment.criterion,
            severity=comment.severity.value,
            confidence=round(comment.confidence, 3),
            words=draft.source[comment.start : comment.end],
            sentence=_sentence(comment, draft),
            rests_on=tuple(each.text for each in comment.elsewhere),
            message=said.message,
            advice=said.advice,
            suggestion=comment.suggestion.text if comment.suggestion else "",
            draft=written.text,
            answers=_last(earlier),
        )


def drawn(found: Sequence[Alert], most: int, seed: int) -> list[Alert]:
    """Draw at most ``most`` alerts, in the order in which they were found."""
    chosen = random.Random(seed).sample(range(len(found)), min(most, len(found)))  # noqa: S311 - a fixed choice, no secret
    return [found[place] for place in sorted(chosen)]


def page(sample: Iterable[Alert]) -> str:
    """Make a page in Markdown, each alert with a line for the verdict."""
    return "\n".join(
        line for number, alert in enumerate(sample, start=1) for line in _lines(number, alert)
    )


def _lines(number: int, alert: Alert) -> Iterator[str]:
    yield f"## {number}. {alert.criterion} {alert.severity}, {alert.id}"
    yield ""
    if alert.words:
        yield f"- words: **{_flat(alert.words)}**"
        yield f"- sentence: {_flat(alert.sentence)}"
    for each in alert.rests_on:
        yield f"- rests on: {_flat(each)}"
    yield f"- says: {_flat(alert.message)}"
    yield f"- advice: {_flat(alert.advice)}"
    if alert.suggestion:
        yield f"- suggests: {_flat(alert.suggestion)}"
    yield "- verdict: "
    yield ""


def _sentence(comment: Comment, draft: Draft) -> str:
    """Give the sentences of the draft that a comment touches."""
    touched = []
    for each in draft.message.sentences:
        start, end = reading.place(draft, each.start, each.end)
        if start < comment.end and comment.start < end:
            touched.append(each.text)
    return " ".join(touched)


def _last(earlier: Iterable[Message]) -> str:
    theirs = [each for each in earlier if each.stated_side is not Side.TEAM]
    return "\n".join(each.text for each in theirs[-1].sentences) if theirs else ""


def _flat(text: str) -> str:
    return " ".join(text.split())


def _line(alert: Alert) -> str:
    return json.dumps(asdict(alert), ensure_ascii=False) + "\n"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--drafts", choices=drafts.SETS, default="authored")
    parser.add_argument("-n", type=int, default=100, help="alerts")
    parser.add_argument(
        "--fill", action="store_true", help="fill up from authored threads that models learned from"
    )
    parser.add_argument("--limit", type=int, default=1_000, help="drafts of each language")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--language", choices=("", *LANGUAGES), default="", help="only drafts in it"
    )
    parser.add_argument("--output", type=Path, default=BUILD / "alerts", help="a folder")
    given = parser.parse_args()
    if given.drafts == "real" and not given.output.resolve().is_relative_to(BUILD):
        parser.error(f"--output: others' texts may stand only below {BUILD}")
    return given


if __name__ == "__main__":
    main()
