"""What a letter gives in words: a paper that comes with it, or a plain statement of what was asked.

Neither is a sign that can be listed: what is given is as manifold as what is asked. It is told by what it is
not about, which is requests, rights, sections and the work that an answer would take. Such a sentence is a
hint that something is given, and no proof.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsers.exemptions import is_law
from parsers.statements import is_conditional, is_effort, stated

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMES_WITH = re.compile(
    r"\b(?:attach(?:ed|ing)?|enclos(?:ed?|ing)|annex(?:ed)?|appended|herewith|accompan(?:y|ies|ied|ying))\b",
    re.IGNORECASE,
)
_ONLY_COVERS = re.compile(
    r"\b(?:response|reply|letter|decision|complain\w*|appeals?|rights?|review|leaflet|guid(?:e|ance)|opinion"
    r"|legal annex|notice|form|clarif\w+|invoice|copy of your request|reasons?|considerations?|explanation"
    r"|public interest|arguments|how to|paper entitled|to (?:the )?sections)\b"
    r"|\b(?:see|find) (?:the )?(?:attached|enclosed)\W*(?:correspondence\b.*)?$",
    re.IGNORECASE,
)
"""What comes with every letter, or is the letter."""
_ABOUT_IT = r"(?:regarding|in relation to|in respect of|in connection with|concerning|about|to)"
_COVERS = re.compile(
    r"\b(?:attached|enclosed)\b.*\b(?:documents?|correspondence|letters?|response|reply|files?|pdf)\b"
    rf".*\b{_ABOUT_IT} (?:your|the) (?:\w+ ){{0,4}}(?:request|enquiry|foi|application)\b",
    re.IGNORECASE,
)
"""What only sends a document, whatever that says, speaks of the request and of nothing else."""
_PLEASANTRY = re.compile(
    r"\W*(?:dear\b|good (?:morning|afternoon)|(?:kind |many )?(?:regards|thanks)\b|thank you\b|if you\b"
    r"|should you\b|please (?:do not hesitate|contact|let (?:me|us) know)\b|yours\b).*|\W*[\w .,:/-]{0,40}",
    re.IGNORECASE | re.DOTALL,
)
_ABOUT_THE_REQUEST = re.compile(
    r"\b(?:request\w*|information|act|foia?|sections?|exempt\w*|held|hold\w*|disclos\w*|releas\w*|respon(?:d|se)\w*"
    r"|repl(?:y|ies)|answer\w*|review\w*|complain\w*|contact|you|your|we|i|our|my|us|dear|please|regards"
    r"|sincerely|faithfully|limit|costs? of compl\w+|email|message|letter|decision|public|interest|interests"
    r"|reference|ref|harm\w*|would|could|should|must|might|prejudic\w*|balance|favour\w*|manual\w*|record by"
    r"|withh\w*|refus\w*|copyright|commissioner|authority|authorities|searche?s?|searched|retriev\w*)\b",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(
    r"\d|\b(?:no|none|nil|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty"
    r"|fifty|hundred|most|all|mostly|half)\b",
    re.IGNORECASE,
)
_IS_A_DATE = re.compile(
    r"^\W*(?:date\w*\W*|sent\W*|from\W*)?(?:\w+day,? )?\d{1,2}(?:st|nd|rd|th)? \w+ \d{4}\b.{0,20}$"
    r"|\blicen[cs]e\b",
    re.IGNORECASE,
)
"""A letter's own day, and the licence that its words are under."""
_LESS = re.compile(
    r",?\s(?:from which|save (?:for|that)|except (?:for|that)|apart from"
    r"|(?:but )?with (?=[^.]*\b(?:removed|redact\w*|withheld|taken out|blanked|deleted|omitted|obscured)\b))",
    re.IGNORECASE,
)
"""What a paper that is given comes without."""
_SHORTEST = 8


def comes_with(sentence: str) -> bool:
    """Say whether a sentence tells of a paper that comes with the letter and is not what every letter has."""
    sentence = _LESS.split(sentence)[0]
    if _COMES_WITH.search(sentence) is None or _ONLY_COVERS.search(sentence) or _COVERS.search(sentence):
        return False
    return not _is_something_else(sentence)


def only_cover(sentences: Sequence[str]) -> bool:
    """Say whether some sentences do nothing but send something about a request, whatever that says."""
    said = [each for each in sentences if _PLEASANTRY.fullmatch(each) is None]
    return bool(said) and all(map(_COVERS.search, said))


def tells_a_count(sentence: str) -> bool:
    """Say whether a sentence states how many, and speaks of nothing but the matter itself."""
    return _HOW_MANY.search(sentence) is not None and _is_of_the_matter(sentence)


def _is_of_the_matter(sentence: str) -> bool:
    if len(sentence) < _SHORTEST or _IS_A_DATE.search(sentence) is not None:
        return False
    if _ABOUT_THE_REQUEST.search(sentence) is not None:
        return False
    return not _is_something_else(sentence)


def _is_something_else(sentence: str) -> bool:
    nothing = stated(sentence) & {"refused", "grounds", "not held", "unable", "not recorded"}
    asks = sentence.rstrip().endswith("?")
    return bool(nothing) or asks or is_conditional(sentence) or is_law(sentence) or is_effort(sentence)
