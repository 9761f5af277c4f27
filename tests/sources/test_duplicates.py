from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from commsense.conversation import Kind, Message, Person, Place
from commsense.sources.duplicates import Met, trace

BODY = (
    "Hello Ann,\n\nthe login page fails since the update of Monday; about forty of our users"
    " cannot work. When will there be a fix?\n\nRegards, Li Lei"
)
ONE = Message(
    id="1",
    kind=Kind.EMAIL,
    place=Place("inbox", 1),
    body=BODY,
    subject="Login fails",
    sender=Person("Li Lei", "li@northwind.example"),
    date=datetime(2026, 3, 2, 9, 5, tzinfo=UTC),
    message_id="a@northwind.example",
)
OTHER = (
    "Dear all, attached is the invoice for February. Please note that our bank details have"
    " changed and confirm the receipt with your next payment."
)


def met(first: Message, second: Message) -> bool:
    known = Met()
    assert not known.again(trace(first))
    return known.again(trace(second))


def test_the_same_mail_in_two_folders() -> None:
    assert met(ONE, replace(ONE, place=Place("archive", 7)))


def test_a_copy_without_message_id() -> None:
    assert met(ONE, replace(ONE, message_id="", body=BODY.replace("\n", "\r\n ")))


def test_a_copy_through_a_list_with_footer_and_another_sender() -> None:
    footer = "\n_______________________________________________\nProject list\nhttp://lists.example"
    listed = replace(ONE, body=BODY + footer, sender=Person("Li Lei", "project@lists.example"))
    assert met(ONE, listed)


def test_a_copy_as_html() -> None:
    page = "<html><body>" + BODY.replace("\n", "<br>\n") + "</body></html>"
    assert met(ONE, replace(ONE, body=page, body_type="html", date=None))


def test_a_chinese_copy() -> None:
    text = "您好，登录页面从周一更新以后一直报错，大约四十个用户无法工作，请问什么时候可以修复？"
    one = replace(ONE, body=text)
    assert met(one, replace(one, body=text + "\n\n此邮件来自项目组", date=None))


def test_another_mail_with_the_same_message_id_is_kept() -> None:
    later = datetime(2026, 3, 9, 9, 5, tzinfo=UTC)
    assert not met(ONE, replace(ONE, body=OTHER, date=later))
    assert not met(ONE, replace(ONE, body="", date=later))


def test_a_reply_that_quotes_all_with_the_same_message_id_is_kept() -> None:
    quoted = "\n".join(f"> {line}" for line in BODY.split("\n"))
    later = datetime(2026, 3, 3, 9, 5, tzinfo=UTC)
    assert not met(ONE, replace(ONE, body=f"{OTHER}\n{quoted}", date=later))


def test_the_same_words_on_another_day_are_another_mail() -> None:
    weekly = replace(ONE, message_id="b@northwind.example", date=datetime(2026, 3, 9, tzinfo=UTC))
    assert not met(ONE, weekly)


def test_mails_without_anything_are_not_one_another() -> None:
    empty = Message(id="2", kind=Kind.EMAIL, place=Place("x"), body="")
    assert not met(empty, empty)


def test_the_same_notes_in_two_places() -> None:
    notes = Message(id="3", kind=Kind.NOTES, place=Place("a.md"), body=BODY, subject="Call")
    assert met(notes, replace(notes, place=Place("b.md")))
    assert not met(notes, replace(notes, body=OTHER))
