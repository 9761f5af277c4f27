from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import cluster_steps
import pytest

from commsense import api
from commsense.cluster import AHEAD, Cluster, Shares
from commsense.cluster.bundles import MOST
from commsense.errors import InputError, ModelError
from commsense.reports import WRITERS
from commsense.settings import load

pytestmark = [
    pytest.mark.usefixtures("ray"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:ray.*"),  # of its own options
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


def test_ray_listens_on_the_loopback_address_alone(ray: ModuleType) -> None:
    assert {node["NodeManagerAddress"] for node in ray.nodes()} == {"127.0.0.1"}


def test_every_report_of_the_sample_is_the_same_on_a_cluster(root: Path, tmp_path: Path) -> None:
    folder = root / "data" / "sample"
    settings = load(folder / "commsense.toml")
    here = api.score([folder], settings, workers=1)
    there = api.score([folder], settings, workers=2, engine="ray")
    for name, writer in WRITERS.items():
        one = writer.write(here, tmp_path / name / "one", "en")
        two = writer.write(there, tmp_path / name / "two", "en")
        assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two], name
        assert one


def test_order_is_kept_and_work_is_drawn_only_a_little_ahead() -> None:
    drawn = 0

    def work() -> Iterator[float]:
        nonlocal drawn
        for number in range(10**9):
            drawn += 1
            yield float(number)

    with Cluster(2) as pool:
        results = pool.map(math.sqrt, work())
        for number in range(200):
            assert next(results) == math.sqrt(number)
            assert drawn - number <= 2 * AHEAD * MOST + MOST
        results.close()  # type: ignore[attr-defined]


def test_an_error_comes_out_as_what_it_is_after_the_results_before_it() -> None:
    with Cluster(2) as pool:
        results = pool.map(cluster_steps.refuse_seven, range(100))
        assert [next(results) for _ in range(7)] == [number * number for number in range(7)]
        with pytest.raises(InputError, match="message 7"):
            next(results)


def test_what_a_lost_worker_had_in_hand_is_done_again(tmp_path: Path) -> None:
    work = [(number, tmp_path / "died") for number in range(12)]
    with Cluster(2) as pool:
        assert list(pool.map(cluster_steps.die_at_five_once, work)) == list(range(12))
    assert (tmp_path / "died").exists()


def test_a_batch_that_ends_every_worker_does_not_go_round_for_ever() -> None:
    with Cluster(2) as pool, pytest.raises(InputError, match="4 workers"):
        list(pool.map(cluster_steps.die_at_five, range(12)))


def test_nodes_cut_shares_in_order() -> None:
    work = Shares([3, 20, 0, 4], range)
    expected = [abs(number) for share in (3, 20, 0, 4) for number in range(share)]
    with Cluster(2) as pool:
        assert list(pool.map(abs, work)) == expected
    assert list(map(abs, work)) == expected


def test_only_a_step_that_needs_a_gpu_gets_one() -> None:
    with Cluster(2, gpus={cluster_steps.devices_seen: 0.5}) as pool:
        assert set(pool.map(cluster_steps.devices_seen, range(3))) == {"0"}


def test_no_gpu_in_the_cluster_is_an_error_that_says_so() -> None:
    with Cluster(2, gpus={abs: 2.0}) as pool, pytest.raises(ModelError, match="GPU"):
        next(pool.map(abs, [1]))
