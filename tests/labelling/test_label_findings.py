from __future__ import annotations

import numpy as np
import pytest
from label_rows_made import kinds, row, sheet

from commsense.labelling import findings
from commsense.labelling.checks.result import Finding
from commsense.labelling.checks.sheet import Sheet
from commsense.labelling.findings import near
from commsense.labelling.row import Row

LONG = "The migration of the customer data takes two more weeks than we planned."
ZH = "客户数据的迁移比我们计划的要多花两个星期的时间。"


def seen(laid: Sheet) -> dict[str, Finding]:
    return {each.kind: each for each in findings.find(laid)[0]}


def of(*rows: Row, tested: list[Row] | None = None) -> dict[str, int]:
    return kinds(findings.find(sheet(*rows, tested=tested or []))[0])


def test_a_person_who_says_two_things_of_one_sentence() -> None:
    found = seen(sheet(row(LONG, "negative", id="a"), row(LONG, "neutral", id="a")))
    assert found["conflict"].count == 1
    assert found["conflict"].examples[0].said == ("negative", "neutral")
    assert [each.number for each in found["conflict"].examples[0].places] == [1, 2]
    assert "disputed" not in found


def test_two_people_dispute_and_do_not_conflict() -> None:
    found = seen(sheet(row(LONG, "negative"), row(LONG, "neutral", who="ben")))
    assert "conflict" not in found
    assert "copy" not in found
    assert found["disputed"].examples[0].said == ("anna: negative", "ben: neutral")


def test_saying_the_same_twice_is_fine() -> None:
    found = of(row(LONG, "negative"), row(LONG, "negative"), row(LONG, "negative", who="ben"))
    assert not {"conflict", "disputed", "copy"} & set(found)


def test_a_few_words_may_stand_for_two_things() -> None:
    assert "conflict" not in of(row("OK", acts=["confirmation"]), row("OK", acts=[]))
    assert "conflict" in of(
        row("OK", acts=["confirmation"], context=["Friday?"]),
        row("OK", acts=[], context=["Friday?"]),
    )


def test_the_same_words_elsewhere() -> None:
    found = of(row(LONG, "negative", context=["a"]), row(LONG, "neutral", context=["b"]))
    assert found["copy"] == 1
    assert "conflict" not in found


def test_nearly_the_same_words_with_other_labels() -> None:
    other = LONG.replace("two", "three")
    assert of(row(LONG, "negative"), row(other, "neutral"))["near_copy"] == 1
    assert "near_copy" not in of(row(LONG, "negative"), row(other, "negative"))
    assert of(row(ZH, "negative"), row(ZH.replace("两", "三"), "neutral"))["near_copy"] == 1


def test_other_stretches_of_the_same_sentence_are_another_answer() -> None:
    one, other = row(LONG, marks=[(4, 13, "technical")]), row(LONG, marks=[(21, 29, "technical")])
    assert of(one, other)["conflict"] == 1


def test_leaks_between_training_and_test() -> None:
    train = [row(LONG, "neutral", thread="t1"), row(ZH, "neutral", thread="t2")]
    test = [
        row("Something else is said in the very same conversation.", "neutral", thread="t1"),
        row(ZH.replace("。", "！"), "neutral", thread="t3"),
        row(LONG.replace("two", "three"), "neutral", thread="t4"),
        row("Thanks!", "neutral", thread="t5"),
    ]
    found = of(*train, row("Thanks!", "neutral", thread="t9"), tested=test)
    assert found["leak_thread"] == 1
    assert found["leak_text"] == 1
    assert found["leak_near"] == 1


def test_without_a_test_file_nothing_leaks() -> None:
    assert not any(k.startswith("leak") for k in of(row(LONG, "neutral"), row(LONG, "neutral")))


def test_threads_without_a_name_are_not_the_same() -> None:
    found = of(row(LONG, "neutral"), tested=[row("Quite another sentence altogether.", "neutral")])
    assert not any(kind.startswith("leak") for kind in found)


@pytest.mark.parametrize(
    ("start", "end", "kind"),
    [
        (4, 13, None),
        (5, 13, "mark_cut"),
        (4, 12, "mark_cut"),
        (3, 13, "mark_blank"),
        (4, 14, "mark_blank"),
        (71, 72, "mark_blank"),
    ],
)
def test_stretches_that_are_marked_carelessly(start: int, end: int, kind: str | None) -> None:
    found = {k for k in of(row(LONG, marks=[(start, end, "technical")])) if k.startswith("mark")}
    assert found == ({kind} if kind else set())


