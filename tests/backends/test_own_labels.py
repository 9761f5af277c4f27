"""A team's own labels: in the card, in what a model says, in criteria, from end to end."""

from __future__ import annotations

import csv
import dataclasses
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from own_tasks_made import COPIED, TASKS

from commsense import api, backends
from commsense.assessing import criteria
from commsense.assessment import Prediction
from commsense.backends import Model, ModelInput, own_tasks
from commsense.backends.gpu import network as by_torch
from commsense.backends.heads import LABELS, chances, log_odds
from commsense.backends.own_tasks import OwnTask, choices, labels
from commsense.checking import drafts, earlier
from commsense.conversation import Side
from commsense.errors import ModelError, SettingsError
from commsense.labels import Origin
from commsense.reports import WRITERS
from commsense.reports.wire import thread_record
from commsense.settings import Settings, TeamSettings
from commsense.signals import rows
from commsense.training.folder import EncoderParts

UNHAPPY = "We are very unhappy with the pump."
QUESTION = "When will the pump be ready?"
CRITERION = """
key = "escalations"
title = "Escalations"
why = "They cost."
source = "Our handbook"

[[criteria]]
id = "ES1"
title = "Nothing that escalates"
why = "It is heard above us."
source = "Our handbook, page 9"
level = "message"
how = "The mail has no sentence that escalates."
advice = "Call first."
[criteria.rule]
kind = "absent"
any = ["{label}"]
[[criteria.examples.met]]
text = "The pump is ready."
[[criteria.examples.missed]]
text = "We are very unhappy with the pump."
"""
MAIL = """From: Anna Field <anna@northwind.example>
To: tom@brightline.example
Date: Mon, 2 Mar 2026 10:00:00 +0000
Message-ID: <1@northwind.example>
Subject: Pump

We are very unhappy with the pump.
"""
ANSWER = """From: Tom Reed <tom@brightline.example>
To: anna@northwind.example
Date: Tue, 3 Mar 2026 10:00:00 +0000
Message-ID: <2@brightline.example>
In-Reply-To: <1@northwind.example>
Subject: Re: Pump

Hello Anna,

We are very unhappy with the gate.
"""


@pytest.fixture(scope="module")
def folder(make_model: Callable[[str], Path]) -> Path:
    return make_model("cascade-own")


@pytest.fixture(scope="module")
def model(folder: Path) -> Model:
    return backends.load(str(folder))


def house(place: Path, label: str = "own:escalation_risk") -> Path:
    place.write_text(CRITERION.format(label=label), encoding="utf-8")
    return place


def settings(folder: Path, *practices: Path) -> Settings:
    team = TeamSettings(domains=("brightline.example",))
    return Settings(model=str(folder), practices=practices, team=team)


def test_labels_stand_after_the_built_in_ones(folder: Path, model: Model) -> None:
    assert tuple(model.own_tasks) == ("topic", "signs")
    assert tuple(model.own_tasks.values()) == TASKS
    assert backends.own_labels(str(folder)) == labels(TASKS)
    assert backends.own_labels("default") == ()
    card = (folder / "model.toml").read_text(encoding="utf-8")
    assert '[[tasks]]\nname = "topic"' in card


def test_a_label_is_as_likely_as_what_it_was_learned_from(
    make_model: Callable[[str], Path],
) -> None:
    linear = backends.load(str(make_model("linear-own")))
    for found in linear.predict([ModelInput(UNHAPPY, "en"), ModelInput(QUESTION, "en")]):
        assert found.own["escalation_risk"] == pytest.approx(found.acts["concern"])
        assert found.own["price_talk"] == found.own["升级"] == pytest.approx(0.0067, abs=1e-4)


def test_built_in_labels_are_read_as_without_own_ones(
    model: Model, make_model: Callable[[str], Path]
) -> None:
    plain = backends.load(str(make_model("cascade")))
    given = [ModelInput(UNHAPPY, "en", Side.CLIENT), ModelInput("水泵又坏了", "zh")]
    for one, other in zip(model.predict(given), plain.predict(given), strict=True):
        assert other.own == {}
        for ours, theirs in ((one.acts, other.acts), (one.sentiment, other.sentiment)):
            assert ours == pytest.approx(theirs, abs=1e-6)


