"""Small valid files of Outlook, made here: compound files, mails, TNEF, compressed RTF."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from datetime import UTC, datetime

from commsense.sources.outlook import mapi

Tree = Mapping[str, "bytes | Tree"]

_FREE, _END, _NO = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF
_SECTOR = 512


def compound(tree: Tree) -> bytes:
    """A compound file (MS-CFB, version 3): bytes are streams, mappings are storages."""
    entries: list[list[object]] = []
    blobs: list[tuple[int, bytes]] = []

    def add(name: str, found: bytes | Tree, kind: int) -> int:
        number = len(entries)
        entries.append([name, kind, _NO, _NO, 0, 0])  # right, child, start, size
        if isinstance(found, bytes):
            blobs.append((number, found))
            return number
        last = _NO
        for inner_name, inner in found.items():
            at = add(inner_name, inner, 2 if isinstance(inner, bytes) else 1)
            entries[number][3] = at if last == _NO else entries[number][3]
            if last != _NO:
                entries[last][2] = at
            last = at
        return number

    add("Root Entry", tree, 5)
    sectors: list[bytes] = []
    fat: list[int] = []

    def store(data: bytes) -> int:
        count = -(-len(data) // _SECTOR)
        begin = len(sectors)
        for at in range(count):
            sectors.append(data[at * _SECTOR : (at + 1) * _SECTOR].ljust(_SECTOR, b"\0"))
            fat.append(begin + at + 1 if at + 1 < count else _END)
        return begin if count else _END

    mini, mini_fat = b"", []
    for number, data in blobs:
        entries[number][5] = len(data)
        if len(data) >= 4096:
            entries[number][4] = store(data)
            continue
        entries[number][4] = len(mini_fat) if data else _END
        count = -(-len(data) // 64)
        mini_fat += [len(mini_fat) + at + 1 if at + 1 < count else _END for at in range(count)]
        mini += data.ljust(count * 64, b"\0")
    entries[0][4:] = [store(mini), len(mini)]
    first_mini_fat = store(struct.pack(f"<{len(mini_fat)}I", *mini_fat))
    directory = store(b"".join(map(_entry, entries)))
    needed = -(-(len(fat) + 8) // (_SECTOR // 4))
    fat += [0xFFFFFFFD] * needed
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(needed * _SECTOR, b"\xff")
    first = len(sectors)
    numbers = [*range(first, first + needed)] + [_FREE] * (109 - needed)
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, needed, directory, 0, 4096, first_mini_fat, -(-len(mini_fat) // 128), _END, 0,
    )  # fmt: skip
    return header + struct.pack("<109I", *numbers) + b"".join(sectors) + table


def _entry(entry: list[object]) -> bytes:
    name, kind, right, child, start, size = entry
    raw = str(name).encode("utf-16-le")
    return struct.pack("<64sHBxIII36xIQ", raw, len(raw) + 2, kind, _NO, right, child, start, size)


def filetime(moment: datetime) -> bytes:
    """A moment as Windows counts it."""
    ticks = int((moment - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
    return struct.pack("<Q", ticks)


def u(text: str) -> tuple[int, bytes]:
    return mapi.UNICODE, text.encode("utf-16-le")


def s8(data: bytes) -> tuple[int, bytes]:
    return mapi.STRING8, data


def number(value: int) -> tuple[int, bytes]:
    return mapi.INTEGER, struct.pack("<I", value)


def storage(
    properties: mapi.Properties,
    header: int,
    recipients: list[mapi.Properties] = [],  # noqa: B006
    attachments: list[Tree] = [],  # noqa: B006
) -> Tree:
    """The folder of a message, recipient or attachment in a ``.msg``."""
    found: dict[str, bytes | Tree] = {}
    table = bytes(header)
    for tag, (kind, value) in properties.items():
        if kind in (mapi.INTEGER, mapi.TIME, mapi.BOOLEAN):
            table += struct.pack("<HHI8s", kind, tag, 6, value)
        else:
            table += struct.pack("<HHII4x", kind, tag, 6, len(value))
            found[f"__substg1.0_{tag:04X}{kind:04X}"] = value
    found["__properties_version1.0"] = table
    for at, recipient in enumerate(recipients):
        found[f"__recip_version1.0_#{at:08X}"] = storage(recipient, 8)
    for at, attachment in enumerate(attachments):
        found[f"__attach_version1.0_#{at:08X}"] = attachment
    return found


def attached(name: str, data: bytes, kind: str = "") -> Tree:
    """An attachment of a ``.msg``."""
    return {
        **storage({mapi.ATTACH_LONG_NAME: u(name), mapi.ATTACH_MIME: u(kind)}, 8),
        "__substg1.0_37010102": data,
    }


def embedded(message: Tree) -> Tree:
    """A message that is attached to a ``.msg``."""
    return {**storage({mapi.ATTACH_METHOD: number(5)}, 8), "__substg1.0_3701000D": message}


MAIL: mapi.Properties = {
    mapi.MESSAGE_CLASS: u("IPM.Note"),
    mapi.SUBJECT: u("Go-live"),
    mapi.BODY: u("When do we go live?\r\nAnna"),
    mapi.AUTHOR_NAME: u("Anna Field"),
    mapi.AUTHOR_EMAIL: u("/O=NORTHWIND/CN=RECIPIENTS/CN=ANNA"),
    mapi.AUTHOR_SMTP: u("Anna@Northwind.example"),
    mapi.SUBMITTED: (mapi.TIME, filetime(datetime(2026, 3, 2, 9, 5, tzinfo=UTC))),
    mapi.MESSAGE_ID: u("<1@northwind.example>"),
    mapi.IN_REPLY_TO: u("<0@brightline.example>"),
    mapi.REFERENCES: u("<a@x.example> <0@brightline.example>"),
    mapi.CONVERSATION_INDEX: (mapi.BINARY, bytes(range(22))),
}
PEOPLE: list[mapi.Properties] = [
    {mapi.DISPLAY_NAME: u("Cy"), mapi.EMAIL: u("cy@brightline.example"),
     mapi.RECIPIENT_TYPE: number(2)},
    {mapi.DISPLAY_NAME: u("Ben Wood"), mapi.EMAIL: u("/o=BRIGHTLINE/cn=ben"),
     mapi.SMTP: u("ben@brightline.example"), mapi.RECIPIENT_TYPE: number(1)},
]  # fmt: skip


def msg(changed: mapi.Properties | None = None, attachments: list[Tree] = []) -> bytes:  # noqa: B006
    """A mail, with other properties than those of ``MAIL``; an empty one is left out."""
    properties = {tag: value for tag, value in (MAIL | (changed or {})).items() if value[1]}
    return compound(storage(properties, 32, PEOPLE, attachments))


def tnef(properties: mapi.Properties, *more: bytes) -> bytes:
    """A ``winmail.dat``."""
    return (
        struct.pack("<IH", 0x223E9F78, 1)
        + attribute(0x69003, listed(properties), 1)
        + b"".join(more)
    )


def attribute(name: int, data: bytes, level: int = 2) -> bytes:
    return struct.pack("<BII", level, name, len(data)) + data + struct.pack("<H", sum(data) & 65535)


def listed(properties: mapi.Properties) -> bytes:
    """A list of properties as TNEF has them."""
    found = struct.pack("<I", len(properties))
    for tag, (kind, value) in properties.items():
        found += struct.pack("<HH", kind, tag)
        if kind in (mapi.INTEGER, mapi.TIME):
            found += value
        else:
            found += struct.pack("<II", 1, len(value)) + value + bytes(-len(value) % 4)
    return found


def stored_rtf(rtf: bytes) -> bytes:
    """RTF as the property has it, not compressed."""
    return struct.pack("<IIII", len(rtf) + 12, len(rtf), 0x414C454D, 0) + rtf
