"""A workspace that changes at random, and its warehouse brought up to date against one built from nothing.

`python tests/warehouse/renewed.py TIMES [SEED]` makes so many changes and says what each was.
"""

from __future__ import annotations

import random
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
from made_replies import (
    CHARGED,
    DECLINED,
    FORCE_SIGNS,
    NO_SUSPECT,
    PENDING,
    calendar,
    crosstab,
    decide,
    deliver,
    doc,
    reading,
    totals,
    workspace_of,
)

from parsers.figure import Caveat, LostNumber
from warehouse.build import build
from warehouse.decisions import load_decisions

if TYPE_CHECKING:
    from collections.abc import Callable

    from parsers.figure import Figure, Reading
    from warehouse.workspace import Workspace

FORCES = list(FORCE_SIGNS)
YEARS = [calendar(2020), calendar(2021)]
LABELS = [
    CHARGED,
    DECLINED,
    NO_SUSPECT,
    PENDING,
    "Outcome 14/16",
    "Closed after review",
    "NFA at officer level",
]
FIRST_DAY = date(2022, 2, 1)
REQUEST = """
id = "{id}"
title = "Question {id}"
sent = 2022-01-10
[asks]
period = ["{first}", "2021"]
year_kind = "calendar"
dimensions = ["outcome"]
offences = ["008/71"]
"""

Content = dict[str, list[str]]


class Changing:
    """A workspace and the changes that may befall it, drawn from one seed."""

    def __init__(self, root: Path, seed: int) -> None:
        """Make a workspace of four requests and a dozen replies."""
        self.chance = random.Random(seed)
        self.workspace: Workspace = workspace_of(root, requests=())
        self.replies: list[tuple[str, str, Reading]] = []
        for number in range(4):
            self._ask(f"q{number}", 2020)
        for _ in range(12):
            self.reply()

    def change(self) -> str:
        """Make one change and return its name."""
        changes: list[Callable[[], None]] = [
            self.reply, self.revise, self.joint, self.forward, self.decide, self.decide, self.decide,
            self.withdraw, self.ask_otherwise,
        ]  # fmt: skip
        chosen = self.chance.choice(changes)
        chosen()
        return chosen.__name__

    def reply(self) -> None:
        """A force answers, with or without signs of whose reply it is."""
        force = self.chance.choice(FORCES)
        signs = self.chance.choice([FORCE_SIGNS[force]] * 4 + [FORCE_SIGNS[force][:1]])
        self._deliver(self._reading(self._table(1), signs), force)

    def revise(self) -> None:
        """A reply is replaced by a later one."""
        request, force, older = self.chance.choice(self.replies)
        newer = self._reading(self._table(1), FORCE_SIGNS[force])
        self._deliver(newer, force, request)
        decide(self.workspace, "supersede", doc(older), newer.document_id, why="corrected")

    def joint(self) -> None:
        """One reply speaks for two forces."""
        forces = self.chance.sample(FORCES, 2)
        figures = [
            figure
            for table, force in enumerate(forces, start=1)
            for figure in self._table(table, force_label=force.title())
        ]
        found = self._reading(figures, [sign for force in forces for sign in FORCE_SIGNS[force]])
        self._deliver(found, forces[0])

    def forward(self) -> None:
        """A reply comes once more, attached to a message to another request."""
        _, force, inner = self.chance.choice(self.replies)
        message = self._reading([], FORCE_SIGNS[force])
        deliver(self.workspace, message, inner, folder=self._request())

    def decide(self) -> None:
        """A person decides something, of a document that is there or of none."""
        request, force, found = self.chance.choice(self.replies)
        document = self.chance.choice([doc(found)] * 5 + ["0123456789ab"])
        wording, codes = self.chance.choice(LABELS[4:]), self.chance.choice(["18", "14|16", "not-an-outcome"])
        kind, target, value, scope = self.chance.choice(
            [
                ("wording", wording, codes, self.chance.choice(["", request, document])),
                ("dash", f"{document}.t1", self.chance.choice(["zero", "missing"]), ""),
                ("axis", f"{document}.t1", self.chance.choice(["place", "ignore", "outcome"]), "?rows"),
                ("reject", self.chance.choice([document, f"{document}.t1", f"{document}.t1.r1.c1"]), "", ""),
                ("accept", self.chance.choice([document, f"{document}.t1"]), "", ""),
                ("ignore", document, "", "page 2"),
                ("force", document, self.chance.choice([force, "kent", "kent|durham"]), ""),
                ("request", document, self._request(), ""),
                ("period", f"{document}.t1", "2020", ""),
                ("supersede", document, doc(self.chance.choice(self.replies)[2]), ""),
            ]
        )  # fmt: skip
        if target != value:
            when = f"2026-01-{self.chance.randrange(1, 28):02}"
            decide(self.workspace, kind, target, value, scope, when=when)

    def withdraw(self) -> None:
        """A decision is taken out of its file."""
        files = sorted(self.workspace.decisions.glob("*.csv"))
        if files:
            path = self.chance.choice(files)
            lines = path.read_text().splitlines(keepends=True)
            del lines[self.chance.randrange(1, len(lines))]
            path.unlink()
            if lines[1:]:
                path.write_text("".join(lines))

    def ask_otherwise(self) -> None:
        """A request is put anew: for other years, or of other forces."""
        self._ask(self.chance.choice([self._request(), f"q{self.chance.randrange(4, 9)}"]), 2019)

    def _request(self) -> str:
        return self.chance.choice(sorted(path.stem for path in self.workspace.requests.glob("*.toml")))

    def _ask(self, name: str, first: int) -> None:
        forces = self.chance.sample(FORCES, self.chance.randrange(1, 5))
        asked = "".join(f'[[authority]]\nforce = "{force}"\n' for force in forces)
        (self.workspace.requests / f"{name}.toml").write_text(REQUEST.format(id=name, first=first) + asked)

    def _deliver(self, found: Reading, force: str, request: str | None = None) -> None:
        request = request or self._request()
        deliver(
            self.workspace, found, folder=request,
            received_on=FIRST_DAY + timedelta(days=self.chance.randrange(60)),
        )  # fmt: skip
        self.replies.append((request, force, found))

    def _reading(self, figures: list[Figure], signs: list[object]) -> Reading:
        more = {}
        if self.chance.random() < 0.2:
            more["lost"] = [LostNumber("page 2", "17", "on page 17 of")]
        if self.chance.random() < 0.2:
            more["caveats"] = [Caveat("Preliminary.", "page 1")]
        return reading(f"reply {self.chance.getrandbits(48)}.pdf", figures, signs=signs, **more)

    def _table(self, table: int, **more: object) -> list[Figure]:
        labels = self.chance.sample(LABELS, 3)
        drawn = [[self._count() for _ in YEARS] for _ in labels]
        if self.chance.random() < 0.2:
            more["breakdown"] = {"?rows": "all"}
        figures = crosstab(table, "outcome_label", dict(zip(labels, drawn, strict=True)), YEARS, **more)
        if self.chance.random() < 0.5:
            sums = [
                sum(count for count in column if isinstance(count, int))
                for column in zip(*drawn, strict=True)
            ]
            figures += totals(table, 9, sums, YEARS, "outcome", **more)
        return figures

    def _count(self) -> int | str:
        return self.chance.choice([self.chance.randrange(40)] * 8 + ["<5", "-"])


