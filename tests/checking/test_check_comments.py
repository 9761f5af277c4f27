from __future__ import annotations

from datetime import date

import pytest
from checks_made import Checking

from commsense.checking.comments import ordered
from commsense.checking.places import along
from commsense.checking.result import Check, Comment, Severity
from commsense.checking.saying import said, shown
from commsense.settings import CheckSettings, ClientSettings, Settings

UNHAPPY = "I am really disappointed. The export has failed for the third time and nobody told us."


def of(check: Check, criterion: str) -> list[Comment]:
    return [each for each in check.comments if each.criterion == criterion]


def words(check: Check, comment: Comment) -> str:
    return check.draft.source[comment.start : comment.end]


def test_a_time_that_is_left_open_is_underlined(checked: Checking) -> None:
    check = checked("Hi Anna,\n\nwe will fix the import soon.\n\nTom")
    (comment,) = of(check, "CO4")
    assert words(check, comment) == "soon"
    assert comment.suggestion is not None
    assert "____" in comment.suggestion.text
    assert not comment.suggestion.replaces


def test_the_third_soon_of_a_thread_is_counted(checked: Checking) -> None:
    mail = (
        "When is it fixed?\n\nOn Fri, 27 Feb 2026, Tom <tom@brightline.example> wrote:\n"
        "> We will fix it soon.\n> The report will follow soon.\n"
    )
    (comment,) = of(checked("Hi Anna,\n\nwe will fix the import soon.", mail), "CO4")
    assert comment.values["times"] == "3"
    assert "number 3" in said(comment, "en").message
    assert "3" in said(comment, "zh").message


def test_a_good_answer_gets_no_comment(checked: Checking) -> None:
    check = checked(
        "Hi Anna,\n\nthank you for asking. The report will be with you on Friday 13 March.\n\n"
        "Kind regards\nTom",
        "When do we get the report?",
    )
    assert shown(check, 3) == ()


def test_terms_have_plain_words_to_put_in(checked: Checking) -> None:
    check = checked("Hi Anna,\n\nthe go-live follows the UAT on 4 May, after the rollback test.")
    terms = {words(check, each): each.suggestion for each in of(check, "CO3")}
    assert {"UAT", "go-live"} <= terms.keys()
    assert all(each and each.replaces and each.text for each in terms.values())


@pytest.mark.parametrize("term", ["UAT", "go-live"])
def test_what_the_client_has_read_before_needs_no_explanation(checked: Checking, term: str) -> None:
    mail = f"Is the {term} still on 4 May?"
    check = checked(f"Hi Anna,\n\nthe {term} follows on 4 May and the {term} is short.", mail)
    assert term not in {words(check, each) for each in of(check, "CO3")}


def test_known_terms_of_the_settings_are_not_told(checked: Checking) -> None:
    draft = "Hi Anna,\n\nthe go-live follows the UAT on 4 May."
    mail = "When do you start?"
    client = ClientSettings(domains=("northwind.example",), known_terms=("UAT",), ignore=())
    check = checked(draft, mail, settings=Settings(clients=(client,), known_terms=("go-live",)))
    assert of(checked(draft, mail), "CO3")
    assert not of(check, "CO3")


def test_an_unhappy_client_is_heard_first(checked: Checking) -> None:
    cold = checked("Hi Anna,\n\nthe export runs again since this morning.", UNHAPPY)
    warm = checked(
        "Hi Anna,\n\nyou are right to be disappointed, and I am sorry. The export runs again since"
        " this morning; the cause was a full disk. From Monday on we check it every day.",
        UNHAPPY,
    )
    (told,) = [each for each in shown(cold, 3) if each.criterion.startswith("NF")]
    assert told.criterion == "NF2"
    assert told.elsewhere
    assert not [each for each in shown(warm, 3) if each.criterion.startswith("NF")]


def test_a_content_client_needs_no_comfort(checked: Checking) -> None:
    check = checked(
        "Hi Anna,\n\nthe next export runs on Monday.", "The export works well, thank you."
    )
    assert not [each for each in check.comments if each.criterion.startswith("NF")]


def test_a_promise_that_is_overdue_is_named(checked: Checking) -> None:
    mail = (
        "What about the costs?\n\nOn Fri, 27 Feb 2026, Tom <tom@brightline.example> wrote:\n"
        "> We will send you the test plan by 5 March.\n"
    )
    draft = "Hi Anna,\n\nthe costs are 4,000 euros."
    (comment,) = of(checked(draft, mail), "TR4")
    assert comment.values["due"] == "2026-03-05"
    assert [each.text for each in comment.elsewhere] == [
        "We will send you the test plan by 5 March."
    ]
    assert not of(checked(draft, mail, today=date(2026, 3, 4)), "TR4")
    spoken = f"{draft} The test plan is attached."
    assert not of(checked(spoken, mail), "TR4")


BEFORE = (
    "Is all on track?\n\nOn Fri, 27 Feb 2026, Tom <tom@brightline.example> wrote:\n"
    "> The go-live is on 10 April 2026.\n> The training costs 4,000 euros.\n"
    "> The printed guide is included in the price.\n"
)


