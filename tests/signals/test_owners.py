"""Owners: people, the writer's side, the reader."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commsense.assessment import ReadSentence
from commsense.conversation import Side
from commsense.signals import owners


def seen(text: str, language: str) -> list[tuple[str, str]]:
    (found,) = owners.detect([ReadSentence(1, 0, len(text), text, language, Side.TEAM)], None)
    return [(s.label, s.value) for s in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Anna Keller will send the report.", [("person", "Anna Keller")]),
        ("James will join.", [("person", "James")]),
        ("Action: Sarah to update the plan.", [("person", "Sarah")]),
        ("* Carl to send the description.", [("person", "Carl")]),
        ("Owner: Tom Briggs", [("person", "Tom Briggs")]),
        ("It was assigned to Peter Long.", [("person", "Peter Long")]),
        ("@Maria can you look?", [("person", "Maria"), ("reader", "you")]),
        ("We will fix it.", [("team", "we")]),
        ("I'll call.", [("team", "we")]),
        ("Our support team is looking into it.", [("team", "we")]),
        ("Will send it tomorrow.", [("team", "we")]),
        ("Please send the file.", [("reader", "you")]),
        ("Could you confirm?", [("reader", "you")]),
        ("Testing will start on Monday.", []),
        ("Invoices will be sent.", []),
        ("The Project Manager will decide.", []),
        ("UAT will start.", []),
        ("Happy to help.", []),
        ("Done by Wednesday.", []),
        ("He went off to Maine to see it.", []),
        ("Write to anna@north.example today.", []),
    ],
)
def test_english(text: str, found: list[tuple[str, str]]) -> None:
    assert seen(text, "en") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("负责人:张伟", [("person", "张伟")]),
        ("由李工负责", [("person", "李工")]),
        ("由王小明跟进", [("person", "王小明")]),
        ("张伟会在周五前发", [("person", "张伟")]),
        ("小王负责联调", [("person", "小王")]),
        ("王总来安排", [("person", "王总")]),
        ("@陈静 请看一下", [("person", "陈静"), ("reader", "you")]),
        ("我们会处理", [("team", "we")]),
        ("由我方提供", [("team", "we")]),
        ("贵司提供资料", [("reader", "you")]),
        ("麻烦更新一下", [("reader", "you")]),
        ("方案会在周五发", []),
        ("高层会决定", []),
        ("程序会自动运行", []),
        ("感谢配合", []),
        ("任务由专人处理", []),
    ],
)
def test_chinese(text: str, found: list[tuple[str, str]]) -> None:
    assert seen(text, "zh") == found


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=40), st.sampled_from(["en", "zh", "de"]))
def test_spans_lie_in_the_text(text: str, language: str) -> None:
    (found,) = owners.detect([ReadSentence(1, 0, 1, text, language, Side.TEAM)], None)
    assert all(0 <= s.start < s.end <= len(text) for s in found)
