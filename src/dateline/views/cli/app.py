"""The commands of `dateline`. What coding needs is loaded when a command runs, so that --help and --version answer at once."""

from __future__ import annotations

import sys
from copy import copy
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dateline.errors import DatelineError, UsageError
from dateline.views.cli.reviewing import add_review_commands
from dateline.views.cli.serving import people_app, serve_command
from dateline.views.cli.storing import Columns, Fetch, add_commands

EXIT_FAILED, EXIT_USAGE = 1, 2

app = typer.Typer(
    name="dateline",
    help="Read news reports and write event data, each value tied to its words.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class Format(StrEnum):
    """How records are written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    HTML = "html"
    MUC4 = "muc4"


class Written(StrEnum):
    """How an explanation or a check of the installation is written."""

    TEXT = "text"
    JSON = "json"


class Shown(StrEnum):
    """How a measurement is written."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


class Listed(StrEnum):
    """How parties that no list knows are written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


Config = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Settings with tables of your own; without it dateline.toml here, if there is one.")
]

Relevance = Annotated[
    bool, typer.Option("--relevance/--no-relevance", help="Pass over reports that tell of nothing that is coded: sport, markets, weather.")
]

Threshold = Annotated[float | None, typer.Option(min=0, max=1, metavar="P", help="Leave out events that are less probable than this.")]


def _print_version(wanted: bool) -> None:
    if wanted:
        from dateline import __version__

        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")] = False,
) -> None:
    """Read news reports and write event data, each value tied to its words."""


@app.command("code")
def code_command(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="A file, a folder, - (standard input), with --fetch an address.")],
    published: Annotated[str | None, typer.Option(metavar="DATE", help="Publication date, YYYY-MM-DD, where a report has none.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Publisher where a report names none.")] = None,
    title: Annotated[str | None, typer.Option(help="Title where a report has none; it is not coded.")] = None,
    language: Annotated[str | None, typer.Option(help="Language where a report names none; only English is coded.")] = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="How to write what was coded.")] = Format.TABLE,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file.")] = None,
    layers: Annotated[bool, typer.Option("--layers", help="Also give the places, times and names (json and jsonl).")] = False,
    jobs: Annotated[int, typer.Option(min=1, metavar="N", help="Processes to use; the result is the same.")] = 1,
    config: Config = None,
    threshold: Threshold = None,
    relevance: Relevance = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Standard input holds one JSON report a line.")] = False,
    columns: Columns = None,
    fetch: Fetch = False,
) -> None:
    """Print the events that each report tells.

    Reports are coded in the order of the inputs.

    Exit status: 0 all coded; 1 some failed (what was coded is written all the same); 2 wrong use.
    """
    from dateline.read import Context, published_day
    from dateline.views.cli.coding import Job, code_paths

    context = Context(published_day(published), publisher, title, language)
    job = Job(tuple(paths), context, format=format.value, output=output, layers=layers, jobs=jobs, jsonl=jsonl, config=config)
    if not code_paths(replace(job, threshold=threshold, columns=columns, fetch=fetch, relevance=relevance)):
        raise typer.Exit(EXIT_FAILED)


@app.command("explain")
def explain_command(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="A file, a folder, - (standard input), with --fetch an address.")],
    event: Annotated[str, typer.Option(metavar="ID", help="The event, as `dateline code` numbers it: e1, e2 ...")],
    published: Annotated[str | None, typer.Option(metavar="DATE", help="Publication date, YYYY-MM-DD, where a report has none.")] = None,
    language: Annotated[str | None, typer.Option(help="Language where a report names none; only English is coded.")] = None,
    format: Annotated[Written, typer.Option("--format", "-f", help="How to write the explanation.")] = Written.TEXT,
    config: Config = None,
    threshold: Threshold = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Standard input holds one JSON report a line.")] = False,
    columns: Columns = None,
    fetch: Fetch = False,
) -> None:
    """Say for one event why each value is what it is.

    The reports are coded again, with the same result. Give the same options as to `dateline code`.

    Exit status: 0 explained; 1 a report failed; 2 wrong use, or no report has such an event.
    """
    from dateline.read import Context, published_day
    from dateline.views.cli.explaining import Question, explain_event

    context = Context(published_day(published), None, None, language)
    if not explain_event(Question(tuple(paths), context, event, format.value, jsonl, config, threshold, columns, fetch)):
        raise typer.Exit(EXIT_FAILED)


@app.command("evaluate")
def evaluate_command(
    gold: Annotated[list[str], typer.Argument(metavar="GOLD", help="Coded reports (.jsonl), trees (.conllu), names (.iob2, .conll.txt).")],
    format: Annotated[Shown, typer.Option("--format", "-f", help="How to write what was measured.")] = Shown.TEXT,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file.")] = None,
    against: Annotated[Path | None, typer.Option(metavar="RUN", help="Compare with an earlier run, written with --format json.")] = None,
    errors: Annotated[int | None, typer.Option(min=0, metavar="N", help="Events to show with what is wrong (html: of each kind).")] = None,
    jobs: Annotated[int, typer.Option(min=1, metavar="N", help="Processes to use; the result is the same.")] = 1,
    config: Config = None,
) -> None:
    """Measure against what people coded.

    Coded reports are coded anew, by their text and day of publication; files of words are read as they are split.

    Exit status: 0 measured; 1 some reports failed (they count as if no event was found); 2 wrong use, or gold is wrong.
    """
    from dateline.views.cli.evaluating import Measurement, evaluate_gold

    if not evaluate_gold(Measurement(tuple(gold), format.value, output, against, errors, jobs, config)):
        raise typer.Exit(EXIT_FAILED)


@app.command("doctor")
def doctor_command(
    format: Annotated[Written, typer.Option("--format", "-f", help="How to write what was found.")] = Written.TEXT,
) -> None:
    """Check the installation: program, model, tables, extras, and how to mend what is broken.

    Exit status: 0 all that coding needs is there and whole; 1 something is broken.
    """
    from dateline.views.cli.doctor import report_health

    if not report_health(format.value):
        raise typer.Exit(EXIT_FAILED)


@app.command("verify")
def verify_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A bundle, as `dateline export bundle` writes it.")],
    format: Annotated[Written, typer.Option("--format", "-f", help="How to write what does not agree.")] = Written.TEXT,
) -> None:
    """Check a bundle from each number to the sentence it comes from; needs no store.

    Exit status: 0 all agrees; 1 something does not, each thing with file, incident and field; 2 the file is no bundle, or not safe to read.
    """
    from dateline.views.cli.verifying import verify_file

    if not verify_file(file, format.value):
        raise typer.Exit(EXIT_FAILED)


add_commands(app)
app.command("serve")(serve_command)
add_review_commands(app)
app.add_typer(people_app)
actors = typer.Typer(name="actors", help="Find parties that no list knows, and add actors of your own.", no_args_is_help=True)
app.add_typer(actors)


@actors.command("unknown")
def actors_unknown_command(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="A file, a folder, - (standard input), with --fetch an address.")],
    published: Annotated[str | None, typer.Option(metavar="DATE", help="Publication date, YYYY-MM-DD, where a report has none.")] = None,
    language: Annotated[str | None, typer.Option(help="Language where a report names none; only English is coded.")] = None,
    format: Annotated[Listed, typer.Option("--format", "-f", help="How to write the parties.")] = Listed.TABLE,
    most: Annotated[int, typer.Option(min=1, metavar="N", help="Parties to show at most.")] = 50,
    jobs: Annotated[int, typer.Option(min=1, metavar="N", help="Processes to use; the result is the same.")] = 1,
    config: Config = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Standard input holds one JSON report a line.")] = False,
    columns: Columns = None,
    fetch: Fetch = False,
) -> None:
    """Print the named parties of reports that no list knows, the most frequent first.

    Each with the kind it is likely to be of and sentences that name it; nothing is added.

    Exit status: 0 all coded; 1 some reports failed; 2 wrong use.
    """
    from dateline.read import Context, published_day
    from dateline.views.cli.unknown import Search, show_unknown

    context = Context(published_day(published), None, None, language)
    if not show_unknown(Search(tuple(paths), context, format.value, most, jobs, jsonl, config, columns, fetch)):
        raise typer.Exit(EXIT_FAILED)


@actors.command("add")
def actors_add_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .csv file with a row for each actor.")],
    config: Config = None,
) -> None:
    """Add rows to your own table of actors.

    All are checked first; where one is wrong, its line is told and none is added.

    Exit status: 0 added; 2 a row is wrong, and nothing was written.
    """
    from dateline.settings import add_actors

    added = add_actors(file, config=config)
    typer.echo(f"{added.rows} {'actor' if added.rows == 1 else 'actors'} added to {added.table} ({added.settings})")


gazetteer_app = typer.Typer(name="gazetteer", no_args_is_help=True, rich_markup_mode=None, help="Your own tables of places.")
app.add_typer(gazetteer_app)

GazetteerFolder = Annotated[
    Path | None, typer.Option("--folder", metavar="DIR", help="The folder of the tables; without it that of the settings, else gazetteer.")
]
TableName = Annotated[str | None, typer.Option("--name", metavar="NAME", help="What the table is called; without it as the file.")]
Replace = Annotated[bool, typer.Option("--replace", help="Put it in the place of the table of that name.")]


@gazetteer_app.command("add")
def gazetteer_add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file: name, latitude, longitude and more.")],
    name: TableName = None,
    replace: Replace = False,
    folder: GazetteerFolder = None,
    config: Config = None,
) -> None:
    """Add the places of a CSV file of your own; they come before others of their name.

    Exit status: 0 added; 2 a row or the file is wrong, nothing was added.
    """
    from dateline.views.cli.gazetteers import Folder, Making, add_file

    add_file(Making(file, Folder(folder, config), name, replace))


@gazetteer_app.command("import")
def gazetteer_import(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The folder of a GeoNames dump, one country's file, or a CSV of P-codes.")],
    name: TableName = None,
    replace: Replace = False,
    folder: GazetteerFolder = None,
    config: Config = None,
) -> None:
    """Import a dump of GeoNames or a table of P-codes. Interrupted, it goes on when the same command is given again.

    Exit status: 0 imported; 2 the files are wrong.
    """
    from dateline.views.cli.gazetteers import Folder, Making, import_dump

    import_dump(Making(path, Folder(folder, config), name, replace))


@gazetteer_app.command("list")
def gazetteer_list(folder: GazetteerFolder = None, config: Config = None) -> None:
    """Say which tables are installed, from where, and how many places they have."""
    from dateline.views.cli.gazetteers import Folder, list_tables

    list_tables(Folder(folder, config))


@gazetteer_app.command("remove")
def gazetteer_remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The table, as `dateline gazetteer list` names it.")],
    folder: GazetteerFolder = None,
    config: Config = None,
) -> None:
    """Remove a table, or an import that was interrupted."""
    from dateline.views.cli.gazetteers import Folder, remove_table

    remove_table(name, Folder(folder, config))


@gazetteer_app.command("find")
def gazetteer_find(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name of a place.")],
    format: Annotated[Written, typer.Option("--format", "-f", help="How to write the places.")] = Written.TEXT,
    config: Config = None,
) -> None:
    """Print the places of that name, yours and ours, in the order in which coding meets them.

    Exit status: 0 found; 1 no gazetteer has such a place.
    """
    from dateline.views.cli.gazetteers import find_places

    if not find_places(name, config, format.value):
        raise typer.Exit(EXIT_FAILED)


def main() -> None:
    """Run the command line; an error is one sentence on standard error, never a traceback.

    Typer itself ends quietly on Ctrl-C (status 130) and where the reader of our output has seen enough (`| head`).
    """
    raise SystemExit(_run())


def _run() -> int:
    try:
        _asked(sys.argv[1:2])(prog_name="dateline")
    except UsageError as error:
        return _say(str(error), EXIT_USAGE)
    except DatelineError as error:
        return _say(str(error), EXIT_FAILED)
    except OSError as error:
        return _say(f"the output could not be written: {error.strerror or error}", EXIT_FAILED)
    return 0


def _asked(first: list[str]) -> typer.Typer:
    """The program with the one command that the first word names, else with all: to build them takes 20 ms of each start."""
    known = [command for command in app.registered_commands if [command.name] == first]
    if not known and first != ["--version"]:
        return app
    one = copy(app)
    one.registered_commands = known
    return one


def _say(message: str, status: int) -> int:
    print(f"dateline: {message}", file=sys.stderr)  # noqa: T201 - this is the command line
    return status
