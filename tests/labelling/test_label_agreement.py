from __future__ import annotations

import random

import pytest
from label_rows_made import row, sheet

from commsense.labelling.agreement import measuring, stretches
from commsense.labelling.checks.result import TaskAgreement
from commsense.labelling.row import Row, Span

TEXTS = [f"The report number {n} is late and nobody knows why." for n in range(60)]


def measured(rows: list[Row], task: str) -> TaskAgreement | None:
    laid = sheet(*rows)
    return measuring.measure(laid, laid.answers[task], seed=0)


def sentiments(who: str, wrong: float, seed: int = 1) -> list[Row]:
    luck = random.Random(seed)  # noqa: S311
    labels = ("negative", "neutral", "positive")
    right = [labels[n % 3] for n in range(len(TEXTS))]
    said = [luck.choice(labels) if luck.random() < wrong else each for each in right]
    return [row(text, label, who=who) for text, label in zip(TEXTS, said, strict=True)]


def test_one_person_alone_agrees_with_nobody() -> None:
    assert measured(sentiments("anna", 0), "sentiment") is None


def test_the_same_person_twice_is_no_second_person() -> None:
    assert measured(sentiments("anna", 0) * 2, "sentiment") is None


def test_two_who_agree() -> None:
    found = measured(sentiments("anna", 0) + sentiments("ben", 0), "sentiment")
    assert found is not None
    assert found.sentences == 60
    assert found.same == 1
    assert found.alpha.value == pytest.approx(1)
    assert [each.both for each in found.labels] == [1, 1, 1]
    assert found.pairs[0].kappa == pytest.approx(1)


def test_sentences_meet_by_their_text_and_context_or_by_their_id() -> None:
    found = measured(
        [
            row("Sounds good to everybody here.", "neutral", context=["Is Friday fine?"]),
            row(
                "Sounds  GOOD to everybody here.", "neutral", who="ben", context=["Is Friday fine?"]
            ),
            row("Sounds good to everybody here.", "neutral", who="carl", context=["It broke."]),
            row("It is late again this week.", "negative", id="s7", context=["a"]),
            row("It is late again this week.", "neutral", id="s7", who="ben"),
        ],
        "sentiment",
    )
    assert found is not None
    assert found.sentences == 2


def test_a_person_who_guesses_is_named_and_the_others_are_not() -> None:
    rows = sentiments("anna", 0.05, 1) + sentiments("ben", 0.05, 2) + sentiments("carl", 1, 3)
    found = measured(rows, "sentiment")
    assert found is not None
    assert {each.name: each.differs for each in found.persons} == {
        "anna": False,
        "ben": False,
        "carl": True,
    }
    carl = next(each for each in found.persons if each.name == "carl")
    assert carl.without is not None
    assert carl.alpha is not None
    assert found.alpha.value is not None
    assert carl.alpha < found.alpha.value < carl.without


def test_of_two_people_nobody_is_the_odd_one() -> None:
    found = measured(sentiments("anna", 0) + sentiments("ben", 1), "sentiment")
    assert found is not None
    assert not any(each.differs for each in found.persons)


def test_sets_of_labels_are_measured_by_label_and_as_a_whole() -> None:
    anna = [row(text, acts=["concern", "impact"][: 1 + n % 2]) for n, text in enumerate(TEXTS)]
    ben = [row(text, acts=["concern"], who="ben") for text in TEXTS]
    found = measured(anna + ben, "acts")
    assert found is not None
    by_label = {each.label: each for each in found.labels}
    assert by_label["concern"].same == 1
    assert by_label["concern"].alpha.value is None  # everybody gave it always
    assert by_label["impact"].used == 30
    assert by_label["impact"].both == 0
    assert by_label["question"].used == 0
    assert found.same == pytest.approx(0.5)
    assert found.alpha.value is not None
    assert found.jaccard.value is not None
    assert found.jaccard.value < 0.01


@pytest.mark.parametrize(
    ("first", "second", "exact", "overlap", "total"),
    [
        ([(0, 3, "acronym")], [(0, 3, "acronym")], 2, 2, 2),
        ([(0, 3, "acronym")], [(0, 5, "acronym")], 0, 2, 2),
        ([(0, 3, "acronym")], [(0, 3, "technical")], 0, 0, 2),
        ([(0, 3, "acronym")], [(3, 5, "acronym")], 0, 0, 2),
        ([(0, 9, "acronym")], [(0, 3, "acronym"), (5, 9, "acronym")], 0, 3, 3),
        ([(0, 3, "acronym")], [], 0, 0, 1),
        ([], [], 0, 0, 0),
    ],
)
def test_stretches_meet(
    first: list[tuple[int, int, str]],
    second: list[tuple[int, int, str]],
    exact: int,
    overlap: int,
    total: int,
) -> None:
    one, other = [Span(*each) for each in first], [Span(*each) for each in second]
    for found in (stretches.match(one, other), stretches.match(other, one)):
        assert (found.exact, found.overlap, found.total) == (exact, overlap, total)


def test_marked_stretches_have_their_f1() -> None:
    rows = [row(text, marks=[(4, 10, "technical")]) for text in TEXTS]
    rows += [
        row(text, who="ben", marks=[(4, 10 + n % 2, "technical")]) for n, text in enumerate(TEXTS)
    ]
    found = measured(rows, "jargon")
    assert found is not None
    assert found.exact.value == pytest.approx(0.5)
    assert found.overlap.value == 1
