from email.message import EmailMessage

from hypothesis import given
from hypothesis import strategies as st

from parsers.formats.mail import read_mail


def message() -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "FOI Team <foi@example.pnn.police.uk>"
    mail["To"] = "desk@example.org"
    mail["Subject"] = "Your request FOI 123/24"
    mail["Date"] = "Tue, 05 Mar 2024 10:00:00 +0000"
    mail["Message-ID"] = "<1@example>"
    mail.set_content("Dear Desk,\n\nThe figures are attached.\n\nOn 1 Feb 2024, Desk wrote:\n> How many?\n")
    return mail


def test_body_quoted_request_and_headers() -> None:
    document = read_mail(message().as_bytes())
    assert [(p.text, p.furniture) for p in document.passages] == [
        ("Dear Desk,", False),
        ("The figures are attached.", False),
        ("On 1 Feb 2024, Desk wrote: How many?", True),
    ]
    assert document.facts == {
        "sender": "foi@example.pnn.police.uk",
        "subject": "Your request FOI 123/24",
        "message_id": "<1@example>",
        "date": "2024-03-05",
    }


def test_attachments_are_inner_documents_and_names_are_no_paths() -> None:
    mail = message()
    mail.add_attachment(b"a,b\n1,2\n", maintype="text", subtype="csv", filename="../../figures.csv")
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="octet-stream", filename="letter.xlsx")
    document = read_mail(mail.as_bytes())
    assert [(inner.name, inner.data) for inner in document.inner] == [
        (".._.._figures.csv", b"a,b\n1,2\n"),
        ("letter.xlsx", b"%PDF-1.4"),
    ]


def test_a_message_inside_a_message_is_an_inner_document() -> None:
    mail = message()
    mail.add_attachment(message())
    inner = read_mail(mail.as_bytes()).inner
    assert len(inner) == 1
    assert b"The figures are attached" in inner[0].data


def test_html_alone_is_read_as_text_without_its_scripts() -> None:
    mail = EmailMessage()
    mail["From"] = "a@b.police.uk"
    mail["Subject"] = "x"
    mail.set_content(
        "<html><head><style>p{}</style></head><p>Total:<b>5</b></p><script>1</script>", subtype="html"
    )
    assert [p.text for p in read_mail(mail.as_bytes()).passages] == ["Total: 5"]


def test_small_inline_pictures_are_badges_and_large_ones_are_named() -> None:
    mail = message()
    mail.add_attachment(
        b"\x89PNG" + b"0" * 100, maintype="image", subtype="png", cid="<a>", filename="logo.png"
    )
    mail.add_attachment(
        b"\x89PNG" + b"0" * 20_000, maintype="image", subtype="png", cid="<b>", filename="t.png"
    )
    assert [inner.name for inner in read_mail(mail.as_bytes()).inner] == ["t.png"]


@given(st.binary(max_size=600))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    read_mail(b"From: a@b\nSubject: c\nContent-Type: multipart/mixed; boundary=x\n\n--x\n" + data)
