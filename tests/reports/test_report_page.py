"""The page: complete in itself, safe with any text, small, and it says what matters first."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import example_assessment
import pytest

from commsense.assessment import Assessment, Finding
from commsense.conversation import Place, Skipped
from commsense.labels import Verdict
from commsense.reports import page

EVIL = "\"><script>alert('x')</script><img src=x onerror=alert(1)>'`{{7*7}}"


class Outline(HTMLParser):
    """Collects the tags, attributes, ids and links of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def values(self, name: str) -> list[str]:
        return [value for key, value in self.attributes if key == name]


@pytest.fixture(scope="module", params=["en", "zh"])
def rendered(request: pytest.FixtureRequest, assessment: Assessment) -> str:
    return page.render(assessment, request.param)


def test_nothing_is_loaded_from_anywhere(rendered: str) -> None:
    outline = Outline(rendered)
    assert not re.search(r"(?:https?:)?//[\w.]", rendered)
    assert not {"link", "img", "iframe", "object", "embed", "form", "base"} & set(outline.tags)
    assert outline.tags.count("script") == 1
    assert not outline.values("src")
    assert not [name for name, _ in outline.attributes if name.startswith("on") or name == "style"]
    assert all(link.startswith("#") for link in outline.values("href"))


def test_the_policy_admits_only_the_own_style_and_script(rendered: str) -> None:
    policy = next(v for v in Outline(rendered).values("content") if "default-src" in v)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        inside = re.search(f"<{tag}>(.*?)</{tag}>", rendered, re.DOTALL)
        assert inside
        assert page._hash(inside.group(1)) in policy


def test_every_link_has_its_target_and_ids_are_unique(rendered: str) -> None:
    outline = Outline(rendered)
    ids = outline.values("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in outline.values("href")} <= set(ids)


@pytest.mark.parametrize("section", ["mood", "responses", "rhythm"])
def test_every_chart_leads_to_sentences(rendered: str, section: str) -> None:
    part = rendered[rendered.index(f'<section id="{section}"') :]
    part = part[: part.index("</section>")]
    chart = part[part.index('<svg class="chart') : part.index("</svg>")]
    targets = re.findall(r'<a href="#([^"]+)"', chart)
    assert targets
    for target in targets:
        below = part[part.index(f'id="{target}"') :]
        assert "<q>" in re.split(r"<h4", below)[0]


def test_attention_comes_first(assessment: Assessment) -> None:
    text = page.render(assessment, "en")
    order = [text.index(f'id="{name}"') for name in ("waiting", "promises", "practices", "mood")]
    assert order == sorted(order)
    assert "13 of 27" in text
    assert "as_of" not in text
    waiting = text[text.index('id="waiting"') : text.index('id="promises"')]
    first, others = (
        [int(age) for age in re.findall(r"<b>(\d+)</b> days?", part)]
        for part in waiting.split("<details")
    )
    assert first == sorted(first, reverse=True)
    assert others == sorted(others, reverse=True)
    assert first[0] == 84
    assert waiting.index("escalation") < waiting.index("<details")


def test_a_concern_raised_again_waits_since_then(assessment: Assessment) -> None:
    text = page.render(assessment, "en")
    row = next(row for row in text.split('<li class="row">') if "drops the last row" in row)
    assert "<b>3</b> days" in row
    assert "Raised again:" in row


def test_the_words_that_prove_a_finding_are_marked(assessment: Assessment) -> None:
    assert "<mark>some slight movement</mark>" in page.render(assessment, "en")


def test_guessed_sides_are_said_on_top(assessment: Assessment) -> None:
    text = page.render(assessment, "en")
    assert text.index("The sides were guessed.") < text.index('id="attention"')
    told = replace(assessment, summary=replace(assessment.summary, sides_guessed=False))
    assert "The sides were guessed." not in page.render(told, "en")


def test_what_was_left_out_is_listed(assessment: Assessment) -> None:
    text = page.render(assessment, "en")
    for words in ("notes/plan.xlsx", "encrypted (S/MIME)", "fr (1 sentence)", "not assessed"):
        assert words in text


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    archive = example_assessment.ARCHIVE.read_text(encoding="utf-8")
    hostile = re.sub(r"^(## \S+ \| ).*$", lambda m: m.group(1) + EVIL, archive, flags=re.MULTILINE)
    hostile = hostile.replace("Anna Ilves", EVIL.replace(" ", "_"))
    hostile = hostile.replace("drops the last row", EVIL.replace("{", "").replace("}", ""))
    built = example_assessment.build(hostile)
    threads = tuple(
        replace(t, thread=replace(t.thread, id=EVIL + str(n)), client=EVIL)
        for n, t in enumerate(built.threads)
    )
    summary = replace(
        built.summary,
        clients=tuple(replace(c, name=EVIL) for c in built.summary.clients),
        skipped=(Skipped(Place(EVIL), EVIL),),
        team=(EVIL,),
        sides_note=EVIL,
        model=EVIL,
        findings=(_finding(EVIL),),
    )
    (path,) = page.write(Assessment(summary, threads), tmp_path, "en")
    text = path.read_text(encoding="utf-8")
    outline = Outline(text)
    assert outline.tags.count("script") == 1
    assert "img" not in outline.tags
    assert not [name for name, _ in outline.attributes if name.startswith("on")]
    assert "alert(" in text
    assert "49" not in re.findall(r"`(\d+)", text)


def _finding(text: str) -> Finding:
    values = {"days": text, "limit": text}
    return Finding("RE4", Verdict.MISSED, "archive", text, text, text, text, None, (), 1.0, values)


def test_an_empty_report_says_so(empty: Assessment, only_skipped: Assessment) -> None:
    assert "Nothing was read" in page.render(empty, "en")
    assert "plan.xlsx" in page.render(only_skipped, "en")


def test_the_page_stays_small() -> None:
    many = example_assessment.build(copies=100)
    assert many.summary.messages > 5000
    assert len(page.render(many, "zh").encode()) < 3_000_000


def test_a_thread_of_huge_messages_does_not_break_the_bound(assessment: Assessment) -> None:
    thread = next(iter(assessment.threads))
    long = replace(thread.messages[0].sentences[1], text="x" * 1_000_000)
    read = replace(thread.messages[0], sentences=(long,) * 500)
    huge = replace(thread, messages=(read,) * 200)
    text = page.render(Assessment(assessment.summary, (huge,) * 3), "en")
    assert len(text.encode()) < 3_000_000
