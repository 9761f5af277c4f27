from __future__ import annotations

from commsense.training.documents import documents

LONG = [
    f"The {name} of the northern yard has been standing still since early morning."
    for name in ("first crane", "second crane", "third crane", "conveyor", "old gate", "new gate")
]


def one(said: list[tuple[str, str]], origins: dict[str, str] | None = None) -> set[frozenset[str]]:
    """The threads of each document."""
    found = documents(said, origins or {})
    return {
        frozenset(name for name, other in found.items() if other == document)
        for document in found.values()
    }


def test_threads_with_two_long_sentences_in_common_are_one_document() -> None:
    said = [("a", LONG[0]), ("a", LONG[1]), ("b", LONG[1].upper()), ("b", LONG[0]), ("c", LONG[2])]
    assert one(said) == {frozenset("ab"), frozenset("c")}


def test_one_sentence_in_common_proves_nothing() -> None:
    assert one([("a", LONG[0]), ("a", LONG[1]), ("b", LONG[1]), ("b", LONG[2])]) == {
        frozenset("a"),
        frozenset("b"),
    }


def test_formulas_and_short_sentences_prove_nothing() -> None:
    short = [(name, text) for name in "ab" for text in ("Kind regards.", "Many thanks to all.")]
    common = [(name, text) for name in "abcdef" for text in LONG[:2]]
    assert len(one(short)) == 2
    assert len(one(common)) == 6


def test_chinese_sentences_are_long_sooner() -> None:
    texts = (
        "北区的第一台吊车从今天早上开始一直停着没有动。",
        "请在下周三之前把新的验收日期发给我们项目组。",
    )
    assert one([(name, text) for name in "ab" for text in texts]) == {frozenset("ab")}


def test_a_dialogue_has_one_number_everywhere() -> None:
    said = [
        ("stc-01", "When?"),
        ("stc-02", "Who?"),
        ("stc3-dch.train.zh-4003238435126568", "什么时候?"),
        ("stc3-dch.train.en-4003238435126568", "When?"),
        ("stc3-zh-4003238435126568", "什么时候?"),
    ]
    origins = {"stc-01": "STC3 train 4003238435126568", "stc-02": "STC3 train 3497734856660839"}
    assert one(said, origins) == {
        frozenset(name for name, _ in said if name != "stc-02"),
        frozenset({"stc-02"}),
    }


def test_the_first_thread_names_the_document_also_through_a_third() -> None:
    said = [("z", LONG[0]), ("z", LONG[1])]
    said += [("m", text) for text in LONG[:4]] + [("a", text) for text in LONG[2:4]]
    assert documents(said, {}) == {"z": "z", "m": "z", "a": "z"}
