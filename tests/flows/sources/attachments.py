"""Attachments of every format that is read, each real content of its format with known figures."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass
from email.message import EmailMessage
from typing import TYPE_CHECKING

import docx
import openpyxl
import pypdfium2
from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from fixtures.formats.converted import converted
from fixtures.formats.outlook import msg, winmail

if TYPE_CHECKING:
    from collections.abc import Callable

HEAD = ["Outcome", "2021", "2022", "2023"]
OUTCOMES = ("Charge/Summons", "Community resolution")
FROM_OTHER_PROGRAMS = {
    ".doc": "letter-title-inside",
    ".odt": "letter-title-inside",
    ".rtf": "letter-title-inside",
    ".ods": "xlsx-footnotes",
    ".xls": "xlsx-footnotes",
    ".xlsb": "xlsx-footnotes",
}
"""Formats that nothing here writes, with the kept file of each."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file with all numbers that it gives as data."""

    name: str
    data: bytes
    numbers: list[int]


def attachment(ending: str, number: int) -> Attachment:
    """Return one of a format, by the ending of its name; each `number` of a format has its own figures."""
    if ending in FROM_OTHER_PROGRAMS:
        (kept,) = (each for each in converted(ending) if each.name == FROM_OTHER_PROGRAMS[ending])
        return Attachment(kept.delivered, kept.read(), [int(fact["count"]) for fact in kept.facts])
    first = 3_000 + 10 * number  # no number that could be a year
    numbers = [first + at for at in range(len(OUTCOMES) * (len(HEAD) - 1))]
    name = "winmail.dat" if ending == ".dat" else f"reply{ending}"
    return Attachment(name, WRITERS[ending](numbers), numbers)


def _rows(numbers: list[int]) -> list[list[str]]:
    years = len(HEAD) - 1
    return [
        HEAD,
        *(
            [outcome, *map(str, numbers[at * years : (at + 1) * years])]
            for at, outcome in enumerate(OUTCOMES)
        ),
    ]


def _delimited(delimiter: str) -> Callable[[list[int]], bytes]:
    def write(numbers: list[int]) -> bytes:
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter).writerows(_rows(numbers))
        return text.getvalue().encode()

    return write


def _text(numbers: list[int]) -> bytes:
    rows = _rows(numbers)
    lines = [
        f"In {year} {count} crimes ended with the outcome {outcome}."
        for outcome, *counts in rows[1:]
        for year, count in zip(HEAD[1:], counts, strict=True)
    ]
    return "\n".join(lines).encode()


def _html(numbers: list[int]) -> bytes:
    rows = "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in _rows(numbers))
    return f"<html><body><p>Recorded crimes by outcome</p><table>{rows}</table></body></html>".encode()


def _eml(numbers: list[int]) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Our reply"
    message.set_content(_html(numbers).decode(), subtype="html")
    return message.as_bytes()


def _msg(numbers: list[int]) -> bytes:
    return msg({"Subject": "Our reply"}, html=_html(numbers).decode())


def _winmail(numbers: list[int]) -> bytes:
    return winmail(_html(numbers).decode(), [])


def _docx(numbers: list[int]) -> bytes:
    document, rows = docx.Document(), _rows(numbers)
    document.add_paragraph("Recorded crimes by outcome")
    table = document.add_table(len(rows), len(HEAD))
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _xlsx(numbers: list[int]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for outcome, *counts in _rows(numbers):
        sheet.append([outcome, *map(int, counts)])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _pdf(numbers: list[int]) -> bytes:
    file = io.BytesIO()
    table = Table(_rows(numbers))
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    title = Paragraph("Recorded crimes by outcome", getSampleStyleSheet()["Normal"])
    SimpleDocTemplate(file).build([title, table])
    return file.getvalue()


def _picture(kind: str) -> Callable[[list[int]], bytes]:
    def write(numbers: list[int]) -> bytes:
        page = pypdfium2.PdfDocument(_pdf(numbers))[0]
        picture = page.render(scale=200 / 72).to_pil().convert("L")
        file = io.BytesIO()
        picture.save(file, kind)
        return file.getvalue()

    return write


def _zip(numbers: list[int]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("reply.csv", WRITERS[".csv"](numbers))
    return file.getvalue()


WRITERS: dict[str, Callable[[list[int]], bytes]] = {
    ".bmp": _picture("BMP"),
    ".csv": _delimited(","),
    ".dat": _winmail,
    ".docm": _docx,
    ".docx": _docx,
    ".eml": _eml,
    ".gif": _picture("GIF"),
    ".html": _html,
    ".jpg": _picture("JPEG"),
    ".msg": _msg,
    ".pdf": _pdf,
    ".png": _picture("PNG"),
    ".tif": _picture("TIFF"),
    ".tsv": _delimited("\t"),
    ".txt": _text,
    ".xlsm": _xlsx,
    ".xlsx": _xlsx,
    ".zip": _zip,
}
