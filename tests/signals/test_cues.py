from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commsense.assessment import ReadSentence
from commsense.conversation import Side
from commsense.signals import cues


def found(text: str, language: str = "en") -> list[tuple[str, str]]:
    sentence = ReadSentence(1, 0, len(text), text, language, Side.TEAM)
    (signals,) = cues.detect([sentence], None)
    return [(signal.label, text[signal.start : signal.end]) for signal in signals]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("I am SORRY about that.", "en", ("apology", "SORRY")),
        ("It was down to a supplier.", "en", ("cause", "down to a")),
        ("That’s because of the rain.", "en", ("cause", "because of")),
        ("非常抱歉让您久等。", "zh", ("apology", "抱歉")),
        ("上线要推迟一周。", "zh", ("delay", "推迟")),
        ("214 cases", "en", ("number", "214")),
        ("完成95.5%", "zh", ("number", "95.5%")),
    ],
)
def test_a_cue_is_found_with_its_words(text, language, expected):
    assert expected in found(text, language)


@pytest.mark.parametrize(
    ("text", "language", "cue"),
    [
        ("Unapologetic.", "en", "apology"),  # whole words only
        ("We cannot guarantee it.", "en", "guarantee"),  # except
        ("这个我们不能保证。", "zh", "guarantee"),
        ("有若干问题。", "zh", "condition"),  # 若 within 若干
        ("No one knows.", "en", "number"),
        ("抱歉", "en", "apology"),  # another language's words
        ("sorry", "fi", "apology"),  # a language that is not served
    ],
)
def test_a_cue_is_not_seen_where_it_does_not_count(text, language, cue):
    assert cue not in [label for label, _ in found(text, language)]


def test_a_gap_spans_one_to_three_words(monkeypatch):
    lexicon = {"cues": {"moved": {"words": ["moves from * to"]}}}
    monkeypatch.setattr(cues, "data", lambda *_: lexicon)
    cues._phrases.cache_clear()
    try:
        assert ("moved", "moves from 3 May to") in found("It moves from 3 May to 9 May.")
        assert found("It moves from to nowhere.") == []
        assert found("It moves from one and two and three to four.") == []
    finally:
        cues._phrases.cache_clear()


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["en", "zh"]))
def test_spans_lie_in_the_text_and_in_order(text, language):
    sentence = ReadSentence(1, 0, len(text), text, language, Side.TEAM)
    (signals,) = cues.detect([sentence], None)
    assert all(0 <= s.start < s.end <= len(text) for s in signals)
    assert [s.start for s in signals] == sorted(s.start for s in signals)


def test_a_long_line_takes_time_in_proportion():
    text = "moves from " * 20_000 + "保证" * 20_000
    assert found(text) is not None
    assert found(text, "zh") is not None
