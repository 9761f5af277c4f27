from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from taught import lesson, stored

from commsense.conversation import Side
from commsense.labels import SENTIMENTS
from commsense.lang import LANGUAGES
from commsense.training import sets
from commsense.training.lessons import LABELS, RESPONDS, Lesson

TABLE: tuple[dict[str, Any], ...] = (
    {
        "name": "wishes",
        "language": "en",
        "file": "en/wishes.jsonl.gz",
        "field": "wish",
        "values": [True],
        "sequence": "mail",
        "least": 4,
        "most": 30,
        "means": {"false": {"lacks": ["request"]}},
    },
    {
        "name": "tones",
        "language": "zh",
        "file": "tones.jsonl.gz",
        "field": "tone",
        "above": 0.5,
        "below": -0.5,
        "means": {"above": {"lacks": ["harsh"]}},
    },
    {
        "name": "marks",
        "language": "en",
        "file": "marks.jsonl.gz",
        "field": "marks",
        "filled": True,
        "means": {"empty": {"lacks": ["blame"]}},
    },
    {
        "name": "moods",
        "language": "en",
        "file": "moods.jsonl.gz",
        "field": "mood",
        "values": [],
        "means": {"cross": {"has": ["negative"]}},
    },
    {
        "name": "talks-en",
        "aid": "talks",
        "language": "en",
        "file": "talks.jsonl.gz",
        "field": "votes",
        "values": ["ASK", "TELL"],
    },
    {
        "name": "talks-zh",
        "aid": "talks",
        "language": "zh",
        "file": "talks.jsonl.gz",
        "field": "votes",
        "values": ["ASK", "TELL"],
    },
)
WISHES = [
    {"mail": 1, "text": "Send me the plan", "wish": True},
    {"mail": 1, "text": "Hm", "wish": False},
    {"mail": 1, "text": "It was late", "wish": False},
    {"mail": 1, "text": "The gate is shut", "wish": False},
    {"mail": 2, "text": "Another mail", "wish": False},
    {"mail": 2, "text": "So long that nobody would ever call it one sentence", "wish": False},
]
TALK = {
    "id": "d1",
    "turns": [
        {"sender": "customer", "utterances": ["Who", "knows?"], "votes": {"ASK": 3, "TELL": 1}},
        {"sender": "helpdesk", "utterances": ["I do. " * 100], "votes": {"TELL": 4}},
        {"sender": "customer", "utterances": ["Ah."], "votes": {}},
        {"sender": "helpdesk", "utterances": ["Bye."], "votes": {"ASK": 0, "TELL": 2, "X": 2}},
    ],
}


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, list[Lesson]]]:
    monkeypatch.setattr(sets, "table", lambda: TABLE)
    stored(tmp_path / "en/wishes.jsonl.gz", WISHES)
    tones = [{"text": text, "tone": tone} for text, tone in (("凶", -1), ("平", 0.5), ("和", 0.9))]
    stored(tmp_path / "tones.jsonl.gz", tones)
    marks = [{"text": "Your fault!", "marks": ["blame"]}, {"text": "All fine.", "marks": []}]
    stored(tmp_path / "marks.jsonl.gz", marks)
    stored(
        tmp_path / "moods.jsonl.gz",
        [{"text": "Grr", "mood": "cross"}, {"text": "Oh", "mood": "odd"}],
    )
    stored(tmp_path / "talks.jsonl.gz", [TALK])
    found: dict[str, list[Lesson]] = {}
    for each in sets.read(tmp_path):
        found.setdefault(each.source, []).append(each)
    return found


def test_values_become_aids_and_what_they_mean_for_our_labels(
    read: dict[str, list[Lesson]],
) -> None:
    wish, other = read["wishes"][:2]
    assert (wish.aids, wish.has, wish.lacks) == ({"wishes True": 1.0}, set(), set())
    assert (other.aids, other.has, other.lacks) == ({"wishes True": 0.0}, set(), {"request"})


def test_texts_too_short_or_long_are_only_context(read: dict[str, list[Lesson]]) -> None:
    assert [each.given.text for each in read["wishes"]] == [
        "Send me the plan",
        "It was late",
        "The gate is shut",
        "Another mail",
    ]
    assert read["wishes"][1].given.context == ("Send me the plan", "Hm")
    assert read["wishes"][2].given.context == ("Hm", "It was late")


def test_context_and_group_end_with_the_sequence(read: dict[str, list[Lesson]]) -> None:
    assert read["wishes"][3].given.context == ()
    assert [each.group for each in read["wishes"]] == ["wishes-1"] * 3 + ["wishes-2"]


def test_rows_without_a_sequence_stand_alone(read: dict[str, list[Lesson]]) -> None:
    assert [each.given.context for each in read["marks"]] == [(), ()]
    assert len({each.group for each in read["marks"]}) == 2


def test_a_number_is_cut_above_and_below(read: dict[str, list[Lesson]]) -> None:
    assert [tuple(each.aids.values()) for each in read["tones"]] == [(0, 1), (0, 0), (1, 0)]
    assert [each.lacks for each in read["tones"]] == [set(), set(), {"harsh"}]
    assert {each.given.language for each in read["tones"]} == {"zh"}


