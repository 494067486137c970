from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest
from made_replies import durham, figure, hertfordshire, reading, workspace_of, zero

from parsers.figure import Caveat, Check, Hidden, LostNumber, Sign
from warehouse import parsed
from warehouse.parsed import ParsedStore
from warehouse.segments import SCHEMAS
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> ParsedStore:
    return ParsedStore(Workspace.open(tmp_path, create=True))


def test_a_reading_comes_back_as_rows(store: ParsedStore) -> None:
    found = reading(
        "a.pdf",
        [figure(1, 2, 3, 12, outcome_label="Charged", breakdown={"place": "A", "age": "B"}, of_total=("x",))],
        checks=[Check("totals close", False, "12", "13", 1, ("a", "b"), "note")],
        lost=[LostNumber("page 1", "7", "about 7 days")],
        signs=[Sign("force", "durham", "page 1")],
        findings=[zero(1, "dash")],
        caveats=[Caveat("Not comparable.", "page 2")],
        hidden=[Hidden("hidden sheet", "sheet 2", 1, 6, holds=True)],
        disposition="full",
        exemptions=("s.40(2)",),
    )
    store.append([[found]])
    (row,) = store.table("figures").to_pylist()
    assert (row["table_no"], row["table_row"], row["table_column"], row["count"]) == (1, 2, 3, 12)
    assert row["breakdown"] == [("age", "B"), ("place", "A")]
    assert row["of_total"] == ["x"]
    assert row["period_start"] is None
    assert store.table("checks").to_pylist()[0]["locators"] == ["a", "b"]
    assert store.table("documents").to_pylist()[0]["exemptions"] == ["s.40(2)"]
    for name in SCHEMAS:
        assert store.table(name).num_rows == 1
        assert set(store.table(name).column("root_id").to_pylist()) == {found.document_id}


def test_inner_documents_go_with_the_delivered_one(store: ParsedStore) -> None:
    outer = reading("mail.eml")
    store.append([[outer, reading("a.pdf", parent_id=outer.document_id)]])
    assert store.parsed_roots() == {outer.document_id}
    assert store.table("documents").num_rows == 2


def test_storing_again_changes_nothing(store: ParsedStore) -> None:
    store.append([[durham()], [hertfordshire()]])
    (segment,) = store.segments()
    before = (segment / "figures.parquet").stat().st_mtime_ns
    assert store.append([[hertfordshire()], [durham()]]) == segment
    assert (segment / "figures.parquet").stat().st_mtime_ns == before


def test_nothing_is_no_segment(store: ParsedStore) -> None:
    assert store.append([]) is None
    assert store.append([[]]) is None
    assert store.segments() == []


def test_a_document_in_two_segments_counts_once(store: ParsedStore) -> None:
    store.append([[durham()]])
    store.append([[durham()], [hertfordshire()]])
    assert len(store.segments()) == 2
    assert store.table("documents").num_rows == 2
    assert store.table("figures").num_rows == len(durham().figures) + len(hertfordshire().figures)


def test_the_same_attachment_twice_in_one_message_is_read_once(store: ParsedStore) -> None:
    outer = reading("mail.eml")
    inner = reading("a.pdf", [figure(1, 1, 1, 5)], parent_id=outer.document_id)
    store.append([[outer, inner, replace(inner, name="copy of a.pdf")]])
    assert store.table("figures").num_rows == 1
    assert store.table("documents").num_rows == 2


def test_versions_are_kept_apart(store: ParsedStore) -> None:
    store.append([[durham()]])
    assert ParsedStore(store.workspace, parser_version="99").parsed_roots() == set()


def test_unfinished_segments_are_not_read(store: ParsedStore) -> None:
    store.append([[durham()]])
    (store.folder / ".tmp-1").mkdir()
    (store.folder / ".tmp-1" / "documents.parquet").write_text("half")
    assert store.parsed_roots() == {durham().document_id}


def test_a_failure_leaves_nothing(store: ParsedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(parsed.pq, "write_table", fails)
    with pytest.raises(OSError):  # noqa: PT011 - the disk says no more
        store.append([[durham()]])
    assert list(store.folder.iterdir()) == []


def test_many_segments_become_one(store: ParsedStore) -> None:
    for number in range(parsed.FEW + 1):
        store.append([[reading(f"{number}.pdf", [figure(1, 1, 1, number)])]])
    before = {name: sorted(map(str, store.table(name).to_pylist())) for name in SCHEMAS}
    store.compact()
    assert len(store.segments()) == 1
    assert {name: sorted(map(str, store.table(name).to_pylist())) for name in SCHEMAS} == before
    assert len(store.parsed_roots()) == parsed.FEW + 1


def test_few_segments_are_left_alone(store: ParsedStore) -> None:
    store.append([[durham()]])
    store.append([[hertfordshire()]])
    store.compact()
    assert len(store.segments()) == 2


def test_a_killed_compaction_does_no_harm(store: ParsedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(parsed.FEW + 1):
        store.append([[reading(f"{number}.pdf", [figure(1, 1, 1, number)])]])

    def killed(_path: Path, *, ignore_errors: bool = False) -> None:
        if not ignore_errors:
            raise KeyboardInterrupt

    monkeypatch.setattr(parsed.shutil, "rmtree", killed)
    with pytest.raises(KeyboardInterrupt):
        store.compact()
    monkeypatch.undo()
    assert store.table("figures").num_rows == parsed.FEW + 1
    with store.workspace.locked():
        store.compact()
    assert len(store.segments()) == 1
    assert store.table("figures").num_rows == parsed.FEW + 1


def test_columns_are_typed_where_nothing_was_found(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path, reading("a.pdf", signs=[]))
    (segment,) = ParsedStore(workspace).segments()
    for name, schema in SCHEMAS.items():
        assert pq.read_schema(segment / f"{name}.parquet").equals(schema)


def test_what_is_read_anew_replaces_what_was_read_before_also_when_compacted(store: ParsedStore) -> None:
    before, other = reading("a.xlsx", state="held", reason="password needed"), reading("b.pdf")
    store.append([[before], [other]])
    opened = replace(before, state="read", reason=None, figures=[figure(1, 1, 1, 5)])
    for _ in range(2):
        store.replace([opened])
        rows = {row["name"]: row["state"] for row in store.table("documents").to_pylist()}
        assert rows == {"a.xlsx": "read", "b.pdf": "read"}
        assert store.table("figures").num_rows == 1
    for number in range(parsed.FEW):
        store.append([[reading(f"{number}.pdf")]])
    store.compact()
    assert len(store.segments()) == 1
    assert {row["name"]: row["state"] for row in store.table("documents").to_pylist()}["a.xlsx"] == "read"
