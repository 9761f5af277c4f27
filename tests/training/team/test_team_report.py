"""The page and the card of a training: the same facts, safe with any text, honest on few."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import made_outcome
import pytest
from markdown_it import MarkdownIt

from commsense.training.evaluation import Range
from commsense.training.team import report
from commsense.training.team.outcome import Mistake, Outcome, Versus
from commsense.training.team.report import markdown, page

EVIL = (
    "\"><script>alert('x')</script><img src=x onerror=alert(1)>`|`{{7*7}}\n# top\n| a | b |\u202e\0"
)
VOID = {"meta", "br", "img", "link", "input", "hr"}
SECTIONS = [
    "What was trained on, and how",
    "How well each label is read",
    "Compared with the base and with TF-IDF",
    "What more labels would bring",
    "Can its chances be believed?",
    "What is taken for what",
    "Examples of errors",
    "Other labels",
    "How to use it",
    "How it was made",
]


class Outline(HTMLParser):
    """Collects tags and attributes, and fails where an element is not closed in its place."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, tag

    def values(self, name: str) -> list[str]:
        return [value for key, value in self.attributes if key == name]


def evil() -> Outcome:
    """An outcome in which every text is hostile."""
    label = replace(made_outcome.label(), label=EVIL)
    task = made_outcome.task(
        task=EVIL,
        measure=EVIL,
        labels=(label,),
        languages={EVIL: (300, 0.5)},
        versus=(Versus(EVIL, 0.5, Range(0.2, 0.1, 0.3), 0.01),),
        confusion={(EVIL, ""): 3},
        mistakes=(Mistake(EVIL, EVIL, EVIL, EVIL, 0.9),),
    )
    one = replace(task, task="one", several=False, confusion={(EVIL, EVIL): 2, (EVIL, "a"): 1})
    return made_outcome.outcome(
        name=EVIL,
        base=EVIL,
        method=EVIL,
        why=EVIL,
        device=EVIL,
        tasks=(task, one),
        better={EVIL: True},
        kept={EVIL: 0.9},
        left_out={EVIL: 3},
        data_sha256=EVIL,
    )


def bare() -> Outcome:
    """An outcome without anything that may be missing: one label, no base, no curve, no errors."""
    label = made_outcome.label("delay", 3, base=None, curve=(), reliability=(), more=0.0)
    task = made_outcome.task(
        "topic",
        sentences=7,
        threads=1,
        labels=(label,),
        languages={},
        versus=(),
        confusion={},
        mistakes=(),
    )
    return made_outcome.outcome(
        base="", tasks=(task,), better={}, kept={}, left_out={}, why="", refused=""
    )


CASES = {
    "usual": made_outcome.outcome(),
    "evil": evil(),
    "bare": bare(),
    "nothing": made_outcome.outcome(tasks=(), better={}),
    "refused": made_outcome.outcome(refused="it reads acts worse than before"),
}


@pytest.mark.parametrize("given", CASES.values(), ids=CASES)
def test_the_page_is_well_formed_and_loads_and_runs_nothing(given: Outcome) -> None:
    text = page.render(given)
    outline = Outline(text)
    assert not {"script", "img", "link", "iframe", "form", "object"} & set(outline.tags)
    assert not [name for name, _ in outline.attributes if name.startswith("on") or name == "style"]
    assert not outline.values("src")
    assert all(link.startswith("#") for link in outline.values("href"))
    ids = outline.values("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in outline.values("href")} <= set(ids)
    assert "\0" not in text


def test_the_policy_admits_only_the_own_style() -> None:
    text = page.render(CASES["usual"])
    policy = next(each for each in Outline(text).values("content") if "default-src" in each)
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)
    assert style
    assert page._hash(style.group(1)) in policy
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "script-src" not in policy


@pytest.mark.parametrize("given", CASES.values(), ids=CASES)
def test_tables_of_the_card_keep_their_columns_and_nothing_becomes_markup(given: Outcome) -> None:
    card = markdown.render(given)
    tables = re.findall(r"^(?:\|.*\n)+", card, re.MULTILINE)
    for table in tables:
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1
    html = MarkdownIt("commonmark").enable("table").render(card)
    assert html.count("<table>") == len(tables)
    outline = Outline(html)
    assert not {"script", "img", "a"} & set(outline.tags)
    headings = re.findall("<h2>(.*?)</h2>", html)
    assert headings == SECTIONS
    assert html.count("<h1>") == 1


def test_both_have_the_same_sections_in_the_same_order() -> None:
    text = page.render(CASES["usual"])
    body = text[text.index("</header>") :]
    assert re.findall("<h2>(.*?)</h2>", body) == SECTIONS