def test_an_archive_loses_no_own_label(model: Model) -> None:
    found, said = (
        model.skim([ModelInput(UNHAPPY, "en")]),
        model.predict([ModelInput(UNHAPPY, "en")]),
    )
    assert found[0].own["escalation_risk"] > 0.4
    assert found[0].own == pytest.approx(said[0].own, abs=1e-6)


def test_the_torch_network_has_the_rows_of_own_labels(
    make_own_encoder: Callable[[], tuple[object, EncoderParts]],
) -> None:
    parts = make_own_encoder()[1]
    count = len(LABELS) + len(labels(TASKS))
    made = by_torch(parts.weights, parts.attention_heads, count)
    assert made.labels.out_features == count
    assert not made.labels.weight[len(LABELS) :].any()
    with pytest.raises(ModelError, match="expected outputs of"):
        by_torch(parts.weights, parts.attention_heads)


def test_one_of_several_values_sums_to_one() -> None:
    values = np.random.default_rng(0).normal(size=(5, len(LABELS) + 6))
    odds, found = log_odds(values, TASKS), chances(values, TASKS)
    assert choices(TASKS) == (slice(0, 3), slice(27, 30))
    assert found[:, 27:30].sum(axis=1) == pytest.approx(np.ones(5))
    assert np.array_equal(found[:, :27], chances(values)[:, :27])
    assert np.array_equal(odds[:, :27], log_odds(values)[:, :27])
    assert np.array_equal(odds[:, 30:], values[:, 30:])
    rest = np.log(np.exp(values[0, 28:30]).sum())
    assert odds[0, 27] == pytest.approx(values[0, 27] - rest)


def table(**changes: object) -> dict[str, object]:
    task = {"name": "signs", "values": ["risk"], "several": True} | changes
    values = task["values"] if isinstance(task["values"], list) else []
    return {"labels": [*LABELS, *values], "tasks": [task]}


@pytest.mark.parametrize(
    ("card", "said"),
    [
        ({"labels": [*LABELS, "risk"]}, "expected the labels"),
        ({"labels": list(LABELS[1:])}, "expected the labels"),
        ({**table(), "labels": list(LABELS)}, "expected the labels"),
        ({**table(), "tasks": {"name": "signs"}}, "expected tables"),
        (table(values=[]), "tasks"),
        (table(values="risk"), "tasks"),
        (table(values=["Risk"]), "lower case"),
        (table(values=["a b"]), "lower case"),
        (table(name="9"), "lower case"),
        (table(several="no"), "several"),
        (table(values=["concern"]), "concern is a label more than once"),
        (table(values=["risk", "risk"]), "risk is a label more than once"),
        (table(spans=True), "expected tables"),
    ],
)
def test_a_card_out_of_form(card: dict[str, object], said: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=said) as caught:
        own_tasks.read(tmp_path, card)
    assert str(tmp_path) in str(caught.value)


def test_a_card_in_form(tmp_path: Path) -> None:
    card = table(values=["risk", "升级", "price-talk"])
    assert own_tasks.read(tmp_path, card) == (OwnTask("signs", ("risk", "升级", "price-talk")),)
    assert own_tasks.read(tmp_path, {"labels": list(LABELS)}) == ()


@pytest.mark.parametrize("table_name", ["blend", "gate"])
def test_an_own_label_without_its_weights(folder: Path, tmp_path: Path, table_name: str) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    card = tmp_path / "model.toml"
    head, title, rest = card.read_text(encoding="utf-8").partition(f"[languages.en.{table_name}]")
    lines = [line for line in rest.splitlines() if not line.startswith("price_talk")]
    card.write_text(head + title + "\n".join(lines), encoding="utf-8")
    with pytest.raises(ModelError, match="price_talk"):
        backends.load(str(tmp_path))


def test_rows_answer_with_own_labels(model: Model) -> None:
    given = [rows.read({"id": i, "text": t}, "row") for i, t in enumerate((UNHAPPY, QUESTION))]
    unhappy, question = rows.answer(given, model)
    assert "escalation_risk" in unhappy["own_labels"]  # type: ignore[operator]
    assert "billing" in question["own_labels"]  # type: ignore[operator]
    assert set(question["own"]) == set(labels(TASKS))  # type: ignore[call-overload]


