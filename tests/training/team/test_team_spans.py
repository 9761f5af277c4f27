"""Teaching a span categorizer terms that nobody but the team has."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from commsense.assessment import Mark
from commsense.backends.inputs import ModelInput
from commsense.errors import ModelError
from commsense.training.lessons import Lesson
from commsense.training.team import folds, spans, spans_held_out, spans_measured

TERM = {"en": "glimmer gate", "zh": "蓝鲸网关"}
FRAMES = {
    "en": (
        "Please check the {} before Friday.",
        "The {} is down again.",
        "We moved the {} to May, sorry.",
        "Is the {} ready? 😀",
        "I saw the {} in your mail and liked it.",
    ),
    "zh": (
        "请在周五之前检查{}。",
        "{}又坏了,我们在修。",
        "抱歉,我们把{}推迟到五月。",
        "😀{}准备好了吗?",
        "我在邮件里看到了{},很好。",
    ),
}
PLAIN = {
    "en": ("garden", "report", "big table", "new office", "meeting room", "long letter"),
    "zh": ("花园", "报告", "大桌子", "新办公室", "会议室", "长长的信"),
}


@pytest.fixture(autouse=True)
def few_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """One term is learned sooner than a team's whole vocabulary."""
    monkeypatch.setattr(spans, "SETTLED", 200)


@cache
def lessons(language: str) -> tuple[Lesson, ...]:
    """Ten threads; in each the term stands in every frame, and something plain in every other."""
    found = []
    for number in range(10):
        for place, frame in enumerate(FRAMES[language]):
            plain = PLAIN[language][(number + place) % len(PLAIN[language])]
            for thing in (TERM[language], plain):
                text = f"{frame.format(thing)} ({number})"  # no text stands in two threads
                start = text.index(thing)
                marked = ((start, start + len(thing), "internal"),) if thing != plain else ()
                given = ModelInput(text, language)
                found.append(Lesson(given, "team", f"t{number}", jargon=marked))
    return tuple(found)


@cache
def taught(language: str) -> bytes:
    return spans.train(lessons(language), language, seed=3)


def lesson(text: str, language: str) -> Lesson:
    return Lesson(ModelInput(text, language), "team", "other")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "😀😀 Could you look at the glimmer gate on Monday?"),
        ("zh", "😀😀 周一您能看一下蓝鲸网关吗?"),
    ],
)
def test_learns_a_term_and_where_it_stands(language: str, text: str) -> None:
    other = text.replace(TERM[language], PLAIN[language][0])
    given = [lesson(text, language), lesson(other, language), lesson(text, "fr")]
    found = spans_measured.above(spans.score(taught(language), language, given), 0.5)
    assert [(text[m.start : m.end], m.kind) for m in found[0]] == [(TERM[language], "internal")]
    assert found[1:] == [(), ()]


def test_same_lessons_same_numbers_and_nobody_elses_chance() -> None:
    np.random.seed(5)
    expected = np.random.random(3).tolist()
    np.random.seed(5)
    again = spans.train(lessons("zh"), "zh", seed=3)
    assert np.random.random(3).tolist() == expected
    assert again == taught("zh")


def test_no_word_that_was_learned_from_is_in_it() -> None:
    for language in TERM:
        content = taught(language)
        assert TERM[language].split()[0].encode() not in content
        assert b"Friday" not in content


def test_lessons_of_which_nobody_marked_any_and_other_languages_are_left_out() -> None:
    unmarked = Lesson(ModelInput("The glimmer gate.", "en"), "team", "x", jargon=None)
    given = [unmarked, *lessons("zh"), *lessons("en")[:3]]
    assert spans.usable(given, "en") == list(lessons("en")[:3])


def test_progress_is_told_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(spans, "STEPS", 3)
    spans.train(lessons("en")[:24], "en", 0, lambda done, most: told.append((done, most)))
    assert told == [(1, spans.ROUNDS)]


def test_stops_when_threads_kept_aside_are_read_no_better(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[int] = []
    monkeypatch.setattr(spans, "ENOUGH", 1)
    monkeypatch.setattr(spans, "ASIDE", 0.5)
    monkeypatch.setattr(spans, "SETTLING", 0)
    monkeypatch.setattr(spans, "PATIENCE", 1)
    spans.train(lessons("zh"), "zh", 3, lambda done, _: told.append(done))
    assert len(told) < 200 // 25  # it would be as many rounds without


def test_nothing_to_learn_is_no_error() -> None:
    content = spans.train([], "en", 0)
    assert len(spans.score(content, "en", [lesson("", "en")])) == 1


def test_foreign_content_is_refused() -> None:
    with pytest.raises(ModelError, match="cannot be read as arrays"):
        spans.score(b"\x80\x04pickle", "en", [])


def test_held_out_beside_what_was_there() -> None:
    given = lessons("en")
    parts = folds.split(given, [""] * len(given), 2, 0)
    wrong: list[tuple[Mark, ...]] = [(Mark(0, 2, "technical", 0.9),)] * len(given)
    found = spans_held_out.hold_out(given, parts, "en", wrong, seed=3)
    assert found.sentences == 100
    assert found.measures[spans_held_out.ENCODER,].overlapping.right == 0
    alone = found.measures[spans_held_out.CATEGORIZER,].exact
    assert alone.marked == 50
    assert alone.f1 > 0.9
    assert found.helps
    assert not found.beside  # the encoder is only ever wrong
    assert found.chance == 0


def test_a_gain_that_rests_on_one_thread_may_be_chance() -> None:
    given = lessons("en")
    parts = folds.split(given, [""] * len(given), 2, 0)
    nothing: list[tuple[Mark, ...]] = [()] * len(given)
    marked = next(place for place, each in enumerate(given) if each.jargon)
    start, end, kind = (given[marked].jargon or ())[0]
    right = [*nothing[:marked], (Mark(start, end, kind, 0.9),), *nothing[marked + 1 :]]
    found = spans_held_out.judged(given, parts, "en", nothing, right)
    assert found.measures[found.with_it].worth > found.measures[spans_held_out.LISTS,].worth
    assert found.chance > spans_held_out.CHANCE
    assert not found.helps


def test_languages_with_enough_marks() -> None:
    one_thread = [x for x in lessons("zh") if x.group == "t0"] * 3
    assert spans_held_out.languages([*lessons("en"), *one_thread]) == ("en",)
    assert spans_held_out.languages(lessons("en")[:4]) == ()


def test_measures_by_hand() -> None:
    truth = [((0, 4, "technical"), (10, 14, "acronym")), (), ((3, 6, "internal"),)]
    found = [
        (Mark(0, 4, "acronym", 0.9), Mark(12, 13, "acronym", 0.4)),
        (Mark(1, 2, "internal", 0.3),),
        (),
    ]
    told = spans_measured.measure(truth, found)
    assert (told.exact.marked, told.exact.seen) == (3, 3)
    assert (told.exact.right, told.exact.met) == (1, 1)
    assert (told.overlapping.right, told.overlapping.met) == (2, 2)
    assert told.overlapping.f1 == pytest.approx(2 / 3)
    assert spans_measured.best(truth, found).threshold == 0.4
    assert spans_measured.measure([()], [()]).exact.f1 == 0
    counted = spans_measured.by_group(truth, found, ["a", "b", "a"])
    assert counted.shape == (2, 2, 4)
    assert spans_measured.worth(counted.sum(axis=0)) == pytest.approx(told.worth)
