"""What makes a comment a hint: what hardly matters here is not told unasked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from thread_made import CLIENT, TEAM, message, sentence, signal

from commsense.assessment import ReadMessage, ReadSentence
from commsense.checking import quiet
from commsense.checking.result import Comment, Passage, Point, Severity, Taken
from commsense.conversation import Kind, Side
from commsense.labels import Origin

WARNING, HINT, ERROR = Severity.WARNING, Severity.HINT, Severity.ERROR
CALM = message("m1", CLIENT, "When is the export ready?")
DRAFT = message("draft", TEAM, "It is ready on Monday.")


def term(words: str, severity: Severity = WARNING) -> Comment:
    return Comment("CO3", severity, 0, len(words), 0.9, {"words": words})


def needs(*criteria: str, confidence: float = 0.95) -> list[Comment]:
    return [Comment(name, WARNING, 0, 0, confidence) for name in criteria]


def angry(*, side: Side = CLIENT) -> ReadMessage:
    text = "I am really disappointed."
    seen = sentence(text, signal("cue:dissatisfied", "disappointed", text), side=CLIENT)
    return message("m1", side, seen)


def upset() -> ReadMessage:
    """Somebody who raises a worry and sounds unhappy, and does not say so in so many words."""
    seen = replace(
        sentence("The export fails every night.", side=CLIENT),
        sentiment_scores={"negative": 0.9},
        acts={"concern": 0.9},
    )
    return message("m1", CLIENT, seen)


def severities(
    comments: list[Comment], *before: ReadMessage, points: Sequence[Point] = ()
) -> list[Severity]:
    return [each.severity for each in quiet.quieter(comments, (*before, DRAFT), points)]


def point(taken: Taken, *, recent: bool = True) -> Point:
    return Point(Passage("m1", 0, 5, "When?"), "question", taken, None, 0.9, 0.9, recent)


@pytest.mark.parametrize(
    ("origin", "weak"), [(Origin.LEXICON, False), (Origin.RULE, False), (Origin.MODEL, True)]
)
def test_jargon_that_only_the_model_sees_is_a_hint(origin: Origin, weak: bool) -> None:
    text = "We start the frobnication."
    seen = signal("jargon:acronym", "frobnication", text, origin)
    assert quiet.hint("CO3", sentence(text, seen), seen) is weak
    assert quiet.hint("CO3", sentence(text), None)


@pytest.mark.parametrize(
    ("kind", "weak"),
    [("buzzword", True), ("technical", True), ("acronym", False), ("legalese", False),
     ("internal", False)],
)  # fmt: skip
def test_office_talk_and_words_of_the_trade_are_hints(kind: str, weak: bool) -> None:
    text = "Let us touch base."
    seen = signal(f"jargon:{kind}", "touch base", text, Origin.LEXICON)
    assert quiet.hint("CO3", sentence(text, seen), seen) is weak


def test_a_misspelling_is_a_hint_and_harsh_words_are_not() -> None:
    text = "We recieve nothing."
    misspelt = signal("cue:misspelling", "recieve", text)
    harsh = signal("flag:harsh", "nothing", text)
    assert quiet.hint("PX3", sentence(text, misspelt), misspelt)
    assert not quiet.hint("PX3", sentence(text, harsh), harsh)
    assert not quiet.hint("PX3", sentence(text), None)


@pytest.mark.parametrize("seen", ["cue:condition", "cue:polite_offer"])
def test_an_offer_without_a_day_is_a_hint(seen: str) -> None:
    text = "If you like, we can call you."
    assert quiet.hint("TR3", sentence(text, signal(seen)), None)
    assert not quiet.hint("TR3", sentence(text), None)
    assert not quiet.hint("CO4", sentence(text, signal(seen)), None)


@pytest.mark.parametrize("criterion", quiet.PROBLEMS)
def test_a_problem_counts_where_something_went_another_way(criterion: str) -> None:
    text = "The bug list is attached."
    assert quiet.hint(criterion, sentence(text), None)
    assert not quiet.hint(criterion, sentence(text, signal("act:deviation")), None)


def test_all_others_are_told() -> None:
    text = "We do it soon."
    assert not quiet.hint("CO4", sentence(text), None)
    assert not quiet.hint("EX7", sentence(text), None)


def test_few_terms_are_told_and_each_once() -> None:
    few = [term(f"term{number}") for number in range(quiet.MOST_TERMS)]
    given = [few[0], term("TERM0"), *few[1:], term("one more"), few[0]]
    expected = [WARNING, HINT, *[WARNING] * (quiet.MOST_TERMS - 1), HINT, HINT]
    assert severities(given, CALM) == expected


def test_words_of_contracts_count_as_one() -> None:
    legal = [
        Comment("CO3", WARNING, 0, 4, 0.9, {"words": words, "seen": "legalese"})
        for words in ("pursuant to", "hereinafter")
    ]
    assert severities(legal, CALM) == [WARNING, HINT]


def test_a_term_is_let_go_where_something_weightier_is_told() -> None:
    date = Comment("CO4", WARNING, 0, 4, 0.9)
    assert severities([date, term("UAT")], CALM) == [WARNING, HINT]
    assert severities([replace(date, severity=HINT), term("UAT")], CALM) == [HINT, WARNING]
    unheard = needs("NF2")  # of a client who is not unhappy
    assert severities([*unheard, term("UAT")], CALM) == [HINT, WARNING]


def test_terms_of_the_teams_own_glossary_are_told_all() -> None:
    given = [
        Comment("CO3", WARNING, 0, 4, 0.9, {"words": words, "seen": quiet.OWN_TERM})
        for words in ("hypercare", "big bang", "Hypercare")
    ]
    assert severities([Comment("CO4", WARNING, 0, 4, 0.9), *given], CALM) == [
        WARNING, WARNING, WARNING, HINT,
    ]  # fmt: skip


@pytest.mark.parametrize(("sure", "severity"), [(0.7, HINT), (0.8, ERROR)])
def test_a_colleague_is_blamed_surely_or_it_is_a_hint(sure: float, severity: Severity) -> None:
    blamed = Comment("TE2", ERROR, 0, 9, sure)
    assert severities([blamed], CALM) == [severity]


def test_terms_that_are_hints_already_take_no_place() -> None:
    given = [term("API", HINT), term("UAT"), term("SIV")]
    assert severities(given, CALM) == [HINT, WARNING, HINT]


TERMS = ("UAT", "go-live", "rollback", "sprint", "API")[: quiet.AT_HOME]


def test_a_client_at_home_in_the_trade_is_not_told_its_words() -> None:
    expert = message("m1", CLIENT, *(f"What about the {each}?" for each in TERMS))
    layman = message("m1", CLIENT, *(f"What about the {each}?" for each in TERMS[1:]))
    assert severities([term("staging"), *needs("CO4")], expert) == [HINT, WARNING]
    assert severities([term("staging")], expert) == [HINT]
    assert severities([term("staging")], layman) == [WARNING]


def test_terms_of_several_mails_of_the_client_count_together_and_the_teams_do_not() -> None:
    one = message("m1", CLIENT, f"What about the {TERMS[0]}?")
    others = [f"And the {each}?" for each in TERMS[1:]]
    assert quiet.is_at_home((one, message("m2", CLIENT, *others)))
    assert not quiet.is_at_home((one, message("m2", TEAM, *others)))
    assert not quiet.is_at_home((one, one, one))
    assert not quiet.is_at_home(())


def test_an_unhappy_client_needs_one_thing_first() -> None:
    given = needs("NF5", "NF4", "NF2")
    assert severities(given, angry()) == [HINT, HINT, WARNING]
    assert severities(needs("NF5", "NF4"), angry()) == [HINT, WARNING]
    assert severities(needs("NF5"), angry()) == [WARNING]


def test_an_unhappy_client_whose_points_are_all_answered_needs_no_more() -> None:
    answered = [point(Taken.ANSWERED)] * quiet.SEVERAL
    assert severities(needs("NF2", "NF1"), upset(), points=answered) == [HINT, WARNING]
    assert severities(needs("NF2"), angry(), points=answered) == [WARNING]
    for left in (
        answered[1:],
        [*answered, point(Taken.LEFT)],
        [*answered, point(Taken.DEFERRED)],
        [point(Taken.ANSWERED, recent=False)] * quiet.SEVERAL,
    ):
        assert severities(needs("NF2"), upset(), points=left) == [WARNING]


def test_a_content_client_needs_none_of_it() -> None:
    assert severities(needs("NF2", "CO4"), CALM) == [HINT, WARNING]
    assert severities(needs("NF2")) == [HINT]


def test_a_sharp_word_to_an_unhappy_client_is_told_beside() -> None:
    assert severities(needs("NF1", "NF2"), angry()) == [WARNING, WARNING]


def test_what_is_not_sure_is_a_hint() -> None:
    assert severities(needs("NF2", confidence=quiet.SURE), angry()) == [WARNING]
    assert severities(needs("NF2", confidence=quiet.SURE - 0.01), angry()) == [HINT]


def test_errors_of_other_criteria_stay_errors() -> None:
    given = [Comment("TR6", ERROR, 0, 0, 0.9), Comment("EX7", ERROR, 0, 0, 0.1)]
    assert severities(given, CALM) == [ERROR, ERROR]


def test_a_meeting_since_then_has_cleared_the_air() -> None:
    for kind in (Kind.NOTES, Kind.TRANSCRIPT):
        notes = message("m2", Side.BOTH, "We talked about it.")
        met = replace(notes, message=replace(notes.message, kind=kind))
        assert not quiet.is_dissatisfied((angry(), met))
        assert quiet.is_dissatisfied((met, angry()))


def test_praise_beside_a_complaint_makes_it_a_small_one() -> None:
    complaint = sentence("It fails.", negative=0.8, concern=0.6)
    praise = replace(sentence("Great work else."), sentiment_scores={"positive": 0.8})
    assert not quiet.is_dissatisfied((message("m1", CLIENT, complaint, praise),))
    cross = sentence("I am cross.", signal("cue:dissatisfied"))
    assert quiet.is_dissatisfied((message("m1", CLIENT, cross, praise),))


def unhappy(said: ReadSentence, *more: ReadMessage) -> bool:
    return quiet.is_dissatisfied((message("m1", CLIENT, "Hello Tom,", said), *more))


def test_who_complains_is_dissatisfied() -> None:
    assert quiet.is_dissatisfied((angry(),))
    assert unhappy(sentence("I will call your boss.", signal("act:escalation")))
    assert unhappy(sentence("It fails.", negative=0.8, concern=0.6))
    assert unhappy(sentence("No, it does not.", negative=0.8, disagreement=0.6))


def test_something_sad_or_a_mere_worry_is_no_complaint() -> None:
    assert not unhappy(sentence("My dog has died.", negative=0.9, status=0.9))
    assert not unhappy(sentence("Will it hold?", negative=0.3, concern=0.9))
    assert not unhappy(sentence("It fails.", negative=0.8, concern=0.4))
    assert not quiet.is_dissatisfied(())


def test_the_clients_latest_message_counts() -> None:
    answered = message("m2", TEAM, "It works again.")
    happy = message("m3", CLIENT, "Great, thank you.")
    assert quiet.is_dissatisfied((angry(), answered))
    assert not quiet.is_dissatisfied((angry(), answered, happy))
    assert not quiet.is_dissatisfied((angry(side=TEAM),))
