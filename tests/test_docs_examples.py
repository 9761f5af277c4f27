"""What the pages show is what happens: their files are written, their commands and code are run.

A block after a paragraph that ends in a file's name in backquotes and a colon is that file. A block
marked ``console`` holds commands after ``$`` and what they print; "…" stands for what is left out.
A block marked ``python`` is run, and a block right after it is what it prints. Each section has a
folder of its own with the files of the sections before it, but for their settings.
"""

from __future__ import annotations

import io
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from typer.testing import CliRunner

import model_made
from commsense import api
from commsense.checking import drafts, earlier
from commsense.checking.formats import wire
from commsense.cli.commands import app
from commsense.errors import CommsenseError
from commsense.settings import FILE_NAME, load
from docs_pages import PAGES, Block, Section, blocks, sections

EVERY = [section for page in PAGES for section in sections(page)]


def runs(section: Section) -> bool:
    """Tell whether a section shows what is printed; README's other code has tests of its own."""
    kinds = {block.kind for block in section.blocks}
    return "console" in kinds or ("python" in kinds and section.page != "README.md")


def commsense(line: str) -> tuple[str, int]:
    """Run a line of a terminal here; give what it prints, and how it ends."""
    words = shlex.split(line)
    assert words[0] == "commsense", line
    given = b""
    if "<" in words:
        at = words.index("<")
        given = Path(words[at + 1]).read_bytes()
        del words[at : at + 2]
    done = CliRunner().invoke(app, words[1:], input=given)
    if isinstance(done.exception, CommsenseError):
        return f"{done.output}commsense: {done.exception}\n", 2
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.output, done.exit_code


def console(text: str) -> None:
    """Run what a terminal shows."""
    code = 0
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        line, _, shown = part.partition("\n")
        printed, code = (f"{code}\n", 0) if line == "echo $?" else commsense(line)
        same(shown, printed, line)


def same(shown: str, printed: str, what: str) -> None:
    """See that a page shows what is printed, but for what it leaves out and blanks at ends."""
    printed = re.sub(r" +$", "", printed, flags=re.MULTILINE)
    lines = [
        r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line).replace("…", ".*?") + "\n"
        for line in shown.splitlines()
    ]
    assert re.fullmatch("".join(lines), printed), (
        f"{what}\n--- the page shows\n{shown}--- it prints\n{printed}"
    )


@pytest.mark.parametrize("section", [each for each in EVERY if runs(each)], ids=str)
def test_a_section_shows_what_happens(
    section: Section, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COMMSENSE_MODELS", str(tmp_path / "own"))
    if section.page == "docs/models.md":
        acme(tmp_path / "models/acme")
    write(section.files)
    printed = ""
    before = ""
    for block in section.blocks:
        if block.file:
            write([block])
        elif block.kind == "console":
            console(block.text)
        elif block.kind == "python":
            printed = python(block.text, tmp_path)
        elif block.follows and before == "python":
            same(block.text, printed, "python")
        before = block.kind


def acme(place: Path) -> None:
    """Make the model that the page on models speaks of."""
    tasks = (model_made.TOPIC, ("signs", ("escalation_risk", "price_talk"), True))
    about = 'licence = "internal to Brightline"\nbase = "default"\ndate = "2026-03-04"\n'
    model_made.made(place, tasks, about)


def write(files: tuple[Block, ...] | list[Block]) -> None:
    for block in files:
        Path(block.file).write_text(block.text, encoding="utf-8")


def python(code: str, folder: Path) -> str:
    script = folder / "example.py"
    script.write_text(code, encoding="utf-8")
    with redirect_stdout(io.StringIO()) as printed:
        runpy.run_path(str(script), run_name="__main__")
    return printed.getvalue()


def test_every_kind_of_example_is_found() -> None:
    """See that a change of the pages' form does not leave the examples unseen."""
    page = [each for each in EVERY if each.page == "docs/checking.md"]
    every = [block for each in page for block in each.blocks]
    assert sum(block.text.count("$ commsense") for block in every if block.kind == "console") >= 10
    assert {b.file for b in every} >= {"anna.eml", "draft.txt", "house-style.toml", FILE_NAME}
    assert [block for block in every if block.kind == "python"]
    assert [each for each in EVERY if each.page == "README.md" and runs(each)]
    for name in ("labels", "models", "training"):
        assert [each for each in EVERY if each.page == f"docs/{name}.md" and runs(each)], name


def test_what_is_left_out_is_all_that_may_differ() -> None:
    same('{\n  …\n  "confidence": …,\n', '{\n  "a": 1\n  "confidence": 0.9,\n', "")
    same("one\n…\n", "one\n", "")
    for shown in ("one\n…\n", "two\n", "one\ntwo …\n"):
        with pytest.raises(AssertionError):
            same(shown, "one more\ntwo\n", "")


def test_the_table_names_every_field_of_the_record(root: Path) -> None:
    page = (root / "docs/checking.md").read_text(encoding="utf-8")
    table = page[page.index("| field | |") : page.index("### SARIF")]
    check = api.check(
        drafts.of_text("You will get the minutes soon."),
        earlier.of_text("When do we get the minutes?"),
    )
    record = wire.record(check, check.comments, "draft.txt", "en")
    rows = [record, *record["comments"], *record["points"], record["practices"][0]]
    rows += [record["earlier"][0], record["not_assessed"][0], record["points"][0]["raised"]]
    assert record["comments"]
    assert {key for row in rows for key in row} <= set(re.findall(r"`(\w+)`", table))


@pytest.mark.parametrize("page", ["docs/checking.md", "docs/settings.md"])
def test_settings_that_a_page_shows_are_accepted(root: Path, page: str, tmp_path: Path) -> None:
    shown = [b.text for b in blocks((root / page).read_text(encoding="utf-8")) if b.kind == "toml"]
    tried = 0
    for text in shown:
        if re.search(r"^(?:title|\[terms)", text, re.MULTILINE):
            continue  # criteria and glossaries are run with their section
        path = tmp_path / FILE_NAME
        path.write_text(text, encoding="utf-8")
        load(path)
        tried += 1
    assert tried


@pytest.fixture
def terminal(tmp_path: Path) -> dict[str, str]:
    """Give the environment of a shell that finds commsense, with drafts in the current folder."""
    if os.name == "nt" or not shutil.which("git"):
        pytest.skip("needs a POSIX shell and git")
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "commsense").write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -m commsense "$@"\n', encoding="utf-8"
    )
    (tools / "commsense").chmod(0o755)
    (tmp_path / "drafts").mkdir()
    quoted = next(b.text for each in EVERY for b in each.blocks if b.file == "copied.txt")
    (tmp_path / "drafts/answer.md").write_text(quoted, encoding="utf-8")
    return {**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}


def scripts(kind: str) -> list[str]:
    (section,) = [each for each in EVERY if each.title == "In CI and in hooks"]
    return [block.text for block in section.blocks if block.kind == kind]


def shell(script: str, folder: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", script],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_workflow_fails_at_an_error(terminal: dict[str, str], tmp_path: Path) -> None:
    (workflow,) = scripts("yaml")
    assert "uses:" not in workflow
    loop = workflow.split("run: |\n")[1].replace("../tools/bin/commsense", "commsense")
    done = shell(loop, tmp_path, terminal)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=drafts/answer.md,")


def test_the_hook_stops_a_commit(terminal: dict[str, str], tmp_path: Path) -> None:
    hook = scripts("sh")[0]
    shell("git init -q . && git add drafts", tmp_path, terminal)
    done = shell(hook, tmp_path, terminal)
    assert done.returncode != 0
    assert "TR6 error" in done.stdout
