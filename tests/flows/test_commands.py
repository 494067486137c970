"""The commands that answer from the published warehouse, in this process."""

from __future__ import annotations

import csv
import io
import json
import shutil
from typing import TYPE_CHECKING

import duckdb
import pytest
from typer.testing import CliRunner, Result

from flows.cli import app, main
from flows.commands import sql as sql_command
from flows.commands.explain import recognised_picture
from warehouse.archive import Archive, Delivery
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path


def _foi(*arguments: str | Path, given: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=given)


def _ask(workspace: Path, query: str, *values: object) -> list[tuple[object, ...]]:
    with duckdb.connect(str(workspace / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(query, values).fetchall()


def _state(workspace: Path, figure: str) -> object:
    ((state,),) = _ask(workspace, "SELECT state FROM figures WHERE figure_id = ?", figure)
    return state


@pytest.fixture
def figure(workspace: Path) -> str:
    ((found,),) = _ask(
        workspace,
        "SELECT figure_ids[1] FROM outcome_counts WHERE force_id = 'hertfordshire'"
        " AND outcome_code = '16' AND period_label = '2021'",
    )
    return str(found)


class TestDictionary:
    @pytest.mark.usefixtures("workspace")
    def test_one_relation_with_its_columns(self) -> None:
        ended = _foi("dictionary", "Coverage")
        assert ended.exit_code == 0
        assert ended.stdout.startswith("coverage  view\n  What became of each request")
        assert "    usable BOOLEAN: Whether any count came of it.\n" in ended.stdout

    @pytest.mark.usefixtures("workspace")
    def test_all_as_a_page(self) -> None:
        page = _foi("dictionary", "--markdown").stdout
        assert page.startswith("# Data dictionary\n\n## `absences`\n")
        assert "## `outcome_share(request, codes)`" in page

    @pytest.mark.usefixtures("workspace")
    def test_an_unknown_name_is_said(self) -> None:
        ended = _foi("dictionary", "outcome_cuonts")
        assert ended.exit_code == 1
        assert ended.stderr.startswith(
            "foi: outcome_cuonts: no such relation or macro; known are absences, answering_cuts, answers, "
        )


class TestExport:
    def test_all_of_it(self, workspace: Path) -> None:
        ended = _foi("export", "out", "-w", workspace)
        assert ended.exit_code == 0
        assert ended.stdout.endswith("to out: csv, datapackage.json, foi-outcomes.xlsx, parquet\n")
        assert (workspace.parent / "out" / "csv" / "outcome_counts.csv").exists()

    def test_what_is_there_is_not_written_over(self, workspace: Path) -> None:
        assert _foi("export", "out", "--format", "xlsx", "-w", workspace).exit_code == 0
        ended = _foi("export", "out", "--format", "xlsx", "-w", workspace)
        assert ended.exit_code == 1
        assert ended.stderr == "foi: out: is there already; name a new folder, or remove it first.\n"


class TestDiff:
    @pytest.mark.usefixtures("workspace")
    def test_a_reply_that_replaced_none(self) -> None:
        ended = _foi("diff", "private-sexual-images/kent")
        assert ended.exit_code == 1
        assert ended.stderr == (
            "foi: private-sexual-images/kent: no reply that replaced another; revised replies: none; "
            "'foi decide supersede OLD NEWER' says so\n"
        )

    def test_what_a_revised_reply_changed(self, workspace: Path) -> None:
        (older, _), (newer, force) = _ask(
            workspace,
            "SELECT left(document_id, 12), any_value(force_id) FROM figures"
            " JOIN documents USING (document_id)"
            " WHERE root_id = document_id AND role = 'cell' AND value_status <> 'record'"
            " GROUP BY document_id ORDER BY min(name) LIMIT 2",
        )
        assert _foi("decide", "force", str(older), str(force), "--no-build").exit_code == 0
        assert (
            _foi("decide", "supersede", str(older), str(newer), "--why", "a corrected reply").exit_code == 0
        )
        ended = _foi("diff", f"private-sexual-images/{force}", "--format", "csv")
        assert ended.exit_code == 0
        rows = list(csv.DictReader(io.StringIO(ended.stdout)))
        assert {row["change"] for row in rows} >= {"added", "gone"}
        said = _foi("diff", f"private-sexual-images/{force}").stdout.splitlines()[-1]
        assert said.startswith(f"{len(rows)} values changed, ")


class TestSql:
    def test_a_table_is_the_default(self, workspace: Path) -> None:
        ended = _foi("sql", "SELECT force_id, light FROM replies ORDER BY 1 LIMIT 2", "-w", workspace)
        assert ended.exit_code == 0
        assert [line.split() for line in ended.stdout.splitlines() if "─" not in line] == [
            ["force_id", "light"],
            ["cleveland", "green"],
            ["dorset", "green"],
        ]

    @pytest.mark.usefixtures("workspace")
    def test_csv_and_json_hold_values_as_they_are(self) -> None:
        query = (
            "SELECT 1 AS n, NULL AS n, 'a,\"b\"' AS t, ['x', NULL] AS l, MAP {'k': 1} AS m,"
            " DATE '2020-02-29' AS d, 0.5::DECIMAL(4,2) AS h, 1e-3 AS f,"
            " 12345678901234567890::HUGEINT AS b, TIME '10:00' AS c"
        )
        (row,) = json.loads(_foi("sql", query, "--format", "json").stdout)
        assert row == {
            "n": 1,
            "n_2": None,
            "t": 'a,"b"',
            "l": ["x", None],
            "m": {"k": 1},
            "d": "2020-02-29",
            "h": 0.5,
            "f": 0.001,
            "b": 12345678901234567890,
            "c": "10:00:00",
        }
        rows = list(csv.reader(io.StringIO(_foi("sql", query, "-f", "csv").stdout)))
        assert rows == [
            ["n", "n", "t", "l", "m", "d", "h", "f", "b", "c"],
            [
                "1",
                "",
                'a,"b"',
                '["x", null]',
                '{"k": 1}',
                "2020-02-29",
                "0.50",
                "0.001",
                "12345678901234567890",
                "10:00:00",
            ],
        ]

    def test_a_question_may_come_on_standard_input(self, workspace: Path) -> None:
        ended = _foi("sql", "-f", "csv", "-w", workspace, given="SELECT 6 * 7 AS answer;")
        assert ended.stdout == "answer\n42\n"

    def test_a_long_table_says_that_it_is_cut(self, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sql_command, "MOST_ROWS", 2)
        ended = _foi("sql", "FROM range(5)", "-w", workspace)
        assert len(ended.stdout.splitlines()) == 4
        assert ended.stderr == "3 more rows; --format csv or json gives them all\n"
        assert len(_foi("sql", "FROM range(5)", "-f", "csv", "-w", workspace).stdout.splitlines()) == 6

    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ("SELEC 1", "foi: Parser Error: syntax error"),
            (" ", "foi: the question is empty; write SQL"),
            ("DELETE FROM figures", "foi: "),
            ("COPY (SELECT 1) TO 'x.csv'", "foi: Permission Error"),
            ("SELECT * FROM read_csv('/etc/passwd')", "foi: Permission Error"),
        ],
    )
    def test_what_the_database_refuses_is_one_line(self, workspace: Path, query: str, said: str) -> None:
        ended = _foi("sql", query, "-w", workspace)
        assert ended.exit_code == 1
        assert ended.stderr.startswith(said)
        assert ended.stderr.count("\n") == 1
        assert not (workspace.parent / "x.csv").exists()

    def test_without_a_workspace_it_says_what_to_do(self, tmp_path: Path) -> None:
        ended = _foi("sql", "SELECT 1", "-w", tmp_path / "none")
        assert (ended.exit_code, ended.stdout) == (1, "")
        assert (
            ended.stderr
            == f"foi: {tmp_path}/none: no such folder; 'foi ingest INBOX' creates the workspace.\n"
        )
        (tmp_path / "new").mkdir()
        assert "no warehouse yet" in _foi("sql", "SELECT 1", "-w", tmp_path / "new").stderr


