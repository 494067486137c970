"""The exemptions that an authority says it applies: of the Freedom of Information Acts, and of the EIR.

Exceptions of the Environmental Information Regulations are told as "reg.12(4)(d)".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from parsers.letter_signs import LAW, NEITHER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_SECTIONS = frozenset(
    # Numbers, as they are read: each in quotation marks they would take a line of their own.
    "12 14 21 22 22A 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44".split()  # noqa: SIM905
)
"""What can be relied on to refuse, in the Act or in Scotland's, where 25 to 41 are other exemptions than in
the Act; other sections are rights, duties and procedure."""
_IN_BRACKETS = r"\(\s*(?:\d{1,2}[a-z]{0,2}|[a-z]|[ivx]{1,4})\s*\)"
_PART = rf"(?:\s*{_IN_BRACKETS})*"
"""The part of a section; "(cost)" behind it is its title."""
_CONDITION = re.compile(r"(?<=\))\(\d.*")
"""Behind a subsection's number, another says on what condition it holds: (3A)(a) in 40(2)(3A)(a)."""
_MENTION = re.compile(
    rf"\b(?:sections?|sec\.?|s\.?|(?-i:ss)\.?)\s*\d{{1,2}}A?{_PART}(?:\s*(?:,|and|&|or|/|;)\s*(?:(?:sections?|s\.?)?\s*\d{{2}}{_PART}|{_IN_BRACKETS}))*",
    re.IGNORECASE,
)
_EXCEPTION = re.compile(
    rf"\breg(?:ulation)?s?\.?\s*(?P<first>(?:6|12)\s*{_IN_BRACKETS}{_PART}|13{_PART})"
    rf"(?P<others>(?:\s*(?:,|and|&|or|/|;)\s*(?:reg(?:ulation)?s?\.?\s*)?(?:12\s*{_IN_BRACKETS}{_PART}|13{_PART}))*)"
    r"(?!\d)",
    re.IGNORECASE,
)
"""What the Environmental Information Regulations except, and only these: 6(1)(b), 12 and 13."""
_EACH_EXCEPTION = re.compile(rf"(6|12|13)({_PART})")
_IS_EXCEPTED = re.compile(r"6\(1\)\(b\)|12\([45]\)|13")
"""The rest of regulations 6 and 12 is the duty to disclose, its bounds and the form of what is disclosed."""
_EACH = re.compile(
    rf"(?<![(\d])(\d{{1,2}}A?)({_PART})((?:\s*(?:,|and|&|or|/|;)\s*{_IN_BRACKETS})*)", re.IGNORECASE
)
"""A section, its part, and other parts of the same section: "40", "(2)", "&(3)"."""
_LAST_PART = re.compile(r"\([^)]*\)\s*$")
_OTHER_ACT = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?:,?\s*of\s+|,?\s+under\s+)?(?:the\s+)?"
    r"(?!(?i:freedom of information|foia?\b|environmental information|eirs?\b))"
    r"(?:[A-Z][\w'&-]+\s+(?:and |of |the |to |on )*){1,8}(?<!the )(?:Act|Regulations)\b",
)
_A_POWER = re.compile(
    r"\s+(?:dispersals?|orders?|notices|search(?:es)?|stops?|powers?|offences?|assaults?|warrants?|detentions?)\b",
    re.IGNORECASE,
)
"""What police do under a section, or what it makes an offence, is of another Act: "section 35 dispersals"."""
MAY = r"(?<!in )(?<!by )(?:(?<!\d )may(?! \d)|(?<=\d )may(?= (?:apply|be|have|not|also|well|allow|cover)\b))"
"""The verb, not the month: "Section 31 may apply" is none of 31 May."""
_NOT_APPLIED = re.compile(
    rf"^\W*if\b|, if\b|\b(?:{MAY}|might|considered but|not (?:be )?(?:engaged|applied|relied)|not to apply)\b"
    r"|\b(?:(?:do|does|did|can)(?: not|n['’]t) (?:agree|accept|consider|think|believe|uphold|find)"
    r"|no longer (?:rel\w+|appl\w+|engaged)"
    r"|withdr[ae]wn?|withdrawing|overturn\w*|incorrectly|wrongly|misapplied|disregarded"
    r"|(?:should|ought|need(?:ed)?) not (?:to )?have|set aside|is not exempt"
    r"|would (?:normally|usually|ordinarily|otherwise(?! prejudice))"
    r"|is not (?:being )?(?:sought|claimed|cited)|lifted)\b"
    r"|(?:exemption|section\s*\d\d\S*)\s+does not apply",
    re.IGNORECASE,
)


