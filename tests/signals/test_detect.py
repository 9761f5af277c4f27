"""The whole of signals: model, lexicons and rules together on one message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from commsense import signals
from commsense.assessment import Prediction, ReadSentence
from commsense.backends import ModelInput
from commsense.conversation import Side
from commsense.labels import ACTS, FLAGS, SENTIMENTS


class SureOfNothing:
    """A model that sees nothing, so that only lexicons and rules speak."""

    name = "nothing"
    digest = "0" * 64
    languages = ("en", "zh")

    def predict(self, inputs: Sequence[ModelInput]) -> list[Prediction]:
        sentiment = {label: float(label == "neutral") for label in SENTIMENTS}
        return [
            Prediction(sentiment, dict.fromkeys(ACTS, 0.0), dict.fromkeys(FLAGS, 0.0))
            for _ in inputs
        ]

    def sentiment_thresholds(self, language: str) -> dict[str, float]:
        assert language in self.languages
        return dict.fromkeys(SENTIMENTS, 0.5)

    def act_thresholds(self, language: str) -> dict[str, float]:
        assert language in self.languages
        return dict.fromkeys(ACTS, 0.5)

    def flag_thresholds(self, language: str) -> dict[str, float]:
        assert language in self.languages
        return dict.fromkeys(FLAGS, 0.5)


MOMENT = datetime(2025, 3, 5, tzinfo=UTC)
TEXTS = [
    ("We will finish UAT by Friday.", "en"),
    ("我们周五前完成压测。", "zh"),
    ("Wir beenden die UAT am Freitag.", "de"),
]


def read() -> tuple[ReadSentence, ...]:
    sentences = [
        ReadSentence(n, n * 50, n * 50 + len(text), text, language, Side.TEAM)
        for n, (text, language) in enumerate(TEXTS, 1)
    ]
    return signals.detect([(sentences, MOMENT)], SureOfNothing())[0]


def test_all_detectors_speak_in_both_languages() -> None:
    english, chinese, _ = read()
    for sentence in (english, chinese):
        assert sentence.has("jargon")
        assert sentence.has("owner:team")
        assert [s.value for s in sentence.find("date:deadline")] == ["2025-03-07"]
        assert sentence.sentiment == "neutral"


def test_a_language_that_is_not_served_is_not_assessed() -> None:
    german = read()[2]
    assert not german.assessed
    assert german.signals == ()


def test_reading_twice_gives_the_same() -> None:
    assert read() == read()


def test_spans_lie_in_their_sentence() -> None:
    for sentence in read():
        assert all(0 <= s.start < s.end <= len(sentence.text) for s in sentence.signals)


def test_no_sentences_give_none() -> None:
    assert signals.detect([([], None)], SureOfNothing()) == [()]