def test_a_model_without_own_labels_answers_as_before(make_model: Callable[[str], Path]) -> None:
    plain = backends.load(str(make_model("linear")))
    (found,) = rows.answer([rows.read({"id": 1, "text": QUESTION}, "row")], plain)
    assert list(found) == [
        "id", "sentiment", "acts", "act_labels", "flags", "unsure", "jargon",
    ]  # fmt: skip


def test_a_draft_is_checked_for_what_the_team_taught(folder: Path, tmp_path: Path) -> None:
    own = house(tmp_path / "house.toml")
    draft = drafts.of_text(f"Hello Anna,\n\n{UNHAPPY} I will send the plan.\n")
    check = api.check(draft, earlier.of_text(MAIL), settings(folder, own), date(2026, 3, 3))
    (comment,) = [each for each in check.comments if each.criterion == "ES1"]
    assert check.draft.source[comment.start : comment.end] == UNHAPPY
    without = api.check(draft, earlier.of_text(MAIL), settings(folder), date(2026, 3, 3))
    assert not [each for each in without.comments if each.criterion == "ES1"]


def test_an_archive_is_scored_by_what_the_team_taught(folder: Path, tmp_path: Path) -> None:
    own = house(tmp_path / "house.toml")
    for name, text in (("1.eml", MAIL), ("2.eml", ANSWER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    mails = [tmp_path / "1.eml", tmp_path / "2.eml"]
    found = api.score(mails, settings(folder, own))
    (thread,) = found.threads
    (finding,) = [each for each in thread.findings if each.criterion == "ES1"]
    assert (finding.verdict.value, finding.message) == ("missed", thread.messages[1].message.id)
    assert finding.evidence[0].text == "We are very unhappy with the gate."
    record = json.loads(json.dumps(thread_record(thread)))
    signals = record["messages"][0]["sentences"][0]["signals"]
    own_signals = [each for each in signals if each["kind"] == "own"]
    assert {"escalation_risk"} <= {each["label"] for each in own_signals}
    assert {each["origin"] for each in own_signals} == {Origin.MODEL.value}
    for name in ("html", "csv"):
        WRITERS[name].write(found, tmp_path / "report", "en")
    page = (tmp_path / "report" / "report.html").read_text(encoding="utf-8")
    assert '<span class="tag">escalation_risk</span>' in page
    (sheet,) = (tmp_path / "report").rglob("sentences.csv")
    with sheet.open(encoding="utf-8-sig", newline="") as lines:
        cells = {row["text"]: row["own"].split("; ") for row in csv.DictReader(lines)}
    assert "escalation_risk" in cells[UNHAPPY]


@pytest.mark.parametrize("label", ["own:price-war", "own:涨价", "own:billing2"])
def test_a_criterion_that_names_what_nobody_taught(
    folder: Path, tmp_path: Path, label: str
) -> None:
    own = house(tmp_path / "house.toml", label)
    with pytest.raises(SettingsError, match=rf"house\.toml: ES1: .*{label}.*own:escalation_risk"):
        api.check(drafts.of_text(UNHAPPY), (), settings(folder, own), date(2026, 3, 3))
    with pytest.raises(SettingsError, match=label):
        criteria((own,), (), ())


@pytest.mark.parametrize("label", ["own:升级", "own:price-talk", "own:a1_b"])
def test_a_criterion_may_name_any_label_that_was_taught(tmp_path: Path, label: str) -> None:
    own = house(tmp_path / "house.toml", label)
    found = criteria((own,), (), (label.removeprefix("own:"),))
    assert found.practice_of["ES1"] == "escalations"


@pytest.mark.parametrize("label", ["own:", "own:9", "own:a b", "own:" + "a" * 41])
def test_a_criterion_with_no_name_of_a_label(tmp_path: Path, label: str) -> None:
    with pytest.raises(SettingsError, match="no label"):
        criteria((house(tmp_path / "house.toml", label),), (), (label.removeprefix("own:"),))


def test_what_was_said_of_a_sentence_has_no_own_labels_by_default() -> None:
    assert Prediction({}, {}, {}).own == {}
    assert [each.name for each in dataclasses.fields(Prediction)][-1] == "own"
    assert set(COPIED) < set(labels(TASKS))
