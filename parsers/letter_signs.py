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
COUNTED_NONE = Sign("counted none")
"""There was no such thing: an answer, and nothing that is not held."""
DISCLOSED, PARTLY = Sign("disclosed"), Sign("partly")
TURNS_TO = Sign("turns to")
"""A sentence that turns to one of several things: what is denied there is not denied of the others."""
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
SENTENCE = re.compile(
    r"(?<=[.!?;])(?<!\bi\.e\.)(?<!\be\.g\.)(?<!\b(?:Mr|Ms|Dr) [A-Z]\.)(?<!\bMrs [A-Z]\.)(?<!\bRef\.)"
    r"\s+(?=[A-Z\"'(£\d])"
    r"|(?<!\bto)(?<!\bfor)(?<!\bper)(?<!\bsee)(?<!\bat)(?<!\bin)(?<!\bof)(?<!\band)\s+"
    r"(?=Q(?:uestion )?\d{1,2}[a-z]?\b[:.)]?(?:\s+[A-Z]|\s*$))"
)
"""Between sentences, and before the number of a question where plain text runs lines together."""
QUESTION = re.compile(
    r"\s*(?:(?:(?:response|answer|reply)s?\s*(?::|to|for)\s*)?"
    r"(?:(?:(?:applicant|customer|your|foi)(?:['’]s)?\s+)?"
    r"(?:question|q|request|point|part|item|[ar](?=\d{1,2}[a-z]?\s*[):.–-]))s?\s*[:#]?|(?:answer|response)s?(?!\s*[:–-])(?:\s+to\b)?)\s*"
    r"(?P<named>\d{1,2}[a-z]?)(?![\d,./]*\d)(?:(?:\s*(?:,|&|and|to)\s*|-)\d{1,2}[a-z]?)*\b"
    r"|(?P<bare>\d{1,2}[a-z]?)(?:[.)]|\s[-–](?=\s[A-Z]))\s)",
    re.IGNORECASE,
)
REFERS = re.compile(
    r"\W*(?:(?:response|answer|reply)s?\s*:\s*)?(?:please )?"
    r"(?:see|as (?:per|for|in|with)|as(?= \d{1,2}[a-z]?\W*$)|refer to)"
    r" (?:the |my |our )?(?:answers?|responses?|reply)?\s*(?:to |at |for |given to )?"
    r"(?:question|q|point|part|number)?\s*"
    r"(?P<number>\d{1,2}[a-z]?)\b",
    re.IGNORECASE,
)
"""An answer that only sends to the answer of another question."""
ABOVE = re.compile(
    r"\W*(?:(?:response|answer|reply)s?\s*:\s*)?(?:please )?(?:see|as(?: per)?|same as|refer to)"
    r" (?:the )?(?:answers? |responses? )?(?:above|previous)(?: answer| response)?\W*$",
    re.IGNORECASE,
)
"""An answer that only sends to the one before it."""
