"""The next server: each command of the mail program is handed on, and its answer back.

A relay of its own belongs to each connection. Calls block, and are made off the event loop.
"""

from __future__ import annotations

import re
import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from commsense.gateway.options import RelayOptions
from commsense.gateway.reaching import Away, connected, reason_of

_START = 354
_CLOSING = 421
_LINE_START = re.compile(rb"(?:\A|(?<=\r\n))\.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server says: its code and its words, one line or more."""

    code: int
    text: str

    @property
    def good(self) -> bool:
        """Whether the server takes what it was given."""
        return 200 <= self.code < 300


class Relay:
    """One connection to the next server, opened when it is needed first."""

    def __init__(self, options: RelayOptions) -> None:
        self._options = options
        self._server: smtplib.SMTP | None = None
        self._begun = False
        self._lock = Lock()

    def mail(self, sender: str, parameters: Sequence[str]) -> Answer:
        """Begin a mail.

        Args:
            sender: address of the envelope; empty for a bounce.
            parameters: of the command, such as ``BODY=8BITMIME``; those that the server does not
                know are left out, but for SMTPUTF8, without which it cannot send the mail.

        Raises:
            Away: the server cannot be reached, or does not let the gateway in.
        """
        with self._lock:
            used = self._server is not None
            try:
                return self._mail(sender, parameters)
            except Away:
                if not used:
                    raise
            # It may only have closed a connection that was not used for a while.
            return self._mail(sender, parameters)

    def rcpt(self, recipient: str) -> Answer:
        """Name a recipient.

        Raises:
            Away: the connection is gone.
        """
        with self._lock:
            self._need_begun()
            return self._said(f"RCPT TO:<{recipient}>")

    def data(self, content: bytes) -> Answer:
        """Hand the mail over; byte for byte, with a dot before each line that begins with one.

        Raises:
            Away: the connection is gone; whether the mail was taken is not known then.
        """
        with self._lock:
            server = self._need_begun()
            if not content.isascii() and not server.has_extn("8bitmime"):
                return Answer(554, "5.6.3 the relay takes no 8-bit mail")
            begun = self._said("DATA")
            if begun.good:  # to a server that takes a mail unseen it must not be lost
                raise self._gone(smtplib.SMTPServerDisconnected())
            if begun.code != _START:
                return begun
            self._begun = False
            end = b".\r\n" if content.endswith(b"\r\n") else b"\r\n.\r\n"
            try:
                server.send(_LINE_START.sub(b"..", content) + end)
                return self._answer(*server.getreply())
            except (OSError, smtplib.SMTPException) as error:
                self._drop()
                raise Away(reason_of(error), unsure=True) from error

    def reset(self) -> None:
        """Drop the mail that was begun, if any."""
        with self._lock:
            if not self._begun:
                return
            self._begun = False
            try:
                self._said("RSET")
            except Away:
                return

    def close(self) -> None:
        """Say goodbye."""
        with self._lock:
            server, self._server = self._server, None
            if server is not None:
                try:
                    server.quit()
                except (OSError, smtplib.SMTPException):
                    server.close()

    def _mail(self, sender: str, parameters: Sequence[str]) -> Answer:
        server = self._open()
        if self._begun:
            self._said("RSET")
        utf8 = "SMTPUTF8" in parameters
        if utf8 and not server.has_extn("smtputf8"):
            return Answer(550, "5.6.7 the relay takes no addresses or headers in UTF-8")
        server.command_encoding = "utf-8" if utf8 else "ascii"
        told = [each for each in parameters if server.has_extn(_extension(each))]
        answer = self._said(" ".join([f"MAIL FROM:<{sender}>", *told]))
        self._begun = answer.good
        return answer

    def _open(self) -> smtplib.SMTP:
        if self._server is None:
            self._server = connected(self._options)
            self._begun = False
        return self._server

    def _need_begun(self) -> smtplib.SMTP:
        """Give the connection on which the mail was begun; another would not know of it."""
        if self._server is None or not self._begun:
            raise self._gone(smtplib.SMTPServerDisconnected())
        return self._server

    def _said(self, command: str) -> Answer:
        server = self._open()
        try:
            return self._answer(*server.docmd(command))
        except ValueError:  # letters that the command may not have
            return Answer(553, "5.6.7 the address needs SMTPUTF8, or is none")
        except (OSError, smtplib.SMTPException) as error:
            raise self._gone(error) from error

    def _answer(self, code: int, text: bytes) -> Answer:
        said = text.decode("utf-8", "replace")
        if code == _CLOSING:
            self._drop()
            return Answer(451, said)
        if not 200 <= code < 600:
            raise self._gone(smtplib.SMTPServerDisconnected())
        return Answer(code, said)

    def _gone(self, error: Exception) -> Away:
        self._drop()
        return Away(reason_of(error))

    def _drop(self) -> None:
        if self._server is not None:
            self._server.close()
        self._server = None
        self._begun = False


def _extension(parameter: str) -> str:
    name = parameter.partition("=")[0].lower()
    return "8bitmime" if name == "body" else name
