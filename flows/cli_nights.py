"""The commands of `foi` for a pipeline that runs by itself."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.options import WorkspaceOption, settled
from flows.settings import SettingsError

nights = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


@nights.command("serve")
def serve(
    workspace: WorkspaceOption = None,
    cron: Annotated[
        str | None,
        typer.Option(metavar="LINE", help="When nights begin, in London's time. [default: 0 3 * * *]"),
    ] = None,
) -> None:
    """Read all sources every night, until it is told to end.

    With a Prefect server of its own, or the one that PREFECT_API_URL names. A night that was missed is caught
    up once, no two run at the same time, and what a killed one left is finished by the next. People are told
    as messages.toml says.

    \b
    Examples:
      foi serve
      foi serve --cron "30 2 * * 1-5" --workspace /srv/foi-data
    """
    from flows.commands.serve import serve as run

    run(settled(workspace, cron=cron))


@nights.command("night")
def night(workspace: WorkspaceOption = None) -> None:
    """Do one night now: read all sources, build, publish, and tell people.

    For a scheduler of your own, and to try out sources.toml and messages.toml.

    \b
    Exit status:
      0  everything was read, or is held for a person
      1  the night could not be done
      3  it was done, but something could not be read or told; each is named

    \b
    Examples:
      foi night
      foi night --workspace /srv/foi-data
    """
    from flows.commands.serve import night as run

    raise typer.Exit(run(settled(workspace)))


@nights.command("doctor")
def doctor(workspace: WorkspaceOption = None) -> None:
    """Look for what is wrong, or will be soon, and say what to do.

    At the versions, the disk, the clock, the workspace, each source (which is asked, and of which nothing is
    taken), who is told, Prefect, and whether the nights are done.

    Exit status: 0 nothing is wrong, 1 something is.

    \b
    Examples:
      foi doctor
      foi doctor --workspace /srv/foi-data
    """
    from flows.commands.doctor import doctor as run

    raise typer.Exit(run(settled(workspace)))


@nights.command("rerun")
def rerun(
    workspace: WorkspaceOption = None,
    parser_changed: Annotated[
        bool,
        typer.Option("--parser-changed", help="What this version of the parsers has not read yet."),
    ] = False,
) -> None:
    """Read archived documents anew, build and publish.

    After an update, or when a workspace was restored from a backup. It names the documents that are read
    otherwise than before. "foi ingest" and the next night would do the same.

    \b
    Examples:
      foi rerun --parser-changed
    """
    if not parser_changed:
        raise SettingsError("foi rerun: say what is to be read anew: --parser-changed")
    from flows.commands.rerun import rerun as run

    raise typer.Exit(run(settled(workspace)))
