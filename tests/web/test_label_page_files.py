"""What the page of labelling is made of: its texts, and the bundle that is shipped."""

from __future__ import annotations

import re

import pytest

from commsense import lang
from commsense.web import pages

EDITOR = pages.STATIC.parent / "editor"
LARGEST = 40_000  # bytes of the script
TAKEN = {"version", "language", "suggestions", "tasks"}


def _texts(language: str) -> dict[str, list[str]]:
    return {
        f"{section}.{name}": list(entry.values()) if isinstance(entry, dict) else [entry]
        for section, entries in lang.data(language, "labelling").items()
        for name, entry in entries.items()
        if section != "guide"
    }


def test_both_languages_have_the_same_texts() -> None:
    english, chinese = _texts("en"), _texts("zh")
    assert list(english) == list(chinese)
    for key, forms in english.items():
        blanks, said = (set(re.findall(r"\{(\w+)\}", "".join(f))) for f in (forms, chinese[key]))
        assert blanks == said, key
    assert not TAKEN & set(lang.data("en", "labelling"))


def test_every_text_is_used_and_every_used_text_exists() -> None:
    sources = [*EDITOR.glob("src/label/*.ts"), EDITOR / "src/switches.ts", EDITOR / "label.html"]
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in [*sources, EDITOR / "src/texts.ts"]
    )
    known = set(_texts("en"))
    sections = {key.split(".")[0] for key in known}
    used = {
        key
        for key in re.findall(r"[\"']([a-z]+\.[a-z_]+)[\"']", code)
        if key.split(".")[0] in sections
    }
    sides = {f"sentence.{side}" for side in ("client", "team", "both", "unknown")}
    assert used | sides == known


@pytest.mark.parametrize("section", lang.data("zh", "labelling"))
def test_chinese_is_written_with_full_width_punctuation(section: str) -> None:
    said = str(lang.data("zh", "labelling")[section].values())
    assert not re.search(r"[一-鿿][,;:?!](?!')", re.sub(r"', '|': ", "", said))


def test_the_script_is_small_and_knows_no_editor() -> None:
    script = (pages.STATIC / "label.js").read_text(encoding="utf-8")
    assert len(script.encode()) < LARGEST
    assert "sourceMappingURL" not in script
    assert "cm-editor" not in script