def test_hostile_labels_are_shown_as_they_are() -> None:
    html = MarkdownIt("commonmark").enable("table").render(markdown.render(evil()))
    assert "&lt;script&gt;alert('x')&lt;/script&gt;" in html
    assert "`|`{{7*7}}" in html
    assert "{{7*7}} # top | a | b |" in page.render(evil())


def test_chinese_labels_and_sentences_are_shown() -> None:
    text = page.render(CASES["usual"])
    assert '<th scope="row">人员变动</th>' in text
    assert '<q lang="zh">新的项目经理什么时候到岗？</q>' in text
    assert "| 人员变动 | 12 |" in markdown.render(CASES["usual"])


def test_the_card_quotes_no_mail_as_it_is_given_away_with_the_model(tmp_path: Path) -> None:
    card, shown = (path.read_text("utf-8") for path in report.write(CASES["usual"], tmp_path / "x"))
    for task in CASES["usual"].tasks:
        for mistake in task.mistakes:
            assert mistake.text not in card
            assert mistake.text in shown
    assert "quotes none of your mail" in card
    assert "Handle this page as you handle the mail itself." in shown


def test_a_page_without_quotes_does_not_warn_of_them() -> None:
    assert "your own mail" not in page.render(bare())


def test_long_sentences_are_cut_and_many_are_counted() -> None:
    many = tuple(
        Mistake(f"{number} {'long ' * 1000}", "en", "a", "b", 0.9)
        for number in range(page.MOST + 5)
    )
    text = page.render(made_outcome.outcome(tasks=(made_outcome.task(mistakes=many),)))
    assert text.count("<q lang") == page.MOST
    assert f"{page.MOST} of {page.MOST + 5} are shown." in text
    assert max(map(len, re.findall("<q[^>]*>(.*?)</q>", text))) <= page.LONGEST + 2


def test_labels_with_few_examples_have_no_figures() -> None:
    card = markdown.render(CASES["usual"])
    assert "| appreciation | 6 | 13 | – | – | too few examples to tell | – | – | – |" in card
    text = page.render(CASES["usual"])
    assert "F1 of appreciation" not in text
    assert "Chances of appreciation" not in text


def test_a_refused_model_says_so_first_and_gives_no_command() -> None:
    for text in (markdown.render(CASES["refused"]), page.render(CASES["refused"])):
        said = text.index("Not installed, because it reads acts worse than before.")
        assert said < text.index("Better than the shipped model")
        assert "commsense models use" not in text
        assert "was not installed, so nothing changes" in text


def test_the_page_of_bare_figures_says_what_is_missing() -> None:
    text = page.render(bare())
    assert "Too few examples to tell: no label has 10 or more." in text
    assert "There is no curve: too few examples to tell." in text
    assert "Nothing was taken for anything else." in text
    assert "This rests on only 7 sentences of 1 thread: take it as a first impression." in text
    assert "<svg" not in text


def test_confusions_are_a_square_for_one_label_and_pairs_for_several() -> None:
    card = markdown.render(CASES["usual"])
    assert "| People said ↓, the model read → | billing | delay | 人员变动 |" in card
    assert "| delay | 5 | 52 | 3 |" in card
    assert "| concern | (none) | 17 |" in card
    assert card.index("| concern | (none) | 17 |") < card.index("| question | request | 14 |")


def test_what_was_left_out_and_how_figures_came_about_is_said() -> None:
    card = markdown.render(made_outcome.outcome(grouped="client", folds=2))
    assert "12 in another language and 31 labelled differently by as many people" in card
    assert "all threads of a client always into the same one" in card
    assert "learned from the other part only" in card
    assert "comes from clients that the model which read them had not seen" in card


def test_figures_of_one_part_alone_are_called_so() -> None:
    card = markdown.render(made_outcome.outcome(folds=1))
    assert "a part of your sentences was held out, all sentences of a thread always" in card
    assert "1 parts" not in card


def test_stretches_of_text_have_no_chances() -> None:
    task = made_outcome.task("jargon", labels=(made_outcome.label("acronym"),))
    given = made_outcome.outcome(tasks=(task,))
    assert "| acronym | 96 | 103 | .68 | .75 | .71 (.63 to .77) | .58 | .50 | – |" in (
        markdown.render(given)
    )
    text = page.render(given)
    assert "Chances of acronym" not in text
    assert "sure</p>" not in text
    assert "Word list" in text


def test_a_report_is_written_anew_over_an_old_one(tmp_path: Path) -> None:
    first = [path.read_bytes() for path in report.write(CASES["usual"], tmp_path)]
    report.write(CASES["evil"], tmp_path)
    again = [path.read_bytes() for path in report.write(CASES["usual"], tmp_path)]
    assert first == again
    assert sorted(path.name for path in tmp_path.iterdir()) == ["README.md", "report.html"]
