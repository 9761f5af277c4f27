"""Which HTML elements mail programs use for quotes, headers of quotes, signatures and hidden text.

Ids and classes are matched in lower case, with the ``x_`` that Outlook and others put before
the classes of quoted mail taken off.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from commsense.conversation import Part


@dataclass(frozen=True, slots=True)
class Container:
    """What an element says about its content: quotes deeper, a part, or not shown."""

    deeper: int = 0
    part: Part | None = None
    hidden: bool = False


_PLAIN = Container()
_HIDDEN = Container(hidden=True)
_QUOTE = Container(deeper=1)

_BY_NAME = {
    # the line or block above a quote
    "gmail_attr": Container(part=Part.ATTRIBUTION),
    "moz-cite-prefix": Container(part=Part.ATTRIBUTION),
    "outlookmessageheader": Container(part=Part.ATTRIBUTION),
    "divrplyfwdmsg": Container(part=Part.ATTRIBUTION),
    "xm_mail_oringinal_describe": Container(part=Part.ATTRIBUTION),
    "x-apple-reply-attribution": Container(part=Part.ATTRIBUTION),
    # quotes that are not blockquotes
    "yahoo_quoted": _QUOTE,
    "isreplycontent": _QUOTE,
    "ntes-mailmaster-quote": _QUOTE,
    "alimail-quote": _QUOTE,
    "protonmail_quote": _QUOTE,
    "mail-editor-reference-message-container": _QUOTE,
    "ms-outlook-mobile-reference-message": _QUOTE,
    "moz-forward-container": Container(deeper=1, part=Part.FORWARD),
    "qqmail_quote": _QUOTE,
    "zmail_extra": _QUOTE,
    "tutanota_quote": _QUOTE,
    # signatures
    "gmail_signature": Container(part=Part.SIGNATURE),
    "moz-signature": Container(part=Part.SIGNATURE),
    "applemailsignature": Container(part=Part.SIGNATURE),
    "ms-outlook-mobile-signature": Container(part=Part.SIGNATURE),
    "ms-outlook-mobile-body-separator-line": _PLAIN,
    "signature": Container(part=Part.SIGNATURE),
    "xmail-signature": Container(part=Part.SIGNATURE),
    "foxmailsign": Container(part=Part.SIGNATURE),
    "ntes-pcmac-signature": Container(part=Part.SIGNATURE),
    "protonmail_signature_block": Container(part=Part.SIGNATURE),
    "mobile-signature": Container(part=Part.SIGNATURE),
}

# Elements whose whole content is a quote and its header, whatever the language of the header.
_QUOTE_TAGS = frozenset({"includetail", "qqmailquote"})
_HIDDEN_STYLE = re.compile(
    r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|mso-hide\s{0,3}:\s{0,3}all"
    r"|font-size\s{0,3}:\s{0,3}0(?:px|pt)?\s{0,3}(?:;|$)|max-height\s{0,3}:\s{0,3}0(?:px)?\s{0,3}(?:;|$)"
)
# Gmail and others indent with a blockquote that has no rule beside it; that is no quote.
_INDENT_STYLE = re.compile(r"margin\s{0,3}:[^;]{0,40}40px|border\s{0,3}:\s{0,3}(?:none|0)")


def container(tag: str, attributes: dict[str, str]) -> Container:
    """Return what a start tag says about the content of its element."""
    if tag == "head":
        return _HIDDEN
    style = attributes.get("style", "")
    if "hidden" in attributes or (style and _HIDDEN_STYLE.search(style)):
        return _HIDDEN
    if tag == "blockquote":
        return _PLAIN if _is_indent(attributes, style) else _QUOTE
    if tag in _QUOTE_TAGS:
        return _QUOTE
    for name in _names(attributes):
        if name in _BY_NAME:
            return _BY_NAME[name]
    return _PLAIN


def _names(attributes: dict[str, str]) -> list[str]:
    names = f"{attributes.get('id', '')} {attributes.get('class', '')}".split()
    return [name.removeprefix("x_").removeprefix("x_") for name in names[:12]]


def _is_indent(attributes: dict[str, str], style: str) -> bool:
    if attributes.get("type") == "cite" or "cite" in attributes or "class" in attributes:
        return False
    return bool(_INDENT_STYLE.search(style)) and "border-left" not in style
