"""Why a file is left out, in words for the user who expected it to be read."""

from __future__ import annotations

import re

from commsense.sources.item import Source

_MAGIC = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old Office file; save it as .docx or plain text",
    b"%PDF": "a PDF; save the notes as .docx, .md or plain text",
    b"{\\rtf": "a rich-text file; save the notes as .docx or plain text",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"II*\x00": "an image",
    b"MM\x00*": "an image",
    b"BM": "an image",
    b"7z\xbc\xaf": "a 7z archive; unpack it first and give the folder",
    b"Rar!": "a rar archive; unpack it first and give the folder",
    b"<?xml": "XML, not a mail, meeting notes, transcript or table",
}
_SUFFIXES = {
    "an image": "png jpg jpeg gif tif tiff bmp webp svg ico heic",
    "source code or program data": "py js ts jsx tsx java c h cc cpp hpp cs go rs rb php pl sh bat"
    " ps1 sql css scss lua r kt swift scala vue toml ini cfg conf yaml yml lock properties gradle"
    " make mk cmake gitattributes gitignore editorconfig",
    "a sound or film": "mp3 wav m4a ogg mp4 mov avi mkv webm",
    "JSON, but not one message a line (.jsonl)": "json",
    "XML, not a mail, meeting notes, transcript or table": "xml xsd xsl plist",
    "a spreadsheet; save it as .csv": "xls xlsx ods numbers",
    "a presentation; save the notes as .docx or plain text": "ppt pptx odp key",
    "a text document of a kind that is not read; save it as .docx": "odt pages rtf wpd",
}
_PROJECT = re.compile(
    r"(?:readme|licen[cs]e|copying|notice|contributing|changelog|changes|code[_-]of[_-]conduct"
    r"|security|authors|contributors|maintainers|owners|codeowners|makefile|dockerfile)"
    r"(?:[._-][\w-]{1,20}){0,3}"
)
_BY_SUFFIX = {suffix: reason for reason, names in _SUFFIXES.items() for suffix in names.split()}
_NONE = "not a mail, meeting notes, transcript or table"


def reason(source: Source) -> str:
    """Say what a file is that no reader claims, and what the user can do about it."""
    name, head = source.name, source.head
    suffix = name.rpartition(".")[2] if "." in name else ""
    for magic, text in _MAGIC.items():
        if head.startswith(magic):
            return text
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    if is_project_file(name):
        return f"{_NONE} (it says what the folder is about)"
    if b"\x00" in head:
        return f"{_NONE} (a binary file)"
    return _NONE


def is_project_file(name: str) -> bool:
    """Whether a file name is one that repositories use for themselves, such as README.md."""
    return _PROJECT.fullmatch(name) is not None
