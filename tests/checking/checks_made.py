from __future__ import annotations

from collections.abc import Callable

from commsense.checking.result import Check, Comment, Draft, Point
from commsense.conversation import Kind, Message, Place

Checking = Callable[..., Check]


def built(
    source: str,
    *comments: Comment,
    points: tuple[Point, ...] = (),
    suppressed: int = 0,
    notes: tuple[tuple[str, str], ...] = (),
) -> Check:
    """Make a check of a plain draft without reading it."""
    draft = Draft(Message("draft", Kind.DRAFT, Place("draft"), source), source)
    return Check(
        draft,
        "northwind.example",
        (),
        comments=comments,
        points=points,
        suppressed=suppressed,
        notes=notes,
    )
