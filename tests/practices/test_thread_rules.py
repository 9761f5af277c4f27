"""Each rule of thread level on hand-made signals, concerns and commitments."""

from __future__ import annotations

from datetime import date

import made
import pytest
from ruled import reasons, run, verdicts

from commsense.assessment import Commitment
from commsense.conversation import Side
from commsense.labels import Kept, Status

TEAM, CLIENT = Side.TEAM, Side.CLIENT
DELAY = ("The start slips.", ["act:deviation"])
SEEN = 'seen = { any = ["act:deviation"], sure = 0.6 }'

ANSWERED = 'kind = "answered"\nstatus = "answered"'
OF_CLIENT = 'side = "client"'


def _exchange(*moves, confidence=0.9):
    asked = made.message(1, CLIENT, ("When?", ["act:question"]), date="2026-03-02T10:00")
    reply = made.message(2, TEAM, ("On Monday.", []), date="2026-03-02T12:00")
    again = made.message(3, CLIENT, ("Thanks.", []), date="2026-03-03T12:00")
    late = made.message(4, TEAM, ("As I said.", []), date="2026-03-09T12:00")
    by_name = {"reply": reply, "late": late}
    raised = made.concern(
        asked, *((by_name[name], status) for name, status in moves), confidence=confidence
    )
    return made.thread(asked, reply, again, late, concerns=[raised])


def test_answered_looks_at_the_replies_up_to_the_clients_next_message():
    soon = _exchange(("reply", Status.ANSWERED))
    (finding,), _ = run(ANSWERED, soon, OF_CLIENT, "thread")
    assert (finding.verdict.value, finding.message, finding.person) == ("met", "m2", "Ann")
    assert finding.evidence[0].text == "On Monday."
    late = _exchange(("late", Status.ANSWERED))
    assert verdicts(ANSWERED, late, OF_CLIENT, "thread") == ["missed"]
    assert verdicts(ANSWERED + '\nby = "end"', late, OF_CLIENT, "thread") == ["met"]


def test_answered_is_missed_with_the_clients_sentence():
    (finding,), _ = run(ANSWERED, _exchange(("reply", Status.ACKNOWLEDGED)), OF_CLIENT, "thread")
    assert finding.values == {"count": "1", "total": "1", "text": "When?"}
    assert finding.evidence[0].message == "m1"


def test_answered_says_nothing_where_the_concern_is_doubtful_or_nobody_replied():
    doubtful = _exchange(confidence=0.3)
    assert reasons(ANSWERED, doubtful, OF_CLIENT, "thread")["unsure"] == 1
    asked = made.message(1, CLIENT, ("When?", []))
    alone = made.thread(asked, concerns=[made.concern(asked)])
    assert reasons(ANSWERED, alone, OF_CLIENT, "thread") == {"not-applicable": 1}


def test_who_asks_back_has_not_passed_a_question_over():
    asked = made.message(1, CLIENT, ("When?", ["act:question"]))
    back = made.message(2, TEAM, ("Which of the two?", ["act:question"]))
    thread = made.thread(asked, back, concerns=[made.concern(asked)])
    assert verdicts(ANSWERED, thread, OF_CLIENT, "thread") == ["missed"]
    assert verdicts(ANSWERED + '\nunless = ["act:question"]', thread, OF_CLIENT, "thread") == []


def test_a_turn_of_several_messages_is_judged_once():
    first = made.message(1, CLIENT, ("When?", ["act:question"]), date="2026-03-02T10:00")
    second = made.message(2, CLIENT, ("And who?", ["act:question"]), date="2026-03-05T10:00")
    reply = made.message(3, TEAM, ("Hello.", []), date="2026-03-05T11:00")
    raised = [made.concern(first), made.concern(second)]
    thread = made.thread(first, second, reply, concerns=raised)
    (answered,), _ = run(ANSWERED, thread, OF_CLIENT, "thread")
    assert (answered.message, answered.values["count"]) == ("m3", "2")
    (within,), _ = run(WITHIN, thread, OF_CLIENT, "thread")
    assert (within.verdict.value, within.values["hours"]) == ("missed", "28")


WITHIN = 'kind = "within"\nlimit = "response_hours"'


def test_within_counts_working_hours_to_the_first_reply():
    (finding,), _ = run(WITHIN, _exchange(), OF_CLIENT, "thread")
    assert (finding.verdict.value, finding.values) == ("met", {"hours": "2", "limit": "8"})


