from __future__ import annotations

import random
import sys

import numpy as np
import pytest
from label_rows_made import row, sheet

from commsense.errors import MissingExtra
from commsense.labelling.checks.result import Suspects
from commsense.labelling.row import Row
from commsense.labelling.suspects import confident, finding
from commsense.labelling.suspects.design import Design
from commsense.labelling.suspects.folds import FOLDS, folds
from label_things import THINGS

GOOD = ["We are very happy with the {}.", "Great work on the {}, thank you so much."]
BAD = ["We are very unhappy that the {} is broken.", "The {} failed again, this is bad."]
ASKED = ["When will the {} be ready?", "Could you tell us where the {} is?"]
CHINESE = {"positive": "我们对{}非常满意，谢谢。", "negative": "{}又坏了，我们很失望。"}


def rows(wrong: int) -> tuple[list[Row], set[str]]:
    """Give rows with two labels that their words tell, and the ids of those that are wrong."""
    made = []
    for number in range(10):
        for thing in THINGS:
            for label, said in (("positive", GOOD), ("negative", BAD)):
                text = f"{said[number % 2].format(thing)} No {number}."
                made.append((text, label, "en"))
                text = CHINESE[label].format(f"{thing}{number}号设备")
                made.append((text, label, "zh"))
    flipped = set(random.Random(3).sample(range(len(made)), wrong))  # noqa: S311
    other = {"positive": "negative", "negative": "positive"}
    return [
        row(t, other[s] if n in flipped else s, id=f"r{n}", language=g, thread=f"t{n // 8}")
        for n, (t, s, g) in enumerate(made)
    ], {f"r{n}" for n in flipped}


def found(given: list[Row], task: str, top: int = 50) -> Suspects | None:
    laid = sheet(*given)
    return finding.find(laid, laid.answers[task], Design(laid), seed=0, top=top)


def test_planted_errors_come_first_in_both_languages() -> None:
    pytest.importorskip("sklearn")
    given, wrong = rows(20)
    suspects = found(given, "sentiment")
    assert suspects is not None
    first = [each.place.id for each in suspects.first[:20]]
    assert len(wrong & set(first)) >= 18
    assert suspects.found <= 40
    assert 0.01 < suspects.noise < 0.12
    one = suspects.first[0]
    assert {one.given[0], one.suggested[0]} == {"positive", "negative"}
    assert one.confidence > 0.5 > one.own
    assert {each.place.id in wrong for each in suspects.first[:10]} == {True}


def test_right_labels_are_left_alone() -> None:
    pytest.importorskip("sklearn")
    suspects = found(rows(0)[0], "sentiment")
    assert suspects is not None
    assert suspects.found == 0


def test_a_missing_label_among_several_is_suggested() -> None:
    pytest.importorskip("sklearn")
    given = []
    for number in range(8):
        for thing in THINGS:
            text = ASKED[number % 2].format(f"{thing} {number}")
            given.append(row(text, acts=["question"], id=f"q{number}{thing}"))
            text = BAD[number % 2].format(f"{thing} {number}")
            given.append(row(text, acts=["concern"], id=f"c{number}{thing}"))
    given[4] = row(given[4].text, acts=[], id="missed")
    suspects = found(given, "acts")
    assert suspects is not None
    assert suspects.first[0].place.id == "missed"
    assert suspects.first[0].given == ()
    assert suspects.first[0].suggested == ("question",)


def test_too_little_is_not_judged() -> None:
    assert found([], "sentiment") is None
    assert found(rows(0)[0][:10], "sentiment") is None
    assert found([row(f"All is fine here {n}.", "neutral") for n in range(60)], "sentiment") is None
    assert found([row(f"All is fine {n}.", marks=[]) for n in range(60)], "jargon") is None


def test_without_scikit_learn_the_command_to_install_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in [n for n in sys.modules if n.partition(".")[0] == "sklearn"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "sklearn", None)
    with pytest.raises(MissingExtra, match="pip install"):
        found(rows(0)[0], "sentiment")


def test_no_thread_is_torn_apart() -> None:
    threads = np.repeat(np.arange(30), 7)
    fold = folds(threads, np.arange(210), seed=1)
    assert all(len(set(fold[threads == each].tolist())) == 1 for each in range(30))
    assert len(np.unique(fold)) == FOLDS


def test_without_threads_the_same_words_stay_together() -> None:
    words = np.arange(40) // 2
    fold = folds(np.full(40, -1), words, seed=1)
    assert all(len(set(fold[words == each].tolist())) == 1 for each in range(20))
    assert len(np.unique(fold)) == FOLDS


def test_one_thread_alone_is_torn_so_that_something_can_be_learnt() -> None:
    assert len(np.unique(folds(np.zeros(40, dtype=np.int64), np.arange(40), seed=1))) == FOLDS


def test_a_class_is_surely_seen_from_its_own_mean_on() -> None:
    """Northcutt et al. 2021, section 3.1: thresholds are means of self-confidence."""
    given = np.array([0, 0, 0, 1, 1])
    seen = np.array([0.9, 0.7, 0.2, 0.1, 0.3])
    chances = np.stack([seen, 1 - seen], axis=1)
    assert confident.thresholds(given, chances) == pytest.approx([0.6, 0.8])
    judged = confident.judge(given, chances)
    # Row 2 is labelled 0 and surely 1; row 4 is not surely anything.
    assert judged.seen.tolist() == [0, 0, 1, 1, 1]
    assert confident.joint(given, judged.seen, 2).tolist() == [[2, 1], [0, 2]]
    assert judged.own == pytest.approx([0.9, 0.7, 0.2, 0.9, 0.7])
    # Of the rows surely seen, a third of those labelled 0 is wrong: 3 × 1/3 of 5 rows.
    assert judged.noise == pytest.approx(0.2)


def test_a_label_that_is_never_believed_is_no_worse_for_it() -> None:
    given = np.array([0, 0, 1, 1])
    rank = confident.unusual(given, np.array([0.9, 0.3, 0.03, 0.03]))
    assert rank.argmin() == 1
