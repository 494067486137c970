"""The kind of a letter by three opinions: rules, words, and what its sentences do.

The rules of `disposition` say why a letter is of a kind, and know only turns of phrase that were thought of.
The words of the whole letter (`leanings`) and what each sentence does by its words (`acts`) are two other
readers, who see no sign and no figure that the rules see, so that the three seldom err alike. A kind is told
only where they are sure of it together: whoever sorts letters by hand loses less by one that is "unknown"
than by one that is told as another kind.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from parsers.acts import kinds_by_acts
from parsers.gifts import only_cover
from parsers.leanings import learned, sums

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from parsers.leanings import Said

WORDS, RULES, ACTS = 1.0, 1.85, 0.5
"""How much each opinion counts: the words' sum for a kind, that the rules tell it, the acts' logarithm."""
OF_A_PART = 0.5
"""How much less it counts that the rules tell a part: they err most in that."""
ALIKE = 3.0
"""How much it counts against a part that all questions have one answer."""
ENOUGH = 0.94
"""The share of the three from which a kind is told.

These were chosen on letters that none of the three had seen, so that about one in a hundred of them is told
as another kind: `tests/benchmarks/leanings.py --measure`.
"""
LESS = 3.0
"""How much it counts against all being given that an exemption is applied, or an answer is unclear."""
COMPOSED = 6.0
"""How much it counts for a kind that the answers to a letter's questions compose it, where each is clear."""
_SEVERAL = 2
_OF_ANSWERS = frozenset(("full", "part", "refused", "not held", "unknown"))
"""Kinds of letter that its answers compose: one that answers anew has answers, too, and is no such kind."""
ALIKE_FOR_ALL = frozenset(("full", "refused", "not held"))
"""Kinds of letter in which all questions have the same answer."""


def settled(ruled: str, said: Said, *, doubtful: bool) -> str:
    """Return the kind of a letter by all three; what the rules doubt they do not tell."""
    ruled = "unknown" if doubtful else ruled
    if ruled in {"full", "unknown"} and only_cover(said.told):
        return "unknown"
    words = sums(said, learned())
    return weighed(shares(ruled, said, words, kinds_by_acts(said))) if words else ruled


def shares(ruled: str, said: Said, words: Mapping[str, float], acts: Mapping[str, float]) -> dict[str, float]:
    """Return the share of each kind in the three opinions, together 1."""
    raised = {
        kind: WORDS * words[kind] + ACTS * acts[kind] + RULES * (kind == ruled != "unknown") for kind in words
    }
    if ruled == "part":
        raised["part"] -= OF_A_PART
    if len(said.answers) > 1 and len(set(said.answers)) == 1 and said.answers[0] in ALIKE_FOR_ALL:
        raised["part"] -= ALIKE
    if said.exemptions or (len(said.answers) > 1 and "unknown" in said.answers):
        raised["full"] -= LESS
    composed = composed_of(said.answers)
    if composed and ruled in _OF_ANSWERS:
        raised[composed] += COMPOSED
    most = max(raised.values())
    powers = {kind: math.exp(value - most) for kind, value in raised.items()}
    whole = sum(powers.values())
    return {kind: power / whole for kind, power in powers.items()}


def composed_of(answers: Sequence[str]) -> str | None:
    """Return the kind of letter that the answers to several questions make, if each of them is clear."""
    kinds = set(answers)
    if len(answers) < _SEVERAL or not kinds <= {"full", "part", "refused", "not held"}:
        return None
    if len(kinds) == 1:
        return kinds.pop()
    return "part" if kinds & {"full", "part"} else None


def weighed(told: Mapping[str, float]) -> str:
    """Return the kind that has enough of the shares, or "unknown"."""
    kind = max(told, key=lambda each: told[each])
    return kind if told[kind] >= ENOUGH else "unknown"
