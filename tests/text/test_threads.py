"""Threads from headers, quotes and subjects."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from commsense.conversation import Heading, Kind, Person, Place
from commsense.text.threads import group

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
ANN, TOM, EVE = (
    Person("Ann", "ann@northwind.example"),
    Person("Tom", "tom@brightline.example"),
    Person("Eve", "eve@other.example"),
)


def mail(
    name: str,
    day: float | None = 0.0,
    subject: str = "",
    sender: Person | None = ANN,
    to: tuple[Person, ...] = (TOM,),
    kind: Kind = Kind.EMAIL,
    **more: object,
) -> Heading:
    date = None if day is None else START + timedelta(days=day)
    place = Place("x.mbox")
    return Heading(name, kind, place, subject, sender, to, date, f"<{name}>", **more)


def ids(*headings: Heading) -> list[tuple[str, ...]]:
    return [thread.messages for thread in group(headings)]


def test_replies_name_their_parents() -> None:
    assert ids(
        mail("a", 0, "One"),
        mail("b", 1, "Two", references=("<a>",)),
        mail("c", 2, "Three", in_reply_to=("<b>",)),
        mail("d", 3, "Four"),
    ) == [("a", "b", "c"), ("d",)]


def test_a_missing_parent_holds_its_replies_together() -> None:
    assert ids(
        mail("a", 0, "One", references=("<gone>",)), mail("b", 1, "Two", references=("<gone>",))
    ) == [("a", "b")]


def test_loops_do_no_harm() -> None:
    assert ids(
        mail("a", 0, "One", references=("<b>", "<a>")), mail("b", 1, "Two", references=("<a>",))
    ) == [("a", "b")]


def test_the_same_message_twice_is_one_thread() -> None:
    one = mail("a", 0, "One")
    twin = Heading("a2", Kind.EMAIL, Place("y"), "One", ANN, (TOM,), START, "<a>")
    assert ids(one, twin) == [("a", "a2")]


def test_outlook_conversations_share_the_start_of_their_index() -> None:
    first = base64.b64encode(bytes(range(22))).decode()
    reply = base64.b64encode(bytes(range(27))).decode()
    other = base64.b64encode(bytes(range(1, 23))).decode()
    assert ids(
        mail("a", 0, "One", thread_index=first),
        mail("b", 1, "Two", thread_index=reply),
        mail("c", 2, "Three", thread_index=other),
        mail("d", 3, "Four", thread_index="not base64 ü"),
        mail("e", 4, "Five", thread_index="AAAA"),
        mail("f", 5, "Six", thread_index="AAAA"),
    ) == [("a", "b"), ("c",), ("d",), ("e",), ("f",)]


def test_a_quote_leads_to_its_author() -> None:
    parent = mail("a", 0, "Offer", lines=(1, 2))
    reply = mail("b", 2, "Something else", TOM, (ANN,), quoted=(2,))
    stranger = mail("c", 3, "Third", EVE, (), quoted=(1,))
    assert ids(parent, reply, stranger) == [("a", "b"), ("c",)]


def test_words_that_many_write_lead_nowhere() -> None:
    many = [mail(f"m{n}", n, f"Matter {n}", lines=(7,)) for n in range(6)]
    reply = mail("r", 9, "Other", TOM, (ANN,), quoted=(7,))
    assert len(ids(*many, reply)) == 7


def test_a_quote_of_something_later_is_no_reply() -> None:
    assert ids(mail("a", 0, "One", TOM, (ANN,), quoted=(1,)), mail("b", 5, "Two", lines=(1,))) == [
        ("a",),
        ("b",),
    ]


def test_reply_prefixes_in_any_language_lead_to_the_subject() -> None:
    for prefix in ("Re: ", "AW: ", "回复：", "答复: ", "RE[2]: ", "[users] Re: "):
        found = ids(
            mail("a", 0, "Offer for May"), mail("b", 2, f"{prefix}Offer for May", TOM, (ANN,))
        )
        assert found == [("a", "b")], prefix


def test_the_same_subject_among_other_people_is_another_matter() -> None:
    ben, amy = Person("Ben", "ben@third.example"), Person("Amy", "amy@fourth.example")
    assert ids(mail("a", 0, "Offer for May"), mail("b", 1, "Re: Offer for May", ben, (amy,))) == [
        ("a",),
        ("b",),
    ]


def test_a_subject_used_again_long_after_is_another_matter() -> None:
    assert len(ids(mail("a", 0, "Offer"), mail("b", 400, "Re: Offer", TOM, (ANN,)))) == 2


def test_weekly_reports_are_not_one_thread() -> None:
    reports = [mail(f"w{n}", 7 * n, "Project report", TOM, (ANN,)) for n in range(5)]
    assert len(ids(*reports)) == 5


def test_a_subject_that_says_nothing_joins_only_an_exchange() -> None:
    hello = mail("a", 0, "hello")
    assert ids(hello, mail("b", 1, "Re: hello", TOM, (ANN,))) == [("a", "b")]
    assert len(ids(hello, mail("b", 1, "Re: hello", EVE, (TOM,)))) == 2
    assert len(ids(hello, mail("b", 30, "Re: hello", TOM, (ANN,)))) == 2
    assert len(ids(mail("a", 0, ""), mail("b", 0.1, "", TOM, (ANN,)))) == 2


def test_a_list_joins_strangers_for_a_while_only() -> None:
    listed = {"list_id": "users.lists.acme.example"}
    users = (Person("", "users@lists.acme.example"),)
    first = mail("a", 0, "Crash on start", ANN, users, **listed)
    assert ids(first, mail("b", 5, "Re: Crash on start", EVE, users, **listed)) == [("a", "b")]
    late = mail("b", 800, "Re: Crash on start", EVE, users, **listed)
    assert len(ids(first, late)) == 2


def test_tickets_join_without_a_reply_mark() -> None:
    tracker = Person("", "bugs@acme.example")
    assert ids(
        mail("a", 0, "[Bug 12] New: crash", tracker, (ANN,)),
        mail("b", 60, "[Bug 12] crash", tracker, (EVE,)),
        mail("c", 61, "[Bug 13] crash", tracker, (EVE,)),
    ) == [("a", "b"), ("c",)]


def test_a_changed_subject_names_the_old_one() -> None:
    assert ids(mail("a", 0, "Prices"), mail("b", 1, "Offer (was: Prices)", TOM, (ANN,))) == [
        ("a", "b")
    ]


def test_meetings_stand_alone_unless_they_name_one_another() -> None:
    notes = [mail(f"n{n}", n, "Weekly", None, (), Kind.NOTES) for n in range(2)]
    rows = [mail(f"r{n}", n, "Row", None, (), Kind.NOTES, references=("row-1",)) for n in range(2)]
    assert sorted(ids(*notes, *rows)) == [("n0",), ("n1",), ("r0", "r1")]


def test_order_is_by_date_and_the_undated_keep_their_place() -> None:
    chain = {"references": ("<root>",)}
    assert ids(
        mail("late", 9, "B"),
        mail("r2", 2, "A", **chain),
        mail("undated", None, "A", **chain),
        mail("r1", 1, "A", **chain),
        mail("r3", 3, "A", **chain),
    ) == [("r1", "r2", "undated", "r3"), ("late",)]


def test_a_thread_has_the_subject_without_marks() -> None:
    (thread,) = group([mail("a", 0, "Re: [users] Offer"), mail("b", 1, "x", references=("<a>",))])
    assert (thread.id, thread.subject) == ("a", "Offer")


HEADING = st.builds(
    lambda day, subject, sender, refs, quoted: (day, subject, sender, refs, quoted),
    st.one_of(st.none(), st.integers(0, 40)),
    st.sampled_from(["", "hello", "Offer", "Re: Offer", "[Bug 7] x", "回复: 报价", "报价"]),
    st.sampled_from([ANN, TOM, EVE, None]),
    st.lists(st.sampled_from(["<0>", "<1>", "<2>", "<gone>"]), max_size=2),
    st.lists(st.sampled_from(["h1", "h2"]), max_size=1),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(HEADING, max_size=12))
def test_every_message_is_in_one_thread(rows: list[tuple]) -> None:
    headings = [
        mail(str(n), day, subject, sender, references=tuple(refs), quoted=tuple(q), lines=tuple(q))
        for n, (day, subject, sender, refs, q) in enumerate(rows)
    ]
    threads = group(headings)
    assert sorted(m for t in threads for m in t.messages) == sorted(h.id for h in headings)
    assert all(t.id == t.messages[0] for t in threads)
    assert group(headings) == threads


def test_a_hundred_replies_to_everybody_are_quickly_grouped() -> None:
    crowd = tuple(Person("", f"p{n}@acme.example") for n in range(500))
    headings = [mail(str(n), n / 24, "Re: Plan", crowd[n], crowd) for n in range(100)]
    assert len(group(headings)) == 1
