"""What one reply does with each point before it, and the weights that decide it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from ledger_threads import CLIENT, TEAM, say

from commsense.assessment import ReadMessage, ReadSentence
from commsense.labels import RELATIONS, Status
from commsense.ledger import Relate, uptake
from commsense.ledger.uptake import LOOKED_AT, Uptake, noticed

PRICE = "How many user licences are included in the price?"
GATE = "Is the new gate wide enough for the lorry?"
ASKED = say("m1", CLIENT, (PRICE, "question"), (GATE, "question"), day="2026-03-02")
ANSWERED_ONE = say(
    "m2", TEAM, ("Hello Mara,", ""), ("The price includes 25 user licences.", "status"),
    day="2026-03-03",
)  # fmt: skip

Pairs = Sequence[tuple[ReadSentence, ReadSentence]]


def told(relation: str = "answered", met: list[tuple[str, str]] | None = None) -> Relate:
    """A model that sees ``relation`` where two lines share a word, and nothing elsewhere."""

    def row(raised: str, later: str) -> dict[str, float]:
        shared = {word for word in raised.lower().split() if len(word) > 3} & set(
            later.lower().rstrip(".").split()
        )
        seen = relation if shared else "none"
        return {name: 0.96 if name == seen else 0.01 for name in RELATIONS}

    def relate(pairs: Pairs) -> list[dict[str, float]]:
        if met is not None:
            met.extend((raised.text, later.text) for raised, later in pairs)
        return [row(raised.text, later.text) for raised, later in pairs]

    return relate


def always(relation: str) -> Relate:
    """A model that sees ``relation`` everywhere."""
    return lambda pairs: [
        {name: 0.96 if name == relation else 0.01 for name in RELATIONS} for _ in pairs
    ]


def found(*messages: ReadMessage, relate: Relate | None = None) -> dict[str, Uptake]:
    given = noticed(messages, relate or told())
    return {each.concern.text: each.uptake for each in given if each.uptake}


def uptakes(messages: Sequence[ReadMessage], relate: Relate) -> tuple[Uptake, ...]:
    return tuple(found(*messages, relate=relate).values())


def test_a_reply_that_answers_one_of_two_questions() -> None:
    weighed = found(ASKED, ANSWERED_ONE)
    assert list(weighed) == [PRICE, GATE]
    assert weighed[PRICE].taken > 0.8
    assert weighed[PRICE].answered > 0.8
    assert weighed[PRICE].line.sentence.text == "The price includes 25 user licences."
    assert weighed[GATE].taken < 0.4
    assert all(0 <= chance <= 1 for each in weighed.values() for chance in chances(each))


def chances(each: Uptake) -> tuple[float, float]:
    return each.taken, each.answered


def test_a_reply_to_both_takes_up_both() -> None:
    both = say(
        "m2", TEAM,
        ("The price includes 25 user licences.", "status"),
        ("The new gate is four metres wide.", "status"),
        day="2026-03-03",
    )  # fmt: skip
    weighed = found(ASKED, both)
    assert weighed[GATE].taken > 0.8
    assert weighed[GATE].line.sentence.text == "The new gate is four metres wide."


def test_what_is_only_heard_is_taken_up_and_hardly_answered() -> None:
    heard = found(ASKED, ANSWERED_ONE, relate=told("acknowledged"))[PRICE]
    answered = found(ASKED, ANSWERED_ONE)[PRICE]
    assert heard.taken > 0.5
    assert heard.answered < answered.answered - 0.2


def test_what_the_model_reads_counts() -> None:
    none = found(ASKED, ANSWERED_ONE, relate=always("none"))
    every = found(ASKED, ANSWERED_ONE, relate=always("answered"))
    for asked in (PRICE, GATE):
        assert every[asked].taken > none[asked].taken + 0.1
        assert every[asked].answered > none[asked].answered


def test_a_thread_without_any_point_has_nothing_to_take_up() -> None:
    thanks = say("m1", CLIENT, ("Thank you.", "appreciation"), day="2026-03-02")
    assert uptakes((thanks, ANSWERED_ONE), told()) == ()
    assert uptakes((ANSWERED_ONE,), told()) == ()
    assert uptakes((ASKED,), told()) == ()


def test_only_the_last_message_is_weighed() -> None:
    first = say("m2", TEAM, ("The price includes 25 user licences.", "status"), day="2026-03-03")
    last = say("m3", TEAM, ("The new gate is four metres wide.", "status"), day="2026-03-04")
    weighed = found(ASKED, first, last)
    assert {each.line.message.message.id for each in weighed.values()} == {"m3"}
    assert set(weighed) == {GATE}  # the other one was answered before


def test_the_clients_own_next_message_is_no_reply() -> None:
    again = say("m2", CLIENT, ("The weather has been bad.", ""), day="2026-03-03")
    assert uptakes((ASKED, again), told()) == ()


def test_a_draft_without_a_sentence_that_is_read_takes_up_nothing() -> None:
    assert uptakes((ASKED, say("m2", TEAM, day="2026-03-03")), told()) == ()


def test_what_was_settled_before_and_is_not_touched_again_is_not_weighed() -> None:
    met: list[tuple[str, str]] = []
    done = say(
        "m3", CLIENT, ("The licences in the price are settled, thank you.", "confirmation"),
        day="2026-03-04",
    )  # fmt: skip
    last = say("m4", TEAM, ("Have a pleasant week.", ""), day="2026-03-05")
    given = noticed((ASKED, ANSWERED_ONE, done, last), told(met=met))
    settled = [each for each in given if each.concern.status is Status.RESOLVED]
    assert settled
    assert all(each.uptake is None for each in settled)


def test_without_a_model_of_pairs_points_are_followed_and_not_weighed() -> None:
    given = noticed((ASKED, ANSWERED_ONE), None)
    assert [each.concern.text for each in given] == [PRICE, GATE]
    assert all(each.uptake is None for each in given)


def test_few_lines_are_asked_about() -> None:
    met: list[tuple[str, str]] = []
    long = say("m2", TEAM, *[(f"Line {n} is of another matter.", "") for n in range(40)])
    given = say("m1", CLIENT, (PRICE, "question"))
    uptakes((given, long), told(met=met))
    asked_last = met[-LOOKED_AT:]
    assert len(set(asked_last)) == LOOKED_AT
    assert len(met) <= 2 * LOOKED_AT


def test_a_reply_in_another_language_is_weighed_without_its_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    used: list[Mapping[str, float]] = []
    chance = uptake.chance

    def noted(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
        used.append(weights)
        return chance(features, weights)

    monkeypatch.setattr(uptake, "chance", noted)
    question = say("m1", CLIENT, ("测试报告什么时候能发给我们？", "question"), language="zh")
    english = say("m2", TEAM, ("The test report follows on Friday.", "status"))
    chinese = say("m2", TEAM, ("测试报告周五发给您。", "status"), language="zh")
    tables = uptake.shipped()
    ((across,), (same,)) = (
        uptakes((question, reply), always("answered")) for reply in (english, chinese)
    )
    assert used == [tables["across"], tables["answered"], tables["taken"], tables["answered"]]
    assert across.taken > 0.5
    assert same.taken > 0.5
    (silent,) = uptakes((question, english), always("none"))
    assert silent.taken < across.taken - 0.2


def test_the_weights_are_complete_and_name_features_that_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: set[str] = set()
    evidence = uptake.evidence

    def noted(*given: object) -> object:
        features, line = evidence(*given)  # type: ignore[arg-type]
        seen.update(features)
        return features, line

    monkeypatch.setattr(uptake, "evidence", noted)
    found(ASKED, ANSWERED_ONE)
    tables = uptake.shipped()
    assert set(tables) == {"taken", "across", "answered"}
    for name, weights in tables.items():
        assert "always" in weights, name
        assert set(weights) - {"always"} <= seen, name
        assert all(isinstance(weight, float) for weight in weights.values()), name
        assert len(weights) > 5, name
    words = {"ledger", "line", "ledger answers"}
    assert not words & set(tables["across"]), "what shares no words is weighed by them"
    assert {"ledger", "line"} <= set(tables["taken"])
    assert "read answers" in tables["answered"]


def test_chances_stay_between_0_and_1() -> None:
    for name, weights in uptake.shipped().items():
        for size in (-50.0, 0.0, 50.0):
            features = dict.fromkeys(weights, size)
            assert 0 <= uptake.chance(features, weights) <= 1, name
    assert uptake.chance({}, {"always": 0.0}) == 0.5
    assert uptake.chance({"unknown": 9.0}, {"always": 0.0}) == 0.5
    assert uptake.chance({"a": 1.0}, {"always": 0.0, "a": 2.0}) == pytest.approx(0.8808, abs=1e-4)
