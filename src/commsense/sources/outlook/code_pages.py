"""The code pages of Windows, by number, by locale and by a font's charset in RTF."""

from __future__ import annotations

# Number -> the charset's name as mails declare it; 874 and 1250 to 1258 are named by their number.
_NAMES = {
    932: "shift_jis", 936: "gbk", 949: "cp949", 950: "cp950", 951: "big5-hkscs", 1200: "utf-16-le",
    10000: "mac-roman", 10008: "gbk", 20127: "us-ascii", 20866: "koi8-r", 20932: "euc-jp",
    20936: "gb2312", 21866: "koi8-u", 50220: "iso-2022-jp", 50221: "iso-2022-jp",
    50222: "iso-2022-jp", 50225: "iso-2022-kr", 50227: "iso-2022-cn", 51932: "euc-jp",
    51936: "gb2312", 51949: "euc-kr", 52936: "hz-gb-2312", 54936: "gb18030", 65000: "utf-7",
    65001: "utf-8",
}  # fmt: skip
# The low ten bits of a locale name its language; Chinese is written in two ways.
_BY_LOCALE = {
    0x0404: 950, 0x0804: 936, 0x0C04: 950, 0x1004: 936, 0x1404: 950,
}  # fmt: skip
_BY_LANGUAGE = {
    0x01: 1256, 0x02: 1251, 0x04: 936, 0x05: 1250, 0x08: 1253, 0x0D: 1255, 0x0E: 1250, 0x11: 932,
    0x12: 949, 0x15: 1250, 0x18: 1250, 0x19: 1251, 0x1B: 1250, 0x1E: 874, 0x1F: 1254, 0x22: 1251,
    0x24: 1250, 0x25: 1257, 0x26: 1257, 0x27: 1257, 0x2A: 1258,
}  # fmt: skip
_BY_FONT = {
    128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256,
    186: 1257, 204: 1251, 222: 874, 238: 1250,
}  # fmt: skip


def charset(number: int | None) -> str:
    """The name of a code page's charset; "" for none and for one that is not known."""
    if number is None:
        return ""
    if number == 874 or 1250 <= number <= 1258 or 437 <= number <= 866:
        return f"cp{number}"
    if 28591 <= number <= 28605:
        return f"iso-8859-{number - 28590}"
    return _NAMES.get(number, "")


def of_locale(locale: int | None) -> int | None:
    """The code page of a Windows locale such as 0x0804 (Chinese in China); None for Western."""
    if locale is None:
        return None
    return _BY_LOCALE.get(locale & 0xFFFF, _BY_LANGUAGE.get(locale & 0x3FF))


def of_font(charset_number: int) -> int | None:
    r"""The code page of ``\fcharset`` in RTF; None for those that mean the document's own."""
    return _BY_FONT.get(charset_number)
