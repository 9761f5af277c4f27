"""Which messages are judged, and what is said of those that are not."""

from __future__ import annotations

import made
import pytest

from commsense.conversation import Kind, Side
from commsense.practices import judge_thread
from commsense.practices.loading import assemble
from commsense.practices.parsing import parse
from commsense.settings import Standards

RULE = 'kind = "absent"\nany = ["cue:guarantee"]'
PROMISE = ("No risk at all.", ["cue:guarantee"])


def run(*messages, applies=""):
    practice_set = assemble([parse(made.practice(RULE, applies=applies), "made")], {}, "0")
    findings, left = judge_thread(made.thread(*messages), practice_set, Standards())
    return [f.message for f in findings], {(n.criterion, n.reason): n.count for n in left}


def test_only_the_teams_own_messages_are_judged():
    messages = [
        made.message(1, Side.CLIENT, PROMISE),
        made.message(2, Side.TEAM, PROMISE),
        made.message(3, Side.TEAM, PROMISE, automatic=True),
    ]
    assert run(*messages) == (["m2"], {})


def test_unknown_sides_and_languages_are_not_assessed():
    unknown = made.message(1, Side.UNKNOWN, PROMISE)
    finnish = made.message(2, Side.TEAM, PROMISE, assessed=False)
    assert run(unknown, finnish) == ([], {("TR1", "no-sides"): 1, ("TR1", "language"): 1})


@pytest.mark.parametrize(
    ("applies", "reason"),
    [
        ("sentences = 2", "too-short"),
        ("words = 5", "too-short"),
        ("replying = true", "not-applicable"),
        ('kinds = ["notes"]', "not-applicable"),
        ('seen = ["act:cause"]', "not-applicable"),
        ('unless = ["cue:guarantee"]', "not-applicable"),
        ('after = ["sentiment:negative"]', "not-applicable"),
    ],
)
def test_a_criterion_that_does_not_apply_says_why(applies, reason):
    assert run(made.message(1, Side.TEAM, PROMISE), applies=applies) == ([], {("TR1", reason): 1})


def test_after_speaks_of_the_clients_messages_since_the_teams_last_word():
    angry = made.message(1, Side.CLIENT, ("Terrible!", ["sentiment:negative"]))
    reply = made.message(2, Side.TEAM, PROMISE)
    calm = made.message(3, Side.CLIENT, ("All fine.", []))
    later = made.message(4, Side.TEAM, PROMISE)
    assert run(angry, reply, calm, later, applies='after = ["sentiment:negative"]')[0] == ["m2"]
    assert run(reply, calm, later, applies="replying = true")[0] == ["m4"]


def test_notes_are_judged_only_where_a_criterion_says_so():
    notes = made.message(1, Side.BOTH, PROMISE, kind=Kind.NOTES)
    assert run(notes)[0] == []
    assert run(notes, applies='kinds = ["notes"]')[0] == ["m1"]


def test_a_buried_request_and_a_missing_subject_are_seen():
    text = [("Text.", [])] * 5
    buried = made.message(1, Side.TEAM, *text, ("Please?", ["act:request"]), *text)
    nameless = made.message(2, Side.TEAM, ("Hi.", []), subject="Re: ")
    rule = 'kind = "absent"\nany = ["layout:buried_request", "layout:no_subject"]'
    practice_set = assemble([parse(made.practice(rule), "made")], {}, "0")
    findings, _ = judge_thread(made.thread(buried, nameless), practice_set, Standards())
    assert [(f.message, f.verdict.value, f.evidence[0].sentence) for f in findings] == [
        ("m1", "missed", 6),
        ("m2", "missed", 1),
    ]
