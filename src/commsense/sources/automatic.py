"""Mails that no person wrote: bulk mail, bounces, calendar replies, absence notes."""

from __future__ import annotations

import re

from commsense.conversation import Person
from commsense.sources.headers import Headers, first
from commsense.sources.mime import Part

_MACHINES = re.compile(
    r"(?:mailer-daemon|mail-daemon|postmaster|no-?reply|do-?not-?reply|bounces?"
    r"|bugzilla(?:-daemon)?|jira|jenkins|hudson|buildbot|cron|nagios)(?:[+.=-].*)?@"
)
_SUBJECT = re.compile(
    r"(?:auto(?:matic)?[ -]?(?:reply|response)|out of (?:the )?office|undeliver(?:able|ed)"
    r"|delivery (?:status notification|has failed|failure)|mail delivery (?:failed|subsystem)"
    r"|cron <[^>]{1,200}> |returned mail|failure notice|read: |not read: |gelesen: "
    r"|automatische antwort|abwesend|abwesenheitsnotiz|réponse automatique|respuesta automática"
    r"|自动回复|自動回覆|自动答复|退信|系统退信|已读[:：])",
    re.IGNORECASE,
)
_TAGS = re.compile(r"(?:\s{0,5}\[[^\[\]]{1,60}\]){1,4}\s{0,5}")  # of lists: [users] [external]
_CALENDAR_SUBJECT = re.compile(
    r"(?:accepted|declined|tentative|canceled|cancelled|zugesagt|abgesagt|accepté|refusé|aceptado"
    r"|已接受|已拒绝|已取消|暂定)\s?[:：]",
    re.IGNORECASE,
)
_LISTS = frozenset(
    {"mailing-list", "x-mailing-list", "x-beenthere", "x-loop", "in-reply-to", "references"}
)
_REPLY = re.compile(r"\s{0,9}re\s{0,3}(?:\[\d{1,4}\])?:", re.IGNORECASE)
_METHOD = re.compile(rb"^METHOD:(REPLY|CANCEL|COUNTER)", re.MULTILINE | re.IGNORECASE)


def is_automatic(mail: Part, sender: Person | None, subject: str, list_id: str) -> bool:
    """Whether a program wrote the mail, so that it is read but not judged (RFC 3834, RFC 3464)."""
    headers = mail.headers
    if _says_so(headers, subject, list_id) or _is_report(mail):
        return True
    if sender and _MACHINES.match(sender.email):
        return True
    tags = _TAGS.match(subject)
    if _SUBJECT.match(subject, tags.end() if tags else 0):
        return True
    return _calendar_reply(mail, bool(_CALENDAR_SUBJECT.match(subject)))


def _says_so(headers: Headers, subject: str, list_id: str) -> bool:
    submitted = first(headers, "auto-submitted").strip().lower()
    if submitted and not submitted.startswith("no"):
        return True
    if any(name in headers for name in ("x-autoreply", "x-autorespond", "x-autoresponder")):
        return True
    if first(headers, "return-path").strip() == "<>":
        return True
    precedence = first(headers, "precedence").strip().lower()
    if precedence in ("bulk", "junk"):
        return not list_id and not _from_people(headers, subject)
    return precedence == "auto_reply"


def _from_people(headers: Headers, subject: str) -> bool:
    """Whether a bulk mail went through a discussion list, or answers somebody."""
    return any(name.startswith("list-") or name in _LISTS for name in headers) or bool(
        _REPLY.match(subject)
    )


def _is_report(mail: Part) -> bool:
    return mail.content_type == "multipart/report"


def _calendar_reply(mail: Part, subject_says: bool) -> bool:
    """An answer to an invitation; an invitation itself is written by a person."""
    for part in (mail, *mail.parts):
        for inner in (part, *part.parts):
            if inner.content_type != "text/calendar":
                continue
            method = inner.params.get("method", "").upper()
            if subject_says or method in ("REPLY", "CANCEL", "COUNTER"):
                return True
            if _METHOD.search(inner.data[:4_000]):
                return True
    return False
