"""Labelled threads: their sentences with labels, and what became of their concerns.

The web page hands its corrections out in this form, ``commsense evaluate`` reads it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from commsense.labelling.formats import canonical, judging
from commsense.labelling.names import Names
from commsense.labelling.problem import Problem
from commsense.labelling.row import Row
from commsense.labels import RELATIONS, Status

CONTEXT = 2
"""How many sentences before it, of the same message, a sentence is read with."""
NEAR = FAR = 2
"""Sentences that do nothing to a concern: so many beside its answer, and so many elsewhere."""
_LABELS = ("sentiment", "acts", "flags", "jargon", "own")

Table = Mapping[str, object]
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Line:
    message: str
    fields: dict[str, object]
    labelled: bool


def rows(thread: Table, where: str, names: Names) -> Iterator[Row | Problem]:
    """Give the rows of one thread."""
    lines = dict(_lines(thread, where))
    problems = [each for each in lines.values() if isinstance(each, Problem)]
    yield from problems
    said = {place: each for place, each in lines.items() if isinstance(each, _Line)}
    for (message, number), line in said.items():
        if line.labelled:
            yield from canonical.rows(line.fields, f"{where}: {message}, sentence {number}", names)
    for number, concern in enumerate(_list(thread, "concerns"), start=1):
        yield from _concern(concern, said, f"{where}: concerns[{number}]", names)
    unplaced = _list(thread, "unplaced")
    if unplaced:
        reason = "no sentence is known to have brought them where they stand"
        yield Problem(f"{where}: unplaced", f"{len(unplaced)} concerns left out: {reason}.")


def _lines(thread: Table, where: str) -> Iterator[tuple[Place, _Line | Problem]]:
    name = thread.get("id") if isinstance(thread.get("id"), str) else ""
    for at, message in enumerate(_list(thread, "messages"), start=1):
        told = message.get("id")
        own = told if isinstance(told, str) else f"message {at}"
        before: tuple[str, ...] = ()
        sentences = message.get("sentences")
        if not isinstance(sentences, list):
            said = judging.wrong(f"{where}: {own}", "sentences", sentences, "a list")
            yield (own, 0), said
            continue
        for number, sentence in enumerate(sentences, start=1):
            if not isinstance(sentence, Mapping) or not isinstance(sentence.get("text"), str):
                place = f"{where}: {own}, sentence {number}"
                yield (own, number), judging.wrong(place, "text", None, "a text")
                continue
            fields = _fields(thread, message, sentence) | {
                "id": f"{name}:{own}:{number}" if name else None,
                "context": list(before),
            }
            labelled = any(sentence.get(each) is not None for each in _LABELS)
            yield (own, number), _Line(own, fields, labelled)
            before = (*before, str(sentence["text"]))[-CONTEXT:]


def _fields(thread: Table, message: Table, sentence: Table) -> dict[str, object]:
    return {
        **{name: sentence.get(name) for name in ("text", *_LABELS)},
        "language": sentence.get("language") or thread.get("language"),
        "side": sentence.get("side") or message.get("side"),
        "thread": thread.get("id"),
        "client": thread.get("client"),
        "annotator": sentence.get("annotator") or thread.get("annotator"),
    }


def _concern(
    concern: Table, lines: Mapping[Place, _Line], where: str, names: Names
) -> Iterator[Row | Problem]:
    raised = _place(concern)
    if raised not in lines:
        yield judging.wrong(where, "message, sentence", raised, "a sentence of the thread")
        return
    moved = {place: status for place, status in _moved(concern) if place in lines}
    nothing = _nothing(raised, moved, list(lines), complete="events" in concern)
    for place, status in [*moved.items(), *((each, RELATIONS[0]) for each in nothing)]:
        line = lines[place]
        shared = {name: line.fields[name] for name in ("text", "language", "side", "thread")}
        table = shared | {
            "client": line.fields["client"],
            "annotator": concern.get("annotator"),
            "id": f"{line.fields['id']}#{raised[0]}:{raised[1]}" if line.fields["id"] else None,
            "concern": lines[raised].fields["text"],
            "status": status,
        }
        yield from canonical.rows(table, f"{where}: {place[0]}, sentence {place[1]}", names)


def _moved(concern: Table) -> Iterator[tuple[Place, str]]:
    """Give the places that moved a concern; often only the last one is known."""
    evidence = concern.get("evidence")
    last = [{**evidence, "status": concern.get("final")}] if isinstance(evidence, Mapping) else []
    for event in _list(concern, "events") if "events" in concern else last:
        status = event.get("status")
        if isinstance(status, str) and status != Status.OPEN:
            yield _place(event), status


def _nothing(
    raised: Place, moved: Mapping[Place, str], places: list[Place], *, complete: bool
) -> list[Place]:
    """Give places that are known to do nothing to a concern: those behind its last move.

    Where nothing moved it, it must be said that nothing did (``complete``).
    """
    if not moved and not complete:
        return []
    last = max((places.index(place) for place in moved), default=places.index(raised))
    later = [place for place in places[last + 1 :] if place[0] != raised[0] and place not in moved]
    answering = {message for message, _ in moved}
    near = [place for place in later if place[0] in answering]
    far = [place for place in later if place[0] not in answering]
    return near[:NEAR] + far[:FAR]


def _place(told: Table) -> Place:
    message, sentence = told.get("message"), told.get("sentence")
    return str(message), sentence if isinstance(sentence, int) else 0


def _list(table: Table, field: str) -> list[Table]:
    value = table.get(field)
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
