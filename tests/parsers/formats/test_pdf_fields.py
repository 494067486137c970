import pytest

from fixtures.formats.forms import with_files
from parsers.formats.pdf import read_pdf
from parsers.pages.fields import with_fields_printed
from parsers.reply import read_reply

TABLE = b"Outcome,2019,2020\nCharged,5,6\nTotal,5,6\n"


def pdf(annotation: bytes = b"") -> bytes:
    parts = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/DA(/F 12 Tf 0 g)",
        b"/DR<</Font<</F 4 0 R>>>>>>>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Resources<</Font<</F 4 0 R>>>>",
        b"/Contents 6 0 R/Annots[5 0 R]>>endobj\n" if annotation else b"/Contents 6 0 R>>endobj\n",
        b"4 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n",
        annotation,
        b"6 0 obj<</Length 48>>stream\nBT /F 12 Tf 10 105 Td (Crimes in 2019:) Tj ET    \nendstream endobj\n",
        b"trailer<</Root 1 0 R>>",
    ]
    return b"%PDF-1.4\n" + b"".join(parts)


PLACE = b"/DA(/F 12 Tf 0 g)/Rect[100 100 200 120]"


def field(value: bytes, flags: int = 4) -> bytes:
    about = b"/T(a)/V(%s)/F %d>>endobj\n" % (value, flags)
    return b"5 0 obj<</Type/Annot/Subtype/Widget/FT/Tx" + PLACE + about


def texts(data: bytes) -> str:
    return " ".join(passage.text for passage in read_pdf(data).passages)


def test_a_field_that_no_program_has_drawn_is_read() -> None:
    assert texts(pdf(field(b"47"))) == "Crimes in 2019: 47"


@pytest.mark.parametrize("flags", [2, 32])
def test_a_hidden_field_is_not_read(flags: int) -> None:
    assert texts(pdf(field(b"98765", flags))) == "Crimes in 2019:"


def test_a_note_typed_onto_the_page_is_read() -> None:
    note = b"5 0 obj<</Type/Annot/Subtype/FreeText/Contents(48)/F 4" + PLACE + b">>endobj\n"
    assert texts(pdf(note)) == "Crimes in 2019: 48"


def test_a_file_without_fields_is_left_as_it_is() -> None:
    plain = pdf()
    assert with_fields_printed(plain) is plain
    assert with_fields_printed(b"%PDF-1.4 /Annots broken") == b"%PDF-1.4 /Annots broken"


def test_files_inside_a_pdf_are_inner_documents() -> None:
    files = [("figures.csv", TABLE), ("../x/letter.html", b"<html><p>There were 5 crimes.</p>")]
    readings = read_reply(with_files(pdf(), files), "letter.pdf")
    assert sorted((reading.name, reading.format) for reading in readings[1:]) == [
        (".._x_letter.html", "html"),
        ("figures.csv", "delimited"),
    ]
    assert [reading.name for reading in readings if reading.figures][-1:] == ["figures.csv"]


def test_pdfs_in_pdfs_end() -> None:
    data = pdf()
    for _ in range(12):
        data = with_files(pdf(), [("inner.pdf", data)])
    readings = read_reply(data, "deep.pdf")
    assert len(readings) < 12
