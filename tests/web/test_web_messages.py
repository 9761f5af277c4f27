"""The list of messages and their threads, as a page or a program asks for them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from commsense.web.index import listing

Asking = Callable[..., TestClient]
MESSAGES = "/api/v1/messages"


@pytest.fixture(scope="module")
def told(scored: Path) -> list[dict[str, Any]]:
    """The messages of the sample as its report tells them."""
    report = json.loads((scored / "report.json").read_text(encoding="utf-8"))
    return [message for thread in report["threads"] for message in thread["messages"]]


@pytest.fixture
def web(asking: Asking, report: Path) -> TestClient:
    """A server with the sample's report."""
    return asking(report)


def ask(web: TestClient, **asked: object) -> dict[str, Any]:
    answer = web.get(MESSAGES, params=asked)  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def pages(web: TestClient, **asked: object) -> Iterator[list[dict[str, Any]]]:
    page = ask(web, **asked)
    yield page["messages"]
    while page["after"]:
        page = ask(web, **asked, cursor=page["after"])
        yield page["messages"]


@pytest.mark.parametrize("order", listing.ORDERS)
@pytest.mark.parametrize("asked", [{}, {"side": "client"}, {"query": "the"}])
def test_pages_give_each_message_once_forth_and_back(
    web: TestClient, monkeypatch: pytest.MonkeyPatch, order: str, asked: dict[str, str]
) -> None:
    every = [m["number"] for page in pages(web, order=order, **asked) for m in page]
    monkeypatch.setattr(listing, "ON_A_PAGE", 7)
    forth = [m["number"] for page in pages(web, order=order, **asked) for m in page]
    assert forth == every
    assert len(set(forth)) == len(forth) > 7
    page = ask(web, order=order, back="true", **asked)
    assert page["after"] is None
    back = [page["messages"]]
    while page["before"]:
        page = ask(web, order=order, cursor=page["before"], back="true", **asked)
        back.insert(0, page["messages"])
    assert [m["number"] for messages in back for m in messages] == every


def test_the_orders_are_what_they_say(web: TestClient) -> None:
    newest = [m["number"] for page in pages(web) for m in page]
    oldest = [m["number"] for page in pages(web, order="oldest") for m in page]
    assert newest == sorted(newest, reverse=True)
    assert oldest == newest[::-1]
    scores = [m["score"] for page in pages(web, order="score") for m in page]
    steps = [100 if score is None else score // 10 for score in scores]
    assert steps == sorted(steps)
    severities = [m["severity"] for page in pages(web, order="severity") for m in page]
    ranks = [("high", "medium", "low", "none").index(each) for each in severities]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 2


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ({"side": "team"}, lambda m: m["side"] == "team"),
        ({"client": "northwind.example"}, lambda m: m["client"] == "northwind.example"),
        ({"below": 60}, lambda m: m["score"] is not None and m["score"] < 60),
        ({"below": 100}, lambda m: m["score"] is not None and m["score"] < 100),
        ({"waiting": "true"}, lambda m: m["open"] > 0),
        ({"severity": "medium"}, lambda m: m["severity"] in ("medium", "high")),
        (
            {"side": "client", "client": "northwind.example", "waiting": "true"},
            lambda m: (
                m["open"] > 0 and m["side"] == "client" and m["client"] == "northwind.example"
            ),
        ),
    ],
)
def test_filters_choose(web: TestClient, asked: dict[str, object], holds: Any) -> None:
    every = [m for page in pages(web) for m in page]
    chosen = [m for page in pages(web, **asked) for m in page]
    assert chosen == [m for m in every if holds(m)]
    assert 0 < len(chosen) < len(every)
    assert ask(web, **asked)["total"] == len(chosen)


def test_a_client_that_is_not_there_has_no_messages(web: TestClient) -> None:
    for asked in ({"client": "nobody.example"}, {"query": "client:nobody"}):
        page = ask(web, **asked)
        assert (page["messages"], page["total"], page["after"]) == ([], 0, None)


@pytest.mark.parametrize("word", ["验收", "报价", "税", "一期上线"])
def test_chinese_is_found_as_it_stands(
    web: TestClient, told: list[dict[str, Any]], word: str
) -> None:
    found = {m["id"] for page in pages(web, query=word) for m in page}
    assert found == {
        m["id"]
        for m in told
        if word in m["subject"] or any(word in s["text"] for s in m["sentences"])
    }
    assert found


