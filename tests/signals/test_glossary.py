"""A team's own words: the files, and the signals that they become."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from commsense.assessment import ReadSentence, Signal
from commsense.conversation import Side
from commsense.errors import SettingsError
from commsense.labels import Origin
from commsense.signals import glossary
from commsense.signals.glossary import Glossary

ONE = """
known = ["ERP", "Go Live"]

[terms.en]
"big-bang cutover" = "switching over in one night"
[terms.zh]
"切换窗口" = "停机切换的那几个小时"

[words.asap]
en = ["asap", "as soon as possible"]
zh = ["火速"]
"""
TWO = """
[terms.en]
"hypercare" = "two weeks of extra help"
"big-bang cutover" = "one night"

[words.asap]
en = ["pronto"]
[words.weather]
en = ["rain"]
"""

Loaded = Callable[..., Glossary]


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    """Load files with these texts."""

    def load(*texts: str) -> Glossary:
        paths = tuple(tmp_path / f"{number}.toml" for number in range(len(texts)))
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        return glossary.load(paths)

    return load


def sentence(
    text: str, language: str = "en", *signals: Signal, assessed: bool = True
) -> ReadSentence:
    return ReadSentence(
        1, 0, len(text), text, language, Side.TEAM, assessed=assessed, signals=signals
    )


def seen(text: str, words: Glossary, language: str = "en") -> list[tuple[str, str, str]]:
    (read,) = glossary.marked([sentence(text, language)], words)
    return [(f"{s.kind}:{s.label}", text[s.start : s.end], s.value) for s in read.signals]


def test_a_term_becomes_jargon_with_its_plain_words(loaded: Loaded) -> None:
    assert seen("The big-bang cutover is near.", loaded(ONE)) == [
        ("jargon:internal", "big-bang cutover", "switching over in one night")
    ]
    assert seen("切换窗口在周一。", loaded(ONE), "zh") == [
        ("jargon:internal", "切换窗口", "停机切换的那几个小时")
    ]


@pytest.mark.parametrize("text", ["Big bang cutovers", "BIG-BANG CUTOVER"])
def test_a_term_is_found_in_its_spellings(loaded: Loaded, text: str) -> None:
    words = loaded(ONE)
    assert [found for _, found, _ in seen(f"All {text} at once", words)] == [text]
    assert glossary.phrases.normal(text) in words.own


def test_a_term_is_not_found_in_the_other_language(loaded: Loaded) -> None:
    assert seen("The 切换窗口 is near.", loaded(ONE), "en") == []
    assert seen("我们定了 big-bang cutover。", loaded(ONE), "zh") == []


def test_a_term_that_is_explained_is_no_jargon_nor_are_its_words(loaded: Loaded) -> None:
    text = "The big-bang cutover (switching over in one night) is near."
    start = text.index("big-bang")
    inner = Signal("jargon", "buzzword", start, start + 8, 0.9, Origin.LEXICON, "all at once")
    (read,) = glossary.marked([sentence(text, "en", inner)], loaded(ONE))
    assert read.signals == ()


def test_an_own_term_goes_before_what_others_saw_in_its_words(loaded: Loaded) -> None:
    text = "The big-bang cutover follows UAT."
    inner = Signal("jargon", "buzzword", 4, 12, 0.9, Origin.LEXICON, "all at once")
    other = Signal("jargon", "acronym", 29, 32, 0.9, Origin.LEXICON, "acceptance test")
    act = Signal("act", "status", 0, len(text), 0.9, Origin.MODEL)
    (read,) = glossary.marked([sentence(text, "en", act, inner, other)], loaded(ONE))
    assert act in read.signals
    assert other in read.signals
    assert inner not in read.signals
    assert [s.label for s in read.signals] == ["status", "acronym", "internal"]


def test_words_become_labels(loaded: Loaded) -> None:
    words = loaded(ONE)
    assert seen("You have it ASAP, or as soon as possible.", words) == [
        ("own:asap", "ASAP", ""),
        ("own:asap", "as soon as possible", ""),
    ]
    assert seen("我们火速处理。", words, "zh") == [("own:asap", "火速", "")]
    assert seen("You have it on Friday.", words) == []


def test_files_are_taken_together(loaded: Loaded) -> None:
    words = loaded(ONE, TWO)
    assert words.labels == {"own:asap", "own:weather"}
    assert [label for label, _, _ in seen("Pronto, asap, in the rain", words)] == [
        "own:asap",
        "own:asap",
        "own:weather",
    ]
    assert seen("The big-bang cutover", words)[0][2] == "one night"  # the later file goes before
    assert {"hypercare", "bigbangcutover"} <= words.own


def test_what_is_not_assessed_is_left_alone(loaded: Loaded) -> None:
    given = sentence("The big-bang cutover comes asap.", assessed=False)
    assert glossary.marked([given], loaded(ONE)) == (given,)


def test_terms_that_were_met_are_given_in_all_spellings(loaded: Loaded) -> None:
    words = loaded(ONE)
    met = glossary.terms("Big bang cutovers?", "en", words)
    assert {"bigbangcutover", "bigbangcutovers"} <= met
    assert glossary.terms("a big bang", "en", words) == frozenset()
    assert glossary.terms("切换窗口？", "zh", words) == {"切换窗口"}
    assert glossary.terms("big-bang cutover", "fr", words) == frozenset()


def test_an_empty_file_knows_nothing(loaded: Loaded) -> None:
    for words in (loaded(""), loaded()):
        assert words == Glossary()
        assert seen("The big-bang cutover comes asap.", words) == []


def test_known_terms_are_listed(loaded: Loaded) -> None:
    assert loaded(ONE).known == {"erp", "go live"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("known = ", ["0.toml", "not TOML"]),
        ('known = "ERP"', ["0.toml", "known"]),
        ('knwon = ["ERP"]', ["0.toml", "knwon", "Extra inputs"]),
        ('[terms.en]\n"x" = 1', ["0.toml", "terms.en.x"]),
        ('[terms.fr]\n"x" = "y"', ["0.toml", "terms.fr"]),
        ('[terms.en]\n"" = "y"', ["0.toml", "terms.en"]),
        ('[words."As Soon"]\nen = ["x"]', ["0.toml", "words.As Soon", "pattern"]),
        ('[words.asap]\nen = [""]', ["0.toml", "words.asap.en.0"]),
        (f'[words.asap]\nen = ["{"x" * 101}"]', ["0.toml", "words.asap.en.0", "100"]),
        ('[words.asap]\nde = ["sofort"]', ["0.toml", "words.asap.de"]),
    ],
)
def test_a_fault_is_named_with_its_place(loaded: Loaded, text: str, expected: list[str]) -> None:
    with pytest.raises(SettingsError) as error:
        loaded(text)
    for each in expected:
        assert each in str(error.value)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_bytes('known = ["切换"]'.encode("gbk"))
    with pytest.raises(SettingsError, match=r"words\.toml: is not TOML in UTF-8"):
        glossary.load((path,))
