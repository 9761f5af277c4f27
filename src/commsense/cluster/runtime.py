"""Starting Ray on this machine, or joining a cluster that runs; silent, and without its telemetry.

A Ray that is started here listens on the loopback address alone, with a token that no other
program knows, and keeps what it writes (logs, and batches when memory is short) in a folder that
only this user can read and that is removed at the end.
"""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from commsense.errors import InputError
from commsense.extras import require

SILENT = {
    "RAY_USAGE_STATS_ENABLED": "0",  # its telemetry
    "RAY_BACKEND_LOG_LEVEL": "fatal",  # it warns of actors that cannot be lost here
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",  # and of what it is going to do one day
}
"""Told to Ray by the environment, unless the user tells it something else."""

ALONE = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}
"""Ray on Windows and macOS listens on the loopback address alone; so it does here."""

PATIENCE = 5  # seconds


@contextmanager
def running(address: str, count: int) -> Iterator[ModuleType]:
    """Ray, connected; a Ray that this process is connected to already is used and left alone.

    Args:
        address: of a cluster, as ``ray.init`` takes it; empty starts one on this machine.
        count: CPUs that a Ray started here counts with, 0 for those of the machine.

    Raises:
        MissingExtra: if Ray is not installed.
        InputError: if there is no cluster at the address.
    """
    for name, value in (SILENT if address else SILENT | ALONE).items():
        os.environ.setdefault(name, value)  # read as Ray is imported
    ray = require("ray")
    require("ray.data")
    for name in ("ray", "ray.data"):
        logging.getLogger(name).setLevel(logging.ERROR)
    if ray.is_initialized():
        yield ray
    elif address:
        with _joined(ray, address):
            yield ray
    else:
        with _started(ray, count):
            yield ray


@contextmanager
def _joined(ray: ModuleType, address: str) -> Iterator[None]:
    try:
        _answers(address)
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
    except (OSError, RuntimeError, ValueError) as error:
        raise InputError(
            f"No Ray cluster answers at {address}. Give the address that `ray start --head`"
            " showed, or auto on one of its machines; leave it out to start Ray on this machine."
        ) from error
    try:
        yield
    finally:
        ray.shutdown()


def _answers(address: str) -> None:
    """Ask before Ray does, which tries for minutes; an address without a port is for Ray to judge.

    Raises:
        OSError: if nothing listens there.
    """
    host, _, port = address.rpartition(":")
    if host and port.isdigit() and "/" not in host:
        socket.create_connection((host.strip("[]"), int(port)), PATIENCE).close()


@contextmanager
def _started(ray: ModuleType, count: int) -> Iterator[None]:
    os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))  # else one in the home folder
    # The paths of its sockets are long, and a socket's path may have some 100 characters.
    short = "/tmp" if sys.platform != "win32" else None  # noqa: S108 - a folder of our own below it
    folder = Path(tempfile.mkdtemp(prefix="commsense-", dir=short))
    try:
        ray.init(
            address="local",
            num_cpus=count or None,
            include_dashboard=False,
            log_to_driver=False,
            logging_level=logging.ERROR,
            _temp_dir=str(folder / "ray"),  # Ray opens its own folder to all users
        )
        yield
    finally:
        ray.shutdown()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def explained(ray: ModuleType) -> Iterator[None]:
    """Say of an error of Ray itself what is most likely behind it.

    Raises:
        InputError: in the place of Ray's error. Those of our own steps come as results.
    """
    try:
        yield
    except ray.exceptions.RayError as error:
        last = (str(error).strip().splitlines() or [type(error).__name__])[-1].strip()
        raise InputError(
            f"The Ray cluster could not go on: {last} All its nodes need the same Python, Ray and"
            " commsense, and the models and settings at the same place; those that are busy need"
            " memory and disk to spare."
        ) from error
