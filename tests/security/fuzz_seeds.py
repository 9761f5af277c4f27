"""Good input of each kind, from which hostile input is made."""

from __future__ import annotations

MAIL = (
    b"From: Ann Lee <ann@client.example>\nTo: Bo <bo@team.example>, =?utf-8?B?5p2O6Zu3?= "
    b"<lilei@client.example>\nSubject: =?utf-8?q?Re=3A_Report?=\nDate: Mon, 4 May 2026 10:00:00 "
    b"+0000\nMessage-ID: <1@client.example>\nReferences: <0@team.example>\nMIME-Version: 1.0\n"
    b'Content-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/plain; '
    b"charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nHi Bo,\n\nwhen do we get the "
    b"report? We are not happy.\n\nBest regards\nAnn\n-- \nAnn Lee\nT +44 20 7946 0000\n\nOn Fri, "
    b"1 May 2026 at 09:00, Bo <bo@team.example> wrote:\n> We will send it =\nsoon.\n>\n> Bo\n--b\n"
    b"Content-Type: text/html; charset=gb2312\nContent-Transfer-Encoding: base64\n\n"
    b"PGh0bWw+PGJvZHk+PHA+SGk8L3A+PC9ib2R5PjwvaHRtbD4=\n--b--\n"
)
HTML = (
    '<html><head><style>p {}</style></head><body><p class="MsoNormal">Hi&nbsp;Bo,</p><table><tr>'
    "<td>a<td>b</table><ol><li>When?<li>Who &amp; why?</ol><pre>x\n  y &lt;</pre><div "
    'style="display:none">no</div><blockquote type="cite">We will.<br>Bo</blockquote><div '
    'class="gmail_quote">发件人: 李雷 &lt;lilei@client.example&gt;<br>发送时间: 2026年5月4日</div>'
)
PLAIN = (
    "Hi Bo,\n\n1. When do we get it?\n2) Who pays?\n\n> We will send it.\n>> And soon.\nYes.\n\n"
    "谢谢。我们下周上线！\n\n发件人: 李雷 <lilei@client.example>\n发送时间: 2026年5月4日 10:00\n"
    "收件人: Bo\n主题: 报告\n\n什么时候给我们?\n________________________________\n"
    "From: Ann\nSent: Monday, 4 May 2026\nTo: Bo\nSubject: Report\n\nPlease.\n"
)
NOTES = (
    "# Weekly meeting\n\nDate: 2026-05-04 10:00\nAttendees: Ann Lee (client), Bo, 李雷\n\n## Topics"
    "\n\n- **Ann:** When is the report due?\n- Bo: We will send it by Friday.\n\n| Who | What |\n"
    "|---|---|\n| Bo | [report](http://x.example) |\n\n李雷：什么时候上线？\n"
)
VTT = (
    "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\n<v Ann Lee>When is it due?</v>\n\n"
    "00:00:05.000 --> 00:00:08.000\nBo: We will <i>send</i> it.\n"
)
XML = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Minutes</w:t></w:r></w:p><w:p><w:r>'
    "<w:t>Ann: When?</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>"
    "</w:tr></w:tbl></w:body></w:document>"
)
CSV = 'id,text,sender,date\n1,"When, Bo?",Ann <ann@client.example>,2026-05-04\n2,Soon.,Bo,\n'
LABELS = (
    '{"id": "1", "text": "When is it due?", "side": "client", "acts": ["question"], "sentiment": '
    '"neutral", "annotator": "Maya"}\n{"id": "2", "text": "我们会处理。", "flags": [], '
    '"annotator": "Li", "spans": [[0, 2, "jargon"]]}\n'
)
SETTINGS = (
    '[team]\ndomains = ["team.example"]\n[[clients]]\nname = "Client"\ndomains = ["client.example"]'
    '\n[standards]\nresponse_hours = 8\nworkday_start = 09:00:00\ntimezone = "Europe/London"\n'
    '[limits]\ndepth = 4\n[columns]\ntext = "body"\n[check]\nignore = ["CO3"]\n'
)
PRACTICE = (
    'key = "house-style"\ntitle = "House style"\nwhy = "One voice."\nsource = "Our handbook"\n\n'
    '[[criteria]]\nid = "HS1"\ntitle = "A day"\nwhy = "It can be planned."\nsource = "Page 4"\n'
    'level = "message"\nhow = "The mail does not say asap."\nadvice = "Name the day."\n'
    '[criteria.rule]\nkind = "absent"\nany = ["own:asap"]\n[[criteria.examples.met]]\n'
    'text = "You will have it on Friday."\n[[criteria.examples.missed]]\ntext = "Soon, asap."\n'
)
GLOSSARY = (
    'known = ["ERP"]\n[terms.en]\n"big-bang cutover" = "all at once"\n[terms.zh]\n'
    '"切换窗口" = "停机"\n'
    '[words.asap]\nen = ["asap"]\nzh = ["尽快"]\n'
)
SCHEME = '[[tasks]]\nname = "topic"\nvalues = ["billing", "delay"]\nseveral = false\n'
BASELINE = '{"schema": "commsense-baseline/1", "comments": ["0123456789abcdef"]}'
