"""Train SetFit as ``bench_train.py`` asks; runs in an environment of its own.

Reads one JSON object from the input and writes one to the output.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from importlib import import_module
from typing import Any

LONGEST = 80  # pieces of a sentence, a few more than the shipped model reads


def main() -> None:
    """Train, and answer with what was found and how long the training took."""
    given = json.load(sys.stdin)
    found, seconds = _trained(given)
    print(json.dumps({"found": found, "seconds": seconds}))


def _trained(given: dict[str, Any]) -> tuple[list[str], float]:
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
            num_iterations=20,
            seed=given["seed"],
            report_to="none",
            save_strategy="no",
            show_progress_bar=False,
        )
        started = time.perf_counter()
        setfit.Trainer(model=model, args=options, train_dataset=rows).train()
        took = time.perf_counter() - started
    return [str(each) for each in model.predict(given["test"])], took


if __name__ == "__main__":
    main()
