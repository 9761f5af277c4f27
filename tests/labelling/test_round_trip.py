"""Rows written in any format and read again are the same rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commsense.conversation import Side
from commsense.labelling import reading, writing
from commsense.labelling.formats import FORMATS
from commsense.labelling.row import Row, Span
from commsense.labelling.scheme import BUILT_IN, CONCERN_STATUS, JARGON, Task

SCHEME = {
    **BUILT_IN,
    "topic": Task("topic", ("billing", "delay"), several=False, own=True),
    # Labels and names that others have too.
    "own_topic": Task("own_topic", ("升级", "negative", "follow-up"), own=True),
    "text": Task("text", ("question", "none"), own=True),
}
LETTERS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("=+-@'\"[]{}:;|,#\t\r\n 😀👩‍👧中文，。\x00\ufeff"),
    ),
    min_size=1,
    max_size=20,
)
TEXTS = LETTERS.filter(lambda text: bool(text.strip()))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | LETTERS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(LETTERS, inner, max_size=2),
    max_leaves=3,
)


def labels(task: Task) -> st.SearchStrategy[tuple[str, ...]]:
    values = st.sampled_from(task.values)
    most = 3 if task.several else 1
    least = 0 if task.several else 1
    drawn = st.lists(values, unique=True, min_size=least, max_size=most)
    return drawn.map(lambda given: tuple(each for each in task.values if each in given))


@st.composite
def rows(draw: st.DrawFn) -> Row:
    text = draw(TEXTS)
    tasks = draw(st.lists(st.sampled_from([t for t in SCHEME if t != JARGON]), unique=True))
    given = {task: draw(labels(SCHEME[task])) for task in tasks}
    spans = None
    if draw(st.booleans()):
        starts = draw(st.lists(st.integers(0, len(text) - 1), unique=True, max_size=3))
        ends = [draw(st.integers(start + 1, len(text))) for start in starts]
        kinds = st.sampled_from(SCHEME[JARGON].values)
        spans = tuple(Span(s, e, draw(kinds)) for s, e in zip(starts, ends, strict=True))
    context = tuple(draw(st.lists(TEXTS, max_size=3)))
    if CONCERN_STATUS in given:
        context = (draw(TEXTS),)
    return Row(
        id=draw(LETTERS),
        text=text,
        labels=given,
        spans=spans,
        language=draw(st.sampled_from(["", "en", "zh"])),
        side=draw(st.sampled_from(Side)),
        context=context,
        thread=draw(st.just("") | LETTERS),
        client=draw(st.just("") | LETTERS),
        annotator=draw(st.just("") | LETTERS),
        extra=draw(st.dictionaries(LETTERS | st.sampled_from(["id", "text", "topic"]), VALUES)),
    )


@pytest.mark.parametrize("name", FORMATS)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(written=st.lists(rows(), min_size=1, max_size=4))
def test_every_format_gives_the_rows_back(name: str, written: list[Row], tmp_path: Path) -> None:
    file = tmp_path / "rows"
    writing.write(file, FORMATS[name].chunks(written, SCHEME, None))
    found = reading.load([file], SCHEME, name)
    assert found.problems == ()
    assert [sorted_spans(row) for row in found.rows] == [sorted_spans(row) for row in written]


def sorted_spans(row: Row) -> tuple[object, ...]:
    spans = None if row.spans is None else sorted((s.start, s.end, s.kind) for s in row.spans)
    named = (row.id, row.text, row.language, row.side, row.context, row.thread, row.client)
    return (*named, row.annotator, dict(row.labels), spans, row.extra)


@pytest.mark.parametrize("name", ["label-studio", "doccano", "csv", "jsonl"])
def test_the_kind_of_a_file_is_told_by_its_content(name: str, tmp_path: Path) -> None:
    row = Row("1", "Why so late?", {"sentiment": ("negative",), "acts": ()}, annotator="anna")
    file = tmp_path / "rows.gz"
    writing.write(file, FORMATS[name].chunks([row], SCHEME, None))
    assert reading.load([file], SCHEME).rows == (row,)
