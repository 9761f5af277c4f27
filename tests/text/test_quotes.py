"""Attributions, header blocks and quote marks, one at a time."""

from __future__ import annotations

import pytest

from commsense.conversation import Part
from commsense.text.lines import split_lines
from commsense.text.quotes import label_quotes

ATTRIBUTIONS = [
    "On Tue, 2011-03-01 at 18:02 +0530, Anna Berg wrote:",
    "On Dec 16, 2011, at 12:47 PM, Anna Berg\n<anna@berg.example>\nwrote:",
    "On Wed, 14 Nov 2018 08:14:43 -0200 Anna <anna@berg.example> wrote",
    "---- On Wed, 24 Feb 2021 14:02:50 +0530 anna@berg.example wrote ----",
    "- On 2021-04-09 23:25, Anna Berg wrote:",
    "2014-03-20 8:48 GMT+01:00 Anna Berg <anna@berg.example>:",
    '30.09.2017, 18.30, "Anna - Berg" <anna@berg.example>:',
    "Wednesday, 17 November 2021, 3:32 PM +0300 from a@b.example <a@b.example>:",
    "Am 25.06.2015 um 10:55 schrieb Anna Berg:",
    "Am 25.06.2015 um 10:55 schrieb Anna Berg via users:",
    "Anna Berg <anna@berg.example> schrieb:",
    "Le 19 mars 2014 10:37, Anna Berg <anna@berg.example> a écrit :",
    "El 19/03/2014 11:34, Anna Berg <anna@berg.example> escribió:",
    "Il giorno mer 19 giu 2019 alle ore 13:00 Anna <anna@berg.example>\nha scritto:",
    "Op 12 december 2016 19:05 schreef Anna Berg <\nanna@berg.example>:",
    "Den 08/06/2015 kl. 21.21 skrev Anna Berg <anna@berg.example>:",
    "tir. 18. apr. 2017 kl. 13:09 skrev Anna Berg <anna@berg.example\n>:",
    "W dniu 7 stycznia 2015 15:24 użytkownik Anna <anna@berg.example> napisał:",
    "ср, 30 апр. 2025 г. в 15:19, Anna Berg <anna@berg.example>:",
    "2016. 11. 8. 오후 12:39 Anna Berg <anna@berg.example> 작성:",
    "2016/11/08 14:26、Anna Berg <anna@berg.example> のメッセージ:",
    "在 2016年11月8日，下午2:23，安娜 <anna@berg.example> 写道：",
    "安娜 <anna@berg.example> 于2024年1月1日周一 10:00写道：",
    "在 2024-01-01 10:00:00，“安娜” <anna@berg.example> 写道：",
    "於 2024年1月1日 週一 上午10:00，安娜 <anna@berg.example> 寫道：",
]

NO_ATTRIBUTIONS = [
    "On Thursday:",
    "On the other hand, it could happen twice:",
    "On the 5th we had 3 complaints, which Dana wrote about:",
    "Something wrote:",
    "Here are 3 dates we discussed at 10:30:",
    "在会议上我们讨论了以下3点：",
    "2024-01-15 14:30:25",
    "From: the warehouse we ship on Fridays",
]


def parts(body: str, subject: str = "") -> list[tuple[str, Part, int]]:
    lines = split_lines(body)
    label_quotes(lines, subject)
    return [(line.text, line.part, line.depth) for line in lines if line.text]


@pytest.mark.parametrize("header", ATTRIBUTIONS)
def test_all_below_an_attribution_is_quoted(header: str) -> None:
    found = parts(f"Own words.\n\n{header}\n\nQuoted words.\nMore of them.")
    assert [part for _, part, _ in found] == [
        Part.OWN,
        *[Part.ATTRIBUTION] * len(header.split("\n")),
        Part.QUOTE,
        Part.QUOTE,
    ]


@pytest.mark.parametrize("header", ATTRIBUTIONS)
def test_own_words_go_on_below_marked_quotes(header: str) -> None:
    found = parts(f"{header}\n> Quoted words.\n\nOwn words.")
    assert found[-1] == ("Own words.", Part.OWN, 0)
    assert found[-2] == ("Quoted words.", Part.QUOTE, 1)


