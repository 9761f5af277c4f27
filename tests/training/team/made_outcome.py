"""What came of a training, made up: one task of the guide and two of a team's own."""

from __future__ import annotations

from commsense.training.evaluation import Range
from commsense.training.team.outcome import LabelOutcome, Mistake, Outcome, TaskOutcome, Versus

RELIABILITY = (
    (0.04, 0.02, 310),
    (0.14, 0.11, 42),
    (0.26, 0.3, 20),
    (0.0, 0.0, 0),
    (0.46, 0.38, 13),
    (0.55, 0.5, 6),
    (0.66, 0.62, 13),
    (0.75, 0.6, 15),
    (0.86, 0.79, 24),
    (0.95, 0.93, 44),
)


def label(
    name: str = "question", examples: int = 96, f1: float = 0.71, **changes: object
) -> LabelOutcome:
    given: dict[str, object] = {
        "label": name,
        "examples": examples,
        "seen": examples + 7,
        "precision": f1 - 0.03,
        "recall": f1 + 0.04,
        "f1": Range(f1, f1 - 0.08, f1 + 0.06),
        "base": f1 - 0.13,
        "words": f1 - 0.21,
        "calibration_error": 0.034,
        "reliability": RELIABILITY,
        "curve": tuple(
            (max(1, examples * part // 4), f1 * share)
            for part, share in ((1, 0.6), (2, 0.8), (3, 0.93), (4, 1.0))
        ),
        "more": 0.04,
    }
    return LabelOutcome(**{**given, **changes})  # type: ignore[arg-type]


def task(name: str = "acts", **changes: object) -> TaskOutcome:
    given: dict[str, object] = {
        "task": name,
        "several": True,
        "sentences": 812,
        "threads": 97,
        "measure": "macro-F1",
        "value": Range(0.708, 0.64, 0.77),
        "accuracy": None,
        "languages": {"en": (601, 0.724), "zh": (211, 0.655)},
        "labels": (
            label("request", 121, 0.81, more=0.005),
            label("question", 148, 0.88, more=0.0),
            label("escalation", 34, 0.52, more=0.09),
            label("concern", 88, 0.66, more=0.03),
            label("overly_long_label_of_the_team", 41, 0.6, base=None),
            label("appreciation", 6, 0.33),
        ),
        "versus": (
            Versus("the base, default", 0.58, Range(0.128, 0.06, 0.2), 0.001),
            Versus("TF-IDF with logistic regression", 0.496, Range(0.21, 0.14, 0.29), 0.0),
        ),
        "confusion": {
            ("question", "request"): 14,
            ("request", "question"): 11,
            ("concern", ""): 17,
            ("escalation", "concern"): 9,
            ("", "concern"): 8,
        },
        "mistakes": (
            Mistake(
                "Could somebody please tell us when the second environment will be there?",
                "en",
                "request",
                "question",
                0.97,
            ),
            Mistake(
                "如果本周五之前还不能恢复，我们只能向贵司管理层反映了。",
                "zh",
                "escalation",
                "concern",
                0.91,
            ),
            Mistake("We are fine with that for now.", "en", "", "concern", 0.66),
        ),
    }
    return TaskOutcome(**{**given, **changes})  # type: ignore[arg-type]


def topic() -> TaskOutcome:
    """A task of a team's own of which one label holds, small, no base to compare with."""
    names = ("billing", "delay", "人员变动")
    counts = ((41, 6, 2), (5, 52, 3), (1, 2, 9))
    return task(
        "topic",
        several=False,
        sentences=121,
        threads=17,
        value=Range(0.79, 0.66, 0.88),
        accuracy=0.843,
        languages={"en": (90, 0.81), "zh": (31, 0.7)},
        labels=(
            label("billing", 49, 0.85, base=None),
            label("delay", 60, 0.87, base=None, more=0.02),
            label("人员变动", 12, 0.65, base=None, more=0.06),
        ),
        versus=(Versus("TF-IDF with logistic regression", 0.77, Range(0.02, -0.05, 0.09), 0.27),),
        confusion={
            (one, other): counts[i][j]
            for i, one in enumerate(names)
            for j, other in enumerate(names)
        },
        mistakes=(Mistake("新的项目经理什么时候到岗？", "zh", "人员变动", "delay", 0.88),),
    )


def outcome(**changes: object) -> Outcome:
    given: dict[str, object] = {
        "name": "acme",
        "base": "default",
        "method": "finetune",
        "why": "812 labelled sentences, 88 examples of the median label: enough to tune",
        "device": "cpu",
        "seed": 0,
        "seconds": 754.2,
        "folds": 5,
        "grouped": "thread",
        "sentences": 933,
        "tasks": (task(), topic()),
        "better": {"acts": True, "topic": False},
        "refused": "",
        "kept": {"en": 0.981, "zh": 0.962},
        "left_out": {"in another language": 12, "labelled differently by as many people": 31},
        "data_sha256": "9f2c" * 16,
    }
    return Outcome(**{**given, **changes})  # type: ignore[arg-type]
