"""The addresses of labelling."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from commsense.errors import InputError, SettingsError
from commsense.labelling import reading, scheme
from commsense.web import access
from commsense.web.labelling import Assignment, Labelling, prepare

HOME = "/api/v1/labelling"
ROWS = (
    {"id": "1", "text": "When does the ETL 🙂 work again?", "side": "client", "context": ["Hi."]},
    {"id": "2", "text": "我们会尽快处理。", "side": "team", "client": "北风"},
    {"id": "3", "text": "We will look into it.", "concern": "Who pays?", "status": "none"},
)
OWN = """
[[tasks]]
name = "topic"
values = ["billing", "delay"]
several = false
help = { delay = "later than was said" }
"""
WORDS = "Zanzibar"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS)
    (tmp_path / "tasks.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "labels.toml").write_text(OWN, encoding="utf-8")
    return tmp_path


@pytest.fixture
def labelling(folder: Path) -> Callable[..., Labelling]:
    def prepared(**options: Any) -> Labelling:
        return prepare(Assignment(folder / "tasks.jsonl", **{"overlap": 0.0, **options}))

    return prepared


@pytest.fixture
def desk(asking: Callable[..., TestClient], labelling: Callable[..., Labelling]) -> TestClient:
    return asking(labelling=labelling())


def turn(desk: TestClient, who: str = "Maya", **more: Any) -> dict[str, Any]:
    return dict(desk.post(f"{HOME}/next", json={"annotator": who, **more}).json())


def put(desk: TestClient, key: str, who: str = "Maya", **said: Any) -> Any:
    return desk.put(f"{HOME}/sentences/{key}", json={"annotator": who, **said})


def rows(desk: TestClient) -> list[dict[str, Any]]:
    return [json.loads(line) for line in desk.get("/api/v1/labels.jsonl").text.splitlines()]


def test_a_round_from_the_first_sentence_to_the_file(desk: TestClient, folder: Path) -> None:
    first = turn(desk)["sentence"]
    assert first["context"] == ["Hi."]
    assert (first["language"], first["side"]) == ("en", "client")
    assert first["tasks"] == ["sentiment", "acts", "jargon"]
    said = {
        "labels": {"sentiment": ["neutral"], "acts": ["request", "question", "question"]},
        "spans": [{"start": 14, "end": 17, "kind": "acronym"}],
        "seconds": 3.14,
        "suggested": True,
    }
    told = put(desk, first["key"], **said).json()
    assert told == {
        "total": 3,
        "done": 1,
        "skipped": 0,
        "left": 2,
        "by": [{"name": "Maya", "done": 1}],
    }
    second = turn(desk)["sentence"]
    assert (second["client"], second["tasks"][2]) == ("北风", "flags")
    desk.post(f"{HOME}/sentences/{second['key']}/skip", json={"annotator": "Maya"})
    third = turn(desk)["sentence"]
    assert (third["concern"], third["context"]) == ("Who pays?", [])
    put(desk, third["key"], labels={"concern-status": ["acknowledged"]})
    assert turn(desk)["sentence"] is None
    assert desk.get(f"{HOME}/history", params={"annotator": "Maya"}).json() == [
        {"key": first["key"], "skipped": False},
        {"key": second["key"], "skipped": True},
        {"key": third["key"], "skipped": False},
    ]
    one, other = rows(desk)
    assert one["acts"] == ["question", "request"]
    assert one["jargon"] == said["spans"]
    assert (one["annotator"], one["seconds"], one["suggested"]) == ("Maya", 3.1, True)
    assert (other["concern"], other["status"]) == ("Who pays?", "acknowledged")
    (folder / "back.jsonl").write_bytes(desk.get("/api/v1/labels.jsonl").content)
    read = [
        reading.load([folder / name], scheme.BUILT_IN) for name in ("back.jsonl", "labels.sqlite")
    ]
    assert read[0] == read[1]
    assert not read[0].problems
    assert [row.annotator for row in read[0].rows] == ["Maya", "Maya"]


def test_one_sees_one_s_own_labels_and_nobody_else_s(
    asking: Callable[..., TestClient], labelling: Callable[..., Labelling]
) -> None:
    desk = asking(labelling=labelling(overlap=1.0))
    key = turn(desk)["sentence"]["key"]
    put(desk, key, labels={"sentiment": ["negative"]})
    for who, seen in (("Maya", {"sentiment": ["negative"]}), ("Jonas", None)):
        told = desk.get(f"{HOME}/sentences/{key}", params={"annotator": who}).json()
        assert (told["answer"] and told["answer"]["labels"]) == seen
    assert turn(desk, "Jonas")["sentence"]["key"] == key
    assert turn(desk, "Jonas")["sentence"]["answer"] is None
    assert desk.get(f"{HOME}/history", params={"annotator": "Jonas"}).json() == []


def test_what_is_undone_comes_back_as_it_was(desk: TestClient) -> None:
    key = turn(desk)["sentence"]["key"]
    put(desk, key, labels={"sentiment": ["negative"], "acts": []})
    told = desk.post(f"{HOME}/undo", json={"annotator": "Maya"}).json()
    assert told["sentence"]["key"] == key
    assert told["sentence"]["answer"]["labels"] == {"sentiment": ["negative"], "acts": []}
    assert told["progress"]["done"] == 0
    assert rows(desk) == []
    assert desk.post(f"{HOME}/undo", json={"annotator": "Maya"}).json()["sentence"] is None


def test_the_model_suggests_and_can_be_told_not_to(
    asking: Callable[..., TestClient], labelling: Callable[..., Labelling]
) -> None:
    desk = asking(labelling=labelling())
    assert turn(desk)["sentence"]["suggested"]["labels"]["acts"] == ["question"]
    assert turn(desk, suggestions=False)["sentence"]["suggested"] is None
    silent = asking(labelling=labelling(suggest=False))
    assert turn(silent)["sentence"]["suggested"] is None
    assert silent.get(HOME).json()["suggestions"] is False
    shared = asking(labelling=labelling(overlap=1.0))
    assert turn(shared)["sentence"]["suggested"] is None, "agreement would be the model's"


def test_the_file_s_own_proposals_go_first_unless_a_person_made_them(
    asking: Callable[..., TestClient], folder: Path
) -> None:
    row = {"id": "1", "text": "When?", "side": "client", "acts": ["request"]}
    proposed, said = {"model": "acme"}, {"annotator": "Zoe"}
    for told, seen in ((proposed, ["request"]), ({}, ["request"]), (said, ["question"])):
        file = folder / "other.jsonl"
        file.write_text(json.dumps({**row, **told}), encoding="utf-8")
        desk = asking(labelling=prepare(Assignment(file, overlap=0.0)))
        sentence = turn(desk)["sentence"]
        assert sentence["suggested"]["labels"]["acts"] == seen
        put(desk, sentence["key"], labels={"acts": []})
        (kept,) = rows(desk)
        assert "model" not in kept, "now they are a person's"
        desk.post(f"{HOME}/undo", json={"annotator": "Maya"})


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"labels": {"sentiment": ["sad"]}}, "labels.sentiment"),
        ({"labels": {"sentiment": []}}, "labels.sentiment"),
        ({"labels": {"sentiment": ["neutral", "negative"]}}, "labels.sentiment"),
        ({"labels": {"flags": []}}, "labels"),
        ({"labels": {WORDS: []}}, "labels"),
        ({"labels": {"jargon": ["acronym"]}}, "labels"),
        ({"spans": [{"start": 3, "end": 3, "kind": "acronym"}]}, "spans"),
        ({"spans": [{"start": 0, "end": 33, "kind": "acronym"}]}, "spans"),
        ({"spans": [{"start": 0, "end": 3, "kind": WORDS}]}, "spans"),
        ({"spans": [{"start": -1, "end": 3, "kind": "acronym"}]}, "spans.0.start"),
        ({"seconds": -1}, "seconds"),
        ({"annotator": "  "}, "annotator"),
        ({"annotator": "a\u202eb"}, "annotator"),
        ({"annotator": "x" * 61}, "annotator"),
        ({"more": WORDS}, "more"),
    ],
)
def test_what_the_tasks_do_not_know_is_refused(
    desk: TestClient, said: dict[str, Any], field: str
) -> None:
    key = turn(desk)["sentence"]["key"]
    answer = put(desk, key, **{"annotator": "Maya", **said})
    assert answer.status_code == 422
    assert answer.json()["error"].startswith(f"{field}:")
    assert WORDS not in answer.text
    assert rows(desk) == []


def test_one_person_is_one_name(desk: TestClient) -> None:
    key = turn(desk, "Zoe\u0301  Lind ")["sentence"]["key"]
    assert turn(desk, "Zo\u00e9 Lind")["sentence"]["key"] == key
    assert turn(desk, "Jonas")["sentence"]["key"] != key


def test_own_tasks_stand_first_with_their_help(
    asking: Callable[..., TestClient], labelling: Callable[..., Labelling], folder: Path
) -> None:
    desk = asking(labelling=labelling(scheme=folder / "labels.toml"))
    task = desk.get(HOME, params={"lang": "zh"}).json()["tasks"][0]
    assert (task["name"], task["several"], task["own"]) == ("topic", False, True)
    assert task["labels"][1]["means"] == "later than was said"
    key = turn(desk)["sentence"]["key"]
    put(desk, key, labels={"topic": ["delay"]})
    assert rows(desk)[0]["own"] == {"topic": ["delay"]}


def test_only_some_tasks_are_asked(
    asking: Callable[..., TestClient], labelling: Callable[..., Labelling]
) -> None:
    desk = asking(labelling=labelling(only=("flags",)))
    assert [task["name"] for task in desk.get(HOME).json()["tasks"]] == ["flags"]
    told = turn(desk)
    assert told["sentence"]["text"] == ROWS[1]["text"]
    assert told["progress"]["total"] == 1


def test_what_cannot_be_labelled_is_said_at_the_start(
    labelling: Callable[..., Labelling], folder: Path
) -> None:
    with pytest.raises(SettingsError, match="--task: mood is no task; accepted: sentiment"):
        labelling(only=("mood",))
    with pytest.raises(InputError, match="cannot be read as a file of labels"):
        labelling(labels=folder / "tasks.jsonl")
    (folder / "tasks.jsonl").write_text('{"id": "1"}\n', encoding="utf-8")
    with pytest.raises(InputError, match="no sentence that can be labelled"):
        labelling()


def test_without_sentences_there_is_nothing(web: TestClient) -> None:
    for answer in (
        web.get(HOME),
        web.get("/api/v1/labels.jsonl"),
        web.post(f"{HOME}/next", json={"annotator": "Maya"}),
        web.get(f"{HOME}/history", params={"annotator": "Maya"}),
        web.get(f"{HOME}/sentences/abc", params={"annotator": "Maya"}),
    ):
        assert answer.status_code == 404
        assert "--label" in answer.json()["error"]
    assert web.get("/api/v1/interface").json()["labelling"] is False


def test_a_sentence_that_is_not_there(desk: TestClient) -> None:
    assert put(desk, "0" * 20).status_code == 404
    answer = desk.post(f"{HOME}/sentences/{'0' * 20}/skip", json={"annotator": "Maya"})
    assert answer.status_code == 404


def test_a_file_that_is_gone_bad_is_the_server_s_trouble(desk: TestClient, folder: Path) -> None:
    (folder / "labels.sqlite").write_bytes(b"no database" * 100)
    answer = desk.post(f"{HOME}/next", json={"annotator": "Maya"})
    assert answer.status_code == 503
    assert "--labels" in answer.json()["error"]


@pytest.fixture
def changing(desk: TestClient) -> Iterator[Callable[..., list[int]]]:
    """Tries all that changes something, and gives the statuses."""
    key = turn(desk)["sentence"]["key"]

    def tried(**options: Any) -> list[int]:
        asked = {"annotator": "Maya"}
        return [
            desk.request(method, f"{HOME}/{path}", json=asked, **options).status_code
            for method, path in (
                ("POST", "next"),
                ("POST", "undo"),
                ("PUT", f"sentences/{key}"),
                ("POST", f"sentences/{key}/skip"),
            )
        ]

    return tried


def test_foreign_pages_and_forms_change_nothing(changing: Callable[..., list[int]]) -> None:
    for headers in (
        {"X-Commsense": "0"},
        {"Origin": "https://evil.example"},
        {"Origin": "moz-extension://0a1b2c3d"},
        {"Host": "evil.example"},
    ):
        assert changing(headers=headers) == [403] * 4
    assert changing(headers={"Content-Type": "text/plain"}) == [415] * 4
    assert changing() == [200] * 4


def test_the_token_opens_the_page_of_labelling(
    asking: Callable[..., TestClient], labelling: Callable[..., Labelling]
) -> None:
    allowed = access.of("192.0.2.7", "192.0.2.7", 8600)
    desk = asking(labelling=labelling(), access=allowed)
    desk.base_url = desk.base_url.copy_with(host="192.0.2.7")
    assert desk.get("/label").status_code == 401
    assert desk.get("/api/v1/labels.jsonl").status_code == 401
    answer = desk.get("/label", params={"token": allowed.token})
    assert (answer.status_code, answer.headers["location"]) == (303, "/label")
    assert turn(desk)["sentence"]


def test_no_log_holds_the_words(
    asking: Callable[..., TestClient], folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    file = folder / "tasks.jsonl"
    file.write_text(json.dumps({"id": "1", "text": f"{WORDS} is late."}), encoding="utf-8")
    desk = asking(labelling=prepare(Assignment(file, overlap=0.0)))
    key = turn(desk, WORDS)["sentence"]["key"]
    put(desk, key, WORDS, labels={"acts": [WORDS]})
    put(desk, key, WORDS, labels={"acts": []})
    own = [each for each in caplog.records if not each.name.startswith("httpx")]
    assert WORDS not in "".join(f"{each.getMessage()}{each.exc_text}" for each in own)
