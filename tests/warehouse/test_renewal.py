"""A warehouse that is brought up to date holds what one has that is built from nothing."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import duckdb
import pytest
from made_replies import (
    FORCE_SIGNS,
    crosstab,
    decide,
    deliver,
    doc,
    hertfordshire,
    reading,
    workspace_of,
)
from renewed import YEARS, Changing, content_of, difference, renew

from warehouse import plan as planning
from warehouse.build import build
from warehouse.inputs import Inputs
from warehouse.plan import plan

if TYPE_CHECKING:
    from pathlib import Path

    from warehouse.plan import Plan
    from warehouse.workspace import Workspace


def test_whatever_changes_the_content_is_that_of_a_build_from_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "WORTH_IT", 1.0)
    changing = Changing(tmp_path, 3)
    build(changing.workspace, tmp_path / "last.duckdb")
    for _ in range(2):
        changes = [changing.change() for _ in range(6)]
        assert renew(changing) == [], changes


def test_in_however_many_batches_the_content_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changing = Changing(tmp_path, 5)
    build(changing.workspace, tmp_path / "one.duckdb")
    monkeypatch.setattr(planning, "AT_ONCE", 40)
    steps: list[str] = []
    build(changing.workspace, tmp_path / "many.duckdb", lambda step, _: steps.append(step))
    assert steps.count("answers") > 2
    assert difference(content_of(tmp_path / "one.duckdb"), content_of(tmp_path / "many.duckdb")) == []


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("built")
    build(Changing(root, 1).workspace, root / "last.duckdb")
    return root


class TestPlan:
    @staticmethod
    def planned(workspace: Workspace) -> Plan:
        inputs = Inputs.of(workspace)
        return plan(inputs, inputs.placements(), workspace.root / "last.duckdb")

    @pytest.fixture
    def changing(self, built: Path, tmp_path: Path) -> Changing:
        changing = Changing(tmp_path, 1)
        shutil.copyfile(built / "last.duckdb", tmp_path / "last.duckdb")
        return changing

    def test_nothing_is_built_where_nothing_changed(self, changing: Changing) -> None:
        planned = self.planned(changing.workspace)
        assert (planned.batches, planned.gone, planned.gone_replies) == ([], [], [])
        assert planned.base is not None

    def test_only_what_shares_a_reply_with_what_came_is_built(
        self, changing: Changing, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(planning, "WORTH_IT", 1.0)
        request, force, earlier = changing.replies[0]
        found = reading("more.pdf", signs=FORCE_SIGNS[force])
        deliver(changing.workspace, found, folder=request)
        (batch,) = self.planned(changing.workspace).batches
        assert {found.document_id, earlier.document_id} <= set(batch)
        assert len(batch) < len(changing.replies)

    @pytest.mark.parametrize(
        "decided",
        [
            ("accept", "", "", ""),
            ("reject", ".t1.r1.c1", "", ""),
            ("dash", ".t1", "zero", ""),
            ("period", ".t1", "2020", ""),
            ("axis", ".t1", "ignore", "?rows"),
            ("ignore", "", "", "page 2"),
            ("release", "", "", ""),
            ("force", "", "kent|durham", ""),
            ("request", "", "q3", ""),
        ],
    )
    def test_what_a_decision_speaks_of_is_built(
        self, changing: Changing, monkeypatch: pytest.MonkeyPatch, decided: tuple[str, str, str, str]
    ) -> None:
        kind, place, value, scope = decided
        monkeypatch.setattr(planning, "WORTH_IT", 1.0)
        found = next(reply for request, _, reply in changing.replies if request != "q3")
        decide(changing.workspace, kind, f"{doc(found)}{place}", value, scope)
        (batch,) = self.planned(changing.workspace).batches
        assert found.document_id in batch
        assert len(batch) < len(changing.replies)

    def test_a_reply_that_a_document_leaves_is_built_without_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(planning, "WORTH_IT", 1.0)
        one, other = (reading(f"Kent {name}.pdf", signs=FORCE_SIGNS["kent"]) for name in "ab")
        workspace = workspace_of(tmp_path, hertfordshire(), one, other)
        build(workspace, tmp_path / "last.duckdb")
        decide(workspace, "force", doc(other), "durham")
        planned = self.planned(workspace)
        assert [sorted(batch) for batch in planned.batches] == [sorted([one.document_id, other.document_id])]
        assert ("images", "kent") in planned.gone_replies

    def test_where_much_changed_all_is_built(self, changing: Changing) -> None:
        for path in changing.workspace.requests.glob("*.toml"):
            path.write_text(path.read_text().replace("Question", "Another question"))
        planned = self.planned(changing.workspace)
        assert planned.base is None
        assert {root for batch in planned.batches for root in batch} >= set(planned.keys)

    def test_a_file_of_other_code_is_not_taken_over(
        self, changing: Changing, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(planning, "code_digest", lambda: "other")
        assert self.planned(changing.workspace).base is None

    def test_a_file_that_is_no_warehouse_is_not_taken_over(self, changing: Changing) -> None:
        (changing.workspace.root / "last.duckdb").write_bytes(b"no database at all" * 1000)
        assert self.planned(changing.workspace).base is None


def test_a_wording_that_is_decided_changes_the_replies_that_use_it(tmp_path: Path) -> None:
    table = crosstab(1, "outcome_label", {"Closed after review": [3, 4]}, YEARS)
    kent = reading("Kent.pdf", table, signs=FORCE_SIGNS["kent"])
    workspace = workspace_of(tmp_path, hertfordshire(), kent)
    for number in range(6):
        deliver(workspace, reading(f"other {number}", signs=[]), folder="")
    base, renewed = tmp_path / "base.duckdb", tmp_path / "renewed.duckdb"
    build(workspace, base)
    decide(workspace, "wording", "closed after  REVIEW", "18")
    build(workspace, renewed, base=base)
    with duckdb.connect(str(renewed), read_only=True) as connection:
        asked = "SELECT outcome_code, count FROM outcome_counts WHERE force_id = 'kent' ORDER BY period_start"
        assert connection.execute(asked).fetchall() == [("18", 3), ("18", 4)]
        assert connection.execute("SELECT count(*) FROM held WHERE kind = 'wording'").fetchall() == [(0,)]
