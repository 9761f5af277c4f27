"""A training from rows to a model folder, on the shipped model and on small random encoders."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from team_rows import SCHEME, TOPIC, topics

from commsense import backends
from commsense.backends import ModelInput
from commsense.errors import InputError, ModelError, SettingsError
from commsense.labelling.row import Row
from commsense.labelling.scheme import BUILT_IN
from commsense.training.team import methods, run
from commsense.training.team.outcome import Outcome
from commsense.training.team.run import Wish

Say = Callable[[str, int, int], None]


def silent(what: str, done: int, of: int) -> None:
    assert what
    assert done >= 0 <= of


def trained(target: Path, rows: list[Row], **wish: object) -> Outcome:
    chosen = Wish("default", ("topic",), target, device="cpu")
    return run.run(rows, SCHEME, replace(chosen, **wish), {}, silent)


@pytest.fixture(scope="module")
def acme(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    target = tmp_path_factory.mktemp("models") / "acme"
    return target, trained(target, topics(90))


def test_a_teams_own_labels_are_learned(acme: tuple[Path, Outcome]) -> None:
    target, outcome = acme
    assert outcome.method == methods.HEADS
    assert not outcome.refused
    (task,) = outcome.tasks
    assert task.accuracy is not None
    assert task.accuracy > 0.7
    assert task.sentences == 90
    names = {"TF-IDF with logistic regression", "guessing as often"}
    assert {each.other for each in task.versus} == names
    assert not target.with_name("acme.old").exists()


def test_the_model_gives_their_chances(acme: tuple[Path, Outcome]) -> None:
    model = backends.load(str(acme[0]))
    said = {
        "billing": ModelInput("the invoice of the portal is wrong", "en"),
        "delay": ModelInput("our server is two weeks late again", "en"),
        "praise": ModelInput("谢谢，our server很好用", "zh"),
    }
    for label, found in zip(said, model.predict(list(said.values())), strict=True):
        own = {name: found.own[name] for name in TOPIC.values}
        assert max(own, key=own.__getitem__) == label
        assert sum(own.values()) == pytest.approx(1)
    skimmed = model.skim(list(said.values()))
    assert all(max(each.own.values()) > 0.4 for each in skimmed)


def test_what_was_not_trained_is_read_as_before(acme: tuple[Path, Outcome]) -> None:
    target, outcome = acme
    assert min(outcome.kept.values()) >= 0.97
    given = [ModelInput(row.text, row.language) for row in topics(30, seed=9)]
    new, old = backends.load(str(target)).predict(given), backends.load("default").predict(given)
    for one, other in zip(new, old, strict=True):
        for label, chance in other.acts.items():
            assert one.acts[label] == pytest.approx(chance, abs=0.08)


def test_the_same_rows_give_the_same_model(acme: tuple[Path, Outcome], tmp_path: Path) -> None:
    again = tmp_path / "acme"
    trained(again, topics(90))
    names = sorted(path.name for path in acme[0].iterdir())
    assert names == sorted(path.name for path in again.iterdir())
    for name in names:
        assert (again / name).read_bytes() == (acme[0] / name).read_bytes(), name


def test_labels_by_chance_are_not_installed_unless_forced(tmp_path: Path) -> None:
    rows = topics(60)
    mixed = [
        replace(row, labels={"topic": (TOPIC.values[(number * 7 + number // 5) % 3],)})
        for number, row in enumerate(rows)
    ]
    outcome = trained(tmp_path / "chance", mixed)
    assert "held out" in outcome.refused
    assert not (tmp_path / "chance").exists()
    forced = trained(tmp_path / "chance", mixed, force=True)
    assert not forced.refused
    assert not forced.better["topic"]
    assert (tmp_path / "chance" / "model.toml").is_file()


def test_what_gains_is_installed_and_the_rest_stays_as_it_was(tmp_path: Path) -> None:
    rng = random.Random(0)  # noqa: S311 - a fixed choice, no secret
    rows = [
        replace(
            row, labels={**row.labels, "sentiment": (rng.choice(BUILT_IN["sentiment"].values),)}
        )
        for row in topics(90)
    ]
    target = tmp_path / "mixed"
    outcome = trained(target, rows, tasks=(), method=methods.HEADS)
    assert outcome.better == {"sentiment": False, "topic": True}
    assert (outcome.left, outcome.refused) == (("sentiment",), "")
    new, old = backends.load(str(target)), backends.load("default")
    given = [ModelInput(row.text, row.language) for row in rows]
    for one, other in zip(new.predict(given), old.predict(given), strict=True):
        assert one.sentiment == pytest.approx(other.sentiment, abs=0.02)
    assert "topic" in new.own_tasks
    assert "sentiment_macro_f1" not in (target / "model.toml").read_text(encoding="utf-8")


def test_a_model_goes_on_from_another(acme: tuple[Path, Outcome], tmp_path: Path) -> None:
    outcome = trained(tmp_path / "more", topics(60, seed=3), base=str(acme[0]), force=True)
    (task,) = outcome.tasks
    assert len(task.versus) == 2  # it knows the task already
    assert "topic" in backends.load(str(tmp_path / "more")).own_tasks


def test_a_run_that_was_cut_off_goes_on(acme: tuple[Path, Outcome], tmp_path: Path) -> None:
    target = tmp_path / "acme"

    def stop(what: str, *_: int) -> None:
        if what == "learning from all":
            raise KeyboardInterrupt

    wish = Wish("default", ("topic",), target, device="cpu")
    with pytest.raises(KeyboardInterrupt):
        run.run(topics(90), SCHEME, wish, {}, stop)
    parts = sorted(path.name for path in (tmp_path / "acme.training").glob("part-*.safetensors"))
    assert len(parts) == run.PARTS[methods.HEADS]
    run.run(topics(90), SCHEME, wish, {}, silent)
    for name in ("model.toml", "encoder.onnx", "en.safetensors"):
        assert (target / name).read_bytes() == (acme[0] / name).read_bytes(), name
    run.finished(wish)
    assert not (tmp_path / "acme.training").exists()


def test_what_another_run_left_is_not_taken_for_its_own(tmp_path: Path) -> None:
    target = tmp_path / "acme"
    left = tmp_path / "acme.training"
    left.mkdir()
    (left / "part-0.safetensors").write_bytes(b"not mine")
    outcome = trained(target, topics(30), force=True)
    assert outcome.sentences == 30


def rows_of(label: str, count: int = 30) -> list[Row]:
    return [replace(row, labels={"topic": (label,)}) for row in topics(count)]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (topics(6), "at least 10"),
        (rows_of("delay"), "same answer"),
        ([replace(row, thread="one") for row in topics(30)], "one thread"),
        ([replace(row, labels={"acts": ("question",)}) for row in topics(30)], "labels for: acts"),
        ([replace(row, language="fr") for row in topics(30)], "another language"),
    ],
)
def test_too_little_to_learn_from_is_told(tmp_path: Path, rows: list[Row], said: str) -> None:
    with pytest.raises(InputError, match=said):
        trained(tmp_path / "none", rows)
    assert not (tmp_path / "none").exists()


def test_unknown_tasks_and_methods_are_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"--task: mood is no task; accepted: sentiment"):
        trained(tmp_path / "none", topics(30), tasks=("mood",))
    with pytest.raises(SettingsError, match="--method: 'magic' is none; accepted: auto"):
        trained(tmp_path / "none", topics(30), method="magic")
    with pytest.raises(ModelError, match="no-such-model"):
        trained(tmp_path / "none", topics(30), base="no-such-model")


def test_a_folder_that_is_no_model_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "letters"
    target.mkdir()
    (target / "mine.txt").write_text("precious", encoding="utf-8")
    with pytest.raises(SettingsError, match="no model of ours"):
        trained(target, topics(60), force=True)
    assert (target / "mine.txt").read_text(encoding="utf-8") == "precious"


def test_few_sentences_of_the_guide_only_recalibrate() -> None:
    rows = [
        replace(row, labels={"sentiment": ("negative" if number % 2 else "neutral",)})
        for number, row in enumerate(topics(40))
    ]
    from commsense.training.team import columns, material

    task = BUILT_IN["sentiment"]
    found = material.gather(rows, [task])
    labels = columns.columns(found.lessons, backends.own_tasks.BUILT_IN)
    assert methods.choose(found.lessons, labels, [task])[0] == methods.RECALIBRATE
