"""Offences: Home Office codes in all their spellings, exact wordings, and the classes that hold them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from parsers.vocabulary.periods import read_period
from parsers.vocabulary.table import LazyTable, rows
from parsers.vocabulary.text import normalise, words_of


class OffenceMatch(NamedTuple):
    """What an offence label means: Home Office codes, and the rule that told them.

    `rule` is "code", "wording", "class" (a class, subclass or category of the Home Office list: no codes) or "".
    """

    codes: tuple[str, ...]
    rule: Literal["code", "wording", "class", ""]


@dataclass(frozen=True, slots=True)
class Offence:
    """One Home Office code; `titles` are the offences that share it, `title` the first of them."""

    code: str
    title: str
    titles: tuple[str, ...]
    act: str
    section: str
    offence_class: str
    subclass: str
    category: str
    valid_from: str
    valid_to: str
    source: str
    note: str = ""


@dataclass(slots=True)
class _Draft:
    row: dict[str, str]
    titles: list[str] = field(default_factory=list)


def _load() -> dict[str, Offence]:
    drafts: dict[str, _Draft] = {}
    for row in (*rows("offences"), *rows("home_office_notifiable_offences")):
        draft = drafts.setdefault(row["ho_code"], _Draft(row))
        if row["title"] not in draft.titles:
            draft.titles.append(row["title"])
    return {code: _offence(code, drafts[code]) for code in sorted(drafts)}


def _offence(code: str, draft: _Draft) -> Offence:
    row = draft.row
    return Offence(
        code=code,
        title=draft.titles[0],
        titles=tuple(draft.titles),
        act=row["act"],
        section=row["section"],
        offence_class=row["class"],
        subclass=row["subclass"],
        category=row["offence_category"],
        valid_from=row.get("valid_from") or "",
        valid_to=row.get("valid_to") or "",
        source=row["source"],
        note=row.get("note") or "",
    )


OFFENCES: LazyTable[Offence] = LazyTable(_load)
"""Home Office code such as `008/71` -> offence: the current notifiable list, and retired codes still asked for."""

_CODE = re.compile(r"(?<![\w/.,])(\d{1,3})/(\d{2})(?![\w/]|[.,]\d)")
_MARKED = re.compile(
    r"\b(?:ho|home office|hocr)(?: offence| crime)?(?: code| classification| class)?s?\W{0,3}(\d{1,3}/\d{2}|\d{5})\b"
)
_FIVE_DIGITS = re.compile(r"(?<![\w/.,])(0\d{4})(?![\w/]|[.,]\d)")
_SECTION_BEFORE = re.compile(r"\b(?:s|ss|sec|sections?|ref|reference|foi|request)\W*$")
_PREFIX = re.compile(
    r"^(?:expired-not for use after [\d/]+|historic(?:al)?|attempt(?:ed)?|att|conspiracy to|conspire to|"
    r"aid(?:ing)?(?:/| and )abet(?:ting)?)\b[\s:;,.-]*"
)


@lru_cache(maxsize=16384)
def find_offence(label: str) -> OffenceMatch:
    """Return what an offence label means.

    A Home Office code anywhere in it decides (8/71, 08/71, 008/71, "HO 00871"); else the exact wording, also
    after "Attempted -" or "EXPIRED - NOT FOR USE AFTER ..."; else the wording of a class.
    """
    key = normalise(label)
    codes = _codes_in(key)
    if codes:
        return OffenceMatch(codes, "code")
    wordings, classes = _known()
    for words in _readings(key):
        if words in wordings:
            return OffenceMatch(wordings[words], "wording")
    if any(words in classes for words in _readings(key)):
        return OffenceMatch((), "class")
    return OffenceMatch((), "")


def looks_like_offence(label: str) -> bool:
    """Say whether a label is a known offence, class of offences or Home Office code."""
    return find_offence(label).rule != ""


def _codes_in(key: str) -> tuple[str, ...]:
    if not any(sign.isdigit() for sign in key):
        return ()
    marked = [_padded(match.group(1)) for match in _MARKED.finditer(key)]
    if marked:
        return tuple(dict.fromkeys(marked))
    if read_period(key):
        return ()
    found = []
    for match in _CODE.finditer(key):
        code = _padded(match.group())
        whole = len(match.group(1)) == 3 and key != match.group()
        if (whole or code in OFFENCES) and not _SECTION_BEFORE.search(key[: match.start()]):
            found.append(code)
    found += [code for match in _FIVE_DIGITS.finditer(key) if (code := _padded(match.group())) in OFFENCES]
    return tuple(dict.fromkeys(found))


def _padded(code: str) -> str:
    number, stroke, part = code.partition("/")
    return f"{int(number):03}/{part}" if stroke else f"{code[:3]}/{code[3:]}"


def _readings(key: str) -> tuple[str, ...]:
    bare = key
    while (shorter := _PREFIX.sub("", bare)) != bare and shorter:
        bare = shorter
    return (words_of(key),) if bare == key else (words_of(key), words_of(bare))


@lru_cache(maxsize=1)
def _known() -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    """Return words -> codes of every exact wording, and the words of the classes."""
    wordings = {
        words_of(row["wording"]): tuple(row["ho_code"].split("|")) for row in rows("offence_wordings")
    }
    titles: dict[str, set[str]] = {}
    classes = {words_of(row["wording"]) for row in rows("offence_classes")}
    for row in (*rows("offences"), *rows("home_office_notifiable_offences")):
        for text in (row["title"], f"{row['title']} {row['act']} {row['section']}"):
            titles.setdefault(words_of(text), set()).add(row["ho_code"])
        category = row["offence_category"]
        classes.update(map(words_of, (row["class"], row["subclass"], category, _unnumbered(category))))
    for words, codes in titles.items():
        wordings.setdefault(words, tuple(sorted(codes)))
    return wordings, frozenset(classes - {""})


def _unnumbered(category: str) -> str:
    """Return a category's name without its number ("8R Malicious Communications")."""
    return re.sub(r"^(?:NFIB ?)?\d+(?:/\d+)?[A-Z]? ", "", category)