def test_a_chinese_stretch_cuts_no_word() -> None:
    assert "mark_cut" not in of(row(ZH, language="zh", marks=[(2, 4, "technical")]))
    assert "mark_cut" not in of(row("把UAT做完", language="zh", marks=[(1, 4, "acronym")]))


def test_stretches_over_each_other() -> None:
    assert of(row(LONG, marks=[(4, 13, "technical"), (4, 16, "internal")]))["mark_over"] == 2


def test_a_term_that_is_marked_here_and_not_there() -> None:
    marked = [row(f"The UAT of part {n} starts.", marks=[(4, 7, "acronym")]) for n in range(4)]
    left = [row(f"We still plan the UAT of part {n}.", marks=[]) for n in range(2)]
    found = seen(sheet(*marked, *left))["term_unmarked"]
    assert found.examples[0].said == ("uat",)
    assert found.values["places"] == 2
    within = [row(f"The GRADUATE number {n} is here.", marks=[]) for n in range(2)]
    assert "term_unmarked" not in of(*marked, *within)
    assert "term_unmarked" not in of(*marked, left[0])


def test_texts_that_teach_nothing() -> None:
    found = of(
        row("———!!", "neutral"),
        row("word " * 200, "neutral"),
        row("字" * 200, "neutral", language="zh"),
        row(LONG, "neutral"),
        row("Nobody looked at this sentence at all."),
    )
    assert (found["wordless"], found["long"], found["unlabelled"]) == (1, 2, 1)


def test_labels_with_too_few_sentences() -> None:
    rows = [row(f"Sentence number {n} is fine.", "neutral") for n in range(40)]
    rows += [row(f"Sentence number {n} is bad.", "negative") for n in range(12)]
    rows += [rows[-1]] * 30
    found = seen(sheet(*rows))
    assert found["few"].labels == ("positive",)
    assert found["thin"].labels == ("negative",)
    assert found["thin"].values["listed"] == "negative 12"


def test_a_label_from_one_conversation_only() -> None:
    rows = [row(f"All is well with part {n}.", "neutral", thread=f"t{n % 6}") for n in range(40)]
    rows += [row(f"All is bad with part {n}.", "negative", thread="t1") for n in range(12)]
    assert seen(sheet(*rows))["narrow"].labels == ("negative",)


def test_languages_without_labels() -> None:
    english = [row(f"All is well with part {n}.", "neutral") for n in range(3)]
    absent = seen(sheet(*english))["language_absent"]
    assert absent.values["language"] == "zh"
    unjudged = findings.find(sheet(*english, row(ZH, acts=["status"], language="zh")))[0]
    told = {(f.task, f.values["language"]) for f in unjudged if f.kind == "language_unjudged"}
    assert told == {("sentiment", "zh"), ("acts", "en")}


def test_labels_that_always_stand_together() -> None:
    both = [row(f"Part {n} is late again.", acts=["concern", "impact"]) for n in range(20)]
    found = seen(sheet(*both, row("Part 21 is late again.", acts=["question"])))
    assert found["together"].labels == ("concern", "impact")
    apart = [row(f"Part {n} is early today.", acts=["impact"]) for n in range(5)]
    assert "together" not in of(*both, *apart)


def test_no_rows_and_one_row() -> None:
    assert findings.find(sheet()) == ((), ())
    assert "few" in of(row(LONG, "neutral"))


def test_nearly_the_same_is_found_among_many() -> None:
    random = np.random.default_rng(2)
    texts = ["".join(chr(97 + c) for c in random.integers(0, 26, 60)) for _ in range(3_000)]
    copies = [f"{text[:-1]}#" for text in texts[:200]]
    found = near.find([*texts, *copies])
    assert found.complete
    assert set(found.pairs) <= {(n, 3_000 + n) for n in range(200)}
    assert len(found.pairs) >= 190
    assert near.find([]).pairs == ()
    assert near.find(["one"]).pairs == ()


def test_alike_is_the_share_of_common_runs() -> None:
    assert near.alike("abcdef", "abcdef") == 1
    assert near.alike("客户数据", "客户数量") == pytest.approx(2 / 4)
