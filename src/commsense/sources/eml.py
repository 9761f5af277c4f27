"""Mails: one file a mail, with or without a suffix."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commsense.conversation import Kind, Message, Person, Place, Skipped
from commsense.settings import Columns, Limits
from commsense.sources import automatic, body, envelope, headers, identity, mail_dates, mime, words
from commsense.sources.headers import Headers, first
from commsense.sources.item import Item, Source, whole
from commsense.sources.mime import Part

MAX_SUBJECT = 1_000

# Meeting notes and other files may begin with these as well.
_UNSURE = frozenset(
    {"subject", "date", "cc", "status", "content-disposition", "content-transfer-encoding"}
)
_SURE = frozenset(
    {"from", "to", "message-id", "received", "return-path", "mime-version", "content-type", "bcc",
     "delivered-to", "reply-to", "sender", "x-mailer", "in-reply-to", "references", "list-id",
     "x-original-to", "dkim-signature", "envelope-to", "x-from", "resent-from"}
)  # fmt: skip
_FIELD = re.compile(rb"[!-9;-~]{1,100}[ \t]{0,20}:|>?From [^\n]{1,1000}\n[!-9;-~]{1,100}:")
_UNSENT = frozenset({"draft", "drafts", "spam", "草稿", "垃圾邮件", "entwürfe", "brouillons"})
_FLAGS = re.compile(r":2,([A-Z]{1,12})$")


def claims(source: Source) -> bool:
    """Whether the file begins with the headers of a mail."""
    if source.mailbox or source.name.endswith((".eml", ".emlx", ".msg")):
        return b"\x00" not in source.head[:1_000]
    return looks_like_mail(source.head)


def looks_like_mail(head: bytes) -> bool:
    """Whether bytes begin with header lines of which two are a mail's, one of them surely so."""
    head = head.lstrip()
    if b"\x00" in head[:1_000] or not _FIELD.match(head):
        return False
    found = headers.split(head)[0]
    known = found.keys() & (_SURE | _UNSURE)
    if len(known) == 1:
        return "@" in first(found, "from") or first(found, "content-type").startswith("multipart/")
    return len(known) > 1 and bool(known & _SURE)


def split(source: Source, limits: Limits) -> Iterator[Item | Skipped]:
    """One file is one item."""
    return whole("eml", source, limits)


def parse(item: Item, columns: Columns | None) -> tuple[Message | Skipped, ...]:
    """Read a mail."""
    del columns
    data = item.data.lstrip(b"\r\n")
    if b"\n" not in data[:8_000] and b"\r" in data[:8_000]:
        data = data.replace(b"\r", b"\n")
    if item.place.path.lower().endswith(".emlx"):
        data = data[data.find(b"\n") + 1 :]
    return (read(data, item.place),)


def read(
    data: bytes, place: Place, from_line: bytes = b"", *, sent: bool = True
) -> Message | Skipped:
    """Read the bytes of one mail.

    Args:
        data: the mail.
        place: where it was found.
        from_line: the separator before it in an mbox.
        sent: leave out what its mailbox marks as a draft or spam.
    """
    mail = mime.read(data)
    if not mail.headers and not mail.data.strip():
        return Skipped(place, "empty")
    if sent and _never_sent(mail.headers, place):
        return Skipped(place, "a draft or spam, as its mailbox marks it")
    fallback = _charset(mail)
    return message(
        mail,
        place,
        sender=envelope.sender(mail.headers, fallback, from_line),
        recipients=envelope.recipients(mail.headers, fallback),
        from_line=from_line,
    )


def message(
    mail: Part,
    place: Place,
    *,
    sender: Person | None,
    recipients: tuple[Person, ...],
    from_line: bytes = b"",
) -> Message:
    """Make a message of the parts of a mail.

    Args:
        mail: the mail with its headers.
        place: where it was found.
        sender: who wrote it, as far as known.
        recipients: everyone it went to.
        from_line: the separator before it in an mbox.
    """
    content = body.read(mail)
    subject = words.decode(first(mail.headers, "subject"), _charset(mail))[:MAX_SUBJECT]
    date, undated = mail_dates.sent(mail.headers, from_line)
    message_id = envelope.message_id(mail.headers)
    list_id = envelope.list_id(mail.headers)
    mended = (*content.mended, *filter(None, [undated]))
    told = bool(message_id or content.text.strip() or date)
    return Message(
        id=identity.of(
            message_id,
            content.text,
            sender.email if sender else "",
            subject,
            str(date or "") if told else f"{place.path}:{place.position}",
        ),
        kind=Kind.EMAIL,
        place=place,
        body=content.text,
        body_type=content.body_type,
        subject=subject,
        sender=sender,
        recipients=recipients,
        date=date,
        message_id=message_id,
        in_reply_to=envelope.ids(mail.headers, "in-reply-to"),
        references=envelope.ids(mail.headers, "references"),
        thread_index=words.decode(first(mail.headers, "thread-index")),
        list_id=list_id,
        automatic=automatic.is_automatic(mail, sender, subject, list_id),
        attachments=content.attachments,
        mended=mended,
    )


def _never_sent(fields: Headers, place: Place) -> bool:
    """Whether the labels of Gmail or the flags of a Maildir mark a draft or spam."""
    labels = words.decode(first(fields, "x-gmail-labels")).lower().split(",")
    flags = _FLAGS.search(place.path)
    return not _UNSENT.isdisjoint(labels) or bool(flags and "D" in flags[1])


def _charset(part: Part) -> str:
    """The charset of the first text that declares one, for raw 8-bit headers."""
    found = part.params.get("charset", "")
    for inner in part.parts:
        found = found or _charset(inner)
    return found
