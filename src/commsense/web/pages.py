"""What the browser shows: the page with its files, and the report of the archive."""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import dataclass
from pathlib import Path

STATIC = Path(__file__).parent / "static"
INDEX = "index.html"
LABELLING = "/label"
MESSAGES = "/messages"
ADDRESSES = {"/": INDEX, LABELLING: "label.html", MESSAGES: "messages.html"}
"""Address → page."""

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
"""Ending → type; files with other endings are not served."""

_NOTHING = "'none'"
_HEAD = 4_096  # bytes in which a report names its policy
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]{1,2000})">')
_DIRECTIVE = re.compile(r"(style|script)-src ('sha256-[A-Za-z0-9+/]{43}=')")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the page; ``tag`` changes with its content."""

    content: bytes
    type: str
    tag: str


def load(folder: Path) -> dict[str, Asset]:
    """Read the files of the page, by their path below ``folder``.

    They are all that is ever served: no path that somebody asks for reaches the disk.
    """
    return {
        path.relative_to(folder).as_posix(): _asset(path)
        for path in sorted(folder.rglob("*"))
        if path.suffix in TYPES and path.is_file()
    }


def filled(asset: Asset, nonce: str, language: str) -> str:
    """Give the page for one request."""
    text = asset.content.decode("utf-8")
    return text.replace("{{nonce}}", nonce).replace("{{lang}}", language)


def report_policy(page: Path) -> str:
    """Admit the report's own style and script, by the hashes in its head, and nothing else."""
    with page.open("rb") as file:
        head = file.read(_HEAD).decode("utf-8", "replace")
    # The head comes before the first word of any mail, so nobody else can have named a hash.
    named = _POLICY.search(head)
    own = dict(_DIRECTIVE.findall(html.unescape(named[1]))) if named else {}
    style, script = own.get("style", _NOTHING), own.get("script", _NOTHING)
    return (
        f"default-src 'none'; style-src {style}; script-src {script}; img-src data:;"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )


def _asset(path: Path) -> Asset:
    content = path.read_bytes()
    tag = hashlib.sha256(content).hexdigest()[:32]
    return Asset(content, TYPES[path.suffix], f'"{tag}"')
