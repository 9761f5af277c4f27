from __future__ import annotations

from datetime import UTC, datetime

from commsense.assessment import Finding, ReadMessage, Score, ThreadAssessment
from commsense.conversation import Kind, Message, Place, Side, Thread
from commsense.labels import Verdict
from commsense.scoring import Tally, is_judged

PRACTICE_OF = {"TR1": "trust", "TR2": "trust", "RE4": "relationship"}


def message(name: str, side: Side = Side.TEAM, *, automatic: bool = False) -> ReadMessage:
    date = datetime(2026, 3, 4, tzinfo=UTC)
    kind = Kind.NOTES if side is Side.BOTH else Kind.EMAIL
    raw = Message(name, kind, Place("x"), "", date=date, automatic=automatic)
    return ReadMessage(raw, side, "northwind.example", "Maya", ())


def finding(criterion: str, verdict: Verdict, of: str) -> Finding:
    date = datetime(2026, 3, 4, tzinfo=UTC)
    return Finding(
        criterion, verdict, "message", "t", of, "northwind.example", "Maya", date, (), 1.0
    )


def tallied(*findings: Finding, messages: tuple[ReadMessage, ...]) -> tuple[Tally, list[Score]]:
    tally = Tally(PRACTICE_OF, frozenset({"RE4"}))
    thread = Thread("t", "", tuple(m.message.id for m in messages))
    own = tally.add(ThreadAssessment(thread, "northwind.example", messages, findings=findings))
    return tally, list(own)


def one(scores: list[Score], scope: str, key: str, subject: str) -> Score:
    return next(s for s in scores if (s.scope, s.key, s.subject) == (scope, key, subject))


def test_findings_are_counted_in_every_scope() -> None:
    tally, _ = tallied(
        finding("TR1", Verdict.MET, "a"),
        finding("TR1", Verdict.MISSED, "b"),
        messages=(message("a"), message("b")),
    )
    scores = list(tally.scores())
    for scope, key in (
        ("archive", ""),
        ("client", "northwind.example"),
        ("person", "Maya"),
        ("month", "2026-03"),
    ):
        score = one(scores, scope, key, "trust")
        assert (score.met, score.missed, score.value) == (1, 1, 0.5)


def test_what_gave_no_finding_is_not_assessed_and_never_missed() -> None:
    tally, _ = tallied(finding("TR1", Verdict.MET, "a"), messages=(message("a"), message("b")))
    score = one(list(tally.scores()), "archive", "", "trust")
    assert (score.met, score.missed) == (1, 0)
    assert score.not_assessed == 2 * 2 - 1


def test_a_practice_without_findings_has_no_value() -> None:
    tally, _ = tallied(messages=(message("a"),))
    assert one(list(tally.scores()), "archive", "", "trust").value is None


def test_threads_and_messages_get_scores_of_their_own() -> None:
    _, own = tallied(
        finding("TR1", Verdict.MET, "a"),
        finding("TR2", Verdict.MISSED, "b"),
        messages=(message("a"), message("b")),
    )
    assert one(own, "message", "a", "trust").value == 1.0
    assert one(own, "message", "b", "trust").value == 0.0
    assert one(own, "thread", "t", "overall").value == 0.5


def test_archive_findings_belong_to_their_client() -> None:
    tally, _ = tallied(messages=(message("a"),))
    tally.add_archive([finding("RE4", Verdict.MISSED, "")])
    score = one(list(tally.scores()), "client", "northwind.example", "relationship")
    assert (score.met, score.missed) == (0, 1)


def test_only_people_of_the_team_and_meetings_are_judged() -> None:
    assert is_judged(message("a"))
    assert is_judged(message("a", Side.BOTH))
    assert not is_judged(message("a", Side.CLIENT))
    assert not is_judged(message("a", automatic=True))


def test_the_order_of_scores_does_not_depend_on_the_order_of_threads() -> None:
    findings = finding("TR1", Verdict.MET, "a"), finding("TR2", Verdict.MISSED, "a")
    there, _ = tallied(*findings, messages=(message("a"),))
    back, _ = tallied(*reversed(findings), messages=(message("a"),))
    assert there.scores() == back.scores()


def test_tallies_of_parts_add_up_to_that_of_the_whole() -> None:
    first = finding("TR1", Verdict.MET, "a"), (message("a"),)
    second = finding("TR1", Verdict.MISSED, "b"), (message("b"),)
    whole, sums = (Tally(PRACTICE_OF, frozenset({"RE4"})) for _ in range(2))
    for found, messages in (first, second):
        thread = Thread("t", "", tuple(m.message.id for m in messages))
        assessment = ThreadAssessment(thread, "northwind.example", messages, findings=(found,))
        whole.add(assessment)
        part = Tally(PRACTICE_OF, frozenset({"RE4"}))
        part.add(assessment)
        sums.merge(part.counts())
    assert sums.scores() == whole.scores()
