"""Each rule of message level on hand-made signals."""

from __future__ import annotations

from dataclasses import replace

import made
import pytest
from ruled import reasons, run, verdicts

from commsense.assessment import Signal
from commsense.conversation import Side
from commsense.labels import Origin

TEAM, CLIENT = Side.TEAM, Side.CLIENT
DELAY = ("The start slips.", ["act:deviation"])

PRESENT = 'kind = "present"\nany = ["act:cause", "cue:cause"]'
SEEN = 'seen = { any = ["act:deviation"], sure = 0.6 }'


def test_present_is_met_by_a_sentence_anywhere_in_the_message():
    thread = made.thread(made.message(1, TEAM, DELAY, ("The supplier was late.", ["act:cause"])))
    assert verdicts(PRESENT, thread, SEEN) == ["met"]


def test_present_is_missed_with_the_calling_sentence_as_evidence():
    thread = made.thread(made.message(1, TEAM, ("Hello.", []), DELAY))
    (finding,), _ = run(PRESENT, thread, SEEN)
    assert finding.verdict.value == "missed"
    assert [(e.message, e.sentence, e.text) for e in finding.evidence] == [
        ("m1", 2, "The start slips.")
    ]
    assert (finding.thread, finding.client, finding.person) == ("t1", made.CLIENT, "Ann")


def test_present_is_not_called_missed_when_the_model_half_sees_it():
    half = [("It was the supplier.", ["act:cause=0.2"])] * 3
    thread = made.thread(made.message(1, TEAM, DELAY, *half))
    assert verdicts(PRESENT, thread, SEEN) == []
    assert reasons(PRESENT, thread, SEEN) == {"unsure": 1}


def test_what_calls_for_a_criterion_has_to_be_sure():
    thread = made.thread(made.message(1, TEAM, ("It slips.", ["act:deviation=0.5"])))
    assert reasons(PRESENT, thread, SEEN) == {"not-applicable": 1}


@pytest.mark.parametrize(
    ("reach", "distance", "verdict"),
    [("sentence", 0, "met"), ("sentence", 1, "missed"), ("near", 2, "met"), ("near", 3, "missed")],
)
def test_reach_of_present_within_a_message(reach, distance, verdict):
    call = ("It slips.", ["act:deviation", *(["cue:cause"] if distance == 0 else [])])
    gap = [("And so on.", [])] * max(distance - 1, 0)
    cause = [("The supplier.", ["cue:cause"])] if distance else []
    thread = made.thread(made.message(1, TEAM, call, *gap, *cause))
    rule = f'kind = "present"\nany = ["cue:cause"]\nreach = "{reach}"'
    assert verdicts(rule, thread, SEEN) == [verdict]


@pytest.mark.parametrize(
    ("reach", "expected"),
    [
        ("message", ["missed"]),
        ("before", ["met"]),
        ("after", ["missed"]),
        ("thread", ["met"]),
    ],
)
def test_reach_of_present_over_a_thread(reach, expected):
    thread = made.thread(
        made.message(1, TEAM, ("The supplier is late.", ["cue:cause"])),
        made.message(2, TEAM, DELAY),
        made.message(3, CLIENT, ("I see.", [])),
    )
    rule = f'kind = "present"\nany = ["cue:cause"]\nreach = "{reach}"'
    assert verdicts(rule, thread, SEEN) == expected


def test_edges_are_the_first_and_last_sentences_and_list_items():
    middle = [("Text.", [])] * 4
    thread = made.thread(made.message(1, TEAM, *middle, ("Please.", ["act:request"]), *middle))
    rule = 'kind = "present"\nany = ["act:request"]\nreach = "edges"'
    assert verdicts(rule, thread) == ["missed"]


def test_absent_quotes_the_words_found():
    thread = made.thread(made.message(1, TEAM, ("No risk at all.", ["cue:guarantee"])))
    (finding,), _ = run('kind = "absent"\nany = ["cue:guarantee"]', thread)
    assert finding.verdict.value == "missed"
    assert finding.values == {"count": "1", "words": '"No risk at all."'}


