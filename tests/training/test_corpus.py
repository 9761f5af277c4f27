from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from taught import lesson, sentence, stored, thread

from commsense.conversation import Side
from commsense.training import corpus, links, own, sets
from commsense.training.corpus import FOLDS, Corpus, split
from commsense.training.lessons import UNKNOWN, bare
from commsense.training.own import Label, Spoken

COMMON = "Many thanks to all of you."


def made() -> Corpus:
    """Threads that repeat one another's longer and shorter sentences."""

    def rows(source: str, count: int) -> tuple:
        return tuple(
            lesson(text, group=f"{source}-{number}", source=source)
            for number in range(count)
            for text in (f"The crane number {number % 8} stands still.", COMMON, "Ok.")
        )

    return Corpus(
        real=rows("real", 30),
        own=rows("own", 30),
        authored=rows("authored", 10),
        dev=rows("dev", 3),
        pairs=tuple(
            lesson(f"We mend crane {n}.", group=f"real-{n}", relation=3) for n in range(30)
        ),
        public=tuple(lesson(COMMON if n % 2 else f"A sale {n}.", group=f"p-{n}") for n in range(9)),
        kept=(),
    )


@pytest.mark.parametrize("fold", range(FOLDS))
def test_no_thread_stands_on_both_sides(fold: int) -> None:
    found = split(made(), fold)
    assert found.tested
    assert found.taught
    assert not {each.group for each in found.tested} & {each.group for each in found.taught}


@pytest.mark.parametrize("fold", range(FOLDS))
def test_no_longer_text_stands_on_both_sides(fold: int) -> None:
    found = split(made(), fold)
    tested = {bare(each.given.text) for each in found.tested} - {""}
    taught = {bare(each.given.text) for each in (*found.taught, *found.public)}
    assert tested
    assert not tested & taught


@pytest.mark.parametrize("fold", range(FOLDS))
def test_short_texts_and_other_public_ones_are_still_taught(fold: int) -> None:
    found = split(made(), fold)
    assert "Ok." in {each.given.text for each in found.taught}
    assert {each.given.text for each in found.public} == {f"A sale {n}." for n in range(0, 9, 2)}


def test_all_real_text_is_tested_once() -> None:
    given = made()
    tested = [each for fold in range(FOLDS) for each in split(given, fold).tested]
    assert len(tested) == len(given.real) + len(given.own)
    assert {each.group for each in tested} == {each.group for each in (*given.real, *given.own)}


def test_what_is_authored_is_never_tested_and_what_chooses_never_taught() -> None:
    for fold in (*range(FOLDS), -1):
        found = split(made(), fold)
        assert not {each.source for each in found.tested} & {"authored", "dev"}
        assert "dev" not in {each.source for each in found.taught}


def test_without_a_fold_everything_trains() -> None:
    given = made()
    found = split(given, -1)
    assert found.tested == ()
    assert len(found.taught) == sum(map(len, (given.real, given.own, given.authored, given.pairs)))
    assert found.public == given.public


def test_threads_are_spread_over_all_folds() -> None:
    assert {made().fold(f"g-{n}") for n in range(60)} == set(range(FOLDS))


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    entry = {
        "name": "moods",
        "language": "en",
        "file": "moods.jsonl.gz",
        "field": "mood",
        "values": [],
        "kept": 30,
        "means": {"cross": {"has": ["negative"]}},
    }
    monkeypatch.setattr(sets, "table", lambda: (entry,))
    sets._percent_kept.cache_clear()
    stored(
        tmp_path / "moods.jsonl.gz",
        [{"text": f"Parcel {number} is late.", "mood": "cross"} for number in range(100)],
    )
    event = {"message": "m2", "sentence": 1, "status": "resolved"}
    told = (
        ("client", [sentence("The gate is stuck.", "negative", ["concern"])]),
        ("team", [sentence("It is mended.", "neutral", ["status"])]),
    )
    concern = {"message": "m1", "sentence": 1, "events": [event]}
    final = {
        "message": "m1",
        "sentence": 1,
        "final": "resolved",
        "evidence": {"message": "m2", "sentence": 1},
    }
    stored(
        tmp_path / "authored/threads.jsonl",
        [thread(name, *told, concerns=[concern]) for name in ("made-1", "made-2")],
    )
    for name in links.FILES:
        stored(tmp_path / name, [])
    (tmp_path / "authored/split.json").write_text(json.dumps({"dev": ["made-2"]}))
    for language in ("en", "zh"):
        row = thread(f"real-{language}", *told, concerns=[final]) | {"language": language}
        stored(tmp_path / f"real_labelled/{language}.jsonl.gz", [row])
    yield tmp_path
    sets._percent_kept.cache_clear()


def test_everything_is_read_into_its_place(data: Path) -> None:
    spoken = [Spoken("depot", "t1", "m1", "The crane stands still.", "en", Side.TEAM)]
    key = next(own.keyed(spoken))[0]
    labels = [Label(key, Side.TEAM, frozenset({"negative", "concern"}), "one")]
    own.write(data / "labels.tsv", labels)
    found = corpus.read(data, spoken, data / "labels.tsv")
    assert {each.group for each in found.real} == {"real-en", "real-zh"}
    assert {each.group for each in found.authored} == {"made-1"}
    assert {each.group for each in found.dev} == {"made-2"}
    assert [(each.given.text, each.has) for each in found.own] == [
        ("The crane stands still.", {"negative", "concern"})
    ]
    assert {each.group for each in found.pairs} == {"made-1", "real-en", "real-zh"}
    assert all(each.relation != UNKNOWN for each in found.pairs)
    public, kept = ({each.given.text for each in rows} for rows in (found.public, found.kept))
    assert len(public) + len(kept) == 100
    assert not public & kept
    assert 15 < len(kept) < 45


def test_threads_that_are_one_document_are_one_group(data: Path) -> None:
    said = (
        "The first crane of the northern yard has been standing still since this morning.",
        "Nobody from the harbour office could tell us when a mechanic will look at it.",
    )
    row = thread("real-en", ("client", [sentence(text) for text in said]), concerns=[])
    stored(data / "real_labelled/en.jsonl.gz", [row])
    spoken = [Spoken("depot", "t1", "m1", text, "en", Side.CLIENT) for text in said]
    spoken.append(Spoken("depot", "t1", "m1", "It costs us a day.", "en", Side.CLIENT))
    rows = [Label(key, Side.CLIENT, frozenset({"neutral"}), "one") for key, _ in own.keyed(spoken)]
    own.write(data / "labels.tsv", rows)
    found = corpus.read(data, spoken, data / "labels.tsv")
    assert {each.group for each in found.own} == {"real-en"}
    assert found.fold("depot-t1") == found.fold("real-en")
