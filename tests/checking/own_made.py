"""Files of a team's own criteria and words, as a team would write them."""

from __future__ import annotations

from pathlib import Path

WORDS = """
known = ["ERP"]

[terms.en]
"big-bang cutover" = "switching everything over in one night"
"hypercare" = ""

[terms.zh]
"切换窗口" = "停机切换的那几个小时"

[words.asap]
en = ["asap", "as soon as possible"]
zh = ["火速"]
"""


def criteria(key: str = "house-style", name: str = "HS1", labels: str = '"own:asap"') -> str:
    """Give a file of practices with one criterion: a mail has none of the labels."""
    return f"""
key = "{key}"
title = "House style"
why = "One voice."
source = "Our handbook"

[[criteria]]
id = "{name}"
title = "A day instead of asap"
why = "A day can be planned with."
source = "Our handbook, page 4"
level = "message"
how = "The mail does not say asap."
advice = "Name the day."
[criteria.rule]
kind = "absent"
any = [{labels}]
[[criteria.examples.met]]
text = "You will have it on Friday."
[[criteria.examples.missed]]
text = "You will have it asap."
"""


def put(path: Path, text: str) -> Path:
    """Write a file, its folders too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
