"""The file in which labels are kept."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from commsense.conversation import Side
from commsense.errors import InputError
from commsense.labelling import deck, reading, store
from commsense.labelling.answer import Answer, Said
from commsense.labelling.deck import Deck
from commsense.labelling.row import Row, Span
from commsense.labelling.scheme import BUILT_IN
from commsense.labelling.store import LEASE, Store

NEUTRAL = Said({"sentiment": ("neutral",), "acts": ()})
ANGRY = Said({"sentiment": ("negative",)}, (Span(0, 2, "acronym"),))
ROWS = tuple(
    Row(str(n), f"Sentence {n}.", side=Side.TEAM, context=("Before.",), extra={"batch": 7})
    for n in range(20)
)
DECK = deck.make(ROWS, BUILT_IN, 0)
SHARED = deck.make(ROWS, BUILT_IN, 0.25)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def kept(tmp_path: Path, clock: Clock) -> Store:
    return Store(tmp_path / "labels.sqlite", clock)


def answer(who: str, said: Said | None = NEUTRAL, seconds: float = 4.2) -> Answer:
    return Answer(who, said, "2026-03-04T09:00:00+00:00", seconds, suggested=said is ANGRY)


def label(kept: Store, who: str, cards: Deck = DECK, said: Said | None = NEUTRAL) -> str | None:
    """Label the next sentence and give its id, or None where there is none."""
    card = kept.next(cards, who)
    if card:
        kept.put(card, answer(who, said))
    return card.row.id if card else None


def all_of(kept: Store, who: str, cards: Deck = DECK) -> list[str]:
    return list(iter(lambda: label(kept, who, cards), None))  # type: ignore[arg-type]


def test_what_is_said_comes_back_as_rows(kept: Store) -> None:
    first, second = DECK.cards[:2]
    kept.put(first, answer("Maya", ANGRY))
    kept.put(first, answer("王敏"))
    kept.put(second, answer("Maya", None))
    found = store.rows(kept.path)
    assert [(row.id, row.annotator) for row in found] == [("0", "Maya"), ("0", "王敏")]
    assert found[0].labels == ANGRY.labels
    assert found[0].spans == ANGRY.spans
    assert found[1].spans is None
    assert (found[0].text, found[0].side, found[0].context) == ("Sentence 0.", "team", ("Before.",))
    told = {"batch": 7, "moment": "2026-03-04T09:00:00+00:00", "seconds": 4.2}
    assert found[1].extra == told
    assert found[0].extra == {**told, "suggested": True}


def test_the_last_word_holds_and_undoing_brings_back_the_one_before(kept: Store) -> None:
    card = DECK.cards[0]
    kept.put(card, answer("Maya", ANGRY))
    kept.put(card, answer("Maya"))
    (row,) = store.rows(kept.path)
    assert row.labels == NEUTRAL.labels
    assert kept.undo(DECK, "Maya") == (card, answer("Maya"))
    (row,) = store.rows(kept.path)
    assert row.labels == ANGRY.labels
    assert kept.undo(DECK, "Maya") == (card, answer("Maya", ANGRY))
    assert kept.undo(DECK, "Maya") is None
    assert store.rows(kept.path) == ()


def test_undoing_takes_back_one_s_own_words_only(kept: Store) -> None:
    assert label(kept, "Maya") == "0"
    assert label(kept, "Jonas") == "1"
    found = kept.undo(DECK, "Maya")
    assert found
    assert found[0].row.id == "0"
    assert label(kept, "Jonas") == "2", "what is taken back stays with the one who took it back"
    assert label(kept, "Maya") == "0"


def test_what_is_taken_back_leaves_no_trace(kept: Store) -> None:
    (card,) = deck.make([Row("1", "Zanzibar is bankrupt.")], BUILT_IN, 0).cards
    kept.put(card, answer("Maya"))
    assert b"Zanzibar" in kept.path.read_bytes()
    kept.undo(Deck((card,)), "Maya")
    assert b"Zanzibar" not in kept.path.read_bytes()
    assert [path.name for path in kept.path.parent.iterdir()] == [kept.path.name]


def test_after_a_new_start_one_is_where_one_was(kept: Store, clock: Clock) -> None:
    assert [label(kept, "Maya") for _ in range(3)] == ["0", "1", "2"]
    lent = kept.next(DECK, "Maya")
    assert kept.next(DECK, "Jonas") != lent
    anew = Store(kept.path, clock)
    assert anew.next(DECK, "Maya") == lent
    assert [key for key, _ in anew.history(DECK, "Maya")] == [c.key for c in DECK.cards[:3]]


def test_history_keeps_its_order_when_one_goes_back(kept: Store) -> None:
    label(kept, "Maya")
    label(kept, "Maya", said=None)
    kept.put(DECK.cards[0], answer("Maya", ANGRY))
    first, second = DECK.cards[:2]
    assert kept.history(DECK, "Maya") == ((first.key, False), (second.key, True))
    assert kept.answer(first, "Maya") == answer("Maya", ANGRY)
    assert kept.answer(first, "Jonas") is None


def test_two_are_never_lent_the_same_sentence(kept: Store, clock: Clock) -> None:
    one, other = kept.next(DECK, "Maya"), kept.next(DECK, "Jonas")
    assert one
    assert other
    assert one != other
    assert kept.next(DECK, "Maya") == one
    clock.now += LEASE + 1
    assert kept.next(DECK, "Zoe") == one, "a lease runs out"
    kept.put(one, answer("Maya"))
    assert len(store.rows(kept.path)) == 1, "but who labels it late is heard all the same"


def test_at_the_same_time_too(kept: Store) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda who: all_of(kept, who), ["Maya", "Jonas", "Zoe", "王敏"]))
    done = sorted((each for ids in found for each in ids), key=int)
    assert done == [row.id for row in ROWS]


def test_some_are_labelled_by_all_and_the_rest_by_one(kept: Store) -> None:
    shared = {card.row.id for card in SHARED.cards if card.shared}
    one = [label(kept, "Maya", SHARED) for _ in range(10)]
    other = all_of(kept, "Jonas", SHARED)
    one += all_of(kept, "Maya", SHARED)
    assert len(shared) == 5
    assert set(one) & set(other) == shared
    assert {*one, *other} == {row.id for row in ROWS}


def test_what_one_skips_is_asked_of_another(kept: Store) -> None:
    assert label(kept, "Maya", said=None) == "0"
    assert label(kept, "Maya") == "1"
    assert label(kept, "Jonas") == "0"


def test_progress_counts_what_is_left_for_each(kept: Store) -> None:
    assert kept.progress(SHARED, "Maya").left == 20
    for _ in range(6):
        label(kept, "Maya", SHARED)
    label(kept, "Maya", SHARED, None)
    shared = sum(card.shared for card in SHARED.cards[:6])
    maya, jonas = (kept.progress(SHARED, who) for who in ("Maya", "Jonas"))
    assert (maya.done, maya.skipped, maya.left) == (6, 1, 13)
    assert (jonas.done, jonas.skipped, jonas.left) == (0, 0, 20 - 6 + shared)
    assert maya.by == jonas.by == (("Maya", 6),)


def test_sentences_of_another_file_are_kept_and_not_counted(kept: Store) -> None:
    label(kept, "Maya")
    other = deck.make([Row("0", "Something else.")], BUILT_IN, 0)
    assert kept.progress(other, "Maya").done == 0
    assert kept.history(other, "Maya") == ()
    assert kept.undo(other, "Maya") is None
    assert label(kept, "Maya", other) == "0"
    assert [row.text for row in store.rows(kept.path)] == ["Sentence 0.", "Something else."]


PROCESS = """
import sys
from pathlib import Path
from commsense.labelling import deck
from commsense.labelling.answer import Answer, Said
from commsense.labelling.row import Row
from commsense.labelling.scheme import BUILT_IN
from commsense.labelling.store import Store
path, who, count = sys.argv[1:]
cards = deck.make([Row(str(n), f"Sentence {n}.") for n in range(int(count))], BUILT_IN, 0)
kept = Store(Path(path))
while card := kept.next(cards, who):
    kept.put(card, Answer(who, Said({"acts": ("status",)}), "2026-03-04T09:00:00+00:00"))
    print(card.row.id, flush=True)