def test_words_are_found_with_other_endings_and_shown(web: TestClient) -> None:
    for message in ask(web, query="drivers")["messages"]:
        shown = [message["excerpt"][start:end].lower() for start, end in message["hits"]]
        assert shown or "driver" in message["subject"].lower()
        assert all(each.startswith("driver") for each in shown)


def test_days_bound_and_begin(web: TestClient) -> None:
    may = [m for page in pages(web, query="after:2026-05 before:2026-06") for m in page]
    assert may
    assert all(m["date"].startswith("2026-05") for m in may)
    begun = ask(web, day="2026-04")["messages"][0]
    assert begun["date"] < "2026-05"
    assert ask(web, day="2026-04", order="oldest")["messages"][0]["date"] >= "2026-04"
    assert ask(web, day="1990")["messages"]
    assert ask(web, day="2090", order="oldest")["messages"]
    assert ask(web, day="2090")["messages"] == ask(web)["messages"]


@pytest.mark.parametrize(
    ("asked", "english", "chinese"),
    [
        ({"query": '"go live'}, "quotation mark", "引号"),
        ({"query": "before:soon"}, "no day", "不是日期"),
        ({"query": "???"}, "nothing to look for", "没有可搜索"),
        ({"day": "soon"}, "no day", "不是日期"),
        ({"day": "2026", "order": "score"}, "by date", "按日期"),
    ],
)
def test_what_is_not_understood_is_said_in_the_readers_language(
    web: TestClient, asked: dict[str, str], english: str, chinese: str
) -> None:
    for language, words in (("en", english), ("zh", chinese)):
        answer = web.get(MESSAGES, params={**asked, "lang": language})
        assert answer.status_code == 422
        assert words in answer.json()["error"]
        assert "fts" not in answer.text.lower()


def test_a_thread_is_told_from_any_place_on(web: TestClient, told: list[dict[str, Any]]) -> None:
    listed = max(ask(web)["messages"], key=lambda m: m["place"])
    thread = web.get(f"/api/v1/threads/{listed['thread']}").json()
    assert thread["total"] == len(thread["messages"])
    assert thread["messages"][listed["place"]]["id"] == listed["id"]
    later = web.get(f"/api/v1/threads/{listed['thread']}?start=1").json()
    assert later["messages"] == thread["messages"][1:]
    assert later["before"] == 0
    place = web.get(f"{MESSAGES}/place", params={"id": listed["id"]}).json()
    assert place == {"thread": listed["thread"], "place": listed["place"]}
    texts = {m["id"]: [s["text"] for s in m["sentences"]] for m in told}
    for said in thread["messages"]:
        assert all(text in said["text"] for text in texts[said["id"]])


def test_a_correction_is_shown_in_the_thread(web: TestClient) -> None:
    concern = web.get("/api/v1/concerns").json()["concerns"][0]
    web.put(f"/api/v1/concerns/{concern['id']}", json={"status": "resolved"})
    place = web.get(f"{MESSAGES}/place", params={"id": concern["message"]}).json()
    thread = web.get(f"/api/v1/threads/{place['thread']}").json()
    seen = [s for m in thread["messages"] for s in m["seen"] if s["id"] == concern["id"]]
    assert [each["label"] for each in seen] == ["resolved"]


def test_there_are_months_and_clients(web: TestClient, told: list[dict[str, Any]]) -> None:
    months = web.get(f"{MESSAGES}/months").json()
    assert [m["month"] for m in months] == sorted((m["month"] for m in months), reverse=True)
    assert sum(m["messages"] for m in months) == sum(m["date"] is not None for m in told)
    clients = web.get(f"{MESSAGES}/clients").json()
    assert sum(client["messages"] for client in clients) == len(told)


def test_what_is_not_there_is_said(web: TestClient, asking: Asking) -> None:
    assert web.get("/api/v1/threads/99999").status_code == 404
    assert web.get(f"{MESSAGES}/place?id=nothing").status_code == 404
    bare = asking()
    for path in ("", "/state", "/months", "/clients", "/place?id=x"):
        assert bare.get(f"{MESSAGES}{path}").status_code == 404
    assert bare.get(f"{MESSAGES}/interface").status_code == 200


def test_a_million_is_not_counted_to_the_end(
    web: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "COUNTED", 10)
    page = ask(web)
    assert (page["total"], page["more"]) == (10, True)
    assert ask(web, query="税")["more"] is False
