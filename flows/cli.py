"""The `foi` command: names, options and help; what a command does is in `flows/commands/`.

Nothing heavy is imported here: each command loads what it needs, and only `ingest` and `demo` load Prefect.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from flows.cli_decide import decide
from flows.cli_nights import nights
from flows.options import WorkspaceOption, settled
from flows.settings import LIMITS, SettingsError
from flows.terminal import in_a_line, warn
from parsers.errors import FoiError

USAGE = 2
"""Exit status of a command that was called wrongly; 1 is that of one that could not do its work."""

STOPPED = 130
STOPPED_SAID = "foi: stopped; what was finished is kept, and the same command goes on from there"


class Commands(TyperGroup):
    """The commands, with every error that a person can mend as one line."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - click's signature, which typer does not export
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except SettingsError as error:
            warn(f"foi: {error}")
            raise typer.Exit(USAGE) from None
        except FoiError as error:
            warn(f"foi: {error}")
            raise typer.Exit(1) from None
        except KeyboardInterrupt:
            warn(STOPPED_SAID)
            raise typer.Exit(STOPPED) from None


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How the rows are printed.")]

app = typer.Typer(
    cls=Commands,
    name="foi",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.add_typer(decide, name="decide")
app.add_typer(nights)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"foi {version('foi-outcomes')}")
        raise typer.Exit


@app.callback()
def foi(
    _: Annotated[bool, typer.Option("--version", help="Print the version.", callback=_version)] = False,
) -> None:
    """Police forces' replies to Freedom of Information requests in, checked Home Office outcome counts out.

    Try "foi demo" first: it needs no data, no key and no set-up.
    """


@app.command("demo")
def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="[FOLDER]", help="Where the demo works.", show_default=True)
    ] = Path("foi-demo"),
) -> None:
    """Ingest eight made-up replies and ask them a question.

    \b
    Examples:
      foi demo
      foi demo /tmp/try-foi
    """
    from flows.demo import run_demo

    raise typer.Exit(run_demo(settled(folder)))


@app.command("ingest")
def ingest(
    inbox: Annotated[
        Path | None,
        typer.Argument(
            metavar="[INBOX]", help="The folder that holds the replies; without one, all of sources.toml."
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    request: Annotated[
        str | None,
        typer.Option("--request", "-r", metavar="ID", help="The request that all of the inbox answers."),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(help=f"Processes that parse at once, 1 to {LIMITS['workers'].high}.")
    ] = None,
    parse_seconds: Annotated[
        int | None,
        typer.Option(help="Seconds after which a document is given up; foi settings shows the default."),
    ] = None,
) -> None:
    """Read a folder of replies, or what is new in all sources, into the warehouse.

    A document is read once: run it again whenever something has come. A reply finds its request by the folder
    it lies in (INBOX/<request id>/...), by a reference printed in it, or by --request.

    \b
    Exit status:
      0  everything was read, or is held for a person
      1  the run could not be done
      3  the run was done, but some documents or sources could not be read; each is named

    \b
    Examples:
      foi ingest inbox
      foi ingest ~/replies --workspace ~/foi-data
      foi ingest downloads --request hospital-crime-2025
      foi ingest                     # what FOLDER/sources.toml names: mailboxes, folders, buckets
    """
    from flows.commands.ingest import ingest as run

    raise typer.Exit(run(settled(workspace, workers=workers, parse_seconds=parse_seconds), inbox, request))


@app.command("build")
def build(workspace: WorkspaceOption = None) -> None:
    """Build the warehouse anew; of documents only those are read whose override has changed.

    It is made of what was read, the requests and the decisions. "foi ingest" and "foi decide" build by
    themselves; this is for after request or decision files were edited by hand.

    \b
    Examples:
      foi build
      foi build --workspace ~/foi-data
    """
    from flows.commands.build import build as run

    run(settled(workspace))


@app.command("status")
def status(workspace: WorkspaceOption = None) -> None:
    """Say who answered what, how well, and the last run.

    \b
    Examples:
      foi status
      foi status --workspace ~/foi-data
    """
    from flows.commands.status import status as run

    run(settled(workspace))


@app.command("held")
def held(
    group: Annotated[
        str | None, typer.Argument(metavar="[GROUP]", help="Only this group, item by item.")
    ] = None,
    workspace: WorkspaceOption = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="Only what a decision of this kind would settle.")
    ] = None,
    form: FormatOption = Format.TABLE,
    everything: Annotated[
        bool, typer.Option("--all", help="All groups, also those that do not fit the terminal.")
    ] = False,
    xlsx: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a workbook to fill in, for: foi decide --from FILE"),
    ] = None,
) -> None:
    """List what waits for a person, by its cause.

    What frees most figures comes first, and each has the exact command that settles it. A group is what one
    look may settle together; "foi decide group" gives it one answer.

    \b
    Examples:
      foi held
      foi held blank-3fa9c1d2
      foi held --kind wording
      foi held --xlsx review.xlsx
      foi held --format csv > to-decide.csv
    """
    if xlsx is not None:
        from flows.commands.held import write_review

        write_review(settled(workspace), xlsx)
        return
    from flows.commands.held import held as run

    run(settled(workspace), kind, form.value, group, everything=everything)


