"""Speaker lines in notes and transcripts: ``Anna: …``, ``王工：…``, ``**Rich** - …``, ``Brie, …``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from commsense.conversation import Part, Turn
from commsense.text.contacts import is_name
from commsense.text.lines import Line

_LEAD = r"(?:[-*+•·◦]\s{1,6}|\d{1,3}[.)、]\s{0,4})?(?:\[?\d{1,2}:\d\d(?::\d\d)?\]?\s{1,3})?"
_LATIN = r"@?[A-ZÀ-ÖØ-Þ][\w'’.-]{0,24}(?: (?:[A-ZÀ-ÖØ-Þ][\w'’.-]{0,24}|de|van|von|el|bin)){0,3}"
_HAN = r"[\u4e00-\u9fff]{2,4}(?:[(（][^)）\n]{1,20}[)）])?"
_LABEL = re.compile(
    rf"(?P<lead>{_LEAD})(?P<name>{_LATIN}(?: ?\([^()\n]{{1,30}}\))?|{_HAN})\s?(?P<mark>[:：]|\s[-–—]\s|,\s)"
)
_MENTION = re.compile(r"@[\w-]{1,40}|\([^)]{0,60}\)|（[^）]{0,60}）")
_TITLED = re.compile(
    "[\u4e00-\u9fff]{1,2}(?:工|总|老师|经理|老師|經理|主任|博士|律师|医生|主管|院长)$"
)
_NO_SPEAKER = frozenset(
    "action actions agenda answer attendees background blocker budget comment comments conclusion context cost date"
    " deadline decision decisions description discussion due example fact follow goal idea impact info issue issues"
    " item items link links location milestone minutes next note notes notice objective open owner plan present problem"
    " progress proposal purpose question questions reason recording report result resolution review risk risks scope"
    " status step steps subject summary task team time timeline title todo topic topics update updates url version"
    " warning why what when where who how q a pros cons pr ps re fwd apologies participants project http https mailto"
    " ci api first second third also important monday tuesday wednesday thursday friday saturday sunday outcome"
    " 时间 地点 日期 主题 议题 结论 备注 说明 问题 原因 决定 决议 待办 背景 目标 进度 进展 风险 注意 建议 总结 计划 附件"
    " 参会人 主持人 记录人 会议时间 会议地点 下一步 负责人 截止 任务类型 可参考 主持 记录 内容 方案 结果 要求 链接 如下"
    " 提问 回答 答复 现状 影响 处理 状态 解决 措施 行动 行动项 待办项 遗留 遗留问题 职责 期间 密码 会议密码 腾讯会议 会议主题"
    " 录屏链接 参会人员 会议 讨论 其他 其它 下次会议 主要内容 费用 预算 范围 交付 里程碑 责任人 完成时间 意见 反馈 例如 比如".split()
)


@dataclass(frozen=True, slots=True)
class Labels:
    """Turns, and the stretches of text (name and colon) that only say who speaks."""

    turns: tuple[Turn, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    index: int
    name: str
    mark: str
    start: int
    end: int


def find_turns(lines: Sequence[Line], known: Sequence[str]) -> Labels:
    """Find who says what.

    Args:
        lines: The lines of the notes, with their parts.
        known: Names known beforehand: sender, recipients.

    Returns:
        The turns, each from behind its label to the next label, heading or empty line.
    """
    people = _people(lines, known)
    candidates = [found for index in range(len(lines)) if (found := _candidate(lines, index))]
    counts = Counter(found.name.casefold() for found in candidates if found.mark != ",")
    speaking = [found for found in candidates if _is_speaker(found, people, counts)]
    starts = {found.index for found in speaking}
    turns = tuple(
        Turn(found.end, _turn_end(lines, found, starts), found.name) for found in speaking
    )
    return Labels(turns, tuple((found.start, found.end) for found in speaking))


def _people(lines: Sequence[Line], known: Sequence[str]) -> frozenset[str]:
    """Return the names and first names on the roster and among the known, in lower case."""
    names = {part for name in known for part in (name, *name.split()[:1])}
    for line in lines:
        if line.part is not Part.MARKUP or not line.text or len(line.text) > 2000:
            continue
        for entry in re.split(r"[,，、;；|:：]", _MENTION.sub("", line.text)):
            bare = entry.strip(" *-+•·\t")
            if is_name(bare):
                names.update((bare, *bare.split()[:1]))
        names.update(mention for mention in re.findall(r"@[\w-]{1,40}", line.text))
    return frozenset(name.casefold().lstrip("@") for name in names if len(name) > 1)


def _candidate(lines: Sequence[Line], index: int) -> _Candidate | None:
    line = lines[index]
    if line.part is not Part.OWN or not line.text:
        return None
    match = _LABEL.match(line.text[:120])
    if not match or (match["mark"] in ":：" and line.text[match.end() : match.end() + 2] == "//"):
        return None
    name = re.sub(r"\s?[(（][^)）]{0,30}[)）]$", "", match["name"]).lstrip("@")
    indent = line.end - line.start - len(line.text)
    offset = line.start + indent
    rest = line.text[match.end() :]
    skipped = len(rest) - len(rest.lstrip())
    return _Candidate(
        index,
        name,
        match["mark"].strip(),
        offset + match.start("name"),
        offset + match.end() + skipped,
    )


def _is_speaker(found: _Candidate, people: frozenset[str], counts: Counter[str]) -> bool:
    name = found.name.casefold()
    if name in _NO_SPEAKER or name.split()[0] in _NO_SPEAKER:
        return False
    if name in people:
        return True
    if found.mark not in (":", "："):
        return False
    if _TITLED.match(found.name):
        return True
    return is_name(found.name) and (counts[name] >= 2 or _is_han_or_full(found.name))


def _is_han_or_full(name: str) -> bool:
    return not name.isascii() or (len(name.split()) == 2 and name.replace(" ", "").isalpha())


def _turn_end(lines: Sequence[Line], found: _Candidate, starts: set[int]) -> int:
    """Return where a turn ends: before the next label, heading, empty line or outer bullet."""
    indent = _indent(lines[found.index])
    end = lines[found.index].end
    for index in range(found.index + 1, len(lines)):
        line = lines[index]
        if index in starts or not line.text or line.part is not Part.OWN:
            break
        if re.match(r"[-*+•·◦]\s|\d{1,3}[.)、]\s", line.text) and _indent(line) <= indent:
            break
        end = line.end
    return end


def _indent(line: Line) -> int:
    return line.end - line.start - len(line.text)
