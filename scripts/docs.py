"""Write the generated pages of ``docs/``, or tell with ``--check`` whether they are up to date.

The practices stand in their TOML files; the pages say the same words, so that they cannot differ.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from commsense import practices
from commsense.practices import Explanation, PracticeSet
from commsense.reports.wording import wording

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = {"practices.md": "en", "practices.zh.md": "zh"}


def main() -> None:
    """Write or check every generated page."""
    stale = []
    for name, language in PAGES.items():
        page = "\n".join(_page(practices.load(), language)) + "\n"
        path = DOCS / name
        if "--check" not in sys.argv[1:]:
            path.write_text(page, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != page:
            stale.append(name)
    if stale:
        sys.exit(f"Not up to date: {', '.join(stale)}. Run: python scripts/docs.py")


def _page(practice_set: PracticeSet, language: str) -> Iterator[str]:
    say = wording(language)
    yield f"# {say('explain.title')}"
    yield ""
    yield say("explain.intro")
    for practice in practice_set.practices:
        told = [practices.explain(c.id, language) for c in practice.criteria]
        yield ""
        yield f"## {told[0].practice_title}"
        for explanation in told:
            yield from _criterion(explanation, language)


def _criterion(told: Explanation, language: str) -> Iterator[str]:
    say = wording(language)
    yield ""
    yield f"### {told.id} {told.title}"
    yield ""
    yield f"{told.why} *({say('explain.' + told.level)})*"
    yield ""
    yield f"- **{say('explain.asks')}**: {told.how}"
    yield f"- **{say('explain.advice')}**: {told.advice}"
    for verdict, examples in (("met", told.met), ("missed", told.missed)):
        yield f"- **{say('explain.' + verdict)}**:"
        for example in examples:
            yield ""
            for message in example:
                speaker = f"{say('explain.' + message.side)}: " if len(example) > 1 else ""
                lines = message.text.strip().splitlines()
                yield f"  > {speaker}{lines[0]}"
                yield from (f"  > {line}".rstrip() for line in lines[1:])
                yield "  >"


if __name__ == "__main__":
    main()
