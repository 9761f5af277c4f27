from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from commsense.training import tasks, vectors
from commsense.training.cues import arrays
from commsense.training.lessons import bare


def stored(folder: Path, name: str, rows: list[object]) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    table = [
        {"language": "en", "file": "a.gz", "field": "wish", "values": [True]},
        {"language": "en", "file": "b.gz", "field": "tone", "above": 0.5, "below": -0.5},
        {"language": "en", "file": "c.gz", "field": "votes", "values": ["ASK"]},
    ]
    monkeypatch.setattr(tasks, "_table", lambda: table)
    monkeypatch.setattr(tasks, "_LEAST", 1)
    stored(
        tmp_path, "a.gz", [{"text": "Send the report", "wish": True}, {"text": "Hm", "wish": False}]
    )
    stored(tmp_path, "b.gz", [{"text": "Rude", "tone": -1}, {"text": "Kind", "tone": 1}])
    turns = [
        {"utterances": ["Who", "knows?"], "votes": {"ASK": 3, "NONE": 1}},
        {"utterances": ["I do."], "votes": {"ASK": 1, "NONE": 3}},
    ]
    stored(tmp_path, "c.gz", [{"turns": turns}])
    return tmp_path


def test_each_value_is_a_task(data: Path) -> None:
    found = {task.name: (task.texts, task.carries) for task in tasks.read(data, "en", frozenset())}
    assert found["a.gz True"] == (("Send the report", "Hm"), (True, False))
    assert found["b.gz above"] == (("Rude", "Kind"), (False, True))
    assert found["b.gz below"] == (("Rude", "Kind"), (True, False))
    assert found["c.gz ASK"] == (("Who knows?", "I do."), (True, False))


def test_texts_that_are_known_are_left_out(data: Path) -> None:
    known = frozenset({bare("SEND the report!")})
    found = [task for task in tasks.read(data, "en", known) if task.name.startswith("a.gz")]
    assert found == []


def test_another_language_has_other_tasks(data: Path) -> None:
    assert tasks.read(data, "zh", frozenset()) == []


def test_words_of_one_use_have_near_vectors() -> None:
    texts = [f"the {thing} is {state}" for thing in ("pump", "gate") for state in "abc"] * 30
    texts += [f"we {deed} on monday" for deed in ("met", "spoke", "talked")] * 30
    words, found = vectors.learn(texts, "en", 0)
    place = {bucket: row for row, bucket in enumerate(words.tolist())}
    pump, gate, met = (
        found[place[vectors.single_words([word], "en").buckets.tolist()[1]]]
        for word in ("pump", "gate", "met")
    )
    assert pump @ gate > 0.9 > abs(pump @ met)


def test_every_cue_phrase_can_be_seen() -> None:
    for language in ("en", "zh"):
        phrases, lists = arrays(language)
        assert len(phrases) == len(lists) > 1000
        assert (lists[:, 0] >= 0).all()
