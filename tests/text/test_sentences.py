"""Sentences of own text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commsense.conversation import Kind, Message, Part, Place, Segment, Sentence, Turn
from commsense.text.boundaries import LONGEST
from commsense.text.sentences import split


def own(text: str, **more: object) -> Message:
    segments = (Segment(0, len(text), Part.OWN),) if text else ()
    return Message(
        id="m", kind=Kind.EMAIL, place=Place("x"), body=text, text=text, segments=segments, **more
    )


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in split(own(text)).sentences]


def sentences(text: str) -> tuple[Sentence, ...]:
    return split(own(text)).sentences


ENGLISH = [
    ("It works. Thanks for that!", ["It works.", "Thanks for that!"]),
    ("This takes approx. 5 days. Then we test.", ["This takes approx. 5 days.", "Then we test."]),
    ("Ask Dr. Reed or Ms. Cole at Acme Inc. about it.", None),
    ("We ship v2.3.1 at 5 p.m. on Monday.", None),
    ("See https://docs.acme.example/a.b?c=d.html for more.", None),
    ("Write to ann.lee@acme.example. She knows.", ["Write to ann.lee@acme.example.", "She knows."]),
    ("Call System.Out.println and Foo.Bar now.", None),
    ("Then run ./portal --all as the manual says.", None),
    ("It is done.Please check.", ["It is done.", "Please check."]),
    ("Well... that is e.g. a risk, i.e. a delay.", None),
    ("It costs 3.50 EUR per unit, see Fig. 3 and No. 5.", None),
    ("I said no. We go on.", ["I said no.", "We go on."]),
    ("We met on 3 Feb. Then nothing came.", ["We met on 3 Feb.", "Then nothing came."]),
    ("Really?! Yes!!", ["Really?!", "Yes!!"]),
    ("He said (this is it.) And we left.", ["He said (this is it.)", "And we left."]),
    ("Thanks :) See you there. ;-)", ["Thanks :)", "See you there. ;-)"]),
    ("Great news 🎉 The build is green.", ["Great news 🎉", "The build is green."]),
    ("Das ist z.B. ein Test. Gut so.", ["Das ist z.B. ein Test.", "Gut so."]),
    ("The answer is yes; the date is open.", None),
]
CHINESE = [
    ("您好！请看附件。可以吗？", ["您好！", "请看附件。", "可以吗？"]),
    ("他说“可以。”我们就上线了。", ["他说“可以。”", "我们就上线了。"]),
    ("版本1.2.3已上线，详见 www.acme.example/a.b。", None),
    ("我们……再看看。", None),
    ("增长１０．４％，比去年高。网址：www.", ["增长１０．４％，比去年高。", "网址：www."]),
    ("文件失效。3人报价。", ["文件失效。", "3人报价。"]),
    ("正常。Draft 2 更好。", ["正常。", "Draft 2 更好。"]),
    (
        "三件事：一、图纸偏移；二、流程未启用；三、界面未译。",
        ["三件事：一、图纸偏移；", "二、流程未启用；", "三、界面未译。"],
    ),
    ("方案可行；费用不变。", None),
    ("可以吗?好的.OK", ["可以吗?", "好的.", "OK"]),
    ("以 paddle.vision.Crop 为例。", None),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH + CHINESE)
def test_where_sentences_end(text: str, expected: list[str] | None) -> None:
    assert texts(text) == (expected or [text])


def test_lines_that_a_program_broke_are_joined() -> None:
    text = (
        "The migration of the customer records has been moved to the week\n"
        "of 12 May because the interface was changed. We will confirm the\n"
        "new date tomorrow.\n"
    )
    assert texts(text) == [
        "The migration of the customer records has been moved to the week of 12 May because the"
        " interface was changed.",
        "We will confirm the new date tomorrow.",
    ]


def test_chinese_lines_are_joined_without_a_blank() -> None:
    first = "由于接口在上周发生了变更我们需要把数据迁移的时间整体推迟到五月十二日那"
    assert texts(f"{first}\n一周进行。") == [f"{first}一周进行。"]


def test_offsets_lead_back_over_joined_lines() -> None:
    text = "We moved the migration of the customer records to the next week\nof May. Fine.\n"
    message = split(own(text))
    assert [text[s.start : s.end] for s in message.sentences] == [
        "We moved the migration of the customer records to the next week\nof May.",
        "Fine.",
    ]


def test_short_lines_stand_for_themselves() -> None:
    assert texts("Date: 3 May\nPlace: Room 4\nTopic: Launch") == [
        "Date: 3 May",
        "Place: Room 4",
        "Topic: Launch",
    ]


def test_a_line_that_is_unfinished_goes_on() -> None:
    assert texts("We need the file,\nthe key and\nthe date.") == [
        "We need the file, the key and the date."
    ]


@pytest.mark.parametrize(
    "greeting",
    [
        "Hi Anna,",
        "Dear all,",
        "Hello Mr. Reed,",
        "Anna,",
        "王总：",
        "李经理，您好！",
        "各位同事：",
        "Hi team!",
    ],
)
def test_a_greeting_is_a_sentence(greeting: str) -> None:
    assert texts(f"{greeting}\nplease see below.") == [greeting, "please see below."]


def test_a_sentence_that_begins_with_hi_is_no_greeting() -> None:
    assert texts("Hi Anna, can you send it? We wait.") == ["Hi Anna, can you send it?", "We wait."]


def test_list_items_lose_their_marker_and_stand_alone() -> None:
    text = "Now:\n- login page\n* e-mail alerts\n1. export\n2) in\n（3）报表\n四、验收\n• 培训\n"
    found = sentences(text)
    assert [s.text for s in found if s.list_item] == [
        "login page",
        "e-mail alerts",
        "export",
        "in",
        "报表",
        "验收",
        "培训",
    ]
    assert [text[s.start : s.end] for s in found if s.list_item] == [
        s.text for s in found if s.list_item
    ]
    assert not found[0].list_item


def test_a_list_item_goes_on_in_indented_lines() -> None:
    found = sentences("- Tom sends the offer\n  to the client.\n- Ann checks it.\n\nDone.")
    assert [(s.text, s.list_item) for s in found] == [
        ("Tom sends the offer to the client.", True),
        ("Ann checks it.", True),
        ("Done.", False),
    ]


def test_a_short_item_is_one_sentence_and_a_long_one_is_split() -> None:
    assert texts("- Owner: Tom. Due 3 May.") == ["Owner: Tom. Due 3 May."]
    long = "We moved the old records to the new database last night. " * 3
    assert len(texts(f"- {long}")) == 3


def test_a_number_inside_a_wrapped_sentence_is_no_marker() -> None:
    text = "The acceptance test of the second release will not be finished before May\n3. Sorry."
    assert not any(s.list_item for s in sentences(text))


def test_task_boxes_are_markers() -> None:
    assert texts("- [ ] Send the offer\n- [x] Call Ann") == ["Send the offer", "Call Ann"]


def test_only_own_text_has_sentences() -> None:
    text = "Yes.\n> Is it done?\nFine by me.\n-- \nAnn"
    message = own(text)
    quote, sign = text.index(">"), text.index("-- ")
    segments = (
        Segment(0, quote, Part.OWN),
        Segment(quote, text.index("Fine"), Part.QUOTE, 1),
        Segment(text.index("Fine"), sign, Part.OWN),
        Segment(sign, len(text), Part.SIGNATURE),
    )
    found = split(
        Message("m", Kind.EMAIL, Place("x"), text, text=text, segments=segments)
    ).sentences
    assert [s.text for s in found] == ["Yes.", "Fine by me."]
    assert [s.number for s in found] == [1, 2]
    assert found[0].answers is None
    assert found[1].answers is not None
    assert text[slice(*found[1].answers)] == "Is it done?"
    assert message.sentences == ()


def test_speakers_are_told_and_kept_apart() -> None:
    text = "we ship on Monday\nand who tests it?"
    turns = (Turn(0, 18, "Ann"), Turn(18, len(text), "Tom"))
    found = split(own(text, turns=turns)).sentences
    assert [(s.speaker, s.text) for s in found] == [
        ("Ann", "we ship on Monday"),
        ("Tom", "and who tests it?"),
    ]


def test_each_sentence_has_its_language() -> None:
    found = sentences("请把UAT的报告发给我。\nPlease send it today.\n42")
    assert [s.language for s in found] == ["zh", "en", "und"]


@pytest.mark.parametrize("text", ["", "   \n\n", "...", "-----\n*****", "!!! ???", "|"])
def test_nothing_said_gives_nothing(text: str) -> None:
    assert texts(text) == []


def test_an_emoji_alone_is_an_answer() -> None:
    assert texts("👍") == ["👍"]


def test_a_log_is_cut_and_nothing_is_lost() -> None:
    for text in ("x" * 25_000, "abc " * 10_000, "时间戳" * 5_000):
        found = sentences(text)
        assert max(len(s.text) for s in found) <= LONGEST
        assert "".join("".join(s.text.split()) for s in found) == "".join(text.split())


def test_long_text_is_read_in_linear_time() -> None:
    for piece in ("a. ", "Hi ", "- x\n", "? ", "1) ", "“", "。", "a,\n", ":) ", "e.g. ", "\t"):
        split(own(piece * (60_000 // len(piece))))


TEXT = st.text(
    alphabet=st.sampled_from(
        list("abcXYZ019 .!?,;:-\n\t()\"'…。！？；，、“”（）你好王总一二*•😀é@/|\u3000")
    ),
    max_size=300,
)


@settings(max_examples=150, deadline=None)
@given(TEXT, st.integers(0, 300), st.integers(0, 300))
def test_spans_are_in_order_and_inside_own_text(text: str, one: int, other: int) -> None:
    first, last = sorted((min(one, len(text)), min(other, len(text))))
    segments = tuple(
        Segment(a, b, part)
        for a, b, part in (
            (0, first, Part.OWN),
            (first, last, Part.QUOTE),
            (last, len(text), Part.OWN),
        )
        if a < b
    )
    message = Message("m", Kind.EMAIL, Place("x"), text, text=text, segments=segments)
    place = 0
    for number, sentence in enumerate(split(message).sentences, start=1):
        assert sentence.number == number
        assert place <= sentence.start < sentence.end <= len(text)
        assert sentence.end <= first or sentence.start >= last
        assert any(c.isalnum() or c == "😀" for c in sentence.text)
        assert "\n" not in sentence.text
        place = sentence.end


@settings(max_examples=150, deadline=None)
@given(TEXT)
def test_every_letter_outside_markers_is_in_a_sentence(text: str) -> None:
    covered = {i for s in sentences(text) for i in range(s.start, s.end)}
    lost = [i for i, c in enumerate(text) if c.isalpha() and i not in covered]
    for i in lost:  # what is left out is a marker that begins its line
        line = text[text.rfind("\n", 0, i) + 1 : i + 1]
        assert len(line.strip()) <= 5
