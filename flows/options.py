"""Options that several commands share, and how a command settles its settings."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from flows.settings import Settings, resolve

WorkspaceOption = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        "-w",
        metavar="FOLDER",
        help="The folder to work in. [default: FOI_WORKSPACE, or ./foi-data]",
        show_default=False,
    ),
]


def settled(workspace: Path | None, **flags: Any) -> Settings:  # noqa: ANN401 - `resolve` checks each value
    """The settings of a command from its flags and the environment.

    Raises:
        SettingsError: A flag or an FOI_ variable cannot be used.
    """
    settings = resolve({"workspace": workspace, **flags})
    # Neither Prefect's server nor a reader need know them.
    os.environ.pop("FOI_PASSWORDS", None)
    return settings
