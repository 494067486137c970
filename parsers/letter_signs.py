"""What authorities write when they disclose, refuse, ask, acknowledge, charge, review and correct."""

from __future__ import annotations

import re

from parsers.letter_words import Sign

BOUNCE, AWAY = Sign("bounce"), Sign("away")
RECEIVED = Sign("received")
"""A request came in: said by itself it acknowledges, said at the head of an answer it does not."""
UNDER_WAY = Sign("under way")
EXTENDED = Sign("extended")
"""The answer comes later, whatever it will rest on."""
CLARIFY, CLARIFIED = Sign("clarify"), Sign("clarified")
CLOSES = Sign("closes")
"""What becomes of a request that is not answered for: it says that something is asked."""
FEE, LIMIT = Sign("fee"), Sign("limit")
REVIEWED, REVIEW_TO_COME = Sign("review"), Sign("review to come")
REVISED = Sign("revised")
NEITHER = Sign("neither")
GROUNDS = Sign("grounds")
"""Reasons of the Act for which nothing, or not all, is disclosed."""
REFUSED, NOT_HELD = Sign("refused"), Sign("not held")
UNABLE = Sign("unable")
"""It cannot be given, for whatever cause: what is not held or not clear cannot be given either."""
NOT_RECORDED = Sign("not recorded")
"""Something of what was asked is not there: by itself too little to say that nothing is held."""
DISCLOSED, PARTLY = Sign("disclosed"), Sign("partly")
SHOWN = Sign("shown")
"""What was asked for follows: an answer where nothing is refused, and else the refusal itself."""
MAY_BE_REVIEWED, MAY_BE_REVISED = Sign("may be reviewed"), Sign("may be revised")
LESS, ENCLOSED = Sign("less"), Sign("enclosed")
"""Hints, each too weak to tell the kind of a letter, and enough to doubt another kind."""
OWN_WORDS = {
    kind: Sign(f"word of {kind}")
    for kind in ("refused", "not held", "clarification", "fee notice", "internal review", "revised")
}
"""Words of which a letter of a kind has one at least, whatever else it says."""
LAW = Sign("law")
"""What the Act says of every authority is not said of this request."""

DAEMON = re.compile(r"(?:mailer-daemon|postmaster)@", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z\"'(£\d])")
QUESTION = re.compile(
    r"\s*(?:(?:(?:response|answer|reply)s?\s*:\s*)?"
    r"(?:question|q|request|point|part|item|answer|response|answer to question)s?\s*[:#]?\s*"
    r"(?P<named>\d{1,2}[a-z]?)(?:\s*(?:,|&|and|to|-)\s*\d{1,2}[a-z]?)*\b|(?P<bare>\d{1,2})(?:[.)]|\s[-–](?=\s[A-Z]))\s)",
    re.IGNORECASE,
)
