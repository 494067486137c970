"""The exemptions of the Freedom of Information Act that an authority says it applies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsers.letter_signs import LAW, NEITHER

if TYPE_CHECKING:
    from collections.abc import Iterable

_SECTIONS = frozenset("12 14 21 22 23 24 27 28 30 31 32 36 37 38 40 41 42 43 44".split())  # noqa: SIM905 numbers
"""What can be relied on to refuse; other sections are rights, duties and procedure."""
_PART = r"(?:\s*\(\s*\d{0,2}[a-z]{0,4}\s*\))*"
_MENTION = re.compile(
    rf"\b(?:sections?|sec\.?|ss?\.?)\s*\d{{1,2}}A?{_PART}(?:\s*(?:,|and|&|or|/|;)\s*(?:sections?|s\.?)?\s*\d{{2}}{_PART})*",
    re.IGNORECASE,
)
_EACH = re.compile(r"(?<![(\d])(\d{1,2})((?:\s*\(\s*\d{0,2}[a-z]{0,4}\s*\))*)", re.IGNORECASE)
_OTHER_ACT = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?:,?\s*of\s+|,?\s+under\s+)?(?:the\s+)?(?!(?i:freedom of information))"
    r"(?:[A-Z][\w'&-]+\s+(?:and |of |the |to |on )*){1,8}Act\b",
)
MAY = r"(?<!in )(?<!by )(?<!\d )may(?! \d)"
"""The verb, not the month."""
_NOT_APPLIED = re.compile(
    rf"^\W*if\b|, if\b|\b(?:{MAY}|might|considered but|not (?:be )?(?:engaged|applied|relied))\b"
    r"|(?:exemption|section\s*\d\d\S*)\s+does not apply",
    re.IGNORECASE,
)


def exemptions_in(sentences: Iterable[str]) -> list[str]:
    """Return the exemptions that are applied, "s.40(2)", each once, the most precise.

    "NCND" stands for neither confirming nor denying. Who answers and names such a section applies it,
    unless the sentence says that it need not be so or tells what the Act says of every authority.
    """
    found: dict[str, None] = {}
    for sentence in sentences:
        if _NOT_APPLIED.search(sentence) or LAW.search(sentence):
            continue
        if NEITHER.search(sentence):
            found["NCND"] = None
        for mention in _MENTION.finditer(sentence):
            if is_of_another_act(sentence, mention.end()):
                continue
            for number, part in _EACH.findall(mention.group()):
                if number in _SECTIONS:
                    found[f"s.{number}{''.join(part.split())}"] = None
    precise = [each for each in found if not any(_is_part(other, each) for other in found)]
    return sorted(precise, key=lambda each: (each == "NCND", each))


def is_of_another_act(sentence: str, end: int) -> bool:
    """Say whether what ends at `end` of a sentence is followed by the name of another Act."""
    return _OTHER_ACT.match(sentence[end:]) is not None


def _is_part(other: str, each: str) -> bool:
    return other != each and other.startswith(f"{each}(")
