"""Offences: Home Office codes in all their spellings, exact wordings, and the classes that hold them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from parsers.vocabulary.periods import read_period
from parsers.vocabulary.table import LazyTable, rows
from parsers.vocabulary.text import normalise, words_of


class OffenceMatch(NamedTuple):
    """What an offence label means: Home Office codes, and the rule that told them.

    `rule` is "code", "wording", "class" (a class, subclass or category of the Home Office list, without
    codes) or "".
    """

    codes: tuple[str, ...]
    rule: Literal["code", "wording", "class", ""]


@dataclass(frozen=True, slots=True)
class Offence:
    """One Home Office code; `titles` are the offences that share it, `title` the first of them.

    Dates are ISO days, empty where not known or open.
    """

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
    note: str
    source: str


def _listed() -> tuple[dict[str, str], ...]:
    """Return the rows of both lists: codes often asked for, some of them retired, and the current list."""
    return (*rows("offences"), *rows("home_office_notifiable_offences"))


def _load() -> dict[str, Offence]:
    of_code: dict[str, list[dict[str, str]]] = {}
    for row in _listed():
        of_code.setdefault(row["ho_code"], []).append(row)
    return {code: _offence(code, of_code[code]) for code in sorted(of_code)}


def _offence(code: str, listed: list[dict[str, str]]) -> Offence:
    first = listed[0]
    starts = [row["valid_from"] for row in listed if row.get("valid_from")]
    return Offence(
        code=code,
        title=first["title"],
        titles=tuple(dict.fromkeys(row["title"] for row in listed)),
        act=first["act"],
        section=first["section"],
        offence_class=first["class"],
        subclass=first["subclass"],
        category=first["offence_category"],
        valid_from=min(starts, default=""),
        valid_to=first.get("valid_to", ""),
        note="; ".join(dict.fromkeys(row["note"] for row in listed if row.get("note"))),
        source=first["source"],
    )


OFFENCES: LazyTable[Offence] = LazyTable(_load)
"""Home Office code such as `008/71` -> offence."""

_CODE = re.compile(r"(?<![\w/.,])(\d{1,3})/(\d{2})(?![\w/]|[.,]\d)")
_MARKED = re.compile(
    r"\b(?:ho|home office|hocr)(?: offence| crime)?(?: code| classification| class)?s?\W{0,3}"
    r"(\d{1,3}/\d{2}|\d{5})(?![\w/])"
)
_FIVE_DIGITS = re.compile(r"(?<![\w/.,])0\d{4}(?![\w/]|[.,]\d)")
_OTHER_NUMBER_BEFORE = re.compile(r"\b(?:s|ss|sec|secs|sections?|ref|reference|foi|request|no)\W*$")
# "Attempted" stays under the code of the full offence unless the list has the attempt itself.
_PREFIX = re.compile(
    r"^(?:expired-not for use after [\d/]+|attempt(?:ed)?|att|conspiracy to|conspire to|"
    r"aid(?:ing)?(?:/| and )abet(?:ting)?)\b[\s:;,.-]*"
)


@lru_cache(maxsize=16384)
def find_offence(label: str) -> OffenceMatch:
    """Return what an offence label means.

    A Home Office code anywhere in it decides (8/71, 08/71, 008/71, "HO 00871"); else the exact wording,
    also after "Attempted -" or "EXPIRED - NOT FOR USE AFTER ..."; else the wording of a class. A wording
    that names a class as well as one of its offences ("Burglary") means the class.
    """
    key = normalise(label)
    codes = _codes_in(key)
    if codes:
        return OffenceMatch(codes, "code")
    wordings, classes = _known()
    for words in _readings(key):
        if words in classes:
            return OffenceMatch((), "class")
        if words in wordings:
            return OffenceMatch(wordings[words], "wording")
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
        # A retired code is on no list: three digits and two before a wording are a code even so.
        spelled_out = len(match.group(1)) == 3 and match.start() == 0 and match.group() != key
        if (spelled_out or code in OFFENCES) and not _OTHER_NUMBER_BEFORE.search(key[: match.start()]):
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
    """Return words -> codes of every exact wording, and the words that mean a wider class."""
    titles: dict[str, set[str]] = {}
    classes: dict[str, set[str]] = {words_of(row["wording"]): set() for row in rows("offence_classes")}
    named = set(classes)
    for row in _listed():
        for text in (row["title"], f"{row['title']} {row['act']} {row['section']}"):
            titles.setdefault(words_of(text), set()).add(row["ho_code"])
        category = row["offence_category"]
        for text in (row["class"], row["subclass"], category, _unnumbered(category)):
            classes.setdefault(words_of(text), set()).add(row["ho_code"])
    wider = {words for words, codes in classes.items() if words in named or codes != titles.get(words)}
    wordings = {words: tuple(sorted(codes)) for words, codes in titles.items()}
    wordings |= {
        words_of(row["wording"]): tuple(row["ho_code"].split("|")) for row in rows("offence_wordings")
    }
    return wordings, frozenset(wider - {"", "various sub classes"})


def _unnumbered(category: str) -> str:
    """Return a category's name without its number ("8R Malicious Communications")."""
    return re.sub(r"^(?:NFIB ?)?\d+(?:/\d+)?[A-Z]? ", "", category)
