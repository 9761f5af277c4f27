from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from commsense.checking import drafts, earlier
from commsense.conversation import Side
from commsense.errors import InputError
from commsense.settings import Settings

CHAIN = """Hi Anna,

see below.

On Mon, 2 Mar 2026 at 10:00, Anna Field <anna@northwind.example> wrote:
> When will it be ready?
>
> On Fri, 27 Feb 2026 at 10:00, Tom <tom@brightline.example> wrote:
>> We will send it soon.
"""


def test_a_quoted_chain_becomes_a_thread_with_sides_people_and_days() -> None:
    found = earlier.quoted(drafts.of_text(CHAIN).message)
    assert [m.sentences[0].text for m in found] == [
        "We will send it soon.",
        "When will it be ready?",
    ]
    assert [m.stated_side for m in found] == [Side.TEAM, Side.CLIENT]
    assert found[1].sender is not None
    assert (found[1].sender.name, found[1].sender.email) == ("Anna Field", "anna@northwind.example")
    assert [m.date.date() if m.date else None for m in found] == [
        date(2026, 2, 27),
        date(2026, 3, 2),
    ]


def test_a_chinese_header_block_is_read() -> None:
    source = (
        "王总，好的。\n\n发件人: 王伟 <wang@yuanshan.example>\n发送时间: 2026年3月2日\n"
        "收件人: 李\n主题: 进度\n\n什么时候能好？\n"
    )
    (found,) = earlier.quoted(drafts.of_text(source).message)
    assert found.sentences[0].text == "什么时候能好？"
    assert found.sender is not None
    assert found.sender.email == "wang@yuanshan.example"
    assert found.date is not None
    assert found.date.date() == date(2026, 3, 2)


def test_a_pasted_mail_keeps_its_headers_and_quotes() -> None:
    mail = (
        "From: Anna Field <anna@northwind.example>\nDate: Mon, 2 Mar 2026 10:00:00 +0000\n"
        "Subject: Status\n\nWhen?\n\n"
        "On Fri, 27 Feb 2026, Tom <tom@brightline.example> wrote:\n> Soon.\n"
    )
    found = earlier.of_text(mail)
    assert [m.sentences[0].text for m in found] == ["Soon.", "When?"]
    assert found[0].stated_side is Side.TEAM


def test_plain_pasted_words_are_the_clients() -> None:
    (found,) = earlier.of_text("Could you send the report?")
    assert found.stated_side is Side.CLIENT
    assert earlier.of_text("  \n") == ()


def test_a_message_of_an_archive_is_found_with_what_went_before(root: Path) -> None:
    path = root / "data" / "sample" / "mail.mbox"
    every = [message for message in earlier._read(path, Settings()) if message.in_reply_to]
    wanted = every[-1]
    found = earlier.find(f"{path}:<{wanted.message_id}>", Settings())
    assert found[-1].id == wanted.id
    assert len(found) > 1


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ("none.eml", "there is no file"),
        ("{folder}/mail.mbox", "holds .* threads"),
        ("{folder}/mail.mbox:<nobody@nowhere>", "holds no message"),
    ],
)
def test_what_cannot_be_found_is_said(wanted: str, words: str, root: Path) -> None:
    with pytest.raises(InputError, match=words):
        earlier.find(wanted.format(folder=root / "data" / "sample"), Settings())


def test_a_quote_of_ten_thousand_lines_is_cut() -> None:
    quote = "\n".join(f"> line {n} is a sentence of its own." for n in range(10_000))
    draft = drafts.of_text(f"Fine.\n\nAnna wrote:\n{quote}\n")
    (found,) = earlier.quoted(draft.message)
    assert len(found.sentences) == earlier.MOST_SENTENCES
    assert found.sentences[0].text.startswith("line 0 is")


def test_of_a_mail_that_never_ends_the_start_is_read() -> None:
    started = time.monotonic()
    (found,) = earlier.of_text("When is it ready?\n" + "\n" * 1_900_000 + "And the report?\n")
    assert [each.text for each in found.sentences] == ["When is it ready?"]
    assert time.monotonic() - started < 4
