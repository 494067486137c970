"""The pictures that documents are scanned into: of a PDF's page, or a picture file's own."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, ImageSequence
from pypdfium2 import raw

from parsers.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdfium2 as pdfium

Grey = NDArray[np.uint8]
"""Rows of pixels from the top, 0 black to 255 white."""

_POINTS_PER_INCH = 72.0
_RENDERED_DPI = 200
_LEAST_DPI = 90
_MOST_PIXELS = 60_000_000
"""A page of A3 at 500 dots per inch; more is no letter."""
_SHORT_SIDE = 595.0
"""Points: the width of A4, which a picture without a believable resolution is taken to be."""
_MOST_FRAMES = 500


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as pixels; `scale` is the points that one pixel covers."""

    pixels: Grey
    scale: float

    @property
    def dpi(self) -> float:
        """Pixels per inch."""
        return _POINTS_PER_INCH / self.scale


def picture_of_page(page: pdfium.PdfPage) -> Picture:
    """Return a PDF's page as pixels: the scan's own where one picture fills the page, else a rendering."""
    width, height = page.get_size()
    own = _own_picture(page, width * height)
    if own is not None:
        return own
    dpi = min(_RENDERED_DPI, int((_MOST_PIXELS / max(width * height, 1.0)) ** 0.5 * _POINTS_PER_INCH))
    rendered = page.render(scale=dpi / _POINTS_PER_INCH, grayscale=True).to_pil()
    return Picture(_grey(rendered), _POINTS_PER_INCH / dpi)


def _own_picture(page: pdfium.PdfPage, area: float) -> Picture | None:
    """Return the pixels of the one picture on a page that is nothing else, upright and not cut."""
    objects = list(page.get_objects(max_depth=1))
    if page.get_rotation() or len(objects) != 1 or objects[0].type != raw.FPDF_PAGEOBJ_IMAGE:
        return None
    left, bottom, right, top = objects[0].get_bounds()
    matrix = objects[0].get_matrix()
    upright = matrix.a > 0 and matrix.d > 0 and abs(matrix.b) < 1 and abs(matrix.c) < 1
    wide, high = objects[0].get_px_size()
    if not upright or (right - left) * (top - bottom) < 0.9 * area or wide * high > _MOST_PIXELS:
        return None
    scale = (right - left) / wide
    if _POINTS_PER_INCH / scale < _LEAST_DPI:
        return None
    return Picture(_grey(objects[0].get_bitmap(render=False).to_pil()), scale)


def pictures_of_file(data: bytes) -> Iterator[Picture]:
    """Yield the pages of a picture file: one, or a TIFF's many.

    Raises:
        UnreadableError: when it is broken, or larger than any page.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as image:
                for number, frame in enumerate(ImageSequence.Iterator(image)):
                    if frame.width * frame.height > _MOST_PIXELS or number >= _MOST_FRAMES:
                        raise UnreadableError("the picture is larger than any page; ask for it as a PDF")
                    yield _picture(ImageOps.exif_transpose(frame))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnreadableError("the picture is larger than any page; ask for it as a PDF") from error
    except (OSError, ValueError, SyntaxError, EOFError, TypeError) as error:
        raise UnreadableError(f"the picture is broken ({error}); ask for it again") from error


def _picture(image: Image.Image) -> Picture:
    dpi = image.info.get("dpi", (0, 0))[0] or 0
    short = min(image.size)
    believable = _LEAST_DPI <= float(dpi) <= 1200 and 3.0 <= short / float(dpi) <= 17.0
    scale = _POINTS_PER_INCH / float(dpi) if believable else _SHORT_SIDE / max(short, 1)
    return Picture(_grey(image), scale)


def _grey(image: Image.Image) -> Grey:
    """Return grey pixels; what is transparent is paper."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image.convert("RGBA"))
    return np.asarray(image.convert("L"), dtype=np.uint8)
