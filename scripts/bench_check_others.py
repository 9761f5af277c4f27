"""The programs that ``bench_check.py`` compares commsense with: installed, timed, counted.

Each is used as its own manual says, with the rules that it has switched on. textlint has none by
itself: it gets the one English preset of its own organisation (Google's style guide) and
``terminology``, as people put them into ``.textlintrc.json``. Its rules ``write-good`` and ``alex``
would only repeat what stands beside it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent
ROOT = SCRIPTS.parent
NODE_PACKAGES = {
    "@textlint-rule/textlint-rule-preset-google": "0.1.2",
    "alex": "11.0.1",
    "textlint": "15.8.0",
    "textlint-rule-terminology": "5.2.16",
    "write-good": "1.0.8",
}
TEXTLINT_RULES = {"rules": {"@textlint-rule/preset-google": True, "terminology": True}}
PROSELINT = ("proselint==0.16.0", "google-re2==1.1.20251105")
RUNNER = "bench_check_node.mjs"


@dataclass(frozen=True, slots=True)
class Other:
    """A program: what times it on texts, its own command for a file, and a word of its answer."""

    name: str
    version: str
    warm: tuple[str, ...]
    cold: tuple[str, ...]
    answer: str
    folder: Path


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program did with texts: milliseconds and alerts of each, peak memory in MiB."""

    milliseconds: tuple[float, ...]
    alerts: tuple[int, ...]
    peak: float


def installed(work: Path) -> list[Other]:
    """Install the programs below ``work`` where they are not there yet; needs a network then.

    A program whose installer is missing is left out with a word.
    """
    found: list[Other] = []
    if shutil.which("npm") and shutil.which("node"):
        _install_node(work / "node")
        found += _node(work / "node")
    else:
        print("node or npm is not here: write-good, alex and textlint are left out.")
    _install_python(work / "proselint", PROSELINT, " ".join(PROSELINT))
    return [*found, _proselint(work / "proselint")]


def own_python(work: Path) -> str:
    """Install commsense as its users have it, and give its Python.

    Without what it is developed with: where spaCy finds torch it loads it, for two seconds and
    some hundred MiB, and users have none. Compiled, as pip compiles what it installs.
    """
    folder = work / "commsense"
    wanted = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    constraints = ("-c", str(ROOT / "constraints.txt"))
    _install_python(folder, (*constraints, "-e", f"{ROOT}[web]"), wanted)
    python = str(folder / "bin" / "python")
    subprocess.run([python, "-m", "compileall", "-q", str(ROOT / "src")], check=True)
    return python


def run(program: Other, texts: Sequence[str]) -> Answer:
    """Let a program read texts, in one process."""
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    done = subprocess.run(
        program.warm,
        input=lines,
        cwd=program.folder,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=True,
    )
    *rows, last = map(json.loads, done.stdout.splitlines())
    if len(rows) != len(texts):
        raise SystemExit(f"{program.name}: answered {len(rows)} of {len(texts)} texts")
    return Answer(
        tuple(row["ms"] for row in rows), tuple(row["alerts"] for row in rows), last["peak"]
    )


def _install_node(folder: Path) -> None:
    """Install what ``NODE_PACKAGES`` pins; again only when that has changed."""
    wanted = json.dumps({"private": True, "dependencies": NODE_PACKAGES}, indent=2)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(SCRIPTS / RUNNER, folder)
    (folder / ".textlintrc.json").write_text(json.dumps(TEXTLINT_RULES), encoding="utf-8")
    noted = folder / "installed.json"
    if noted.is_file() and noted.read_text(encoding="utf-8") == wanted:
        return
    (folder / "package.json").write_text(wanted, encoding="utf-8")
    subprocess.run(["npm", "install", "--no-audit", "--no-fund"], cwd=folder, check=True)
    noted.write_text(wanted, encoding="utf-8")


def _install_python(folder: Path, wanted: Sequence[str], note: str) -> None:
    """Install packages into a Python of their own; again only when the note has changed."""
    noted = folder / "installed.txt"
    if noted.is_file() and noted.read_text(encoding="utf-8") == note:
        return
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", *wanted]
    subprocess.run(pip, check=True)
    noted.write_text(note, encoding="utf-8")


def _node(folder: Path) -> list[Other]:
    commands = {"write-good": (), "alex": ("--text",), "textlint": ()}
    answers = {"write-good": " on line ", "alex": "draft", "textlint": " problem"}
    return [
        Other(
            name=name,
            version=NODE_PACKAGES[name],
            warm=("node", RUNNER, name),
            cold=(str(folder / "node_modules" / ".bin" / name), *arguments),
            answer=answers[name],
            folder=folder,
        )
        for name, arguments in commands.items()
    ]


def _proselint(folder: Path) -> Other:
    return Other(
        name="proselint",
        version=PROSELINT[0].partition("==")[2],
        warm=(str(folder / "bin" / "python"), str(SCRIPTS / "bench_check_proselint.py")),
        cold=(str(folder / "bin" / "proselint"), "check"),
        answer="",  # it prints nothing where it finds nothing
        folder=folder,
    )
