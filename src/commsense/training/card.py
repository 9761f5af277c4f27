"""The model card: what a model of linear heads was trained on and how well it reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commsense.assessment import ACTS, FLAGS, SENTIMENTS
from commsense.training.evaluate import Quality, macro_f1

Figures = Mapping[str, tuple[Quality, float]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was measured for one language: by thread, by source, without sides, another's."""

    threads: Figures
    sources: Figures
    no_sides: Figures
    other: Mapping[str, Figures]
    thresholds: Mapping[str, float]

    def summary(self) -> dict[str, float]:
        """Give the figures that ``model.toml`` holds."""
        return {
            "acts_macro_f1": macro(self.threads, ACTS),
            "acts_macro_f1_other_sources": macro(self.sources, ACTS),
            "acts_macro_f1_sides_unknown": macro(self.no_sides, ACTS),
            "flags_macro_f1": macro(self.threads, FLAGS),
            "sentiment_macro_f1": macro(self.threads, SENTIMENTS),
        }


def macro(figures: Figures, labels: tuple[str, ...]) -> float:
    """Give the mean F1 of the labels that at least 10 real sentences have."""
    return macro_f1(figures[label][0] for label in labels)


def card(intro: str, evidence: Mapping[str, Evidence]) -> str:
    """Write the card in Markdown: ``intro``, then the figures of each language."""
    return "\n".join([intro, *(_language(name, each) for name, each in evidence.items())])


def _language(name: str, evidence: Evidence) -> str:
    summary = evidence.summary()
    lines = [
        f"## Figures: {name}",
        "",
        f"Macro-F1 over acts {summary['acts_macro_f1']:.3f} "
        f"(sides unknown {summary['acts_macro_f1_sides_unknown']:.3f}; "
        f"each source left out in turn {summary['acts_macro_f1_other_sources']:.3f}), "
        f"over flags {summary['flags_macro_f1']:.3f}, "
        f"over sentiment {summary['sentiment_macro_f1']:.3f}.",
        *(
            f"{other}: sentiment macro-F1 {macro(found, SENTIMENTS):.3f} on the same sentences."
            for other, found in evidence.other.items()
        ),
        "",
        "| label | real sentences | precision | recall | F1 | F1, source left out"
        " | calibration error | threshold |",
        "|---|---|---|---|---|---|---|---|",
        *(_row(label, evidence) for label in SENTIMENTS + ACTS + FLAGS),
        "",
    ]
    return "\n".join(lines)


def _row(label: str, evidence: Evidence) -> str:
    found, error = evidence.threads[label]
    away = evidence.sources[label][0]
    return (
        f"| {label} | {found.count} | {found.precision:.2f} | {found.recall:.2f} | {found.f1:.2f} "
        f"| {away.f1:.2f} | {error:.3f} | {evidence.thresholds[label]:.2f} |"
    )
