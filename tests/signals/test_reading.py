"""Readability: long sentences, filler, repeats, walls, and the figures of a message."""

from __future__ import annotations

import pytest

from commsense.assessment import ReadSentence
from commsense.conversation import Side
from commsense.signals import reading


def message(*texts: str, language: str = "en", gap: int = 1) -> list[ReadSentence]:
    place, sentences = 0, []
    for number, text in enumerate(texts, 1):
        sentences.append(ReadSentence(number, place, place + len(text), text, language, Side.TEAM))
        place += len(text) + gap
    return sentences


def labels(sentences: list[ReadSentence]) -> list[list[tuple[str, str]]]:
    return [[(s.label, s.value) for s in found] for found in reading.detect(sentences, None)]


def test_a_long_sentence_tells_its_words() -> None:
    text = "We " + "really " * 39 + "tried."
    assert ("long_sentence", "41") in labels(message(text))[0]
    assert labels(message("We tried it twice."))[0] == []


def test_a_long_chinese_sentence_tells_its_characters() -> None:
    assert ("long_sentence", "90") in labels(
        message("我们正在做这件事" * 11 + "好了。", language="zh")
    )[0]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("In order to start, we wait.", "en", [("filler", "to")]),
        ("At this point in time we commence.", "en", [("filler", "now"), ("hard_word", "start")]),
        ("我们会对方案进行确认。", "zh", [("filler", "确认")]),
        ("We start now.", "en", []),
    ],
)
def test_wordy_phrases_come_with_shorter_ones(
    text: str, language: str, found: list[tuple[str, str]]
) -> None:
    assert labels(message(text, language=language))[0] == found


def test_what_is_said_twice_points_to_the_first_time() -> None:
    said = "The new export will be ready for you on Monday morning."
    again = "The new export will be ready for you on Monday morning, really."
    found = labels(message(said, "Nothing else has changed.", again))
    assert found == [[], [], [("repeated", "1")]]


def test_short_or_different_sentences_are_no_repeats() -> None:
    assert labels(message("Thank you.", "Thank you.")) == [[], []]
    one = "The export of module A will be ready on Monday 3 March."
    other = "The import of module B was broken by Friday 7 March."
    assert labels(message(one, other)) == [[], []]


def test_a_wall_has_no_paragraph() -> None:
    texts = [f"This is sentence number {n}." for n in "abcdefghijkl"]
    assert ("wall", "12") in labels(message(*texts))[0]
    assert all(found == [] for found in labels(message(*texts, gap=2)))


def test_measures_of_english_and_chinese() -> None:
    easy = reading.measure(message("The cat sat on the mat.", "It was fat."))
    hard = reading.measure(
        message("Organisational responsibilities necessitate comprehensive documentation.")
    )
    assert easy["words_per_sentence"] == 4.5
    assert easy["flesch"] > 90 > 0 > hard["flesch"]
    chinese = reading.measure(message("我们明天开会。", "好的,收到。", language="zh"))
    assert chinese["characters_per_sentence"] == 5.0
    assert chinese["uncommon_characters"] == 0.0
    assert reading.measure(message("窠臼桎梏。", language="zh"))["uncommon_characters"] > 0.5


def test_nothing_to_measure_gives_no_figures() -> None:
    assert reading.measure([]) == {"sentences": 0.0}


def test_other_languages_are_left_alone() -> None:
    assert labels(message("Wir " + "sehr " * 50, language="de")) == [[]]
