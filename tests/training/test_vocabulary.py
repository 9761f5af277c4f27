from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from taught import TOKENIZER, VOCABULARY, cut_all, sentence, stored, thread

from commsense.backends.pieces import UNREADABLE
from commsense.training import vocabulary
from commsense.training.vocabulary import Pairs

RANDOM = np.random.default_rng(2)
KNOWN = RANDOM.normal(size=(1200, 24)).astype(np.float32)
NEW = ("水", "泵", "水泵", "报告", "水量", "阀", "延期")
PARTNERS = {"水": 1010, "泵": 1011, "水泵": 1012, "报告": 1013, "延期": 1014}


def pairs(count: int = 400, swap: Callable[[str], int] = PARTNERS.__getitem__) -> Pairs:
    """Sentences of a few words, each beside its partner; small words stand everywhere."""
    random = np.random.default_rng(3)
    english, chinese = [], []
    for _ in range(count):
        words = random.choice(sorted(PARTNERS), size=2, replace=False)
        english.append((*map(swap, words), *random.integers(1100, 1110, 2).tolist(), 1050))
        chinese.append(tuple(len(KNOWN) + NEW.index(word) for word in words))
    return Pairs(english, chinese)


def nearest(row: np.ndarray) -> int:
    alike = KNOWN @ row / np.linalg.norm(KNOWN, axis=1) / np.linalg.norm(row)
    return int(alike.argmax())


ROWS = vocabulary.rows_for(pairs(), KNOWN, NEW)


@pytest.mark.parametrize("word", PARTNERS)
def test_a_word_starts_where_the_word_it_always_stands_with_does(word: str) -> None:
    row, partner = ROWS[NEW.index(word)], KNOWN[PARTNERS[word]]
    assert nearest(row) == PARTNERS[word]
    assert row @ partner / np.linalg.norm(row) / np.linalg.norm(partner) > 0.9


def test_a_word_of_two_meanings_starts_between_them() -> None:
    turns = iter([1012, 1020] * 1000)
    found = vocabulary.rows_for(
        pairs(swap=lambda word: next(turns) if word == "水泵" else PARTNERS[word]), KNOWN, NEW
    )[NEW.index("水泵")]
    middle = (KNOWN[1012] + KNOWN[1020]) / 2
    assert found @ middle / np.linalg.norm(found) / np.linalg.norm(middle) > 0.9


def test_a_word_that_was_not_seen_starts_where_its_characters_do() -> None:
    assert ROWS[NEW.index("水量")] == pytest.approx(ROWS[NEW.index("水")])


def test_a_character_that_was_not_seen_starts_in_the_middle() -> None:
    gap = ROWS[NEW.index("阀")] - KNOWN[1000:].mean(axis=0)
    assert 0 < np.abs(gap).max() < 0.1


def test_the_rows_are_the_same_each_time() -> None:
    assert np.array_equal(vocabulary.rows_for(pairs(), KNOWN, NEW), ROWS)


def test_long_and_empty_pairs_do_not_count() -> None:
    given = pairs()
    long = tuple(range(1100, 1200))
    lost = Pairs(
        [*given.english, long, (), (1020,)],
        [*given.chinese, (len(KNOWN),), (len(KNOWN),), ()],
    )
    found = vocabulary.rows_for(lost, KNOWN, NEW)
    assert nearest(found[0]) == PARTNERS["水"]


def test_the_tokenizer_knows_words_by_their_place() -> None:
    found = TOKENIZER.encode("The PUMPS zzz 水泵", add_special_tokens=False)
    pump = VOCABULARY.index("pump")
    assert found.ids == [
        VOCABULARY.index("the"),
        pump,
        VOCABULARY.index("##s"),
        UNREADABLE,
        VOCABULARY.index("水泵"),
    ]


def test_a_chinese_word_that_is_not_known_is_read_by_its_characters() -> None:
    found = cut_all(["水泵水"])[0]
    assert found.pieces[-1] == VOCABULARY.index("水")
    assert (found.starts, found.ends) == ((0, 2), (2, 3))
    assert UNREADABLE not in found.pieces


@pytest.fixture
def data(tmp_path: Path) -> Path:
    stored(tmp_path / "zh/stc3-dch.train.zh.jsonl.gz", [{"turns": [{"utterances": ["包裹丢了"]}]}])
    for name in ("minutes", "cped.valid", "online-shopping-reviews", "smp2020-emotion.virus-train"):
        stored(tmp_path / f"zh/{name}.jsonl.gz", [{"text": "The pump"}])
    english = thread("a-1", ("team", [sentence("闸门 gate")]))
    chinese = thread("a-2", ("team", [sentence("项目延期了。")])) | {"language": "zh"}
    stored(tmp_path / "authored/threads.jsonl", [english, chinese])
    return tmp_path


def test_characters_and_words_of_the_texts_are_chosen(data: Path) -> None:
    found = vocabulary.choose(data, ["合同"] * 3, frozenset({"期"}))
    assert {"项", "目", "延", "了", "项目", "延期", "合同"} <= set(found)
    assert not {"期", "合", "同", "闸", "丢", "pump", "gate"} & set(
        found
    )  # known, rare, no Chinese
    assert len(set(found)) == len(found)


def test_characters_come_first_and_the_order_does_not_depend_on_the_texts(data: Path) -> None:
    found = vocabulary.choose(data, ["合同", "水泵"], frozenset())
    lengths = [len(word) for word in found]
    assert lengths == sorted(lengths, key=lambda length: length > 1)
    assert found == vocabulary.choose(data, ["水泵", "合同"], frozenset())


def test_no_more_is_chosen_than_there_is_room_for(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vocabulary, "SIZE", 6)
    found = vocabulary.choose(data, ["合同"], frozenset())
    assert len(found) == 6
    assert "项目" in found or "延期" in found  # of our kind of text before the others
    assert "合同" not in found
