"""Rows of data in a letter's running text: a label, a mark between, and what was counted or spent."""

from __future__ import annotations

import re

from parsers.no_data import unexplained

_PARTED = re.compile(r"^(?P<label>.{1,90}?)(?:\s*[:|=\t]\s*|\s+[-–]+\s+|\s{2,})(?P<value>[^:|]{1,90})$")
_PERIOD = re.compile(
    r"^(?P<label>(?:19|20)\d\d(?:\s?[/–-]\s?\d{2,4})?|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*)"
    r"\s+(?P<value>£?\d[\d,.]*)$",
    re.IGNORECASE,
)
_SPENT = re.compile(
    r"^(?P<label>[^£?]{3,100}?\b(?:19|20)\d\d(?:\s?[/–-]\s?\d{2,4})?)\s+(?P<value>£\s?\d[\d,.]*)$",
    re.IGNORECASE,
)
"""What was spent stands behind its year without a mark: "Expenses claimed in 2021/22 £11,806.40"."""
_MONEY = re.compile(r"^£\s?\d[\d,.]*(?:\s?(?:m|k|million|bn))?\b", re.IGNORECASE)
_VALUE = re.compile(
    r"^(?:(?:approx(?:imately)?\.?|circa|c\.|a total of)\s)?"
    r"(?:\d{1,3}(?:,\d{3})*|\d{1,6}|\d+(?:\.\d+)?\s?%|[<≤]\s?\d+|nil|none|zero)(?:\s+[a-z]+){0,3}[.]?$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"^(?:[a-z][a-z ]{1,30} \d{1,3}(?:,\d{3})*|\d{1,3}(?:,\d{3})* [a-z][a-z ]{1,30})"
    r"(?:[,;] (?:[a-z][a-z ]{1,30} \d{1,3}(?:,\d{3})*|\d{1,3}(?:,\d{3})* [a-z][a-z ]{1,30}))+[.]?$",
    re.IGNORECASE,
)
"""A row's value can be several counts, each with its name: "dismissed 3, written warning 7"."""
_LONGEST = 40
_NO_COUNT = re.compile(
    r"\b(?:ref(?:erence)?|foi|rfi|tel|telephone|phone|fax|ext|page|date[ds]?|number for|collar|dear|version"
    r"|hours?|minutes?|mins|days?|weeks?|limit|threshold|fees?|estimat\w+|records? to|searche?s?|returned"
    r"|postage|charges? for|sheets?|copying|cost of (?:compl|provid|suppl|copy)\w*|section|act|po box)\b",
    re.IGNORECASE,
)
"""What a letter's own particulars, and the effort that an answer would take, are called."""
_WORD = re.compile(r"[a-z]{2}|(?:19|20)\d\d", re.IGNORECASE)


def is_row(text: str) -> bool:
    """Say whether a passage is a row of data: "North | 611", "2023: 2,118 burglaries", "Spend: £1,200"."""
    parted = _PARTED.match(text.strip()) or _PERIOD.match(text.strip()) or _SPENT.match(text.strip())
    if parted is None or _WORD.search(parted["label"]) is None or _NO_COUNT.search(text):
        return False
    if _MONEY.match(parted["value"]):
        return True
    if _SEVERAL.match(parted["value"]):
        return True
    if len(parted["value"]) > _LONGEST or _VALUE.match(parted["value"]) is None:
        return False
    counted = unexplained(text)
    return not re.search(r"\d", parted["value"]) or any(each.end > parted.start("value") for each in counted)
