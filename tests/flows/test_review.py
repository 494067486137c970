"""What waits is decided group by group, or in a workbook that is written, filled in and read back."""

from __future__ import annotations

import json
import shutil
import sys
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from typer.testing import CliRunner

from fixtures.inbox import corpus, write
from flows.cli import app
from flows.review.questions import Question
from flows.review.sheets import HEAD_ROW, HEADS
from flows.review.writing import Lists, write_book
from parsers.reply import read_reply
from warehouse.archive import Archive, Delivery
from warehouse.build import build
from warehouse.parsed import ParsedStore
from warehouse.publish import publish
from warehouse.query import connect
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

LAYOUTS = ["csv-contradiction", "csv-unknown-wording", "xlsx-blank-unproven", "xlsx-no-period"]
ANSWER, WHY, ABOUT = (HEADS.index(head) + 1 for head in ("Answer", "Why", "About"))


def foi(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with four replies of which something must be decided in each."""
    folder = tmp_path_factory.mktemp("made")
    write(folder, len(LAYOUTS), "one", LAYOUTS)
    workspace = Workspace.open(folder / "foi-data", create=True)
    for request in (folder / "requests").glob("*.toml"):
        shutil.copy(request, workspace.requests)
    inbox = folder / "inbox"
    roots = []
    for path in sorted(path for path in inbox.rglob("*") if path.is_file()):
        delivery = Delivery(path.name, "folder", path.relative_to(inbox).as_posix())
        Archive(workspace).add(path.read_bytes(), delivery)
        roots.append(read_reply(path.read_bytes(), path.name))
    ParsedStore(workspace).append(roots)
    build(workspace, folder / "built.duckdb")
    publish(workspace, folder / "built.duckdb")
    return workspace.root


@pytest.fixture
def workspace(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "foi-data"
    shutil.copytree(made, root, symlinks=True)
    monkeypatch.setenv("FOI_WORKSPACE", str(root))
    monkeypatch.setenv("FOI_WHO", "Ann")
    return root


def ask(root: Path, sql: str) -> list[tuple[Any, ...]]:
    with connect(Workspace.open(root)) as connection:
        return connection.execute(sql).fetchall()


def filled(book: Path, change: Callable[[openpyxl.Workbook], None]) -> Path:
    assert foi("held", "--xlsx", book).exit_code == 0
    pages = openpyxl.load_workbook(book)
    change(pages)
    pages.save(book)
    return book


def answer(title: str, value: object, row: int = HEAD_ROW + 1) -> Callable[[openpyxl.Workbook], None]:
    def fill(pages: openpyxl.Workbook) -> None:
        pages[title].cell(row, ANSWER).value = value

    return fill


def true_answers(pages: openpyxl.Workbook) -> None:
    """Fill in what is true of each, as a person who has the documents would."""
    told = {
        kind: value
        for document in corpus(len(LAYOUTS), "one", LAYOUTS)
        for kind, _, value in document.written.decisions
    }
    wordings = {
        target: value
        for document in corpus(len(LAYOUTS), "one", LAYOUTS)
        for kind, target, value in document.written.decisions
        if kind == "wording"
    }
    for title, kind in (("Blanks and dashes", "blank"), ("Periods", "period"), ("Wordings", "wording")):
        page = pages[title]
        for row in range(HEAD_ROW + 1, page.max_row + 1):
            given = wordings.get(page.cell(row, ABOUT).value, told[kind])
            page.cell(row, ANSWER).value = int(given) if given.isdecimal() else given
            page.cell(row, WHY).value = "asked the force"


def test_a_workbook_that_is_filled_in_settles_all_and_again_changes_nothing(
    workspace: Path, tmp_path: Path
) -> None:
    book = filled(tmp_path / "review.xlsx", true_answers)
    tried = foi("decide", "--from", book, "--dry-run")
    assert tried.exit_code == 0, tried.output
    assert "Nothing was recorded." in tried.output
    assert not list(workspace.glob("decisions/*.csv"))

    ended = foi("decide", "--from", book)
    assert ended.exit_code == 0, ended.output
    assert ask(workspace, "FROM held") == []
    found = {
        (force, str(first), code): count
        for force, first, code, count in ask(
            workspace,
            "SELECT force_id, period_start, outcome_code, sum(count)::INT FROM outcome_counts GROUP BY ALL",
        )
    }
    true: dict[tuple[str, str, str], int] = {}
    for document in corpus(len(LAYOUTS), "one", LAYOUTS):
        for fact in document.truth():
            if fact["kind"] == "value" and fact["outcome_code"]:
                key = (document.story.force.id, str(fact["period_start"]), str(fact["outcome_code"]))
                true[key] = true.get(key, 0) + int(str(fact["count"]))
    assert found == true
    assert ask(workspace, "SELECT DISTINCT who, why FROM decisions") == [("Ann", "asked the force")]

    before = {path: path.read_bytes() for path in workspace.glob("decisions/*.csv")}
    again = foi("decide", "--from", book)
    assert again.exit_code == 0
    assert "0 new decisions" in again.output
    assert {path: path.read_bytes() for path in workspace.glob("decisions/*.csv")} == before


@pytest.mark.parametrize(
    ("title", "value", "said"),
    [
        ("Wordings", 99, "Wordings!E3: found codes '99'"),
        ("Wordings", "=1+1", "Wordings!E3: found a formula"),
        ("Wordings", True, "Wordings!E3: found True"),
        ("Blanks and dashes", "maybe", "Blanks and dashes!E3: found 'maybe'; write zero or missing."),
        ("Periods", "last year", "Periods!E3: found period 'last year'"),
    ],
)
def test_bad_answers_are_refused_by_cell(
    workspace: Path, tmp_path: Path, title: str, value: object, said: str
) -> None:
    book = filled(tmp_path / "review.xlsx", answer(title, value))
    ended = foi("decide", "--from", book)
    assert ended.exit_code == 1
    assert f"refused: {said}" in ended.stderr
    assert not list(workspace.glob("decisions/*.csv"))


def test_good_answers_are_recorded_beside_bad_ones_only_if_asked_for(workspace: Path, tmp_path: Path) -> None:
    def two(pages: openpyxl.Workbook) -> None:
        answer("Wordings", "99")(pages)
        answer("Blanks and dashes", "zero")(pages)

    book = filled(tmp_path / "review.xlsx", two)
    assert foi("decide", "--from", book, "--no-build").exit_code == 1
    assert not list(workspace.glob("decisions/*.csv"))
    ended = foi("decide", "--from", book, "--partly", "--no-build")
    assert (ended.exit_code, ended.stderr.count("refused")) == (3, 1)
    assert [path.name for path in workspace.glob("decisions/*.csv")] == ["blank.csv"]


@pytest.mark.usefixtures("workspace")
def test_rows_may_be_moved_but_not_renamed_and_two_answers_to_one_question_are_refused(
    tmp_path: Path,
) -> None:
    def change(pages: openpyxl.Workbook) -> None:
        page = pages["Wordings"]
        page.insert_rows(1)
        for row in range(HEAD_ROW + 2, page.max_row + 1):
            page.cell(row, ANSWER).value = "14"
        page.cell(HEAD_ROW + 2, ABOUT).value = "No such wording"
        again = page.max_row + 1
        for head, value in (("About", page.cell(again - 1, ABOUT).value), ("Answer", "15"), ("Why", "twice")):
            page.cell(again, HEADS.index(head) + 1).value = value

    ended = foi("decide", "--from", filled(tmp_path / "review.xlsx", change))
    assert ended.exit_code == 1
    assert "refused: Wordings!A4: no figure has this wording" in ended.stderr
    assert "says '15', and Wordings!E" in ended.stderr


def test_what_was_decided_since_the_file_was_written_is_not_undone(workspace: Path, tmp_path: Path) -> None:
    book = filled(tmp_path / "review.xlsx", answer("Blanks and dashes", "zero"))
    table = openpyxl.load_workbook(book)["Blanks and dashes"].cell(HEAD_ROW + 1, ABOUT).value
    (workspace / "decisions").mkdir(exist_ok=True)
    (workspace / "decisions" / "blank.csv").write_text(
        f"kind,target,scope,value,who,when,why\nblank,{table},,missing,Bea,2999-01-01T00:00:00Z,looked\n"
    )
    ended = foi("decide", "--from", book)
    assert ended.exit_code == 1
    assert "Bea decided missing on 2999-01-01T00:00:00Z after this file was written" in ended.stderr


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 not a zip", b"Answer\n16\n"])
def test_what_is_no_workbook_is_one_line(tmp_path: Path, content: bytes | None) -> None:
    book = tmp_path / "review.xlsx"
    if content is not None:
        book.write_bytes(content)
    ended = foi("decide", "--from", book)
    assert ended.exit_code == 1
    assert ended.stderr.count("\n") == 1
    assert str(book) in ended.stderr


@pytest.mark.usefixtures("workspace")
def test_a_workbook_of_something_else_is_refused(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    ended = foi("decide", "--from", tmp_path / "other.xlsx")
    assert ended.exit_code == 1
    assert "no sheet of a review workbook" in ended.stderr


HOSTILE = [
    '=HYPERLINK("x";"y")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\x01\x02bell\x07",
    "a" * 40_000,
]


def test_a_replys_text_never_becomes_a_formula(tmp_path: Path) -> None:
    asked = [
        Question(
            "g", "wording", "wording", text, "", text, text, text, (text,), (), 1, 1, "", text, ""
        )
        for text in HOSTILE
    ]  # fmt: skip
    write_book(tmp_path / "review.xlsx", asked, Lists([("16", "title")], [], []))
    pages = openpyxl.load_workbook(tmp_path / "review.xlsx")
    cells = [cell for page in pages for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert {cell.column for cell in cells if cell.data_type == "n"} == {HEADS.index("Figures") + 1}
    for row, text in enumerate(HOSTILE, start=HEAD_ROW + 1):
        cell = pages["Wordings"].cell(row, ABOUT)
        assert cell.quotePrefix == (text[0] in "=+-@")
        assert cell.number_format == "@"


@pytest.mark.usefixtures("workspace")
def test_answers_are_lists_and_only_they_can_be_filled_in(tmp_path: Path) -> None:
    foi("held", "--xlsx", tmp_path / "review.xlsx")
    pages = openpyxl.load_workbook(tmp_path / "review.xlsx")
    page = pages["Blanks and dashes"]
    (rule,) = page.data_validations.dataValidation
    assert (rule.formula1, rule.type, rule.showErrorMessage) == ('"zero,missing"', "list", True)
    assert f"E{HEAD_ROW + 1}" in rule.sqref
    assert page.protection.sheet
    unlocked = {cell.column for row in page.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {ANSWER, WHY}
    (codes,) = pages["Wordings"].data_validations.dataValidation
    assert codes.formula1.startswith("'Outcome codes'!$A$1:$A$")


def test_a_group_is_shown_tried_and_only_then_decided(workspace: Path) -> None:
    ((group, figures, before),) = ask(
        workspace,
        "SELECT \"group\", frees, (SELECT count(*) FROM figures WHERE state = 'accepted')"
        " FROM held_groups WHERE kind = 'blank'",
    )
    shown = foi("held", group)
    assert shown.exit_code == 0
    assert "foi decide blank" in shown.output

    tried = foi("decide", "group", group, "zero", "--dry-run")
    assert tried.exit_code == 0, tried.output
    assert f"{before + figures} figures accepted (+{figures})" in tried.output
    assert tried.output.endswith("Nothing was recorded.\n")
    refused = foi("decide", "group", group, "zero")
    assert refused.exit_code == 1
    assert "--yes" in refused.stderr
    assert not list(workspace.glob("decisions/*.csv"))

    decided = foi("decide", "group", group, "zero", "--yes", "--why", "the force said so")
    assert decided.exit_code == 0, decided.output
    assert ask(workspace, "SELECT count(*) FROM figures WHERE state = 'accepted'") == [(before + figures,)]
    assert foi("decide", "group", group, "zero", "--yes").exit_code == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("maybe",), "found 'maybe'; write zero or missing."),
        (("zero", "--without", "ffffffffffff.t9"), "not in the group"),
    ],
)
def test_a_group_refuses_what_it_cannot_do(workspace: Path, words: tuple[str, ...], said: str) -> None:
    ((group,),) = ask(workspace, "SELECT \"group\" FROM held_groups WHERE kind = 'blank'")
    ended = foi("decide", "group", group, *words, "--yes")
    assert ended.exit_code == 1
    assert said in ended.stderr
    assert not list(workspace.glob("decisions/*.csv"))


def test_held_begins_with_what_frees_most_and_fits_a_terminal(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = json.loads(foi("held", "--format", "json").stdout)
    assert [row["frees"] for row in rows] == sorted((row["frees"] for row in rows), reverse=True)
    whole = foi("held").output
    groups = ask(workspace, 'SELECT "group" FROM held_groups')
    assert all(f"{group}: " in whole for (group,) in groups)
    monkeypatch.setenv("LINES", "12")
    monkeypatch.setattr("flows.commands.held.sys", _Terminal())
    short = foi("held").output
    assert short.count("foi decide") < whole.count("foi decide")
    assert "more groups: foi held --all" in short


class _Terminal:
    """A `sys` whose output is a terminal."""

    maxsize = sys.maxsize

    class stdout:  # noqa: N801 it stands for sys.stdout
        @staticmethod
        def isatty() -> bool:
            return True
