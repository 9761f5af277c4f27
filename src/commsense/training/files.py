"""Labelled files that people give: threads or single sentences, as JSON Lines."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from commsense import fields
from commsense.backends.inputs import ModelInput
from commsense.conversation import Side
from commsense.errors import InputError
from commsense.labels import ACTS, FLAGS, JARGON_KINDS, SENTIMENTS
from commsense.lang import LANGUAGES, identify
from commsense.training.examples import CONTEXT
from commsense.training.lessons import Lesson

OTHERS = ("own", "status", "jargon")
"""Fields of labelled rows that are not measured here."""


class _OtherLabels(InputError):
    """A row is labelled, but with none of the labels that are measured here."""


@dataclass(frozen=True, slots=True)
class LabelFile:
    """The lessons of one file, and what could not be used of it.

    Rows that were labelled, but with none of the labels that are measured here (a team's own, where
    a concern stands), are no errors: they are told in one.
    """

    name: str
    lessons: tuple[Lesson, ...]
    errors: tuple[str, ...]


def read(path: Path) -> LabelFile:
    """Read a ``.jsonl`` or ``.jsonl.gz`` of labelled sentences or threads.

    A sentence is ``{"text", "sentiment"?, "acts"?, "flags"?, "side"?, "context"?, "language"?,
    "thread"?}``, a thread ``{"id", "language"?, "messages": [{"side", "sentences": [...]}]}`` with
    the labels in its sentences. What a row does not speak of (no ``acts``, say) is not judged.

    Raises:
        InputError: if the file cannot be read, or nothing in it can be used.
    """
    lessons: list[Lesson] = []
    errors: list[str] = []
    others = 0
    for number, line in enumerate(_lines(path), start=1):
        where = f"{path}: line {number}"
        try:
            lessons += _row(line, where, str(number)) if line.strip() else ()
        except _OtherLabels:
            others += 1
        except InputError as error:
            errors.append(str(error))
    if others:
        errors.append(
            f"{path}: {others} rows skipped: they hold only labels that are not measured here"
            f" ({', '.join(OTHERS)}); measured are sentiment, acts and flags."
        )
    if not lessons:
        first = f" The first: {errors[0]}" if errors else ""
        raise InputError(f"{path}: holds no labelled sentence that can be used.{first}")
    return LabelFile(path.name.partition(".")[0], tuple(lessons), tuple(errors))


def _lines(path: Path) -> list[bytes]:
    try:
        data = path.read_bytes()
        return (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines()
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{path}: cannot be read ({error}).") from error


def _row(line: bytes, where: str, number: str) -> list[Lesson]:
    try:
        row = msgspec.json.decode(line.lstrip(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"{where}: is not JSON in UTF-8 ({error}).") from error
    table = fields.table(row, where)
    if "messages" in table:
        return list(_thread(table, where))
    group = fields.text(table, "thread", where) or number
    return [_lesson(table, where, group, Side.UNKNOWN, fields.texts(table, "context", where), "")]


def _thread(row: fields.Row, where: str) -> Iterator[Lesson]:
    name = fields.text(row, "id", where, required=True)
    language = fields.text(row, "language", where)
    for place, message in enumerate(_list(row, "messages", where)):
        before: tuple[str, ...] = ()
        at = f"{where}: messages[{place}]"
        side = fields.choice(fields.table(message, at), "side", at, Side, Side.UNKNOWN)
        for number, sentence in enumerate(_list(fields.table(message, at), "sentences", at)):
            inner = f"{at}: sentences[{number}]"
            lesson = _lesson(fields.table(sentence, inner), inner, name, side, before, language)
            yield lesson
            before = (*before, lesson.given.text)[-CONTEXT:]


def _lesson(
    row: fields.Row, where: str, group: str, side: Side, before: Sequence[str], language: str
) -> Lesson:
    text = fields.text(row, "text", where, required=True)
    side = fields.choice(row, "side", where, Side, side)
    has, judged = _labels(row, where, side)
    told = fields.text(row, "language", where) or language or _told(text)
    if told not in LANGUAGES:
        raise fields.wrong(where, "language", told, ", ".join(LANGUAGES))
    return Lesson(
        given=ModelInput(text, told, side, tuple(before)[-CONTEXT:]),
        source="",
        group=group,
        has=has,
        lacks=judged - has,
        jargon=_jargon(row, where, len(text)),
    )


def _told(text: str) -> str:
    """Tell the language; a text without words is read as English, as ``predict`` does."""
    found = identify.identify(text, LANGUAGES[0])
    return LANGUAGES[0] if found == "und" else found


def _labels(row: fields.Row, where: str, side: Side) -> tuple[frozenset[str], frozenset[str]]:
    """Give the labels that hold, and all that were judged; never flags of a client's sentence."""
    has: set[str] = set()
    judged: set[str] = set()
    sentiment = fields.text(row, "sentiment", where)
    if sentiment:
        has |= _accepted([sentiment], "sentiment", SENTIMENTS, where)
        judged |= set(SENTIMENTS)
    for field, labels in (("acts", ACTS), ("flags", FLAGS)):
        told = row.get(field) is not None
        if told and not (field == "flags" and side is Side.CLIENT):
            has |= _accepted(fields.texts(row, field, where), field, labels, where)
            judged |= set(labels)
    if not judged and any(row.get(field) is not None for field in OTHERS):
        raise _OtherLabels(f"{where}: holds only labels that are not measured here.")
    if not judged:
        raise InputError(f"{where}: found no labels; accepted: any of sentiment, acts, flags.")
    return frozenset(has), frozenset(judged)


def _accepted(found: Sequence[str], field: str, labels: tuple[str, ...], where: str) -> set[str]:
    for name in found:
        if name not in labels:
            raise fields.wrong(where, field, name, ", ".join(labels))
    return set(found)


def _jargon(row: fields.Row, where: str, length: int) -> tuple[tuple[int, int, str], ...] | None:
    if row.get("jargon") is None:
        return None
    return tuple(
        _span(fields.table(span, f"{where}: jargon"), f"{where}: jargon", length)
        for span in _list(row, "jargon", where)
    )


def _span(span: Mapping[str, object], where: str, length: int) -> tuple[int, int, str]:
    start, end, kind = span.get("start"), span.get("end"), span.get("kind")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= length:
        raise fields.wrong(where, "start, end", (start, end), f"0 <= start < end <= {length}")
    if kind not in JARGON_KINDS:
        raise fields.wrong(where, "kind", kind, ", ".join(JARGON_KINDS))
    return start, end, str(kind)


def _list(row: fields.Row, field: str, where: str) -> list[object]:
    value = row.get(field)
    if not isinstance(value, list):
        raise fields.wrong(where, field, value, "a list")
    return value
