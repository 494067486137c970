from __future__ import annotations

from pathlib import Path

import pytest

from flows.settings import Settings, SettingsError, resolve
from parsers.errors import FoiError


def test_defaults_hold_where_nothing_is_said() -> None:
    settings = resolve({}, {})
    assert (settings.workspace, settings.batch, settings.parse_seconds) == (Path("foi-data"), 50, 600)
    assert 1 <= settings.workers <= 4
    assert settings.who


def test_a_flag_comes_before_a_variable_and_a_variable_before_the_default() -> None:
    environ = {"FOI_WORKERS": "3", "FOI_BATCH": "7", "PATH": "/bin", "FOI_WORKSPACE": "~/data"}
    settings = resolve({"workers": 2, "batch": None}, environ)
    assert (settings.workers, settings.batch) == (2, 7)
    assert settings.workspace == Path("~/data").expanduser()


def test_settings_cannot_be_changed_later() -> None:
    with pytest.raises(AttributeError):
        Settings().workers = 9  # type: ignore[misc]  # that it is refused is the point


@pytest.mark.parametrize(
    ("flags", "environ", "message"),
    [
        ({}, {"FOI_WORKERS": "many"}, "FOI_WORKERS: 'many' is not a whole number; give a whole number of"),
        ({}, {"FOI_WORKERS": "0"}, "FOI_WORKERS: 0 is out of range; give a whole number of processes from 1"),
        ({"parse_seconds": 0}, {}, "--parse-seconds: 0 is out of range"),
        ({"batch": 1.5}, {}, "--batch: '1.5' is not a whole number"),
        ({}, {"FOI_WORKER": "2"}, "FOI_WORKER: there is no such setting; did you mean FOI_WORKERS?"),
        ({"bach": 1}, {}, "--bach: there is no such setting; did you mean --batch?"),
        ({}, {"FOI_COLOUR": "red"}, "FOI_COLOUR: there is no such setting; known: workspace, workers"),
        ({}, {"FOI_WORKSPACE": " "}, "FOI_WORKSPACE: ' ' cannot be used"),
        ({"who": "a\x00b"}, {}, "--who: 'a\\x00b' cannot be used"),
    ],
)
def test_a_bad_setting_is_refused_with_one_line(
    flags: dict[str, object], environ: dict[str, str], message: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        resolve(flags, environ)
    assert isinstance(caught.value, FoiError)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)
