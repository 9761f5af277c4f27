from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from commsense import api
from commsense.assessment import Assessment
from commsense.cli import options
from commsense.errors import InputError
from commsense.labels import Status
from commsense.reports import wire
from commsense.settings import Settings


@pytest.fixture(scope="module")
def sample(root: Path) -> Assessment:
    folder = root / "data" / "sample"
    return api.score([folder], options.settings(folder / "commsense.toml"), workers=1)


def test_everything_in_the_sample_is_scored_or_listed(sample: Assessment) -> None:
    summary = sample.summary
    assert [thread.messages for thread in sample.threads]
    assert summary.messages == sum(len(thread.messages) for thread in sample.threads)
    assert (summary.duplicates, summary.automatic) == (1, 1)
    assert [Path(item.place.path).name for item in summary.skipped] == ["README.md"]
    assert [client.name for client in summary.clients] == [
        "Harbour Clinic",
        "Northwind Logistics",
        "远山纺织",
    ]


def test_both_languages_are_read(sample: Assessment) -> None:
    assert set(sample.summary.languages) == {"en", "zh"}


def test_each_piece_of_evidence_stands_in_its_message(sample: Assessment) -> None:
    texts = {
        (read.message.id, sentence.number): sentence.text
        for thread in sample.threads
        for read in thread.messages
        for sentence in read.sentences
    }
    findings = [f for thread in sample.threads for f in thread.findings]
    assert findings
    for finding in (*findings, *sample.summary.findings):
        for evidence in finding.evidence:
            assert evidence.text
            assert texts[evidence.message, evidence.sentence].startswith(evidence.text)
            assert 0 <= evidence.start <= evidence.end <= len(evidence.text)


def test_sentences_lie_where_they_say(sample: Assessment) -> None:
    for thread in sample.threads:
        for read in thread.messages:
            for sentence in read.sentences:
                inside = read.message.text[sentence.start : sentence.end]
                assert "".join(inside.split()) == "".join(sentence.text.split())


def test_a_question_that_nobody_answered_stays_open(sample: Assessment) -> None:
    found = [
        concern
        for thread in sample.threads
        for concern in thread.concerns
        if "route planner be ready" in concern.text
    ]
    assert [concern.status for concern in found] == [Status.OPEN]


@pytest.mark.parametrize("workers", [1, 2])
def test_the_same_bytes_whatever_the_number_of_workers(
    sample: Assessment, root: Path, tmp_path: Path, workers: int
) -> None:
    folder = root / "data" / "sample"
    settings = options.settings(folder / "commsense.toml")
    again = api.score([folder], settings, workers=workers)
    (first,) = wire.write(sample, tmp_path / "first", "en")
    (second,) = wire.write(again, tmp_path / "second", "en")
    assert first.read_bytes() == second.read_bytes()


def test_no_socket_is_opened(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    assert api.score([root / "data" / "sample" / "notes"], workers=1).summary.messages == 6


def test_a_folder_without_messages_is_an_error_that_says_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    with pytest.raises(InputError, match=r"(?s)picture\.png.*Accepted"):
        api.score([tmp_path])


def test_a_client_that_does_not_occur_is_an_error(root: Path) -> None:
    settings = options.settings(None, clients=["nobody.example"])
    with pytest.raises(InputError, match=r"nobody\.example"):
        api.score([root / "data" / "sample"], settings)


def test_predict_answers_every_row_in_order() -> None:
    rows = [
        {"id": "a", "text": "Could you send the revised quote by Friday?", "side": "client"},
        {"id": "b", "text": "麻烦周五前把报价更新一下。", "language": "zh"},
        {"id": "c", "text": "We must leverage synergies.", "language": "en", "side": "team"},
    ]
    answers = list(api.predict(rows))
    assert [answer["id"] for answer in answers] == ["a", "b", "c"]
    for answer in answers:
        scores = answer["sentiment"]["scores"]  # type: ignore[index]
        assert sum(scores.values()) == pytest.approx(1, abs=0.001)
        assert set(answer["act_labels"]) <= set(answer["acts"])  # type: ignore[call-overload]
    assert "request" in answers[0]["act_labels"]  # type: ignore[operator]
    assert [j["term"] for j in answers[2]["jargon"]] == ["leverage", "synergies"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ({"id": "a"}, "text"),
        ({"text": "Hello."}, "id"),
        ({"id": "a", "text": "Bonjour.", "language": "fr"}, "language"),
        ({"id": "a", "text": "Hello.", "side": "vendor"}, "side"),
        ({"id": "a", "text": "Hello.", "context": "Hi"}, "context"),
    ],
)
def test_predict_names_what_is_wrong_and_goes_on(row: dict[str, object], named: str) -> None:
    bad, good = api.predict([row, {"id": "z", "text": "The build is attached."}])
    assert named in str(bad["error"])
    assert good["id"] == "z"
    assert "error" not in good


def test_track_follows_the_rows_of_the_docs(root: Path) -> None:
    page = (root / "docs" / "machine-interface.md").read_text(encoding="utf-8")
    blocks = [json.loads(part.split("```")[0]) for part in page.split("```json")[1:]]
    (predicted,) = api.predict(blocks[:1])
    (tracked,) = api.track(blocks[1:])
    assert "error" not in predicted
    assert [c["kind"] for c in tracked["concerns"]] == ["question"]  # type: ignore[attr-defined]


def test_the_settings_page_shows_every_key(root: Path) -> None:
    import tomllib

    from commsense import settings

    page = (root / "docs" / "settings.md").read_text(encoding="utf-8")
    shown = tomllib.loads(page.split("```toml")[1].split("```")[0])
    settings.check(shown, "docs/settings.md")
    assert set(shown) == set(Settings.model_fields)
    assert set(shown["standards"]) == set(settings.Standards.model_fields)
    assert set(shown["check"]) == set(settings.CheckSettings.model_fields)
    assert set(shown["limits"]) == set(settings.Limits.model_fields)
    assert set(shown["columns"]) == set(settings.Columns.model_fields)
    assert set(shown["clients"][0]) == set(settings.ClientSettings.model_fields)
    assert set(shown["team"]) == set(settings.TeamSettings.model_fields)


def test_nothing_is_looked_for_in_what_a_program_wrote(sample: Assessment) -> None:
    messages = [read for thread in sample.threads for read in thread.messages]
    (automatic,) = [read for read in messages if read.message.automatic]
    assert automatic.sentences
    assert not any(sentence.assessed or sentence.signals for sentence in automatic.sentences)
    assert sample.summary.sentences == sum(
        len(read.sentences) for read in messages if read is not automatic
    )
