"""Archive level: light moments, and the rules that judge a client's history."""

from __future__ import annotations

from datetime import UTC, date, datetime

import made
import pytest

from commsense.conversation import Kind, Side
from commsense.labels import Status
from commsense.practices import ClientHistory, Moment, judge_client, remember
from commsense.practices.history import ConcernFact, Sight
from commsense.practices.loading import assemble
from commsense.practices.parsing import parse
from commsense.settings import Standards


def at(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def moment(number, day, *labels, side=Side.TEAM, concerns=()):
    seen = {label: Sight(1, f"sentence of {label}", 0.9) for label in labels}
    when = at(day)
    name = f"m{number:02}"
    return Moment(name, "t1", made.CLIENT, when, side, Kind.EMAIL, "Ann", seen, tuple(concerns))


def fact(text, raised, answered="", status=Status.OPEN):
    return ConcernFact(
        1, "concern", text, False, 0.9, status, at(raised), at(answered) if answered else None
    )


def run(rule, moments, applies="", as_of=None):
    practice_set = assemble(
        [parse(made.practice(rule, applies=applies, level="archive"), "made")], {}, "0"
    )
    history = ClientHistory(made.CLIENT, tuple(moments), as_of)
    return judge_client(history, practice_set, Standards())


def test_remember_keeps_the_labels_asked_for_and_the_concerns():
    asked = made.message(1, Side.CLIENT, ("When?", ["act:question"]), date="2026-03-02T10:00")
    done = ("It is done.", ["act:status", "cue:done"])
    reply = made.message(2, Side.TEAM, ("Hi.", []), done, date="2026-03-02T12:00")
    robot = made.message(3, Side.TEAM, ("I am away.", []), automatic=True)
    concern = made.concern(asked, (reply, Status.ANSWERED))
    thread = made.thread(asked, reply, robot, concerns=[concern])
    first, second = remember(thread, frozenset({"act:status"}))
    assert [c.answered for c in first.concerns] == [at("2026-03-02T12:00")]
    assert {label: sight.sentence for label, sight in second.seen.items()} == {"act:status": 2}


def test_interval_judges_each_month_by_its_longest_wait():
    days = ["2026-03-02", "2026-03-09", "2026-04-02", "2026-04-06"]
    moments = [moment(n, day, "act:status") for n, day in enumerate(days)]
    rule = 'kind = "interval"\nlimit = "update_days"'
    findings, _ = run(rule, reversed(moments), 'seen = ["act:status"]')
    assert [(f.verdict.value, f.values["month"], f.values["days"]) for f in findings] == [
        ("met", "2026-03", "7"),
        ("missed", "2026-04", "24"),
    ]
    assert findings[1].evidence[0].text == "sentence of act:status"


def test_interval_counts_the_open_end_and_leaves_out_a_long_rest():
    moments = [moment(1, "2026-03-02"), moment(2, "2026-03-05")]
    rule = 'kind = "interval"\nlimit = "silence_days"\nopen_end = true'
    findings, _ = run(rule, moments, as_of=date(2026, 6, 1))
    assert [f.verdict.value for f in findings] == ["met", "missed"]
    findings, _ = run(rule + "\nlongest = 60", moments, as_of=date(2026, 6, 1))
    assert [f.verdict.value for f in findings] == ["met"]


@pytest.mark.parametrize(
    ("day", "verdicts"), [("2026-03-10", ["met"]), ("2026-03-30", ["missed"]), ("", [])]
)
def test_follows_over_the_history(day, verdicts):
    moments = [moment(1, "2026-03-02", "cue:done")]
    if day:
        moments.append(moment(2, day, "act:follow_up"))
    rule = 'kind = "follows"\nthen = ["act:follow_up"]\ndays = 14'
    end = date.fromisoformat(day) if day else date(2026, 3, 5)
    findings, _ = run(rule, moments, 'seen = ["cue:done"]', end)
    assert [f.verdict.value for f in findings] == verdicts


@pytest.mark.parametrize(("months", "verdict"), [((1, 2, 3), "missed"), ((1, 1, 2), "met")])
def test_recurs_counts_the_months_of_one_matter(months, verdict):
    text = "The nightly export of prices has failed again."
    moments = [
        moment(n, f"2026-{m:02}-1{n}", side=Side.CLIENT, concerns=[fact(text, "2026-01-01")])
        for n, m in enumerate(months)
    ]
    findings, _ = run('kind = "recurs"', moments, 'side = "client"')
    assert [f.verdict.value for f in findings] == [verdict]


def test_share_of_concerns_answered_in_time():
    facts = [
        fact("One", "2026-03-02T10:00", "2026-03-02T12:00", Status.RESOLVED),
        fact("Two", "2026-03-02T10:00", "2026-03-02T15:00", Status.ANSWERED),
        fact("Three", "2026-03-02T10:00", "2026-03-09T10:00", Status.OPEN),
    ]
    moments = [moment(1, "2026-03-02", side=Side.CLIENT, concerns=facts)]
    for measure, done in (("in-time", "2"), ("answered", "2"), ("resolved", "1")):
        findings, _ = run(f'kind = "share"\nmeasure = "{measure}"', moments, 'side = "client"')
        assert findings[0].values == {"count": done, "total": "3", "month": "2026-03"}
        assert findings[0].verdict.value == "missed"
    few = 'kind = "share"\nmeasure = "resolved"\nleast = 4'
    findings, left = run(few, moments, 'side = "client"')
    assert findings == ()
    assert [n.reason for n in left] == ["no-data"]


def test_a_history_without_dates_says_so():
    undated = Moment("m1", "t1", made.CLIENT, None, Side.TEAM, Kind.EMAIL, "Ann", {})
    findings, left = run('kind = "interval"\nlimit = 10', [undated])
    assert (findings, [n.reason for n in left]) == ((), ["no-date"])
