"""Each criterion's examples, judged by the whole line in both languages."""

from __future__ import annotations

import pytest
import staged

from commsense import practices
from commsense.labels import Verdict
from commsense.practices.criteria import Example

PRACTICE_SET = practices.load()


def _cases():
    for practice in PRACTICE_SET.practices:
        for criterion in practice.criteria:
            translated = PRACTICE_SET.translations["zh"][practice.key].criteria[criterion.id]
            for language, examples in (("en", criterion.examples), ("zh", translated)):
                for verdict in ("met", "missed"):
                    for number, example in enumerate(getattr(examples, verdict), 1):
                        name = f"{criterion.id}-{language}-{verdict}-{number}"
                        yield pytest.param(criterion.id, language, verdict, example, id=name)


@pytest.mark.parametrize(("criterion", "language", "verdict", "example"), list(_cases()))
def test_example(criterion: str, language: str, verdict: str, example: Example):
    findings = staged.judge(example.thread, language, PRACTICE_SET)
    verdicts = {f.verdict.value for f in findings if f.criterion == criterion}
    assert verdicts == {verdict}


def test_examples_fill_the_blanks_of_their_advice():
    for practice in PRACTICE_SET.practices:
        for criterion in practice.criteria:
            for example in criterion.examples.missed:
                for finding in staged.judge(example.thread, "en", PRACTICE_SET):
                    if finding.criterion == criterion.id and finding.verdict is Verdict.MISSED:
                        advice = criterion.advice.format(**finding.values)
                        assert "{" not in advice
                        assert finding.evidence
