"""Practice files: what is accepted, and what is said about what is not."""

from __future__ import annotations

import made
import pytest

from commsense.errors import SettingsError
from commsense.lang import LANGUAGES, data
from commsense.practices import explain, load
from commsense.practices.loading import assemble
from commsense.practices.parsing import parse, parse_translation

RULE = 'kind = "present"\nany = ["act:cause"]'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (made.practice(RULE + "\nreech = 1"), ["TR1.rule.present.reech", "Extra inputs"]),
        (made.practice('kind = "presence"'), ["TR1.rule", "presence", "'present'"]),
        (made.practice('kind = "present"\nany = ["act:causes"]'), ["act:causes", "act:cause"]),
        (made.practice('kind = "present"\nany = ["cue:nowhere"]'), ["cue:nowhere"]),
        (made.practice('kind = "present"\nany = []'), ["labels in 'any' or 'all'"]),
        (made.practice(RULE, advice="Wait {hours}."), ["{hours}", "accepted: count"]),
        (made.practice(RULE, advice="{count.__class__}"), ["count.__class__"]),
        (made.practice('kind = "share"\nmeasure = "resolved"'), ["share", "message", "present"]),
        (made.practice(RULE).replace('text = "A"', ""), ["'text' or 'messages'"]),
        (made.practice(RULE).replace('why = "W"', "", 1), ["why", "required"]),
        ("key = ", ["made.toml", "not TOML"]),
    ],
)
def test_a_fault_is_named_with_its_place(text, said):
    with pytest.raises(SettingsError) as error:
        parse(text, "made.toml")
    for words in ["made.toml", *said]:
        assert words in str(error.value)


TRANSLATION = """
title = "标题"
why = "原因"
source = "来源"
[TR1]
title = "标题"
why = "原因"
how = "方法"
advice = "建议"
[[TR1.met]]
text = "甲"
[[TR1.missed]]
text = "乙"
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TRANSLATION.replace("TR1", "TR2"), "criterion TR1 is missing"),
        (TRANSLATION + TRANSLATION[TRANSLATION.index("[TR1]") :].replace("TR1", "TR9"), "TR9"),
        (TRANSLATION.replace("建议", "{days}"), "{days}"),
        (TRANSLATION.replace('how = "方法"', ""), "how"),
    ],
)
def test_a_translation_is_complete(text, said):
    practice = parse(made.practice(RULE), "made.toml")
    assert parse_translation(TRANSLATION, "made.toml", practice).title == "标题"
    with pytest.raises(SettingsError, match="translation of made") as error:
        parse_translation(text, "made.toml", practice)
    assert said in str(error.value)


def test_an_id_stands_for_one_criterion():
    practice = parse(made.practice(RULE), "made.toml")
    with pytest.raises(SettingsError, match="TR1 stands there more than once"):
        assemble([practice, practice], {}, "0")


def test_the_shipped_set_is_whole():
    practice_set = load()
    assert len(practice_set.practices) >= 10
    assert len(practice_set.digest) == 64
    assert load() is practice_set
    assert practice_set.practice_of["EX3"] == "expectations"
    assert "CO6" in practice_set.archive_level


def test_every_cue_has_words_in_every_language():
    cues = [set(data(language, "lexicon")["cues"]) for language in LANGUAGES]
    assert cues[0] == cues[1]
    for language in LANGUAGES:
        for table in data(language, "lexicon")["cues"].values():
            assert set(table) <= {"words", "except"}
            assert table["words"]


def test_english_cues_end_in_words():
    for table in data("en", "lexicon")["cues"].values():
        # Punctuation at the end would be dropped, and the bare word would count.
        assert not [word for word in table["words"] if not word[-1].isalnum()]


def test_explain_speaks_the_readers_language():
    english, chinese = explain("ex3"), explain("EX3", "zh")
    assert english.practice == chinese.practice == "expectations"
    assert "cause" in english.title
    assert "原因" in chinese.title
    assert english.met[0][0].side == "team"
    assert explain("EX3", "de").title == english.title


def test_explain_names_what_comes_close():
    with pytest.raises(SettingsError, match="EX3") as error:
        explain("EXX3")
    assert "Close to it" in str(error.value)
