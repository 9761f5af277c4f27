"""Tables of labels: encodings, delimiters, several labels in a cell, formulas."""

from __future__ import annotations

from pathlib import Path

import pytest

from commsense.conversation import Side
from commsense.labelling import reading, scheme
from commsense.labelling.formats import csv_files
from commsense.labelling.formats.formulas import defused, restored
from commsense.labelling.problem import NewLabel
from commsense.labelling.row import Row, Span

ZH = "编号,句子,情绪,行为,一方\r\n1,这已经是第三次延期了，我们很失望。,负面,关切；提问,客户\r\n"


def read(folder: Path, data: bytes, known: scheme.Scheme = scheme.BUILT_IN) -> reading.Read:
    file = folder / "labels.csv"
    file.write_bytes(data)
    return reading.load([file], known)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_chinese_tables_in_any_encoding(codec: str, tmp_path: Path) -> None:
    found = read(tmp_path, ZH.encode(codec))
    assert found.rows == (
        Row(
            "1",
            "这已经是第三次延期了，我们很失望。",
            {"sentiment": ("negative",), "acts": ("question", "concern")},
            side=Side.CLIENT,
        ),
    )
    assert ["GB18030" in str(each) for each in found.problems] == [True] * (codec == "gb18030")


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("between", ["|", "#", "，"])
def test_delimiters(sign: str, between: str, tmp_path: Path) -> None:
    cells = [["text", "acts"], ["One thing.", f"cause {between} impact"], ["Two.", "-"], ["3.", ""]]
    data = "\n".join(sign.join(row) for row in cells).encode()
    assert [row.labels for row in read(tmp_path, data).rows] == [
        {"acts": ("cause", "impact")},
        {"acts": ()},
        {},
    ]


def test_stretches_in_a_cell(tmp_path: Path) -> None:
    data = 'text,jargon\nThe UAT is idempotent,"4-7:acronym;idempotent:technical"\nNone,-\n'
    found = read(tmp_path, data.encode())
    assert found.rows[0].spans == (Span(4, 7, "acronym"), Span(11, 21, "technical"))
    assert found.rows[1].spans == ()


def test_unknown_columns_are_kept_beside(tmp_path: Path) -> None:
    found = read(tmp_path, b"text,acts,reviewer,\nA,cause,Jo,x\n")
    assert found.rows[0].extra == {"reviewer": "Jo"}


def test_own_tasks_that_nobody_declared(tmp_path: Path) -> None:
    found = read(tmp_path, b"text,own:topic,acts\nA,Billing,cause\n")
    assert found.rows[0].labels == {"acts": ("cause",)}
    assert found.problems[0].new == NewLabel("topic", "billing")
    assert "--new-labels" in found.problems[0].said


def test_a_column_label_holds_labels_of_any_task(tmp_path: Path) -> None:
    found = read(tmp_path, "text,标签\nA,negative#vague\n".encode())
    assert found.rows[0].labels == {"sentiment": ("negative",), "flags": ("vague",)}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            b"sentiment,acts\nnegative,-\n",
            "accepted: a first row that names the columns, with text",
        ),
        (b"text,mood of it\nA,negative\n", "no column of labels"),
        (b'text,acts\n"A,cause\nB,cause\n' + b"x" * 2**24 + b"\n", "quotation mark"),
        (b"text,acts\nA,cause,vague,3\n", "found 4 cells; accepted: 2"),
        (b"text,status\nA,answered\n", "concern: found nothing"),
    ],
)
def test_what_is_wrong_is_said(data: bytes, said: str, tmp_path: Path) -> None:
    assert said in str([str(each) for each in read(tmp_path, data).problems])


@pytest.mark.parametrize(
    "text", ["=1+1", "+49", "-", "@x", "'=1", "  =x", "\tx", "＝1", "'quoted'"]
)
def test_formulas_are_made_harmless_and_come_back(text: str, tmp_path: Path) -> None:
    data = b"".join(csv_files.chunks([Row("1", text, {"acts": ()})], scheme.BUILT_IN))
    cell = defused(text)
    assert cell == text if text == "'quoted'" else cell == f"'{text}"
    assert restored(cell) == text
    assert read(tmp_path, data).rows[0].text == text
