"""Signatures, disclaimers, list footers and pasted stretches."""

from __future__ import annotations

import pytest

from commsense.conversation import Kind, Message, Part, Person, Place
from commsense.text.clean import clean

SENDER = Person("Anna Berg via users", "anna@berg.example")
OWN = "The fix is live since nine, please try again."

SIGNATURES = [
    "-- \nAnna",
    "--\nAnna Berg\nNorthwind Ltd",
    "Best regards,\nAnna",
    "Kind regards\n\nAnna Berg\nHead of Support\n+44 20 7946 0000",
    "Mit freundlichen Grüßen\nAnna Berg",
    "Cordialement,\nAnna Berg",
    "Un saludo,\nAnna",
    "Cheers 🎉\nAnna",
    "Best regards, Anna",
    "Anna",
    "- Anna",
    "Anna Berg, Engineer\nTel: +44 20 7946 0000",
    "Anna Berg\nEnergy Sciences Network (ESN)\nE-mail: anna@berg.example",
    "Sent from my iPhone",
    "Get Outlook for iOS<https://aka.example/x>",
    "Von meinem iPhone gesendet",
    "Envoyé de mon iPhone",
    "发自我的 iPhone",
    "发自我的华为手机",
    "此致\n敬礼！",
    "祝好\n陈思远",
    "顺颂商祺\n陈思远",
    "陈思远\n项目经理",
    "陈思远\n2024年3月1日",
    "陈思远\n电话：021-5550 1234\n地址：上海市示例路100号",
    "—————\nAnna Berg\n📱 +44 20 7946 0000",
    "AB",
    "-- \n" + "\n".join(f"Line {number} of the address." for number in range(25)),
]


def cleaned(body: str) -> Message:
    return clean(Message("1", Kind.EMAIL, Place("x"), body, sender=SENDER))


def texts(message: Message, part: Part) -> str:
    return "".join(message.text[s.start : s.end] for s in message.segments if s.part is part)


@pytest.mark.parametrize("signature", SIGNATURES)
def test_signature(signature: str) -> None:
    message = cleaned(f"{OWN}\n\n{signature}\n")
    assert texts(message, Part.OWN).strip() == OWN
    assert texts(message, Part.SIGNATURE).strip() == signature.strip()


@pytest.mark.parametrize(
    "last",
    [
        "Sent from my desk, is much easier than my mobile phone.",
        "As regards the timeline, we should be done by Friday.",
        "Please call 020 7946 0000",
        "See https://brightline.example/status",
        "Thanks!",
        "谢谢",
        "Agreed",
        "-- first point\n-- second point",
        "收到",
    ],
)
def test_what_only_looks_like_a_signature(last: str) -> None:
    message = cleaned(f"{OWN}\n\n{last}\n")
    assert texts(message, Part.SIGNATURE) == ""


def test_thanks_stay_own_and_the_name_does_not() -> None:
    message = cleaned(f"{OWN}\n\nThanks,\nAnna")
    assert texts(message, Part.OWN).endswith("Thanks,\n")
    assert texts(message, Part.SIGNATURE) == "Anna"


def test_a_sentence_of_the_company_about_itself_belongs_to_the_signature() -> None:
    block = (
        "Regards,\nAnna Berg\nBerg Logistics\nT: +44 20 7946 0000\n[logo]<https://berg.example/x>"
    )
    slogan = "Berg Logistics is the proud winner of the Sea Prize 2031!"
    assert texts(cleaned(f"{OWN}\n\n{block}\n\n{slogan}\n"), Part.OWN).strip() == OWN
    after = "I forgot: the server is down again."
    assert after in texts(cleaned(f"{OWN}\n\n{block}\n\n{after}\n"), Part.OWN)


def test_two_signatures() -> None:
    message = cleaned(f"{OWN}\n\nBest regards,\nAnna\n\n--\nAnna Berg\n\nSent from my iPhone\n")
    assert texts(message, Part.OWN).strip() == OWN


def test_a_postscript_is_own() -> None:
    message = cleaned(f"{OWN}\n\nRegards,\nAnna\n\nP.S. The invoice follows on Monday.\n")
    assert "The invoice follows" in texts(message, Part.OWN)
    assert texts(message, Part.SIGNATURE).strip() == "Regards,\nAnna"


