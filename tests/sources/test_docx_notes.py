from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from commsense.conversation import Kind, Message

Archive = Callable[..., tuple[list[Message], dict[str, str]]]

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document(body: str, head: str = "") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?>{head}<w:document {W}><w:body>{body}</w:body></w:document>',
        )
    return data.getvalue()


def paragraph(text: str, style: str = "", level: int | None = None) -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/></w:numPr>' if level is not None else ""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/>{numbered}</w:pPr>'
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_headings_lists_and_tables_become_markdown(archive: Archive, tmp_path: Path) -> None:
    cell = "<w:tc>{}</w:tc>"
    table = "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>".format(
        *(cell.format(paragraph(text)) for text in ("Action", "Owner", "Fix login", "Ann"))
    )
    body = (
        paragraph("会议纪要", "Title") + paragraph("Date: 2026-03-02")
        + paragraph("Actions", "Heading2") + paragraph("Fix it", level=0)
        + paragraph("soon", level=1) + table
    )  # fmt: skip
    (tmp_path / "notes.docx").write_bytes(document(body))
    ((message,), _) = archive(tmp_path)
    assert (message.kind, message.body_type) == (Kind.NOTES, "markdown")
    assert message.subject == "会议纪要"
    assert message.date is not None
    assert message.date.date().isoformat() == "2026-03-02"
    assert [line for line in message.body.split("\n") if line] == [
        "# 会议纪要", "Date: 2026-03-02", "## Actions", "- Fix it", "  - soon",
        "| Action | Owner |", "| --- | --- |", "| Fix login | Ann |",
    ]  # fmt: skip


def test_deleted_text_is_not_said(archive: Archive, tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>We ship on </w:t></w:r><w:del><w:r><w:delText>Monday</w:delText></w:r>"
        "</w:del><w:ins><w:r><w:t>Friday</w:t></w:r></w:ins><w:r><w:tab/><w:t>noon</w:t></w:r></w:p>"
    )
    (tmp_path / "notes.docx").write_bytes(document(body))
    assert archive(tmp_path)[0][0].body == "We ship on Friday\tnoon"


def test_entities_are_not_expanded(archive: Archive, tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
    head = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    body = paragraph("We met &l9; and &f; left.")
    (tmp_path / "notes.docx").write_bytes(document(body, head))
    found, skipped = archive(tmp_path)
    assert not skipped or "damaged Word document" in next(iter(skipped.values()))
    for message in found:
        assert len(message.body) < 100
        assert "root" not in message.body


def test_damaged_documents_are_named(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(document("<w:p>")[:-80])
    (tmp_path / "b.docx").write_bytes(document("<w:p><unclosed></w:p>"))
    (tmp_path / "c.docx").write_bytes(document(""))
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as other:
        other.writestr("xl/workbook.xml", "<x/>")
    (tmp_path / "d.docx").write_bytes(data.getvalue())
    found, skipped = archive(tmp_path)
    assert not found
    assert ["damaged" in reason for reason in skipped.values()] == [True, True, False, True]


def test_deep_documents_do_no_harm(archive: Archive, tmp_path: Path) -> None:
    deep = "<w:sdt>" * 200 + paragraph("Deep down.") + "</w:sdt>" * 200
    (tmp_path / "notes.docx").write_bytes(document(deep))
    assert archive(tmp_path)[0][0].body == "Deep down."
