"""Compare what parsers take for the sender's own words, on the fixtures of parsers' own suites.

``python scripts/bench_quotes.py FOLDER`` reads the sets ``crisp``, ``willdurand``, ``zapier`` and
``github_email_reply_parser`` from FOLDER, and commsense's Chinese and other fixtures from
``tests/text/fixtures``. Each parser runs in two modes, with and without the signature, because the
suites differ on whether a signature is visible text; for each set a parser's better mode counts.
Code and rules that commsense keeps apart as markup belong to what was written, here.

The same for all: a message is right if the text equals the expected one after runs of blanks are
made one blank (``exact`` asks for equality up to blanks at both ends). In the crisp set the
expectation is the visible text, else the first fragment, else the whole body where the test asks
for one fragment; ``email_2.txt`` is left out there, for its test states the first of several only.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import quotequail
from email_reply_parser import EmailReplyParser
from mailparser_reply import EmailReplyParser as MailParserReply

from commsense.conversation import Kind, Message, Part, Place
from commsense.text.clean import clean

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ["en", "de", "fr", "es", "it", "nl", "pl", "da", "sv", "pt", "cs", "ja", "ko", "zh"]
OWN = (Part.OWN, Part.MARKUP)

Case = tuple[str, str, str]  # name, body, expected


def commsense_text(body: str, parts: tuple[Part, ...]) -> str:
    """Return the stretches of the given parts."""
    message = clean(Message("1", Kind.EMAIL, Place("bench"), body))
    pieces: list[str] = []
    last = -1
    for segment in message.segments:
        if segment.part in parts:
            if pieces and segment.start != last:
                pieces[-1] = pieces[-1].rstrip("\n") + "\n"  # one line end where a quote stood
            pieces.append(message.text[segment.start : segment.end])
            last = segment.end
    return "".join(pieces)


def zapier_visible(body: str) -> str:
    """Return the fragments that email-reply-parser does not call quoted."""
    fragments = EmailReplyParser.read(body).fragments
    return "\n".join(f.content for f in fragments if not (f.quoted or f.headers))


def mail_parser(body: str, signature: bool) -> str:
    """Return mail-parser-reply's latest reply."""
    replies = MailParserReply(languages=LANGUAGES).read(body).replies
    if not replies:
        return ""
    return str(replies[0].full_body if signature else replies[0].body)


def quail_text(body: str) -> str:
    """Return the stretches that quotequail expands."""
    return "\n".join(text for expanded, text in quotequail.quote(body) if expanded)


def quail_top(body: str) -> str:
    """Return what stands above and below the quote that quotequail unwraps."""
    found = quotequail.unwrap(body) or {"text_top": body}
    return "\n".join(found[key] for key in ("text_top", "text_bottom") if found.get(key))


PARSERS: dict[str, tuple[Callable[[str], str], Callable[[str], str]]] = {
    "commsense": (
        lambda body: commsense_text(body, OWN),
        lambda body: commsense_text(body, (*OWN, Part.SIGNATURE)),
    ),
    "mail-parser-reply": (
        lambda body: mail_parser(body, signature=False),
        lambda body: mail_parser(body, signature=True),
    ),
    "email-reply-parser": (EmailReplyParser.parse_reply, zapier_visible),
    "quotequail": (quail_text, quail_top),
}


def lines_of(body: str, ranges: str) -> str:
    """Return the lines named by ``1,9-35``."""
    lines = body.split("\n")
    chosen: list[str] = []
    for part in ranges.split(","):
        first, _, last = part.partition("-")
        chosen += lines[int(first) - 1 : int(last or first)]
    return "\n".join(chosen)


def read(path: Path) -> str:
    """Return a fixture with Unix line ends."""
    return path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")


def crisp(folder: Path) -> Iterator[Case]:
    """Yield the crisp set's cases."""
    rows = json.loads((folder / "expected_from_tests.json").read_text(encoding="utf-8"))
    by_name: dict[str, dict[str, str]] = {}
    for row in rows:
        by_name.setdefault(row["fixture"], {})[row["what"]] = row["expected"]
    for name, stated in sorted(by_name.items()):
        body = read(folder / "test" / "fixtures" / name)
        whole = body if stated.get("nfrag") == "1" else None
        expected = stated.get("visible", stated.get("frag0", whole))
        if expected is not None and name != "email_2.txt":
            yield name, body, expected


def listed(folder: Path, table: dict[str, str]) -> Iterator[Case]:
    """Yield the cases of a set whose expected lines are listed beside this script."""
    for name, ranges in table.items():
        if name != "folder":
            body = read(folder / table["folder"] / name)
            yield name, body, lines_of(body, ranges)


def own_fixtures(folder: Path, chinese: bool) -> Iterator[Case]:
    """Yield commsense's own plain fixtures: ``x.txt`` with ``x.own.txt`` beside it."""
    for path in sorted(folder.glob("*.own.txt")):
        body = path.with_name(path.name.replace(".own.txt", ".txt"))
        if body.exists() and path.name.startswith("zh-") == chinese:
            yield body.name, read(body), read(path)


def squeezed(text: str) -> str:
    """Return a text with runs of blanks made one."""
    return " ".join(text.split())


def counts(cases: list[Case], parse: Callable[[str], str]) -> tuple[int, int, list[str]]:
    """Return how many cases are right with blanks squeezed and exactly, and the wrong ones."""
    found = [(name, parse(body), expected) for name, body, expected in cases]
    wrong = [name for name, got, expected in found if squeezed(got) != squeezed(expected)]
    exact = sum(got.strip() == expected.strip() for _, got, expected in found)
    return len(cases) - len(wrong), exact, wrong


def main(folder: Path) -> None:
    """Print a row for each set and parser."""
    tables = tomllib.loads((ROOT / "scripts" / "bench_quotes.toml").read_text(encoding="utf-8"))
    fixtures = ROOT / "tests" / "text" / "fixtures"
    sets = {"crisp": list(crisp(folder / "crisp"))}
    sets |= {name: list(listed(folder, table)) for name, table in tables.items()}
    sets["own, Chinese"] = list(own_fixtures(fixtures, chinese=True))
    sets["own, other"] = list(own_fixtures(fixtures, chinese=False))
    print(f"{'set':14} {'parser':20} {'right':>9} {'exact':>6}  wrong")
    for set_name, cases in sets.items():
        for parser, modes in PARSERS.items():
            right, exact, wrong = max(counts(cases, mode) for mode in modes)
            shown = ", ".join(wrong[:8]) + (" …" if len(wrong) > 8 else "")
            print(f"{set_name:14} {parser:20} {right:4}/{len(cases):<4} {exact:6}  {shown}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python scripts/bench_quotes.py FOLDER")
    main(Path(sys.argv[1]))
