"""What the page of messages is made of: its texts, and the bundle that is shipped."""

from __future__ import annotations

import re

import pytest

from commsense import lang
from commsense.web import pages
from commsense.web.index import wanted

EDITOR = pages.STATIC.parent / "editor"
LARGEST = 40_000  # bytes of the script
TAKEN = {"version", "language", "criteria"}
BUILT = {"status", "kept", "side"}
"""Sections whose texts are named by what the server tells."""


def _texts(language: str) -> dict[str, list[str]]:
    return {
        f"{section}.{name}": list(entry.values()) if isinstance(entry, dict) else [entry]
        for section, entries in lang.data(language, "messages").items()
        for name, entry in entries.items()
    }


def test_both_languages_have_the_same_texts() -> None:
    english, chinese = _texts("en"), _texts("zh")
    assert list(english) == list(chinese)
    for key, forms in english.items():
        blanks, said = (set(re.findall(r"\{(\w+)\}", "".join(f))) for f in (forms, chinese[key]))
        assert blanks == said, key
    assert not TAKEN & set(lang.data("en", "messages"))


def test_every_text_is_used_and_every_used_text_exists() -> None:
    sources = [
        *EDITOR.glob("src/messages/*.ts"),
        EDITOR / "src/switches.ts",
        EDITOR / "src/texts.ts",
        EDITOR / "messages.html",
    ]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    page = {key for key in _texts("en") if not key.startswith("search.")}
    sections = {key.split(".")[0] for key in page}
    used = {
        key
        for key in re.findall(r"[\"']([a-z]+\.[a-z_]+)[\"']", code)
        if key.split(".")[0] in sections
    }
    assert used <= page
    assert {key for key in page - used if key.split(".")[0] not in BUILT} == set()


def test_what_is_refused_has_its_words() -> None:
    kinds = set(re.findall(r'Malformed\("(\w+)"', _code(wanted.__file__)))
    around = _code(str(pages.STATIC.parent / "index/reach.py"))
    kinds |= set(re.findall(r'Malformed\("(\w+)"', around))
    assert kinds == set(lang.data("en", "messages")["search"])


def _code(path: str) -> str:
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 - a module's own path
        return file.read()


@pytest.mark.parametrize("section", lang.data("zh", "messages"))
def test_chinese_is_written_with_full_width_punctuation(section: str) -> None:
    for words in map(str, lang.data("zh", "messages")[section].values()):
        bare = re.sub(r"', '|': |(?:发件人|主题|客户|自|早于):", "", words)
        assert not re.search(r"[一-鿿][,;:?!](?!')", bare), words


def test_the_script_is_small_and_knows_no_editor() -> None:
    script = (pages.STATIC / "messages.js").read_text(encoding="utf-8")
    assert len(script.encode()) < LARGEST
    assert "sourceMappingURL" not in script
    assert "cm-editor" not in script
    assert "innerHTML" not in script
