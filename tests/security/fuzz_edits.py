"""Edits that make hostile input of a good one; the same for tests and for long runs."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

KINDS = ("put", "over", "cut", "end", "repeat", "swap", "flip")
PIECES: tuple[bytes, ...] = (
    b"", b"\0", b"\n", b"\r\n", b"\r", b" ", b"\t", b"\n\n", b"\n ", b"-", b"--", b"--b",
    b"--b--\n", b">", b"> > ", b"<", b"</", b"<!--", b"-->", b"<p", b"<table>", b"<blockquote>",
    b"&", b"&#0;", b"&#x110000;", b"&#xd800;", b"=", b"=\n", b"=?utf-8?b?", b"=?utf-8?q?=ff?=",
    b"?=", b'"', b"'", b"\\", b"(", b")", b"[", b"]", b"{", b"}", b",", b";", b":",
    b"\xef\xbc\x9a", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\x80", b"\xc3", b"\xe4\xb8\xad",
    b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"\xe2\x80\xae", b"\xe2\x80\xa8", b"\x1b[2J",
    b"\x1b$)A\x0e", b"\x1b$B", b"+2D", b"~{", b"0", b"-1", b"1e999", b"9" * 30, b"nan", b"inf",
    b"true", b"null", b"1979-05-27", b"From ", b"From: ", b"Date: ", b"Content-Type: ",
    b"text/html", b"multipart/mixed; boundary=b", b"multipart/digest; boundary=b",
    b"message/rfc822", b"; charset=utf-16", b"; charset=utf-7", b"; charset=hz", b"; charset=x",
    b"; charset*0*=a''%ff", b"Content-Transfer-Encoding: base64\n",
    b"Content-Transfer-Encoding: x-uuencode\n", b"begin 644 a\n",
    b"On Mon, 4 May 2026 at 10:00, A <a@b.example> wrote:\n", b"-----Original Message-----\n",
    b"-- \n", b"# ", b"| a | b |\n", b"|---|\n", b"```\n", b"- ", b"1. ", b"WEBVTT\n\n",
    b"00:00:01.000 --> ", b"<v ", b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\x1f\x8b\x08",
    b"BZh9", b"\xfd7zXZ\0", b"ustar", b"../", b"/etc/passwd", b"C:\\",
    b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>", b"&x;", b"[[", b"]]", b"[a]\n",
    b"[[a]]\n", b"a = ", b'"""', b"'''", b"{{", b"own:", b"\xe2\x80\x8b", b"\xc2\xa0",
)  # fmt: skip
LONGEST = 200_000  # bytes of an edited input


@dataclass(frozen=True)
class Edit:
    """What is done at a place (as a share of the length), with a piece, so many times."""

    kind: str
    place: float
    piece: bytes
    count: int


def applied(seed: bytes, edits: list[Edit]) -> bytes:
    """Do the edits one after the other."""
    data = seed
    for edit in edits:
        data = _applied(data, edit)[:LONGEST]
    return data


def _applied(data: bytes, edit: Edit) -> bytes:
    at = int(len(data) * edit.place)
    piece = edit.piece * edit.count
    if edit.kind == "put":
        return data[:at] + piece + data[at:]
    if edit.kind == "over":
        return data[:at] + piece + data[at + len(piece) :]
    if edit.kind == "cut":
        return data[:at] + data[at + edit.count :]
    if edit.kind == "end":
        return data[:at]
    if edit.kind == "repeat":
        part = data[at : at + 40 + edit.count]
        return data[:at] + part * min(edit.count, 60) + data[at:]
    if edit.kind == "swap":
        return data[at:] + data[:at]
    flipped = bytes([data[at] ^ (1 << edit.count % 8)]) if at < len(data) else b""
    return data[:at] + flipped + data[at + 1 :]


def drawn(random: Random) -> list[Edit]:
    """Edits by chance: mostly few, sometimes many."""
    return [
        Edit(
            random.choice(KINDS),
            random.random(),
            random.choice(PIECES) if random.random() < 0.9 else random.randbytes(4),
            random.choice((1, 1, 1, 2, 3, 9, 100, 1_000)),
        )
        for _ in range(random.choice((1, 1, 2, 3, 5, 12)))
    ]
