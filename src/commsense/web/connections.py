"""Connections that ask for nothing are let go, so that a few who hold them shut nobody else out."""

from __future__ import annotations

from asyncio import Transport

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

PATIENCE = 20.0  # seconds
"""For the head of a request; ``guards`` waits for its body."""

MOST = 400
"""Connections at once; each takes one of the files that a program may have open."""


class Connection(H11Protocol):
    """One connection of a browser or program."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Serve who connects, if there are not too many."""
        super().connection_made(transport)
        if len(self.connections) > MOST:
            transport.abort()
            return
        self._look_after(None)

    def _look_after(self, last: RequestResponseCycle | None) -> None:
        self.loop.call_later(PATIENCE, self._let_go, last)

    def _let_go(self, last: RequestResponseCycle | None) -> None:
        """Close the connection if nothing was asked since ``last``, and that is answered."""
        if self.transport.is_closing():
            return
        if self.cycle is last and (last is None or last.response_complete):
            self.transport.close()
        else:
            self._look_after(self.cycle)
