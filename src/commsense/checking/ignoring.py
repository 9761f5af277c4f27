"""What a draft says about itself to commsense: ``<!-- commsense: ignore CO3 -->``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commsense.checking.result import Comment

_DIRECTIVE = re.compile(
    r"<!--[ \t]{0,9}commsense:[ \t]{0,9}ignore\b([^<>\n]{0,200}?)-->"
    r"|^[ \t]{0,9}#[ \t]{0,9}commsense:[ \t]{0,9}ignore\b([^\n]{0,200})$",
    re.MULTILINE | re.IGNORECASE,
)
_QUOTE_MARK = re.compile(r"[ \t]{0,8}[>＞》|]")
_ID = re.compile(r"\b[A-Z]{2}[0-9]{1,2}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Directive:
    """What is left out: the criteria named (none means all), on its line and the next ones.

    A directive beside text speaks of that line; one on a line of its own, of the whole draft.
    """

    line: int
    criteria: frozenset[str]
    whole: bool


def directives(source: str, quoted: Sequence[tuple[int, int]] = ()) -> tuple[Directive, ...]:
    """Find the directives that the writer of a draft gives.

    What the draft quotes was written by somebody else, whose directives mean nothing here.

    Args:
        source: of the draft.
        quoted: its stretches that are quoted, as ``drafts.quoted`` gives them.
    """
    starts = _line_starts(source)
    return tuple(
        Directive(
            line=bisect_right(starts, found.start()),
            criteria=frozenset(map(str.upper, _ID.findall(found.group(1) or found.group(2) or ""))),
            whole=not _beside(source, found),
        )
        for found in _DIRECTIVE.finditer(source)
        if not _is_quoted(source, found, quoted)
    )


def _is_quoted(source: str, found: re.Match[str], quoted: Sequence[tuple[int, int]]) -> bool:
    if _QUOTE_MARK.match(source, source.rfind("\n", 0, found.start()) + 1):
        return True
    around = next((span for span in quoted if span[0] <= found.start() < span[1]), None)
    if around is None:
        return False
    above = source[around[0] : found.start()].rstrip()
    below = source[found.end() : around[1]]
    # Blank lines below a quote with marks are counted to it, but it has ended there.
    ended = _QUOTE_MARK.match(above, above.rfind("\n") + 1) and not below.strip()
    return not ended


def without_directives(source: str) -> str:
    """Blank the directives; no character moves."""
    return _DIRECTIVE.sub(lambda found: " " * len(found.group()), source)


def kept(
    comments: Iterable[Comment], source: str, quoted: Sequence[tuple[int, int]] = ()
) -> tuple[Comment, ...]:
    """Leave out the comments that the directives of a draft's source speak of.

    Args:
        comments: what is to be said.
        source: of the draft.
        quoted: its stretches that are quoted, in which nobody can give directives.
    """
    told = directives(source, quoted)
    starts = _line_starts(source)
    return tuple(
        comment
        for comment in comments
        if not any(_speaks_of(each, comment, starts) for each in told)
    )


def _speaks_of(directive: Directive, comment: Comment, starts: list[int]) -> bool:
    if directive.criteria and comment.criterion not in directive.criteria:
        return False
    if directive.whole:
        return True
    first = bisect_right(starts, comment.start)
    last = bisect_right(starts, max(comment.start, comment.end - 1))
    return comment.end > comment.start and first <= directive.line <= last


def _beside(source: str, found: re.Match[str]) -> bool:
    before = source[source.rfind("\n", 0, found.start()) + 1 : found.start()]
    end = source.find("\n", found.end())
    after = source[found.end() : end if end >= 0 else len(source)]
    return bool(before.strip() or after.strip())


def _line_starts(source: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer("\n", source))]
