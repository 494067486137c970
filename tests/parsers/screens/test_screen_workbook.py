"""What workbooks hide is counted with its place, and none of it is read or repeated."""

from __future__ import annotations

from pathlib import Path

import pytest

from fixtures.hiding import SECRETS, Hiding, cached_workbook, hiding_workbook, with_parts
from fixtures.layouts import LAYOUTS
from parsers.figure import Hidden
from parsers.reply import read_reply
from parsers.screening import KINDS, quarantine, screen

SUSPECT = Path(__file__).parents[4] / "shared" / "replies" / "hidden-data" / "suspect.xlsx"

CASES = {
    "nothing": (Hiding(), []),
    "hidden sheet": (Hiding(sheet="hidden"), [Hidden("hidden sheet", "sheet 2", 1, 6, holds=True)]),
    "very hidden": (Hiding(sheet="veryHidden"), [Hidden("very hidden sheet", "sheet 2", 1, 6, holds=True)]),
    "rows": (Hiding(rows=True), [Hidden("hidden row", "'Outcomes'!10:12", 3, 6, holds=True)]),
    "flat rows": (Hiding(rows=True, flat=True), [Hidden("hidden row", "'Outcomes'!10:12", 3, 6, holds=True)]),
    "columns": (Hiding(columns=True), [Hidden("hidden column", "'Outcomes'!G:H", 2, 6, holds=True)]),
    "flat columns": (
        Hiding(columns=True, flat=True),
        [Hidden("hidden column", "'Outcomes'!G:H", 2, 6, holds=True)],
    ),
    "comment": (Hiding(comment=True), [Hidden("comment", "'Outcomes'", 1, None, holds=True)]),
    "named": (
        Hiding(columns=True, name=True),
        [
            Hidden("hidden column", "'Outcomes'!G:H", 2, 6, holds=True),
            Hidden("named range", "the workbook", 1, None, holds=False),
        ],
    ),
    "named sheet": (
        Hiding(sheet="hidden", name=True),
        [
            Hidden("hidden sheet", "sheet 2", 1, 6, holds=True),
            Hidden("named range", "the workbook", 1, None, holds=False),
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_a_workbook_hides_is_counted_and_not_read(case: str) -> None:
    where, expected = CASES[case]
    data = hiding_workbook(where)
    assert screen(data, "xlsx") == expected
    (reading,) = read_reply(data, "reply.xlsx")
    assert reading.hidden == expected
    assert [figure.count for figure in reading.figures] == [12, 15, 3, 4, 30, 31]
    assert all(check.passed for check in reading.checks)
    assert not [secret for secret in SECRETS if secret in repr(reading)]
    holds = any(found.holds for found in expected)
    assert (reading.state, reading.reason) == (("held", quarantine(expected)) if holds else ("read", None))


def test_caches_models_links_logs_and_embedded_files_are_counted() -> None:
    data = cached_workbook()
    assert screen(data, "xlsx") == [
        Hidden("pivot cache", "pivot cache 1", 1, 6, holds=True),
        Hidden("data model", "the workbook", 1, None, holds=True),
        Hidden("external link", "external link 1", 1, 6, holds=True),
        Hidden("embedded file", "the workbook", 1, None, holds=True),
        Hidden("tracked change", "the workbook", 1, None, holds=True),
    ]
    (reading,) = read_reply(data, "reply.xlsx")
    assert reading.reason == (
        "hidden data: 1 pivot cache (6 values), 1 data model, 1 external link (6 values), 1 tracked change, "
        "1 embedded file"
    )
    assert len(reading.figures) == 6
    assert not [secret for secret in SECRETS if secret in repr(reading)]


def test_a_link_without_copies_of_cells_is_told_and_does_not_hold() -> None:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    link = f"<externalLink {space}><externalBook/></externalLink>".encode()
    data = with_parts(
        cached_workbook(),
        {"xl/externalLinks/link1.xml": link},
    )
    assert Hidden("external link", "external link 1", 1, None, holds=False) in screen(data, "xlsx")


def test_empty_hidden_sheets_rows_and_columns_hide_nothing() -> None:
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(hiding_workbook(Hiding())))
    book.create_sheet("Sheet2").sheet_state = "hidden"
    book["Outcomes"].row_dimensions[40].hidden = True
    book["Outcomes"].column_dimensions["Z"].hidden = True
    target = io.BytesIO()
    book.save(target)
    assert screen(target.getvalue(), "xlsx") == []


def test_a_workbook_that_cannot_be_screened_waits_and_its_error_repeats_nothing() -> None:
    broken = f'<worksheet><sheetData><row r="{SECRETS[0]}" hidden="1">'.encode()
    data = with_parts(hiding_workbook(Hiding()), {"xl/worksheets/sheet1.xml": broken})
    (reading,) = read_reply(data, "reply.xlsx")
    assert screen(data, "xlsx") == [Hidden("not screened", "the file", 1, None, holds=True)]
    assert reading.state == "failed"
    assert SECRETS[0] not in repr(reading)


def test_an_error_in_a_hidden_part_repeats_nothing_of_it() -> None:
    hidden = f'<worksheet><sheetData><row r="1"><c r="A1" t="n"><v>{SECRETS[0]}</v></c></row>'
    data = with_parts(
        hiding_workbook(Hiding(sheet="hidden")),
        {"xl/worksheets/sheet2.xml": f"{hidden}</sheetData></worksheet>".encode()},
    )
    (reading,) = read_reply(data, "reply.xlsx")
    assert reading.state in {"failed", "held"}
    assert SECRETS[0] not in repr(reading)


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name.startswith("xlsx")])
def test_made_workbooks_hide_nothing(name: str) -> None:
    from fixtures.inbox import document

    assert quarantine(screen(document(LAYOUTS[name], "one").written.data, "xlsx")) is None


@pytest.mark.skipif(not SUSPECT.exists(), reason="the real replies are not beside the repository")
def test_the_suspect_is_held_with_its_counts() -> None:
    (reading,) = read_reply(SUSPECT.read_bytes(), "suspect.xlsx")
    assert reading.state == "held"
    assert {(found.kind, found.count, found.filled) for found in reading.hidden} == {
        ("hidden sheet", 1, 1),
        ("hidden row", 2, 3),
        ("hidden column", 2, None),
        ("pivot cache", 1, 5),
        ("external link", 1, 30),
    }
    assert reading.reason is not None
    assert reading.reason.startswith("hidden data: 1 hidden sheet (1 value), 2 hidden rows (3 values), ")


def test_every_kind_has_a_plural() -> None:
    assert all(one != several for one, several in KINDS.items())
