"""Faults of the reference data themselves: none in what is shipped, and what a new row broke."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from parsers.vocabulary.dimensions import is_measure, is_total
from parsers.vocabulary.forces import FORCES
from parsers.vocabulary.offences import OFFENCES
from parsers.vocabulary.outcome_numbers import carried
from parsers.vocabulary.outcome_signs import signs_in
from parsers.vocabulary.outcomes import OUTCOMES, outcome_codes
from parsers.vocabulary.periods import read_period
from parsers.vocabulary.phrases import phrase_problems
from parsers.vocabulary.table import rows
from parsers.vocabulary.text import normalise, words_of
from parsers.vocabulary.values import read_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Row = dict[str, str]

_HOME_OFFICE_CODE = re.compile(r"\d{3}/\d{2}")
_MANY = 100_000
"""People; the City of London has fewer, and gains or loses a tenth of them with a building."""
_IN_A_YEAR = 0.04
_LOCAL_PATH = re.compile(r"(?:^|[\s(])(?:/|\.{1,2}/|file:|[A-Za-z]:\\)")


class Problem(NamedTuple):
    """One fault: the file, its row (the first below the head is 2), and what is wrong."""

    file: str
    row: int
    problem: str


def lint() -> list[Problem]:
    """Return the faults of the reference data, in the order of files and rows."""
    found = []
    for name, check in _CHECKS.items():
        listed = rows(name)
        problems = [*_sources(listed), *check(listed)]
        found += [Problem(f"{name}.csv", row, problem) for row, problem in sorted(problems)]
    return found


def outcome_problems(listed: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """Yield the faults of outcome codes."""
    yield from _repeated(listed, lambda row: [row["code"]], "code")
    yield from _dates(listed, "valid_from", "valid_to")
    for number, row in _numbered(listed):
        if not row["title"] or not row["group"]:
            yield number, f"outcome {row['code']} lacks a title or a group"


def outcome_wording_problems(listed: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """Yield the faults of outcome wordings, among them numbers and words that contradict the codes."""
    yield from _repeated(listed, lambda row: [words_of(row["wording"])], "wording")
    for number, row in _numbered(listed):
        wording, codes = row["wording"], row["code_or_codes"].split("|")
        unknown = [code for code in codes if code not in OUTCOMES]
        if unknown:
            yield number, f"{wording!r} has the code {', '.join(unknown)}, which is no outcome"
            continue
        if len(set(codes)) < len(codes) or (len(codes) > 1 and row["ambiguous"] != "yes"):
            yield number, f"{wording!r} has several codes or one code twice, and is not marked ambiguous"
        if is_total(wording) or is_measure(wording) or read_period(wording) or _is_value(wording):
            yield number, f"{wording!r} is a total, a measure, a period or a value"
        yield from _contradictions(number, wording, codes)


def _contradictions(number: int, wording: str, codes: Sequence[str]) -> Iterator[tuple[int, str]]:
    found = carried(normalise(wording))
    for place in found.places if found.strength == "strong" else ():
        said = outcome_codes(place)
        if said is not None and not set(said) <= set(codes):
            yield number, f"{wording!r} carries the number {', '.join(place)} but has {', '.join(codes)}"
    for sign in signs_in(words_of(found.words)):
        if codes[0][0].isdigit() and not sign.codes & set(codes):
            yield number, f'{wording!r} says "{sign.says}" but has {", ".join(codes)}'


def _is_value(wording: str) -> bool:
    value = read_value(wording)
    return value is not None and value.status != "unreadable"


def force_problems(listed: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """Yield the faults of forces: names and domains that two of them share."""
    yield from _repeated(listed, lambda row: [row["id"]], "id")
    yield from _repeated(
        listed,
        lambda row: {words_of(name) for name in (row["name"], *row["aliases"].split("|")) if name},
        "name",
    )
    yield from _repeated(
        listed, lambda row: [part for part in row["email_domains"].split("|") if part], "domain"
    )
    people = {row["force_id"]: row["population"] for row in rows("populations") if row["year"] == "2019"}
    for number, row in _numbered(listed):
        if row["population_mid2019"] != people.get(row["id"], ""):
            yield number, f"{row['id']} has other people in 2019 than in populations.csv"
        if not re.fullmatch(r"[a-z]+(?:-[a-z]+)*", row["id"]) or not row["name"]:
            yield number, f"{row['id']!r} is no force id in small letters and dashes, or has no name"


def population_problems(listed: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """Yield the faults of populations, among them figures that cannot be of the area that the others are of.

    No force's area has gained or lost four in a hundred people within a year; a sum over other districts has.
    """
    yield from _repeated(listed, lambda row: [f"{row['force_id']} {row['year']}"], "year")
    before: Row | None = None
    for number, row in sorted(_numbered(listed), key=lambda one: (one[1]["force_id"], one[1]["year"])):
        if row["force_id"] not in FORCES or not re.fullmatch(r"(?:19|20)\d\d", row["year"]):
            yield number, f"{row['force_id']!r} is no force, or {row['year']!r} no year"
        if not re.fullmatch(r"[1-9]\d*", row["population"]):
            yield number, f"{row['population']!r} is no number of people"
        elif before is not None and before["force_id"] == row["force_id"] and _leaps(before, row):
            yield (
                number,
                f"{row['force_id']}: {row['population']} people, {before['population']} last time",
            )
        before = row


def _leaps(before: Row, after: Row) -> bool:
    people, years = int(after["population"]), int(after["year"]) - int(before["year"])
    change = abs(people / int(before["population"]) - 1)
    return people >= _MANY and change > _IN_A_YEAR * years


def offence_problems(listed: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """Yield the faults of offences."""
    yield from _dates(listed, "valid_from", "valid_to")
    for number, row in _numbered(listed):
        if not _HOME_OFFICE_CODE.fullmatch(row["ho_code"]):
            yield number, f"{row['ho_code']!r} is no Home Office code such as 008/71"
        if not row["title"]:
            yield number, f"{row['ho_code']} has no title"


def offence_wording_problems(listed: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """Yield the faults of offence wordings."""
    yield from _repeated(listed, lambda row: [words_of(row["wording"])], "wording")
    for number, row in _numbered(listed):
        unknown = [code for code in row["ho_code"].split("|") if code not in OFFENCES]
        if unknown:
            yield (
                number,
                f"{row['wording']!r} has the code {', '.join(unknown)}, which is in no list of offences",
            )


def offence_class_problems(listed: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """Yield the faults of the names of offence classes."""
    yield from _repeated(listed, lambda row: [words_of(row["wording"])], "wording")


_CHECKS: dict[str, Callable[[Sequence[Row]], Iterable[tuple[int, str]]]] = {
    "outcomes": outcome_problems,
    "outcome_wordings": outcome_wording_problems,
    "outcome_phrases": phrase_problems,
    "forces": force_problems,
    "populations": population_problems,
    "offences": offence_problems,
    "offence_wordings": offence_wording_problems,
    "offence_classes": offence_class_problems,
    "home_office_notifiable_offences": offence_problems,
}


def _numbered(listed: Sequence[Row]) -> Iterator[tuple[int, Row]]:
    yield from enumerate(listed, start=2)


def _sources(listed: Sequence[Row]) -> Iterator[tuple[int, str]]:
    for number, row in _numbered(listed):
        source = row["source"].strip()
        if not source or _LOCAL_PATH.search(source):
            yield number, f"the source {source!r} is no public document"


def _dates(listed: Sequence[Row], *columns: str) -> Iterator[tuple[int, str]]:
    for number, row in _numbered(listed):
        for column in columns:
            text = row.get(column) or ""
            try:
                date.fromisoformat(text or "2000-01-01")
            except ValueError:
                yield number, f"{column} {text!r} is no ISO day"


def _repeated(
    listed: Sequence[Row], keys: Callable[[Row], Iterable[str]], what: str
) -> Iterator[tuple[int, str]]:
    """Yield the rows with a key that an earlier row has, as it is looked up, or with an empty one."""
    seen: dict[str, int] = {}
    for number, row in _numbered(listed):
        for key in keys(row):
            if not key:
                yield number, f"the {what} is empty"
            elif key in seen:
                yield number, f"the {what} {key!r} stands in row {seen[key]} already"
            seen.setdefault(key, number)
