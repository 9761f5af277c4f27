"""Rows laid out as columns, once, so that each look at them is a few array operations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from commsense import lang
from commsense.labelling.checks import plain
from commsense.labelling.checks.result import Place
from commsense.labelling.row import Row
from commsense.labelling.scheme import Scheme, Task
from commsense.lang import identify

_Name = TypeVar("_Name", str, int)


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to one task: ``given[i, j]`` tells whether row ``rows[i]`` has label j."""

    task: Task
    rows: NDArray[np.int64]
    given: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows, each at one place of every column; codes count from 0 in the order of the names.

    ``sentences`` has the same code for rows that judge the same sentence in the same place;
    ``words`` has the same code for rows of the same words. ``threads`` is -1 where none is named.
    ``tested`` tells the rows that a model is to be tested with.
    """

    rows: Sequence[Row]
    files: tuple[str, ...]
    file: NDArray[np.int32]
    number: NDArray[np.int64]
    people: tuple[str, ...]
    person: NDArray[np.int32]
    language: tuple[str, ...]
    thread_names: tuple[str, ...]
    threads: NDArray[np.int64]
    sentences: NDArray[np.int64]
    words: NDArray[np.int64]
    tested: NDArray[np.bool_]
    answers: dict[str, Answers]

    def place(self, row: int) -> Place:
        """Give where a row stands."""
        return Place(self.files[self.file[row]], int(self.number[row]), self.rows[row].id)

    def text(self, row: int) -> str:
        """Give the text of a row, shortened."""
        return plain.shown(self.rows[row].text)


@dataclass(frozen=True, slots=True)
class Placed:
    """A row with its file and its number there."""

    row: Row
    file: str
    number: int


def lay_out(placed: Sequence[Placed], scheme: Scheme, tested: Iterable[str] = ()) -> Sheet:
    """Lay rows out as columns.

    Args:
        placed: the rows in the order of their files.
        scheme: the tasks that are looked at.
        tested: the files whose rows a model is to be tested with.
    """
    rows = [each.row for each in placed]
    file, files = _coded([each.file for each in placed])
    person, people = _coded(_people(placed))
    threads, thread_names = _coded([row.thread for row in rows])
    if "" in thread_names:
        threads[threads == thread_names.index("")] = -1
    texts = [plain.same(row.text) for row in rows]
    held = set(tested)
    return Sheet(
        rows=rows,
        files=files,
        file=file.astype(np.int32),
        number=np.array([each.number for each in placed], dtype=np.int64),
        people=people,
        person=person.astype(np.int32),
        language=tuple(map(_language, rows)),
        thread_names=thread_names,
        threads=threads,
        sentences=_sentences(rows, texts),
        words=_coded([hash(text) for text in texts])[0],
        tested=np.array([each.file in held for each in placed], dtype=np.bool_),
        answers={name: _answers(task, rows) for name, task in scheme.items()},
    )


def labels(answers: Answers, place: int) -> tuple[str, ...]:
    """Give the labels of the answer at a place."""
    return tuple(
        value
        for value, holds in zip(answers.task.values, answers.given[place], strict=True)
        if holds
    )


def _coded(names: Sequence[_Name]) -> tuple[NDArray[np.int64], tuple[_Name, ...]]:
    codes: dict[_Name, int] = {}
    found = np.fromiter(
        (codes.setdefault(name, len(codes)) for name in names), dtype=np.int64, count=len(names)
    )
    return found, tuple(codes)


def _people(placed: Sequence[Placed]) -> list[str]:
    """Give who labelled each row; where nobody is named, each file is one person's."""
    if any(each.row.annotator for each in placed):
        return [each.row.annotator for each in placed]
    return [each.file for each in placed]


def _language(row: Row) -> str:
    return row.language or identify.identify(row.text, lang.LANGUAGES[0])


def _sentences(rows: Sequence[Row], texts: Sequence[str]) -> NDArray[np.int64]:
    """Number the sentences: the same id and text, or the same text after the same context.

    Keys are kept as hashes: a million rows would fill the memory with their texts.
    """
    known: dict[int, int] = {}
    found = np.zeros(len(rows), dtype=np.int64)
    codes = 0
    for place, (row, text) in enumerate(zip(rows, texts, strict=True)):
        context = tuple(map(plain.same, row.context))
        where = hash(("place", row.thread, text, context))
        named = hash(("id", row.id, text, context if _pair(row) else ())) if row.id else where
        code = known.get(named, known.get(where, codes))
        codes += code == codes
        known.setdefault(where, code)
        known.setdefault(named, code)
        found[place] = code
    return found


def _pair(row: Row) -> bool:
    """Tell whether a row is about a concern, so that its context is part of the question."""
    return "concern-status" in row.labels


def _answers(task: Task, rows: Sequence[Row]) -> Answers:
    judged = [
        place
        for place, row in enumerate(rows)
        if (row.spans is not None if task.spans else task.name in row.labels)
    ]
    column = {value: place for place, value in enumerate(task.values)}
    given = np.zeros((len(judged), len(task.values)), dtype=np.bool_)
    for place, number in enumerate(judged):
        row = rows[number]
        found = [s.kind for s in row.spans or ()] if task.spans else row.labels[task.name]
        for value in found:
            if value in column:
                given[place, column[value]] = True
    return Answers(task, np.array(judged, dtype=np.int64), given)
