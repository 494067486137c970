import io

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image

from fixtures.scanning import Scanner, scanned_pdf
from parsers.errors import UnreadableError
from parsers.scans.pictures import picture_of_page, pictures_of_file


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def test_the_resolution_that_a_picture_states_is_its_scale() -> None:
    (picture,) = pictures_of_file(saved(Image.new("L", (1240, 1754), 255), "PNG", dpi=(150, 150)))
    assert picture.scale == pytest.approx(72 / 150, rel=1e-3)


def test_a_resolution_that_no_paper_has_is_not_believed() -> None:
    (picture,) = pictures_of_file(saved(Image.new("L", (1240, 1754), 255), "PNG", dpi=(1000, 1000)))
    assert picture.scale == pytest.approx(595 / 1240)


def test_what_is_transparent_is_paper() -> None:
    (picture,) = pictures_of_file(saved(Image.new("RGBA", (60, 80), (0, 0, 0, 0)), "PNG"))
    assert picture.pixels.min() == 255


def test_every_page_of_a_fax_is_a_picture() -> None:
    pages = [Image.new("1", (100, 140), color) for color in (0, 1, 0)]
    data = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert [int(picture.pixels.max()) for picture in pictures_of_file(data)] == [0, 255, 0]


def test_a_photograph_lies_as_its_camera_says() -> None:
    image = Image.new("L", (60, 40), 255)
    image.putpixel((0, 0), 0)
    exif = Image.Exif()
    exif[0x0112] = 6
    (picture,) = pictures_of_file(saved(image, "PNG", exif=exif))
    assert picture.pixels.shape == (60, 40)


@pytest.mark.parametrize("cut", [10, 60, 200])
def test_a_broken_picture_says_so(cut: int) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (50, 50), dtype=np.uint8)
    data = saved(Image.fromarray(noise), "PNG")
    with pytest.raises(UnreadableError, match="broken"):
        list(pictures_of_file(data[:cut]))


def test_a_picture_larger_than_any_page_is_refused_before_it_is_unpacked() -> None:
    data = saved(Image.new("1", (30_000, 30_000)), "PNG")
    assert len(data) < 200_000
    with pytest.raises(UnreadableError, match="larger than any page"):
        list(pictures_of_file(data))


def test_a_scanned_page_is_taken_as_it_was_scanned() -> None:
    source = pdfium.PdfDocument.new()
    source.new_page(595, 842)
    blank = io.BytesIO()
    source.save(blank)
    scan = pdfium.PdfDocument(scanned_pdf(blank.getvalue(), Scanner(dpi=120, skew=0.0, noise=0.0)))
    picture = picture_of_page(scan[0])
    assert picture.dpi == pytest.approx(120, abs=1)
    assert picture.pixels.shape == pytest.approx((842 * 120 / 72, 595 * 120 / 72), abs=2)
