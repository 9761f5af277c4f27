"""What there is to say of a mail on its way out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from commsense import api
from commsense.checking import drafts, saying
from commsense.checking.result import Check, Comment
from commsense.errors import InputError
from commsense.gateway import mails, routes
from commsense.settings import Settings
from commsense.sources import mime

_BLIND = {
    "empty": "no text of its own",
    "language": "language not read",
    "unread": "nothing assessed",
}
"""Notes of a check that saw nothing, and what the header says of them."""


class Outcome(Enum):
    """What was done with a mail."""

    UNTOUCHED = auto()  # none of the team's mails to a client, or its text cannot be read
    SENT_ANYWAY = auto()  # the writer says so
    CHECKED = auto()
    NOT_CHECKED = auto()  # nothing in it that can be checked
    FAULT = auto()  # the check failed


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of the check of a mail.

    ``comments`` are those that are told unasked; ``reason`` says in a few English words, and never
    in the mail's, why it was not checked.
    """

    outcome: Outcome
    comments: tuple[Comment, ...] = ()
    reason: str = ""


def judge(content: bytes, mail_from: str, recipients: Sequence[str], settings: Settings) -> Verdict:
    """Check a mail, if it is one of the team to a client.

    Args:
        content: the mail.
        mail_from: who sends it, by the envelope; asked where no header says who wrote.
        recipients: all whom it goes to, by the envelope.
        settings: sides, standards, model, what is left out.

    Raises:
        Exception: whatever goes wrong in the check; ``fault`` makes a verdict of it.
    """
    if mails.is_sent_anyway(content):
        return Verdict(Outcome.SENT_ANYWAY)
    if not routes.to_a_client(mails.sender(content) or mail_from, recipients, settings):
        return Verdict(Outcome.UNTOUCHED)
    mail = mime.read(content)
    if mails.is_automatic(mail) or mails.is_sealed(mail):
        return Verdict(Outcome.UNTOUCHED)
    try:
        draft = drafts.read(mails.text_of(content, mail), "mail.eml")
    except InputError:
        return Verdict(Outcome.NOT_CHECKED, reason="too long")
    check = api.check(draft, (), settings)
    blind = _blind(check)
    if blind:
        return Verdict(Outcome.NOT_CHECKED, reason=blind)
    return Verdict(Outcome.CHECKED, saying.shown(check, settings.check.comments))


def fault(error: BaseException) -> Verdict:
    """Give the verdict on a mail whose check failed; what the error says may be of the mail."""
    reason = "too slow" if isinstance(error, TimeoutError) else "fault"
    return Verdict(Outcome.FAULT, reason=reason)


def _blind(check: Check) -> str:
    noted = [name for name, _ in check.notes if name in _BLIND]
    return _BLIND[noted[0]] if noted else ""
