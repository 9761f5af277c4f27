"""CSV that spreadsheets open safely, Parquet with the same rows."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from commsense.assessment import Assessment
from commsense.reports.tables import csv_files, parquet_files, rows


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_has_a_byte_order_mark_and_all_columns(assessment: Assessment, tmp_path: Path) -> None:
    for path in csv_files.write(assessment, tmp_path, "en"):
        raw = path.read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        header = raw.decode("utf-8-sig").splitlines()[0].split(",")
        assert header == list(rows.TABLES[path.stem])


def test_parquet_holds_the_same_as_csv(assessment: Assessment, tmp_path: Path) -> None:
    csv_files.write(assessment, tmp_path, "en")
    parquet_files.write(assessment, tmp_path, "en")
    for name, columns in rows.TABLES.items():
        table = pq.read_table(tmp_path / "tables" / f"{name}.parquet")
        assert table.column_names == list(columns)
        typed = [_as_csv(row) for row in table.to_pylist()]
        plain = [_in_utc(row, columns) for row in read_csv(tmp_path / "tables" / f"{name}.csv")]
        assert typed == plain
        assert typed


def _as_csv(row: dict[str, Any]) -> dict[str, str]:
    return {
        key: value.isoformat() if isinstance(value, datetime) else csv_files.cell(value)
        for key, value in row.items()
    }


def _in_utc(row: dict[str, str], columns: dict[str, str]) -> dict[str, str]:
    return {
        key: datetime.fromisoformat(value).isoformat()
        if columns[key] == "moment" and value
        else value
        for key, value in row.items()
    }


def test_row_groups_do_not_change_the_rows(
    assessment: Assessment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parquet_files.write(assessment, tmp_path / "one", "en")
    monkeypatch.setattr(parquet_files, "GROUP", 7)
    parquet_files.write(assessment, tmp_path / "many", "en")
    for name in rows.TABLES:
        one = pq.read_table(tmp_path / "one" / "tables" / f"{name}.parquet")
        many = pq.ParquetFile(tmp_path / "many" / "tables" / f"{name}.parquet")
        assert many.num_row_groups == -(-one.num_rows // 7)
        assert many.read().equals(one)


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1+1", "\n=1"],
)
def test_formulas_are_made_harmless(text: str) -> None:
    assert csv_files.cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("a=b", "a=b"),
        ("", ""),
        (None, ""),
        (True, "true"),
        (-1.5, "-1.5"),
        ("五月 - 报表", "五月 - 报表"),
    ],
)
def test_other_cells_stay_as_they_are(value: rows.Cell, written: str) -> None:
    assert csv_files.cell(value) == written


def test_a_formula_in_a_mail_is_guarded(assessment: Assessment, tmp_path: Path) -> None:
    thread = next(iter(assessment.threads))
    message = replace(thread.messages[0].message, subject="=HYPERLINK(1)\0\udc80")
    read = replace(thread.messages[0], message=message)
    hostile = Assessment(assessment.summary, (replace(thread, messages=(read,)),))
    csv_files.write(hostile, tmp_path, "en")
    parquet_files.write(hostile, tmp_path, "en")
    assert read_csv(tmp_path / "tables" / "messages.csv")[0]["subject"] == "'=HYPERLINK(1)\ufffd?"
    table = pq.read_table(tmp_path / "tables" / "messages.parquet")
    assert table["subject"][0].as_py() == "=HYPERLINK(1)\0?"


def test_chinese_survives(assessment: Assessment, tmp_path: Path) -> None:
    csv_files.write(assessment, tmp_path, "zh")
    concerns = read_csv(tmp_path / "tables" / "concerns.csv")
    assert any(row["text"] == "再不解决,我们只能考虑终止合同。" for row in concerns)
