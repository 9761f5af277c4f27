"""The description of the API is true of the server, tried with requests made from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as bounded
from starlette.testclient import TestClient

from commsense import lang
from commsense.web.app import create_app
from commsense.web.desk import Desk
from commsense.web.labelling import Assignment, prepare

schemathesis = pytest.importorskip("schemathesis")
BEYOND = schemathesis.checks.positive_data_acceptance
"""A schema cannot say which words are a client, a day or a mail."""

HERE = {"Host": "127.0.0.1"}
CALM = bounded(
    max_examples=15,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
OPERATIONS = (
    "POST /api/v1/check",
    "POST /api/v1/read",
    "GET /api/v1/explain/{criterion}",
    "GET /api/v1/interface",
    "GET /api/v1/health",
    "GET /api/v1/concerns",
    "PUT /api/v1/concerns/{name}",
    "DELETE /api/v1/concerns/{name}",
    "GET /api/v1/corrections.jsonl",
    "GET /api/v1/messages",
    "GET /api/v1/messages/state",
    "GET /api/v1/messages/months",
    "GET /api/v1/messages/clients",
    "GET /api/v1/messages/interface",
    "GET /api/v1/messages/place",
    "GET /api/v1/threads/{number}",
    "GET /api/v1/labelling",
    "POST /api/v1/labelling/next",
    "GET /api/v1/labelling/sentences/{key}",
    "PUT /api/v1/labelling/sentences/{key}",
    "POST /api/v1/labelling/sentences/{key}/skip",
    "POST /api/v1/labelling/undo",
    "GET /api/v1/labelling/history",
    "GET /api/v1/labels.jsonl",
)
WITH_WRONG_ONES = (
    "POST /api/v1/check",
    "GET /api/v1/concerns",
    "PUT /api/v1/concerns/{name}",
    "GET /api/v1/messages",
    "GET /api/v1/threads/{number}",
    "POST /api/v1/labelling/next",
    "PUT /api/v1/labelling/sentences/{key}",
)


@pytest.fixture(scope="module")
def described(scored: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("kept")
    sentences = folder / "tasks.jsonl"
    sentences.write_text('{"id": "1", "text": "When does it start?"}', encoding="utf-8")
    app = create_app(
        report=scored,
        corrections=folder / "corrections.sqlite",
        labelling=prepare(Assignment(sentences)),
    )
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=HERE)


@pytest.mark.parametrize(
    ("operation", "mode"),
    [
        *((each, schemathesis.GenerationMode.POSITIVE) for each in OPERATIONS),
        *((each, schemathesis.GenerationMode.NEGATIVE) for each in WITH_WRONG_ONES),
    ],
)
def test_every_request_is_answered_as_described(
    described: Any, operation: str, mode: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = lang.data
    monkeypatch.setattr(lang, "data", lambda code, n: {} if n == "web" else words(code, n))
    # Nobody guesses the key of a sentence.
    monkeypatch.setattr(Desk, "card", lambda desk, _: desk._deck.cards[0])
    method, path = operation.split()

    @given(case=described[path][method].as_strategy(generation_mode=mode))
    @CALM
    def answers(case: Any) -> None:
        case.call_and_validate(headers=HERE, excluded_checks=[BEYOND])

    answers()


def test_it_names_what_there_is_and_loads_nothing(asking: Callable[..., TestClient]) -> None:
    web = asking()
    told = web.get("/api/v1/openapi.json").json()["paths"]
    assert {f"{method.upper()} {path}" for path in told for method in told[path]} == set(OPERATIONS)
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert web.get(path).status_code == 404
