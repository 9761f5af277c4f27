from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from importlib.resources import files as resources
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from commsense.cli.commands import app
from commsense.errors import InputError, SettingsError
from commsense.labelling.checks.result import Level
from commsense.labelling.findings import leakage
from label_things import THINGS

Rows = list[dict[str, Any]]


def labelled(who: str, number: int = 72) -> Rows:
    said = {
        "negative": "We are very unhappy that the {} number {} is broken.",
        "neutral": "When will the {} number {} be ready?",
        "positive": "Great work on the {} number {}, thank you.",
    }
    rows: Rows = []
    for place in range(number):
        label, text = list(said.items())[place % 3]
        rows.append(
            {
                "id": f"s{place}",
                "text": text.format(THINGS[place % 12], place),
                "language": "en",
                "thread": f"t{place // 6}",
                "annotator": who,
                "sentiment": label,
                "acts": ["question"] if label == "neutral" else [],
            }
        )
    return rows


def written(folder: Path, name: str, rows: Rows) -> Path:
    file = folder / name
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["labels", "check", *map(str, words)])


def told(*words: object) -> dict[str, Any]:
    result = run(*words, "--format", "json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def task(report: Mapping[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in report["tasks"] if each["task"] == name)


def test_two_who_agree_can_train(tmp_path: Path) -> None:
    anna = written(tmp_path, "anna.jsonl", labelled("anna"))
    ben = written(tmp_path, "ben.jsonl", labelled("ben"))
    report = told(anna, ben)
    assert report["rows"] == 144
    assert report["sentences"] == 72
    found = task(report, "sentiment")
    assert found["verdict"]["level"] == "ready"
    assert found["agreement"]["alpha"]["value"] == pytest.approx(1)
    assert task(report, "flags")["verdict"]["level"] == "nothing"
    text = run(anna, ben).stdout
    assert "sentiment: can be trained on" in text
    assert "flags" not in text


def test_two_who_differ_agree_first_and_see_where(tmp_path: Path) -> None:
    ben = labelled("ben")
    for row in ben[::2]:
        row["sentiment"] = "neutral"
    anna = written(tmp_path, "anna.jsonl", labelled("anna"))
    text = run(anna, written(tmp_path, "ben.jsonl", ben)).stdout
    assert "sentiment: agree first on: " in text
    assert "ben.jsonl row 1 [s0]" in text
    assert "anna: negative | ben: neutral" in text


def test_a_planted_error_is_named_with_its_row(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    rows = labelled("anna", 240)
    rows[37]["sentiment"] = "negative"
    report = told(written(tmp_path, "anna.jsonl", rows))
    first = task(report, "sentiment")["suspects"]["first"][0]
    assert first["place"] == {"file": "anna.jsonl", "number": 38, "id": "s37"}
    assert (first["given"], first["suggested"]) == (["negative"], ["neutral"])


def test_the_same_again_for_the_same_seed(tmp_path: Path) -> None:
    anna, ben = labelled("anna"), labelled("ben")
    ben[0]["sentiment"] = ben[4]["sentiment"] = "positive"
    paths = [written(tmp_path, "a.jsonl", anna), written(tmp_path, "b.jsonl", ben)]
    assert told(*paths) == told(*paths)
    high = {
        seed: task(told(*paths, "--seed", seed), "sentiment")["agreement"]["alpha"]["low"]
        for seed in (1, 2)
    }
    assert high[1] != high[2]


def test_a_team_s_own_tasks(tmp_path: Path) -> None:
    scheme = tmp_path / "labels.toml"
    scheme.write_text(
        '[[tasks]]\nname = "topic"\nvalues = ["billing", "delay"]\nseveral = false\n',
        encoding="utf-8",
    )
    rows = [
        {"text": f"Sentence number {n} of ours.", "own": {"topic": ["billing"]}} for n in range(60)
    ]
    report = told(written(tmp_path, "own.jsonl", rows), "--scheme", scheme)
    assert task(report, "topic")["verdict"]["level"] == "one_label"


def test_what_leaks_into_the_test_fails_if_asked(tmp_path: Path) -> None:
    train = written(tmp_path, "train.jsonl", labelled("anna"))
    test = written(tmp_path, "test.jsonl", labelled("anna")[:10])
    clean = run(train, "--fail-on", "problem")
    assert clean.exit_code == 0, clean.output
    leaky = run(train, "--test", test, "--fail-on", "problem")
    assert leaky.exit_code == 1
    assert "10 texts stand both in the training rows and in the test rows." in leaky.stdout
    assert run(train, "--test", test).exit_code == 0


def test_files_without_names_are_one_person_s_each(tmp_path: Path) -> None:
    rows = [{k: v for k, v in row.items() if k != "annotator"} for row in labelled("")]
    report = told(written(tmp_path, "one.jsonl", rows), written(tmp_path, "two.jsonl", rows))
    assert task(report, "sentiment")["agreement"]["people"] == 2
    assert [note["kind"] for note in report["notes"]] == ["file_as_person"]


@pytest.mark.parametrize("count", [1, 10])
def test_a_few_rows(tmp_path: Path, count: int) -> None:
    text = run(written(tmp_path, "few.jsonl", labelled("anna", count))).stdout
    assert "sentiment: too few" in text


def test_rows_without_labels(tmp_path: Path) -> None:
    report = told(written(tmp_path, "bare.jsonl", [{"text": "Nobody looked at this."}]))
    assert {each["verdict"]["level"] for each in report["tasks"]} == {"nothing"}
    assert "unlabelled" in [each["kind"] for each in report["findings"]]


@pytest.mark.parametrize("content", ["", "\n\n", "not json\n"])
def test_a_file_that_holds_nothing(tmp_path: Path, content: str) -> None:
    file = tmp_path / "empty.jsonl"
    file.write_text(content, encoding="utf-8")
    error = run(file).exception
    assert isinstance(error, InputError)
    assert "holds no row that can be used" in str(error)
    assert "Accepted" in str(error)


def test_rows_that_cannot_be_used_are_told_and_the_others_checked(tmp_path: Path) -> None:
    rows = labelled("anna")
    rows[3]["sentiment"] = "sad"
    result = run(written(tmp_path, "anna.jsonl", rows), "--fail-on", "problem")
    assert result.exit_code == 1
    assert "1 place could not be used." in result.stdout
    assert "'sad'" in result.stdout


@pytest.mark.parametrize(
    "words", [("--format", "pdf"), ("--fail-on", "all"), ("--lang", "fr")], ids=lambda w: w[0]
)
def test_what_is_not_accepted_says_what_is(tmp_path: Path, words: tuple[str, str]) -> None:
    error = run(written(tmp_path, "a.jsonl", labelled("anna", 3)), *words).exception
    assert isinstance(error, SettingsError)
    assert words[0] in str(error)
    assert "accepted: " in str(error)


def test_the_page_escapes_and_loads_nothing(tmp_path: Path) -> None:
    rows = labelled("<b>anna</b>")
    other = labelled("ben")
    rows[0]["text"] = other[0]["text"] = '<script>alert("x")</script> is what the client wrote'
    other[0]["sentiment"] = "positive"
    page = tmp_path / "report.html"
    paths = [written(tmp_path, "a.jsonl", rows), written(tmp_path, "b.jsonl", other)]
    assert run(*paths, "-o", page).exit_code == 0
    text = page.read_text(encoding="utf-8")
    assert "&lt;script&gt;alert" in text
    assert "<script" not in text
    assert "<b>anna" not in text
    assert "src=" not in text
    assert "http:" not in text
    assert "https:" not in text
    assert "default-src &#39;none&#39;" in text


def test_what_would_steer_a_terminal_is_left_out(tmp_path: Path) -> None:
    rows = labelled("anna\x1b[31m")
    rows[0]["text"] = "\x1b]0;owned\x07 We are very unhappy with this report, you see."
    other = labelled("ben")
    other[0] |= {"text": rows[0]["text"], "sentiment": "positive"}
    paths = [written(tmp_path, "a.jsonl", rows), written(tmp_path, "b.jsonl", other)]
    text = run(*paths).stdout
    assert "\x1b" not in text
    assert "\x07" not in text


def test_in_chinese(tmp_path: Path) -> None:
    anna = written(tmp_path, "anna.jsonl", labelled("anna"))
    text = run(anna, "--lang", "zh").stdout
    assert "这些标注可信吗？" in text
    assert "可以用来训练；两个人标注是否一致尚不清楚" in text
    result = run(anna, "--lang", "zh", "--format", "html")
    assert '<html lang="zh">' in result.stdout


def _texts(language: str) -> dict[str, str]:
    path = resources("commsense.lang").joinpath(language, "labelcheck.toml")
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        f"{section}.{key}.{form}": text
        for section, entries in table.items()
        for key, entry in entries.items()
        for form, text in (entry.items() if isinstance(entry, dict) else [("", entry)])
    }


def test_both_languages_say_the_same_things() -> None:
    english, chinese = _texts("en"), _texts("zh")
    assert list(english) == list(chinese)
    for key, text in english.items():
        blanks = [{b for _, b, _, _ in Formatter().parse(t) if b} for t in (text, chinese[key])]
        assert blanks[0] == blanks[1], key


def test_everything_that_can_be_found_has_words() -> None:
    said = _texts("en")
    assert {f"verdicts.{level.value}." for level in Level} <= set(said)
    assert {f"todo.{level.value}." for level in Level} <= set(said)
    kinds = {key.split(".")[1] for key in said if key.startswith("said.")}
    assert kinds == {key.split(".")[1] for key in said if key.startswith("advice.")}
    folder = Path(leakage.__file__).parent
    code = "".join(file.read_text(encoding="utf-8") for file in folder.glob("*.py"))
    assert all(f'"{kind}"' in code for kind in kinds - {"person"})


def test_a_trained_model_helps(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    rows = labelled("anna", 60)
    rows[7]["sentiment"] = "negative"
    file = written(tmp_path, "anna.jsonl", rows)
    found = task(told(file, "--model", "default", "--device", "cpu"), "sentiment")["suspects"]
    assert found["first"][0]["place"]["id"] == "s7"
    alone = task(told(file), "sentiment")["suspects"]["first"][0]
    assert found["first"][0]["confidence"] != alone["confidence"]
