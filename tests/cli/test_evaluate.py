from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

THINGS = (
    "pump",
    "gate",
    "plan",
    "crane",
    "hinge",
    "pipe",
    "drawing",
    "report",
    "valve",
    "motor",
    "mast",
)
ROWS = [
    *(
        {"text": f"When will the {thing} be ready?", "sentiment": "neutral", "acts": ["question"]}
        for thing in THINGS
    ),
    *(
        {"text": f"We are very unhappy that the {thing} is broken.", "sentiment": "negative"}
        for thing in THINGS
    ),
    {"text": "我们对水泵很失望。", "sentiment": "negative", "acts": ["concern"]},
]


def evaluate(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "commsense", "evaluate", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def written(file: Path, rows: list[Any]) -> Path:
    file.parent.mkdir(exist_ok=True)
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return written(tmp_path / "mails.jsonl", ROWS)


@pytest.fixture
def shy(root: Path, tmp_path: Path) -> Path:
    """The shipped model, but it sees a label only where it is nearly certain."""
    shutil.copytree(root / "models/default", tmp_path / "shy")
    card = tmp_path / "shy/model.toml"
    tables = re.split(r"(?m)^(?=\[)", card.read_text(encoding="utf-8"))
    raised = (
        re.sub(r"= 0\.\d+", "= 0.9999", table) if "thresholds]" in table else table
        for table in tables
    )
    card.write_text("".join(raised), encoding="utf-8")
    return tmp_path / "shy"


def test_every_label_is_shown_with_its_counts(data: Path) -> None:
    shown, told = evaluate(data), evaluate(data, "--format", "json")
    assert (shown.returncode, shown.stderr) == (0, "")
    sets = json.loads(told.stdout)["sets"]
    assert [(each["name"], each["language"], each["sentences"]) for each in sets] == [
        ("mails", "en", 22),
        ("mails", "zh", 1),
    ]
    assert "mails · en  22 sentences in 22 threads" in shown.stdout
    labels = {each["label"]: each for each in sets[0]["labels"]}
    assert [labels[name]["true"] for name in ("question", "negative", "neutral")] == [11, 11, 11]
    english = shown.stdout.partition("mails · zh")[0]
    for name, each in labels.items():
        assert re.search(rf"^{name} +{each['true']} +{each['seen']} ", english, re.MULTILINE), name
    assert "macro-F1, acts" in english


def test_json_tells_what_was_measured(data: Path) -> None:
    done = evaluate(data, "--format", "json")
    found = json.loads(done.stdout)
    assert found["model"].startswith("default ")
    assert (found["against"], found["differences"], found["errors"]) == ("", [], [])
    question = next(each for each in found["sets"][0]["labels"] if each["label"] == "question")
    assert question["f1"]["low"] <= question["f1"]["value"] <= question["f1"]["high"]
    assert question["recall"]["value"] > 0.5


def test_two_models_are_compared_on_the_same_sentences(data: Path, shy: Path) -> None:
    told = evaluate(data, "--against", shy, "--format", "json")
    found = json.loads(told.stdout)
    acts = next(each for each in found["differences"] if each["group"] == "acts")
    assert (acts["name"], acts["language"]) == ("mails", "en")
    assert acts["gain"]["low"] > 0
    assert acts["chance"] < 0.05
    other = json.loads(evaluate(data, "--model", shy, "--format", "json").stdout)
    means = [each["sets"][0]["means"]["acts"]["value"] for each in (found, other)]
    assert acts["gain"]["value"] == pytest.approx(means[0] - means[1])


def test_a_model_against_itself_is_not_better(data: Path) -> None:
    done = evaluate(data, "--against", "default")
    assert done.returncode == 0, done.stderr
    assert "mails · en · acts: +0.000 (+0.000 to +0.000)" in done.stdout
    assert "not better in 100.0% of draws" in done.stdout


def test_a_bad_row_is_named_while_the_rest_is_measured(tmp_path: Path) -> None:
    rows = [*ROWS[:3], ROWS[3] | {"acts": ["wish"]}, "not json", ROWS[4]]
    done = evaluate(written(tmp_path / "mails.jsonl", rows))
    assert done.returncode == 0
    assert "4 sentences" in done.stdout
    for words in ("line 4: acts: found 'wish'", "appreciation", "line 5: is not JSON"):
        assert words in done.stderr


def test_of_many_bad_rows_the_first_are_named_and_all_counted(tmp_path: Path) -> None:
    done = evaluate(written(tmp_path / "mails.jsonl", [ROWS[0], *["nothing"] * 40]))
    assert done.returncode == 0
    assert "line 2:" in done.stderr
    assert len(done.stderr.splitlines()) < 10
    named = len(re.findall(r"line \d+:", done.stderr))
    assert f"and {40 - named} more rows" in done.stderr


def test_files_of_the_same_name_are_measured_apart(tmp_path: Path) -> None:
    one = written(tmp_path / "a/mails.jsonl", ROWS[:3])
    other = written(tmp_path / "b/mails.jsonl", ROWS[3:8])
    found = json.loads(evaluate(one, other, "--format", "json").stdout)["sets"]
    assert [each["sentences"] for each in found] == [3, 5]
    assert len({each["name"] for each in found}) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "pdf"], ["--format", "'pdf'", "text, json"]),
        (["--model", "/no/such/model"], ["/no/such/model", "default"]),
        (["--against", "/no/such/model"], ["/no/such/model", "default"]),
        (["/no/such.jsonl"], ["/no/such.jsonl", "cannot be read"]),
        (["--colour"], ["--colour"]),
    ],
)
def test_what_a_user_can_mend_ends_with_2_and_words(
    data: Path, words: list[str], said: list[str]
) -> None:
    done = evaluate(data, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    for each in said:
        assert each in done.stderr


@pytest.mark.parametrize("rows", [[], ["nothing"], [{"text": "No labels at all."}]])
def test_a_file_that_holds_nothing_to_use_ends_with_2(tmp_path: Path, rows: list[Any]) -> None:
    done = evaluate(written(tmp_path / "mails.jsonl", rows))
    assert (done.returncode, done.stdout) == (2, "")
    assert "mails.jsonl: holds no labelled sentence" in done.stderr
