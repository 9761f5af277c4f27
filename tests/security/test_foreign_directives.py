"""Only who writes a draft tells what is not said of it; what he quotes tells nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from commsense import api
from commsense.checking import drafts, ignoring
from commsense.settings import Settings

OWN = "We will send the UAT report asap.\n"
DIRECTIVES = ("<!-- commsense: ignore -->", "# commsense: ignore")
QUOTES = {
    "marked": "\nOn 3 May 2026, Ann Lee <ann@client.example> wrote:\n> When?\n> {}\n> Please.\n",
    "last marked": "\nOn 3 May 2026, Ann Lee <ann@client.example> wrote:\n> When?\n> {}\n",
    "outlook": (
        "\nFrom: Ann Lee <ann@client.example>\nSent: Monday, 4 May 2026 10:00\n"
        "To: Bo <bo@team.example>\nSubject: Report\n\nWhen do we get it?\n{}\nPlease.\n"
    ),
    "outlook, last": (
        "\nFrom: Ann Lee <ann@client.example>\nSent: Monday, 4 May 2026 10:00\n"
        "To: Bo <bo@team.example>\nSubject: Report\n\nWhen do we get it?\n{}\n"
    ),
    "chinese": (
        "\n发件人: 李雷 <lilei@client.example>\n发送时间: 2026年5月4日 10:00\n"
        "收件人: Bo <bo@team.example>\n主题: 报告\n\n什么时候给我们?\n{}\n"
    ),
    "deep": "\n> > On 3 May, Ann wrote:\n> > > When?\n> > > {}\n",
    "wrapped": (
        "\nOn 3 May 2026, Ann Lee <ann@client.example> wrote:\n"
        "> " + "When do we get the report that was promised to us for last week? " + "\n{}\n> Ann\n"
    ),
}


@pytest.mark.parametrize("directive", DIRECTIVES)
@pytest.mark.parametrize("quote", QUOTES.values(), ids=list(QUOTES))
@pytest.mark.parametrize("body_type", ["plain", "markdown"])
def test_a_quoted_directive_is_only_text(quote: str, directive: str, body_type: str) -> None:
    if body_type == "markdown" and ">" not in quote.split("{")[0][-4:]:
        pytest.skip("Markdown knows quotes by their marks")
    draft = drafts.of_text(OWN + quote.format(directive), body_type)
    assert ignoring.directives(draft.source, drafts.quoted(draft)) == ()


@pytest.mark.parametrize("directive", DIRECTIVES)
@pytest.mark.parametrize("quote", QUOTES.values(), ids=list(QUOTES))
@pytest.mark.parametrize("body_type", ["plain", "markdown"])
def test_the_writer_s_own_still_speaks(quote: str, directive: str, body_type: str) -> None:
    draft = drafts.of_text(f"{directive}\n{OWN}{quote.format('')}", body_type)
    told = ignoring.directives(draft.source, drafts.quoted(draft))
    assert [each.line for each in told] == [1]


def test_below_an_answered_quote_the_writer_speaks_again() -> None:
    draft = drafts.of_text(f"> When?\n\n<!-- commsense: ignore -->\n{OWN}")
    assert ignoring.directives(draft.source, drafts.quoted(draft))[0].whole


def test_a_mail_s_quote_leaves_the_comments_where_they_are() -> None:
    head = b"From: Bo <bo@team.example>\nTo: Ann <ann@client.example>\nSubject: Re: Report\n\n"
    day = date(2026, 5, 5)
    plain, silencing = (
        api.check(drafts.read(head + (OWN + QUOTES["outlook"].format(text)).encode()), today=day)
        for text in ("Thanks", DIRECTIVES[1])
    )
    assert plain.comments
    assert silencing.suppressed == 0
    assert [each.criterion for each in silencing.comments] == [
        each.criterion for each in plain.comments
    ]


def test_a_directive_in_an_archive_silences_nothing(tmp_path: Path) -> None:
    mail = "From: {0}\nTo: {1}\nSubject: Report\nDate: Mon, {2} May 2026 10:00:00 +0000\n\n{3}\n"
    told = []
    for name, words in (("plain", ""), ("silencing", "\n".join(DIRECTIVES))):
        folder = tmp_path / name
        folder.mkdir()
        asked = f"{words}\nWhen do we get the report? We are not happy with the delay.\n{words}"
        people = ("Ann <ann@client.example>", "Bo <bo@team.example>")
        (folder / "1.eml").write_text(mail.format(*people, 4, asked), "utf-8")
        (folder / "2.eml").write_text(mail.format(*reversed(people), 5, OWN), "utf-8")
        summary = api.score([folder], Settings(), workers=1).summary
        told.append({s.subject: s.missed for s in summary.scores if s.scope == "archive"})
    assert any(told[0].values())
    assert all(told[1][key] >= missed for key, missed in told[0].items())
