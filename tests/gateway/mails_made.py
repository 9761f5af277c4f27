"""Mails of an invented team to invented clients."""

from __future__ import annotations

TEAM = "maya@brightline.example"
CLIENT = "anna@northwind.example"

PASSES_OVER = """\
Hello Anna,

thank you for your mail.

Maya

On 3 June 2026, Anna Berg <anna@northwind.example> wrote:
> Hello Maya,
> when will the export to Excel be ready? The import fails again since Monday.
"""
"""What leaves a question and a problem without a word: two errors."""

ANSWERS = """\
Hello Anna,

the export to Excel will be ready on 12 June 2026, and I will write to you on that day.

Kind regards
Maya
"""


def mail(
    body: str | bytes = PASSES_OVER,
    *,
    sender: str = TEAM,
    to: str = CLIENT,
    subject: str = "Re: Export",
    more: str = "",
) -> bytes:
    """Make a mail with plain line ends of SMTP; ``more`` are header lines."""
    data = body.encode() if isinstance(body, str) else body
    head = f"From: {sender}\nTo: {to}\nSubject: {subject}\n{more}\n"
    return head.replace("\n", "\r\n").encode() + data.replace(b"\n", b"\r\n")
