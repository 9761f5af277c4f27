"""Choosing what to label: candidates in, chosen out."""

import time
from collections import Counter

import pytest

from commsense.labelling.choosing import (
    Candidate,
    Wanted,
    choose,
    is_worth_asking,
    without_repeats,
)
from commsense.labelling.row import Row

pytest.importorskip("datasketch")

_SUBJECTS = [
    *("import", "export", "login", "report", "invoice"),
    *("schedule", "server", "contract", "license", "upgrade"),
]
_VERBS = ["fails", "stops", "works", "changes", "ends", "starts", "waits", "grows"]
_TIMES = ["today", "tomorrow", "again", "slowly", "often", "never", "twice", "monthly", "silently"]


def _text(n: int) -> str:
    one, two = _SUBJECTS[n % 10], _SUBJECTS[n // 10 % 10]
    return f"the {one} {_VERBS[n % 8]} while our {two} {_VERBS[n // 3 % 8]} {_TIMES[n % 9]}"


def _candidate(n: int, **more: object) -> Candidate:
    chances = more.pop("chances", {"concern": 0.02, "escalation": 0.01})
    row = {
        "language": "en",
        "thread": f"t{n // 5}",
        "client": "a.example",
        "text": _text(n),
        **more,
    }
    return Candidate(Row(str(n), **row), chances, {"concern": 0.5, "escalation": 0.2})


def test_takes_what_is_unsure() -> None:
    sure = [_candidate(n) for n in range(300)]
    unsure = [_candidate(300 + n, chances={"concern": 0.45, "escalation": 0.01}) for n in range(30)]
    chosen = choose([*sure, *unsure], Wanted(30))
    hits = sum(int(each.candidate.row.id) >= 300 for each in chosen)
    assert len(chosen) == 30
    assert hits > 15  # by chance there would be three
    assert any(each.why == "unsure: concern .45" for each in chosen)


def test_takes_likely_cases_of_a_rare_label_first() -> None:
    many = [_candidate(n) for n in range(300)]
    many[77] = _candidate(77, chances={"concern": 0.02, "escalation": 0.6})
    chosen = choose(many, Wanted(10))
    assert chosen[0].candidate.row.id == "77"
    assert chosen[0].why == "rare: escalation .60"


def test_a_rare_label_that_is_known_often_is_not_looked_for() -> None:
    many = [_candidate(n) for n in range(300)]
    many[77] = _candidate(77, chances={"concern": 0.02, "escalation": 0.9})
    chosen = choose(many, Wanted(10, known={"escalation": 50}))
    assert all(each.label != "escalation" or each.reason != "rare" for each in chosen)


def test_the_same_seed_gives_the_same_and_another_gives_another() -> None:
    many = [_candidate(n) for n in range(200)]
    ids = [[each.candidate.row.id for each in choose(many, Wanted(20, seed))] for seed in (1, 1, 2)]
    assert ids[0] == ids[1]
    assert ids[0] != ids[2]


def test_threads_and_clients_are_spread() -> None:
    one = [_candidate(n, thread="big", chances={"concern": 0.5}) for n in range(100)]
    others = [_candidate(100 + n, thread=f"t{n}", client="b.example") for n in range(100)]
    chosen = choose([*one, *others], Wanted(20, thread=2))
    threads = Counter(each.candidate.row.thread for each in chosen)
    assert threads["big"] == 2
    assert len(chosen) == 20


def test_gives_way_where_there_is_only_one_thread() -> None:
    chosen = choose([_candidate(n, thread="one") for n in range(30)], Wanted(20, thread=2))
    assert len({each.candidate.row.id for each in chosen}) == 20


def test_both_languages_have_their_share() -> None:
    english = [_candidate(n) for n in range(400)]
    chinese = [_candidate(400 + n, language="zh", text=f"第{n}次导出又失败了") for n in range(25)]
    chosen = choose([*english, *chinese], Wanted(50))
    assert Counter(each.candidate.row.language for each in chosen) == {"en": 40, "zh": 10}


@pytest.mark.parametrize("count", [0, 1, 3])
def test_gives_all_where_fewer_are_there_than_wanted(count: int) -> None:
    assert len(choose([_candidate(n) for n in range(count)], Wanted(10))) == count


def test_without_a_model_sentences_are_spread() -> None:
    row = {"language": "en"}
    same = [Candidate(Row(f"a{n}", "the export fails again today", **row)) for n in range(50)]
    other = [Candidate(Row(f"b{n}", _text(n * 7), **row)) for n in range(10)]
    chosen = choose([*same, *other], Wanted(8))
    assert sum(each.candidate.row.id.startswith("b") for each in chosen) >= 6
    assert {each.why for each in chosen} == {"different"}


def test_repeats_are_left_out() -> None:
    texts = [
        "Your invoice 4711 of 3 March is overdue.",
        "Your invoice 4712 of 4 March is overdue!",
        "The export fails on every second row.",
        "Could you send the schedule by Friday?",
        "导出功能在每次升级之后都会失败，请尽快处理。",
        "导出功能在每次升级之后都会失败,请尽快处理!",
    ]
    languages = ["en"] * 4 + ["zh"] * 2
    assert without_repeats(texts, languages) == [0, 2, 3, 4]
    known = [("The export fails on every second row!", "en")]
    assert without_repeats(texts, languages, known) == [0, 3, 4]


def test_repeats_are_found_among_many_in_good_time() -> None:
    texts = [f"{_text(n)} and {_text(n * 13 + 5)}" for n in range(5_000)]
    started = time.process_time()
    kept = without_repeats(texts, ["en"] * len(texts))
    assert time.process_time() - started < 5
    assert 0 < len(kept) < len(texts)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The export fails on every second row.", "en", True),
        ("Thanks a lot,", "en", False),
        ("Best regards, Anna", "en", False),
        ("Hi Anna,", "en", False),
        ("OK.", "en", False),
        ("https://docs.example/a/b", "en", False),
        ("Subject: the export fails again", "en", False),
        ("0x3f 0x1a 22 19 0.00 | 14 | 3", "en", False),
        ("Anna Berg Jeff Skilling Mark Lay", "en", False),
        ("x " * 400, "en", False),
        ("导出功能每次都失败。", "zh", True),
        ("好的", "zh", False),
        ("发件人：王小明", "zh", False),
    ],
)
def test_what_is_worth_asking(text: str, language: str, expected: bool) -> None:
    assert is_worth_asking(text, language) is expected
