"""Which sentences are dealt, with which tasks, and of which everybody is asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from commsense import lang
from commsense.conversation import Side
from commsense.errors import SettingsError
from commsense.labelling import deck, guide, keys, scheme
from commsense.labelling.row import Row
from commsense.labelling.scheme import BUILT_IN, Task

TEAM = Row("1", "We will fix it soon.", side=Side.TEAM)
OWN = {"signs": Task("signs", ("escalation_risk", "升级"), own=True, help={"升级": "要上报"})}


def asked(row: Row) -> set[str]:
    (card,) = deck.make([row], BUILT_IN, 0).cards
    return {task.name for task in card.tasks}


def test_flags_are_asked_of_the_team_s_words_and_a_pair_of_nothing_else() -> None:
    assert asked(TEAM) == {"sentiment", "acts", "flags", "jargon"}
    assert asked(replace(TEAM, side=Side.UNKNOWN)) == asked(TEAM)
    assert asked(replace(TEAM, side=Side.CLIENT)) == {"sentiment", "acts", "jargon"}
    pair = replace(TEAM, context=("When?",), labels={"concern-status": ("answered",)})
    assert asked(pair) == {"concern-status"}


def test_a_concern_that_nobody_judged_makes_a_pair() -> None:
    row = replace(TEAM, context=("Hello,",), extra={"concern": "When?", "score": 1})
    (card,) = deck.make([row], BUILT_IN, 0).cards
    assert card.pair
    assert card.row.context == ("When?",)
    assert card.row.extra == {"score": 1}


def test_a_sentence_is_dealt_once_and_what_nobody_is_asked_of_not_at_all() -> None:
    rows = [TEAM, replace(TEAM, annotator="Maya"), replace(TEAM, id="2")]
    assert [card.row.id for card in deck.make(rows, BUILT_IN, 0).cards] == ["1", "2"]
    only = {"concern-status": BUILT_IN["concern-status"]}
    assert deck.make(rows, only, 0).cards == ()


def test_the_same_id_in_another_file_is_another_sentence() -> None:
    one, other = (deck.make([replace(TEAM, text=text)], BUILT_IN, 0).cards[0].key for text in "ab")
    assert one != other
    assert deck.make([TEAM, replace(TEAM, id="\ud800")], BUILT_IN, 0).cards


@pytest.mark.parametrize(("overlap", "shared"), [(0, 0), (0.1, 5), (0.5, 25), (1, 50)])
def test_the_share_is_kept_and_stays_when_rows_move(overlap: float, shared: int) -> None:
    rows = [replace(TEAM, id=str(number)) for number in range(50)]
    found = {card.key for card in deck.make(rows, BUILT_IN, overlap).cards if card.shared}
    moved = {card.key for card in deck.make(rows[::-1], BUILT_IN, overlap).cards if card.shared}
    assert len(found) == shared
    assert found == moved


def test_a_share_above_all_is_refused() -> None:
    with pytest.raises(SettingsError, match="--overlap: found 2"):
        deck.make([TEAM], BUILT_IN, 2)


def test_no_key_is_given_twice_and_none_that_the_page_needs() -> None:
    many = {
        f"t{n}": Task(f"t{n}", tuple(f"v{n}-{m}" for m in range(9)), own=True) for n in range(9)
    }
    tasks = {**BUILT_IN, **OWN, **many}
    found = keys.chosen(tasks.values())
    together = [
        key for (name, _), key in found.items() if not (tasks[name].spans or tasks[name].pair)
    ]
    assert len(set(together)) == len(together)
    assert not set(found.values()) & keys.TAKEN
    assert {name for name, _ in found} >= set(BUILT_IN)
    for name, task in BUILT_IN.items():
        assert all(found[name, label] for label in task.values), name


def test_a_team_s_own_label_gets_a_letter_of_its_name() -> None:
    found = keys.chosen(OWN.values())
    assert found == {("signs", "escalation_risk"): "e", ("signs", "升级"): "1"}


@pytest.mark.parametrize("language", lang.LANGUAGES)
def test_every_label_of_the_guide_is_explained(language: str) -> None:
    for task in guide.told(BUILT_IN.values(), language):
        for label in task.labels:
            assert label.title
            assert label.means, label.name
    titles = [
        label.title for task in guide.told(BUILT_IN.values(), language) for label in task.labels
    ]
    assert len(set(titles)) == len(titles)


def test_the_guide_says_the_same_in_both_languages() -> None:
    english, chinese = (lang.data(language, "labelling")["guide"] for language in lang.LANGUAGES)
    assert list(english) == list(chinese) == list(BUILT_IN)
    for task, told in english.items():
        assert list(told["labels"]) == list(BUILT_IN[task].values)
        for label, said in told["labels"].items():
            assert set(said) == set(chinese[task]["labels"][label]), label


def test_own_labels_are_explained_by_their_file(tmp_path: Path) -> None:
    file = tmp_path / "labels.toml"
    file.write_text(
        '[[tasks]]\nname = "signs"\nvalues = ["risk", "price"]\nhelp = { risk = "he may leave" }\n',
        encoding="utf-8",
    )
    (task,) = guide.told([scheme.load(file)["signs"]], "zh")
    assert [(each.name, each.title, each.means) for each in task.labels] == [
        ("risk", "risk", "he may leave"),
        ("price", "price", ""),
    ]