def test_within_is_missed_without_any_reply_once_the_time_is_over():
    asked = made.message(1, CLIENT, ("When?", []), date="2026-03-02T10:00")
    thread = made.thread(asked, concerns=[made.concern(asked)])
    late = run(WITHIN, thread, OF_CLIENT, "thread", as_of=date(2026, 3, 6))[0]
    assert [f.verdict.value for f in late] == ["missed"]
    assert late[0].message == "m1"
    assert late[0].person == ""
    early = run(WITHIN, thread, OF_CLIENT, "thread", as_of=date(2026, 3, 2))
    assert early[0] == ()
    assert reasons(WITHIN, thread, OF_CLIENT, "thread") == {"no-date": 1}


@pytest.mark.parametrize(("day", "verdict"), [("2026-03-01", "met"), ("2026-02-20", "missed")])
def test_within_counts_days_since_a_date_in_the_sentence(day, verdict):
    told = ("It fails since then.", ["act:deviation", f"date:date@{day}"])
    thread = made.thread(made.message(1, TEAM, told, date="2026-03-02T10:00"))
    rule = 'kind = "within"\nlimit = "report_days"\nsince = "date"'
    assert verdicts(rule, thread, SEEN, "thread") == [verdict]


BEFORE = 'kind = "before"\nfirst = ["act:deviation"]\nthen = ["act:concern"]'


def test_before_is_judged_once_by_who_came_first():
    team = made.message(1, TEAM, DELAY)
    client = made.message(2, CLIENT, ("Will it be late?", ["act:concern"]))
    more = made.message(3, TEAM, DELAY)
    assert verdicts(BEFORE, made.thread(team, client, more), level="thread") == ["met"]
    assert verdicts(BEFORE, made.thread(client, more), level="thread") == ["missed"]
    assert verdicts(BEFORE, made.thread(client), level="thread") == []


FOLLOWS = 'kind = "follows"\nthen = ["act:follow_up"]\ndays = 7'


def test_follows_waits_until_the_days_have_passed():
    told = made.message(1, TEAM, DELAY, date="2026-03-02T10:00")
    after = made.message(2, TEAM, ("I'll call.", ["act:follow_up"]), date="2026-03-05T10:00")
    too_late = made.message(2, TEAM, ("I'll call.", ["act:follow_up"]), date="2026-03-20T10:00")
    assert verdicts(FOLLOWS, made.thread(told, after), SEEN, "thread") == ["met"]
    assert verdicts(FOLLOWS, made.thread(told, too_late), SEEN, "thread") == ["missed"]
    assert verdicts(FOLLOWS, made.thread(told), SEEN, "thread", as_of=date(2026, 3, 4)) == []


AGREES = 'kind = "agrees"\nunless = ["cue:change"]'
DATED = 'seen = ["date:date"]'


@pytest.mark.parametrize(
    ("day", "labels", "expected"),
    [
        ("2026-03-16", [], ["met"]),
        ("2026-03-23", [], ["missed"]),
        ("2026-03-23", ["cue:change"], ["met"]),
    ],
)
def test_agrees_compares_the_dates_of_one_matter(day, labels, expected):
    text = "The acceptance test of the price import starts then."
    first = made.message(1, TEAM, (text, ["date:date@2026-03-16"]))
    again = made.message(2, TEAM, (text, [f"date:date@{day}", *labels]))
    other = made.message(3, TEAM, ("The invoice goes out.", ["date:date@2026-04-01"]))
    findings, _ = run(AGREES, made.thread(first, again, other), DATED, "thread")
    assert [f.verdict.value for f in findings] == expected
    if expected == ["missed"]:
        assert findings[0].values == {"earlier": "2026-03-16", "later": "2026-03-23"}


@pytest.mark.parametrize(
    ("fate", "expected"),
    [(Kept.KEPT, ["met"]), (Kept.LATE, ["missed"]), (Kept.MISSED, ["missed"]), (Kept.UNKNOWN, [])],
)
def test_kept_reads_the_ledger(fate, expected):
    promised = made.message(1, TEAM, ("I'll send it by Friday.", ["act:commitment"]))
    promise = Commitment(
        "m1:1", "t1", "m1", 1, "Ann", "send it", date(2026, 3, 6), "by Friday", fate, 0.9
    )
    thread = made.thread(promised, commitments=[promise])
    assert verdicts('kind = "kept"', thread, level="thread") == expected
