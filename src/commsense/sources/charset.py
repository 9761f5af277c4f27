"""Bytes to text: declared charsets, wrongly declared ones, and none declared."""

from __future__ import annotations

import codecs
import re

# What mail programs call a charset -> the codec that reads everything they meant by it. gb2312 and
# gbk are subsets of gb18030; Latin-1 is read as Windows-1252, as the WHATWG Encoding Standard says.
_CODECS = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "cp936": "gb18030",
    "xgbk": "gb18030", "ms936": "gb18030", "euccn": "gb18030", "xeuccn": "gb18030",
    "gb231280": "gb18030", "csgb2312": "gb18030", "chinesesimplified": "gb18030",
    "chinese": "gb18030", "windows936": "gb18030", "gb": "gb18030",
    "big5": "big5hkscs", "big5hkscs": "big5hkscs", "cnbig5": "big5hkscs", "xxbig5": "big5hkscs",
    "cp950": "cp950", "windows950": "cp950", "hzgb2312": "hz", "hz": "hz",
    "utf8": "utf-8", "utf": "utf-8", "unicode11utf8": "utf-8", "unicode11utf7": "utf-7",
    "usascii": "ascii", "ascii": "ascii", "iso646us": "ascii", "ansix341968": "ascii",
    "iso88591": "cp1252", "latin1": "cp1252", "iso885915": "iso8859-15", "windows1252": "cp1252",
    "ksc56011987": "cp949", "ksc5601": "cp949", "euckr": "cp949", "shiftjis": "cp932",
    "xsjis": "cp932", "sjis": "cp932", "iso2022jp": "iso2022_jp_ext", "iso2022kr": "iso2022_kr",
    "iso2022cn": "iso2022_cn", "iso88598i": "iso8859-8", "unknown8bit": "", "unknown": "",
    "xunknown": "", "default": "", "defaultcharset": "", "binary": "", "8bit": "", "none": "",
}  # fmt: skip
_GUESSED = ("", "ascii", "cp1252")  # what is declared by programs that do not know better
_NOT_TEXT = frozenset(
    {"base64", "hex", "zlib", "bz2", "rot13", "quopri", "uu", "idna", "punycode", "undefined",
     "rawunicodeescape", "unicodeescape", "mbcs", "oem"}
)  # fmt: skip

_HIGH = re.compile(rb"[\x80-\xff]")
# Level 1 of GB 2312 and its punctuation; the rarer rows also hold pairs like the "öß" of German.
_GB_PAIR = re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]")
_HAN = re.compile("[\u4e00-\u9fff]")
# The commonest characters of running Chinese text, simplified and traditional.
_COMMON = re.compile(
    "[的一是不了在人有我他这個个们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于着下自之年"
    "过過发發后後作里裡用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些"
    "主样樣理心她本前开開但因只从從想实實请請谢謝您司公项項目客户戶问問题題]"
)
_SAMPLE = 20_000  # bytes that a guess looks at


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """Decode the bytes of a body or header.

    Args:
        data: the bytes, after any transfer encoding is undone.
        declared: the charset that the mail names, or "".

    Returns:
        The text, and what had to be repaired ("" where nothing had).
    """
    codec = _codec(declared)
    if data.isascii() and b"\x1b" not in data and codec not in ("hz", "utf-7", "iso2022_kr"):
        return data.decode("ascii"), ""
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
                       (codecs.BOM_UTF16_BE, "utf-16-be")):  # fmt: skip
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), ""
    if codec in _GUESSED:
        return _undeclared(data, codec)
    text = _strict(data, codec)
    if text is not None and codec == "utf-7":  # the one codec that can name half a character
        text = text.encode("utf-8", "replace").decode("utf-8")
    if text is not None:
        return text, ""
    return _misdeclared(data, codec, declared)


def decode_as(data: bytes, name: str) -> str:
    """Decode in the charset of this name, whatever the bytes look like."""
    return _replace(data, _codec(name) or "cp1252")[0]


def _codec(declared: str) -> str:
    """The codec to try first for a declared charset; "" where it is none that we know."""
    key = "".join(char for char in declared[:40].lower() if char.isascii() and char.isalnum())
    if key in _CODECS:
        return _CODECS[key]
    if key in _NOT_TEXT or not key:
        return ""
    try:
        return codecs.lookup(declared.strip("\"' ")).name
    except (LookupError, ValueError):
        return ""


