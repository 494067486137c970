from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import duckdb
import pytest

from parsers.errors import FoiError
from warehouse.publish import KEPT, publish, published
from warehouse.query import connect, run_query
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.open(tmp_path / "w", create=True)


def made(workspace: Workspace, digest: str) -> Path:
    path = workspace.published / ".tmp-built"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE build_info AS SELECT ? AS inputs_digest", [digest])
    return path


def answer(workspace: Workspace) -> str:
    with connect(workspace) as connection:
        return str(run_query(connection, "SELECT inputs_digest FROM build_info")[1][0][0])


def test_nothing_is_published_at_first(workspace: Workspace) -> None:
    assert published(workspace) is None
    with pytest.raises(FoiError, match="no warehouse yet; 'foi ingest INBOX'"):
        connect(workspace)


def test_the_newest_is_asked(workspace: Workspace) -> None:
    for digest in ("a" * 64, "b" * 64):
        path = publish(workspace, made(workspace, digest))
        assert path.name == f"warehouse-{digest[:12]}.duckdb"
        assert published(workspace) == path
        assert answer(workspace) == digest


def test_a_published_file_is_read_only_and_alone(workspace: Workspace) -> None:
    path = publish(workspace, made(workspace, "a" * 64))
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert [item.name for item in workspace.published.iterdir()] == [path.name]


def test_an_open_session_keeps_its_state_and_a_new_one_gets_the_new(workspace: Workspace) -> None:
    publish(workspace, made(workspace, "a" * 64))
    with connect(workspace) as session:
        publish(workspace, made(workspace, "b" * 64))
        assert run_query(session, "SELECT inputs_digest FROM build_info")[1] == [("a" * 64,)]
        assert answer(workspace) == "b" * 64


def test_the_last_few_are_kept(workspace: Workspace) -> None:
    for number in range(KEPT + 3):
        path = publish(workspace, made(workspace, f"{number:064}"[::-1]))
        os.utime(path, ns=(number, number))
    assert len(list(workspace.published.glob("warehouse-*.duckdb"))) == KEPT
    assert published(workspace) == path


def test_publishing_an_earlier_state_again_makes_it_the_newest(workspace: Workspace) -> None:
    for digest in ("a" * 64, "b" * 64, "a" * 64):
        publish(workspace, made(workspace, digest))
    assert answer(workspace) == "a" * 64


def test_a_workspace_can_be_moved(workspace: Workspace, tmp_path: Path) -> None:
    publish(workspace, made(workspace, "a" * 64))
    workspace.root.rename(tmp_path / "moved")
    assert answer(Workspace.open(tmp_path / "moved")) == "a" * 64


def test_an_unfinished_file_is_not_published(workspace: Workspace) -> None:
    path = made(workspace, "a" * 64)
    path.with_name(f"{path.name}.wal").write_bytes(b"")
    with pytest.raises(FoiError, match="left unfinished"):
        publish(workspace, path)
    assert published(workspace) is None


def test_any_file_is_not_a_warehouse(workspace: Workspace) -> None:
    path = workspace.published / "x"
    path.write_text("nothing of the kind")
    with pytest.raises(FoiError, match="not a warehouse"):
        publish(workspace, path)


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE x (a INTEGER)",
        "DELETE FROM build_info",
        "COPY build_info TO 'x.csv'",
        "FROM read_csv('/etc/hostname')",
        "FROM '/etc/hostname'",
        "ATTACH 'other.duckdb'",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SELECT no_such_column FROM build_info",
    ],
)
def test_questions_can_only_ask(workspace: Workspace, sql: str) -> None:
    publish(workspace, made(workspace, "a" * 64))
    with connect(workspace) as connection:
        with pytest.raises(FoiError) as caught:
            run_query(connection, sql)
        assert "\n" not in str(caught.value)
        assert run_query(connection, "SELECT count(*) AS n FROM build_info") == (["n"], [(1,)])
