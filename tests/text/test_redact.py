"""Redaction: what is taken out, what stays, and the way back."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commsense.text.redact import Redactor, ordinary_words, redact

NAMES = ["Anna Berg", "Jeff Skilling", "Mark Lay", "王小明", "Gray, Ada"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to anna.berg@northwind.example today", "Write to [MAIL 1] today"),
        ("邮箱：li.ming＠northwind.example，谢谢", "邮箱：[MAIL 1]，谢谢"),
        ("anna.berg at northwind.com wrote", "[MAIL 1] wrote"),
        ("anna (at) northwind (dot) com", "[MAIL 1]"),
        ("Call +49 (0)89 1234-567.", "Call [PHONE 1]."),
        ("手机138 1234 5678或+86-13812345678", "手机[PHONE 1]或[PHONE 1]"),
        ("手机１３８-１２３４-５６７８", "手机[PHONE 1]"),
        ("座机010-82345678转801", "座机[PHONE 1]"),
        ("at 713-853-1234 or (713) 853-1234", "at [PHONE 1] or [PHONE 1]"),
        ("Ext. 4431 or x3-5620", "[PHONE 1] or [PHONE 2]"),
        ("fax: 853 1234", "fax: [PHONE 1]"),
        ("card 4111 1111 1111 1111 please", "card [CARD 1] please"),
        ("IBAN DE89 3704 0044 0532 0130 00.", "IBAN [CARD 1]."),
        ("身份证11010519491231002X", "身份证[ID 1]"),
        ("税号91350100M000100Y43", "税号[ID 1]"),
        ("old id 110105491231002 there", "old id [ID 1] there"),
        ("订单号：20230405123，账号 6222020200112", "订单号：[ID 1]，账号 [ID 2]"),
        ("Account no. 4711-0815-22 is closed", "Account no. [ID 1] is closed"),
        ("passport E12345678", "passport [ID 1]"),
        ("the host 192.168.10.2 is down", "the host [ID 1] is down"),
        ("password: hunter2!", "password: [ID 1]"),
        ("https://user:pw@x.example/a", "[URL 1]"),
        ("see https://x.example/reset?token=abc1 now", "see [URL 1] now"),
        ("Hi Tom, please call", "Hi [NAME 1], please call"),
        ("Thanks, Zoë", "Thanks, [NAME 1]"),
        ("Best regards,\nFengyang Li", "Best regards,\n[NAME 1]"),
        ("Mr. Brown agreed", "Mr. [NAME 1] agreed"),
        ("王总您好，请联系李经理和张工", "[NAME 1]总您好，请联系[NAME 2]经理和[NAME 3]工"),
        ("联系人：赵小红，周五", "联系人：[NAME 1]，周五"),
        ("张伟您好", "[NAME 1]您好"),
        ("跟王东聊了才知道", "跟[NAME 1]聊了才知道"),
        ("张伟会负责", "[NAME 1]会负责"),
        ("Cliff McPherson and Stan's team", "[NAME 1] and [NAME 2]'s team"),
        ("I'm ok if Rob is", "I'm ok if [NAME 1] is"),
        ("1400 Smith Street, Houston, TX 77002", "[PLACE 1], [PLACE 2]"),
        ("地址是北京市海淀区中关村大街27号1101室。", "地址是[PLACE 1]。"),
        ("Hauptstraße 12, or P.O. Box 1188", "[PLACE 1], or [PLACE 2]"),
    ],
)
def test_takes_out(text: str, expected: str) -> None:
    assert redact(text).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna Berg and Anna's draft, Berg, Anna", "[NAME 1] and [NAME 1]'s draft, [NAME 1]"),
        ("Ada B. Gray called", "[NAME 1] called"),
        ("SKILLING agreed", "[NAME 1] agreed"),
        ("Anna Smith is new", "[NAME 1] is new"),
        ("王小明说小明来", "[NAME 1]说[NAME 1]来"),
        ("Mark the date", "Mark the date"),
        ("Mark, could you call?", "[NAME 1], could you call?"),
        ("Mark Lay will", "[NAME 1] will"),
        ("Mark Skilling will", "[NAME 1] will"),
    ],
)
def test_known_names(text: str, expected: str) -> None:
    assert redact(text, NAMES).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "Meeting on 2024-03-05 at 12:30:45, or 05.03.2024, or 3/5/24.",
        "It costs $1,200.50 or 12 000 000 EUR or ¥138,000.",
        "Version 3.14.0.0 and v1.2.3.4 and UHD 4.0.0.0 fail.",
        "see https://docs.python.org/3/library/re.html",
        "周总结发给大家，员工很多，施工期到 2024年3月5日",
        "Hi all, thanks for the quick answer",
        "We meet on 12 March Street by street. The Mark of it: DR TRANSFER",
        "我走路3号线到，高峰时段由方案解决，给高管汇报，请于周三回复",
        "Thanks in advance",
        "The pages at example.com are old",
        "Order of the day: 40-50% of 400-500 units in 2023-2024",
        "高兴地通知各位同事，验收时间是15:30",
        "ticket ABC-1234 is closed",
        "The isc hotline and the text hotline are open",
        "mask 255.255.255.0 on 127.0.0.1",
        "the number 4111 1111 1111 1112 is no card",
    ],
)
def test_stays(text: str) -> None:
    assert redact(text).text == text


def test_one_value_has_one_placeholder_in_a_run() -> None:
    redactor = Redactor(["Anna Berg"])
    first = redactor.redact("Anna Berg: a@x.example, b@x.example").text
    second = redactor.redact("B@X.example, and Anna").text
    assert first == "[NAME 1]: [MAIL 1], [MAIL 2]"
    assert second == "[MAIL 2], and [NAME 1]"


def test_first_name_of_two_people_stands_for_neither() -> None:
    redactor = Redactor(["Anna Berg", "Anna Ross"])
    assert redactor.redact("Anna Berg, Anna Ross, Anna").text == "[NAME 1], [NAME 2], [NAME 3]"


def test_words_that_the_texts_write_small_are_no_names() -> None:
    texts = ["the desk is closed", "call the desk", "Ask Desk"]
    assert "desk" in ordinary_words(texts)
    redactor = Redactor(["Gas Desk", "Trish Desk"], ordinary_words(texts))
    assert redactor.redact("Desk hours; Trish called").text == "Desk hours; [NAME 1] called"


def test_a_link_that_holds_something_private_goes_as_a_whole() -> None:
    found = redact("https://wiki.example/contact/anna@x.example/page")
    assert found.text == "[URL 1]"


def test_carries_spans_there_and_back() -> None:
    text = "Hi Tom, the UAT at a@x.example fails"
    found = redact(text)
    start = text.index("UAT")
    there = found.carry(start, start + 3)
    assert found.text[slice(*there)] == "UAT"
    assert found.original(*there) == (start, start + 3)
    inside = text.index("x.example")
    assert found.text[slice(*found.carry(inside, inside + 2))] == "[MAIL 1]"


_PIECES = st.sampled_from(
    ["Hi ", "Anna", " Berg", ", ", "a@x.example", " 13812345678", "王总", "您好", "，", "＠", "\n",
     "https://x.example/?id=1", " 192.168.1.200", "Best regards,\n", " the ", "+49 89 123456", "."]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(_PIECES, st.text(max_size=5)), max_size=12).map("".join))
def test_offsets_lead_there_and_back(text: str) -> None:
    found = redact(text, NAMES)
    end = was = 0
    rebuilt = []
    for span in found.spans:
        assert end <= span.start < span.end
        assert was <= span.was_start < span.was_end
        kept = text[was : span.was_start]
        assert found.text[end : span.start] == kept
        assert found.text[span.start : span.end].startswith(f"[{span.kind} ")
        assert found.carry(span.was_start, span.was_end) == (span.start, span.end)
        assert found.original(span.start, span.end) == (span.was_start, span.was_end)
        rebuilt += [kept, text[span.was_start : span.was_end]]
        end, was = span.end, span.was_end
    assert found.text[end:] == text[was:]
    assert "".join(rebuilt) + text[was:] == text


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_spans_outside_of_placeholders_keep_their_text(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    found = redact(text + " a@x.example " + text)
    there = found.carry(start, end)
    assert there[0] <= there[1] or start == end
    if all(span.was_end <= start or end <= span.was_start for span in found.spans) and start < end:
        assert found.text[slice(*there)] == text[start:end]


@pytest.mark.parametrize(
    "piece",
    ["a", "1", "1 ", "a.", "a@", "Ab ", "1-", "(1", "a/", "a:", "王总", "x.", "\n", "at ", "Mr. A",
     "http://a", "1.1.", "A1B2 ", "dot ", "Dear A, ", "账号", "tel ", "account no ", "＠",
     "Tom ", "Tom van ", "1 Ab ", "路1号", "市区路", "跟王", "王说", "Ab, TX 1", "rue "],
)  # fmt: skip
def test_long_odd_strings_take_linear_time(piece: str) -> None:
    redactor = Redactor(NAMES)
    redactor.redact("warm up")
    started = time.process_time()
    redactor.redact(piece * (100_000 // len(piece)))
    assert time.process_time() - started < 3
