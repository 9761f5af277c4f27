"""Meeting notes: who speaks, and what nobody says."""

from __future__ import annotations

from commsense.conversation import Kind, Message, Part, Place
from commsense.text.clean import clean

NOTES = """# Weekly call

Date: 2024-03-01

## Attendees

* Rich Moore (Northwind)
* Brie Lund @brie

## Discussion

* Brie: the export fails since Monday.
  It stops at 10,000 rows.
* Rich, we can live with it until Friday
* **Rich** - see [the ticket](https://brightline.example/t/1)
* Risk: budget is tight

| Owner | Task |
|-------|------|
| Brie  | Send the corrected export to the customer by Friday |

```
SELECT 1;
```
"""

ZH = """会议纪要
时间：2024年3月1日
参会人员：王工、李经理、陈思远

王工：接口已经改好，明天部署。
陈思远：测试环境什么时候可用？
李经理：周五之前。
结论：按计划上线。
"""


def notes(body: str, body_type: str) -> Message:
    return clean(Message("1", Kind.NOTES, Place("x"), body, body_type=body_type))


def own(cleaned: Message) -> list[str]:
    text = "\n".join(cleaned.text[s.start : s.end] for s in cleaned.segments if s.part is Part.OWN)
    return [line.strip(" *-") for line in text.split("\n") if line.strip(" *-")]


def test_markdown_notes() -> None:
    assert own(notes(NOTES, "markdown")) == [
        "the export fails since Monday.",
        "It stops at 10,000 rows.",
        "we can live with it until Friday",
        "see the ticket",
        "Risk: budget is tight",
        "Brie | Send the corrected export to the customer by Friday",
    ]


def test_speakers_of_markdown_notes() -> None:
    cleaned = notes(NOTES, "markdown")
    said = [(turn.speaker, cleaned.text[turn.start : turn.end]) for turn in cleaned.turns]
    assert said == [
        ("Brie", "the export fails since Monday.\n  It stops at 10,000 rows."),
        ("Rich", "we can live with it until Friday"),
        ("Rich", "see the ticket"),
    ]


def test_chinese_notes() -> None:
    cleaned = notes(ZH, "plain")
    assert [turn.speaker for turn in cleaned.turns] == ["王工", "陈思远", "李经理"]
    said = own(cleaned)
    assert "测试环境什么时候可用？" in said
    assert not any("参会人员" in line or "时间：2024" in line for line in said)


def test_offsets_lead_back_to_markdown() -> None:
    cleaned = notes(NOTES, "markdown")
    for run in cleaned.runs:
        text = cleaned.text[run.start : run.start + run.length]
        assert text == NOTES[run.raw : run.raw + run.length]
    assert "https" not in cleaned.text


def test_operators_are_no_emphasis() -> None:
    assert (
        notes("2 * 3 * 4 and some__name__here", "markdown").text == "2 * 3 * 4 and some__name__here"
    )


def test_a_remark_set_apart_loses_its_mark() -> None:
    assert notes("- Talk by Tom\n  > About 5 minutes", "markdown").text.split("\n")[1] == (
        "About 5 minutes"
    )
