"""Who is client and who is team around a draft."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from checks_made import Checking

from commsense.checking import drafts, earlier
from commsense.checking.parties import parties
from commsense.conversation import Kind, Message, Place, Turn
from commsense.settings import ClientSettings, Settings, TeamSettings

ANNA, BEN = "anna@northwind.example", "ben@northwind.example"
TOM, EVE = "tom@brightline.example", "eve@brightline.example"
TEAM = TeamSettings(domains=("brightline.example",))
NORTHWIND = ClientSettings(name="Northwind", domains=("northwind.example",))
OTHER = ClientSettings(domains=("other.example",))

Told = list[tuple[str, str]]
Threads = Callable[..., tuple[Message, ...]]


def draft(sender: str = "", to: str = "") -> Message:
    """Read a draft, with headers where somebody is named."""
    head = (f"From: {sender}\n" if sender else "") + (f"To: {to}\n" if to else "")
    text = f"{head}Subject: Plan\n\nWe will see.\n" if head else "We will see."
    return drafts.read(text.encode(), "draft.eml" if head else "draft.txt").message


@pytest.fixture
def thread(tmp_path: Path) -> Threads:
    """Make a thread of mails by these people, each to the next one, the last to the first."""

    def make(*senders: str) -> tuple[Message, ...]:
        mails = []
        for number, sender in enumerate(senders, 1):
            to = senders[number % len(senders)] if len(senders) > 1 else TOM
            answers = f"In-Reply-To: <{number - 1}@x.example>\n" if number > 1 else ""
            mails.append(
                f"From x Mon Mar  2 10:0{number}:00 2026\nFrom: {sender}\nTo: {to}\n"
                f"Date: Mon, 2 Mar 2026 10:0{number}:00 +0000\nSubject: Plan\n"
                f"Message-ID: <{number}@x.example>\n{answers}\nWhen is part {number} ready?\n\n"
            )
        path = tmp_path / "thread.mbox"
        path.write_text("".join(mails), encoding="utf-8")
        found = earlier.find(str(path), Settings())
        assert len(found) == len(senders)
        return found

    return make


def told(messages: tuple[Message, ...], written: Message, settings: Settings | None = None) -> Told:
    """Give the side of each message and the client of the draft."""
    found = parties((*messages, written), settings or Settings())
    return [(each.side.value, each.client) for each in found]


def sides(
    messages: tuple[Message, ...], written: Message, settings: Settings | None = None
) -> list[str]:
    return [side for side, _ in told(messages, written, settings)]


def test_who_is_answered_is_the_client(thread: Threads) -> None:
    assert told(thread(ANNA), draft()) == [
        ("client", "northwind.example"),
        ("team", "northwind.example"),
    ]


def test_a_mail_as_pasted_words_is_the_clients() -> None:
    assert sides(earlier.of_text("When is it ready?"), draft()) == ["client", "team"]


def test_the_settings_hold(thread: Threads) -> None:
    both = Settings(team=TEAM, clients=(NORTHWIND,))
    assert sides(thread(ANNA, TOM, BEN), draft(), both) == ["client", "team", "client", "team"]
    assert told(thread(ANNA), draft(), both)[-1] == ("team", "northwind.example")


def test_a_client_of_the_settings_by_address_goes_before_the_teams_domain(thread: Threads) -> None:
    client = ClientSettings(addresses=(EVE,))
    settings = Settings(team=TEAM, clients=(client,))
    assert told(thread(EVE), draft(), settings) == [("client", EVE), ("team", EVE)]


@pytest.mark.parametrize("team", [TeamSettings(), TEAM])
def test_a_client_that_the_settings_do_not_list_is_one_all_the_same(
    thread: Threads, team: TeamSettings
) -> None:
    settings = Settings(team=team, clients=(OTHER, ClientSettings(domains=("third.example",))))
    assert told(thread(ANNA), draft(), settings) == [
        ("client", "northwind.example"),
        ("team", "northwind.example"),
    ]
    assert told((), draft(TOM, ANNA), settings) == [("team", "northwind.example")]


def test_questions_of_an_unlisted_client_are_not_passed_over(checked: Checking) -> None:
    settings = Settings(team=TEAM, clients=(OTHER,))
    asked = "How many licences are included in the price?"
    check = checked("Hi Anna,\n\nthank you for the lunch.", asked, settings=settings)
    assert [each.criterion for each in check.comments] == ["TR6"]


def test_what_settings_say_of_one_client_does_not_hold_where_no_client_is_known(
    checked: Checking,
) -> None:
    ignoring = (ClientSettings(domains=("one.example",), ignore=("CO4", "TR3")), OTHER)
    check = checked("We will fix the import soon.", settings=Settings(clients=ignoring))
    assert check.client == ""
    assert "CO4" in {each.criterion for each in check.comments}


def test_a_colleague_who_wrote_last_is_no_client(thread: Threads) -> None:
    messages = thread(ANNA, EVE)
    expected = [("client", "northwind.example"), *[("team", "northwind.example")] * 2]
    assert told(messages, draft(), Settings(team=TEAM)) == expected
    assert told(messages, draft(TOM)) == expected
    assert told(messages, draft(), Settings(clients=(NORTHWIND,))) == expected


@pytest.mark.parametrize(
    "team",
    [
        TeamSettings(domains=("uk.brightline.example",)),
        TeamSettings(domains=("Brightline.Example",)),
        TeamSettings(addresses=("tom@uk.brightline.example",)),
        TeamSettings(addresses=(TOM,)),
    ],
)
def test_a_colleague_of_the_teams_organisation_is_no_client(
    thread: Threads, team: TeamSettings
) -> None:
    found = told(thread(ANNA, "eve@uk.brightline.example"), draft(), Settings(team=team))
    assert found[0] == ("client", "northwind.example")
    assert found[-1] == ("team", "northwind.example")


def test_the_drafts_sender_tells_the_team(thread: Threads) -> None:
    assert sides(thread(TOM, ANNA, EVE), draft(EVE)) == ["team", "client", "team", "team"]
    partner = thread("pat@partner.example", ANNA)
    assert sides(partner, draft(TOM)) == ["unknown", "client", "team"]
    assert sides(thread(ANNA), draft("anna.twin@northwind.example", ANNA))[-1] == "team"


def test_the_drafts_recipient_is_the_client_where_nothing_else_tells() -> None:
    assert told((), draft(TOM, ANNA)) == [("team", "northwind.example")]
    assert told((), draft("", ANNA), Settings(team=TEAM)) == [("team", "northwind.example")]
    assert told((), draft(TOM, EVE)) == [("team", "")]
    assert told((), draft()) == [("team", "")]


def test_at_a_free_mail_host_the_address_is_the_client(thread: Threads) -> None:
    anna, tom = "anna.northwind.example@gmail.com", "tom.brightline.example@gmail.com"
    assert told(thread(anna), draft()) == [("client", anna), ("team", anna)]
    assert told(thread(anna, tom, anna), draft(tom)) == [
        ("client", anna),
        ("team", anna),
        ("client", anna),
        ("team", anna),
    ]
    own = Settings(team=TeamSettings(addresses=(tom,)))
    assert told(thread(anna, tom), draft(), own)[-1] == ("team", anna)


def test_what_a_draft_quotes_has_sides_without_any_settings() -> None:
    text = (
        "We will see.\n\nOn Mon, 2 Mar 2026 at 10:00, Anna <anna@northwind.example> wrote:\n"
        "> When?\n>\n> On Fri, 27 Feb 2026 at 10:00, Tom <tom@brightline.example> wrote:\n"
        ">> Soon.\n"
    )
    written = drafts.of_text(text).message
    assert told(earlier.quoted(written), written) == [
        ("team", "northwind.example"),
        ("client", "northwind.example"),
        ("team", "northwind.example"),
    ]


def test_people_of_the_team_speak_for_it_in_notes_where_only_their_names_are_stated() -> None:
    text = "Tom: The plan is ready.\nAnna: When do we start?"
    turns = (Turn(0, 23, "Tom"), Turn(24, len(text), "Anna"))
    notes = Message("n", Kind.NOTES, Place("n.txt"), text, text=text, turns=turns)
    settings = Settings(
        team=TeamSettings(people=("Tom",)), clients=(ClientSettings(people=("Anna",)),)
    )
    found = parties((notes, draft()), settings)[0]
    assert {name: side.value for name, (_, side) in found.speakers.items()} == {
        "Tom": "team",
        "Anna": "client",
    }
