"""What the page is made of: its texts, its colours, and the bundle that is shipped."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from commsense import lang
from commsense.web import pages

EDITOR = pages.STATIC.parent / "editor"
SHIPPED = (
    *(f"{page}.{kind}" for page in ("app", "label", "messages") for kind in ("js", "css")),
    "index.html",
    "label.html",
    "messages.html",
    "LICENSES.txt",
)
LARGEST = 700_000  # bytes of the script
TAKEN = {"version", "language", "report", "corrections", "labelling", "messages"}
GROUNDS = ("--paper", "--sheet", "--wash")
INKS = ("--ink", "--soft", "--accent", "--error", "--warning", "--hint")
ENOUGH = 4.5  # contrast that WCAG asks of text


def _texts(language: str) -> dict[str, list[str]]:
    return {
        f"{section}.{name}": list(entry.values()) if isinstance(entry, dict) else [entry]
        for section, entries in lang.data(language, "web").items()
        for name, entry in entries.items()
    }


def _blanks(forms: list[str]) -> set[str]:
    return {name for form in forms for name in re.findall(r"\{(\w+)\}", form)}


def test_both_languages_have_the_same_texts() -> None:
    english, chinese = _texts("en"), _texts("zh")
    assert list(english) == list(chinese)
    for key in english:
        assert _blanks(chinese[key]) <= _blanks(english[key]), key
    assert not TAKEN & set(lang.data("en", "web"))


def test_every_text_is_used_and_every_used_text_exists() -> None:
    sources = [*EDITOR.glob("src/*.ts"), EDITOR / "index.html"]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    known = set(_texts("en"))
    sections = "|".join(lang.data("en", "web"))
    used = set(re.findall(rf"[\"'](({sections})\.[a-z_]+)[\"']", code))
    literal = {key for key, _ in used}
    built = set(re.findall(r"`([a-z]+)\.\$\{", code))
    named = {f"panes.{name}" for name in ("mail_empty", "answer_empty")}
    assert literal <= known
    unused = {key for key in known - literal - named if key.split(".")[0] not in built}
    assert unused == set()


def test_chinese_is_written_with_full_width_punctuation() -> None:
    for key, forms in _texts("zh").items():
        for form in forms:
            assert not re.search(r"[一-鿿][,;:?!]", form), key


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_every_colour_of_letters_stands_out(theme: int) -> None:
    colours = _colours(theme)
    for ground in GROUNDS:
        for ink in INKS:
            assert _contrast(colours[ink], colours[ground]) >= ENOUGH, (ink, ground)
    assert _contrast(colours["--on-accent"], colours["--accent"]) >= ENOUGH
    for ink in ("--ink", "--accent", "--soft"):
        assert _contrast(colours[ink], colours["--accent-wash"]) >= ENOUGH, ink


def _colours(theme: int) -> dict[str, str]:
    css = (EDITOR / "styles/tokens.css").read_text(encoding="utf-8")
    pairs = re.findall(r"(--[a-z-]+): light-dark\((#\w{6}), (#\w{6})\);", css)
    colours = {name: shades[theme] for name, *shades in pairs}
    for name, other in re.findall(r"(--[a-z-]+): var\((--[a-z-]+)\);", css):
        colours[name] = colours[other]
    return colours


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_bundle_is_small_and_carries_its_licences() -> None:
    script = (pages.STATIC / "app.js").read_text(encoding="utf-8")
    assert len(script.encode()) < LARGEST
    assert "sourceMappingURL" not in script
    licences = (pages.STATIC / "LICENSES.txt").read_text(encoding="utf-8")
    asked = json.loads((EDITOR / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    for name in asked:
        assert (name in licences) == name.startswith("@codemirror/"), name
    assert set(re.findall(r"^\S+ [\d.]+ \((.+)\)$", licences, re.MULTILINE)) == {"MIT"}


@pytest.mark.parametrize(
    ("page", "style"), [("index", "app"), ("label", "label"), ("messages", "messages")]
)
def test_the_page_asks_nobody_else_for_anything(page: str, style: str) -> None:
    page = (pages.STATIC / f"{page}.html").read_text(encoding="utf-8")
    style = (pages.STATIC / f"{style}.css").read_text(encoding="utf-8")
    ours = '/static/|/archive/|/api/|/label"|/messages"|/"|#|data:,'
    assert re.findall(rf"(?:src|href)=\"(?!{ours})[^\"]*\"", page) == []
    assert not re.search(r"url\(|@import", style)
    assert not re.search(r" on\w+=| style=|<script>|<style", page)


def test_the_lock_file_names_no_registry() -> None:
    lock: dict[str, Any] = json.loads((EDITOR / "package-lock.json").read_text(encoding="utf-8"))
    for name, package in lock["packages"].items():
        assert "resolved" not in package, name
        assert not name or "integrity" in package, name


def test_the_bundle_is_what_the_sources_say(tmp_path: Path) -> None:
    node = shutil.which("node")
    if not node or not (EDITOR / "node_modules").is_dir():
        pytest.skip("node or its packages are not here: run npm ci in the editor's folder")
    folder = tmp_path / "editor"
    shutil.copytree(EDITOR, folder, ignore=shutil.ignore_patterns("node_modules"))
    (folder / "node_modules").symlink_to(EDITOR / "node_modules")
    (tmp_path / "static").mkdir()
    subprocess.run([node, "build.mjs"], cwd=folder, check=True, timeout=60)
    for name in SHIPPED:
        built = (tmp_path / "static" / name).read_bytes()
        assert built == (pages.STATIC / name).read_bytes(), name
