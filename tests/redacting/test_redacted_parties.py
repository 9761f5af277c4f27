"""Addresses, headings, traces and settings: what has to match still does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commsense import sides, text
from commsense.conversation import Kind, Message, Person, Place, Skipped
from commsense.redacting import (
    Veil,
    meet,
    redacted,
    redacted_heading,
    redacted_settings,
    redacted_skipped,
    redacted_trace,
    veil,
)
from commsense.redacting.addresses import redacted_address
from commsense.settings import ClientSettings, Settings, TeamSettings
from commsense.sources import duplicates

KEY = bytes(32)


def _mail(number: int, sender: Person, *to: Person, body: str = "Thank you.") -> Message:
    return Message(
        id=str(number), kind=Kind.EMAIL, place=Place("a.mbox", number), body=body,
        subject="Plan", sender=sender, recipients=to, message_id=f"{number}@x.example",
    )  # fmt: skip


ADA = Person("Ada Gray", "ada@team.example")
TOM = Person("Tom Reed", "tomreed77@gmail.com")
JUTTA = Person("Jutta Brandt", "post@jutta-brandt.example")


def _veil(*messages: Message, settings: Settings | None = None) -> Veil:
    return veil([meet(messages)], KEY, settings or Settings())


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("noreply@team.example", "noreply@team.example"),
        ("bounce+ada=team.example@mailer.example", "bounce@mailer.example"),
        ("users@lists.vendor.example", "users@lists.vendor.example"),
        ("", ""),
    ],
)
def test_programs_and_lists_keep_their_addresses(address: str, expected: str) -> None:
    assert redacted_address(address, _veil()) == expected


def test_a_domain_of_ones_own_goes_and_a_companys_stays() -> None:
    hidden = _veil(_mail(1, ADA, JUTTA, TOM))
    assert redacted_address(ADA.email, hidden).endswith("@team.example")
    assert redacted_address(TOM.email, hidden).endswith("@gmail.com")
    own = redacted_address(JUTTA.email, hidden)
    assert "jutta" not in own
    assert own.partition("@")[2].startswith("home-")
    message = text.split(text.clean(_mail(2, ADA, body="See jutta-brandt.example, please.")))
    assert "jutta" not in redacted(message, hidden).text.lower()


def test_the_sides_are_told_as_before() -> None:
    settings = Settings(
        team=TeamSettings(addresses=("tomreed77@gmail.com",), people=("Tom Reed",)),
        clients=(
            ClientSettings(name="Brandt", domains=("jutta-brandt.example",), people=("Jutta",)),
        ),
    )
    mails = [_mail(1, JUTTA, TOM), _mail(2, TOM, JUTTA)]
    hidden = _veil(*mails, settings=settings)
    ready = [text.split(text.clean(each)) for each in mails]
    plain = [text.heading(each) for each in ready]
    done = [
        redacted_heading(one, redacted(each, hidden), hidden)
        for one, each in zip(plain, ready, strict=True)
    ]
    before = sides.resolve(plain, settings)
    after = sides.resolve(done, redacted_settings(settings, hidden))
    assert [after.side_of(each) for each in done] == [before.side_of(each) for each in plain]
    assert len(after.clients) == len(before.clients) == 1
    shown = repr((after.team, after.clients, after.best_names, done))
    assert not any(word in shown for word in ("Jutta", "jutta", "Tom", "tomreed"))


def test_threads_are_found_as_before() -> None:
    words = "Could Anna Smith please send the signed plan to us? It is needed on Monday."
    first = _mail(1, ADA, TOM, body=words)
    quote = "Yes.\n\n> " + words
    reply = replace(_mail(2, JUTTA, body=quote), subject="another", in_reply_to=())
    ready = [text.split(text.clean(each)) for each in (first, reply)]
    hidden = _veil(first, reply)
    plain = [text.heading(each) for each in ready]
    done = [
        redacted_heading(one, redacted(each, hidden), hidden)
        for one, each in zip(plain, ready, strict=True)
    ]
    assert set(done[1].quoted) & set(done[0].lines)
    assert not set(done[0].lines) & set(plain[0].lines)


def test_copies_are_met_again_and_others_are_not() -> None:
    hidden = _veil()
    one = _mail(1, ADA, body="The plan is ready, and the figures are in the annex below.")
    copy = replace(one, body=f"<p>{one.body}</p>", sender=Person("", "list@lists.example"))
    other = replace(
        one, sender=TOM, body="Something else that has no word of it whatsoever, believe me."
    )
    met = duplicates.Met()
    traces = [redacted_trace(duplicates.trace(each), hidden) for each in (one, copy, other)]
    assert [met.again(each) for each in traces] == [False, True, False]
    plain = duplicates.trace(one)
    assert not set(plain.same) & set(traces[0].same)
    assert plain.sketch[:4] not in traces[0].sketch


def test_what_was_skipped_names_nobody() -> None:
    hidden = _veil(_mail(1, ADA))
    left = redacted_skipped(Skipped(Place("in/ada_gray.pst"), "damaged (ada@team.example)"), hidden)
    assert "ada" not in f"{left.place.path}{left.reason}".lower()
    assert left.place.path.endswith(".pst")


def test_a_veil_shows_no_key_and_no_name() -> None:
    hidden = _veil(_mail(1, ADA))
    assert "Gray" not in repr(hidden)
    assert KEY.hex() not in repr(hidden)
    assert repr(KEY) not in repr(hidden)
