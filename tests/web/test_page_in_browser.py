"""The page in a real browser, with the real server behind it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from commsense import lang
from commsense.settings import Settings
from commsense.web import serving

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

MAIL = "Hello Maya,\n\nwhen does the export work again?\nWho pays for the training?\n\nAnna"
ANSWER = "Hello Anna,\n\nthe export works again on 22 May, thanks to our API and ETL.\n\nMaya"
HOSTILE = "<img src=x onerror=\"window.run='yes'\"><script>window.run='yes'</script>"
Opening = Callable[..., "Page"]


TERMS = """
[terms.en]
API = "interface between programs"
ETL = "moving data from one system to another"
[terms.zh]
API = "程序之间的接口"
ETL = "把数据从一个系统搬到另一个系统"
"""


@pytest.fixture(scope="module")
def glossary(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a team that wants two terms explained in any case."""
    file = tmp_path_factory.mktemp("glossary") / "terms.toml"
    file.write_text(TERMS, encoding="utf-8")
    return Settings(glossaries=(file,))


@pytest.fixture(scope="module")
def plain(browser: Browser, glossary: Settings) -> Iterator[str]:  # noqa: ARG001 - no server alone
    """Address of a server without a report."""
    with serving.beside(glossary) as address:
        yield address


@pytest.fixture(scope="module")
def with_report(
    browser: Browser,  # noqa: ARG001 - no server without a browser
    scored: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("page") / "report"
    shutil.copytree(scored, folder)
    with serving.beside(report=folder) as address:
        yield address


@pytest.fixture
def page(opened: Opening, plain: str) -> Page:
    return opened(plain)


def write(page: Page, mail: str, answer: str) -> None:
    page.locator("#mail-editor .cm-content").fill(mail)
    page.locator("#answer-editor .cm-content").fill(answer)
    page.wait_for_selector("#results:not([hidden])")
    page.wait_for_selector("#summary:not(:empty)")
    page.wait_for_selector("#busy", state="hidden")


def answer(page: Page) -> str:
    lines = page.locator("#answer-editor .cm-line").all_inner_texts()
    return "\n".join("" if line == "\n" else line for line in lines)


def underlined(page: Page) -> list[str]:
    return page.locator("#answer-editor .cm-content .underline").all_inner_texts()


def held(page: Page) -> list[Route]:
    """Keep the checks that are asked for from now on waiting, and give them."""
    waiting: list[Route] = []

    def keep(route: Route) -> None:
        waiting.append(route)

    page.route("**/api/v1/check", keep)
    return waiting


def only_lines_of_the_browser(troubles: list[str]) -> None:
    """A request that fails on purpose has a line in the console, which no page can prevent."""
    assert troubles
    assert all(each.startswith("Failed to load resource") for each in troubles)
    troubles.clear()


def test_typing_underlines_a_word_and_its_card_replaces_it(page: Page) -> None:
    text = page.locator("#answer-editor .cm-content")
    text.click()
    page.keyboard.type("Hello Anna, the API gets them from our ETL today.")
    word = page.locator("#answer-editor .underline.warning", has_text="ETL")
    word.wait_for()
    word.hover()
    card = page.locator(".cards .card")
    card.wait_for()
    assert "ETL" in card.locator("h3").inner_text()
    assert card.locator(".reason").inner_text()
    wording = card.locator("q").inner_text()
    card.get_by_role("button", name="Replace").click()
    assert answer(page) == f"Hello Anna, the API gets them from our {wording} today."
    assert text.evaluate("element => element === document.activeElement")
    page.wait_for_function("() => document.querySelectorAll('.comment').length === 1")


def test_colour_is_not_alone(page: Page) -> None:
    styles = {
        severity: page.evaluate(
            """severity => {
              const word = document.createElement("span");
              word.className = `underline ${severity}`;
              document.body.append(word);
              return getComputedStyle(word).textDecorationStyle;
            }""",
            severity,
        )
        for severity in ("error", "warning", "hint")
    }
    assert len(set(styles.values())) == 3


def test_an_inserted_wording_waits_for_what_only_the_writer_knows(page: Page) -> None:
    write(page, MAIL, "Hello Anna,\n\nthe export works again as soon as possible.\n\nMaya")
    page.locator(".comment", has_text="as soon as possible").get_by_role(
        "button", name="Insert wording"
    ).click()
    assert "again as soon as possible by ____ (day)." in answer(page)
    page.keyboard.type("22 May")
    assert "again as soon as possible by 22 May (day)." in answer(page)


def test_ignoring_stays_out_of_what_is_copied(opened: Opening, plain: str) -> None:
    page = opened(plain, permissions=["clipboard-read", "clipboard-write"])
    write(page, MAIL, ANSWER)
    assert underlined(page) == ["API", "ETL"]
    page.locator(".comment", has_text="ETL").get_by_role("button", name="Ignore here").click()
    assert "our API and ETL. <!-- commsense: ignore CO3 -->\n" in answer(page)
    page.get_by_text("2 comments are left out").wait_for()
    assert underlined(page) == []
    page.get_by_role("button", name="Copy").click()
    page.get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == ANSWER


def test_a_point_marks_what_was_asked_and_what_answers_it(page: Page) -> None:
    write(page, f"From: anna@northwind.example\nSubject: Export\n\n{MAIL}", ANSWER)
    point = page.locator(".point", has_text="when does the export work again?")
    assert "answered" in point.inner_text()
    point.press("Enter")
    asked = page.locator("#mail-editor .passage").all_inner_texts()
    said = page.locator("#answer-editor .passage").all_inner_texts()
    assert asked == ["when does the export work again?"]
    assert "the export works again on 22 May" in "".join(said)
    assert point.get_attribute("aria-pressed") == "true"
    point.press("Enter")
    assert page.locator(".passage").count() == 0


def test_a_point_is_found_in_what_the_draft_quotes(page: Page) -> None:
    quoted = "\n".join(f"> {line}" for line in MAIL.splitlines())
    head = "On 12 May 2026 Anna Berg <anna@northwind.example> wrote:"
    write(page, "", f"{ANSWER}\n\n{head}\n{quoted}")
    page.locator(".point", has_text="Who pays for the training?").click()
    assert page.locator("#answer-editor .passage").all_inner_texts() == [
        "Who pays for the training?"
    ]


def test_hints_come_on_demand(page: Page) -> None:
    write(page, MAIL, "The export works again with our SLA.")
    shown = page.locator(".comment").count()
    more = page.locator("button.more")
    hidden = int(re.match(r"\d+", more.inner_text())[0])  # type: ignore[index]
    more.click()
    assert page.locator(".comment").count() == shown + hidden
    assert page.evaluate("document.activeElement.className") == "more"
    more.click()
    assert page.locator(".comment").count() == shown


def test_why_explains_with_examples(page: Page) -> None:
    write(page, MAIL, ANSWER)
    page.locator(".comment", has_text="ETL").get_by_role("button", name="Why?").click()
    dialog = page.locator("#explanation")
    dialog.locator(".examples.missed li").first.wait_for()
    assert "{" not in dialog.inner_text()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Why?"


def test_all_of_it_goes_without_a_mouse(page: Page) -> None:
    page.locator("#mail-editor .cm-content").focus()
    page.keyboard.insert_text(MAIL)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "copy"
    page.keyboard.press("Tab")
    page.keyboard.insert_text("Hello Anna,\n\nthe API of our ETL works again on 22 May.\n\nMaya")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#answer-editor .underline")
    assert underlined(page) == ["API", "ETL"]
    for word in ("API", "ETL"):
        page.keyboard.press("F8")
        assert word in page.locator(".cards h3").inner_text()
    page.keyboard.press("Shift+F8")
    assert "API" in page.locator(".cards h3").inner_text()
    page.keyboard.press("Escape")
    assert page.locator(".cards").count() == 0
    page.keyboard.press("F8")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Replace"
    page.keyboard.press("Enter")
    assert "ETL" not in answer(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "check-now"


def test_the_language_is_switched_and_is_all_that_is_remembered(page: Page) -> None:
    write(page, MAIL, ANSWER)
    page.get_by_role("button", name="中文").click()
    page.get_by_role("heading", name="客户的来信").wait_for()
    page.locator(".comment h3", has_text="客户可能不懂").first.wait_for()
    assert page.locator("#answer-editor .cm-content").get_attribute("aria-label") == "您的回复"
    assert answer(page) == ANSWER
    assert page.evaluate("({...localStorage})") == {"commsense.language": "zh"}
    assert page.evaluate("sessionStorage.length") == 0
    page.on("dialog", lambda dialog: dialog.accept())  # that the draft is lost
    page.reload()
    page.get_by_role("heading", name="发送之前").wait_for()
    assert page.locator("html").get_attribute("lang") == "zh"


@pytest.mark.parametrize("language", lang.LANGUAGES)
def test_the_example_shows_what_there_is_to_see(page: Page, language: str) -> None:
    page.locator(f"#languages button[lang={language}]").click()
    page.wait_for_selector(f"html[lang={language}]")
    page.locator("#example").click()
    page.wait_for_selector("#answer-editor .underline")
    assert page.locator(".point.left").count() >= 1
    assert page.locator(".point.answered, .point.deferred").count() >= 1


def test_characters_of_two_units_move_no_underline(page: Page) -> None:
    write(
        page,
        "这个表什么时候能用？🙏",
        "您好，👩‍👩‍👧‍👦🎉𠮷𠮷 这个 API 今天可以用了。😀 ETL 也好了。",
    )
    assert underlined(page) == ["API", "ETL"]
    page.locator(".point").first.click()
    assert page.locator("#mail-editor .passage").all_inner_texts() == ["这个表什么时候能用？"]


def test_an_underline_moves_along_until_the_next_check(page: Page) -> None:
    write(page, MAIL, ANSWER)
    held(page)
    page.locator("#answer-editor .cm-content").press("Control+Home")
    page.keyboard.insert_text("🎉 好 ")
    assert underlined(page) == ["API", "ETL"]


def test_hostile_text_is_text(page: Page, tmp_path: Path, troubles: list[str]) -> None:
    write(
        page,
        f"{HOSTILE} When does the {HOSTILE} export work?",
        f"{HOSTILE} Our API and ETL {HOSTILE}",
    )
    named = tmp_path / "<img src=x onerror=run='yes'>.txt"
    named.write_text(f"When does {HOSTILE} work again?", encoding="utf-8")
    page.locator("#mail-file").set_input_files(named)
    page.locator("#mail-told", has_text="<img src=x onerror=run='yes'>.txt was read.").wait_for()
    page.locator(".point", has_text="<script>").first.click()
    assert page.locator("main img, main script").count() == 0
    assert troubles == []
    refused = {"status": 422, "body": json.dumps({"error": HOSTILE})}
    page.route("**/api/v1/check", lambda route: route.fulfill(**refused))
    page.keyboard.press("Control+Enter")
    page.locator("#trouble-words", has_text=HOSTILE).wait_for()
    only_lines_of_the_browser(troubles)


def test_a_file_is_dropped_on_the_mail(page: Page) -> None:
    drop = """([selector, name, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([text], name));
      const event = new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true});
      document.querySelector(selector).dispatchEvent(event);
      return event.defaultPrevented;
    }"""
    mail = "From: anna@northwind.example\nSubject: Export\n\nWhen does it work again?\n"
    onto = "#mail-editor .cm-content"
    assert page.evaluate(drop, [onto, "邮件 1.eml", mail])
    page.get_by_text("邮件 1.eml was read.").wait_for()
    assert "When does it work again?" in page.locator(onto).inner_text()
    assert page.evaluate(drop, ["#answer-editor .cm-content", "draft.txt", "never read"])
    page.get_by_text("Drop a file here").wait_for()
    assert "never read" not in page.locator("main").inner_text()


def test_the_newest_answer_wins(page: Page) -> None:
    waiting = held(page)
    text = page.locator("#answer-editor .cm-content")
    text.fill("Our ETL feeds the API.")
    page.wait_for_timeout(500)
    text.fill("Our API feeds the ETL.")
    page.wait_for_timeout(500)
    assert len(waiting) == 2
    drafts = [json.loads(each.request.post_data or "")["draft"] for each in waiting]
    assert drafts == ["Our ETL feeds the API.", "Our API feeds the ETL."]
    waiting[1].continue_()
    page.wait_for_selector("#answer-editor .underline")
    assert underlined(page) == ["API", "ETL"]
    assert waiting[0].request.failure  # taken back


def test_the_server_is_away_and_comes_back(page: Page, troubles: list[str]) -> None:
    page.route("**/api/v1/check", lambda route: route.abort("connectionrefused"))
    page.locator("#answer-editor .cm-content").fill(ANSWER)
    page.locator("#trouble", has_text="commsense does not answer").wait_for()
    assert page.locator("#trouble").get_attribute("role") == "alert"
    assert answer(page) == ANSWER
    page.unroute("**/api/v1/check")
    page.get_by_role("button", name="Try again").click()
    page.wait_for_selector("#answer-editor .underline")
    assert not page.locator("#trouble").is_visible()
    only_lines_of_the_browser(troubles)


@pytest.mark.parametrize("size", [(380, 800), (680, 430), (1000, 700)])
def test_nothing_is_cut_off_in_a_small_window(
    opened: Opening, plain: str, size: tuple[int, int]
) -> None:
    page = opened(plain, viewport={"width": size[0], "height": size[1]})
    page.locator("#example").click()
    page.wait_for_selector("#answer-editor .underline")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    mail = page.locator("#mail-pane").bounding_box()
    own = page.locator("#answer-pane").bounding_box()
    assert mail
    assert own
    assert (own["y"] > mail["y"]) == (size[0] < 700)
    page.keyboard.press("F8")
    card = page.locator(".cards").bounding_box()
    assert card
    assert card["x"] >= 0
    assert card["x"] + card["width"] <= size[0]


def test_the_brightness_follows_the_system_and_the_switch(opened: Opening, plain: str) -> None:
    page = opened(plain, color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(23, 25, 27)"
    page.get_by_role("button", name="Light").click()
    assert page.evaluate(paper) == "rgb(252, 251, 248)"


def test_without_a_report_there_are_no_tabs(page: Page) -> None:
    assert not page.locator("#tabs").is_visible()


def test_the_archive_is_shown_and_corrected(opened: Opening, with_report: str) -> None:
    page = opened(with_report)
    page.locator("#tab-check").press("ArrowRight")
    rows = page.locator("#concern-rows tr")
    rows.first.wait_for()
    report = page.frame_locator("#report")
    report.get_by_role("heading", level=1).wait_for()
    assert rows.count() == 50
    page.get_by_role("button", name="Next").click()
    page.get_by_text("Page 2 of 2").wait_for()
    page.get_by_role("searchbox", name="Search").fill("route planner")
    page.get_by_label("Status", exact=True).select_option("open")
    page.wait_for_function(
        """() => {
          const rows = [...document.querySelectorAll('#concern-rows tr')];
          return rows.length > 0 && rows.every((row) =>
            /route planner/i.test(row.innerText) && row.querySelector("select").value === "open");
        }"""
    )
    words = rows.first.locator(".said").inner_text()
    page.get_by_label("Status", exact=True).select_option("")
    row = page.locator("#concern-rows tr", has_text=words).first
    row.locator("select").select_option("resolved")
    row.get_by_text("Corrected; it was: open.").wait_for()
    row.get_by_label("Note").fill("told on the phone")
    row.get_by_label("Note").press("Enter")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the corrections").click()
    kept = download.value.path().read_text(encoding="utf-8")
    assert "told on the phone" in kept
    page.reload()
    page.locator("#tab-archive").click()
    page.get_by_role("searchbox", name="Search").fill("route planner")
    row.get_by_text("Corrected; it was: open.").wait_for()
    row.get_by_role("button", name="Undo").click()
    page.wait_for_function("() => !document.querySelector('#concern-rows .corrected')")
    assert row.locator("select").input_value() == "open"