def _strict(data: bytes, codec: str) -> str | None:
    if codec == "iso2022_cn":
        return _iso2022_cn(data)
    try:
        return data.decode(codec)
    except (UnicodeError, LookupError, ValueError):
        return None


def _undeclared(data: bytes, codec: str) -> tuple[str, str]:
    """Decode where nothing, ASCII or Latin-1 is declared and other bytes may stand in the text."""
    if b"\x1b$" in data:
        for name in ("iso2022_jp_ext", "iso2022_cn", "iso2022_kr"):
            text = _strict(data, name)
            if text is not None:
                return text, f"undeclared charset, read as {name.replace('_', '-')}"
    guessed = guess(data)
    text, lost = _replace(data, guessed)
    if guessed == "cp1252" and codec == "cp1252":
        return text, ""
    if codec:
        note = f"charset declared as {codec}, read as {guessed}"
    else:  # UTF-8 needs no declaration outside mails, and none is missed in them
        note = f"undeclared charset, read as {guessed}" if guessed != "utf-8" else ""
    return text, f"{note}, {lost} characters lost".lstrip(", ") if lost else note


def guess(data: bytes) -> str:
    """Name the codec that undeclared bytes are most plausibly in.

    UTF-8 is taken where the bytes are valid, or all but; Chinese where the bytes above 127 form
    pairs of the GB 2312 rows, or decode to common characters; else Windows-1252.
    """
    sample = data[:_SAMPLE]
    if _strict(data, "utf-8") is not None:
        return "utf-8"
    high = len(_HIGH.findall(sample))
    if sample.decode("utf-8", "replace").count("\ufffd") * 20 < high:
        return "utf-8"
    simplified = _common_share(sample.decode("gb18030", "ignore"))
    traditional = _common_share(sample.decode("big5hkscs", "ignore"))
    if traditional > max(0.2, 1.5 * simplified):
        return "big5hkscs"
    paired = 2 * len(_GB_PAIR.findall(sample)) >= 0.5 * high
    if simplified > 0.2 or (paired and (high < 60 or simplified > 0.08)):
        return "gb18030"
    return "cp1252"


def _common_share(text: str) -> float:
    """The share of a text's Han characters that are among the commonest; 0 for too few to tell."""
    found = len(_HAN.findall(text))
    return len(_COMMON.findall(text)) / found if found >= 10 else 0.0


def _misdeclared(data: bytes, codec: str, declared: str) -> tuple[str, str]:
    """Decode where the declared charset does not fit every byte."""
    text, lost = _replace(data, codec)
    if lost * 50 > len(text):
        guessed = guess(data)
        other, other_lost = _replace(data, guessed)
        # Any byte is a character of Windows-1252, so that nothing lost there proves nothing.
        unsure = guessed == "cp1252" and lost * 3 < len(_HIGH.findall(data[:_SAMPLE]))
        if guessed != codec and other_lost < lost and not unsure:
            return other, f"charset declared as {declared[:40]}, read as {guessed}"
    return text, f"{lost} characters of {declared[:40]} could not be decoded"


def _replace(data: bytes, codec: str) -> tuple[str, int]:
    if codec == "cp1252":
        # Five bytes have no character in Windows-1252; Latin-1 has one for each.
        return _latin(data), 0
    try:
        text = data.decode("gb18030" if codec == "iso2022_cn" else codec, "replace")
    except (UnicodeError, LookupError, ValueError):
        text = data.decode("utf-8", "replace")
    return text, text.count("\ufffd")


def _latin(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


_ISO2022_CN = re.compile(rb"\x1b\$[)*+][A-Z]|\x0e([^\x0f\x1b\n]*)\x0f?|\x1b[NO]")


def _iso2022_cn(data: bytes) -> str | None:
    """Decode ISO-2022-CN (RFC 1922), of which Python has no codec: GB 2312 between SO and SI."""

    def high(match: re.Match[bytes]) -> bytes:
        return bytes(byte | 0x80 for byte in match[1] or b"")

    if b"\x0e" not in data or not data.isascii():
        return None
    return _ISO2022_CN.sub(high, data).decode("gb18030", "replace")