_TITLES = re.compile(
    r"(?:investigations and proceedings )?conducted by (?:the )?public authorit(?:ies|y)|audit functions"
    r"|conduct of public affairs|relations within the united kingdom",
    re.IGNORECASE,
)
"""The titles of exemptions, which name public authorities without saying anything of them all."""
_LISTED = re.compile(r"\b(?:listed|specified|named|mentioned) (?:at|in|under|by)\s*$", re.IGNORECASE)
_CONDITION_OF = re.compile(r"\bconditions? (?:of|in|at|under|from) (?:the )?$", re.IGNORECASE)
"""Of section 40, (3A) to (4A) are the conditions on which (2) holds."""
_INSTEAD = re.compile(r"\b(?:rather than|instead of|in place of|and not)(?: under| the)?\s*$", re.IGNORECASE)
_IN_PART = re.compile(r"\b(?:some|part|parts|partly|certain|elements?)\b", re.IGNORECASE)
"""What was wrongly applied to some of it is applied to the rest."""
_AND_WE = re.compile(
    r"\b(?:and|but|so|which)\s+(?:\w+\s+)?(?:we|i|the (?:force|constabulary|police))\s+(?:\w+\s+){0,2}"
    r"(?:refus|withh|appl|declin|rel[iy]|us(?:e|ing)|claim|cit)\w*",
    re.IGNORECASE,
)
"""An authority that says what the Act lets it do, and that it does so, says what it does."""
_WHICH = re.compile(r",? which\b[^,;]*")
_APPLIES = re.compile(
    r"\b(?:appl(?:y|ies|ied)|falls? (?:within|under)|engaged?|rel(?:y|ies|ied|ying) (?:up)?on|exempt)\b"
    rf".{{0,100}}?{_MENTION.pattern}",
    re.IGNORECASE,
)
"""An exemption that applies is no less applied where what the Act says of it, "which ...", stands behind."""
_REASON = re.compile(
    r"(?:^|,?\s)(?:because|since|given that|in that|so (?:that|\w+ that)"
    r"|as(?= (?:it|this|these|they|the|such|to|\w+(?:ing|ure)) ))\b[^,;]*(?:[,;]|$)",
    re.IGNORECASE,
)
"""Why an exemption is applied tells of what may happen, and makes it no less applied."""
_TURN = re.compile(r";|\bbut\b(?! not)|\binstead\b|\bhowever\b", re.IGNORECASE)
"""What comes behind these is said apart from what stands before them."""


def exemptions_in(sentences: Iterable[str]) -> list[str]:
    """Return the exemptions that are applied, "s.40(2)", each once, the most precise.

    "NCND" stands for neither confirming nor denying. Who answers and names such a section applies it,
    unless the sentence says that it need not be so or tells what the Act says of every authority.
    """
    found: dict[str, None] = {}
    for sentence in sentences:
        if is_law(sentence):
            continue
        if NEITHER.search(sentence) and not _is_not_applied(sentence):
            found["NCND"] = None
        for clause in _TURN.split(sentence):
            if not _is_not_applied(clause):
                found |= dict.fromkeys(_mentioned(clause))
    return most_precise(found)


def most_precise(found: Collection[str]) -> list[str]:
    """Return exemptions in order, without those of which a part is among them."""
    precise = [each for each in found if not any(_is_part(other, each) for other in found)]
    return sorted(precise, key=lambda each: (each == "NCND", each))


def exemptions_quoted(sentences: Iterable[str]) -> list[str]:
    """Return the exemptions of which the Act's words are quoted: a refusal without others rests on them."""
    quoted = (each for sentence in sentences if is_law(sentence) for each in _mentioned(sentence))
    return sorted(dict.fromkeys(quoted))


@lru_cache(maxsize=4096)
def is_law(sentence: str) -> bool:
    """Say whether a sentence says what the Act says of every authority."""
    of_it = _WHICH.sub("", sentence)
    sentence = of_it if _APPLIES.search(of_it) else sentence
    return LAW.search(_TITLES.sub("", sentence)) is not None and _AND_WE.search(sentence) is None


def _is_not_applied(clause: str) -> bool:
    without = _REASON.sub(" ", clause)
    clause = without if _MENTION.search(without) else clause
    return _NOT_APPLIED.search(clause) is not None and _IN_PART.search(clause) is None


def _mentioned(clause: str) -> Iterator[str]:
    yield from _excepted(clause)
    for mention in _MENTION.finditer(clause):
        before = clause[: mention.start()]
        if any(each.search(before) for each in (_LISTED, _INSTEAD, _CONDITION_OF)):
            continue
        if not is_of_another_act(clause, mention.end()):
            for number, part, others in _EACH.findall(mention.group()):
                if number.upper() in _SECTIONS:
                    yield f"s.{number.upper()}{_CONDITION.sub('', ''.join(part.split()))}"
                    beside = _LAST_PART.sub("", part)
                    for other in re.findall(_IN_BRACKETS, others, re.IGNORECASE):
                        yield f"s.{number.upper()}{''.join((beside + other).split())}"


def _excepted(clause: str) -> Iterator[str]:
    for mention in _EXCEPTION.finditer(clause):
        if _INSTEAD.search(clause[: mention.start()]) or is_of_another_act(clause, mention.end()):
            continue
        for number, part in _EACH_EXCEPTION.findall(mention["first"] + mention["others"]):
            told = number + "".join(part.split())
            if _IS_EXCEPTED.match(told):
                yield f"reg.{told}"


def is_of_another_act(sentence: str, end: int) -> bool:
    """Say whether another Act's name, or what it allows or punishes, follows what ends at `end`."""
    return any(each.match(sentence[end:]) for each in (_OTHER_ACT, _A_POWER))


def _is_part(other: str, each: str) -> bool:
    return other != each and other.startswith(f"{each}(")
