"""Words of a picture, each with how sure the recogniser is of it.

The models are part of the installed packages; nothing is fetched. The classifier of the text's direction
stays off: it turns short numbers upside down and reads 99 as 66.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parsers.scans.pictures import Grey

Coloured = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]

_LONGEST_SIDE = 2400
"""Pixels: A4 at 200 dots per inch; larger pages are read no better and cost twice the memory."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A word as it was recognised, in pixels from the top left; `line` numbers the line it was found in."""

    text: str
    confidence: float
    line: int
    x0: float
    top: float
    x1: float
    bottom: float


@functools.cache
def _engine() -> Any:  # noqa: ANN401 the library has no types
    from rapidocr import RapidOCR  # noqa: PLC0415 loading it takes a second that only scans cost

    return RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "error",
            "Global.max_side_len": _LONGEST_SIDE,
            # What is hardly recognised is doubtful, not absent.
            "Global.text_score": 0.0,
            # Documents are read side by side in processes of their own.
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def recognise(pixels: Grey) -> list[Seen]:
    """Return the words of a page, line by line as they were found."""
    result = _engine()(_coloured(pixels), use_det=True, use_rec=True, return_word_box=True)
    words: list[Seen] = []
    lines = result.word_results or ()
    boxes = result.boxes if result.boxes is not None else ()
    for number, (line, outline) in enumerate(zip(lines, boxes, strict=False)):
        found = [
            Seen(str(text).strip(), float(score), number, *_box(corners))
            for text, score, corners in line
            if str(text).strip()
        ]
        if found:
            words += _filling(found, *_box(outline))
    return words


def _box(corners: object) -> tuple[float, float, float, float]:
    places = np.asarray(corners, dtype=float)
    (x0, top), (x1, bottom) = places.min(axis=0).tolist(), places.max(axis=0).tolist()
    return x0, top, x1, bottom


def _filling(line: list[Seen], x0: float, top: float, x1: float, bottom: float) -> list[Seen]:
    """Return a line's words with all of its width: where words part is told by the recogniser, roughly.

    The outline of the line is measured, the words' places in it are reckoned from their letters.
    """
    line = sorted(line, key=lambda word: word.x0)
    line[0] = replace(line[0], x0=min(line[0].x0, x0))
    line[-1] = replace(line[-1], x1=max(line[-1].x1, x1))
    return [replace(word, top=top, bottom=bottom) for word in line]


def by_line(seen: Iterable[Seen]) -> list[list[Seen]]:
    """Return words grouped by the lines that they were found in."""
    lines: dict[int, list[Seen]] = {}
    for word in seen:
        lines.setdefault(word.line, []).append(word)
    return list(lines.values())


def read_line(pixels: Grey) -> tuple[str, float]:
    """Return what a picture of one line of text reads, and how sure that is; "" where it reads nothing."""
    result = _engine()(_coloured(pixels), use_det=False, use_rec=True)
    if not result.txts:
        return "", 0.0
    return str(result.txts[0]).strip(), float(result.scores[0])


def _coloured(pixels: Grey) -> Coloured:
    return np.repeat(pixels[:, :, None], 3, axis=2)
