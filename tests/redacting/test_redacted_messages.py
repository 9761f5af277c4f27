"""A redacted message: nothing of its people is left, and all its offsets are right."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commsense import text
from commsense.conversation import Attachment, Kind, Message, Person, Place
from commsense.redacting import Veil, meet, new_key, redacted, veil
from commsense.settings import Settings

KEY = bytes(range(32))
ANNA = Person("Berg, Anna", "anna.berg@northwind.example")
WANG = Person("王小明", "wangxm@beifang.example")
SECRETS = [
    "anna.berg", "Anna", "Berg", "小明", "wangxm", "138 1234 5678", "13812345678", "+49 89 1234567",
    "11010519491231002X", "4111 1111 1111 1111", "DE89370400440532013000", "1400 Smith Street",
    "中关村大街27号", "91350100M000100Y43", "E12345678", "jo@gmail.example", "secret=abc1",
    "abc.1@x",
]  # fmt: skip
LINES = [
    "Hello Anna,", "Anna Berg will send the plan.", "请小明确认，王工说可以。",
    "Call +49 89 1234567 now!",
    "手机138 1234 5678或13812345678", "身份证11010519491231002X，税号91350100M000100Y43", "",
    "Card 4111 1111 1111 1111, IBAN DE89370400440532013000.", "- passport E12345678",
    "We are at 1400 Smith Street, Suite 2.", "地址是北京市海淀区中关村大街27号。", "Is it done?",
    "Write to anna.berg@northwind.example or jo@gmail.example.", "> Anna wrote this", "--",
    "see https://x.example/a?secret=abc1 there", "On Monday, Anna Berg <a@b.example> wrote:",
    "I am\u200b not Berg", "the end | of it", "Best regards,", "Anna",
]  # fmt: skip


def _message(body: str, kind: Kind = Kind.EMAIL) -> Message:
    return Message(
        id="1",
        kind=kind,
        place=Place("mail/anna_berg/archive.zip!anna.berg@northwind.example.mbox", 7),
        body=body,
        subject="Re: [list] Call with Anna Berg",
        sender=ANNA,
        recipients=(WANG, Person("", "jo@gmail.example")),
        date=datetime(2026, 3, 2, tzinfo=UTC),
        message_id="abc.1@x.northwind.example",
        references=("abc.0@x.northwind.example",),
        attachments=(Attachment("CV_Anna_Berg.pdf", "application/pdf", 9),),
    )


def _ready(body: str, kind: Kind = Kind.EMAIL) -> Message:
    return text.split(text.clean(_message(body, kind)))


def _veil(*messages: Message, key: bytes = KEY) -> Veil:
    return veil([meet(messages)], key, Settings())


bodies = st.lists(st.sampled_from(LINES), max_size=14).map("\n".join)


@settings(max_examples=80, deadline=None)
@given(bodies, st.sampled_from([Kind.EMAIL, Kind.NOTES]))
def test_nothing_private_is_left_in_any_field(body: str, kind: Kind) -> None:
    message = _ready(body, kind)
    record = msgspec.msgpack.encode(redacted(message, _veil(message))).decode("utf-8", "replace")
    assert [secret for secret in SECRETS if secret in record] == []


@settings(max_examples=80, deadline=None)
@given(bodies, st.sampled_from([Kind.EMAIL, Kind.NOTES]))
def test_all_offsets_are_right(body: str, kind: Kind) -> None:
    message = _ready(body, kind)
    done = redacted(message, _veil(message))
    assert [s.number for s in done.sentences] == [s.number for s in message.sentences]
    for one, was in zip(done.sentences, message.sentences, strict=True):
        words = "".join(one.text.split())
        assert words == "".join(done.text[one.start : one.end].replace("\u200b", "").split())
        assert (one.language, one.list_item) == (was.language, was.list_item)
        if message.text[was.start : was.end] == done.text[one.start : one.end]:
            assert one.text == was.text
    assert "".join(done.text[s.start : s.end] for s in done.segments) == done.text
    assert [s.part for s in done.segments] == [s.part for s in message.segments]
    for run in done.runs:
        assert run.length > 0
        assert (
            done.text[run.start : run.start + run.length]
            == message.body[run.raw : run.raw + run.length]
        )
    assert len(done.turns) == len(message.turns)
    assert all(0 <= turn.start <= turn.end <= len(done.text) for turn in done.turns)


@settings(max_examples=50, deadline=None)
@given(bodies)
def test_what_is_redacted_stays_as_it_is(body: str) -> None:
    message = _ready(body)
    hidden = _veil(message)
    once = redacted(message, hidden)
    assert redacted(once, hidden) == replace(once, runs=redacted(once, hidden).runs)


def test_a_person_has_one_pseudonym_and_another_with_another_key() -> None:
    message = _ready("Anna Berg will come.\n\nAsk Anna, or BERG, or Berg, Anna.")
    done = redacted(message, _veil(message))
    assert done.sender
    name = done.sender.name
    assert name.startswith("Person-")
    assert done.text == f"{name} will come.\n\nAsk {name}, or {name}, or {name}."
    assert name in done.subject
    assert name in done.attachments[0].name
    other = redacted(message, _veil(message, key=new_key()))
    assert other.sender
    assert other.sender.name != name
    assert other.sender.email != done.sender.email


def test_a_company_and_its_domain_stay() -> None:
    message = _ready("Northwind is content, says Anna of Northwind.")
    done = redacted(message, _veil(message))
    assert done.text.startswith("Northwind is content, says Person-")
    assert done.sender
    assert done.sender.email.endswith("@northwind.example")


def test_another_mail_tells_who_is_meant() -> None:
    third = _message("")
    message = _ready("Please ask Jutta about it, and Brandt.")
    other = replace(third, sender=Person("Jutta Brandt", "jb@team.example"))
    done = redacted(message, _veil(message, other))
    assert "Jutta" not in done.text
    words = done.text.split()
    assert words[2] == words[-1].rstrip(".")


def test_subjects_of_a_thread_stay_equal() -> None:
    body = "Fine."
    first = replace(_message(body), subject="Visit of Anna Berg", sender=None, recipients=())
    second = replace(_message(body), subject="AW: [pm] Visit of Anna Berg")
    both = [text.split(text.clean(each)) for each in (first, second)]
    hidden = _veil(*both)
    one, other = (redacted(each, hidden).subject for each in both)
    assert other == f"AW: [pm] {one}"


_SAID = [
    "Anna: We ship on Friday.",
    "Will: Fine with me.",
    "Anna: Good.",
    "Will: So do it.",
    "王工：可以。",
]


def test_speakers_of_minutes_are_still_the_people_of_the_mails() -> None:
    notes = _ready("\n".join(_SAID), Kind.NOTES)
    notes = replace(notes, sender=None, recipients=())
    mail = _message("")
    done = redacted(notes, _veil(notes, mail))
    person = redacted(_ready("x"), _veil(notes, mail))
    assert person.sender
    speakers = [turn.speaker for turn in done.turns]
    assert speakers[0] == person.sender.name
    assert person.recipients[0].name in speakers
    assert not any(name in done.text for name in ("Anna", "Will", "王"))


@pytest.mark.parametrize("body", ["Anna\x00 Berg " * 50, "王" * 500, "\ufeffAnna", ""])
def test_odd_texts_do_no_harm(body: str) -> None:
    message = _ready(body)
    assert "Anna" not in redacted(message, _veil(message)).text
