"""What is measured of the parts of the shipped model, and written into its card."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from commsense.backends.encoder import Encoder
from commsense.lang import LANGUAGES
from commsense.training import card, choose, corpus, evaluation
from commsense.training.choose import Choice, Parts, Scores
from commsense.training.evaluation import Judged

REAL, OWN, DEV = (
    "real, labelled for the project",
    "real, our own labels",
    "authored dev (synthetic)",
)
MODELS = {
    "encoder and heads": choose.by_all,
    "archive mode": choose.by_cascade,
    "linear heads": choose.by_linear,
}
TIMED = 600


@dataclass(frozen=True, slots=True)
class Measured:
    """The numbers that were chosen, the figures of ``model.toml``, and the tables of the card."""

    choices: dict[str, Choice]
    jargon: float
    metrics: dict[str, dict[str, float]]
    tables: str


def measure(
    parts: Parts, everything: corpus.Corpus, fold: int, say: Callable[[str], None]
) -> Measured:
    """Measure parts that were trained without ``fold`` on its threads, and on the authored dev."""
    tested = corpus.split(everything, fold).tested
    found = {language: choose.scored(parts, tested, language) for language in LANGUAGES}
    dev = {language: choose.scored(parts, everything.dev, language) for language in LANGUAGES}
    choices = {language: choose.choose(each) for language, each in found.items()}
    judged = {
        name: [
            each
            for language in LANGUAGES
            for each in _sets(found[language], dev[language], choices[language], model)
        ]
        for name, model in MODELS.items()
    }
    figures = {name: [evaluation.figures(each) for each in sets] for name, sets in judged.items()}
    best, archive, linear = (judged[name] for name in MODELS)
    gains = [
        d for one, other in zip(best, linear, strict=True) for d in evaluation.compare(one, other)
    ]
    losses = [
        d for one, other in zip(archive, best, strict=True) for d in evaluation.compare(one, other)
    ]
    limit = choose.jargon_limit(list(found.values()))
    tables = [
        "## Figures\n",
        card.means(figures),
        card.gains(gains, "encoder and heads", "linear heads"),
        card.gains(losses, "archive mode", "the whole model"),
        _speed(parts, found, choices),
        _jargon(found, limit),
        *(
            card.labels(each, choices[each.language].full.thresholds)
            for each in figures["encoder and heads"]
        ),
    ]
    for table in tables[1:5]:
        say(table)
    metrics = {
        each.language: card.summary(each)
        for each in figures["encoder and heads"]
        if each.name == REAL
    }
    return Measured(choices, limit, metrics, "\n".join(tables))


def _sets(found: Scores, dev: Scores, choice: Choice, model: choose.Model) -> list[Judged]:
    whole = choose.crossed("", found, model)
    others = np.array([each.jargon is not None for each in found.rows])
    return [
        choose.only(whole, others, REAL),
        choose.only(whole, ~others, OWN),
        choose.judged(DEV, dev, model(choice, dev)),
    ]


def _speed(parts: Parts, found: dict[str, Scores], choices: dict[str, Choice]) -> str:
    """Time the whole model against archive mode on the same sentences, in one run, one thread."""
    encoder = Encoder(parts.weights, parts.vocabulary)
    lines = []
    for language, scores in found.items():
        part = scores.part(np.arange(len(scores.rows)) < TIMED)
        given = [each.given for each in part.rows]
        kept = [
            each
            for each, go in zip(given, choose.open_rows(choices[language], part), strict=True)
            if go
        ]
        start = time.perf_counter()
        encoder.read(given)
        whole = time.perf_counter() - start
        start = time.perf_counter()
        choose.alone(encoder, kept)
        less = time.perf_counter() - start
        lines.append(
            f"Archive mode, {language}: the encoder reads {len(kept) / len(given):.0%} of the"
            f" sentences, {whole / less:.1f} times as fast as the whole model on the same."
        )
    return "\n".join([*lines, ""])


def _jargon(found: dict[str, Scores], limit: float) -> str:
    lines = [
        "| jargon spans (overlap) | marked | found | precision | recall |",
        "|---|---|---|---|---|",
    ]
    for language, scores in found.items():
        _, precision, recall, given, marked = choose.spans([scores], limit)
        lines.append(
            f"| {language}, model alone | {marked} | {given} | {precision:.2f} | {recall:.2f} |"
        )
    return "\n".join([*lines, ""])
