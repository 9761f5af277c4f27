"""A team's own tasks for a small model: some are copies of built-in labels, some not learned."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from commsense.backends.heads import LABELS
from commsense.backends.own_tasks import OwnTask, labels
from commsense.training.decide import Decision
from commsense.training.fit import Arrays
from commsense.training.folder import EncoderParts

TASKS = (
    OwnTask("topic", ("billing", "delay", "other-topic"), several=False),
    OwnTask("signs", ("escalation_risk", "price_talk", "升级")),
)
COPIED = {"billing": "question", "delay": "commitment", "escalation_risk": "concern"}
"""What a label of the team's own is learned as; the others are not learned."""
NEVER = -5.0
_BY_LABEL = ("weights", "scale", "cue_weights", "cue_scale", "bias", "calibration")
_PLACES = [LABELS.index(COPIED[each]) if each in COPIED else None for each in labels(TASKS)]


def more(array: np.ndarray, missing: float = 0.0) -> np.ndarray:
    """Add a column for each own label to an array whose last axis is by label."""
    none = np.full_like(array[..., 0], missing)
    columns = [none if place is None else array[..., place] for place in _PLACES]
    return np.concatenate([array, np.stack(columns, axis=-1)], axis=-1)


def taught(arrays: Arrays) -> Arrays:
    """Add the own labels to linear heads."""
    return {name: more(each) if name in _BY_LABEL else each for name, each in arrays.items()}


def decided(given: Decision) -> Decision:
    """Calibrate so that what was not learned is never seen."""
    calibration = given.calibration.copy()
    calibration[1, [len(LABELS) + i for i, place in enumerate(_PLACES) if place is None]] = NEVER
    thresholds = {**given.thresholds, **dict.fromkeys(TASKS[1].values, 0.4)}
    return replace(given, calibration=calibration, thresholds=thresholds)


def weighed(parts: EncoderParts) -> EncoderParts:
    """Weigh the own labels: by the linear heads alone, since the encoder has not learned them."""
    blend, gate = parts.blend["en"], parts.gate["en"]
    whole = more(blend)
    whole[0, len(LABELS) :] = 0
    whole[2, [len(LABELS) + i for i, place in enumerate(_PLACES) if place is None]] = NEVER
    gates = np.concatenate([gate[:-1], np.zeros(len(_PLACES)), gate[-1:]])
    gates[len(LABELS) + labels(TASKS).index("escalation_risk")] = 1.0
    return replace(
        parts, blend=dict.fromkeys(parts.blend, whole), gate=dict.fromkeys(parts.gate, gates)
    )
