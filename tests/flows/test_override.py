"""What a person says of one document's tables: in effect, shown, and refused where it fits no more."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from flows.cli import app
from parsers.document import Passage
from parsers.errors import FoiError
from parsers.formats.registry import read_document
from parsers.layout.overridden import grid_digest, grids_of, text_grid
from parsers.layout.override import column_name, column_number, read_override
from parsers.reply import read_reply
from warehouse.archive import Archive, Delivery
from warehouse.build import build
from warehouse.parsed import ParsedStore
from warehouse.publish import publish
from warehouse.query import connect
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from click.testing import Result

    from parsers.figure import Reading

LETTER = b"""\
Kent Police,,,
How it ended,then,now,both
lines,,,
Charged,3,4,7
Outcome 18,5,6,11
All of it,8,10,18
"""
"""A table whose heads say nothing of years: no reading of all documents can know that "then" is 2020."""

REQUEST = """
id = "images"
title = "Private sexual images"
sent = 2022-01-10
[asks]
period = ["2020-01-01", "2021-12-31"]
year_kind = "calendar"
dimensions = ["outcome"]
offences = ["008/71"]
[[authority]]
force = "kent"
"""


def said(document_id: str, **more: object) -> str:
    """An override for the letter, one table a year."""
    digest = grid_digest(grids_of(read_document(LETTER))[1].grid)
    told = {"grid": 1, "labels": ["outcomes in column A"], "totals": ["row 5"], "digest": digest, **more}
    tables = []
    for column, year in (("B", "2020"), ("C", "2021")):
        values = {"values": f"{column}3:{column}5", "period": year, **told}
        if column == "B":
            values["leave_out"] = ["column D"]
        lines = [f"{key} = {toml(value)}" for key, value in values.items()]
        tables.append("\n".join(["[[table]]", *lines]))
    head = f'document = "{document_id}"\nwhy = "then and now are 2020 and 2021, by telephone"\nwho = "Ann"\n'
    return head + "\n".join(tables) + "\n"


def toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(each)}" for key, each in value.items()) + " }"
    return repr(value).replace("'", '"')


def foi(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("FOI_WORKSPACE", str(tmp_path / "foi-data"))
    monkeypatch.setenv("FOI_WHO", "Ann")
    monkeypatch.setenv("FOI_WORKERS", "1")
    workspace = Workspace.open(tmp_path / "foi-data", create=True)
    (workspace.requests / "images.toml").write_text(REQUEST)
    Archive(workspace).add(LETTER, Delivery("kent.csv", "folder", "images/kent.csv", force_hint="kent"))
    ParsedStore(workspace).append([read_reply(LETTER, "kent.csv")])
    build(workspace, tmp_path / "built.duckdb")
    publish(workspace, tmp_path / "built.duckdb")
    return workspace


def ask(workspace: Workspace, sql: str) -> list[tuple[Any, ...]]:
    with connect(workspace) as connection:
        return connection.execute(sql).fetchall()


def counts(workspace: Workspace) -> list[tuple[Any, ...]]:
    return ask(workspace, "SELECT period_label, outcome_codes[1], count FROM outcome_counts ORDER BY ALL")


def document_of(workspace: Workspace) -> str:
    ((document_id,),) = ask(workspace, "SELECT document_id FROM documents")
    return str(document_id)


def test_from_the_template_to_the_counts_and_back(workspace: Workspace) -> None:
    document = document_of(workspace)
    assert counts(workspace) == []
    written = foi("override", document[:12])
    assert written.exit_code == 0, written.output
    path = workspace.overrides / f"{document[:12]}.toml"
    template = path.read_text()
    assert re.search(r"^#\s+3\s+Charged +\| 3 +\| 4 +\| 7$", template, re.MULTILINE)
    assert grid_digest(grids_of(read_document(LETTER))[1].grid) in template
    assert foi("override", document[:12]).exit_code == 1
    draft = foi("check")
    assert draft.exit_code == 1
    assert "a draft that says nothing yet" in draft.stderr

    path.write_text(said(document))
    waiting = foi("check")
    assert "has not been read with it yet: foi build" in waiting.stderr
    ended = foi("build")
    assert ended.exit_code == 0, ended.output
    assert counts(workspace) == [
        ("2020", "1", 3),
        ("2020", "18", 5),
        ("2021", "1", 4),
        ("2021", "18", 6),
    ]
    assert ask(workspace, "SELECT count FROM recorded_counts ORDER BY period_start") == [(8,), (10,)]
    assert ask(workspace, "SELECT light FROM replies") == [("green",)]
    assert foi("check").exit_code == 0
    for target in (document[:12], f"{document[:12]}.t1.r2.c1"):
        assert "by Ann: then and now are 2020 and 2021" in foi("explain", target).stdout
    assert "Nothing has changed" in foi("build").stdout

    path.unlink()
    assert foi("build").exit_code == 0
    assert counts(workspace) == []


def test_a_file_that_no_longer_fits_is_named_and_nothing_of_the_document_is_used(
    workspace: Workspace,
) -> None:
    document = document_of(workspace)
    workspace.overrides.mkdir()
    (workspace.overrides / "kent.toml").write_text(said(document, expect={"B3": "3", "C3": "44"}))
    ended = foi("build")
    assert ended.exit_code == 0
    assert (
        "overrides/kent.toml, table 1: no longer fits its document: C3 reads '4', where '44'" in ended.stderr
    )
    assert ask(workspace, "SELECT state FROM documents") == [("held",)]
    assert ask(workspace, "SELECT count(*) FROM figures") == [(0,)]
    ((reason,),) = ask(workspace, "SELECT reason FROM held WHERE kind = 'document'")
    assert reason.startswith("overrides/kent.toml")
    assert "no longer fits" in foi("check").stderr


def test_a_broken_file_stops_a_build_before_anything_is_read(workspace: Workspace) -> None:
    workspace.overrides.mkdir()
    (workspace.overrides / "kent.toml").write_text(said(document_of(workspace), heads=["years in line 4"]))
    ended = foi("build")
    assert ended.exit_code == 1
    assert (
        "kent.toml, table 1: found heads 'years in line 4'; write such as 'years in row 4'." in ended.stderr
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"grid": 0}, "found grid 0"),
        ({"gird": 1}, "nothing is known of 'gird'"),
        ({"values": "C5"}, "found values 'C5'"),
        ({"values": "C5:B4"}, "does not run from"),
        ({"labels": []}, "neither heads nor labels"),
        ({"labels": ["outcomes in column B"], "values": "B4:C6"}, "lies inside the values"),
        ({"totals": ["line 6"]}, "found 'line 6'"),
        ({"digest": ""}, "neither digest nor expect"),
        ({"period": "some time"}, "found period 'some time'"),
        ({"expect": {"44": "x"}}, "found expect 44"),
        ({"values": "B4:C6"}, "overlap those of a table above"),
    ],
)
def test_the_lint_says_what_to_write(change: dict[str, object], told: str) -> None:
    with pytest.raises(FoiError, match=re.escape(told)):
        read_override(said("0" * 64, **change), "kent.toml")


@pytest.mark.parametrize(
    "text", ["", "document = 5", 'document = "abc"\nwhy = "x"', "[[table]", 'document = "\\u0000"']
)
def test_what_is_no_override_is_refused(text: str) -> None:
    with pytest.raises(FoiError, match=r"kent\.toml"):
        read_override(text, "kent.toml")


def with_override(data: bytes, *tables: str) -> Reading:
    import hashlib

    document = hashlib.sha256(data).hexdigest()
    text = f'document = "{document}"\nwhy = "a test"\n' + "\n".join(tables)
    return read_reply(data, "reply", overrides={document: read_override(text, "one.toml")})[0]


def test_heads_over_groups_and_labels_go_on_and_totals_on_both_sides_close() -> None:
    data = b"""\
