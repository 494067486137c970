import pytest
from format_matrix import SCENES, made, wrong

from fixtures.formats.web import WebDesk


@pytest.mark.parametrize("name", sorted(SCENES))
def test_every_scene(name: str) -> None:
    assert wrong(*made(name, WebDesk())) == {}


@pytest.mark.parametrize("name", ["plain", "side-by-side", "bullet-list", "sentence-aside"])
def test_a_page_of_a_disclosure_log(name: str) -> None:
    assert wrong(*made(name, WebDesk(published=True))) == {}