DISCLAIMERS = [
    "This e-mail and any attachments are confidential and intended for the addressee.",
    "CONFIDENTIALITY NOTICE: do not read this.",
    "Diese E-Mail enthält vertrauliche Informationen.",
    "Ce message et ses pièces jointes sont confidentiels.",
    "Este mensaje es confidencial.",
    "本邮件及其附件含有保密信息，仅限于发送给上面的收件人。",
    "免责声明：本邮件仅供参考。",
]


@pytest.mark.parametrize("disclaimer", DISCLAIMERS)
def test_disclaimer(disclaimer: str) -> None:
    message = cleaned(f"{OWN}\n\n{disclaimer}\n")
    assert texts(message, Part.OWN).strip() == OWN
    assert texts(message, Part.DISCLAIMER).strip() == disclaimer


def test_a_disclaimer_right_below_the_signature() -> None:
    signature = "Anna Berg | Head of Operations | Northwind Logistics and Forwarding"
    disclaimer = "This e-mail is confidential and only for the person named above."
    message = cleaned(f"{OWN}\n\nBest,\nAnna\n\n{signature}\n{disclaimer}\nPlease delete it.\n")
    assert texts(message, Part.OWN).strip() == OWN
    assert texts(message, Part.DISCLAIMER).startswith(disclaimer)


def test_words_about_secrecy_are_own() -> None:
    body = (
        "Even after the sale our analysis of it remains strictly confidential. Note that the\n"
        "confidentiality agreements that we sign preclude any talk with the target company.\n"
    )
    assert texts(cleaned(body), Part.DISCLAIMER) == ""


FOOTERS = [
    "_______________________________________________\nusers mailing list\nusers@lists.example",
    "To unsubscribe from this list, send a mail to leave@lists.example",
    '-- \nYou received this message because you are subscribed to the Google Groups "x" group.',
    "-------------- next part --------------\nAn HTML attachment was scrubbed...\nURL: <x>",
    "------------------------ Yahoo! Groups Sponsor ---------------------~-->\nBuy now",
    "如需退订，请点击此处",
]


@pytest.mark.parametrize("footer", FOOTERS)
def test_footer(footer: str) -> None:
    message = cleaned(f"{OWN}\n\n{footer}\n")
    assert texts(message, Part.OWN).strip() == OWN
    assert texts(message, Part.FOOTER).strip() == footer


PASTED = [
    "-----BEGIN PGP SIGNATURE-----\nabc\n-----END PGP SIGNATURE-----",
    "```\nprint(1)\n```",
    "diff --git a/x b/x\nindex 1..2\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\n+new",
    'Traceback (most recent call last):\n  File "x.py", line 1, in <module>\nValueError: bad',
    "build/portal/parts/src/mail/sender.cpp.o: In function with a long\nname\n"
    "build/portal/parts/src/mail/sender.cpp:(.text+0x231): undefined reference to a\n"
    "long name\ncollect2: error: ld returned 1 exit status",
    "anna@berg:~/portal$ ./build.sh\n/usr/lib/portal/include\n../portal/config.local",
    "4/16 KB\n8/16 KB\n16/16 KB\nUploaded: https://repo.example/x.jar",
    "[INFO] starting\n[WARN] no disk\n[ERROR] stopped",
    "2024-01-01 10:00:00 start\n2024-01-01 10:00:01 stop",
    "int a = 1;\nint b = 2;\nreturn a;",
    "# Get the image\nimage = camera.shot()\n# Get its size\nx = image.x\ny = image.y",
    "src/a.cpp.o: In function `run()':\na.cpp:(.text+0x231): undefined reference to `stop'",
    "os.name => Fox\njava.vm.info => mixed mode",
    "ddb739a4 (LOCAL_ONLY) 20140902 Stack.ijm\n2691d4c2 (LOCAL_ONLY) 20140804 Fold.ijm",
    "==========",
]


@pytest.mark.parametrize("pasted", PASTED)
def test_pasted(pasted: str) -> None:
    message = cleaned(f"{OWN}\n\n{pasted}\n\nWhat is wrong here?\n")
    assert texts(message, Part.MARKUP).strip() == pasted
    assert "What is wrong here?" in texts(message, Part.OWN)
