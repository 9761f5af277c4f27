"""The sentences that stand in every report, for people who are no statisticians."""

from __future__ import annotations

from commsense.training.evaluation import LEAST
from commsense.training.team.comparing import LEAST as MEANT

GLOSSARY = (
    ("Examples", "sentences (or stretches of text) to which people gave the label."),
    ("Found", "those in which the model saw it."),
    ("Precision", "of the sentences in which the model saw the label, the share that has it."),
    ("Recall", "of the sentences that have the label, the share that the model found."),
    ("F1", "one number for both; 1 is perfect, 0 is nothing right. Macro-F1 is the mean of the"
     f" labels with at least {MEANT} examples, rare ones counting as much as common ones."),
    ("95 % interval", "with other threads of the same kind the figure would lie in it in about 95"
     " of 100 cases. A wide one means that the examples were few."),
    ("Base", "F1 of the model that the training started from, on the same sentences;"
     " – where it does not know the label."),
    ("TF-IDF", "F1 of a simple model that only weighs words, trained on the same labels. What"
     " does not beat it is not worth its size. For jargon, of a list of the terms that people"
     " marked."),
    ("Calibration error", "how far the chance that the model gives is from how often it is right,"
     " on average. Up to .05 is good."),
)  # fmt: skip
"""What the columns of the tables mean."""
CURVES = (
    "Each curve shows how F1 grew with the sentences that have the label. One that still rises"
    " promises more from further labels; a flat one does not. The broken line is an estimate."
    " Curves are measured on one part, with the quickest method: they tell which label is short of"
    " examples, so they can end elsewhere than the figures above."
)
CHANCES = "A model that gives a chance of 80 % should be right in 80 of 100 cases."
CHANCES_DRAWN = (
    "Then its points lie on the line. Below the line it is too sure, above it not sure enough."
    f" Hollow points stand for fewer than {LEAST} sentences and say little."
)
CONFUSION_ONE = "Rows are what people said, columns what the model read; the diagonal is right."
CONFUSION_SEVERAL = "The commonest misreadings. (none): no label of this task."
MISTAKES = (
    "Sentences that the model read otherwise than people did; where it was surest comes first."
    " Look at them: some may be labelled wrongly."
)
PRIVATE = (
    "These sentences are from your own mail. They are on this machine only. Handle this page as"
    " you handle the mail itself."
)
NO_QUOTES = (
    "This card may go with the model to others, so it quotes none of your mail. The sentences that"
    " were misread are in `report.html`, which stays with you: handle that page as you handle the"
    " mail itself."
)
KEPT = "How often the labels that were not trained are read as the model before read them."
NOT_KEPT = "That was not measured, or there was no other label."
REFUSED_USE = "The model was not installed, so nothing changes: go on with the one you had."