"""


def labelling(path: Path, who: str, count: int) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", PROCESS, str(path), who, str(count)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True)


def test_two_processes_share_the_work(tmp_path: Path) -> None:
    file = tmp_path / "labels.sqlite"
    running = [labelling(file, who, 40) for who in ("Maya", "Jonas")]
    found = [process.communicate(timeout=60)[0].split() for process in running]
    assert sorted((each for ids in found for each in ids), key=int) == [str(n) for n in range(40)]
    said = {(who, each) for who, ids in zip(("Maya", "Jonas"), found, strict=True) for each in ids}
    assert {(row.annotator, row.id) for row in store.rows(file)} == said


def test_a_process_that_is_killed_loses_nothing_that_it_confirmed(tmp_path: Path) -> None:
    file = tmp_path / "labels.sqlite"
    process = labelling(file, "Maya", 10_000)
    assert process.stdout
    confirmed = [process.stdout.readline().strip() for _ in range(25)]
    process.kill()
    confirmed += process.communicate(timeout=30)[0].split("\n")[:-1]
    kept = [row.id for row in store.rows(file)]
    assert kept[: len(confirmed)] == confirmed
    assert len(kept) <= len(confirmed) + 1
    with closing(sqlite3.connect(file)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_the_file_is_its_owner_s_alone(kept: Store) -> None:
    label(kept, "Maya")
    kept.path.chmod(0o644)
    label(kept, "Maya")
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600


def test_files_of_others_are_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("CREATE TABLE answers (x)")
    before = file.read_bytes()
    for use in (
        lambda: store.rows(file),
        lambda: Store(file).next(DECK, "Maya"),
        lambda: Store(file).progress(DECK, "Maya"),
    ):
        with pytest.raises(InputError, match="not a file of labels"):
            use()
    assert file.read_bytes() == before
    (tmp_path / "text.jsonl").write_text('{"id": "1"}' * 100, encoding="utf-8")
    with pytest.raises(InputError, match="cannot be read as a file of labels"):
        store.rows(tmp_path / "text.jsonl")


def test_reading_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        store.rows(tmp_path / "none.sqlite")
    kept = Store(tmp_path / "none.sqlite")
    assert kept.progress(DECK, "Maya").left == 20
    assert kept.history(DECK, "Maya") == ()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(InputError, match="--labels"):
        Store(tmp_path / "no" / "labels.sqlite").next(DECK, "Maya")


def test_it_is_read_as_any_file_of_labels(kept: Store, tmp_path: Path) -> None:
    label(kept, "Maya", said=ANGRY)
    own = Said({"mood": ("grim",), "acts": ("status",)})
    label(kept, "Maya", said=own)
    read = reading.load([kept.path], BUILT_IN)
    assert [row.labels for row in read.rows] == [ANGRY.labels, {"acts": ("status",)}]
    (problem,) = read.problems
    assert "answer 2" in problem.where
    assert "mood" in str(problem)
    foreign = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(foreign)) as other, other:
        other.execute("CREATE TABLE answers (x)")
    (problem,) = reading.load([foreign], BUILT_IN).problems
    assert str(problem) == f"{foreign}: is not a file of labels of this version."
