"""Whatever bytes are read, only the package's own errors come out; see ``scripts/fuzz.py``."""

from __future__ import annotations

import tempfile
from pathlib import Path

import fuzz_edits
import fuzz_targets
import pytest
from fuzz_edits import KINDS, PIECES, Edit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SLOW = {"glossary": 3, "practices": 8, "draft": 15, "container": 20}
EDITS = st.lists(
    st.builds(
        Edit,
        st.sampled_from(KINDS),
        st.floats(0, 1),
        st.one_of(st.sampled_from(PIECES), st.binary(max_size=6)),
        st.sampled_from((1, 1, 2, 3, 9, 100, 1_000)),
    ),
    max_size=8,
)


def check(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        fuzz_targets.run(name, data, Path(folder))


@pytest.mark.parametrize("name", fuzz_targets.TARGETS)
def test_edited_input(name: str) -> None:
    seeds = fuzz_targets.TARGETS[name].seeds()

    @settings(
        max_examples=SLOW.get(name, 25),
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(seeds), EDITS)
    def try_out(seed: bytes, edits: list[Edit]) -> None:
        check(name, fuzz_edits.applied(seed, edits))

    try_out()


@pytest.mark.parametrize("name", sorted(set(fuzz_targets.TARGETS) - set(SLOW)))
def test_cut_anywhere(name: str) -> None:
    seed = fuzz_targets.TARGETS[name].seeds()[0]
    for end in range(0, len(seed), len(seed) // 12 or 1):
        check(name, seed[:end])


@pytest.mark.parametrize("name", fuzz_targets.TARGETS)
def test_a_good_seed_is_read(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for seed in fuzz_targets.TARGETS[name].seeds():
            fuzz_targets.TARGETS[name].run(seed, Path(folder))
            for path in Path(folder).iterdir():
                if path.is_file():
                    path.unlink()


FOUND = {
    "time zones in working hours": ("settings", b'[standards]\nworkday_start = "09:00:00Z"\n'),
    "a number of 5,000 digits": ("settings", b"a = " + b"9" * 5_000),
    "nested arrays": ("settings", b"a = " + b"[" * 50_000),
    "nested arrays in a baseline": ("baseline", b"[" * 200_000),
    "nested arrays in labels": ("labels", b"[" * 200_000),
    "nested arrays in a table": ("table", b'{"text": ' + b"[" * 100_000 + b"\n{"),
    "nested arrays in a report": (
        "report",
        b'{"schema":"commsense-report/1","threads":[\n{"id":' + b"[" * 200_000 + b"\n]}\n",
    ),
    "a report that is not in UTF-8": (
        "report",
        b'{"schema":"commsense-report/1","threads":[\n{"id":"\xff"}\n]}\n',
    ),
    "nested arrays in a practice": ("practices", b"a = " + b"[" * 50_000),
    "nested arrays in a model card": ("model-card", b"a = " + b"[" * 50_000),
    "a place of 5,000 digits": (
        "labels",
        b"id,text,spans\n1,When?,0-" + b"9" * 5_000 + b":jargon\n",
    ),
    "nested elements": ("docx", b"<a>" * 100_000),
    "billion laughs": (
        "docx",
        b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"&a;")
                   for n in range(30))
        + b"]><a>&a29;</a>",
    ),
    "an empty draft": ("draft", b""),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data"), FOUND.values(), ids=list(FOUND))
def test_what_once_broke(name: str, data: bytes) -> None:
    check(name, data)