@pytest.mark.parametrize("line", NO_ATTRIBUTIONS)
def test_what_only_looks_like_an_attribution(line: str) -> None:
    found = parts(f"First words.\n\n{line}\nlast words.")
    assert {part for _, part, _ in found} == {Part.OWN}


HEADERS = {
    "en": ("From", "Sent", "To", "Subject"),
    "de": ("Von", "Gesendet", "An", "Betreff"),
    "fr": ("De", "Envoyé", "À", "Objet"),
    "es": ("De", "Enviado", "Para", "Asunto"),
    "zh": ("发件人", "发送时间", "收件人", "主题"),
    "zh-mac": ("发件人", "日期", "收件人", "主题"),
    "hant": ("寄件者", "寄件日期", "收件者", "主旨"),
    "hant-web": ("寄件人", "傳送時間", "收件人", "主題"),
    "bold": ("*From", "*Sent", "*To", "*Subject"),
    "spaced": ("发件人", "日　期", "收件人", "主　题"),
}


@pytest.mark.parametrize("labels", HEADERS.values(), ids=HEADERS)
@pytest.mark.parametrize("colon", [":", "：", " : "])
@pytest.mark.parametrize("rule", ["", "________________________________\n", "-----原始邮件-----\n"])
def test_header_blocks(labels: tuple[str, ...], colon: str, rule: str) -> None:
    block = "\n".join(f"{label}{colon} value" for label in labels)
    found = parts(f"Own words.\n\n{rule}{block}\n\nQuoted words.")
    assert found[0][1] is Part.OWN
    assert {part for _, part, _ in found[1:-1]} == {Part.ATTRIBUTION}
    assert found[-1] == ("Quoted words.", Part.QUOTE, 1)


def test_nested_headers_go_deeper() -> None:
    block = "From: a@b.example\nSent: 1 May\nTo: c\nSubject: d"
    found = parts(f"Own.\n\n{block}\n\nOne.\n\n{block}\n\nTwo.")
    assert [(text, depth) for text, part, depth in found if part is Part.QUOTE] == [
        ("One.", 1),
        ("Two.", 2),
    ]


def test_a_long_list_of_recipients() -> None:
    names = ";\n".join(f"Person {number} <p{number}@b.example>" for number in range(12))
    found = parts(f"Own.\n\nFrom: a@b.example\nTo: {names}\nSubject: x\n\nQuoted.")
    assert [text for text, part, _ in found if part in (Part.OWN, Part.QUOTE)] == [
        "Own.",
        "Quoted.",
    ]


@pytest.mark.parametrize(
    "marker",
    [
        "---------- Forwarded message ---------",
        "Begin forwarded message:",
        "-------- 转发邮件信息 --------",
        "以下是转发的邮件：",
        "此邮件转发自客服系统",
        "---------------------- Forwarded by A Berg on 01/02/2001 \n03:28 PM -----------",
    ],
)
def test_forwards(marker: str) -> None:
    found = parts(f"See below.\n\n{marker}\n\nForwarded words.")
    assert found[0][1] is Part.OWN
    assert found[-1][1:] == (Part.FORWARD, 1)


def test_depth_of_marks() -> None:
    found = parts("> > two\n>>> three\n》 one\n＞ one")
    assert [depth for _, _, depth in found] == [2, 3, 1, 1]


def test_a_wrapped_quoted_line_stays_quoted() -> None:
    long = "word " * 15
    found = parts(f"> {long}\nwrapped rest\n> goes on\n\nOwn.")
    assert [part for _, part, _ in found] == [Part.QUOTE, Part.QUOTE, Part.QUOTE, Part.OWN]


def test_from_that_an_mbox_escaped_is_own() -> None:
    assert parts(">From now on we ship on Fridays.")[0][1] is Part.OWN


def test_tables_are_no_quotes() -> None:
    assert {part for _, part, _ in parts("| a | b |\n| c | d |")} == {Part.OWN}


def test_a_single_line_behind_a_colon_is_quoted_on_chinese_boards() -> None:
    assert [part for _, part, _ in parts("请看。\n\n: 这个什么时候修？")] == [Part.OWN, Part.QUOTE]
    assert [part for _, part, _ in parts("Hello\n: a colon alone")] == [Part.OWN, Part.OWN]
