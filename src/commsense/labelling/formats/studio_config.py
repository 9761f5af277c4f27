"""The labelling configuration of Label Studio that asks the tasks of a scheme."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from commsense.labelling.formats.carried import BEFORE
from commsense.labelling.formats.studio_tasks import TEXT, control
from commsense.labelling.scheme import Scheme, Task


def config(scheme: Scheme, asked: Sequence[str]) -> str:
    """Write the configuration, to be pasted at Settings → Labeling Interface → Code.

    Args:
        scheme: where the tasks are.
        asked: their names, in the order in which they are asked.
    """
    spans = [scheme[name] for name in asked if scheme[name].spans]
    choices = [scheme[name] for name in asked if not scheme[name].spans]
    lines = ["<View>"]
    lines += [f'  <Text name="{BEFORE}" value="${BEFORE}"/>']
    for task in spans:
        lines += _block("Labels", task, scheme, 'showInline="true"', "Label")
    lines += [f'  <Text name="{TEXT}" value="${TEXT}" granularity="symbol"/>']
    for task in choices:
        lines += [f'  <Header value={quoteattr(task.name)} size="6"/>']
        kind = "multiple" if task.several else "single-radio"
        lines += _block("Choices", task, scheme, f'choice="{kind}" showInline="true"', "Choice")
    return "\n".join([*lines, "</View>", ""])


def _block(tag: str, task: Task, scheme: Scheme, more: str, inner: str) -> list[str]:
    name = quoteattr(control(task.name, scheme))
    values = [f"    <{inner} value={quoteattr(value)}/>" for value in task.values]
    return [f'  <{tag} name={name} toName="{TEXT}" {more}>', *values, f"  </{tag}>"]
