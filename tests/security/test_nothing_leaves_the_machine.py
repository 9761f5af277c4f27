"""Commands speak to no other machine, and write nowhere but where they were told to.

Watched by Python's audit events (PEP 578), in the command's own process and in those that it
starts. What a library does in C, without Python, is not seen.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

WATCHED = Path(__file__).parent / "watched"
ALSO = ("/dev/shm/", "/proc/self/")  # noqa: S108 - memory shared by processes, and about itself
MAIN = "from commsense.cli import main; main()"
SEVERAL = """
import json, sys
from commsense.cli import main
for arguments in json.loads(sys.argv[1]):
    sys.argv[1:] = arguments
    try:
        main()
    except SystemExit as end:
        assert end.code in (None, 0, 1), (arguments, end.code)
"""


class Run:
    """Runs commands in a folder of their own and gives what they were seen to do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "log"

    def python(self, code: str, *arguments: str, text: str = "") -> list[str]:
        for name in ("temp", "home", "out"):
            (self.folder / name).mkdir(exist_ok=True)
        allowed = [str(self.folder / name) for name in ("temp", "out")]
        environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("PYTHON")},
            "PYTHONPATH": str(WATCHED),
            "PYTHONDONTWRITEBYTECODE": "1",
            "TMPDIR": allowed[0],
            "HOME": str(self.folder / "home"),
            "WATCH_LOG": str(self.log),
            "WATCH_ALLOWED": os.pathsep.join([*allowed, *ALSO]),
        }
        command = [sys.executable, "-c", code, *arguments]
        done = subprocess.run(
            command, env=environment, cwd=self.folder, input=text, capture_output=True,
            text=True, timeout=240, check=False,
        )  # fmt: skip
        assert done.returncode in (0, 1), done.stderr[-2000:]
        return self.log.read_text().splitlines()


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


def test_score_with_several_processes(run: Run, root: Path) -> None:
    sample = root / "data" / "sample"
    settings = str(sample / "commsense.toml")
    every = "html,json,csv,parquet"
    given = [str(sample), "-o", "out/report", "--config", settings, "--workers", "2", "--format"]
    assert run.python(MAIN, "score", *given, every) == []
    assert (run.folder / "out/report/report.html").exists()


def test_check_predict_and_labels(run: Run) -> None:
    (run.folder / "draft.md").write_text("Hi Anna,\n\nwe leverage the UAT asap.\n")
    (run.folder / "asked.eml").write_text("From: a@b.example\nSubject: x\n\nWhen is it due?\n")
    row = {"id": "1", "text": "When does it start?", "acts": ["question"], "annotator": "Maya"}
    (run.folder / "labels.jsonl").write_text(f"{json.dumps(row)}\n")
    commands = [
        ["check", "draft.md", "--format", "sarif", "--reply-to", "asked.eml"],
        ["predict", "labels.jsonl", "-o", "out/predicted.jsonl"],
        ["labels", "check", "labels.jsonl"],
    ]
    assert run.python(SEVERAL, json.dumps(commands)) == []
    assert (run.folder / "out/predicted.jsonl").read_text()


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("import socket; socket.socket().connect_ex(('127.0.0.1', 9))", "socket.connect"),
        ("import socket; socket.getaddrinfo('localhost', 80)", "socket.getaddrinfo"),
        ("open('elsewhere', 'w').close()", "open"),
        ("import pathlib; pathlib.Path('made').mkdir()", "os.mkdir"),
        ("import subprocess; subprocess.run(['true'])", "subprocess.Popen"),
        (
            "import multiprocessing as m\n"
            "p = m.get_context('fork').Process(target=open, args=('elsewhere', 'w')); p.start();"
            "p.join()",
            "open",
        ),
    ],
)
def test_the_watch_sees(run: Run, code: str, seen: str) -> None:
    assert any(line.startswith(seen) for line in run.python(code))


def test_the_watch_lets_pass_what_is_allowed(run: Run) -> None:
    assert run.python("import tempfile; tempfile.TemporaryDirectory().cleanup()") == []
