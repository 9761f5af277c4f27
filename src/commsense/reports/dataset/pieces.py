"""Rows of all months at once, in little memory: pieces on disk, joined to a file a month.

Threads come one after the other and their months lie anywhere, so a month is never known to be
complete before the end. What is held is bounded: when it grows too large, the largest shares go to
disk as a piece each. In the end the pieces of a month are read in their order and become one file.
How the rows are cut depends on the rows alone, so the same rows give the same bytes.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from commsense import private_files
from commsense.reports.dataset import places
from commsense.reports.tables import rows
from commsense.reports.tables.parquet_files import schema, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

HELD = 48_000_000  # of weight, which is about bytes, over all months and tables
GROUP_ROWS = 100_000  # of a row group; data tools read a group as a whole
GROUP_BYTES = 32_000_000
_CELL = 40  # what a value weighs beside its text

Share = tuple[str, str]
"""A table and a month."""


class Pieces:
    """Takes rows, table by table and month by month; used as a context, which clears up after it.

    Args:
        dataset: the folder below which everything is written.
    """

    def __init__(self, dataset: Path) -> None:
        self._dataset = dataset
        self._folder = tempfile.TemporaryDirectory(prefix=places.UNFINISHED, dir=dataset)
        self._held: dict[Share, list[rows.Row]] = {}
        self._weights: dict[Share, int] = {}
        self._weight = 0
        self._written: dict[Share, list[Path]] = {}
        self._count = 0

    def __enter__(self) -> Pieces:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._folder.cleanup()

    def add(self, name: str, month: str, row: rows.Row) -> None:
        """Take a row of the table ``name`` into ``month``."""
        share, weight = (name, month), _weight(row)
        self._held.setdefault(share, []).append(row)
        self._weights[share] = self._weights.get(share, 0) + weight
        self._weight += weight
        if self._weight > HELD:
            self._lighten()

    def joined(self) -> tuple[Path, ...]:
        """Write the file of each table and month, and give their paths."""
        for share in sorted(self._held):
            self._put_down(share)
        for name in rows.TABLES:
            # A table without rows has a file too, so that a query over it has an answer.
            if not any(name == table for table, _ in self._written):
                self._held[name, places.UNDATED] = []
                self._put_down((name, places.UNDATED))
        return tuple(self._join(share) for share in sorted(self._written))

    def _lighten(self) -> None:
        by_weight = sorted(self._weights, key=lambda share: (-self._weights[share], share))
        for share in by_weight:
            if self._weight <= HELD // 2:
                return
            self._put_down(share)

    def _put_down(self, share: Share) -> None:
        import pyarrow.parquet as pq

        path = Path(self._folder.name) / f"{self._count}.parquet"
        self._count += 1
        pq.write_table(table(share[0], self._held.pop(share)), path, compression="lz4")
        self._weight -= self._weights.pop(share, 0)
        self._written.setdefault(share, []).append(path)

    def _join(self, share: Share) -> Path:
        import pyarrow.parquet as pq

        name, month = share
        path = places.part(self._dataset, name, month)
        private_files.make_folder(path.parent)
        private_files.begin(path)
        with pq.ParquetWriter(path, schema(name), compression="zstd", store_schema=False) as file:
            for group in _groups(self._written[share]):
                file.write_table(group, row_group_size=GROUP_ROWS)
        return path


def _groups(pieces: list[Path]) -> Iterator[pa.Table]:
    """Read pieces in their order, and put small ones together."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    waiting: list[pa.Table] = []
    for piece in pieces:
        waiting.append(pq.read_table(piece))
        piece.unlink()
        if (
            sum(each.num_rows for each in waiting) >= GROUP_ROWS
            or sum(each.nbytes for each in waiting) >= GROUP_BYTES
        ):
            yield pa.concat_tables(waiting)
            waiting = []
    if waiting:
        yield pa.concat_tables(waiting)


def _weight(row: rows.Row) -> int:
    return sum(_CELL + (len(value) if isinstance(value, str) else 0) for value in row)