class TestPrompt:
    def _session(self, monkeypatch: pytest.MonkeyPatch, *typed: str | type[BaseException]) -> None:
        lines = iter(typed)

        def answer(_prompt: str) -> str:
            line = next(lines, EOFError)
            if isinstance(line, str):
                return line
            raise line

        monkeypatch.setattr("builtins.input", answer)
        monkeypatch.setattr("flows.commands.sql._on_terminal", lambda: True)

    def test_questions_may_take_several_lines_and_mistakes_do_not_end_it(
        self, workspace: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
        self._session(
            monkeypatch,
            "SELECT 40 +",
            "2 AS answer;",
            "nonsense;",
            "",
            "SELECT 1",
            KeyboardInterrupt,
            "SELECT 7 AS seven;",
        )
        ended = _foi("sql", "-w", workspace)
        assert ended.exit_code == 0
        words = ended.stdout.split()
        assert "42" in words
        assert "seven" in words
        assert "Parser Error" in ended.stderr
        assert (tmp_path / "state" / "foi-outcomes" / "sql-history").exists()

    def test_its_commands(self, workspace: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
        self._session(monkeypatch, ".tables", ".columns held", ".what", ".quit", "SELECT 1 AS unreached;")
        ended = _foi("sql", "-w", workspace)
        for word in ("outcome_counts", "coverage", "suggestions", ".columns NAME"):
            assert word in ended.stdout
        assert "unreached" not in ended.stdout


def test_nothing_that_is_held_runs_in_a_spreadsheet(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.commands.held._rows", lambda *_, **__: [{"item": "=1+1", "figures": 3}])
    assert _foi("held", "--format", "csv", "-w", workspace).stdout == "item,figures\n'=1+1,3\n"


class TestExplain:
    def test_a_figure(self, workspace: Path, figure: str) -> None:
        ended = _foi("explain", figure, "-w", workspace)
        assert ended.exit_code == 0
        said = [" ".join(line.split()) for line in ended.stdout.splitlines()]
        assert said[:2] == [f"{figure} 35 (cell, exact)", "accepted"]
        for line in (
            "Place table 1, 'Outcomes'!H12",
            'Printed "35"',
            "Row Type 16 - Named Suspect - Victim Unsupportive",
            "Column 2021",
            "Period 2021-01-01 to 2021-12-31 (2021), printed in the cell",
            "because by the number that the wording carries",
            "Force hertfordshire (told by file name and reference and text)",
        ):
            assert line in said
        (row,) = [line for line in said if "[35]" in line]
        assert row.startswith("Type 16 - Named Suspect - Victim Unsupportive ")
        assert row.endswith("20 22 27 [35] 139")
        assert any(line.startswith("outcome_counts 2021 16 35") for line in said)

    def test_a_wording_of_the_vocabulary_names_its_source(self, workspace: Path) -> None:
        ((by_wording,),) = _ask(
            workspace, "SELECT min(figure_id) FROM figures WHERE outcome_rule = 'wording' AND role = 'cell'"
        )
        said = _foi("explain", str(by_wording), "-w", workspace).stdout
        assert "the wording stands in the vocabulary, from " in said

    def test_a_decision_is_named_with_its_person_and_reason(self, workspace: Path, figure: str) -> None:
        wording = "Type 16 - Named Suspect - Victim Unsupportive"
        decided = _foi(
            "decide", "wording", wording, "14,16", "--why", "as asked", "--who", "Ann", "-w", workspace
        )
        assert decided.exit_code == 0, decided.stderr
        said = _foi("explain", figure, "-w", workspace).stdout
        assert "Ann decided wording 14|16 on 2" in said
        assert ": as asked" in said
        assert _foi("decide", "accept", figure.rpartition(".r")[0], "-w", workspace).exit_code == 0
        assert "decided accept on" in _foi("explain", figure, "-w", workspace).stdout

    def test_a_number_that_was_recognised_names_its_picture(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        workspace = Workspace.open(tmp_path / "w", create=True)
        stored, _ = Archive(workspace).add(b"a scan", Delivery("scan.pdf", "folder", "scan.pdf"))
        monkeypatch.setattr("parsers.scans.cut_out.cut_out", lambda data, place: data + place.encode())
        figure = {"figure_id": "a.t1.r1.c1", "confidence": 0.61, "locator": " at the place"}
        ((title, told),) = recognised_picture(workspace, {"document_id": stored}, figure)
        path = workspace.pictures / "a.t1.r1.c1.png"
        assert (title, told) == ("Picture", f"{path} (recognised with a confidence of 0.61)")
        assert path.read_bytes() == b"a scan at the place"
        assert recognised_picture(workspace, {}, figure | {"confidence": None}) == []

    def test_a_document_and_an_attachment(self, workspace: Path, figure: str) -> None:
        said = _foi("explain", figure.partition(".")[0], "-w", workspace).stdout
        assert "Hertfordshire Constabulary FOI-2022-08030.xlsx (xlsx, 1 page or sheet)" in said
        assert "t1" in said
        ((inner,),) = _ask(workspace, "SELECT document_id FROM documents WHERE parent_id IS NOT NULL")
        said = _foi("explain", str(inner), "-w", workspace).stdout
        assert "Inside" in said
        assert "Kent Police 7032-2022.eml" in said

    @pytest.mark.parametrize(
        ("target", "said"),
        [
            ("ffffffffffff.t1.r1.c1", "there is no such document in the warehouse"),
            ("{document}.t99.r1.c1", "there is no such table in the warehouse"),
            ("{document}.t1.r999.c1", "there is no such figure in the warehouse"),
            ("hello", "not the id of a document, table or figure"),
        ],
    )
    def test_what_is_not_there_is_one_line(
        self, workspace: Path, figure: str, target: str, said: str
    ) -> None:
        ended = _foi("explain", target.format(document=figure.partition(".")[0]), "-w", workspace)
        assert ended.exit_code == 1
        assert said in ended.stderr
        assert ended.stderr.count("\n") == 1


class TestDecide:
    @pytest.mark.parametrize(
        ("kind", "rest", "row"),
        [
            ("period", ["{table}", "2015-04-01..2021-12-31"], "period,{table},,2015-04-01..2021-12-31"),
            ("blank", ["{table}", "zero"], "blank,{table},,zero"),
            ("dash", ["{table}", "missing"], "dash,{table},,missing"),
            ("axis", ["{table}", "?row", "place"], "axis,{table},?row,place"),
            ("request", ["{document}", "private-sexual-images"], "request,{document},,private-sexual-images"),
            ("force", ["{document}", "hertfordshire"], "force,{document},,hertfordshire"),
            ("accept", ["{figure}", "--count", "12"], "accept,{figure},,12"),
            ("accept", ["{table}"], "accept,{table},,"),
            ("reject", ["{document}"], "reject,{document},,"),
            ("ignore", ["{document}", "- page 2"], "ignore,{document},- page 2,"),
            (
                "wording",
                ["- Odd wording", "14|16", "--scope", "{document}"],
                "wording,- Odd wording,{document},14|16",
            ),
            ("wording", ["Ward 7", "not-an-outcome"], "wording,Ward 7,,not-an-outcome"),
            ("wording", ["-", "1"], "wording,-,,1"),
        ],
    )
    def test_each_kind_is_one_row_of_its_file(
        self, workspace: Path, figure: str, kind: str, rest: list[str], row: str
    ) -> None:
        document, table, _ = figure.split(".", 2)
        names = {"figure": figure, "table": f"{document}.{table}", "document": document}
        filled = [part.format(**names) for part in rest]
        ended = _foi("decide", kind, *filled, "--why=because", "--who", "Ann", "--no-build", "-w", workspace)
        assert ended.exit_code == 0, ended.output
        assert "takes effect with the next build" in ended.stdout
        lines = (workspace / "decisions" / f"{kind}.csv").read_text().splitlines()
        assert lines[0] == "kind,target,scope,value,who,when,why"
        assert lines[1].startswith(row.format(**names) + ",Ann,2")
        assert lines[1].endswith("Z,because")

    def test_it_takes_effect_at_once(self, workspace: Path, figure: str) -> None:
        ended = _foi("decide", "reject", figure, "--why", "a test", "-w", workspace)
        assert ended.exit_code == 0
        assert "figures accepted (-1)" in ended.stdout
        assert _state(workspace, figure) == "rejected"
        ended = _foi("decide", "accept", figure, "-w", workspace)
        assert "figures accepted (+1)" in ended.stdout

    def test_a_deferred_decision_is_taken_up_by_build_and_status_says_that_it_waits(
        self, workspace: Path, figure: str
    ) -> None:
        assert "is behind" not in _foi("status", "-w", workspace).stdout
        _foi("decide", "reject", figure, "--no-build", "-w", workspace)
        assert "is behind the workspace's requests or decisions" in _foi("status", "-w", workspace).stdout
        assert _state(workspace, figure) == "accepted"
        assert "Published published/warehouse-" in _foi("build", "-w", workspace).stdout
        assert _state(workspace, figure) == "rejected"
        assert "is behind" not in _foi("status", "-w", workspace).stdout
        assert "Nothing has changed" in _foi("build", "-w", workspace).stdout

    def test_status_tells_a_changed_request_from_a_changed_comment(self, workspace: Path) -> None:
        (path,) = (workspace / "requests").glob("*.toml")
        said = path.read_text()
        path.write_text(f"{said}\n# asked by telephone, too\n")
        assert "is behind" not in _foi("status", "-w", workspace).stdout
        path.write_text(said.replace('title = "', 'title = "All '))
        assert "is behind the workspace's requests or decisions" in _foi("status", "-w", workspace).stdout

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["wording", "X", "99"], "found codes '99'"),
            (["dash", "ffffffffffff.t1", "zero"], "there is no such document"),
            (["request", "{document}", "unheard-of"], "unheard-of: no such request in"),
            (["force", "{document}", "utopia"], "no force 'utopia'"),
            (["period", "{document}.t1", "some day"], "found period 'some day'"),
            (["axis", "{document}.t1", "place", "place"], "found scope 'place'"),
            (["accept", "{document}.t1", "--count", "3"], "a count can be accepted for one figure only"),
            (["supersede", "{document}", "ffffffffffff"], "ffffffffffff: there is no such document"),
        ],
    )
    def test_what_cannot_be_is_refused_and_not_recorded(
        self, workspace: Path, figure: str, arguments: list[str], said: str
    ) -> None:
        filled = [part.format(document=figure.partition(".")[0]) for part in arguments]
        ended = _foi("decide", *filled, "-w", workspace)
        assert ended.exit_code == 1
        assert said in ended.stderr
        assert ended.stderr.count("\n") == 1
        assert not list((workspace / "decisions").glob("*.csv"))

    def test_a_workspace_at_work_gets_the_decision_and_builds_later(
        self, workspace: Path, figure: str
    ) -> None:
        from warehouse.workspace import Workspace

        with Workspace.open(workspace).locked():
            ended = _foi("decide", "reject", figure, "-w", workspace)
        assert ended.exit_code == 1
        assert "the decision is recorded, but not in the warehouse yet" in ended.stderr
        assert (workspace / "decisions" / "reject.csv").exists()

    def test_wrong_usage_is_status_2(self, workspace: Path) -> None:
        assert _foi("decide", "dash", "0123456789ab.t1", "perhaps", "-w", workspace).exit_code == 2
        assert _foi("decide", "colour", "x", "-w", workspace).exit_code == 2
        assert _foi("status", "--colour").exit_code == 2


class TestHeld:
    def test_nothing(self, workspace: Path) -> None:
        assert _foi("held", "-w", workspace).stdout == "Nothing is held.\n"
        assert (
            _foi("held", "--kind", "dash", "-w", workspace).stdout
            == "Nothing is held for a decision on a dash.\n"
        )

    def test_what_waits_has_the_command_that_settles_it(self, workspace: Path) -> None:
        shutil.rmtree(workspace / "requests")
        (workspace / "requests").mkdir()
        assert _foi("build", "-w", workspace).exit_code == 0
        ended = _foi("held", "-w", workspace)
        assert ended.exit_code == 0
        commands = [line.split() for line in ended.stdout.splitlines() if line.startswith("  foi decide")]
        (group,) = [words[3] for words in commands if words[3].startswith("request-")]
        assert "CAPITALS and a|b in a command are yours to fill in." in ended.stdout
        items = _foi("held", group, "-w", workspace).stdout
        assert sum(line.startswith("  foi decide request ") for line in items.splitlines()) > 1
        rows = json.loads(_foi("held", "--kind", "request", "-f", "json", "-w", workspace).stdout)
        assert {row["kind"] for row in rows} == {"request"}
        assert [row["frees"] for row in rows] == sorted((row["frees"] for row in rows), reverse=True)

    def test_an_unknown_kind_is_one_line(self, workspace: Path) -> None:
        ended = _foi("held", "--kind", "colour", "-w", workspace)
        assert (ended.exit_code, ended.stderr.count("\n")) == (1, 1)
        assert "no such kind of decision" in ended.stderr


class TestStatus:
    def test_it_says_who_answered_and_what_the_last_run_did(self, workspace: Path) -> None:
        ended = _foi("status", "-w", workspace)
        assert ended.exit_code == 0
        words = ended.stdout.split()
        for word in ("private-sexual-images", "hertfordshire", "green", "Warehouse"):
            assert word in words
        assert "8 files, 8 new; 9 read, 0 held, 0 failed" in ended.stdout

    def test_the_board_fits_a_terminal(self, workspace: Path) -> None:
        lines = _foi("status", "-w", workspace).stdout.splitlines()
        start = lines.index("[1] private-sexual-images")
        board = lines[start : lines.index("", start)]
        assert "hertfordshire         yes" in board
        assert "dorset                part" in board
        assert max(map(len, board)) <= 80

    def test_of_a_new_workspace(self, tmp_path: Path) -> None:
        ended = _foi("status", "-w", tmp_path)
        assert ended.exit_code == 0
        assert "No run yet." in ended.stdout
        assert "No warehouse yet" in ended.stdout

    def test_a_report_or_register_that_cannot_be_read_does_not_stop_it(self, workspace: Path) -> None:
        (workspace / "runs" / "99999999T000000Z.json").write_text("{}")
        (workspace / "requests" / "bad.toml").write_text("id =")
        ended = _foi("status", "-w", workspace)
        assert ended.exit_code == 0
        assert "its report" in ended.stdout
        assert "cannot be brought up to date: " in ended.stdout


class TestCheck:
    def test_a_sound_workspace(self, workspace: Path) -> None:
        ended = _foi("check", "-w", workspace)
        assert (ended.exit_code, ended.stderr) == (0, "")
        assert ended.stdout.count("no problems") == 3

    def test_without_a_workspace_the_vocabulary_is_checked(self, tmp_path: Path) -> None:
        ended = _foi("check", "-w", tmp_path / "none")
        assert ended.exit_code == 0
        assert "no workspace at" in ended.stdout

    def test_every_problem_is_one_line(self, workspace: Path) -> None:
        assert _foi("decide", "dash", "ffffffffffff.t1", "zero", "-w", workspace).exit_code == 1
        (workspace / "decisions" / "dash.csv").write_text(
            "kind,target,scope,value,who,when,why\ndash,ffffffffffff.t1,,zero,Ann,2026-01-01,\n"
        )
        assert _foi("build", "-w", workspace).exit_code == 0
        (workspace / "requests" / "bad.toml").write_text("id =")
        (workspace / "requests" / "worse.toml").write_text("id = 3")
        (workspace / "decisions" / "colour.csv").touch()
        ended = _foi("check", "-w", workspace)
        assert ended.exit_code == 1
        problems = ended.stderr.splitlines()
        assert all(line.startswith("problem: ") for line in problems)
        assert [
            sum(name in line for line in problems) for name in ("bad.toml", "worse.toml", "colour.csv")
        ] == [1, 1, 1]
        assert any("decision has its object" in line for line in problems)

    def test_requests_with_one_id_are_a_problem(self, workspace: Path) -> None:
        (register,) = (workspace / "requests").glob("*.toml")
        shutil.copy(register, register.with_name("twin.toml"))
        ended = _foi("check", "-w", workspace)
        assert ended.exit_code == 1
        assert "is another file's id too" in ended.stderr

    def test_a_contradiction_in_a_reply_itself_is_told_and_is_no_problem(
        self, workspace: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(
            "flows.commands.check._FAILED",
            "SELECT 'r/f', NULL, 'cuts agree', '289', '285', 't3; t1', '2021/22', false",
        )
        ended = _foi("check", "-w", workspace)
        assert ended.exit_code == 0
        assert "note: r/f: cuts agree: expected 289, found 285 (t3; t1); 2021/22" in ended.stdout


class TestErrors:
    @pytest.mark.parametrize("value", ["many", "0"])
    def test_a_bad_setting_is_status_2(
        self, workspace: Path, monkeypatch: pytest.MonkeyPatch, value: str
    ) -> None:
        monkeypatch.setenv("FOI_WORKERS", value)
        ended = _foi("status", "-w", workspace)
        assert ended.exit_code == 2
        assert ended.stderr.startswith(
            f"foi: FOI_WORKERS: {value!r}" if value == "many" else "foi: FOI_WORKERS: 0"
        )

    def test_ctrl_c_is_one_line(self, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("flows.commands.status.status", interrupted)
        ended = _foi("status", "-w", workspace)
        assert (ended.exit_code, ended.stderr.startswith("foi: stopped;")) == (130, True)

    def test_a_defect_is_one_line_and_a_file(
        self, workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def broken(*_: object) -> None:
            raise ZeroDivisionError("first line\nsecond line")

        monkeypatch.setattr("flows.commands.status.status", broken)
        monkeypatch.setattr("sys.argv", ["foi", "status", "-w", str(workspace)])
        monkeypatch.setattr("tempfile.tempdir", str(workspace.parent))
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 1
        errors = capsys.readouterr().err
        assert errors.startswith(
            "foi: a defect in foi itself (ZeroDivisionError: first line); please report it with"
        )
        assert errors.count("\n") == 1
        (trace,) = workspace.parent.glob("foi-error-*.txt")
        assert "Traceback" in trace.read_text()

    def test_the_version(self) -> None:
        assert _foi("--version").stdout.startswith("foi 0.")


def test_every_command_has_help_with_an_example() -> None:
    names = ["demo", "ingest", "build", "status", "held", "override", "explain", "sql", "check", "decide"]
    kinds = ["wording", "period", "blank", "dash", "axis", "request", "force", "accept", "reject", "ignore"]
    for words in [[name] for name in names] + [["decide", kind] for kind in kinds]:
        ended = _foi(*words, "--help")
        assert ended.exit_code == 0
        assert f"  foi {' '.join(words)}" in ended.stdout, words
        assert "Example" in ended.stdout
