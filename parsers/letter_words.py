"""Signs in letters: phrases made of words by their kind, so that a sign does not hang on one wording.

The phrases stand in `vocabulary/data/letter_phrases.csv`, the kinds of words in `letter_words.csv`. A phrase
is a regular expression, whatever its case, in which

- `{hold}` is any word of that kind, `#` a number, `'` either apostrophe, `(…)` groups and never captures;
- `~5~` is up to five words, and `…` anything, within the same clause;
- `word*` begins a word; else phrases begin and end with whole words, `^` at the sentence's beginning and `$`
  at its end, whatever marks stand there.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial

from parsers.vocabulary.table import rows

_NEXT_CLAUSE = r"(?:but|because|since)\b|as (?:it|this|we|that|these|such|the)\b"
_MONTH = "(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_BEGINS, _ENDS = r"(?<!\w)", r"(?!\w)"
_GAP = r"[ '’-]+"
_ANY_WORD = r"(?>[\w/()£]+(?:['’-]+[\w/()£]+)*)"
"""A whole word, as long as it is: of a run of marks, each part could be a word's or between words."""
_WRITTEN = (
    (r"'", "['’]"),
    (r"(?<!\\)\((?!\?)", "(?:"),
    (r"(?<=\w)(?<!\\w)\*(?=$|[ )|])", r"\w*"),
    (r"\{in form\}", rf"(?!(?:{_GAP}{_ANY_WORD}){{0,8}} (?:format|easily|electronic|reportable|searchable))"),
    (r" ~\d+~ ", rf"(?:{_GAP}(?!{_NEXT_CLAUSE}){_ANY_WORD}){{0,%}}?{_GAP}"),
    (r" … ", r"\b[^.;]{0,60}\b"),
    (r"^\^", r"^\W*"),
    (r"\$$", r"\W*$"),
    (r"#", rf"(?<![\d/,.£])\d{{1,3}}(?:,\d{{3}})*(?![\d/]|\.\d|(?:st|nd|rd|th)\b|\s+(?:{_MONTH}|working)\b)"),
)
"""How what is written is said to a regular expression, in this order. What is not held "in a format that …"
is held, but in another form: that is `{in form}`."""


_SPELLED_OUT = (
    (r"\bwon['’]t\b", "will not"),
    (r"\bshan['’]t\b", "shall not"),
    (r"\bcan['’]t\b", "cannot"),
    (r"n['’]t\b", " not"),
    (r"['’]ve\b", " have"),
    (r"['’]ll\b", " will"),
    (r"['’]re\b", " are"),
    (r"\bi['’]m\b", "I am"),
    (r"\b(it|that|there|here|what|which|who)['’]s (?=been\b|got\b|had\b|gone\b|not been\b)", r"\1 has "),
    (r"\b(it|that|there|here|what|which|who)['’]s\b", r"\1 is"),
    (r"\b(i|we|you|they|it)['’]d (?=like\b|be\b|need\b|have\b|want\b)", r"\1 would "),
)
"""What is said short, and the words that it stands for; the apostrophe of "the force's" is another one."""


_ADVERB = re.compile(
    r"(?:(?<=\b(?:has|had|are|was) )|(?<=\b(?:have|were|will) )|(?<=\b(?:is|am) ))"
    r"(?:now|already|therefore|also|since|currently|hereby|accordingly|duly|subsequently|recently) (?=[a-z])",
    re.IGNORECASE,
)
"""What stands between the parts of a verb and changes nothing of what it says."""


@lru_cache(maxsize=4096)
def spelled_out(text: str) -> str:
    """Return a text with "we've" and "isn't" written as two words, and "has now been" as "has been"."""
    text = _ADVERB.sub("", text)
    if "'" not in text and "’" not in text:
        return text
    for short, long in _SPELLED_OUT:
        text = re.sub(short, long, text, flags=re.IGNORECASE)
    return text


class Sign:
    """What tells one thing of a letter, by any of its phrases."""

    def __init__(self, name: str) -> None:
        """Keep the name; the phrases are read when they are first looked for."""
        self.name = name

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return where the sign first stands at or after `start`."""
        return _found(self.name, text, start)


@lru_cache(maxsize=8192)
def _found(name: str, text: str, start: int) -> re.Match[str] | None:
    """Return where a sign first stands; a letter's sentences are asked for the same sign several times."""
    return _pattern(name).search(text, start)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    phrases = [row["phrase"] for row in rows("letter_phrases") if row["sign"] == name]
    if not phrases:
        raise KeyError(name)
    # That a word begins is looked at once for all phrases, not within each: few places of a text pass.
    return re.compile(f"{_BEGINS}(?:{'|'.join(map(_meant, phrases))}){_ENDS}", re.IGNORECASE)


@cache
def _kind(name: str) -> str:
    words = [row["word"] for row in rows("letter_words") if row["kind"] == name]
    if not words:
        raise KeyError(name)
    return f"{_BEGINS}(?:{'|'.join(map(_meant, words))}){_ENDS}"


def _meant(phrase: str) -> str:
    for written, meant in _WRITTEN:
        phrase = re.sub(written, partial(_put, meant), phrase)
    return re.sub(r"\{([a-z]+)\}", lambda found: _kind(found[1]), phrase)


def _put(meant: str, found: re.Match[str]) -> str:
    return meant.replace("%", found[0].strip(" ~"))
