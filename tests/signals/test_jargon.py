"""Jargon: terms with plain words, what the message explains, what the client knows."""

from __future__ import annotations

import pytest

from commsense.assessment import ReadSentence, Signal
from commsense.conversation import Side
from commsense.labels import JARGON_KINDS
from commsense.lang import data
from commsense.signals import jargon


def sentences(*texts: str, language: str = "en") -> list[ReadSentence]:
    return [
        ReadSentence(n, 0, len(text), text, language, Side.TEAM) for n, text in enumerate(texts, 1)
    ]


def seen(text: str, language: str = "en") -> list[tuple[str, str]]:
    (signals,) = jargon.detect(sentences(text, language=language), None)
    return [(text[s.start : s.end], s.label) for s in signals]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The call must be idempotent.", [("idempotent", "technical")]),
        ("We will circle back after UAT.", [("circle back", "buzzword"), ("UAT", "acronym")]),
        ("He circled back on it.", [("circled back", "buzzword")]),
        ("The roll-backs worked.", [("roll-backs", "technical")]),
        ("Please sit down, it is fine.", []),
        ("SIT starts after two sprints.", [("SIT", "acronym"), ("sprints", "technical")]),
        ("Low hanging fruit comes first.", [("Low hanging fruit", "buzzword")]),
        ("The fees are due pursuant to clause 4.", [("pursuant to", "legalese")]),
        ("Our KPIs and SLAs are met.", [("KPIs", "acronym"), ("SLAs", "acronym")]),
        ("Add it to the RAID list.", [("RAID", "acronym")]),
        ("The RAG status is red.", [("RAG status", "technical")]),
        ("The email about the meeting lists multiple risks.", []),
        ("A raid on the fridge left a rag.", []),
    ],
)  # fmt: skip
def test_english_terms(text: str, terms: list[tuple[str, str]]) -> None:
    assert seen(text) == terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("我们先对齐颗粒度。", [("对齐", "buzzword"), ("颗粒度", "buzzword")]),
        ("这次采用灰度发布。", [("灰度发布", "technical")]),
        ("把API的timeout改一下。", [("API", "acronym"), ("timeout", "technical")]),
        ("把 rollback 方案发我。", [("rollback", "technical")]),
        ("兹定于周五开会。", [("兹定于", "legalese")]),
        ("请确认合同里的风险和成本。", []),
        ("材料已经对齐全部核对。", [("对齐", "buzzword")]),
        ("email 已发到您的邮箱。", []),
    ],
)
def test_chinese_terms(text: str, terms: list[tuple[str, str]]) -> None:
    assert seen(text, "zh") == terms


def test_a_term_inside_a_longer_word_is_none() -> None:
    assert seen("请在发布会上说明灰度发布会的安排。", "zh") == [("灰度", "technical")]


def test_the_plain_wording_comes_with_the_term() -> None:
    (signals,) = jargon.detect(sentences("The call is idempotent."), None)
    assert signals[0].value == "safe to run twice"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("User acceptance testing (UAT) starts on Monday.", "en"),
        ("UAT (user acceptance testing) starts on Monday.", "en"),
        ("A rollback, that is, going back to the old version, takes an hour.", "en"),
        ("用户验收测试(UAT)周一开始。", "zh"),
        ("UAT即用户验收测试。", "zh"),
        ("回滚(退回旧版本)需要一小时。", "zh"),
    ],
)
def test_what_the_sentence_explains_is_not_reported(text: str, language: str) -> None:
    assert not [s for s in seen(text, language) if s[0] in ("UAT", "rollback", "回滚")]


def test_what_the_message_explains_once_is_known_in_all_of_it() -> None:
    message = sentences("UAT (user acceptance testing) is next.", "UAT takes a week.")
    assert jargon.detect(message, None) == [[], []]
    assert "uat" in jargon.explained(message)


def test_a_remark_in_brackets_is_no_explanation() -> None:
    assert ("UAT", "acronym") in seen("UAT (see the plan) is next.")


def test_what_a_client_has_used_is_known_to_it() -> None:
    known = jargon.terms("When will the roll-back and UAT be done?", "en")
    (sentence,) = sentences("The rollbacks follow UAT, then the cutover.")
    (signals,) = jargon.detect([sentence], None)
    read = ReadSentence(1, 0, 9, sentence.text, "en", Side.TEAM, signals=tuple(signals))
    left = jargon.without_known(read, known)
    assert [sentence.text[s.start : s.end] for s in left.signals] == ["cutover"]


def test_other_signals_stay() -> None:
    (sentence,) = sentences("UAT is done.")
    other = Signal("act", "status", 0, 12, 0.9, jargon.Origin.MODEL)
    (found,) = jargon.detect([sentence], None)
    read = ReadSentence(1, 0, 12, sentence.text, "en", Side.TEAM, signals=(other, *found))
    assert jargon.without_known(read, frozenset({"uat"})).signals == (other,)


def test_a_language_that_is_not_served_gives_nothing() -> None:
    assert seen("Die UAT beginnt nach dem Rollback.", "de") == []


@pytest.mark.parametrize(("text", "terms"), [
    ("PX-5527 is back.", [("PX-5527", "internal")]),
    ("PX-5527: the login page hangs.", []),
    ("It meets ISO-9001 and uses SHA-256.", []),
])  # fmt: skip
def test_ticket_numbers(text: str, terms: list[tuple[str, str]]) -> None:
    assert seen(text) == terms


@pytest.mark.parametrize(("language", "least"), [("en", 600), ("zh", 600)])
def test_the_lexicon_is_large_and_every_term_has_plain_words(language: str, least: int) -> None:
    lexicon = data(language, "jargon")
    assert set(lexicon) <= set(JARGON_KINDS)
    assert sum(map(len, lexicon.values())) >= least
    assert all(
        plain and plain != term for table in lexicon.values() for term, plain in table.items()
    )


def test_a_hostile_text_is_read_quickly() -> None:
    text = "(" * 50_000 + "UAT " * 20_000 + "A-" * 20_000
    assert jargon.detect(sentences(text), None)
