"""What is measured of the parts of the shipped model, and written into its card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from commsense.labels import ACTS, FLAGS, SENTIMENTS
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
        _jargon(found),
        _unsure(found, choices),
        *(
            card.labels(each, choices[each.language].full.thresholds)
            for each in figures["encoder and heads"]
        ),
    ]
    for table in tables[1:6]:
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


def _jargon(found: dict[str, Scores]) -> str:
    lines = [
        "| jargon spans (overlap) | marked | found | precision | recall |",
        "|---|---|---|---|---|",
    ]
    for place, language in enumerate(found):
        precision, recall, given, marked = choose.crossed_spans(list(found.values()), place)
        lines.append(
            f"| {language}, model alone | {marked} | {given} | {precision:.2f} | {recall:.2f} |"
        )
    return "\n".join([*lines, ""])


def _unsure(found: dict[str, Scores], choices: dict[str, Choice]) -> str:
    """Say in how many sentences of the whole model some act or flag is unsure."""
    lines = []
    for language, scores in found.items():
        full = choices[language].full
        chances = choose.by_all(choices[language], scores)[0][:, len(SENTIMENTS) :]
        low, high = (
            np.array([limits[label] for label in (*ACTS, *FLAGS)])
            for limits in (full.unsure, full.thresholds)
        )
        unsure = (chances >= low) & (chances < high)
        lines.append(
            f"Abstaining, {language}: {unsure.any(axis=1).mean():.0%} of the sentences have an act"
            f" or flag in its band of doubt, {unsure.sum(axis=1).mean():.2f} on average."
        )
    return "\n".join([*lines, ""])
