"""The form of a text under which wordings are matched: damage repaired, what means nothing folded."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

PLAIN_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'(])")
"""Between two sentences, of which the second begins with a capital, a quotation mark or a bracket."""
_DASHES = "-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d\u2e3a\u2e3b"
_SINGLE_QUOTES = "'`\u00b4\u2018\u2019\u201a\u201b\u2032\uff07"
_DOUBLE_QUOTES = '"\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02'
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_SUPERSCRIPTS = "\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079"
_MARKS = "*\u2020\u2021\u00a7\u00b6^" + _SUPERSCRIPTS

_FOLDED = str.maketrans(
    {
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_SINGLE_QUOTES, "'"),
        **dict.fromkeys(_DOUBLE_QUOTES, '"'),
        **dict.fromkeys(_INVISIBLE, ""),
        **dict.fromkeys(_SUPERSCRIPTS, ""),
        "\u2044": "/",
        "\u2022": "-",
        "\u00b7": "-",
    }
)
# What an en dash becomes on its way through wrong encodings: question marks for its first bytes and a quote
# for its last; or the escape that a program printed for byte 0x96.
_BROKEN_DASH = re.compile(
    r"\?{2,4}[\"\u201c\u201d]|\u00e2\u20ac[\"\u201c\u201d]|\\x9[67]|(?<=\s)\?{1,3}(?=\s)"
)
_BROKEN_QUOTE = re.compile(r"\\x9[1-4]")
_BROKEN_UTF8 = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u2122]{1,3}")
_REPLACED = re.compile("\ufffd+")
_CONTROL = re.compile("[\u0080-\u009f]")

_NOTE_AT_END = re.compile(
    r"\s*(?:\[(?:\d{1,2}|[a-z])\]|[\[(](?:see )?(?:foot)?notes? \w{1,2}[\])]|[*\u2020\u2021\u00a7\u00b6^]+)$"
)
_MARK_AT_START = re.compile(r"^[*\u2020\u2021^]+\s*")
_LOOSE_QUOTE = re.compile(r"\"|(?<!\w)'|'(?!\w)")
_AND = re.compile(r"\s*&\s*")
_OPENED = re.compile(r"\s*([\[(])\s*")
_CLOSED = re.compile(r"\s*([\])])\s*")
_REPEATED = re.compile(r"([-:;,])\1+")
_BRACKETS = frozenset("()[]")
_PUNCTUATION = frozenset("-/:;,|")
"""Signs of which one at least stands where spaces around them, or they themselves, are folded."""
_MAY_START, _MAY_END = frozenset("*\u2020\u2021^"), frozenset("])*\u2020\u2021\u00a7\u00b6^")
"""With which a mark at the start begins, and with which a note at the end ends."""
_EDGES = " .-:;,|"
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[%<>+=]")


def squash(text: str) -> str:
    """Return the text with every run of white space folded to one space and none at its ends."""
    return " ".join(text.split())


def repair(text: str) -> str:
    """Return the text with the usual damage of wrongly decoded dashes and quotes undone.

    Seen in replies: Windows-1252 read as Latin-1 (a dash becomes the control sign 0x96), UTF-8 read as
    Windows-1252 (it becomes three signs), and what is left after both (`????"`).
    """
    if text.isascii() and "?" not in text and "\\" not in text:
        return text
    for _ in range(3):
        mended = _BROKEN_UTF8.sub(_as_utf8, text)
        if mended == text:
            break
        text = mended
    text = _CONTROL.sub(_as_cp1252, text)
    text = _BROKEN_DASH.sub("-", text)
    text = _BROKEN_QUOTE.sub("'", text)
    return _REPLACED.sub(_instead, text)


def _as_utf8(match: re.Match[str]) -> str:
    found = match.group()
    for end in range(len(found), 1, -1):
        try:
            return b"".join(_byte(sign) for sign in found[:end]).decode("utf-8") + found[end:]
        except UnicodeError:
            continue
    return found


def _byte(sign: str) -> bytes:
    return bytes([ord(sign)]) if ord(sign) < 0x100 else sign.encode("cp1252")


def _as_cp1252(match: re.Match[str]) -> str:
    return match.group().encode("latin-1").decode("cp1252", errors="replace")


def _instead(match: re.Match[str]) -> str:
    """Return what a lost sign stood for: an apostrophe inside a word, else a dash."""
    text, start, end = match.string, match.start(), match.end()
    inside = start > 0 and end < len(text) and text[start - 1].isalpha() and text[end].isalpha()
    return "'" if inside else "-"


@lru_cache(maxsize=65536)
def normalise(text: str) -> str:
    """Return the key under which a wording is matched; normalising it again changes nothing.

    Mojibake is repaired; case, dashes, quotes, ampersands, white space and the spaces around punctuation are
    folded; footnote marks and full stops at the end are dropped. A number in round brackets stays: it may be
    an outcome code.
    """
    for _ in range(6):
        folded = _fold(text)
        if folded == text:
            break
        text = folded
    return text


def _fold(text: str) -> str:
    text = repair(text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_FOLDED)).translate(_FOLDED)
    text = squash(text.casefold())
    if '"' in text or "'" in text:
        text = squash(_LOOSE_QUOTE.sub("", text))
    if "&" in text:
        text = _AND.sub(" and ", text)
    if not _PUNCTUATION.isdisjoint(text):
        for sign in _PUNCTUATION:
            text = text.replace(f" {sign}", sign).replace(f"{sign} ", sign)
        text = _REPEATED.sub(r"\1", text)
    if not _BRACKETS.isdisjoint(text):
        text = _CLOSED.sub(r"\1 ", _OPENED.sub(r" \1", text))
    text = text.strip(_EDGES)
    if text[:1] in _MAY_START:
        text = _MARK_AT_START.sub("", text)
    if text[-1:] in _MAY_END:
        text = _NOTE_AT_END.sub("", text)
    return squash(text).strip(_EDGES)


@lru_cache(maxsize=65536)
def words_of(text: str) -> str:
    """Return the words of a text alone, as looked up in the lists of wordings: no punctuation."""
    return " ".join(_WORD.findall(normalise(text)))
