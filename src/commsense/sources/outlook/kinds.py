"""What Outlook keeps besides mails, told by the message class (MS-OXCMSG, MS-OXOCAL)."""

from __future__ import annotations

# What is left out, by the beginning of its class. An invitation is a mail that somebody wrote.
_NOT_MAILS = {
    "ipm.appointment": "a calendar entry, not a mail",
    "ipm.contact": "a contact, not a mail",
    "ipm.distlist": "a contact group, not a mail",
    "ipm.task": "a task, not a mail",
    "ipm.activity": "a journal entry, not a mail",
    "ipm.stickynote": "a sticky note, not a mail",
    "ipm.document": "a document, not a mail",
    "ipm.configuration": "a setting of Outlook, not a mail",
    "ipm.microsoft.": "a setting of Outlook, not a mail",
    "ipm.schedule.data": "a setting of Outlook, not a mail",
    "ipm.scheduledata": "a setting of Outlook, not a mail",
}
_MAILS = ("ipm.taskrequest", "ipm.schedule.meeting")
_ANSWERS = (
    "ipm.schedule.meeting.resp", "ipm.schedule.meeting.canceled", "ipm.note.rules.ooftemplate",
    "ipm.note.rules.replytemplate", "ipm.taskrequest.accept", "ipm.taskrequest.decline",
    "ipm.taskrequest.update", "ipm.outlook.recall", "ipm.schedule.meeting.notification",
)  # fmt: skip


def left_out(message_class: str) -> str:
    """Why a thing is not read as a mail; "" for a mail."""
    name = message_class.lower()
    if name.startswith(_MAILS):
        return ""
    found = (reason for begin, reason in _NOT_MAILS.items() if name.startswith(begin))
    return next(found, "")


def is_automatic(message_class: str) -> bool:
    """Whether Outlook wrote it by itself: an answer to an invitation, an absence note."""
    return message_class.lower().startswith(_ANSWERS)


def content_type(message_class: str, has_text: bool) -> str:
    """The type of a mail's parts: a report (of delivery, of reading), an encrypted mail or any."""
    name = message_class.lower()
    if name.startswith("report."):
        return "multipart/report"
    if name.startswith("ipm.note.smime") and not has_text:
        return "multipart/encrypted"
    return "multipart/mixed"
