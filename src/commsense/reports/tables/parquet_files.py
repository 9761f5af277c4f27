"""``tables/*.parquet``: the same rows with types, for data tools."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commsense import private_files
from commsense.assessment import Assessment
from commsense.reports.tables import rows

if TYPE_CHECKING:
    import pyarrow as pa

FOLDER = "tables"
GROUP = 20_000  # rows held before a row group is written


def write(assessment: Assessment, folder: Path, language: str) -> tuple[Path, ...]:  # noqa: ARG001
    """Write the six tables, a row group at a time."""
    import pyarrow.parquet as pq

    paths = {name: folder / FOLDER / f"{name}.parquet" for name in rows.TABLES}
    private_files.make_folder(folder / FOLDER)
    held: dict[str, list[rows.Row]] = {name: [] for name in rows.TABLES}
    with ExitStack() as stack:
        writers = {
            name: stack.enter_context(
                pq.ParquetWriter(
                    private_files.begin(path), schema(name), compression="zstd", store_schema=False
                )
            )
            for name, path in paths.items()
        }
        for name, row in rows.of_assessment(assessment):
            held[name].append(row)
            if len(held[name]) >= GROUP:
                writers[name].write_table(table(name, held[name]))
                held[name] = []
        for name, rest in held.items():
            writers[name].write_table(table(name, rest))
    return tuple(paths.values())


def schema(name: str) -> pa.Schema:
    """Give a table's Arrow schema; moments are stored in UTC."""
    import pyarrow as pa

    types = {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "flag": pa.bool_(),
        "moment": pa.timestamp("us", tz="UTC"),
        "day": pa.date32(),
    }
    return pa.schema([(column, types[kind]) for column, kind in rows.TABLES[name].items()])


def table(name: str, group: list[rows.Row]) -> pa.Table:
    """Turn rows into an Arrow table, column by column."""
    import pyarrow as pa

    shape = schema(name)
    columns: list[list[Any]] = [[_encodable(row[i]) for row in group] for i in range(len(shape))]
    arrays = [pa.array(column, kind) for column, kind in zip(columns, shape.types, strict=True)]
    return pa.Table.from_arrays(arrays, schema=shape)


def _encodable(value: rows.Cell) -> rows.Cell:
    """Replace what UTF-8 cannot hold; mails with wrong charsets may contain it."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return value
