"""A draft is checked as the command line checks it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient

from commsense import api, lang, settings
from commsense.checking import drafts, earlier, saying
from commsense.checking.formats import wire

DRAFT = "Hi Anna,\n\nthe export is delayed by one week. We will fix it soon.\n\nMaya\n"
MAIL = (
    "From: Anna Berg <anna@northwind.example>\nSubject: Export\n\nWhen does the export go live?\n"
)


def check(web: TestClient, **asked: Any) -> dict[str, Any]:
    answer = web.post("/api/v1/check", json=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_the_record_is_that_of_the_command(web: TestClient) -> None:
    told = check(web, draft=DRAFT, reply_to=MAIL, today="2026-03-04")
    day = date(2026, 3, 4)
    same = api.check(drafts.of_text(DRAFT), earlier.of_text(MAIL), settings.Settings(), day)
    assert told == wire.record(same, saying.shown(same, 3), "draft", "en")
    assert told["client"] == "northwind.example"
    assert any(each["shown"] for each in told["comments"])


def test_places_are_counted_in_code_points(web: TestClient) -> None:
    draft = "🙂🙂 Hi Anna, we leverage the ETL. 🙂\n"
    found = [each for each in check(web, draft=draft)["comments"] if each["criterion"] == "CO3"]
    assert {draft[each["start"] : each["end"]] for each in found} >= {"ETL"}


def test_all_shows_hints_too(web: TestClient) -> None:
    few = check(web, draft=DRAFT, reply_to=MAIL)["comments"]
    every = check(web, draft=DRAFT, reply_to=MAIL, all=True)["comments"]
    assert [{**each, "shown": True} for each in few] == every
    assert not all(each["shown"] for each in few)


def test_the_reader_s_language(web: TestClient, asking: Any) -> None:
    assert check(web, draft=DRAFT, language="zh")["language"] == "zh"
    told = check(asking(language="zh"), draft=DRAFT)
    assert told["language"] == "zh"
    assert "没有" in "".join(each["message"] + each["advice"] for each in told["comments"])


@pytest.mark.parametrize("client", ["northwind.example", " Anna@Northwind.example "])
def test_a_client_that_is_named(web: TestClient, client: str) -> None:
    mail = MAIL.replace("northwind.example", "mail.example")
    assert check(web, draft=DRAFT, reply_to=mail)["client"] == "mail.example"
    told = check(web, draft=DRAFT, reply_to=MAIL, client=client)
    assert told["client"] == client.strip().lower()


@pytest.mark.parametrize("draft", ["", "   \n\n"])
def test_an_empty_draft_has_nothing_to_check(web: TestClient, draft: str) -> None:
    told = check(web, draft=draft, reply_to=MAIL)
    assert told["comments"] == []
    assert len(told["notes"]) == 1


def test_french_is_said_not_to_be_read(web: TestClient) -> None:
    draft = "Bonjour Anna, le projet sera terminé dès que possible. Merci pour votre patience."
    told = check(web, draft=draft)
    assert told["comments"] == []
    assert "fr" in told["notes"][0]


def test_a_quote_of_ten_thousand_lines(web: TestClient) -> None:
    quote = "> When does the export go live?\n" * 10_000
    told = check(web, draft=f"Hi Anna, we leverage the ETL.\n\n{quote}", reply_to=f"Hi.\n\n{quote}")
    assert {each["line"] for each in told["comments"] if each["end"]} == {1}


def test_hostile_html_is_text(web: TestClient) -> None:
    page = "<p>Hi</p><script>alert(1)</script><img src=x onerror=alert(1)>" + "<div>" * 5_000
    answer = web.post("/api/v1/check", json={"draft": page, "body_type": "html"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert "onerror" not in answer.text


def test_half_a_character_does_no_harm(web: TestClient) -> None:
    answer = web.post(
        "/api/v1/check",
        content=b'{"draft": "Hi \\ud83d we leverage the ETL.", "reply_to": "\\udc00?"}',
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code == 200
    (place,) = [e for e in answer.json()["comments"] if e["end"] - e["start"] == len("ETL")]
    assert place["start"] == len("Hi _ we leverage the ")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "draft: Field required"),
        ({"draft": 7}, "draft: Input should be a valid string"),
        ({"draft": "Hi", "dratf": ""}, "dratf"),
        ({"draft": "Hi", "body_type": "rtf"}, "'plain', 'markdown' or 'html'"),
        ({"draft": "Hi", "language": "fr"}, "'en' or 'zh'"),
        ({"draft": "Hi", "today": "tomorrow"}, "2026-03-31"),
        ({"draft": "Hi", "today": 0}, "2026-03-31"),
        ({"draft": "Hi", "today": "2026-02-30"}, "today"),
        ({"draft": "Hi", "today": "9999-12-31"}, "today"),
        ({"draft": "Hi", "all": "yes"}, "all"),
        ({"draft": "Hi", "client": "northwind"}, "anna@northwind.example"),
        ({"draft": "x" * 1_000_001}, "1,000,000"),
        (["Hi"], "body"),
    ],
)
def test_what_cannot_be_used_is_said_in_words(web: TestClient, asked: Any, said: str) -> None:
    answer = web.post("/api/v1/check", json=asked)
    assert answer.status_code == 422
    assert list(answer.json()) == ["error"]
    assert said in answer.json()["error"]


def test_an_answer_never_repeats_a_draft_that_is_refused(web: TestClient) -> None:
    answer = web.post("/api/v1/check", json={"draft": ["Zanzibar is bankrupt"]})
    assert answer.status_code == 422
    assert "Zanzibar" not in answer.text


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_json_is_refused(web: TestClient, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = web.post("/api/v1/check", content=body, headers=headers)
    assert answer.status_code in (400, 422)
    assert answer.json()["error"]


def test_a_criterion_is_explained(web: TestClient) -> None:
    told = web.get("/api/v1/explain/ex3", params={"lang": "zh"}).json()
    assert (told["id"], told["practice"]) == ("EX3", "expectations")
    assert told["met"][0][0]["side"] == "team"
    assert web.get("/api/v1/explain/EX3").json()["title"] != told["title"]


def test_an_unknown_criterion_names_close_ones(web: TestClient) -> None:
    answer = web.get("/api/v1/explain/EX33")
    assert answer.status_code == 404
    assert "EX3" in answer.json()["error"]


@pytest.mark.parametrize("language", lang.LANGUAGES)
def test_the_words_of_the_page(asking: Any, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    words = {"title": {"page": f"words in {language}"}}
    found = {(language, "web"): words}
    monkeypatch.setattr(lang, "data", lambda code, name: found.get((code, name), {}))
    told = asking().get("/api/v1/interface", params={"lang": language}).json()
    assert told["title"] == words["title"]
    assert (told["language"], told["report"], told["corrections"]) == (language, False, False)
    assert told["version"]
    assert asking(language=language).get("/api/v1/interface").json()["title"] == words["title"]


def test_it_tells_that_it_serves(web: TestClient) -> None:
    assert web.get("/api/v1/health").json() == {"status": "ok"}
