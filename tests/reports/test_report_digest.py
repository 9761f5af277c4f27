"""What the reports count and choose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import example_assessment
from hypothesis import given
from hypothesis import strategies as st

from commsense.assessment import Assessment, ReadMessage, ThreadAssessment
from commsense.conversation import Side
from commsense.reports.best import Best
from commsense.reports.digest import gather
from commsense.reports.digest.mood import Mood
from commsense.reports.digest.responses import Responses, median
from commsense.reports.digest.rhythm import Rhythm
from commsense.reports.quotes import clip, shorten

START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def exchange(*steps: tuple[Side, float], asks: Iterable[int] = ()) -> ThreadAssessment:
    """A thread whose messages come after so many hours; those in ``asks`` raise a concern."""
    base = next(iter(example_assessment.build().threads))
    messages = tuple(_message(base, n, side, hours) for n, (side, hours) in enumerate(steps))
    concerns = tuple(replace(base.concerns[0], message=f"m{n}", sentence=2) for n in asks)
    return replace(base, messages=messages, concerns=concerns)


def _message(base: ThreadAssessment, number: int, side: Side, hours: float) -> ReadMessage:
    read = base.messages[0]
    moment = START + timedelta(hours=hours)
    message = replace(read.message, id=f"m{number}", date=moment)
    sentences = tuple(replace(s, side=side) for s in read.sentences)
    return replace(read, message=message, side=side, sentences=sentences)


def waits(*steps: tuple[Side, float], asks: Iterable[int] = ()) -> Responses:
    found = Responses()
    found.add(exchange(*steps, asks=asks))
    return found


C, T = Side.CLIENT, Side.TEAM


def test_a_wait_starts_with_the_first_unanswered_message() -> None:
    found = waits((C, 0), (C, 5), (T, 8), (T, 9), (C, 20), (T, 21.5))
    assert found.hours == [1.5, 8.0]
    assert found.buckets() == [0, 1, 1, 0, 0, 0]
    assert found.silent == 0


def test_only_a_message_that_asks_can_lack_a_reply() -> None:
    assert waits((T, 0), (C, 1)).silent == 0
    found = waits((T, 0), (C, 1), asks=[1])
    assert found.silent == 1
    assert (
        found.unreplied()[0].asked.text
        == "The weekly export drops the last row since Friday, and payroll runs on it."
    )


def test_a_clock_that_goes_back_gives_no_negative_wait() -> None:
    assert waits((C, 5), (T, 4)).hours == [0.0]


def test_each_bar_of_waiting_time_keeps_the_longest_of_its_replies() -> None:
    found = waits(*(step for n in range(6) for step in ((C, 100.0 * n), (T, 100.0 * n + 5 + n))))
    assert found.buckets() == [0, 0, 6, 0, 0, 0]
    assert [reply.hours for reply in found.in_bucket(2)] == [10.0, 9.0, 8.0]
    assert found.in_bucket(1) == []
    (own,) = found.clients.values()
    assert [reply.hours for reply in own.longest.items()] == [10.0, 9.0]


def test_each_period_of_the_rhythm_shows_some_of_its_messages() -> None:
    found = Rhythm(None)
    found.add(exchange(*((T, float(n)) for n in range(5)), (C, 24 * 365 * 5)))
    _, periods = found.periods()
    assert [(p.total, len(p.openings)) for p in periods if p.total] == [(5, 3), (1, 1)]
    assert all(p.openings == () for p in periods if not p.total)
    week = Rhythm(None)
    week.add(exchange((T, 0), (C, 2)))
    _, (only,) = week.periods()
    assert {quote.message for quote in only.openings} == {"m0", "m1"}


def test_median_takes_the_nearest_rank() -> None:
    assert median([]) is None
    assert median([3.0, 1.0, 2.0]) == 2.0
    assert median([float(n) for n in range(10)], 0.9) == 9.0


def test_silence_lasts_to_the_end_of_the_archive() -> None:
    found = Rhythm(START + timedelta(days=40))
    found.add(exchange((T, 0), (C, 24 * 20), (T, 24 * 10)))
    assert found.silences() == []
    found.add(exchange((T, 24 * 5)))
    (silence,) = found.silences()
    assert (silence.days, silence.until, silence.updates) == (30, None, 3)


def test_a_long_archive_is_counted_by_month() -> None:
    found = Rhythm(None)
    found.add(exchange((T, 0), (C, 24 * 365 * 5)))
    unit, periods = found.periods()
    assert unit == "month"
    assert len(periods) == 61
    assert sum(p.team + p.client for p in periods) == 2
    assert Rhythm(None).periods() == ("week", [])


def test_sentiment_of_a_long_archive_is_counted_by_quarter_or_year() -> None:
    mood = Mood()
    mood.add(exchange(*((C, 24 * 30.5 * n) for n in range(60))))
    periods = mood.periods()
    assert periods[0].name == "2026-Q1"
    assert sum(p.total for p in periods) == 180
    assert len(periods[0].unhappy) == 3


def test_what_is_shown_agrees_with_what_was_counted(assessment: Assessment) -> None:
    digest = gather(assessment)
    shown = [w for name in digest.attention.bands for w in digest.attention.waiting_in(name)]
    assert len(shown) == digest.attention.waiting == 13
    assert sum(digest.attention.kept.values()) == sum(
        len(t.commitments) for t in assessment.threads
    )
    assert digest.attention.threads()[0].thread == "t12"
    assert digest.terms.total == sum(t.count for t in digest.terms.most_used())
    assert all(s.finding.criterion == "CO4" for s in digest.evidence.missed("CO4"))
    assert digest.evidence.missed("ZZ9") == []


@given(st.lists(st.integers(0, 20)), st.integers(1, 5))
def test_best_keeps_the_highest(ranks: list[int], limit: int) -> None:
    best: Best[int] = Best(limit)
    for place, rank in enumerate(ranks):
        best.add((rank,), place)
    expected = sorted(range(len(ranks)), key=lambda place: (-ranks[place], place))[:limit]
    assert best.items() == expected
    assert best.seen == len(ranks)


@given(st.text(max_size=80), st.integers(-5, 90), st.integers(-5, 90), st.integers(1, 60))
def test_a_clip_is_short_and_in_order(text: str, start: int, end: int, longest: int) -> None:
    part = clip(text, start, end, longest)
    assert len(part.before) + len(part.marked) + len(part.after) <= 2 * longest + 4
    if longest > 2 * len(text) and part.marked:
        assert part.marked == shorten(text[max(0, start) : end], 500)


def test_a_highlight_over_all_words_is_dropped() -> None:
    assert clip("我们会尽快处理。", 0, 7).marked == ""
    part = clip("我们会尽快处理。", 3, 5)
    assert (part.before, part.marked, part.after) == ("我们会", "尽快", "处理。")


def test_control_characters_are_replaced() -> None:
    assert shorten("a\x1b[2J\u202eb\nc", 50) == "a\ufffd[2Jb c"