@pytest.mark.parametrize(
    ("draft", "earlier", "later"),
    [
        ("The go-live is on 20 April 2026.", "2026-04-10", "2026-04-20"),
        ("The training costs 5,500 euros.", "EUR 4000", "EUR 5500"),
        ("The printed guide is not included.", "is included", "not included"),
    ],
)
def test_what_contradicts_the_thread_is_named(
    checked: Checking, draft: str, earlier: str, later: str
) -> None:
    (comment,) = of(checked(f"Hi Anna,\n\n{draft}\n\nTom", BEFORE), "EX7")
    assert (comment.values["earlier"], comment.values["later"]) == (earlier, later)
    assert comment.elsewhere
    assert words(checked(draft, BEFORE), of(checked(draft, BEFORE), "EX7")[0])


def test_what_agrees_with_the_thread_is_left_alone(checked: Checking) -> None:
    draft = "Hi Anna,\n\nthe go-live is on 10 April 2026. The training costs 4,000 euros."
    assert not of(checked(draft, BEFORE), "EX7")


def test_a_change_that_is_named_needs_its_cause(checked: Checking) -> None:
    bare = checked("Hi Anna,\n\nthe go-live moves to 20 April 2026.", BEFORE)
    assert not of(bare, "EX7")
    assert of(bare, "EX3")
    told = checked(
        "Hi Anna,\n\nthe go-live moves to 20 April 2026, because the supplier delivers late.",
        BEFORE,
    )
    assert not of(told, "EX3")


def test_the_weightiest_comment_comes_first() -> None:
    given = [
        Comment("RE2", Severity.HINT, 0, 0, 0.99),
        Comment("CO4", Severity.WARNING, 30, 34, 0.8),
        Comment("CO4", Severity.WARNING, 10, 14, 0.8),
        Comment("CO7", Severity.ERROR, 0, 0, 0.7),
    ]
    assert [(each.criterion, each.start) for each in ordered(given)] == [
        ("CO7", 0), ("CO4", 10), ("CO4", 30), ("RE2", 0),
    ]  # fmt: skip


def test_few_comments_are_told_of_a_short_mail_and_no_hints(checked: Checking) -> None:
    draft = "We will fix it soon. We will send it shortly. We will call someday. We test it later."
    check = checked(draft)
    assert len(check.comments) > 3
    assert len(shown(check, 3)) == 3
    assert len(shown(check, 1)) == 1
    assert all(each.severity is not Severity.HINT for each in shown(check, 3))


def test_settings_leave_comments_out(checked: Checking) -> None:
    draft = "Hi Anna,\n\nwe will fix the import soon."
    for settings in (
        Settings(check=CheckSettings(ignore=("CO4", "TR3"))),
        Settings(clients=(ClientSettings(domains=("northwind.example",), ignore=("CO4", "TR3")),)),
    ):
        check = checked(draft, "Is it fixed?", settings=settings)
        assert not of(check, "CO4")
        assert check.suppressed >= 1


def test_a_directive_in_the_text_leaves_comments_out(checked: Checking) -> None:
    check = checked("We will fix it soon. <!-- commsense: ignore CO4, TR3 -->")
    assert not of(check, "CO4")
    assert check.suppressed >= 1


def test_a_draft_in_chinese_is_read_as_well(checked: Checking) -> None:
    check = checked("王总：\n\n导入问题我们会尽快修复。\n\n李明")
    (comment,) = of(check, "CO4")
    assert words(check, comment) == "尽快"
    assert comment.suggestion is not None
    assert "日期" in comment.suggestion.text


def test_every_criterion_has_words_in_both_languages() -> None:
    from commsense import lang
    from commsense.checking.comments import PAST

    english, chinese = (lang.data(code, "checking") for code in lang.LANGUAGES)
    for section, texts in english.items():
        assert texts.keys() == chinese[section].keys(), section
    from commsense import practices

    judged = {
        criterion.id
        for level in ("message", "thread")
        for criterion in practices.load().by_level[level]
    }
    assert judged - PAST <= english["said"].keys()


def test_words_broken_over_lines_are_found() -> None:
    body = "we start user\nacceptance testing now"
    flat = "we start user acceptance testing now"
    places = along(flat, body, 0, len(body))
    start, end = flat.index("user"), flat.index(" now")
    assert body[places[start] : places[end - 1] + 1] == "user\nacceptance testing"


def test_a_draft_nobody_can_read_is_not_called_good(checked: Checking) -> None:
    check = checked("Bonjour Madame,\n\nnous livrerons le rapport vendredi prochain sans faute.")
    assert ("language", "fr") in check.notes
    assert checked("").notes == (("empty", ""),)


def test_hostile_html_is_only_text() -> None:
    from commsense.checking import drafts

    source = "<html><body>" + "<div>" * 5000 + "We will do it soon.<script>alert(1)</script>"
    draft = drafts.of_text(source, "html")
    assert draft.source.strip() == "We will do it soon."
