"""Rows of labels, made up."""

from __future__ import annotations

from collections.abc import Sequence

from commsense.labelling.checks.result import Finding
from commsense.labelling.checks.sheet import Placed, Sheet, lay_out
from commsense.labelling.row import Row, Span
from commsense.labelling.scheme import BUILT_IN


def row(
    text: str,
    sentiment: str = "",
    acts: Sequence[str] | None = None,
    *,
    who: str = "anna",
    id: str = "",  # noqa: A002 - the row's own word
    thread: str = "",
    language: str = "en",
    context: Sequence[str] = (),
    marks: Sequence[tuple[int, int, str]] | None = None,
) -> Row:
    labels: dict[str, tuple[str, ...]] = {}
    if sentiment:
        labels["sentiment"] = (sentiment,)
    if acts is not None:
        labels["acts"] = tuple(acts)
    spans = None if marks is None else tuple(Span(*each) for each in marks)
    return Row(
        id=id,
        text=text,
        labels=labels,
        spans=spans,
        language=language,
        context=tuple(context),
        thread=thread,
        annotator=who,
    )


def sheet(*rows: Row, tested: Sequence[Row] = ()) -> Sheet:
    placed = [Placed(each, "train.jsonl", n) for n, each in enumerate(rows, start=1)]
    placed += [Placed(each, "test.jsonl", n) for n, each in enumerate(tested, start=1)]
    return lay_out(placed, BUILT_IN, ["test.jsonl"] if tested else [])


def kinds(found: Sequence[Finding]) -> dict[str, int]:
    """Give how often each kind was found."""
    return {each.kind: each.count for each in found}
