"""A check for people, in the style of a compiler: place, what, the words underlined, the advice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from commsense.checking import saying
from commsense.checking.formats.lines import Lines
from commsense.checking.result import Check, Comment, Passage, Point, Taken
from commsense.reports.wording import Say, day

WIDTH = 96  # cells of a line of the draft that are shown
_LEAD = 30  # cells before the words concerned, where a line has to be cut
_QUOTED = 100  # characters of a quotation
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What would steer a terminal, or turn the order of what is read."""
_UNSEEN = frozenset({"empty", "language", "unread"})
"""Notes that say that nothing was looked at, so that silence means nothing."""

_MARKS = {Taken.ANSWERED: "✓", Taken.DEFERRED: "…", Taken.ACKNOWLEDGED: "~", Taken.LEFT: "✗"}


def write(check: Check, comments: Sequence[Comment], name: str, language: str) -> str:
    """Give the comments, what became of the client's points, and what was not seen."""
    return "\n".join(map(_plain, _lines(check, comments, name, language))) + "\n"


def _lines(check: Check, comments: Sequence[Comment], name: str, language: str) -> Iterator[str]:
    say = saying.words(language)
    lines = Lines(check.draft.source)
    for comment in comments:
        yield from _comment(comment, lines, name, language, say)
        yield ""
    if check.points:
        yield from _points(check.points, say)
        yield ""
    hidden = len(check.comments) - len(comments)
    left = any(point.taken is Taken.LEFT for point in check.points)
    if not comments and not left and not _UNSEEN.intersection(name for name, _ in check.notes):
        yield say("words.nothing_shown" if hidden else "words.none")
    if hidden:
        yield say("words.more", n=hidden)
    if check.suppressed:
        yield say("words.suppressed", n=check.suppressed)
    yield from saying.notes(check, language)


def _comment(comment: Comment, lines: Lines, name: str, language: str, say: Say) -> Iterator[str]:
    said = saying.said(comment, language)
    span = lines.span(comment.start, comment.end)
    place = f"{name}:{span.line}:{span.column}" if comment.end else name
    severity = say(f"words.{comment.severity.value}")
    yield f"{place}: {comment.criterion} {severity}: {said.message}"
    margin = " " * len(str(span.line))
    if comment.end:
        shown, indent, length = _cut(lines, comment)
        yield f"{margin} |"
        yield f"{span.line} | {shown}"
        yield f"{margin} | {' ' * indent}{'^' * max(1, length)}"
    yield f"{margin} = {say('words.advice')}: {said.advice}"
    if comment.suggestion:
        kind = "words.instead" if comment.suggestion.replaces else "words.suggestion"
        yield f"{margin} = {say(kind)}: {comment.suggestion.text}"
    for passage in comment.elsewhere:
        if passage.text not in (comment.values.get("text"), comment.values.get("what")):
            yield f"{margin} = {say('words.earlier')}: {_quoted(passage, language)}"


def _cut(lines: Lines, comment: Comment) -> tuple[str, int, int]:
    """Give the part of the line to show, and where in it, in cells, the words stand."""
    span = lines.span(comment.start, comment.end)
    line = _plain(lines.texts[span.line - 1])
    first = span.column - 1
    last = span.end_column - 1 if span.end_line == span.line else len(line)
    if cell_len(line) <= WIDTH:
        return line, cell_len(line[:first]), cell_len(line[first:last])
    begin = first - len(_fitting(line[:first][::-1], _LEAD))
    end = begin + len(_fitting(line[begin:], WIDTH))
    lead = "…" if begin else ""
    tail = "…" if end < len(line) else ""
    indent = len(lead) + cell_len(line[begin:first])
    return lead + line[begin:end] + tail, indent, cell_len(line[first : min(last, end)])


def _fitting(text: str, cells: int) -> str:
    """Give as much of a text's beginning as so many cells hold."""
    taken = 0
    for place, sign in enumerate(text):
        taken += cell_len(sign)
        if taken > cells:
            return text[:place]
    return text


def _plain(line: str) -> str:
    return _STEERING.sub("\ufffd", line.replace("\t", " "))


def _points(points: Sequence[Point], say: Say) -> Iterator[str]:
    done = sum(point.taken is Taken.ANSWERED for point in points)
    total = say("words.of_points", done=done, total=len(points))
    yield f"{say('words.points')}: {total}"
    width = max(cell_len(say(f"words.{taken.value}")) for taken in Taken)
    for point in points:
        taken = say(f"words.{point.taken.value}")
        blanks = " " * (width - cell_len(taken))
        yield f"  {_MARKS[point.taken]} {taken}{blanks}  {_short(point.raised.text)}"
        if point.answer:
            yield f"    {' ' * width}  → {_short(point.answer.text)}"


def _quoted(passage: Passage, language: str) -> str:
    who = ", ".join(filter(None, (day(passage.date, language), passage.person)))
    words = f'"{_short(passage.text)}"'
    return f"{who}: {words}" if who else words


def _short(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[: _QUOTED - 1]}…"
