"""``commsense train`` as it is typed: what is told, what is written, what a killed run leaves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commsense import backends
from commsense.backends import ModelInput
from commsense.cli.commands import app
from commsense.errors import CommsenseError

SCHEME = """
[[tasks]]
name = "topic"
values = ["billing", "delay"]
several = false
"""
SAID = {
    "billing": "invoice {} is wrong, we were charged twice",
    "delay": "part {} is two weeks late again, when does it come",
}


def row(number: int) -> dict[str, object]:
    label = list(SAID)[number % 2]
    return {
        "id": str(number),
        "text": SAID[label].format(number),
        "language": "en",
        "thread": f"t{number // 2}",
        "own": {"topic": [label]},
    }


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "labels.toml").write_text(SCHEME, encoding="utf-8")
    rows = [json.dumps(row(number)) for number in range(40)]
    (tmp_path / "labels.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return tmp_path


def train(*words: str) -> tuple[int, str]:
    given = ["train", "labels.jsonl", "-o", "models/acme", "--device", "cpu", *words]
    found = CliRunner().invoke(app, given)
    if isinstance(found.exception, CommsenseError):
        return 2, str(found.exception)
    assert found.exception is None or isinstance(found.exception, SystemExit)
    return found.exit_code, found.output


def test_a_model_is_trained_reported_and_in_use(here: Path) -> None:
    code, said = train()
    assert code == 0, said
    assert "acme" in said
    report = here / "models" / "acme-report"
    assert (report / "report.html").is_file()
    assert (here / "models" / "acme" / "README.md").read_bytes() == (
        report / "README.md"
    ).read_bytes()
    assert not (here / "models" / "acme.training").exists()
    (found,) = backends.load("acme").predict([ModelInput("the invoice is wrong", "en")])
    assert found.own["billing"] > found.own["delay"]


def test_labels_without_rhyme_or_reason_are_refused(here: Path) -> None:
    rows = [row(number) | {"own": {"topic": [list(SAID)[number // 2 % 2]]}} for number in range(40)]
    (here / "labels.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    code, said = train()
    assert code == 1
    assert "Not installed" in said
    assert not (here / "models" / "acme").exists()
    assert (here / "models" / "acme-report" / "report.html").is_file()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no labelled row can be used"),
        (b'{"text": "no label at all"}\n' * 20, "labelled for any task"),
        (b'{"id": "1", "own": {"topic": ["delay"]}}\n' * 20, "text"),
        ("\n".join(json.dumps(row(n)) for n in range(9)).encode(), "at least 10"),
        (
            "\n".join(json.dumps(row(2 * n)) for n in range(20)).encode(),
            "same answer",
        ),
        (b'{"text": "caf\xe9", "own": {"topic": ["delay"]}}\n' * 20, "UTF-8"),
    ],
)
def test_what_cannot_be_trained_on_is_told(here: Path, content: bytes, said: str) -> None:
    (here / "labels.jsonl").write_bytes(content)
    code, told = train()
    assert code == 2
    assert said in told
    assert not (here / "models" / "acme").exists()


def test_good_rows_are_learned_from_beside_broken_ones(here: Path) -> None:
    with (here / "labels.jsonl").open("a", encoding="utf-8") as file:
        file.write(
            '\n{"id": "x", "text": "half a row\n{"id": "y", "own": {"topic": ["unknown"]}}\n'
        )
    code, said = train()
    assert code == 0, said
    card = (here / "models" / "acme-report" / "README.md").read_text(encoding="utf-8")
    assert "could not be read" in card


def test_a_full_disk_is_told_and_the_model_before_stays(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert train()[0] == 0
    before = (here / "models" / "acme" / "model.toml").read_bytes()
    from commsense.training.team import installing

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(installing.export, "write", full)
    code, said = train("--force", "--seed", "1")
    assert code == 2
    assert "No space left" in said
    assert (here / "models" / "acme" / "model.toml").read_bytes() == before
    assert list((here / "models" / "acme.training").glob("part-*")), "what was done is kept"


def started(here: Path, target: str) -> subprocess.Popen[bytes]:
    words: Sequence[str] = ("train", "labels.jsonl", "-o", target, "--device", "cpu")
    code = "from commsense.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", code, *words],
        cwd=here,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )


@pytest.mark.skipif(os.name != "posix", reason="kills as POSIX does")
def test_a_killed_run_goes_on_and_ends_the_same(here: Path) -> None:
    killed = started(here, "models/acme")
    work = here / "models" / "acme.training"
    until = time.monotonic() + 120
    while not list(work.glob("part-*.safetensors")) and time.monotonic() < until:
        time.sleep(0.02)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert list(work.glob("part-*.safetensors"))
    assert started(here, "models/acme").wait(180) == 0
    assert started(here, "models/other").wait(180) == 0
    for name in ("encoder.onnx", "en.safetensors", "zh.safetensors"):
        one, other = (here / "models" / model / name for model in ("acme", "other"))
        assert one.read_bytes() == other.read_bytes(), name
