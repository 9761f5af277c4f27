"""Tuning an encoder on a team's labels, on small random encoders of Hugging Face's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from team_rows import SCHEME, TOPIC, topics

from commsense import backends
from commsense.backends import ModelInput
from commsense.labelling.row import Row, Span
from commsense.labelling.scheme import BUILT_IN, CONCERN_STATUS, JARGON
from commsense.training.team import columns, material, methods, run, seeing, start, tune
from commsense.training.team.run import Wish
from hub_made import ARCHITECTURES, written


def silent(what: str, done: int, of: int) -> None:
    assert what
    assert done >= 0 <= of


@pytest.fixture(scope="module")
def bert(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written("bert", tmp_path_factory.mktemp("bert"))


@pytest.fixture
def course(bert: Path) -> dict[str, object]:
    base = start.begin(str(bert), SCHEME)
    found = material.gather(topics(48), [TOPIC])
    laid = seeing.readings(found.lessons, base.layout)
    return {
        "network": base.network,
        "laid": laid,
        "taught": found.lessons,
        "columns": columns.columns(found.lessons, base.labels),
        "tasks": found.tasks,
        "groups": [each.group for each in found.lessons],
        "before": seeing.see(base.network, laid, base.layout.pad, "cpu"),
        "pad": base.layout.pad,
        "device": "cpu",
    }


FAST = replace(tune.FINETUNE, epochs=4, rate=2e-3, head_rate=2e-2, back=0.0)


def loss(network: object, course: dict[str, object]) -> float:
    seen = seeing.see(network, course["laid"], course["pad"], "cpu")
    places = course["columns"].of(TOPIC)
    scores = torch.from_numpy(seen.scores[:, places])
    truth = torch.from_numpy(course["columns"].truth[:, places].argmax(1))
    return float(torch.nn.functional.cross_entropy(scores, truth))


@pytest.mark.parametrize("contrast", [0.0, 1.0])
def test_it_learns_and_leaves_the_base_as_it_was(
    course: dict[str, object], tmp_path: Path, contrast: float
) -> None:
    before = {n: p.clone() for n, p in course["network"].state_dict().items()}
    options = replace(FAST, contrast=contrast, epochs=10)
    tuned = tune.tune(**course, options=options, checkpoint=tmp_path / "a")
    assert loss(tuned, course) < loss(course["network"], course) - 0.1
    for name, each in course["network"].state_dict().items():
        assert torch.equal(each, before[name]), name
    words = "encoder.embeddings.word_embeddings.weight"
    assert torch.equal(tuned.state_dict()[words], before[words])


def test_a_killed_run_ends_as_one_that_was_not(course: dict[str, object], tmp_path: Path) -> None:
    whole = tune.tune(**course, options=FAST, checkpoint=tmp_path / "whole")

    class Killed(Exception):
        pass

    steps = iter(range(1000))

    def step(_: int) -> None:
        if next(steps) == 3:  # in the second epoch
            raise Killed

    with pytest.raises(Killed):
        tune.tune(**course, options=FAST, checkpoint=tmp_path / "cut", step=step)
    assert (tmp_path / "cut").exists()
    resumed = tune.tune(**course, options=FAST, checkpoint=tmp_path / "cut")
    for name, each in whole.state_dict().items():
        assert torch.equal(each, resumed.state_dict()[name]), name


def test_what_is_not_trained_stays_near_the_base(course: dict[str, object], tmp_path: Path) -> None:
    others = list(range(27))

    def moved(keep: float) -> float:
        options = replace(FAST, keep=keep, rate=1e-3, epochs=8)
        tuned = tune.tune(**course, options=options, checkpoint=tmp_path / str(keep))
        seen = seeing.see(tuned, course["laid"], course["pad"], "cpu")
        return float(np.abs(seen.scores[:, others] - course["before"].scores[:, others]).mean())

    assert moved(100.0) < 0.9 * moved(0.0)


def test_it_stops_when_the_part_held_back_gets_no_better(
    course: dict[str, object], tmp_path: Path
) -> None:
    seen: list[int] = []
    options = replace(FAST, epochs=60, rate=5e-2, back=0.3, patience=1)
    tune.tune(**course, options=options, checkpoint=tmp_path / "a", step=seen.append)
    assert sum(seen) < 40 * len(course["taught"])


@pytest.mark.parametrize("architecture", sorted(ARCHITECTURES))
def test_any_encoder_is_trained_and_served(architecture: str, tmp_path: Path) -> None:
    base = written(architecture, tmp_path / "base")
    wish = Wish(str(base), ("topic",), tmp_path / "acme", device="cpu", force=True)
    outcome = run.run(topics(30), SCHEME, wish, {}, silent)
    assert outcome.base == str(base)
    model = backends.load(str(tmp_path / "acme"))
    (found,) = model.predict([ModelInput("the invoice of the portal is wrong", "en")])
    assert set(found.own) >= set(TOPIC.values)
    assert found.acts.keys() == set(BUILT_IN["acts"].values)


def test_all_tasks_are_tuned_together(bert: Path, tmp_path: Path) -> None:
    rows = [
        replace(
            row,
            labels={**row.labels, "sentiment": (("negative", "neutral")[n % 2],)},
            spans=(Span(0, 3, "acronym"),) if n % 3 else (),
        )
        for n, row in enumerate(topics(24))
    ]
    rows += [
        Row(
            id=f"p{n}",
            text=f"it is done now {n}" if n % 2 else f"we will look at it {n}",
            labels={CONCERN_STATUS: ("resolved" if n % 2 else "acknowledged",)},
            language="en",
            context=("the login fails",),
            thread=f"p{n // 2}",
        )
        for n in range(12)
    ]
    wish = Wish(str(bert), (), tmp_path / "acme", method=methods.FINETUNE, device="cpu", force=True)
    outcome = run.run(rows, SCHEME, wish, {}, silent)
    assert {each.task for each in outcome.tasks} == {"sentiment", JARGON, CONCERN_STATUS, "topic"}
    model = backends.load(str(tmp_path / "acme"))
    (told,) = model.relate([ModelInput("it is done now", "en", context=("the login fails",))])
    assert sum(told.values()) == pytest.approx(1)
