"""`foi decide`: one sub-command for each kind of decision."""

from __future__ import annotations

from enum import StrEnum
from itertools import islice
from pathlib import Path  # noqa: TC003 typer reads the annotations
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from flows.options import WorkspaceOption, settled

decide = typer.Typer(
    invoke_without_command=True,
    rich_markup_mode=None,
    help="""Record what a person decided.

    The warehouse is brought up to date with it at once.

    "foi held" lists what waits, with the exact command for each. Documents are named by the first 12 digits
    of their id (DOC), tables by DOC.tN, figures by their id. A later decision on the same thing replaces an
    earlier one.

    \b
    Examples:
      foi decide wording "Suspect identified - no support" 16
      foi decide blank 0123456789ab.t1 zero --why "the row's total closes"
      foi decide group blank-3fa9c1d2 zero --dry-run
      foi decide --from review.xlsx
    """,
)


class Verbatim(TyperCommand):
    """A command whose arguments are texts as they are printed, which may begin with a dash."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - click's signature
        """Take what begins with a dash for an option only where it can be one: no blank before a "="."""
        with_value = {
            name for option in self.params if not getattr(option, "is_flag", True) for name in option.opts
        }
        options: list[str] = []
        texts: list[str] = []
        rest = iter(args)
        for argument in rest:
            if argument == "--":
                texts.extend(rest)
            elif (
                argument.startswith("-") and len(argument.partition("=")[0].split()) == 1 and argument != "-"
            ):
                options.append(argument)
                options.extend(islice(rest, 1 if argument in with_value else 0))
            else:
                texts.append(argument)
        return super().parse_args(ctx, [*options, "--", *texts])


WhyOption = Annotated[str, typer.Option("--why", help="The reason, for whoever reads it later.")]
WhoOption = Annotated[
    str | None,
    typer.Option("--who", help="Who decides. [default: FOI_WHO, or your login]", show_default=False),
]
DeferOption = Annotated[bool, typer.Option("--no-build", help="Only record it; the next build takes it up.")]
DocumentArgument = Annotated[str, typer.Argument(metavar="DOC", help="The document: 12 digits of its id.")]
TableArgument = Annotated[str, typer.Argument(metavar="DOC.tN", help="The table.")]
AnyArgument = Annotated[str, typer.Argument(metavar="TARGET", help="A figure's id, DOC.tN or DOC.")]


DryRunOption = Annotated[
    bool,
    typer.Option("--dry-run", help="Say what it would free, by a build that is thrown away; record nothing."),
]


@decide.callback()
def decide_from(
    context: typer.Context,
    book: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="A filled-in workbook of: foi held --xlsx FILE"),
    ] = None,
    partly: Annotated[
        bool, typer.Option("--partly", help="Record the good answers although others are refused.")
    ] = False,
    dry_run: DryRunOption = False,
    who: WhoOption = None,
    workspace: WorkspaceOption = None,
    no_build: DeferOption = False,
) -> None:
    """Take the answers of a workbook, where one is given."""
    if context.invoked_subcommand is not None:
        if book is not None:
            raise typer.BadParameter("give --from alone, or a kind of decision", param_hint="--from")
        return
    if book is None:
        typer.echo(context.get_help())
        raise typer.Exit(2)
    from flows.commands.decide_many import How, settle_book

    how = How(dry_run=dry_run, build=not no_build)
    raise typer.Exit(settle_book(settled(workspace, who=who), book, how, partly=partly))


@decide.command("group")
def group(
    name: Annotated[str, typer.Argument(metavar="GROUP", help="The group, as foi held names it.")],
    answer: Annotated[str, typer.Argument(metavar="ANSWER", help="One of those that foi held offers.")],
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without", metavar="TARGET", help="Leave this one of the group undecided (repeatable)."
        ),
    ] = None,
    dry_run: DryRunOption = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask back.")] = False,
    why: WhyOption = "",
    who: WhoOption = None,
    workspace: WorkspaceOption = None,
    no_build: DeferOption = False,
) -> None:
    """Give one answer to all that waits for one cause.

    It shows what it is going to record and asks back.

    \b
    Examples:
      foi decide group blank-3fa9c1d2 zero --dry-run
      foi decide group blank-3fa9c1d2 zero --why "the force says so in its letter"
      foi decide group check-0a1b2c3d accept --without 0123456789ab.t7 --yes
    """
    from flows.commands.decide_many import How, settle_group

    how = How(dry_run=dry_run, yes=yes, build=not no_build, why=why)
    settle_group(settled(workspace, who=who), name, answer, how, without=without or [])


class Missing(StrEnum):
    """What an empty or dashed cell means."""

    ZERO = "zero"
    MISSING = "missing"


class Axis(StrEnum):
    """What the labels of an axis are."""

    OUTCOME = "outcome"
    OFFENCE = "offence"
    PLACE = "place"
    FORCE = "force"
    OTHER = "other"
    IGNORE = "ignore"


@decide.command("wording", cls=Verbatim)
def wording(
    label: Annotated[str, typer.Argument(metavar="LABEL", help="The wording as it is printed.")],
    codes: Annotated[
        str, typer.Argument(metavar="CODES", help='Codes such as 16 or "14|16"; or not-an-outcome.')
    ],
    scope: Annotated[
        str, typer.Option("--scope", metavar="ID", help="Only in this document (DOC) or request.")
    ] = "",
    why: WhyOption = "",
    who: WhoOption = None,
    workspace: WorkspaceOption = None,
    no_build: DeferOption = False,
) -> None:
    """Say which outcome codes a wording means.

    \b
    Examples:
      foi decide wording "Filed - victim withdrew, suspect known" 16
      foi decide wording "Evidential difficulties (victim)" "14|16" --scope hospital-crime-2025
      foi decide wording "Ward 7" not-an-outcome --why "a place"
    """
    from flows.commands.decide import Answer, settle

    value = "|".join(part.strip() for part in codes.replace(",", "|").split("|"))
    settle(settled(workspace, who=who), Answer("wording", label, value, scope, why), build=not no_build)


@decide.command("period")
def period(
    table: TableArgument,
    span: Annotated[str, typer.Argument(metavar="PERIOD", help="2019/20, or FIRST..LAST of days or labels.")],
    why: WhyOption = "",
    who: WhoOption = None,
    workspace: WorkspaceOption = None,
    no_build: DeferOption = False,
) -> None:
    """Say which period a table covers.

    \b
    Examples:
      foi decide period 0123456789ab.t1 2019/20
      foi decide period 0123456789ab.t1 "2019-04-01..2024-03-31"
    """
    from flows.commands.decide import Answer, settle

    settle(settled(workspace, who=who), Answer("period", table, span, "", why), build=not no_build)


@decide.command("blank")
def blank(
    table: TableArgument,
    meaning: Annotated[Missing, typer.Argument(metavar="zero|missing", help="What a blank cell means.")],
    why: WhyOption = "",
    who: WhoOption = None,
    workspace: WorkspaceOption = None,
    no_build: DeferOption = False,
) -> None:
    """Say what the blank cells of a table mean.

    \b
    Example:
      foi decide blank 0123456789ab.t1 zero --why "the force says so in its letter"
    """
    from flows.commands.decide import Answer, settle

    settle(settled(workspace, who=who), Answer("blank", table, meaning.value, "", why), build=not no_build)


@decide.command("dash")
def dash(
    table: TableArgument,
    meaning: Annotated[Missing, typer.Argument(metavar="zero|missing", help="What a dash means.")],
    why: WhyOption = "",
    who: WhoOption = None,
    workspace: WorkspaceOption = None,
    no_build: DeferOption = False,
) -> None:
    """Say what the dashes of a table mean.

    \b
    Example:
      foi decide dash 0123456789ab.t2 zero
    """
    from flows.commands.decide import Answer, settle

    settle(settled(workspace, who=who), Answer("dash", table, meaning.value, "", why), build=not no_build)


@decide.command("axis")
def axis(
    table: TableArgument,
    key: Annotated[
        str, typer.Argument(metavar="?KEY", help='The axis, as "foi held" names it: begins with "?".')
    ],
    kind: Annotated[Axis, typer.Argument(metavar="KIND", help=f"One of {', '.join(Axis)}.")],
    why: WhyOption = "",
    who: WhoOption = None,
    workspace: WorkspaceOption = None,
    no_build: DeferOption = False,
) -> None:
    """Say what the labels of a table's axis are.

    \b
    Example:
      foi decide axis 0123456789ab.t1 "?column" place
    """
    from flows.commands.decide import Answer, settle

    settle(settled(workspace, who=who), Answer("axis", table, kind.value, key, why), build=not no_build)


@decide.command("request")
def request(
    document: DocumentArgument,
    request_id: Annotated[str, typer.Argument(metavar="REQUEST", help="The request's id.")],
    why: WhyOption = "",
    who: WhoOption = None,
    workspace: WorkspaceOption = None,
    no_build: DeferOption = False,
) -> None:
    """Say which request a document answers.

    \b
    Example:
      foi decide request 0123456789ab hospital-crime-2025
    """
    from flows.commands.decide import Answer, settle

    settle(settled(workspace, who=who), Answer("request", document, request_id, "", why), build=not no_build)


@decide.command("force")
def force(
    document: DocumentArgument,
    force_id: Annotated[str, typer.Argument(metavar="FORCE", help='The force\'s id; several as "a|b".')],
    why: WhyOption = "",
    who: WhoOption = None,
    workspace: WorkspaceOption = None,
    no_build: DeferOption = False,
) -> None:
    """Say which force's reply a document is.

    \b
    Example:
      foi decide force 0123456789ab durham --why "signed by its disclosure officer"
    """
    from flows.commands.decide import Answer, settle

    settle(settled(workspace, who=who), Answer("force", document, force_id, "", why), build=not no_build)


@decide.command("accept")
def accept(
    target: AnyArgument,
    count: Annotated[
        int | None,
        typer.Option("--count", min=0, help="The count, where a person can read what foi could not."),
    ] = None,
    why: WhyOption = "",
    who: WhoOption = None,
    workspace: WorkspaceOption = None,
    no_build: DeferOption = False,
) -> None:
    """Take figures although something held them.

    \b
    Examples:
      foi decide accept 0123456789ab.t1 --why "the printed total is the force's own mistake"
      foi decide accept 0123456789ab.t1.r4.c2 --count 12
    """
    from flows.commands.decide import Answer, settle

    value = "" if count is None else str(count)
    settle(settled(workspace, who=who), Answer("accept", target, value, "", why), build=not no_build)


@decide.command("reject")
def reject(
    target: AnyArgument,
    why: WhyOption = "",
    who: WhoOption = None,
    workspace: WorkspaceOption = None,
    no_build: DeferOption = False,
) -> None:
    """Leave figures out of every answer.

    \b
    Example:
      foi decide reject 0123456789ab --why "the force withdrew it"
    """
    from flows.commands.decide import Answer, settle

    settle(settled(workspace, who=who), Answer("reject", target, "", "", why), build=not no_build)


@decide.command("release")
def release(
    document: DocumentArgument,
    why: Annotated[str, typer.Option("--why", help="Why it may be used; it must be given.")] = "",
    who: WhoOption = None,
    workspace: WorkspaceOption = None,
    no_build: DeferOption = False,
) -> None:
    """Use what a document shows although it hides data, which stay unread.

    \b
    Example:
      foi decide release 0123456789ab --why "looked at it: the hidden sheet holds the codes of the outcomes"
    """
    from flows.commands.decide import Answer, settle

    settle(settled(workspace, who=who), Answer("release", document, "", "", why), build=not no_build)


@decide.command("password")
def password(
    document: DocumentArgument,
    why: WhyOption = "",
    who: WhoOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Read an encrypted document with a password, which is asked for and kept nowhere.

    Where nobody can be asked, FOI_PASSWORDS holds it, one a line; "foi ingest" tries them as well.

    \b
    Example:
      foi decide password 0123456789ab --why "it came in a message of its own"
    """
    from flows.commands.password import open_locked

    open_locked(settled(workspace, who=who), document, why)