x,,2020,,2021,,sum
y,,first,second,first,second,
Charged,men,1,2,3,4,10
,women,5,6,7,8,26
all,,6,8,10,12,36
"""
    reading = with_override(
        data,
        """
[[table]]
grid = 1
heads = ["years in row 1", "halves in row 2"]
labels = ["outcomes in column A", "sexes in column B"]
values = "C3:G5"
totals = ["row 5", "column G"]
expect = { C3 = "1" }
""",
    )
    told = {
        (figure.row, figure.column): (
            figure.count,
            figure.role,
            figure.outcome_label,
            figure.period and figure.period.label,
            figure.breakdown,
        )
        for figure in reading.figures
    }
    assert told[3, 5] == (8, "cell", "Charged", "2021", {"halve": "second", "sexe": "women"})
    assert told[4, 2][:3] == (6, "total", None)
    assert told[2, 6][:2] == (10, "total")
    totals = [check for check in reading.checks if check.check == "printed total closes"]
    assert len(totals) == 7
    assert all(check.passed for check in totals)
    assert reading.lost == []


def test_a_number_that_is_neither_in_nor_left_out_is_missed() -> None:
    reading = with_override(
        LETTER,
        '[[table]]\ngrid = 1\nlabels = ["outcomes in column A"]\nvalues = "B3:B4"\nexpect = { B3 = "3" }\n',
    )
    failed = [check for check in reading.checks if not check.passed]
    assert {check.check for check in failed} == {"table's numbers accounted for"}


def test_lines_of_running_text_are_a_grid() -> None:
    lines = [
        Passage(text, f"line {n}") for n, text in enumerate(["Ended 2020 2021", "Charged or summonsed 3 -"])
    ]
    grid = text_grid(lines).grid
    assert [[cell.text for cell in row] for row in grid] == [
        ["Ended", "2020", "2021"],
        ["Charged or summonsed", "3", "-"],
    ]
    data = b"Dear Ann,\n\nEnded 2020 2021\n\nCharged 3 4\n\nCautioned 5 6\n\nYours, Bea\n"
    lines = [passage.text for passage in read_document(data).passages]
    top = lines.index("Ended 2020 2021") + 1
    table = f"""
