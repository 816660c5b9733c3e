"""The commands about reviewing. Only their names and options stand here: what they do is loaded when one runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.views.cli.storing import Listing, Rows, Where

Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there instead of to standard output.")]


def desk_command(
    double: Annotated[float | None, typer.Option(min=0, max=1, metavar="P", help="Set the share of reports that two people get.")] = None,
    hold: Annotated[int | None, typer.Option(min=1, metavar="MINUTES", help="Set how long a person holds a report.")] = None,
    store: Where = None,
) -> None:
    """Put the whole queue of the review desk in order, say how far it is, and set how reports are given out.

    Exit status: 0 done; 2 there is no such store.
    """
    from dateline.views.cli.reviewed import tend_desk

    tend_desk(store, double=double, hold=hold)


def gold_command(output: Output = None, store: Where = None) -> None:
    """Write the reports that people coded to the end, as gold for dateline evaluate and training: JSON, one report a line.

    Exit status: 0 written; 2 there is no such store.
    """
    from dateline.views.cli.reviewed import write_gold

    write_gold(store, output)


def agreement_command(store: Where = None, format: Listing = Rows.TABLE) -> None:
    """List how far two coders of one report agree, field by field and coder by coder.

    Exit status: 0 written; 2 there is no such store.
    """
    from dateline.views.cli.reviewed import write_agreement

    write_agreement(store, format.value)


def add_review_commands(app: typer.Typer) -> None:
    """Gives the command line these commands."""
    for name, command in (("desk", desk_command), ("gold", gold_command), ("agreement", agreement_command)):
        app.command(name)(command)
