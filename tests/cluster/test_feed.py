"""The parts of a cluster that need no Ray."""

from __future__ import annotations

import asyncio
import importlib
import pickle
import socket
from itertools import count, islice

import pyarrow
import pytest

from commsense.cluster import Cluster, runtime
from commsense.cluster.bundles import MOST, bundles
from commsense.cluster.feed import Feed
from commsense.cluster.shares import Shares, cutting, unpacked
from commsense.cluster.step import TRIES, Failed, Step
from commsense.errors import InputError, MissingExtra


def test_bundles_grow_and_lose_nothing() -> None:
    found = list(bundles(range(100), slowly=4))
    assert [piece for bundle in found for piece in bundle] == list(range(100))
    assert [len(bundle) for bundle in found[:13]] == [1] * 4 + [2] * 4 + [4] * 4 + [MOST]


def test_bundles_are_drawn_one_at_a_time() -> None:
    drawn = count()
    assert list(islice(bundles(drawn, slowly=9), 3)) == [(0,), (1,), (2,)]
    assert next(drawn) == 3


def test_a_feed_numbers_bundles_by_the_work_and_not_by_their_arrival() -> None:
    async def talk() -> list[int]:
        feed = Feed()
        await feed.add(1, ["second"], 0)
        asked = asyncio.ensure_future(feed.given(0))
        await asyncio.sleep(0)
        assert not asked.done()
        await feed.add(0, ["first"], 0)
        seen = [await asked]
        assert await feed.bundle(0) == ["first"]
        await feed.end(2)
        return [*seen, await feed.given(2)]

    assert asyncio.run(talk()) == [2, 2]


def test_a_feed_keeps_a_bundle_until_its_results_are_there() -> None:
    async def talk() -> None:
        feed = Feed()
        for number in range(3):
            await feed.add(number, [str(number)], 0)
        assert await feed.bundle(0) == ["0"]
        await feed.add(3, ["3"], 2)
        assert await feed.bundle(2) == ["2"]
        with pytest.raises(KeyError):
            await feed.bundle(1)

    asyncio.run(talk())


class Tries:
    """Counts in this process."""

    def __init__(self, before: int = 0) -> None:
        self.open = before

    def begin(self, name: str) -> int:
        del name
        self.open += 1
        return self.open

    def finish(self, name: str) -> None:
        del name
        self.open = 0


def _applied(step: Step, *bundle: object) -> list[object]:
    rows = pyarrow.table({"name": ["0"], "packed": [pickle.dumps(bundle)]})
    (packed,) = step(rows)["results"]
    found: list[object] = pickle.loads(packed)  # noqa: S301 - made here
    return found


def test_a_step_gives_the_results_before_an_error_and_the_error() -> None:
    one, two, failed = _applied(Step(int, unpacked, Tries()), "1", "2", "three", "4")
    assert (one, two) == (1, 2)
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, ValueError)
    assert "Traceback" in failed.error.__notes__[0]


def test_a_bundle_that_was_begun_too_often_is_not_begun_again() -> None:
    (failed,) = _applied(Step(int, unpacked, Tries(TRIES)), "1")
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, InputError)


def test_nodes_cut_a_share_into_the_same_pieces_as_one_machine() -> None:
    work = Shares([3, 0, 20], range)
    rows = pyarrow.table(
        {"number": [0, 1, 2], "share": [pickle.dumps(share) for share in work.shares]}
    )
    cut = [unpacked("", row["packed"][0]) for row in cutting(rows, work.cut)]
    assert [piece for bundle in cut for piece in bundle] == list(work)


def test_an_address_where_nothing_listens_is_an_error_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Ray:
        """Stands in for Ray, which is not asked."""

        def is_initialized(self) -> bool:
            return False

    monkeypatch.setattr(runtime, "require", lambda _: Ray())
    for name in runtime.SILENT:
        monkeypatch.setenv(name, "0")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(InputError, match="No Ray cluster answers"), Cluster(1, f"127.0.0.1:{port}"):
        pass


def test_without_ray_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    known = importlib.import_module

    def none(name: str) -> object:
        if name == "ray":
            raise ModuleNotFoundError("No module named 'ray'", name="ray")
        return known(name)

    monkeypatch.setattr("commsense.extras.import_module", none)
    with pytest.raises(MissingExtra, match=r"commsense\[cluster\]"), Cluster():
        pass
