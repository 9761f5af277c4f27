"""Content words, cues, numbers of list items: what links a sentence to another."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_threads import CLIENT, TEAM, say, track

from commsense.labels import ACTS, Status
from commsense.ledger.events import allowed
from commsense.ledger.points import number
from commsense.ledger.words import content, cues


def test_content_words_lose_endings_and_function_words() -> None:
    assert content("The exports of Invoice 4711 failed again.") == (
        "export",
        "invoic",
        "4711",
        "fail",
    )
    assert content("我们会尽快处理发票导出的问题。") == ("尽快", "处理", "发票", "导出")


def test_the_same_thing_in_other_forms_has_the_same_words() -> None:
    assert set(content("exporting invoices")) == set(content("exported invoice"))
    assert set(content("v2.4 上线了")) & set(content("V2.4 is live")) == {"v2.4"}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The file is attached.", "attached"),
        ("We’ll look into it.", "pending"),
        ("It still does not work", "again"),
        ("It works now", "settled"),
        ("附件是清单", "attached"),
        ("还没收到", "again"),
        ("已修复", "done"),
    ],
)
def test_cues(text, named) -> None:
    assert named in cues(text)


def test_cues_are_whole_words_in_english() -> None:
    assert "done" not in cues("London")
    assert not cues("a plain table")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. Which?", 1),
        ("2) Which?", 2),
        ("ad 3: yes", 3),
        ("3、多少钱？", 3),
        ("二、费用", 2),
        ("第一个问题：可以", 1),
        ("On question 2: yes", 2),
        ("2.5 million is too much", 0),
        ("2025 was fine", 0),
        ("Plain text", 0),
        ("", 0),
    ],
)
def test_numbers_of_answers(text, found) -> None:
    assert number(text) == found


def test_acknowledged_never_follows_an_answer() -> None:
    assert not allowed(Status.ANSWERED, Status.ACKNOWLEDGED)
    assert not allowed(Status.OPEN, Status.REOPENED)
    assert allowed(Status.RESOLVED, Status.REOPENED)
    assert allowed(Status.REOPENED, Status.ACKNOWLEDGED)


_SAID = st.lists(
    st.tuples(st.text(max_size=40), st.lists(st.sampled_from(ACTS), max_size=3).map(" ".join)),
    max_size=5,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([CLIENT, TEAM]), _SAID), max_size=6))
def test_any_thread_is_followed_the_same_way_twice(turns) -> None:
    messages = [say(f"m{n}", side, *said) for n, (side, said) in enumerate(turns)]
    ledger = track(*messages)
    assert ledger == track(*messages)
    order = {message.message.id: place for place, message in enumerate(messages)}
    for concern in ledger.concerns:
        assert concern.status is concern.events[-1].status
        assert 0 <= concern.confidence <= 1
        places = [(order[event.message], event.sentence) for event in concern.events]
        assert places == sorted(places)
        steps = [event.status for event in concern.events]
        assert all(allowed(*pair) for pair in pairwise(steps))
