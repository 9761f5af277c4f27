from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from commsense.labelling import reading
from commsense.labelling.checks.sheet import Placed
from commsense.labelling.scheme import BUILT_IN
from commsense.learning.placing import placed

GOOD = '{"text": "The report is late.", "sentiment": "negative"}'
CONCERN = (
    '{"id": "c", "text": "It is fixed.", "acts": ["status"], "context": ["x"],'
    ' "concern": "It broke.", "status": "resolved"}'
)


def numbers(file: Path) -> list[int]:
    found = placed(reading.stream([file], BUILT_IN), file.name)
    return [each.number for each in found if isinstance(each, Placed)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([GOOD, GOOD, GOOD], [1, 2, 3]),
        ([GOOD, "{broken", GOOD, GOOD], [1, 3, 4]),
        ([GOOD, '{"text": ""}', GOOD], [1, 3]),
        ([GOOD, GOOD.replace("negative", "sad"), GOOD], [1, 2, 3]),
        ([GOOD, CONCERN, GOOD], [1, 2, 2, 3]),
        ([GOOD, "", "", GOOD, "", GOOD], [1, 4, 6]),
    ],
)
def test_rows_are_numbered_by_their_lines(
    tmp_path: Path, lines: Sequence[str], expected: list[int]
) -> None:
    file = tmp_path / "labels.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert numbers(file) == expected


def test_the_header_of_a_table_is_its_first_row(tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    rows = ["text,sentiment", "It is late.,negative", "It is fine.,sad", "It is done.,neutral"]
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert numbers(file) == [2, 3, 4]
