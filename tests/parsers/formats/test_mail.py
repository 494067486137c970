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
        "<html><head><style>p{}</style></head><p>Total: <b>5</b></p><script>1</script>", subtype="html"
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


def with_bodies(plain: str, html: str) -> bytes:
    mail = EmailMessage()
    mail["From"] = "a@b.police.uk"
    mail["Subject"] = "Re: x"
    mail.set_content(plain)
    mail.add_alternative(html, subtype="html")
    return mail.as_bytes()


TABLE = "<table><tr><td>Year<td>2019<td>2020</tr><tr><td>Crimes<td>5<td>6</tr></table>"


def test_a_table_is_read_from_the_html_and_other_text_from_the_plain_form() -> None:
    document = read_mail(with_bodies("Year 2019 2020 Crimes 5 6", f"<p>Dear all</p>{TABLE}"))
    assert [cell.text for cell in document.tables[0].grid[1]] == ["Crimes", "5", "6"]
    assert [p.text for p in read_mail(with_bodies("Plain 5", "<p>Rich 5</p>")).passages] == ["Plain 5"]


def texts(plain: str, subject: str = "Re: x") -> list[tuple[str, bool]]:
    mail = EmailMessage()
    mail["From"] = "a@b.police.uk"
    mail["Subject"] = subject
    mail.set_content(plain)
    return [(p.text, p.furniture) for p in read_mail(mail.as_bytes()).passages]


HEADER = "From: Newsroom <a@b.example>\nSent: 3 March 2025\nTo: FOI\nSubject: x\n\n"


def test_what_follows_the_headers_of_an_earlier_message_is_quoted() -> None:
    assert texts(f"There were 5.\n\n{HEADER}How many of the 7?")[-1] == ("How many of the 7?", True)


def test_a_line_that_only_begins_with_from_is_no_quotation() -> None:
    assert texts("There were 5.\n\nFrom: 2019 to 2020\n\nThere were 7.")[-1] == ("There were 7.", False)


def test_an_answer_below_marked_lines_is_an_answer() -> None:
    plain = "Hello,\n\nOn 1 Feb 2024, Desk wrote:\n> How many?\n\nThere were 5.\n"
    assert texts(plain) == [
        ("Hello,", False),
        ("On 1 Feb 2024, Desk wrote: How many?", True),
        ("There were 5.", False),
    ]


def test_what_a_forwarded_message_hands_on_is_the_reply() -> None:
    plain = f"FYI\n\n{HEADER}There were 5.\n\n{HEADER}How many?"
    shown = texts(plain, "FW: Your request")
    assert ("There were 5.", False) in shown
    assert shown[-1] == ("How many?", True)


def test_quoted_parts_of_a_page_are_told_by_their_marks() -> None:
    html = f"<p>Dear all</p>{TABLE}<div class=gmail_quote><p>How many of 7?</p>{TABLE}</div>"
    document = read_mail(with_bodies("x", html))
    assert len(document.tables) == 1
    assert ("How many of 7?", True) in [(p.text, p.furniture) for p in document.passages]


def test_signatures_are_no_attachments_and_a_wrapped_message_is_one() -> None:
    mail = message()
    mail.add_attachment(b"\x30\x82", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    mail.add_attachment(
        b"\x78\x9f\x3e\x22", maintype="application", subtype="ms-tnef", filename="winmail.dat"
    )
    assert [inner.name for inner in read_mail(mail.as_bytes()).inner] == ["winmail.dat"]
