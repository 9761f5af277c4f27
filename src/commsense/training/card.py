"""The tables of a model card: how well each label is read, and against what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from commsense.training.evaluation import Difference, Range, SetFigures


def summary(figures: SetFigures) -> dict[str, float]:
    """Give the means that ``model.toml`` holds."""
    return {f"{group}_macro_f1": mean.value for group, mean in figures.means.items()}


def means(rows: Mapping[str, Sequence[SetFigures]]) -> str:
    """Write macro-F1 by set: one line a model and language, for the sets of ``SetFigures``."""
    lines = [
        "| set | language | sentences | threads | model | acts | sentiment | flags |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for model, sets in rows.items():
        lines += [
            f"| {each.name} | {each.language} | {each.sentences} | {each.threads} | {model} "
            f"| {_mean(each, 'acts')} | {_mean(each, 'sentiment')} | {_mean(each, 'flags')} |"
            for each in sets
        ]
    return "\n".join([*lines[:2], *sorted(lines[2:]), ""])


def gains(differences: Sequence[Difference], model: str, other: str) -> str:
    """Write how much better one model is than another."""
    lines = [
        f"| set | language | labels | {model} against {other} | not better in |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {each.name} | {each.language} | {each.group} | {_signed(each.gain)} "
        f"| {each.chance:.1%} of draws |"
        for each in differences
    ]
    return "\n".join([*lines, ""])


def labels(figures: SetFigures, thresholds: Mapping[str, float]) -> str:
    """Write a set's figures label by label."""
    lines = [
        f"### {figures.name}, {figures.language}: {figures.sentences} sentences "
        f"in {figures.threads} threads",
        "",
        "| label | true | seen | precision | recall | F1 | calibration error | threshold |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {each.label} | {each.true} | {each.seen} | {each.precision.value:.2f} "
        f"| {each.recall.value:.2f} | {_ranged(each.f1)} | {each.calibration_error:.3f} "
        f"| {thresholds[each.label]:.2f} |"
        for each in figures.labels
    ]
    return "\n".join([*lines, ""])


def _mean(figures: SetFigures, group: str) -> str:
    mean = figures.means.get(group)
    return _ranged(mean) if mean else "–"


def _ranged(figure: Range) -> str:
    return f"{figure.value:.3f} ({figure.low:.2f}–{figure.high:.2f})"


def _signed(figure: Range) -> str:
    return f"{figure.value:+.3f} ({figure.low:+.3f} to {figure.high:+.3f})"
