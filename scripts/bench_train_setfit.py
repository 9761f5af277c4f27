"""Train SetFit as ``bench_train.py`` asks; runs in an environment of its own.

Reads one JSON object from the input and writes one to the output.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from importlib import import_module
from typing import Any

LONGEST = 80  # pieces of a sentence, a few more than the shipped model reads


def main() -> None:
    """Train, and answer with what was found and what time the training took."""
    given = json.load(sys.stdin)
    found, seconds, cpu = _trained(given)
    print(json.dumps({"found": found, "seconds": seconds, "cpu": cpu}))


def _trained(given: dict[str, Any]) -> tuple[list[str], float, float]:
    parts = import_module("sentence_transformers.models")
    setfit = import_module("setfit")
    words = parts.Transformer(given["encoder"], max_seq_length=LONGEST)
    pooled = parts.Pooling(words.get_word_embedding_dimension())
    body = import_module("sentence_transformers").SentenceTransformer(
        modules=[words, pooled], device="cpu"
    )
    head = import_module("sklearn.linear_model").LogisticRegression(max_iter=1000)
    model = setfit.SetFitModel(model_body=body, model_head=head, labels=given["labels"])
    rows = import_module("datasets").Dataset.from_dict(
        {
            "text": [text for text, _ in given["rows"]],
            "label": [label for _, label in given["rows"]],
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        options = setfit.TrainingArguments(
            output_dir=folder,
            batch_size=16,
            num_epochs=1,
            num_iterations=given["pairs"],
            seed=given["seed"],
            report_to="none",
            save_strategy="no",
            show_progress_bar=False,
        )
        started, spent = time.perf_counter(), _spent()
        setfit.Trainer(model=model, args=options, train_dataset=rows).train()
        took, cpu = time.perf_counter() - started, _spent() - spent
    return [str(each) for each in model.predict(given["test"])], took, cpu


def _spent() -> float:
    """Give the processor's seconds of this process and of those that it started."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    main()
