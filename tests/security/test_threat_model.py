"""The threat model names tests that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

PAGE = "docs/security.md"
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")


def functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_each_test_that_is_named_exists(root: Path) -> None:
    text = (root / PAGE).read_text(encoding="utf-8")
    named = NAMED.findall(text)
    assert len(named) > 40
    for file, name in named:
        path = root / "tests" / file
        assert path.is_file(), file
        assert name in functions(path), f"{file}::{name}"


def test_each_threat_has_a_test(root: Path) -> None:
    text = (root / PAGE).read_text(encoding="utf-8")
    table = text[text.index("| threat |") :].split("\n\n")[0].splitlines()[2:]
    assert len(table) > 20
    for row in table:
        assert NAMED.search(row), row


def test_the_page_is_found(root: Path) -> None:
    for page in ("README.md", "CONTRIBUTING.md"):
        assert PAGE in (root / page).read_text(encoding="utf-8")
