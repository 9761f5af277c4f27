"""Where a draft that was read stands in the document that the editor shows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commsense.checking import drafts
from commsense.checking.result import Comment, Draft

_WRITTEN = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Standing:
    """A draft in its document; all places lie in the document's text.

    ``placed`` is false where the draft's source is not that text (a body that is encoded): then
    nothing can be marked in it. ``shift`` is the length of what the document has before the
    source, ``first`` the first line of the body, ``ends`` where the writer's sentences end.
    """

    placed: bool
    shift: int
    first: tuple[int, int]
    ends: tuple[int, ...]

    def span(self, comment: Comment) -> tuple[int, int]:
        """Give where the words of a comment stand; only where the draft is ``placed``."""
        return comment.start + self.shift, comment.end + self.shift

    def after(self, place: int) -> int:
        """Give the end of the sentence that reaches over ``place``; for -1, of the last one."""
        if place < 0:
            return max(self.ends, default=self.first[1])
        return min((end for end in self.ends if end >= place), default=place)


def standing(text: str, draft: Draft) -> Standing:
    """Find a draft in its document.

    Args:
        text: of the document, as the draft was read from it.
        draft: as it was read.
    """
    shift = len(text) - len(text.removeprefix("\ufeff"))
    placed = draft.at >= 0 and draft.source == text[shift:]
    own = draft.message.sentences if placed else ()
    ends = tuple(drafts.place(draft, each.start, each.end)[1] + shift for each in own)
    body = draft.at + shift if placed else text.find("\n\n") + 1
    return Standing(placed, shift, _first_line(text, max(body, shift)), ends)


def _first_line(text: str, start: int) -> tuple[int, int]:
    """Give the first line from ``start`` on that is not blank."""
    found = _WRITTEN.search(text, start)
    if not found:
        return start, start
    begin = max(text.rfind("\n", 0, found.start()) + 1, start)
    end = text.find("\n", found.start())
    line = text[begin : end if end >= 0 else len(text)]
    return begin, begin + len(line.rstrip())
