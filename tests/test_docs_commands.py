"""What the pages name is there: commands, options, the form of label files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from commsense.cli.commands import app
from commsense.labelling import reading, scheme
from docs_pages import PAGES, blocks


def test_the_tasks_that_the_page_shows_are_accepted(root: Path, tmp_path: Path) -> None:
    page = (root / "docs/training.md").read_text(encoding="utf-8")
    own = tmp_path / "labels.toml"
    own.write_text(next(b.text for b in blocks(page) if "[[tasks]]" in b.text), encoding="utf-8")
    assert scheme.own_labels(scheme.load(own))


def test_the_row_that_the_page_shows_is_read(root: Path, tmp_path: Path) -> None:
    own = tmp_path / "labels.toml"
    own.write_text('[[tasks]]\nname = "topic"\nvalues = ["billing"]\n', encoding="utf-8")
    for page in ("labels", "labelling"):
        shown = (root / f"docs/{page}.md").read_text(encoding="utf-8")
        (row,) = [b.text for b in blocks(shown) if b.kind == "json"]
        path = tmp_path / f"{page}.jsonl"
        path.write_text(row, encoding="utf-8")
        read = reading.load([path], scheme.load(own))
        assert (len(read.rows), read.problems) == (1, ())


@pytest.mark.parametrize("page", PAGES)
def test_commands_and_options_that_a_page_names_are_there(root: Path, page: str) -> None:
    text = (root / page).read_text(encoding="utf-8")
    shown = "\n".join(block.text for block in blocks(text))
    for line in re.findall(r"^(?:\$ )?commsense (.+)$", shown, re.MULTILINE):
        words = re.split(r"  #| \| | && ", line)[0].split()
        command = called(words)
        assert not hasattr(command, "commands"), line
        assert {word for word in words if word.startswith("-") and word != "-"} <= options(command)
    for name in re.findall(r"`(?:commsense )?((?:labels|models) [a-z]+)", text):
        assert not hasattr(called(name.split()), "commands"), name


def called(words: list[str]) -> Any:
    """Give the command that the first words of a line name."""
    found: Any = get_command(app)
    for word in words:
        if word not in getattr(found, "commands", {}):
            break
        found = found.commands[word]
    return found


def options(command: Any) -> set[str]:
    return {each for given in command.params for each in (*given.opts, *given.secondary_opts)}
