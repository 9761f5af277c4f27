"""What a report says in words: verdicts by intervals, advice by curves, rounded figures."""

from __future__ import annotations

import made_outcome
import pytest

from commsense.training.evaluation import Range
from commsense.training.team.outcome import TaskOutcome, Versus
from commsense.training.team.report import advice, numbers, verdict


def said(gain: Range, chance: float = 0.2) -> str:
    task = made_outcome.task(versus=(Versus("the base, default", 0.58, gain, chance),))
    return plain(verdict.verdict(task, made_outcome.outcome()))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_verdict_names_both_figures_and_the_gain() -> None:
    assert said(Range(0.128, 0.06, 0.2)) == (
        "Better than the shipped model on your held-out threads: macro-F1 .71 against .58"
        " (gain .13, 95 % between .06 and .20)."
    )


@pytest.mark.parametrize(
    ("gain", "chance", "begins"),
    [
        (Range(0.1, 0.01, 0.2), 0.01, "Better than"),
        (Range(0.1, -0.01, 0.2), 0.1, "Probably better than"),
        (Range(0.1, -0.01, 0.2), 0.11, "Not proven better than"),
        (Range(0.0, 0.0, 0.0), 1.0, "Not proven better than"),
        (Range(-0.05, -0.1, 0.02), 0.8, "Not proven better than"),
        (Range(-0.05, -0.1, -0.02), 0.99, "Worse than"),
    ],
)
def test_a_verdict_claims_no_more_than_its_interval(
    gain: Range, chance: float, begins: str
) -> None:
    assert said(gain, chance).startswith(f"{begins} the shipped model")


def test_a_loss_is_no_gain() -> None:
    assert "(difference −.05, 95 % between −.10 and −.02)" in said(Range(-0.05, -0.1, -0.02))


def test_the_base_comes_first_however_they_are_given() -> None:
    found = made_outcome.task()
    task = made_outcome.task(versus=found.versus[::-1])
    whole = made_outcome.outcome(tasks=(task,))
    assert "the shipped model" in verdict.verdict(task, whole)
    assert verdict.others(task, whole).startswith(
        "Better than TF-IDF with logistic regression (.50"
    )


def test_another_base_is_named() -> None:
    task = made_outcome.task(versus=(Versus("acme-old", 0.5, Range(0.2, 0.1, 0.3), 0.0),))
    told = verdict.verdict(task, made_outcome.outcome(base="acme-old"))
    assert told.startswith("Better than acme-old (the model it started from) on")


@pytest.mark.parametrize(
    ("task", "begins"),
    [
        (made_outcome.task(labels=(made_outcome.label(examples=9),)), "Too few examples to tell"),
        (made_outcome.task(labels=()), "Too few examples to tell"),
        (made_outcome.task(versus=()), "Macro-F1 .71 on your held-out threads"),
    ],
)
def test_without_figures_or_comparison_nothing_is_claimed(task: TaskOutcome, begins: str) -> None:
    told = verdict.verdict(task, made_outcome.outcome())
    assert told.startswith(begins)
    assert "etter than" not in told


def test_small_numbers_are_named() -> None:
    whole = made_outcome.outcome(grouped="client")
    assert not verdict.caution(made_outcome.task(sentences=200, threads=20), whole)
    few = made_outcome.task(sentences=3000, threads=19)
    assert "3,000 sentences of 19 clients" in verdict.caution(few, whole)


def test_a_model_that_is_installed_without_being_better_is_named() -> None:
    assert verdict.standing(made_outcome.outcome(better={"acts": True, "topic": True})) == ""
    assert verdict.standing(made_outcome.outcome(better={"acts": True, "topic": False})) == (
        "Installed because you asked for it; it is not proven better for topic."
    )


def test_a_task_that_stays_as_it_was_is_named() -> None:
    whole = made_outcome.outcome(left=("topic",))
    assert verdict.standing(whole) == (
        "Installed without what was learned of topic, which is read as before: it is not surely"
        " better on threads that were held out."
    )


def test_jargon_is_held_against_a_list_of_words_and_counted_in_stretches() -> None:
    task = made_outcome.task("jargon", sentences=120)
    whole = made_outcome.outcome(tasks=(task,))
    assert "a list of the terms that people marked (.50" in verdict.others(task, whole)
    assert "only 120 stretches of text of 97 threads" in verdict.caution(task, whole)


def test_the_label_that_gains_most_is_advised() -> None:
    assert advice.whole(made_outcome.outcome()) == (
        '150 more labels of "escalation" would help most: its F1 could grow by about .09, if its'
        " curve goes on as it does."
    )


def test_a_label_with_few_examples_promises_nothing_but_wants_more() -> None:
    rare = made_outcome.label("price_talk", 4, more=0.5)
    flat = made_outcome.label("request", 200, more=0.0)
    assert advice.ahead(rare) is None
    assert advice.advice((rare, flat)) == (
        'Label more of what is rare first: "price_talk" has 4 examples; 10 is the least to tell.'
    )
    many = [made_outcome.label(name, 1) for name in "abcde"]
    assert '"c" has 1 example and 2 more labels below 10;' in advice.advice(many)


def test_flat_curves_are_called_flat_and_missing_ones_missing() -> None:
    flat = made_outcome.label(more=0.004)
    assert "help little" in advice.advice((flat,))
    assert "was not measured" in advice.advice((made_outcome.label(more=0.3, curve=()),))
    assert advice.advice(()) == ""


def test_no_f1_is_promised_above_one() -> None:
    assert advice.ahead(made_outcome.label(f1=0.95, more=0.2)) == (96 + 150, 1.0)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.714, ".71"),
        (1.0, "1.00"),
        (0.999, "1.00"),
        (0.0, ".00"),
        (-0.031, "−.03"),
        (-0.001, ".00"),
        (None, "–"),
        (float("nan"), "–"),
    ],
)
def test_figures_have_two_digits(value: float | None, text: str) -> None:
    assert numbers.figure(value) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (1.0, "100 %"),
        (0.999, "over 99 %"),
        (0.842, "84 %"),
        (0.001, "under 1 %"),
        (0.0, "0 %"),
        (float("nan"), "–"),
    ],
)
def test_only_all_is_a_hundred_percent(share: float, text: str) -> None:
    assert plain(numbers.percent(share)) == text


@pytest.mark.parametrize(
    ("chance", "text"),
    [
        (0.0, "none of the draws"),
        (0.002, "fewer than 1 of 100 draws"),
        (0.27, "27 of 100 draws"),
    ],
)
def test_the_chance_of_being_no_better_is_counted(chance: float, text: str) -> None:
    assert verdict.chance(Versus("x", 0.5, Range(0.1, 0, 0.2), chance)) == text


def test_times_are_in_the_unit_that_fits() -> None:
    assert [numbers.duration(each) for each in (4.4, 59.7, 754, 7300)] == [
        "4 s",
        "1 min 00 s",
        "12 min 34 s",
        "2 h 01 min",
    ]
