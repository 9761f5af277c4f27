from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from taught import lesson

from commsense.conversation import Side
from commsense.labels import SENTIMENTS
from commsense.training import selftrain
from commsense.training.corpus import Corpus
from commsense.training.lessons import LABELS, UNKNOWN, known, truth
from commsense.training.own import Spoken, keyed

CONCERN = LABELS.index("concern")


def spoken(count: int) -> list[Spoken]:
    return [
        Spoken("yard", f"t{n}", f"m{n}", f"Crane number {n} stands still.", "en", Side.CLIENT)
        for n in range(count)
    ]


def corpus(*real: str) -> Corpus:
    """Real threads that all lie in the first fold."""
    empty = Corpus((), (), (), (), (), (), ())
    names = (name for name in (f"r-{n}" for n in range(1000)) if not empty.fold(name))
    rows = tuple(lesson(text, group=next(names)) for text in real)
    kept = (lesson("Nobody answers the phone here.", group="k"),)
    return Corpus(rows, (), (), (lesson("The dev pump is very late.", group="d"),), (), (), kept)


def texts(*args: object) -> set[str]:
    return {each.given.text for each in selftrain.choose(*args)}  # type: ignore[arg-type]


def test_nothing_is_chosen_twice_nor_from_the_fold_kept_aside() -> None:
    found = selftrain.choose([*spoken(60), *spoken(60)], (), corpus(), 0)
    said = [each.given.text for each in found]
    assert len(set(said)) == len(said)
    assert 20 < len(said) < 60
    assert not any(corpus().fold(each.group) == 0 for each in found)
    assert all(not each.has and not each.lacks and each.relation == UNKNOWN for each in found)


def test_what_is_labelled_tested_or_served_in_no_language_is_left_out() -> None:
    rows = spoken(60)
    whole = texts(rows, (), corpus(), 0)
    one, other, third = sorted(whole)[:3]
    key = next(key for key, each in keyed(rows) if each.text == one)
    rows = [replace(each, language="de") if each.text == third else each for each in rows]
    assert whole - texts(rows, {key}, corpus(f"{other.upper()} "), 0) == {one, other, third}


@pytest.mark.parametrize(
    "kept", ["The dev pump is very late.", "Nobody answers the phone here."], ids=["dev", "public"]
)
def test_texts_that_are_kept_for_measuring_are_left_out(kept: str) -> None:
    rows = [replace(each, text=kept) for each in spoken(60)]
    assert not texts(rows, (), corpus(), 0)


def test_documents_of_the_fold_kept_aside_are_left_out() -> None:
    whole = corpus("One.")
    aside = whole.real[0].group
    found = selftrain.choose(
        spoken(60), (), replace(whole, documents={f"yard-t{n}": aside for n in range(60)}), 0
    )
    assert not found


def test_no_collection_outweighs_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selftrain, "MOST", 5)
    rows = [
        *spoken(60),
        *(replace(each, source="depot", text=f"At the depot: {each.text}") for each in spoken(9)),
    ]
    found = selftrain.choose(rows, (), corpus(), 0)
    assert sum(each.source == "yard" for each in found) == 5


def told(encoder: float, weight: float, frequent: bool) -> float:
    """The probability of a concern that teachers tell of one sentence."""
    taught = [lesson(has={"concern"} if frequent or not n else ()) for n in range(10)]
    scores = np.zeros((1, len(LABELS)))
    scores[0, CONCERN] = encoder
    weights = np.ones(len(LABELS))
    weights[CONCERN] = weight
    chosen = [lesson(has=(), lacks=())]
    found = selftrain.told(chosen, [scores, scores], np.zeros_like(scores), weights, taught)
    assert found[0].given == chosen[0].given
    assert known(found).all()
    assert truth(found)[0, : len(SENTIMENTS)].sum() == pytest.approx(1)
    return float(truth(found)[0, CONCERN])


def test_teachers_tell_a_probability() -> None:
    assert told(3.0, 1.0, frequent=False) > told(-3.0, 1.0, frequent=False)


def test_what_weighed_more_in_training_is_told_less() -> None:
    assert told(1.0, 6.0, frequent=False) < told(1.0, 1.0, frequent=False)


def test_what_is_frequent_is_told_more_by_the_linear_heads() -> None:
    assert told(0.0, 1.0, frequent=True) > told(0.0, 1.0, frequent=False)
