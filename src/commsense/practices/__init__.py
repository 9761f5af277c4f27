"""The ten practices: data that says what a team's messages should do, and what judges by it.

``load`` reads the practice files, ``judge_thread`` and ``judge_client`` make findings from what
was seen, ``explain`` says what a criterion asks. The format of the files is told in ``parsing``.
"""

from commsense.practices.explaining import Explanation, explain
from commsense.practices.history import ClientHistory, Moment
from commsense.practices.judge import judge_thread
from commsense.practices.judge_past import judge_client
from commsense.practices.loading import PracticeSet, load
from commsense.practices.remembering import remember

__all__ = [
    "ClientHistory",
    "Explanation",
    "Moment",
    "PracticeSet",
    "explain",
    "judge_client",
    "judge_thread",
    "load",
    "remember",
]
