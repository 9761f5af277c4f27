from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commsense.backends.cues import Cues
from commsense.backends.features import BUCKETS, PHRASES_IN, grams, phrase
from commsense.conversation import Side


def of(texts: list[str], language: str, kind: str, row: int = 0) -> list[int]:
    found = grams(texts, language)[kind]
    return sorted(found.buckets[found.rows == row].tolist())


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=5), st.sampled_from(["en", "zh"]))
def test_neighbours_do_not_matter(texts: list[str], language: str) -> None:
    for kind in ("words", "characters"):
        for row, text in enumerate(texts):
            assert of(texts, language, kind, row) == of([text], language, kind)


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [("PLEASE Call", "please call", "en"), ("ＯＫ，好", "ok,好", "zh"), ("don’t", "don't", "en")],
)
def test_writing_of_one_kind_is_folded(one: str, other: str, language: str) -> None:
    assert of([one], language, "words") == of([other], language, "words")


def test_features_lie_in_the_buckets() -> None:
    found = grams(["Please send it, thanks!", "", "x" * 5000], "en")
    for each in found.values():
        assert each.buckets.min() >= 0
        assert each.buckets.max() < BUCKETS


@pytest.mark.parametrize(
    ("text", "sentence", "language"),
    [
        ("as soon as possible", "Do it as soon as possible.", "en"),
        ("<s> please", "Please sign.", "en"),
        ("+1", "Yes, +1", "en"),
        ("尽快", "我们会尽快处理", "zh"),
    ],
)
def test_a_phrase_is_one_of_the_grams(text: str, sentence: str, language: str) -> None:
    assert phrase(text, language) in of([sentence], language, PHRASES_IN[language])


def test_the_start_of_a_sentence_is_its_start() -> None:
    assert phrase("<s> please", "en") not in of(["Sign, please"], "en", "words")


@pytest.mark.parametrize(
    ("text", "language"), [("a b c d e", "en"), ("一二三四五", "zh"), ("", "en")]
)
def test_a_phrase_has_to_be_a_gram(text: str, language: str) -> None:
    with pytest.raises(ValueError, match="cue phrase"):
        phrase(text, language)


def test_cues_are_seen_once_and_by_side() -> None:
    phrases = np.array([phrase("soon", "en"), phrase("please", "en")])
    cues = Cues(phrases, np.array([[0, 1], [1, -1]]))
    found = grams(["soon, soon", "please", "hello"], "en")["words"]
    seen = cues.seen(found, [Side.UNKNOWN, Side.TEAM, Side.CLIENT])
    pairs = list(zip(seen.rows.tolist(), seen.buckets.tolist(), strict=True))
    assert pairs == [(0, 0), (0, 1), (1, 1), (1, 3), (2, 2)]
    assert cues.size == 4
