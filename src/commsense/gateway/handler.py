"""What the gateway does with each command of a mail program: one handler a connection."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TypeVar

from aiosmtpd.smtp import SMTP, Envelope, Session

from commsense.checking import saying
from commsense.checking.result import Comment, Severity
from commsense.gateway import held, mails, marks, replies, verdicts
from commsense.gateway.options import Fail, Mode, Options
from commsense.gateway.reaching import Away
from commsense.gateway.relay import Answer, Relay
from commsense.gateway.verdicts import Outcome, Verdict
from commsense.reports.wording import wording

CHECK_SECONDS = 30.0
"""After this a mail goes on, or comes back, without a check."""

T = TypeVar("T")
_LOG = logging.getLogger("commsense.gateway")
_NOBODY = "<>"
_WEIGHTS = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Threads:
    """Where what blocks is done: checks apart from calls, so that neither waits for the other."""

    checks: Executor
    calls: Executor


class Handler:
    """Answers one mail program, as ``aiosmtpd`` asks it to."""

    def __init__(self, options: Options, threads: Threads) -> None:
        self._options = options
        self._threads = threads
        self._relay = Relay(options.relay)

    async def handle_MAIL(  # noqa: N802 - named by aiosmtpd
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        mail_options: list[str],
    ) -> str:
        """Begin a mail at the relay."""
        del server, session
        utf8 = "SMTPUTF8" in mail_options
        sender = "" if address == _NOBODY else address
        answer = await self._asked(lambda: self._relay.mail(sender, mail_options))
        if answer.good:
            envelope.mail_from = address
            envelope.mail_options.extend(mail_options)
        return replies.reply(answer.code, answer.text, utf8=utf8)

    async def handle_RCPT(  # noqa: N802
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        rcpt_options: list[str],
    ) -> str:
        """Name a recipient to the relay, whose word it is whether he is one."""
        del server, session
        answer = await self._asked(lambda: self._relay.rcpt(address))
        if answer.good:
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(rcpt_options)
        return replies.reply(answer.code, answer.text, utf8=bool(envelope.smtp_utf8))

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Check a mail, and hand it on or hold it back."""
        del server, session
        started = time.monotonic()
        content = bytes(envelope.original_content or b"")
        utf8 = bool(envelope.smtp_utf8)
        if mails.ends_within(content):
            await self._dropped()
            return replies.reply(550, "5.6.0 commsense: a dot between bare line ends", utf8=utf8)
        verdict = await self._verdict(content, envelope)
        reply = await self._followed(verdict, content, envelope, utf8=utf8)
        _LOG.info(
            "%d recipients, %d bytes: %s, %s; answered %s after %d ms",
            len(envelope.rcpt_tos),
            len(content),
            verdict.outcome.name.lower().replace("_", " "),
            verdict.reason or marks.counted(verdict.comments),
            reply[:3],
            (time.monotonic() - started) * 1000,
        )
        return reply

    async def handle_RSET(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Drop the mail that was begun."""
        del server, session, envelope
        await self._dropped()
        return "250 OK"

    async def handle_exception(self, error: Exception) -> str:
        """Answer where the gateway itself is at fault, so that the mail program keeps the mail."""
        _LOG.error("an error of the gateway itself: %s", _where(error))
        await self._dropped()
        return "451 4.3.0 commsense: an error of the gateway; nothing was sent"

    def closed(self) -> None:
        """Let the relay go."""
        self._relay.close()

    async def _verdict(self, content: bytes, envelope: Envelope) -> Verdict:
        sender = str(envelope.mail_from or "").replace(_NOBODY, "")
        recipients = list(map(str, envelope.rcpt_tos))
        loop = asyncio.get_running_loop()
        judged = loop.run_in_executor(
            self._threads.checks,
            lambda: verdicts.judge(content, sender, recipients, self._options.settings),
        )
        try:
            return await asyncio.wait_for(judged, CHECK_SECONDS)
        except Exception as error:  # whatever it is, it is not the writer's
            _LOG.error("a check failed: %s", _where(error))
            return verdicts.fault(error)

    async def _followed(
        self, verdict: Verdict, content: bytes, envelope: Envelope, *, utf8: bool
    ) -> str:
        if verdict.outcome is Outcome.FAULT and self._options.fail is Fail.CLOSED:
            await self._dropped()
            text = f"4.3.0 commsense: not checked ({verdict.reason}); try again"
            return replies.reply(451, text, utf8=utf8)
        if self._is_held(verdict.comments):
            await self._dropped()
            return await self._held(verdict.comments, content, envelope, utf8=utf8)
        if verdict.outcome is Outcome.SENT_ANYWAY:
            content = mails.without_override(content)
        if self._options.mode is Mode.HEADERS or verdict.outcome is not Outcome.CHECKED:
            content = mails.with_headers(content, marks.headers(verdict))
        answer = await self._asked(lambda: self._relay.data(content))
        return replies.reply(answer.code, answer.text, utf8=utf8)

    def _is_held(self, comments: Sequence[Comment]) -> bool:
        least = _WEIGHTS.index(self._options.hold_on)
        return self._options.mode is Mode.HOLD and any(
            _WEIGHTS.index(each.severity) <= least for each in comments
        )

    async def _held(
        self, comments: Sequence[Comment], content: bytes, envelope: Envelope, *, utf8: bool
    ) -> str:
        language = self._options.settings.language
        folder = self._options.hold_folder
        if folder is None:
            return replies.not_sent(comments, language, utf8=utf8)
        record = held.Envelope(
            mail_from=str(envelope.mail_from or "").replace(_NOBODY, ""),
            recipients=tuple(map(str, envelope.rcpt_tos)),
            parameters=tuple(map(str, envelope.mail_options)),
            comments=tuple(saying.said(each, language).message for each in comments),
        )
        try:
            kept = await self._off(lambda: held.keep(folder, content, record))
        except OSError as error:
            _LOG.error("a mail could not be held: %s", _where(error))
            return replies.reply(451, "4.3.1 commsense: the mail cannot be held now", utf8=utf8)
        words = wording(language if utf8 else "en", "gateway")("replies.held")
        return replies.reply(250, f"2.0.0 commsense: {words}: {kept.name}", utf8=utf8)

    async def _dropped(self) -> None:
        await self._off(self._relay.reset)

    async def _asked(self, ask: Callable[[], Answer]) -> Answer:
        try:
            return await self._off(ask)
        except Away as error:
            _LOG.warning("%s", error.reason)
            became = "the mail may have been sent" if error.unsure else "nothing was sent"
            return Answer(451, f"4.4.1 commsense: {error.reason}; {became}")

    async def _off(self, call: Callable[[], T]) -> T:
        """Do what blocks off the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._threads.calls, call)


def _where(error: BaseException) -> str:
    """Name an error by its kind and line; what it says may be a mail's words."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    code = f"{place.tb_frame.f_code.co_name}:{place.tb_lineno}" if place else "?"
    return f"{type(error).__name__} in {code}"
