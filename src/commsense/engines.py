"""What does the work of a run: processes of this machine, or a Ray cluster."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from commsense import backends, sources, stages
from commsense.cluster import Cluster
from commsense.parallel import Workers, cores
from commsense.pool import Pool

SMALL = 4 * 2**20  # bytes; starting processes takes longer than reading so little
GPU_SHARE = 0.25  # of a GPU for each actor of a cluster that uses the model


def _local(
    workers: int,
    paths: Sequence[Path],
    device: str,  # noqa: ARG001 - each process finds it
    address: str,  # noqa: ARG001
) -> AbstractContextManager[Pool]:
    return Workers(workers or (cores() if sources.measure(paths) > SMALL else 1))


def _ray(
    workers: int,
    paths: Sequence[Path],  # noqa: ARG001 - a cluster is no matter of size
    device: str,
    address: str,
) -> AbstractContextManager[Pool]:
    shares: dict[Callable[..., Any], float] = {}
    if device == "cuda":
        shares = {stages.detect: GPU_SHARE, stages.judge: GPU_SHARE}
    return Cluster(workers, address, shares)


ENGINES: dict[str, Callable[[int, Sequence[Path], str, str], AbstractContextManager[Pool]]] = {
    "local": _local,
    "ray": _ray,
}
"""What does the work: processes of this machine, or a Ray cluster (extra ``cluster``)."""


def device(name: str, ray_address: str) -> str:
    """Choose the device; whether a cluster has a GPU is for its nodes to tell."""
    return name if name == "cuda" and ray_address else backends.chosen(name)
