"""Measure the answer coverage of drafts on labelled threads that nothing was fitted on.

Run ``python scripts/evaluate_coverage.py [--model NAME] [--real]``. Each reply of the team in an
authored dev thread (or a real thread that is kept apart) is checked as a draft, with the messages
before it. For each point that the client had raised and that was still open, the labels say
whether the reply takes it up; printed are precision, recall and F1 of "takes it up" and of
"answers it" with counts, by language, and the same for points that are passed over, which is what
a writer is told. A point that is not found counts as not taken up, and as not passed over. In the
lines "beside", a point that is found in the sentence right before or after a labelled one counts as
that one, unless it is labelled itself: people and model differ in which of two sentences says it.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from commsense import backends, checking
from commsense.backends import Model
from commsense.checking.remembering import Remembering
from commsense.checking.result import Draft, Point, Taken
from commsense.conversation import Kind, Message, Place, Sentence, Side, Turn
from commsense.settings import ClientSettings, Settings, TeamSettings
from evaluate_ledger import MEASURED
from ledger_truth import Labelled, Truth, client_truths, threads

_HEARD = ("acknowledged", "answered", "resolved")
_DONE = ("answered", "resolved")


@dataclass(frozen=True, slots=True)
class Case:
    """A reply as a draft, the messages before it, and the points that it has to take up.

    ``settled`` are the places of points that were answered before. The labels record what changes,
    so they do not tell whether a reply speaks of these once more: they count neither way.
    """

    draft: Draft
    before: tuple[Message, ...]
    truths: tuple[Truth, ...]
    settled: frozenset[tuple[str, int]]


def main() -> None:
    """Print a table in Markdown."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--model", default=str(MEASURED))
    options.add_argument("--real", action="store_true", help="real threads that are kept apart")
    given = options.parse_args()
    model = Remembering(backends.load(given.model))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for thread in threads():
        real = not thread.source.startswith("authored")
        if thread.held_out and real == given.real:
            for case in cases(thread):
                counts[thread.language].update(counted(case, model, sides(thread)))
    print("| language | replies | points | what | precision | recall | F1 | right / said / there |")
    print("|---|---|---|---|---|---|---|---|")
    for language, count in sorted(counts.items()):
        for what in ("taken up", "taken up, beside", "answered", "passed over"):
            print(row(language, what, count))


def cases(thread: Labelled) -> Iterator[Case]:
    """Give each message of the team after a message of the client as a draft."""
    messages = [_message(thread, place) for place in range(len(thread.row.messages))]
    for place, read in enumerate(thread.row.messages):
        before = {message.message.id for message in thread.row.messages[:place]}
        raised = [truth for truth in client_truths(thread) if truth.place[0] in before]
        truths = tuple(truth for truth in raised if not _settled(truth, before))
        settled = frozenset(truth.place for truth in raised if _settled(truth, before))
        if read.side is Side.TEAM and truths:
            written = replace(messages[place], id=checking.drafts.NAME, kind=Kind.DRAFT)
            named = tuple(_renamed(each, read.message.id) for each in truths)
            yield Case(Draft(written, written.text), tuple(messages[:place]), named, settled)


def sides(thread: Labelled) -> Settings:
    """State who speaks for whom in notes, as the side of a mail is stated."""
    said = [each for message in thread.row.messages for each in message.sentences]
    team, client = (
        tuple(dict.fromkeys(each.person for each in said if each.side is side))
        for side in (Side.TEAM, Side.CLIENT)
    )
    return Settings(team=TeamSettings(people=team), clients=(ClientSettings(people=client),))


