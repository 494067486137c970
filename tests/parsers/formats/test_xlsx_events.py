"""A sheet's XML is told cell by cell: a value alone by itself, anything else as a piece of the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl.xml.constants import SHEET_MAIN_NS

from parsers.errors import UnreadableError
from parsers.formats.xlsx_events import tell

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element


class _Told:
    """Keeps what was told, in short."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def take_columns(self, about: Mapping[str, str]) -> None:
        self.said.append(f"columns {about['min']}")

    def begin_row(self, about: Mapping[str, str]) -> None:
        self.said.append(f"row {about.get('r')}")

    def end_row(self) -> None:
        self.said.append("end")

    def take_value(self, about: Mapping[str, str], stored: str) -> None:
        self.said.append(f"{about.get('r')} value {stored}")

    def take_text(self, about: Mapping[str, str], text: str) -> None:
        self.said.append(f"{about.get('r')} text {text}")

    def take_cell(self, about: Mapping[str, str], cell: Element | None) -> None:
        parts = [] if cell is None else [f"{each.tag.partition('}')[2]} {each.text}" for each in cell.iter()]
        self.said.append(f"{about.get('r')} cell {parts}")

    def take_merged(self, area: str) -> None:
        self.said.append(f"merged {area}")


def _told(rows: str, after: str = "", before: str = "") -> list[str]:
    taker = _Told()
    sheet = f'{before}<worksheet xmlns="{SHEET_MAIN_NS}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    tell(sheet.encode(), taker)
    return taker.said


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ('<c r="A1"><v>5</v></c>', "A1 value 5"),
        ('<c r="A1">\n  <v>5</v>\n</c>', "A1 value 5"),
        ('<c r="A1"><v>1<!-- nothing -->2</v></c>', "A1 value 12"),
        ('<c r="A1" t="str"><v>Arson &amp; &lt;5</v></c>', "A1 value Arson & <5"),
        ('<c r="A1" t="inlineStr"><is><t>Arson &amp; more</t></is></c>', "A1 text Arson & more"),
        (
            '<c r="A1" t="inlineStr"><is><r><t>Ar</t></r><r><t>son</t></r></is></c>',
            "A1 cell ['c None', 'is None', 'r None', 't Ar', 'r None', 't son']",
        ),
        ('<c r="A1"><f>B1+1</f><v>5</v></c>', "A1 cell ['c None', 'f B1+1', 'v 5']"),
        ('<c r="A1"/>', "A1 cell []"),
        ('<c r="A1"> </c>', "A1 cell []"),
        ('<c r="A1"><c r="B1"><v>5</v></c></c>', "A1 cell ['c None', 'c None', 'v 5']"),
    ],
)
def test_each_form_of_a_cell(cell: str, said: str) -> None:
    assert _told(f'<row r="1">{cell}</row>') == ["row 1", said, "end"]


def test_what_stands_around_the_cells() -> None:
    merged = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    row = '<row r="1"><c r="A1"><v>5</v></c><extLst><ext><c r="Z1"><v>6</v></c></ext></extLst></row>'
    assert _told(row + "<row/>", merged) == ["row 1", "A1 value 5", "end", "row None", "end", "merged A1:B1"]


def test_a_document_type_is_refused() -> None:
    with pytest.raises(UnreadableError, match="document type"):
        _told("", before="<!DOCTYPE worksheet [<!ENTITY a 'b'>]>")
