"""What strangers write stays text: on every page, in every table, on the terminal."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import hostile_archive
import pytest
from hostile_archive import BIDI, CONTROLS
from lxml import html
from rich.console import Console

from commsense import api
from commsense.assessment import Assessment
from commsense.checking import drafts
from commsense.checking.formats import FORMATS
from commsense.reports import WRITERS, terminal
from commsense.reports.tables.csv_files import FORMULA

LANGUAGES = ("en", "zh")
LOADING = {"img", "iframe", "object", "embed", "form", "base", "link", "audio", "video", "source"}


@pytest.fixture(scope="module", params=LANGUAGES)
def written(
    request: pytest.FixtureRequest,
    assessment: Assessment,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, list[Path]]:
    """The files of every writer, by its name."""
    folder = tmp_path_factory.mktemp(f"written-{request.param}")
    return {
        name: list(writer.write(assessment, folder / name, request.param))
        for name, writer in WRITERS.items()
    }


def test_the_archive_says_something(assessment: Assessment) -> None:
    summary = assessment.summary
    assert summary.messages > 30
    assert len(summary.clients) > 8
    assert len(summary.findings) + sum(len(t.findings) for t in assessment.threads) > 20
    assert sum(len(t.concerns) for t in assessment.threads) > 20
    assert {
        part for part in ("script", "javascript:", "HYPERLINK") if part in _said(assessment)
    } == {
        "script",
        "javascript:",
        "HYPERLINK",
    }


def _said(assessment: Assessment) -> str:
    return " ".join(s.text for t in assessment.threads for m in t.messages for s in m.sentences)


def test_pages_hold_no_foreign_markup(written: dict[str, list[Path]]) -> None:
    pages = [path for paths in written.values() for path in paths if path.suffix == ".html"]
    assert pages
    for path in pages:
        assert_harmless(path.read_text(encoding="utf-8"))


def assert_harmless(text: str) -> None:
    root = html.document_fromstring(text)
    assert len(root.findall(".//script")) <= 1
    assert not {str(element.tag) for element in root.iter()} & LOADING
    for element in root.iter(html.etree.Element):
        for name, value in element.attrib.items():
            assert not str(name).lower().startswith("on"), name
            address = "".join(str(value).split()).lower()
            assert name not in ("href", "src", "action", "xlink:href") or address[:1] == "#", value
    assert not BIDI & set(text)
    assert not CONTROLS & set(text)
    assert "49" not in [word.strip("`$") for word in text.split()]


def test_cells_start_no_formula(written: dict[str, list[Path]]) -> None:
    for path in written["csv"]:
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
        for cell in (cell for row in rows for cell in row):
            assert not cell.lstrip(" ").startswith(FORMULA) or _is_number(cell), cell
        assert len({len(row) for row in rows}) == 1  # no cell broke out of its row


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_json_is_json(written: dict[str, list[Path]]) -> None:
    for path in written["json"]:
        text = path.read_text(encoding="utf-8")
        json.loads(text)
        assert not (CONTROLS - {"\x7f"} - _C1) & set(text)


_C1 = frozenset(map(chr, range(0x80, 0xA0)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_terminal_obeys_nobody(assessment: Assessment, language: str) -> None:
    file = io.StringIO()
    terminal.show(assessment, Console(file=file, width=80, no_color=True), language)
    assert not (CONTROLS | BIDI) & set(file.getvalue())


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_checks_stay_whole(name: str, language: str, tmp_path: Path) -> None:
    for text in _checked(name, language, tmp_path):
        if name in ("json", "sarif"):
            json.loads(text)
        elif name == "github":
            lines = text.removesuffix("\n").split("\n") if text else []
            assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
            assert not (CONTROLS | BIDI) & set(text)
        else:
            assert not (CONTROLS | BIDI) & set(text)


def _checked(name: str, language: str, tmp_path: Path) -> Iterator[str]:
    told = hostile_archive.write(tmp_path / "mail")
    for payload in hostile_archive.PAYLOADS:
        draft = drafts.of_text(f"Hi,\n\nwe leverage {payload} asap.\nThe UAT is {payload} late.\n")
        check = api.check(draft, (), told)
        yield FORMATS[name].write(check, check.comments, f"{payload}.md", language)