@decide.command("supersede")
def supersede(
    document: DocumentArgument,
    successor: Annotated[str, typer.Argument(metavar="NEWER", help="The document that replaces it.")],
    why: WhyOption = "",
    who: WhoOption = None,
    workspace: WorkspaceOption = None,
    no_build: DeferOption = False,
) -> None:
    """Say that a later reply replaces an earlier one.

    Both stay; "foi diff" shows what changed, and the earlier answers remain as what was known until then.

    \b
    Example:
      foi decide supersede 0123456789ab ba9876543210 --why "the force's corrected reply of 3 May"
    """
    from flows.commands.decide import Answer, settle

    settle(settled(workspace, who=who), Answer("supersede", document, successor, "", why), build=not no_build)


@decide.command("ignore", cls=Verbatim)
def ignore(
    document: DocumentArgument,
    locator: Annotated[
        str, typer.Argument(metavar="LOCATOR", help="The number's place, as foi held names it.")
    ],
    why: WhyOption = "",
    who: WhoOption = None,
    workspace: WorkspaceOption = None,
    no_build: DeferOption = False,
) -> None:
    """Say that a lost number is no data.

    \b
    Example:
      foi decide ignore 0123456789ab "page 2, line 14" --why "a telephone extension"
    """
    from flows.commands.decide import Answer, settle

    settle(settled(workspace, who=who), Answer("ignore", document, "", locator, why), build=not no_build)
