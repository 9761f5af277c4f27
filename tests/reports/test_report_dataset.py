"""The Parquet dataset: the rows of the tables in parts by month, whatever order they come in."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pyarrow.dataset as pds
import pyarrow.parquet as pq
import pytest

from commsense.assessment import Assessment, Score
from commsense.reports import dataset
from commsense.reports.dataset import months, pieces, places
from commsense.reports.tables import parquet_files, rows


def read(folder: Path, name: str) -> list[dict[str, object]]:
    found = pds.dataset(folder / "dataset" / name, format="parquet", partitioning="hive")
    return found.to_table().to_pylist()  # type: ignore[no-any-return]


def counted(table: list[dict[str, object]]) -> Counter[str]:
    return Counter(
        repr(sorted((k, str(v)) for k, v in row.items() if k != "month")) for row in table
    )


def test_it_holds_the_rows_of_the_tables(assessment: Assessment, tmp_path: Path) -> None:
    dataset.write(assessment, tmp_path, "en")
    parquet_files.write(assessment, tmp_path, "en")
    for name in rows.TABLES:
        single = pq.read_table(tmp_path / f"tables/{name}.parquet").to_pylist()
        assert counted(read(tmp_path, name)) == counted(single), name


def test_each_row_lies_in_its_month(assessment: Assessment, tmp_path: Path) -> None:
    dataset.write(assessment, tmp_path, "en")
    seen = set()
    for name in ("messages", "sentences", "findings", "concerns", "commitments"):
        for row in read(tmp_path, name):
            date = row["date"]
            assert row["month"] == (date.strftime("%Y-%m") if date else "undated"), name  # type: ignore[attr-defined]
            seen.add(row["month"])
    assert len(seen) > 2


def test_scores_lie_where_their_message_does(assessment: Assessment, tmp_path: Path) -> None:
    first, *others = assessment.threads
    said = [Score("message", name, "overall", 1, 0, 0, 1.0) for name in first.thread.messages]
    of_month = Score("month", "2026-03", "overall", 1, 0, 0, 1.0)
    summary = replace(assessment.summary, scores=(*assessment.summary.scores, of_month))
    threads = (replace(first, scores=(*first.scores, *said)), *others)
    dataset.write(Assessment(summary, threads), tmp_path, "en")
    month_of = {row["message"]: row["month"] for row in read(tmp_path, "messages")}
    scores = read(tmp_path, "scores")
    for row in scores:
        if row["scope"] == "message":
            assert row["month"] == month_of[row["key"]]
        elif row["scope"] == "month":
            assert row["month"] == row["key"]
        elif row["scope"] in ("archive", "client", "person"):
            assert row["month"] == "undated"
    assert {row["scope"] for row in scores} >= {"archive", "message", "thread", "month"}


def test_little_memory_gives_the_same_rows_in_the_same_order(
    assessment: Assessment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = dataset.write(assessment, tmp_path / "a", "en")
    monkeypatch.setattr(pieces, "HELD", 3_000)
    by_and_by = dataset.write(assessment, tmp_path / "b", "en")
    assert [p.relative_to(tmp_path / "a") for p in at_once] == [
        p.relative_to(tmp_path / "b") for p in by_and_by
    ]
    for one, other in zip(at_once, by_and_by, strict=True):
        assert pq.read_table(one).equals(pq.read_table(other))


def test_what_is_held_stays_small(
    assessment: Assessment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "HELD", 20_000)
    most = 0
    with pieces.Pieces(tmp_path) as held:
        for _ in range(5):
            for name, month, row in months.rows_by_month(assessment):
                held.add(name, month, row)
                most = max(most, held._weight)
        assert len(list(tmp_path.rglob("*.parquet"))) > 5
    assert most <= 20_000
    assert not list(tmp_path.iterdir())


def test_groups_are_put_together(
    assessment: Assessment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "HELD", 3_000)
    paths = dataset.write(assessment, tmp_path, "en")
    assert {pq.ParquetFile(path).num_row_groups for path in paths} <= {0, 1}


def test_an_earlier_run_leaves_nothing(assessment: Assessment, tmp_path: Path) -> None:
    dataset.write(assessment, tmp_path, "en")
    stale = tmp_path / "dataset/messages/month=1999-12/part-7.parquet"
    stale.parent.mkdir()
    stale.write_bytes(b"old")
    left = tmp_path / "dataset/.unfinished-abc/3.parquet"
    left.parent.mkdir()
    left.write_bytes(b"killed")
    own = tmp_path / "dataset/messages/notes.txt"
    own.write_text("mine", encoding="utf-8")
    written = dataset.write(assessment, tmp_path, "en")
    assert {p for p in tmp_path.rglob("*") if p.is_file()} == {*written, own}
    assert not stale.parent.exists()


def test_a_table_without_rows_can_still_be_asked(empty: Assessment, tmp_path: Path) -> None:
    dataset.write(empty, tmp_path, "en")
    for name, columns in rows.TABLES.items():
        path = tmp_path / f"dataset/{name}/month=undated/part-0.parquet"
        assert pq.read_table(path, partitioning=None).column_names == list(columns)


def test_nothing_unfinished_is_left_where_it_fails(assessment: Assessment, tmp_path: Path) -> None:
    def broken() -> object:
        yield next(iter(assessment.threads))
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        dataset.write(replace(assessment, threads=broken()), tmp_path, "en")  # type: ignore[arg-type]
    assert not list(tmp_path.rglob(f"{places.UNFINISHED}*"))


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        (None, "undated"),
        (datetime(2024, 3, 31, 23, 30, tzinfo=timezone(timedelta(hours=-2))), "2024-04"),
        (datetime(2024, 3, 1, 1, tzinfo=timezone(timedelta(hours=8))), "2024-02"),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=8))), "0001-01"),
        (datetime(2024, 3, 1, tzinfo=UTC), "2024-03"),
    ],
)
def test_the_month_is_that_of_utc(moment: datetime | None, month: str) -> None:
    assert months.month(moment) == month
