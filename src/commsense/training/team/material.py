"""Lessons from label rows: what several people said of a sentence brought to one answer."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from commsense.backends.inputs import ModelInput
from commsense.conversation import Side
from commsense.labelling.row import Row, Span
from commsense.labelling.scheme import CONCERN_STATUS, JARGON, Task
from commsense.labels import RELATIONS
from commsense.lang import LANGUAGES, identify
from commsense.training.lessons import UNKNOWN, Lesson, bare


@dataclass(frozen=True, slots=True)
class Material:
    """What can be learned: ``lessons``, the client of each, and what could not be used, counted.

    ``sha256`` is that of all rows that were used.
    """

    tasks: tuple[Task, ...]
    lessons: tuple[Lesson, ...]
    clients: tuple[str, ...]
    left_out: Mapping[str, int]
    sha256: str


def gather(rows: Iterable[Row], tasks: Sequence[Task]) -> Material:
    """Make one lesson of all rows about a sentence.

    Where people differ the majority holds; without one the task counts as not judged. Flags are
    never learned from a client's sentence (label guide, "Settled cases").
    """
    said: dict[tuple[str, tuple[str, ...], Side], list[Row]] = {}
    left: Counter[str] = Counter()
    for row in rows:
        if why := unusable(row, tasks):
            left[why] += 1
        else:
            said.setdefault((row.text, row.context, row.side), []).append(row)
    lessons, clients = [], []
    for given in said.values():
        lesson = _lesson(given, tasks)
        if lesson is None:
            left["labelled differently by as many people"] += 1
        else:
            lessons.append(lesson)
            clients.append(next((row.client for row in given if row.client), ""))
    return Material(
        tasks=tuple(tasks),
        lessons=tuple(lessons),
        clients=tuple(clients),
        left_out=dict(left),
        sha256=_digest(lessons),
    )


def unusable(row: Row, tasks: Sequence[Task]) -> str:
    """Say why a row cannot be learned from; nothing where it can."""
    if not row.text.strip():
        return "without text"
    if not _judged(row, tasks):
        return "not labelled for these tasks"
    if (row.language or _told(row.text)) not in LANGUAGES:
        return "in another language"
    return ""


def labels_of(task: Task) -> tuple[str, ...]:
    """Give the labels of a task that a model gives chances of; none for spans and pairs."""
    return () if task.spans or task.pair else task.values


def _lesson(rows: Sequence[Row], tasks: Sequence[Task]) -> Lesson | None:
    first = rows[0]
    has: set[str] = set()
    judged: set[str] = set()
    relation, jargon = UNKNOWN, None
    for task in tasks:
        if task.spans:
            jargon = _spans([row.spans for row in rows if row.spans is not None])
            continue
        votes = [row.labels[task.name] for row in rows if task.name in row.labels]
        if not votes or (task.name == "flags" and first.side is Side.CLIENT):
            continue
        found = _voted(votes, task)
        if found is None:
            continue
        if task.pair:
            relation = RELATIONS.index(found[0])
        else:
            has |= set(found)
            judged |= set(task.values)
    if not judged and jargon is None and relation == UNKNOWN:
        return None
    language = first.language or _told(first.text)
    return Lesson(
        given=ModelInput(first.text, language, first.side, first.context),
        source="team",
        group=next((row.thread for row in rows if row.thread), "") or f"row:{first.id}",
        has=frozenset(has),
        lacks=frozenset(judged - has),
        jargon=jargon,
        relation=relation,
    )


def _voted(votes: Sequence[tuple[str, ...]], task: Task) -> tuple[str, ...] | None:
    """Give the labels that most people gave, None where that cannot be told."""
    if task.several:
        counts = Counter(label for vote in votes for label in set(vote))
        if any(2 * count == len(votes) for count in counts.values()):
            return None
        return tuple(label for label in task.values if 2 * counts[label] > len(votes))
    ranked = Counter(vote[0] for vote in votes if vote).most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return (ranked[0][0],)


def _spans(votes: Sequence[tuple[Span, ...]]) -> tuple[tuple[int, int, str], ...] | None:
    if not votes:
        return None
    counts = Counter((s.start, s.end, s.kind) for spans in votes for s in set(spans))
    return tuple(sorted(span for span, count in counts.items() if 2 * count >= len(votes)))


def _judged(row: Row, tasks: Sequence[Task]) -> bool:
    names = {task.name for task in tasks if not task.spans}
    spans = any(task.spans for task in tasks) and row.spans is not None
    pair = CONCERN_STATUS in row.labels
    return spans or (bool(names & set(row.labels)) and (not pair or CONCERN_STATUS in names))


def _digest(lessons: Iterable[Lesson]) -> str:
    found = hashlib.sha256()
    for each in lessons:
        parts = (
            each.given.text,
            *each.given.context,
            each.given.side.value,
            each.group,
            *sorted(each.has),
            "|",
            *sorted(each.lacks),
            repr(each.jargon),
            str(each.relation),
        )
        found.update("\x1f".join(parts).encode("utf-8", "replace") + b"\x1e")
    return found.hexdigest()


def _told(text: str) -> str:
    found = identify.identify(text, LANGUAGES[0])
    return LANGUAGES[0] if found == "und" else found


def tasks_found(rows: Iterable[Row], tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Give the tasks that any row is labelled for, in the order of ``tasks``."""
    named: set[str] = set()
    for row in rows:
        named |= set(row.labels)
        if row.spans is not None:
            named.add(JARGON)
    return tuple(task for task in tasks if task.name in named)


def texts(lessons: Iterable[Lesson]) -> frozenset[str]:
    """Give the bare texts of lessons, by which the same sentence is known again elsewhere."""
    return frozenset(bare(each.given.text) for each in lessons) - {""}
