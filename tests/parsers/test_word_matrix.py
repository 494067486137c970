import pytest
from format_matrix import SCENES, made, wrong

from fixtures.formats.word import WordDesk


@pytest.mark.parametrize("name", sorted(SCENES))
def test_every_scene(name: str) -> None:
    assert wrong(*made(name, WordDesk())) == {}


@pytest.mark.parametrize("name", ["plain", "suppressed", "merged-heads"])
def test_insertions_are_read_and_deletions_are_not(name: str) -> None:
    found = wrong(*made(name, WordDesk(revised=True)))
    # What was deleted could be personal data, so that a person must look first; no number of it is read.
    assert "tracked changes" in str(found.pop("states"))
    assert found == {}
