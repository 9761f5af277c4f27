"""Words as they are indexed and looked for, and the line that people search with."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as bounded
from hypothesis import strategies as st

from commsense.reports.wording import wording
from commsense.web.index import excerpt, tables, wanted, words
from commsense.web.index.wanted import Malformed, Search, Term

HAN = "".join(map(chr, range(0x4E00, 0x4E0C)))


def made(*texts: str) -> sqlite3.Connection:
    file = sqlite3.connect(":memory:")
    for statement in tables.MAKE:
        file.execute(statement)
    for number, text in enumerate(texts, start=1):
        file.execute(
            "INSERT INTO search (rowid, subject, sender, body, marks) VALUES (?, '', '', ?, 'a1')",
            (number, words.indexed(text)),
        )
    return file


def found(file: sqlite3.Connection, word: str) -> list[int]:
    asked = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid"
    return [number for (number,) in file.execute(asked, (words.looked_for(word),))]


@pytest.mark.parametrize(
    ("text", "word", "there"),
    [
        ("交货时间推迟了", "交货", True),
        ("交货时间推迟了", "货时", True),
        ("交货时间推迟了", "时间推迟", True),
        ("交货时间推迟了", "交时", False),
        ("交货。时间", "货时", False),
        ("增值税", "税", True),
        ("税", "税", True),
        ("营业", "税", False),
        ("调用API接口文档", "API接口", True),
        ("调用API接口文档", "api", True),
        ("第3期的款项", "第3期", True),
        ("２０２６年", "2026年", True),
        ("ＡＰＩ", "api", True),
        ("Three invoices were sent", "invoice", True),
        ("Three invoices were sent", "sending", False),
        ("the go-live is on Monday", "go live", True),
        ("the go-live is on Monday", "live go", False),
        ("résumé", "resume", True),
        ("ひらがな", "らが", True),
        ("𠮷野家", "𠮷野", True),
        ("a\0b", "b", True),
    ],
)
def test_words_are_found(text: str, word: str, there: bool) -> None:
    assert found(made(text), word) == ([1] if there else [])


@given(st.text(HAN + "。, a1", min_size=1, max_size=30), st.text(HAN, min_size=1, max_size=4))
@bounded(max_examples=300, deadline=None)
def test_a_chinese_word_is_found_wherever_it_stands_and_nowhere_else(text: str, word: str) -> None:
    assert bool(found(made(text), word)) == (word in text)


@given(st.text(max_size=60))
@bounded(max_examples=400, deadline=None)
def test_no_line_is_ever_read_as_a_language_of_the_database(line: str) -> None:
    file = made("harmless")
    try:
        search = wanted.read(line)
    except Malformed as error:
        wording("zh", "messages")(f"search.{error.kind}", found=error.found)
        return
    for term in search.terms:
        expression = f"{{subject sender body}} : {words.looked_for(term.text)}"
        file.execute("SELECT rowid FROM search WHERE search MATCH ?", (expression,)).fetchall()


@pytest.mark.parametrize(
    "line",
    ["NEAR(a b)", "a AND", "OR", "NOT x", "body: x", "^x", "x*", "(", "a + b", "{subject}:x", "-x"],
)
def test_what_fts_means_by_them_is_meant_by_nobody_else(line: str) -> None:
    file = made("harmless")
    for term in wanted.read(f"{line} y").terms:
        found(file, term.text)


@pytest.mark.parametrize(
    ("line", "search"),
    [
        ("", Search()),
        ("late export", Search((Term("late"), Term("export")))),
        ('"go live"', Search((Term("go live"),))),
        ("“go live” now", Search((Term("go live"), Term("now")))),
        ("from:anna", Search((Term("anna", "sender"),))),
        ('FROM:"Anna Berg"', Search((Term("Anna Berg", "sender"),))),
        ("发件人：王 主题:导出", Search((Term("王", "sender"), Term("导出", "subject")))),
        ("client:North", Search(clients=("north",))),
        ("after:2024", Search(after=date(2024, 1, 1))),
        ("before:2024-03 x", Search((Term("x"),), before=date(2024, 3, 1))),
        ("自:2024/3/5 早于:2025", Search(after=date(2024, 3, 5), before=date(2025, 1, 1))),
        ("after:2023 after:2024-05", Search(after=date(2024, 5, 1))),
        ("re: foo:bar", Search((Term("re:"), Term("foo:bar")))),
        ("100% ???", Search((Term("100%"),))),
    ],
)
def test_a_line_is_understood(line: str, search: Search) -> None:
    assert wanted.read(line) == search


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ('"open', "quote"),
        ("from: anna", "empty"),
        ("client:", "empty"),
        ("before:yesterday", "day"),
        ("after:2024-13", "day"),
        ("after:2024-02-30", "day"),
        ("after:0000", "day"),
        ("?!", "nothing"),
        ('""', "nothing"),
        ("a " * 25, "many"),
        ("a" * 501, "long"),
    ],
)
def test_a_line_that_is_not_understood_is_said_to_be_so(line: str, kind: str) -> None:
    with pytest.raises(Malformed) as told:
        wanted.read(line)
    assert told.value.kind == kind


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024/3/5", date(2024, 3, 5), date(2024, 3, 5)),
    ],
)
def test_a_time_has_a_first_and_a_last_day(value: str, first: date, last: date) -> None:
    assert wanted.span(value) == (first, last)


def test_an_excerpt_shows_why() -> None:
    text = "Hello, " + "nothing of interest here. " * 20 + "The invoices are late. " + "x " * 300
    shown = excerpt.excerpt(text, excerpt.pattern(["invoice", "late"]))
    assert [shown.text[start:end] for start, end in shown.hits] == ["invoices", "late"]
    assert shown.text.startswith("…")
    assert shown.text.endswith("…")
    plain = excerpt.excerpt("短文", None)
    assert (plain.text, plain.hits) == ("短文", [])


@given(st.text(max_size=80), st.lists(st.text(max_size=8), max_size=3))
@bounded(max_examples=200, deadline=None)
def test_hits_lie_in_the_excerpt(text: str, looked_for: list[str]) -> None:
    shown = excerpt.excerpt(text, excerpt.pattern(looked_for))
    assert all(0 <= start < end <= len(shown.text) for start, end in shown.hits)