[[table]]
grid = "text"
heads = ["years in row {top}"]
labels = ["outcomes in column A"]
values = "B{top + 1}:C{top + 2}"
expect = {{ A{top + 1} = "Charged" }}
"""
    reading = with_override(data, table)
    assert [(f.outcome_label, f.period and f.period.label, f.count) for f in reading.figures] == [
        ("Charged", "2020", 3),
        ("Charged", "2021", 4),
        ("Cautioned", "2020", 5),
        ("Cautioned", "2021", 6),
    ]
    assert reading.lost == []
    missed = with_override(data, table.replace(f"C{top + 2}", f"B{top + 2}"))
    assert missed.state == "held"
    assert "is neither value, head nor label" in str(missed.reason)


def test_columns_are_lettered_as_in_a_spreadsheet() -> None:
    assert [column_name(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(column_number(column_name(number)) == number for number in range(2000))


def test_the_readmes_example_is_what_happens(workspace: Workspace) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    section = readme.partition("#### When no reading can get it")[2]
    shown, example = (section.split(f"```{kind}\n")[1].split("```")[0] for kind in ("text", "toml"))
    document = document_of(workspace)
    assert foi("override", document[:12]).exit_code == 0
    path = workspace.overrides / f"{document[:12]}.toml"
    assert shown in path.read_text()
    path.write_text(f'document = "{document}"\n{example}')
    assert foi("build").exit_code == 0
    assert [count for _, _, count in counts(workspace)] == [3, 5, 4, 6]
