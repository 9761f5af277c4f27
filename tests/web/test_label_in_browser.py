"""The page of labelling in a real browser, with the real server behind it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from commsense.labelling import store
from commsense.labelling.row import Row
from commsense.web import serving
from commsense.web.labelling import Assignment, prepare

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HOSTILE = "<img src=x onerror=\"window.run='yes'\"><script>window.run='yes'</script>"
ENGLISH = (
    {"id": "1", "text": "When does it work again?", "side": "client", "context": ["Hi Maya."]},
    {"id": "2", "text": "🙂 Our new ETL job is done.", "side": "team"},
    {"id": "3", "text": "We will fix it soon.", "side": "team"},
    {"id": "4", "text": "Thanks for turning it round overnight.", "side": "client"},
    {"id": "5", "text": "We look into it.", "concern": "Who pays?", "status": "acknowledged"},
)
CHINESE = (
    {"id": "1", "text": "什么时候能用？", "side": "client", "context": ["您好。"]},
    {"id": "2", "text": "灰度发布已经完成。", "side": "team"},
    {"id": "3", "text": "我们会尽快处理。", "side": "team"},
    {"id": "4", "text": "感谢你们连夜改好。", "side": "client"},
    {"id": "5", "text": "我们看一下。", "concern": "谁来付费？", "status": "acknowledged"},
)


@dataclass(frozen=True)
class Served:
    """A server with sentences, and the file of labels."""

    address: str
    labels: Path

    def rows(self) -> dict[str, Row]:
        return {row.id: row for row in store.rows(self.labels)}


Serving = Callable[..., Served]


@pytest.fixture
def served(browser: Browser, tmp_path: Path) -> Iterator[Serving]:  # noqa: ARG001 - no server without
    with ExitStack() as running:

        def start(*rows: dict[str, Any], **options: Any) -> Served:
            file, labels = tmp_path / "tasks.jsonl", tmp_path / "labels.sqlite"
            file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
            asked = Assignment(file, labels=labels, **{"overlap": 0.0, "suggest": False, **options})
            address = running.enter_context(serving.beside(labelling=prepare(asked)))
            return Served(f"{address}label", labels)

        yield start


def begin(page: Page, name: str = "Maya") -> None:
    page.locator("#name").fill(name)
    page.keyboard.press("Enter")
    page.wait_for_selector("#work:not([hidden])")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def reached(page: Page, words: str) -> None:
    page.locator("#sentence", has_text=words).wait_for()


def pressed(page: Page) -> list[str | None]:
    chosen = page.locator(".label[aria-pressed=true]").all()
    return [each.get_attribute("data-label") for each in chosen]


@pytest.mark.parametrize(("language", "rows"), [("en", ENGLISH), ("zh", CHINESE)])
def test_five_sentences_with_the_keyboard_alone(
    opened: Callable[..., Page], served: Serving, language: str, rows: tuple[dict[str, Any], ...]
) -> None:
    there = served(*rows)
    page = opened(there.address)
    page.evaluate("language => localStorage.setItem('commsense.language', language)", language)
    page.reload()
    page.wait_for_selector(f"html[lang={language}]")
    assert page.evaluate("document.activeElement.id") == "name"
    page.keyboard.type("王 Maya")
    press(page, "Enter")
    reached(page, rows[0]["text"])
    press(page, "2", "q", "r", "r", "Enter")
    reached(page, rows[1]["text"])
    # In both the second word is the one after "our", and what is marked are two words.
    press(page, "2", "t", "j", "ArrowRight", "ArrowRight")
    press(page, "Shift+ArrowRight", "2", "Escape", "Enter")
    reached(page, rows[2]["text"])
    press(page, "1", "2", "m", "4", "Enter")
    reached(page, rows[3]["text"])
    press(page, "3", "p", "Enter")
    reached(page, rows[4]["text"])
    press(page, "2", "Enter")
    page.wait_for_selector("#end:not([hidden])")
    kept = there.rows()
    assert {row.annotator for row in kept.values()} == {"王 Maya"}
    assert kept["1"].labels == {"sentiment": ("neutral",), "acts": ("question",)}
    assert kept["1"].spans == ()
    assert kept["2"].labels == {"sentiment": ("neutral",), "acts": ("status",), "flags": ()}
    (span,) = kept["2"].spans or ()
    assert span.kind == "technical"
    marked = kept["2"].text[span.start : span.end]
    assert marked == "ETL job" if language == "en" else marked in kept["2"].text
    assert kept["3"].labels["flags"] == ("vague",)
    assert kept["3"].labels["sentiment"] == ("neutral",)
    assert kept["4"].labels == {"sentiment": ("positive",), "acts": ("appreciation",)}
    assert kept["5"].labels == {"concern-status": ("acknowledged",)}
    assert all(float(str(row.extra["seconds"])) >= 0 for row in kept.values())


def test_back_undo_and_skip(opened: Callable[..., Page], served: Serving) -> None:
    there = served(*ENGLISH)
    page = opened(there.address)
    begin(page)
    press(page, "2", "q", "Enter")
    reached(page, "ETL")
    press(page, "1")  # not saved yet
    press(page, "Backspace")
    reached(page, "When does")
    assert pressed(page) == ["neutral", "question"]
    press(page, "c", "Enter")
    reached(page, "ETL")
    assert pressed(page) == ["negative"], "what was chosen is still there"
    assert there.rows()["1"].labels["acts"] == ("question", "concern")
    press(page, "u")
    reached(page, "When does")
    assert pressed(page) == ["neutral", "question", "concern"]
    assert there.rows()["1"].labels["acts"] == ("question",)
    press(page, "Enter")
    reached(page, "ETL")
    press(page, "s")
    reached(page, "soon")
    assert "1 skipped" in page.locator("#count").inner_text()
    press(page, "ArrowLeft")
    page.get_by_text("You skipped this one.").wait_for()
    press(page, "3", "Enter")
    reached(page, "soon")
    assert there.rows()["2"].labels["sentiment"] == ("positive",)


def test_a_task_with_one_answer_is_not_left_open_by_chance(
    opened: Callable[..., Page], served: Serving
) -> None:
    there = served(*ENGLISH)
    page = opened(there.address)
    begin(page)
    press(page, "q", "Enter")
    page.get_by_text("Sentiment: nothing is chosen.").wait_for()
    assert not there.labels.exists() or not there.rows()
    press(page, "Enter")
    reached(page, "ETL")
    assert there.rows()["1"].labels == {"acts": ("question",)}


def test_after_a_reload_one_is_where_one_was(opened: Callable[..., Page], served: Serving) -> None:
    there = served(*ENGLISH)
    page = opened(there.address)
    begin(page)
    press(page, "2", "Enter")
    reached(page, "ETL")
    page.reload()
    reached(page, "ETL")
    assert page.locator("#who-name").inner_text() == "Maya"
    press(page, "Backspace")
    reached(page, "When does")


def test_two_people_get_different_sentences(opened: Callable[..., Page], served: Serving) -> None:
    there = served(*ENGLISH)
    one, other = opened(there.address), opened(there.address)
    begin(one, "Maya")
    begin(other, "Jonas")
    assert one.locator("#sentence").inner_text() != other.locator("#sentence").inner_text()
    for page in (one, other):
        press(page, "2", "Enter")
        page.locator("#note", has_text="Saved.").wait_for()
    assert {row.annotator for row in there.rows().values()} == {"Maya", "Jonas"}


def test_suggestions_are_taken_by_hand_and_can_be_switched_off(
    opened: Callable[..., Page], served: Serving
) -> None:
    there = served(*ENGLISH, suggest=True)
    page = opened(there.address)
    begin(page)
    page.locator(".label.hinted[data-label=question]").wait_for()
    assert pressed(page) == []
    press(page, ".", "Enter")
    reached(page, "ETL")
    assert "question" in there.rows()["1"].labels["acts"]
    assert there.rows()["1"].extra["suggested"] is True
    page.locator("#suggestions").uncheck()
    assert page.locator(".hinted").count() == 0
    press(page, "2", "Enter")
    reached(page, "soon")
    assert page.locator(".hinted").count() == 0
    assert "suggested" not in there.rows()["2"].extra
    page.reload()
    reached(page, "soon")
    assert not page.locator("#suggestions").is_checked()


def test_words_are_marked_with_the_mouse(opened: Callable[..., Page], served: Serving) -> None:
    there = served(*ENGLISH[1:])
    page = opened(there.address)
    begin(page)
    box = page.locator("#sentence").evaluate(
        """element => {
          const range = document.createRange();
          const text = element.firstChild;
          const at = text.data.indexOf("ETL");
          range.setStart(text, at);
          range.setEnd(text, at + 3);
          const { x, y, width, height } = range.getBoundingClientRect();
          return { x, y, width, height };
        }"""
    )
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.get_by_role("button", name="acronym").click()
    assert page.locator("#sentence mark").all_inner_texts() == ["ETL"]
    page.get_by_role("button", name="Take away the mark on ETL").click()
    assert page.locator("#sentence mark").count() == 0
    page.get_by_role("button", name="acronym").click()
    press(page, "Escape", "2", "Enter")
    reached(page, "soon")
    (span,) = there.rows()["2"].spans or ()
    assert there.rows()["2"].text[span.start : span.end] == "ETL"


def test_hostile_text_is_text(
    opened: Callable[..., Page], served: Serving, tmp_path: Path, troubles: list[str]
) -> None:
    scheme = tmp_path / "labels.toml"
    told = f"help = {{ risk = {json.dumps(HOSTILE)} }}"
    scheme.write_text(f"[[tasks]]\nname = 'signs'\nvalues = ['risk']\n{told}", encoding="utf-8")
    row = {"id": HOSTILE, "text": f"{HOSTILE} works", "client": HOSTILE, "context": [HOSTILE]}
    pair = {"id": "2", "text": HOSTILE, "concern": HOSTILE, "status": "none"}
    there = served(row, pair, scheme=scheme, suggest=True)
    page = opened(there.address)
    begin(page, HOSTILE[:60])
    reached(page, HOSTILE)
    page.locator(".label[data-label=risk]").hover()
    page.locator("#meaning", has_text="<script>").wait_for()
    press(page, "?")
    page.locator("#help[open]").wait_for()
    press(page, "Escape", "r", "2", "j", "1", "Escape", "Enter")
    page.locator(".concern", has_text="<script>").wait_for()
    assert page.locator("main img, main script, dialog img").count() == 0
    assert page.evaluate("window.run") is None
    assert troubles == []
    assert there.rows()[HOSTILE].annotator == HOSTILE[:60].strip()


def test_labels_explain_themselves_on_focus_and_to_who_cannot_see(
    opened: Callable[..., Page], served: Serving
) -> None:
    page = opened(served(*ENGLISH).address)
    begin(page)
    label = page.get_by_role("button", name="concern")
    label.focus()
    assert "wants dealing with" in page.locator("#meaning").inner_text()
    assert "wants dealing with" in (label.get_attribute("aria-description") or "")
    assert label.get_attribute("aria-keyshortcuts") == "c"
    label.press("Space")
    assert label.get_attribute("aria-pressed") == "true"
    assert page.evaluate("document.activeElement.dataset.label") == "concern"
    assert page.locator("#note").get_attribute("role") == "status"
    assert page.locator("#note").inner_text() == "concern: chosen"
    press(page, "2", "Enter")
    reached(page, "ETL")
    assert page.evaluate("document.activeElement.id") == "sentence"


def test_the_language_changes_and_what_is_chosen_stays(
    opened: Callable[..., Page], served: Serving
) -> None:
    page = opened(served(*ENGLISH).address)
    begin(page)
    press(page, "2", "q")
    page.get_by_role("button", name="中文").click()
    page.get_by_role("button", name="提问").wait_for()
    assert pressed(page) == ["neutral", "question"]
    assert page.locator("#sentence").get_attribute("lang") == "en"


def test_the_server_is_away_and_nothing_is_lost(
    opened: Callable[..., Page], served: Serving, troubles: list[str]
) -> None:
    there = served(*ENGLISH)
    page = opened(there.address)
    begin(page)
    page.route("**/api/v1/labelling/**", lambda route: route.abort("connectionrefused"))
    press(page, "2", "q", "Enter")
    page.locator("#trouble", has_text="commsense does not answer").wait_for()
    assert pressed(page) == ["neutral", "question"]
    page.unroute("**/api/v1/labelling/**")
    page.get_by_role("button", name="Try again").click()
    reached(page, "ETL")
    assert there.rows()["1"].labels["acts"] == ("question",)
    assert all(each.startswith("Failed to load resource") for each in troubles)
    troubles.clear()


def test_a_server_that_is_away_at_the_start_is_asked_again(
    opened: Callable[..., Page], served: Serving, troubles: list[str]
) -> None:
    page = opened(served(*ENGLISH).address)
    page.route("**/api/v1/labelling/**", lambda route: route.abort("connectionrefused"))
    page.locator("#name").fill("Maya")
    press(page, "Enter")
    page.locator("#trouble", has_text="commsense does not answer").wait_for()
    page.unroute("**/api/v1/labelling/**")
    page.get_by_role("button", name="Try again").click()
    reached(page, "When does")
    assert not page.locator("#trouble").is_visible()
    troubles.clear()


def test_what_was_skipped_is_gone_through_at_the_end(
    opened: Callable[..., Page], served: Serving
) -> None:
    there = served(*ENGLISH[:4])
    page = opened(there.address)
    begin(page)
    for words, keys in (("When", "s"), ("ETL", "2"), ("soon", "s"), ("Thanks", "3")):
        reached(page, words)
        press(page, *keys, *([] if keys == "s" else ["Enter"]))
    page.get_by_role("button", name="Go through what you skipped").click()
    reached(page, "When")
    press(page, "2", "Enter")
    reached(page, "soon")
    press(page, "2", "Enter")
    page.locator("#end-done", has_text="You labelled 4 sentences.").wait_for()
    assert not page.locator("#end-again").is_visible()
    assert len(there.rows()) == 4


@pytest.mark.parametrize("size", [(360, 740), (680, 430), (1000, 700)])
def test_nothing_is_cut_off_in_a_small_window(
    opened: Callable[..., Page], served: Serving, size: tuple[int, int]
) -> None:
    page = opened(served(*ENGLISH).address, viewport={"width": size[0], "height": size[1]})
    begin(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    save = page.locator("#save").bounding_box()
    assert save
    assert save["x"] + save["width"] <= size[0]
    assert save["y"] + save["height"] <= size[1]
    page.locator(".label[data-label=improvement]").click()
    assert pressed(page) == ["improvement"]


def test_a_server_without_sentences_says_so(opened: Callable[..., Page], browser: Browser) -> None:
    with serving.beside() as address:
        page = browser.new_page()
        page.goto(f"{address}label")
        page.locator("#failed-words", has_text="--label").wait_for()
        page.close()
        assert not opened(address).locator("#label-open").is_visible()
