"""What a model reads in two sentences, weighed with what the features say."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from ledger_threads import CLIENT, TEAM, say

from commsense.assessment import ReadSentence
from commsense.conversation import Thread
from commsense.labels import RELATIONS
from commsense.ledger import Ledger, Relate, follow
from commsense.ledger.reading import DOUBT, LOOKED_AT
from commsense.settings import Standards

ASKED = say("m1", CLIENT, ("Is the new gate wide enough for the lorry?", "question"))
REPLY = say(
    "m2",
    TEAM,
    ("Hello Mara,", ""),
    ("The drawings show four metres.", ""),
    ("The weather has been bad.", ""),
    ("Our office is closed on Friday.", ""),
    ("We had a good meeting.", ""),
)
Pairs = Sequence[tuple[ReadSentence, ReadSentence]]


def told(words: str, relation: str, met: list[tuple[str, str]] | None = None) -> Relate:
    """A model that sees ``relation`` in the lines with these words, and nothing in the others."""

    def relate(pairs: Pairs) -> list[dict[str, float]]:
        if met is not None:
            met.extend((concern.text, later.text) for concern, later in pairs)
        rows = []
        for _, later in pairs:
            sure = relation if words in later.text else "none"
            rows.append({name: 0.96 if name == sure else 0.01 for name in RELATIONS})
        return rows

    return relate


def track(relate: Relate | None) -> Ledger:
    thread = Thread("t", "subject", ("m1", "m2"))
    return follow(thread, [ASKED, REPLY], (), Standards(), None, relate)


def moved(ledger: Ledger) -> list[tuple[str, int, str]]:
    events = ledger.concerns[0].events[1:]
    return [(event.message, event.sentence, event.status.value) for event in events]


@pytest.fixture
def three_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the model be asked about several lines of a message."""
    monkeypatch.setattr("commsense.ledger.reading.LOOKED_AT", 3)


@pytest.mark.usefixtures("three_lines")
def test_the_line_that_the_model_reads_as_the_answer_is_the_evidence() -> None:
    assert moved(track(told("four metres", "answered"))) == [("m2", 2, "answered")]


@pytest.mark.usefixtures("three_lines")
def test_a_model_that_sees_nothing_makes_an_answer_less_likely() -> None:
    assert moved(track(told("no such words", "answered"))) == []


def test_only_the_likeliest_lines_are_asked_about() -> None:
    met: list[tuple[str, str]] = []
    track(told("four metres", "answered", met))
    assert {concern for concern, _ in met} == {"Is the new gate wide enough for the lorry?"}
    assert len(met) == LOOKED_AT


def test_what_the_features_leave_no_doubt_of_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    met: list[tuple[str, str]] = []
    monkeypatch.setattr("commsense.ledger.reading.DOUBT", (DOUBT[1], DOUBT[1]))
    track(told("four metres", "answered", met))
    assert met == []


def test_an_outcome_that_the_guide_rules_out_stays_ruled_out() -> None:
    thanks = say("m2", TEAM, ("Thank you for your message.", "appreciation"))
    thread = Thread("t", "subject", ("m1", "m2"))
    ledger = follow(thread, [ASKED, thanks], (), Standards(), None, told("Thank", "resolved"))
    assert "resolved" not in [event.status.value for event in ledger.concerns[0].events]
