"""The sheets of the review workbook: which questions each holds, and what may be answered there."""

from __future__ import annotations

from dataclasses import dataclass

HEADS = (
    "About",
    "Within",
    "What it waits for",
    "Suggestions",
    "Answer",
    "Why",
    "Document",
    "Where",
    "Figures",
)
"""The columns of every sheet; only "Answer", "Why" and, for wordings, "Within" are to be filled in."""

HEAD_ROW = 2
"""The row of the heads; the one above it explains the sheet."""

GUIDE = "Read me"
CODES, REQUESTS, FORCES = "Outcome codes", "Requests", "Forces"
"""Sheets to look answers up in."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of questions: those of some kinds of decision.

    `listed` names the sheet whose first column is the list of answers, where neither the questions say them
    nor a person writes them freely; `strict` refuses all others.
    """

    title: str
    decisions: tuple[str, ...]
    explanation: str
    kinds: tuple[str, ...] = ()
    listed: str = ""
    strict: bool = False


SHEETS = (
    Sheet(
        "Wordings",
        ("wording",),
        "Which outcome codes does each wording mean? Write a code such as 16, several as 14|16, or"
        " not-an-outcome. Suggestions are only alike: similar wordings can be opposites. An answer holds"
        " everywhere; to have it hold in one document or request only, write its id under Within.",
        listed=CODES,
    ),
    Sheet(
        "Blanks and dashes",
        ("blank", "dash"),
        "Is a blank cell, or a dash, of the table a zero, or is its number missing? Totals that close with it"
        " as zero settle it without you; here none does.",
    ),
    Sheet(
        "Periods",
        ("period",),
        "Which period does each table cover? Write 2019/20, 2021, or the first and last as"
        " 2019-04-01..2024-03-31.",
    ),
    Sheet(
        "Labels",
        ("axis",),
        "What are the labels of this part of a table (Within says which)? ignore leaves them out; other keeps"
        " them as a breakdown of their own.",
    ),
    Sheet(
        "Which request",
        ("request",),
        "Which request does each document answer?",
        listed=REQUESTS,
        strict=True,
    ),
    Sheet(
        "Which force",
        ("force",),
        "Whose reply is each document? Write the id of the force; several as durham|cumbria.",
        listed=FORCES,
    ),
    Sheet(
        "Tables",
        ("verdict",),
        "A check of the table failed, or something in it was not understood. Look at the document: accept"
        " takes its figures as they were read, reject leaves them out.",
        kinds=("check", "figure"),
    ),
    Sheet(
        "Single figures",
        ("count",),
        "The text of the cell is no number that foi can read. Write the number as you read it, or reject.",
    ),
    Sheet(
        "Documents",
        ("verdict", "release"),
        "The document could not be read, or not wholly, or it hides data. accept takes what was read; release"
        " uses what it shows although it hides data (say why); reject leaves it out.",
        kinds=("document", "release"),
    ),
    Sheet(
        "Lost numbers",
        ("ignore",),
        "Numbers of answers that became no figure. Where one is no data (a telephone number), write ignore.",
    ),
)


def sheet_of(decision: str, kind: str) -> Sheet:
    """Return the sheet on which a question stands."""
    return next(
        sheet for sheet in SHEETS if decision in sheet.decisions and (not sheet.kinds or kind in sheet.kinds)
    )