def test_a_list_counts_by_whether_it_is_filled(read: dict[str, list[Lesson]]) -> None:
    assert [each.aids for each in read["marks"]] == [{"marks filled": 1.0}, {"marks filled": 0.0}]
    assert [each.lacks for each in read["marks"]] == [set(), {"blame"}]


def test_one_sentiment_rules_out_the_others(read: dict[str, list[Lesson]]) -> None:
    cross, odd = read["moods"]
    assert (cross.has, cross.lacks) == ({"negative"}, {"neutral", "positive"})
    assert (odd.has, odd.lacks) == (set(), set())


def test_votes_are_shares_and_turns_without_votes_only_context(
    read: dict[str, list[Lesson]],
) -> None:
    first, second, last = read["talks-en"]
    assert first.aids == {"talks ASK": 0.75, "talks TELL": 0.25}
    assert last.aids == {"talks ASK": 0.0, "talks TELL": 0.5}
    assert (first.given.text, first.given.side) == ("Who knows?", Side.CLIENT)
    assert (len(second.given.text), second.given.side) == (300, Side.TEAM)
    assert last.given.context == (second.given.text, "Ah.")
    assert {each.group for each in read["talks-en"]} == {"talks-en-d1"}


@pytest.mark.usefixtures("read")
def test_sets_with_the_same_aid_share_their_aids() -> None:
    assert sets.aids() == (
        "wishes True",
        "tones above",
        "tones below",
        "marks filled",
        "talks ASK",
        "talks TELL",
        RESPONDS,
    )


def test_every_aid_of_a_lesson_is_in_the_list(read: dict[str, list[Lesson]]) -> None:
    named = {name for rows in read.values() for each in rows for name in each.aids}
    assert named | {RESPONDS} == set(sets.aids())


def test_part_of_a_set_is_kept_aside_by_its_text_alone() -> None:
    entry = next(each for each in sets.table() if each.get("kept"))
    texts = [f"Parcel {number} came late." for number in range(1000)]
    rows = [lesson(text, source=entry["name"], group=f"a-{text}") for text in texts]
    again = [lesson(text, source=entry["name"], group="b") for text in texts]
    kept = [sets.kept_aside(each) for each in rows]
    assert sum(kept) == pytest.approx(10 * entry["kept"], abs=50)
    assert kept == [sets.kept_aside(each) for each in again]


def test_nothing_is_kept_aside_of_a_set_that_does_not_say_so() -> None:
    entry = next(each for each in sets.table() if "kept" not in each)
    rows = [lesson(f"Parcel {number}.", source=entry["name"]) for number in range(200)]
    assert not any(map(sets.kept_aside, rows))


@pytest.mark.parametrize("entry", sets.table(), ids=lambda entry: entry["name"])
def test_every_entry_of_the_table_is_whole(entry: dict[str, Any]) -> None:
    assert entry["language"] in LANGUAGES
    for field in ("name", "file", "licence", "field"):
        assert entry[field].strip()
    assert {"values", "above", "filled"} & set(entry)
    assert ("above" in entry) == ("below" in entry)
    assert entry.get("values") or entry.get("means") or "above" in entry or "filled" in entry


@pytest.mark.parametrize("entry", sets.table(), ids=lambda entry: entry["name"])
def test_the_table_speaks_of_labels_that_exist(entry: dict[str, Any]) -> None:
    for meant in entry.get("means", {}).values():
        assert set(meant) <= {"has", "lacks"}
        has, lacks = set(meant.get("has", ())), set(meant.get("lacks", ()))
        assert has | lacks <= set(LABELS)
        assert has | lacks
        assert not has & lacks
        assert len(has & set(SENTIMENTS)) <= 1


@pytest.mark.parametrize("entry", sets.table(), ids=lambda entry: entry["name"])
def test_the_table_speaks_of_values_that_exist(entry: dict[str, Any]) -> None:
    means = set(entry.get("means", {}))
    if "above" in entry:
        assert means <= {"above", "below"}
    elif "filled" in entry:
        assert means <= {"filled", "empty"}
    elif entry["values"] and isinstance(entry["values"][0], bool):
        assert means <= {"true", "false"}
    elif entry["values"]:
        assert means <= set(entry["values"])


def test_names_files_and_aids_are_unique() -> None:
    names = [entry["name"] for entry in sets.table()]
    files = [entry["file"] for entry in sets.table()]
    aids = [
        (entry.get("aid", entry["name"]), str(value))
        for entry in sets.table()
        for value in entry.get("values", ())
        if "aid" not in entry
    ]
    assert len(set(names)) == len(names)
    assert len(set(files)) == len(files)
    assert len(set(aids)) == len(aids)
    assert len(set(sets.aids())) == len(sets.aids())
    assert not {entry["aid"] for entry in sets.table() if "aid" in entry} & set(names)


def test_sets_that_share_aids_have_the_same_values() -> None:
    shared: dict[str, list[Any]] = {}
    for entry in sets.table():
        if "aid" in entry:
            shared.setdefault(entry["aid"], []).append(entry["values"])
    assert shared
    assert all(values == rows[0] for rows in shared.values() for values in rows)
