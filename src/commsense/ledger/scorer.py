"""Sums of weighted features; ``scripts/fit_ledger.py`` writes the weights."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import exp

Weights = Mapping[str, float]
Tables = Mapping[str, Mapping[str, Weights]]


@cache
def tables() -> Tables:
    """Read the weights: by decision, by outcome, by feature; treat the result as read-only."""
    path = files(__package__).joinpath("weights.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def total(features: Mapping[str, float], weights: Weights) -> float:
    """Sum the features by weight; a feature without a weight counts nothing."""
    weight = weights.get
    return sum([value * weight(name, 0.0) for name, value in features.items()])


def shares(totals: Mapping[str, float]) -> dict[str, float]:
    """Turn totals into probabilities that sum to 1 (softmax)."""
    top = max(totals.values())
    powers = {name: exp(value - top) for name, value in totals.items()}
    whole = sum(powers.values())
    return {name: power / whole for name, power in powers.items()}
