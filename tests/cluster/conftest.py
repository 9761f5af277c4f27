"""A Ray on this machine for the tests that ask for it: it takes about a minute, so only on request.

COMMSENSE_TEST_RAY=1 pytest tests/cluster
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest

from commsense.cluster import runtime


@pytest.fixture(scope="session")
def ray() -> Iterator[ModuleType]:
    """Two CPUs, and a GPU that is only said to be there."""
    if not os.environ.get("COMMSENSE_TEST_RAY"):
        pytest.skip("set COMMSENSE_TEST_RAY=1 to run the tests on Ray")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (runtime.SILENT | runtime.ALONE).items():
            patch.setenv(name, value)
        patch.setenv("PYTHONPATH", str(Path(__file__).parent))  # cluster_steps, for the workers
        module = pytest.importorskip("ray")
        patch.setattr(module, "init", partial(module.init, num_gpus=1))
        with runtime.running("", 2) as started:
            yield started
