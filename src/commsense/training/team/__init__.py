"""Training on a team's own labels: rows → material → folds → a method → decisions → a folder.

``material`` makes lessons of label rows, ``folds`` keeps threads (or clients) together,
``methods`` picks by the amount of data, ``fitted`` holds what a method gives, ``deciding``
calibrates on held-out parts, ``judging`` and ``comparing`` hold the new model against the base and
against TF-IDF with logistic regression, ``installing`` writes the folder, ``run`` goes through all
of it and can be resumed. Needs the extra ``train``.
"""