def counted(case: Case, model: Model, settings: Settings) -> Counter[str]:
    """Count what is right, said and there."""
    day = case.draft.message.date
    check = checking.check(
        case.draft, case.before, settings, model, day.date() if day else date(2026, 1, 1)
    )
    count = Counter({"replies": 1, "points": len(case.truths)})
    found = {_place(point, check.earlier): point for point in check.points}
    for truth in case.truths:
        told = _told(truth)
        point = found.get(truth.place)
        heard, done = bool(told & set(_HEARD)), bool(told & set(_DONE))
        saw = point is not None and point.taken is not Taken.LEFT
        saw_done = point is not None and point.taken is Taken.ANSWERED
        count.update(_add("taken up", heard, saw))
        count.update(_add("answered", done, saw_done))
        count.update(_add("passed over", not heard, point is not None and not saw))
    others = found.keys() - {truth.place for truth in case.truths} - case.settled
    count.update(_beside(case, found, set(others)))
    for place in others:
        taken = found[place].taken is not Taken.LEFT
        count.update(_add("taken up", there=False, said=taken))
        count.update(_add("answered", there=False, said=found[place].taken is Taken.ANSWERED))
        count.update(_add("passed over", there=False, said=not taken))
    return count


def row(language: str, what: str, count: Counter[str]) -> str:
    """Give a line of the table."""
    right, said, there = (count[f"{what} {kind}"] for kind in ("right", "said", "there"))
    precision, recall = right / max(said, 1), right / max(there, 1)
    f1 = 2 * right / max(said + there, 1)
    return (
        f"| {language} | {count['replies']} | {count['points']} | {what} | {precision:.2f}"
        f" | {recall:.2f} | {f1:.3f} | {right} / {said} / {there} |"
    )


def _beside(
    case: Case, found: Mapping[tuple[str, int], Point], others: set[tuple[str, int]]
) -> Counter[str]:
    """Count what is taken up where one of ``others`` may stand for the labelled point beside it."""
    count: Counter[str] = Counter()
    for truth in case.truths:
        message, number = truth.place
        places = (truth.place, (message, number - 1), (message, number + 1))
        own = truth.place if truth.place in found else None
        place = own or next((each for each in places if each in others), None)
        others.discard(place or truth.place)
        heard = _told(truth) & set(_HEARD)
        saw = place is not None and found[place].taken is not Taken.LEFT
        count.update(_add("taken up, beside", bool(heard), saw))
    for place in others:
        taken = found[place].taken is not Taken.LEFT
        count.update(_add("taken up, beside", there=False, said=taken))
    return count


def _add(what: str, there: bool, said: bool) -> Counter[str]:
    return Counter(
        {
            f"{what} right": int(there and said),
            f"{what} said": int(said),
            f"{what} there": int(there),
        }
    )


def _place(point: Point, earlier: Sequence[Message]) -> tuple[str, int]:
    message = next(each for each in earlier if each.id == point.raised.message)
    number = next(each.number for each in message.sentences if each.start == point.raised.start)
    return message.id, number


def _told(truth: Truth) -> set[str]:
    return {status for place, status in truth.events if place[0] == checking.drafts.NAME}


def _settled(truth: Truth, before: set[str]) -> bool:
    last = [status for place, status in truth.events if place[0] in before][-1:]
    return last in (["answered"], ["resolved"])


def _renamed(truth: Truth, message: str) -> Truth:
    name = checking.drafts.NAME
    events = tuple(
        ((name, place[1]) if place[0] == message else place, status)
        for place, status in truth.events
    )
    return replace(truth, events=events)


def _message(thread: Labelled, place: int) -> Message:
    """Give a message of a labelled thread as one that was read: a sentence a line.

    Who speaks in notes is named, as it stands in them; whose side that is the check has to find.
    """
    read = thread.row.messages[place]
    text, sentences, turns = "", [], []
    for each in read.sentences:
        start, end = len(text), len(text) + len(each.text)
        named = read.side is Side.BOTH and each.side in (Side.CLIENT, Side.TEAM)
        speaker = each.person if named else ""
        found = Sentence(each.number, start, end, each.text, each.language, speaker)
        sentences.append(found)
        turns += [Turn(start, end, speaker)] if speaker else []
        text += each.text + "\n"
    return replace(
        read.message,
        place=Place("thread"),
        body=text,
        text=text,
        stated_side=read.side,
        turns=tuple(turns),
        sentences=tuple(sentences),
    )


if __name__ == "__main__":
    main()