def test_absent_allows_as_many_as_it_says_and_ignores_weak_sights():
    said = [("Soon.", ["cue:inexact"]), ("Maybe.", ["flag:vague=0.3"])]
    thread = made.thread(made.message(1, TEAM, *said))
    assert verdicts('kind = "absent"\nany = ["cue:inexact"]\nallowed = 1', thread) == ["met"]
    assert verdicts('kind = "absent"\nany = ["flag:vague"]\nsure = 0.5', thread) == ["met"]


def test_absent_can_look_at_the_calling_sentences_only():
    thread = made.thread(made.message(1, TEAM, DELAY, ("See you soon.", ["cue:inexact"])))
    rule = 'kind = "absent"\nany = ["cue:inexact"]\nreach = "sentence"'
    assert verdicts(rule, thread, SEEN) == ["met"]


TOGETHER = 'kind = "together"\nneeds = [["owner"], ["date"]]\nnear = 1\nshare = 0.5'
PROMISE = 'seen = ["act:commitment"]'


def test_together_wants_each_need_in_or_beside_the_calling_sentence():
    whole = ("Ann sends it on Friday.", ["act:commitment", "owner:person", "date:deadline"])
    bare = ("We do it.", ["act:commitment"])
    gap = ("And so on.", [])
    assert verdicts(TOGETHER, made.thread(made.message(1, TEAM, whole)), PROMISE) == ["met"]
    assert verdicts(TOGETHER, made.thread(made.message(1, TEAM, bare)), PROMISE) == ["missed"]
    owner = ("Ann, Friday.", ["owner:person", "date:date"])
    beside = made.thread(made.message(1, TEAM, bare, owner))
    assert verdicts(TOGETHER, beside, PROMISE) == ["met"]
    half = made.thread(made.message(1, TEAM, whole, gap, gap, bare))
    assert verdicts(TOGETHER, half, PROMISE) == ["met"]


def test_together_counts_what_lacks():
    bare = ("We do it.", ["act:commitment"])
    (finding,), _ = run(TOGETHER, made.thread(made.message(1, TEAM, bare, bare)), PROMISE)
    assert finding.values == {"count": "2", "total": "2"}
    assert len(finding.evidence) == 2


@pytest.mark.parametrize(("hits", "verdict"), [(1, "met"), (2, "missed")])
def test_density_by_sentence(hits, verdict):
    long = [("A long one.", ["reading:long_sentence"])] * hits
    thread = made.thread(made.message(1, TEAM, *long, ("Short.", []), ("Short.", [])))
    rule = 'kind = "density"\ncount = ["reading:long_sentence"]\nlimit = 0.3'
    assert verdicts(rule, thread) == [verdict]


def test_density_by_words_counts_every_signal():
    text = " ".join(["word"] * 50)
    rule = 'kind = "density"\ncount = ["jargon"]\nper = "words"\nlimit = 3.0\nallowed = 1'
    one = made.thread(made.message(1, TEAM, (text, ["jargon:acronym"])))
    two = made.thread(made.message(1, TEAM, (text, ["jargon:acronym", "jargon:technical"])))
    assert verdicts(rule, one) == ["met"]
    assert verdicts(rule, two) == ["missed"]


def test_density_quotes_every_word_found():
    text = "UAT by the SME."
    terms = [Signal("jargon", "acronym", a, a + 3, 0.9, Origin.LEXICON) for a in (0, 11)]
    message = made.message(1, TEAM, (text, []))
    sentences = (replace(message.sentences[0], signals=tuple(terms)),)
    thread = made.thread(replace(message, sentences=sentences))
    rule = 'kind = "density"\ncount = ["jargon"]\nper = "message"\nlimit = 1.0'
    (finding,), _ = run(rule, thread)
    assert finding.values["words"] == '"UAT"; "SME"'
    assert [(e.start, e.end) for e in finding.evidence] == [(0, 3), (11, 14)]