@app.command("override")
def override(
    document: Annotated[str, typer.Argument(metavar="DOC", help="The document: 12 digits of its id.")],
    workspace: WorkspaceOption = None,
    who: Annotated[
        str | None,
        typer.Option("--who", help="Who says so. [default: FOI_WHO, or your login]", show_default=False),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Write the file anew, although there is one.")
    ] = False,
) -> None:
    """Write a file in which to say how one document's tables are read.

    For the reply that no generic reading can get. The file shows the document's grids; fill in which rows and
    columns hold what, and "foi build" reads that one document anew.

    \b
    Examples:
      foi override 0123456789ab
      foi override 0123456789ab --again
    """
    from flows.commands.override import override as run

    run(settled(workspace, who=who), document, again=again)


@app.command("explain")
def explain(
    figure: Annotated[
        str, typer.Argument(metavar="FIGURE", help="A figure's id, or the id of a document or table.")
    ],
    workspace: WorkspaceOption = None,
) -> None:
    """Show where a figure was read and what it means.

    With the cells around it, and the rule or decision that gave it its meaning.

    \b
    Examples:
      foi explain 0123456789ab.t1.r4.c2
      foi explain 0123456789ab
      foi sql "SELECT figure_ids FROM outcome_counts LIMIT 1"
    """
    from flows.commands.explain import explain as run

    run(settled(workspace), figure)


@app.command("sql")
def sql(
    query: Annotated[
        str | None,
        typer.Argument(metavar="[QUERY]", help="The question; without one, standard input or a prompt."),
    ] = None,
    workspace: WorkspaceOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Ask the published warehouse (read-only).

    \b
    Examples:
      foi sql "SELECT * FROM coverage"
      foi sql --format csv "SELECT * FROM outcome_counts" > counts.csv
      foi sql < question.sql
      foi sql
    """
    from flows.commands.sql import ask

    ask(settled(workspace), query, form.value)


class ExportFormat(StrEnum):
    """What an export is written as."""

    PARQUET = "parquet"
    CSV = "csv"
    XLSX = "xlsx"


@app.command("export")
def export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The new folder to write.")],
    workspace: WorkspaceOption = None,
    request: Annotated[
        str | None, typer.Option("--request", "-r", metavar="ID", help="Only what answers this request.")
    ] = None,
    form: Annotated[
        ExportFormat | None, typer.Option("--format", "-f", help="Only this format. [default: all three]")
    ] = None,
) -> None:
    """Write the published warehouse as Parquet, CSV and a workbook for print.

    With datapackage.json, which describes each file and column. What a force withheld and other figures make
    known is left out; the workbook's notes hold method, symbols, coverage and every caveat.

    \b
    Examples:
      foi export for-the-desk
      foi export hospital-crimes --request hospital-crimes --format xlsx
    """
    from flows.commands.export import export as run

    run(settled(workspace), folder, request, form.value if form else None)


@app.command("diff")
def diff(
    reply: Annotated[str, typer.Argument(metavar="REPLY", help="A reply's id: request/force.")],
    workspace: WorkspaceOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show value by value what a revised reply changed.

    \b
    Examples:
      foi diff hospital-crimes/durham
      foi diff hospital-crimes/durham --format csv
    """
    from flows.commands.diff import diff as run

    run(settled(workspace), reply, form.value)


@app.command("dictionary")
def dictionary(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="One relation or macro; without it, all.")
    ] = None,
    workspace: WorkspaceOption = None,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="As a Markdown page.")] = False,
) -> None:
    """Say what every relation, column and macro of the warehouse means.

    \b
    Examples:
      foi dictionary outcome_counts
      foi dictionary outcome_share
      foi dictionary --markdown > dictionary.md
    """
    from flows.commands.dictionary import dictionary as run

    run(settled(workspace), name, as_markdown=as_markdown)


@app.command("check")
def check(workspace: WorkspaceOption = None) -> None:
    """Check the vocabulary, the workspace and the replies.

    The request and decision files must be readable, and no check of a reply may point at a misreading. What
    an authority's own tables contradict each other in is told, and is no problem of yours.

    Exit status: 0 nothing found, 1 something found.

    \b
    Examples:
      foi check
      foi check --workspace ~/foi-data
    """
    from flows.commands.check import check as run

    raise typer.Exit(run(settled(workspace)))


@app.command("settings")
def settings(workspace: WorkspaceOption = None, form: FormatOption = Format.TABLE) -> None:
    """Show every setting, where its value comes from, and the variable that changes it.

    A flag of a command comes first, then the variable, then the default.

    \b
    Examples:
      foi settings
      FOI_WORKERS=2 foi settings
      foi settings --format json
    """
    from flows.commands.settings import settings as run

    run(settled(workspace), {"workspace": workspace}, form.value)


@app.command("formats")
def formats() -> None:
    """The formats that are read, by which library, and what of each is not read.

    A file is told by its content, whatever its name says.

    \b
    Examples:
      foi formats
    """
    from flows.commands.formats import formats as run

    run()


def main() -> None:
    """Run the command line; a defect ends it with one line, too, and leaves its traceback in a file."""
    try:
        app()
    except Exception as error:  # noqa: BLE001 - the last place where a defect can be told as one line
        import tempfile
        import traceback

        if "KeyboardInterrupt" in str(error):  # Ctrl-C within a library that makes an error of its own of it
            warn(STOPPED_SAID)
            sys.exit(STOPPED)
        with tempfile.NamedTemporaryFile("w", prefix="foi-error-", suffix=".txt", delete=False) as file:
            traceback.print_exc(file=file)
        what = in_a_line(error)
        warn(f"foi: a defect in foi itself ({what}); please report it with {file.name}")
        sys.exit(1)
