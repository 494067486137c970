"""What a document holds and does not show: looked for before anything of it is read.

Forces' spreadsheets have given away personal data of thousands through hidden sheets and pivot caches. Hidden
content is counted by kind and place and never read; what could be personal data holds the document until a
person decides (`foi decide release`). The kinds are those that WhatDoTheyKnow screens for, and their like in
other formats.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from parsers.errors import UnreadableError
from parsers.figure import Hidden

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

KINDS = {
    "very hidden sheet": "very hidden sheets",
    "hidden sheet": "hidden sheets",
    "hidden row": "hidden rows",
    "hidden column": "hidden columns",
    "pivot cache": "pivot caches",
    "data model": "data models",
    "external link": "external links",
    "named range": "named ranges to hidden places",
    "comment": "comments",
    "tracked change": "tracked changes",
    "hidden text": "pieces of hidden text",
    "covered text": "pieces of covered text",
    "hidden layer": "hidden layers",
    "text off the page": "pieces of text off the page",
    "embedded file": "embedded files",
    "not screened": "parts that could not be screened",
}
"""Every kind of hidden content, one and several of it, the gravest first."""


def screen(data: bytes, name: str) -> list[Hidden]:
    """Return what a document of the format `name` holds and does not show, by kind and place.

    Never raises: a document that cannot be screened has one finding that says so and holds it. One that is
    broken or locked has none, as its reader will say what is wrong.
    """
    screener = _screeners().get(name)
    if screener is None:
        return []
    try:
        return screener(data)
    except UnreadableError:
        return []
    except Exception:  # noqa: BLE001 damaged XML raises anything; its text might hold what is hidden
        return [Hidden("not screened", "the file", 1, None, holds=True)]


def quarantine(findings: Iterable[Hidden]) -> str | None:
    """Return the reason why a document with these findings waits for a person, or None if it need not."""
    counts: Counter[str] = Counter()
    filled: Counter[str] = Counter()
    for found in findings:
        if found.holds:
            counts[found.kind] += found.count
            filled[found.kind] += found.filled or 0
    if not counts:
        return None
    return "hidden data: " + ", ".join(
        _told(kind, counts[kind], filled[kind]) for kind in KINDS if counts[kind]
    )


def _told(kind: str, count: int, filled: int) -> str:
    text = f"{count:,} {kind if count == 1 else KINDS[kind]}"
    return f"{text} ({filled:,} value{'s' if filled > 1 else ''})" if filled else text


def _screeners() -> dict[str, Callable[[bytes], list[Hidden]]]:
    # Imported when first needed, as the readers are.
    from parsers.screens.converted import (  # noqa: PLC0415
        screen_binary_workbook,
        screen_doc,
        screen_rtf,
    )
    from parsers.screens.legacy_workbook import screen_legacy_workbook  # noqa: PLC0415
    from parsers.screens.opendocument import screen_opendocument  # noqa: PLC0415
    from parsers.screens.word import screen_word  # noqa: PLC0415
    from parsers.screens.workbook import screen_workbook  # noqa: PLC0415

    return {
        "doc": screen_doc,
        "docx": screen_word,
        "ods": screen_opendocument,
        "rtf": screen_rtf,
        "xls": screen_legacy_workbook,
        "xlsb": screen_binary_workbook,
        "xlsx": screen_workbook,
    }
