"""Checks wait for a free core, and not too many."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Event, Lock
from typing import cast

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.testclient import TestClient

from commsense.web.turns import Turns


class Waiting:
    """Somebody who asks, and may go."""

    def __init__(self, gone: bool = False) -> None:
        self.gone = gone

    async def is_disconnected(self) -> bool:
        return self.gone


def someone(gone: bool = False) -> Request:
    return cast(Request, Waiting(gone))


def test_never_more_at_once_than_cores_and_all_in_the_end() -> None:
    inside, most, lock = 0, 0, Lock()

    def work() -> int:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        Event().wait(0.01)
        with lock:
            inside -= 1
        return 1

    async def run() -> list[int]:
        turns = Turns(2, waiting=10)
        return await asyncio.gather(*(turns.take(someone(), work) for _ in range(20)))

    assert asyncio.run(run()) == [1] * 20
    assert most == 2


def test_beyond_the_queue_a_word_instead() -> None:
    go = Event()

    async def run() -> list[object]:
        turns = Turns(1, waiting=2)
        asked = [asyncio.ensure_future(turns.take(someone(), go.wait)) for _ in range(5)]
        await asyncio.sleep(0)
        go.set()
        found: list[object] = list(await asyncio.gather(*asked, return_exceptions=True))
        found.append(await turns.take(someone(), go.wait))
        return found

    found = asyncio.run(run())
    assert found[:3] == [True] * 3
    for each in found[3:5]:
        assert isinstance(each, HTTPException)
        assert each.status_code == 503
        assert "try again" in each.detail
    assert found[5] is True


def test_nothing_is_done_for_somebody_who_has_gone() -> None:
    done = Event()
    with pytest.raises(HTTPException):
        asyncio.run(Turns(1).take(someone(gone=True), done.set))
    assert not done.is_set()


def test_an_error_frees_the_turn() -> None:
    def fail() -> None:
        raise ValueError

    async def run() -> bool:
        turns = Turns(1, waiting=0)
        for _ in range(3):
            with pytest.raises(ValueError):  # noqa: PT011
                await turns.take(someone(), fail)
        return await turns.take(someone(), lambda: True)

    assert asyncio.run(run())


def test_the_server_says_when_it_is_too_much(asking: Callable[..., TestClient]) -> None:
    full = Turns(1, waiting=-1)
    answer = asking(turns=full).post("/api/v1/check", json={"draft": "Hi."})
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "1"
    assert "try again" in answer.json()["error"]