def content_of(path: Path) -> Content:
    """Return all that a warehouse file holds but when it was built, with no regard to the order of rows."""
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = connection.execute(
            "SELECT schema_name || '.' || table_name FROM duckdb_tables() ORDER BY ALL"
        ).fetchall()
        content = {
            table: sorted(map(str, connection.table(table).fetchall()))
            for (table,) in tables
            if table != "main.build_info"
        }
        for what, query in {
            "build": "SELECT * EXCLUDE (built_at) FROM build_info",
            "columns": "SELECT table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns()"
            " WHERE NOT internal",
            "constraints": "SELECT table_name, constraint_text FROM duckdb_constraints()",
            "relations": "SELECT table_name, comment FROM duckdb_tables()"
            " UNION ALL SELECT view_name, sql || comment FROM duckdb_views() WHERE NOT internal",
            "macros": "SELECT function_name, macro_definition, comment FROM duckdb_functions()"
            " WHERE NOT internal",
        }.items():
            content[what] = sorted(str(row) for row in connection.execute(query).fetchall())
    return content


def difference(one: Content, other: Content) -> list[str]:
    """Return what stands in the one and not in the other, a line a row."""
    return [
        f"{'-' if row in set(one.get(name, [])) else '+'} {name}: {row}"
        for name in sorted(one.keys() | other.keys())
        for row in sorted(set(one.get(name, [])) ^ set(other.get(name, [])))
    ] + [f"? {name}: rows twice" for name in one if len(one[name]) != len(other.get(name, []))]


def renew(changing: Changing) -> list[str]:
    """Bring the last file of a workspace up to date, build one from nothing, and return the difference."""
    folder = changing.workspace.root
    last, renewed, whole = (folder / f"{name}.duckdb" for name in ("last", "renewed", "whole"))
    build(changing.workspace, renewed, base=last if last.exists() else None)
    build(changing.workspace, whole)
    found = difference(content_of(renewed), content_of(whole))
    renewed.replace(last)
    return found


def main() -> None:
    """Make changes until there is a difference, or there were enough."""
    seed = int(sys.argv[2]) if sys.argv[2:] else 1
    with tempfile.TemporaryDirectory() as folder:
        changing = Changing(Path(folder), seed)
        for number in range(int(sys.argv[1])):
            changes = [changing.change() for _ in range(changing.chance.randrange(1, 4))] if number else []
            found = renew(changing)
            decided = len(load_decisions(changing.workspace))
            sys.stdout.write(
                f"{number}: {', '.join(changes)}; {decided} decisions: {len(found)} differences\n"
            )
            if found:
                sys.exit("\n".join(found[:40]))


if __name__ == "__main__":
    main()
