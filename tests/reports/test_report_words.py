"""The interface has the same words in both languages, and uses them all."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from commsense import lang
from commsense.conversation import Kind, Side
from commsense.labels import ACTS, FLAGS, JARGON_KINDS, Kept, Status
from commsense.practices import case
from commsense.reports.guide import fill, guide, has_blanks
from commsense.reports.wording import day, duration, period, reason, wording
from commsense.settings import Columns
from commsense.sources import refusal, table
from commsense.sources.outlook import kinds

REASONS = (
    case.LANGUAGE,
    case.NOT_APPLICABLE,
    case.NO_DATA,
    case.NO_DATE,
    case.NO_SIDES,
    case.TOO_SHORT,
    case.UNSURE,
)
SPELT_BY_DATA = ("act", "flag", "kind", "kept", "side", "status", "reason")


def texts(language: str) -> dict[str, list[str]]:
    found = {}
    for section, entries in lang.data(language, "interface").items():
        for name, entry in entries.items():
            found[f"{section}.{name}"] = _forms(entry)
    return found


def _forms(entry: Any) -> list[str]:
    return list(entry.values()) if isinstance(entry, dict) else [entry]


def _blanks(forms: list[str]) -> set[str]:
    return {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}


def test_both_languages_have_the_same_texts() -> None:
    english, chinese = texts("en"), texts("zh")
    assert list(english) == list(chinese)
    for key in english:
        assert _blanks(chinese[key]) <= _blanks(english[key]), key


def test_every_text_is_used_and_every_used_text_exists(root: Path) -> None:
    folder = root / "src" / "commsense" / "reports"
    sources = [*folder.rglob("*.py"), *folder.rglob("*.html")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    used = set(re.findall(r"[\"']((?:[a-z_]+)\.(?:[a-z_]+))[\"']", code))
    asked = set(re.findall(r"say\(\s*[\"']([a-z_]+\.[a-z_]+)[\"'](?! ~)", code))
    sections = {key.split(".")[0] for key in asked} - set(SPELT_BY_DATA)
    assert asked <= set(texts("en"))
    keys = {key for key in texts("en") if key.split(".")[0] in sections}
    built = {key for key in keys if key.endswith(".nav") or key.startswith("terminal.")}
    assert keys - used - built == set()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_label_has_a_word(language: str) -> None:
    table = lang.data(language, "interface")
    for section, labels in (
        ("act", ACTS),
        ("flag", FLAGS),
        ("kind", (*JARGON_KINDS, *Kind, "question", "request", "concern")),
        ("kept", tuple(Kept)),
        ("side", tuple(Side)),
        ("status", tuple(Status)),
        ("reason", REASONS),
    ):
        assert set(labels) <= set(table[section])


def test_singular_and_plural() -> None:
    say = wording("en")
    assert say("page.message_count", n=1) == "1 message"
    assert say("page.message_count", n=2) == "2 messages"
    assert say("page.message_count", n=12345) == "12,345 messages"
    assert wording("zh")("page.message_count", n=1) == "1 封邮件和纪要"


def test_dates_periods_and_durations() -> None:
    moment = datetime(2026, 6, 7, 12, tzinfo=UTC)
    assert day(moment, "en") == "7 Jun 2026"
    assert day(date(2026, 6, 7), "zh") == "2026年6月7日"
    assert day(None, "en", "no date") == "no date"
    assert [period(p, "en") for p in ("2026-06", "2026-Q2", "2026")] == [
        "Jun 2026",
        "Q2 2026",
        "2026",
    ]
    assert period("2026-06", "zh") == "2026年6月"
    say = wording("en")
    assert [duration(h, say) for h in (0.5, 5.2, 49, None)] == [
        "30 minutes",
        "5 hours",
        "2 days",
        "–",
    ]


def test_the_guide_has_ten_practices_in_either_language() -> None:
    english, chinese = guide("en"), guide("zh")
    assert len(english) == 10
    assert [p.key for p in english] == [p.key for p in chinese]
    assert all(re.search("[一-龥]", p.title) for p in chinese)


def test_advice_is_filled() -> None:
    assert has_blanks("{hours} hours")
    assert not has_blanks("no blank")
    assert fill("{hours} of {limit} hours", {"hours": "31", "more": "x"}) == "31 of … hours"


def given_reasons(root: Path) -> set[str]:
    """Every reason that the readers of files write down, with a word in each blank."""
    folder = root / "src" / "commsense" / "sources"
    found = {*refusal._MAGIC.values(), *refusal._SUFFIXES, refusal._NONE}
    found |= {*kinds._NOT_MAILS.values()}
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Skipped":
                found |= set(_written(node.args[1]))
    return found


def _written(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.JoinedStr):
        parts = (str(p.value) if isinstance(p, ast.Constant) else "12" for p in node.values)
        yield "".join(parts)
    elif isinstance(node, ast.IfExp):
        yield from (*_written(node.body), *_written(node.orelse))


def test_every_reason_for_leaving_out_has_its_chinese(root: Path) -> None:
    reasons = given_reasons(root)
    assert {"empty", "an image", "damaged (12)"} <= reasons
    given = Columns(text="body")
    reasons |= {table._unread(None, ["a", "b"]), table._unread(given, ["a"])}
    for text in reasons:
        said = reason(text, "zh")
        assert re.search("[\u4e00-\u9fff]", said), text
        assert "{" not in said


def test_a_reason_keeps_what_it_names() -> None:
    text = "a zip inside a container is larger than 64 MB; raise file_bytes under [limits] in"
    said = reason(f"{text} commsense.toml to read it", "zh")
    assert "64 MB" in said
    assert "larger" not in said
    assert reason("something else", "zh") == "something else"
    assert reason("empty", "en") == "empty"
