"""The commands that use a store. Only their names and options stand here: what they do is loaded when one runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

EXIT_FAILED = 1


class Rows(StrEnum):
    """How a list is written."""

    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"


class Coded(StrEnum):
    """A table of events that people coded."""

    ACLED = "acled"
    UCDP = "ucdp"


class Kind(StrEnum):
    """What can be decided of one event."""

    ACCEPT = "accept"
    REJECT = "reject"
    CHANGE = "change"
    UNDO = "undo"


Paths = Annotated[list[str], typer.Argument(metavar="PATH", help="A file, a folder, - (standard input), with --fetch an address.")]
Columns = Annotated[
    str | None, typer.Option(metavar="NAME", help="Which columns hold what: a name (gdelt, mediacloud ...) or a .toml file.")
]
Fetch = Annotated[bool, typer.Option("--fetch", help="Fetch pages: addresses among the paths, and rows that have an address and no text.")]
Where = Annotated[str | None, typer.Option("--store", metavar="STORE", help="The store: a file or postgresql://..., else DATELINE_STORE.")]
Jobs = Annotated[int, typer.Option(min=1, metavar="N", help="Processes to use; the result is the same.")]
Config = Annotated[Path | None, typer.Option(metavar="FILE", help="Settings with tables of your own, else dateline.toml here.")]
Who = Annotated[str | None, typer.Option(metavar="NAME", help="Who decides; without it your name on this machine.")]
Why = Annotated[str | None, typer.Option(metavar="TEXT", help="Why.")]
Needed = Annotated[str, typer.Option("--why", metavar="TEXT", help="Why.")]
Listing = Annotated[Rows, typer.Option("--format", "-f", help="How to write the list.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="From this day on, YYYY-MM-DD.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Up to this day, YYYY-MM-DD.")]
Country = Annotated[str | None, typer.Option(metavar="ISO3", help="In this country (ISO 3166-1 alpha-3).")]
Actor = Annotated[str | None, typer.Option(metavar="NAME", help="With this party, by its id or the beginning of a word of its name.")]
Type = Annotated[str | None, typer.Option("--type", metavar="TYPE", help="Of this type, or TYPE:MODE.")]
Status = Annotated[str | None, typer.Option(metavar="STATUS", help="Told with this status.")]
Killed = Annotated[int | None, typer.Option("--killed-min", min=0, metavar="N", help="With at least so many killed, by the best estimate.")]
Sources = Annotated[int | None, typer.Option("--sources-min", min=1, metavar="N", help="Told by so many independent sources.")]
Policy = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="How values are chosen: latest, conservative, majority, acled, ucdp; else policy of dateline.toml."),
]
Text = Annotated[str | None, typer.Option(metavar="WORDS", help="With all these words in one of its reports.")]


def add_command(
    paths: Paths,
    store: Where = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="Publication date, YYYY-MM-DD, where a report has none.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Publisher where a report names none.")] = None,
    title: Annotated[str | None, typer.Option(help="Title where a report has none; it is not coded.")] = None,
    language: Annotated[str | None, typer.Option(help="Language where a report names none; only English is coded.")] = None,
    jobs: Jobs = 1,
    config: Config = None,
    relevance: Annotated[
        bool, typer.Option("--relevance/--no-relevance", help="Pass over reports that tell of nothing that is coded: sport, markets.")
    ] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Standard input holds one JSON report a line.")] = False,
    columns: Columns = None,
    fetch: Fetch = False,
) -> None:
    """Put reports and their events into a store, and merge the events into incidents.

    What is there already is not coded again: after an interruption the same command goes on where it was.

    Exit status: 0 all coded; 1 some failed (they are kept with the reason), or the store could not be written; 2 wrong use.
    """
    from dateline.read import Context, published_day
    from dateline.views.cli.stored import Adding, add_paths

    context = Context(published_day(published), publisher, title, language)
    if not add_paths(Adding(store, tuple(paths), context, jobs, jsonl, config, columns, fetch, relevance)):
        raise typer.Exit(EXIT_FAILED)


def recode_command(
    store: Where = None,
    jobs: Jobs = 1,
    config: Config = None,
    failed: Annotated[bool, typer.Option("--failed", help="Code again what could not be coded.")] = False,
    passed_over: Annotated[bool, typer.Option("--passed-over", help="Code what was passed over.")] = False,
    preview: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Change nothing: write the codings to this file, and show what is otherwise.")
    ] = None,
    accept: Annotated[Path | None, typer.Option(metavar="FILE", help="Take the codings that --preview wrote.")] = None,
) -> None:
    """Code again what another version, model or table coded. Earlier codings stay; `dateline diff` shows what is different.

    Exit status: 0 all coded; 1 some failed; 2 wrong use, or a file to accept that no longer fits the store: nothing was changed.
    """
    from dateline.errors import UsageError
    from dateline.views.cli.proposals import Preview, accept_codings, preview_codings
    from dateline.views.cli.stored import recode_reports

    if failed and passed_over:
        raise UsageError("--failed and --passed-over are two commands: give one, then the other")
    if accept is not None:
        if preview is not None or failed or passed_over:
            raise UsageError("--accept takes what is in the file, and goes with no other choice of what is coded")
        whole = accept_codings(store, accept)
    elif preview is not None:
        whole = preview_codings(store, Preview(preview, jobs, config, failed, passed_over))
    else:
        whole = recode_reports(store, jobs=jobs, config=config, failed=failed, passed_over=passed_over)
    if not whole:
        raise typer.Exit(EXIT_FAILED)


def passed_over_command(store: Where = None, format: Listing = Rows.TABLE) -> None:
    """List the reports that `add --relevance` passed over. `dateline recode --passed-over` codes them."""
    from dateline.views.cli.stored import write_passed_over

    write_passed_over(store, format.value)


def diff_command(
    reports: Annotated[list[str] | None, typer.Argument(metavar="REPORT", help="The id or key of a report; without it all.")] = None,
    store: Where = None,
    summary: Annotated[bool, typer.Option("--summary", help="Count what appears, vanishes and changes, with an example of each.")] = False,
    format: Listing = Rows.TABLE,
) -> None:
    """Show what the latest coding of each report has otherwise than the one before."""
    from dateline.views.cli.stored import write_differences

    write_differences(store, tuple(reports or ()), format.value, summed=summary)


def decide_command(
    kind: Annotated[Kind, typer.Argument(metavar="KIND", help="accept, reject, change or undo.")],
    target: Annotated[str, typer.Argument(metavar="EVENT", help="The event, REPORT:e1; to undo, the decision.")],
    store: Where = None,
    field: Annotated[str | None, typer.Option(metavar="PATH", help="The field to change, as casualties[killed/recipient].low.")] = None,
    value: Annotated[str | None, typer.Option(metavar="JSON", help="Its value; a word that is no JSON is taken as text.")] = None,
    who: Who = None,
    why: Why = None,
) -> None:
    """Keep a person's decision about an event. It holds for every later coding of the report, and can be undone.

    Exit status: 0 kept; 2 there is no such event or field, or the value does not fit.
    """
    from dateline.views.cli.deciding import Question, decide_event

    decide_event(store, Question(kind.value, target, field, value, who, why))


def merge_command(
    incidents: Annotated[list[str], typer.Argument(metavar="INCIDENT", help="Two or more incidents, or events as REPORT:e1.")],
    why: Needed,
    store: Where = None,
    who: Who = None,
) -> None:
    """Hold incidents together as one. `dateline decide undo` takes it back."""
    from dateline.views.cli.deciding import merge_incidents

    merge_incidents(store, tuple(incidents), who=who, why=why)


def split_command(
    incident: Annotated[str, typer.Argument(metavar="INCIDENT", help="The incident.")],
    events: Annotated[list[str], typer.Argument(metavar="EVENT", help="The events that do not belong to it, as REPORT:e1.")],
    why: Needed,
    store: Where = None,
    who: Who = None,
) -> None:
    """Hold events apart from the others of their incident. `dateline decide undo` takes it back."""
    from dateline.views.cli.deciding import split_incident

    split_incident(store, incident, tuple(events), who=who, why=why)


def decisions_command(
    store: Where = None,
    orphaned: Annotated[bool, typer.Option("--orphaned", help="Only those that no longer find their event.")] = False,
    format: Listing = Rows.TABLE,
) -> None:
    """List what people decided, in the order of time."""
    from dateline.views.cli.deciding import write_decisions

    write_decisions(store, format.value, orphaned=orphaned)


def history_command(
    id: Annotated[str, typer.Argument(metavar="ID", help="A report, an event (REPORT:e1), an incident or a decision.")],
    store: Where = None,
    format: Listing = Rows.TABLE,
) -> None:
    """Show what happened to it: when it arrived, was coded, decided on, taken out."""
    from dateline.views.cli.deciding import write_history

    write_history(store, id, format.value)


def incidents_command(
    store: Where = None,
    since: Since = None,
    until: Until = None,
    country: Country = None,
    actor: Actor = None,
    type: Type = None,
    status: Status = None,
    killed_min: Killed = None,
    sources_min: Sources = None,
    text: Text = None,
    policy: Policy = None,
    format: Listing = Rows.TABLE,
) -> None:
    """List incidents. One is found by what any of its reports says."""
    from dateline.store import Filters
    from dateline.views.cli.listing import write_incidents

    filters = Filters(since=since, until=until, country=country, actor=actor, type=type, status=status, text=text)
    filters = replace(filters, killed_min=killed_min, sources_min=sources_min)
    write_incidents(store, filters, format.value, policy=policy)


def show_command(
    incident: Annotated[str, typer.Argument(metavar="INCIDENT", help="The incident, or one of its events as REPORT:e1.")],
    store: Where = None,
    policy: Policy = None,
    json: Annotated[bool, typer.Option("--json", help="Write the incident and its tellings as JSON.")] = False,
) -> None:
    """Show an incident: what each report tells, in its own words."""
    from dateline.views.cli.listing import write_incident

    write_incident(store, incident, as_json=json, policy=policy)


def counts_command(
    by: Annotated[str, typer.Option(metavar="NAMES", help="By what: year, month, day, country, type, mode, status, actor, recipient.")],
    store: Where = None,
    since: Since = None,
    until: Until = None,
    country: Country = None,
    actor: Actor = None,
    type: Type = None,
    killed_min: Killed = None,
    text: Text = None,
    policy: Policy = None,
) -> None:
    """Count incidents and killed, as a tidy table (CSV) for R and pandas."""
    from dateline.store import Filters
    from dateline.views.cli.listing import write_counts

    filters = Filters(since=since, until=until, country=country, actor=actor, type=type, killed_min=killed_min, text=text)
    write_counts(store, by, filters, policy=policy)


def export_command(
    format: Annotated[str | None, typer.Argument(metavar="FORMAT", help="The format; --list names them.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file, not to standard output.")
    ] = None,
    store: Where = None,
    since: Since = None,
    until: Until = None,
    country: Country = None,
    actor: Actor = None,
    type: Type = None,
    killed_min: Killed = None,
    text: Text = None,
    list: Annotated[bool, typer.Option("--list", help="Name the formats and what each cannot hold.")] = False,
) -> None:
    """Write the incidents of the store as a file of another format, by their first day. What it cannot hold is said beside it.

    Exit status: 0 written; 1 the store or the file could not be read or written; 2 wrong use.
    """
    from dateline.errors import UsageError
    from dateline.store import Filters
    from dateline.views.cli.exporting import export_incidents, list_formats

    if list:
        list_formats()
        return
    if format is None:
        raise UsageError("name a format; dateline export --list says which there are")
    filters = Filters(since=since, until=until, country=country, actor=actor, type=type, killed_min=killed_min, text=text)
    export_incidents(store, format, filters, output)


def import_command(
    table: Annotated[Coded, typer.Argument(metavar="TABLE", help="acled or ucdp.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The table as CSV, with its heading.")],
    store: Where = None,
) -> None:
    """Bring events that people coded into the store, each row as an event of its sources; they meet coded reports in one list.

    A row that is there already changes nothing; one that cannot be read is kept with the reason, and the rest goes on.

    Exit status: 0 all brought in; 1 some rows failed, or the store could not be written; 2 wrong use, or the file is no such table.
    """
    from dateline.views.cli.importing import import_table

    if not import_table(store, table.value, file):
        raise typer.Exit(EXIT_FAILED)


def redact_command(
    why: Needed,
    report: Annotated[str | None, typer.Argument(metavar="REPORT", help="The id or key of the report whose text is to go.")] = None,
    name: Annotated[list[str] | None, typer.Option(metavar="NAME", help="A person's name; give every form of it.")] = None,
    store: Where = None,
    who: Who = None,
) -> None:
    """Take out a report's text, or a person's name everywhere. A note says that something was taken out; it cannot be undone."""
    from dateline.views.cli.stored import redact_store

    redact_store(store, report, tuple(name or ()), who=who, why=why)


def backup_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write: a store in SQLite.")],
    store: Where = None,
) -> None:
    """Write the whole store into one file, while others go on using it."""
    from dateline.views.cli.stored import back_up_store

    back_up_store(store, file)


def copy_command(
    target: Annotated[str, typer.Argument(metavar="TARGET", help="The new store: a file, or postgresql://...")],
    store: Where = None,
) -> None:
    """Copy the whole store into an empty one: SQLite to PostgreSQL, or back."""
    from dateline.views.cli.stored import copy_all

    copy_all(store, target)


def watch_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The feeds, folders and alerts, as TOML.")],
    store: Where = None,
    once: Annotated[bool, typer.Option("--once", help="Do what is due now and end, for cron.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Only say whether the file is right; nothing is read.")] = False,
    list: Annotated[bool, typer.Option("--list", help="Only list the feeds: when each was read, is due, and what failed.")] = False,
    format: Listing = Rows.TABLE,
    config: Config = None,
) -> None:
    """Keep up with feeds and folders: each new report is coded, kept, merged, and told by alerts.

    After an interruption the same command goes on where it was. Ctrl-C ends it.

    Exit status: 0 ended, or all done with --once; 1 something failed with --once (it is kept with the reason); 2 wrong use, or the file
    is wrong.
    """
    from dateline.views.cli.watching import Job, check_file, list_feeds, watch_file

    if check:
        check_file(file)
    elif list:
        list_feeds(file, store, format.value)
    elif not watch_file(Job(file, store, once, config)):
        raise typer.Exit(EXIT_FAILED)


def deliveries_command(
    store: Where = None,
    failed: Annotated[bool, typer.Option("--failed", help="Only those that were given up.")] = False,
    resend: Annotated[
        list[str] | None, typer.Option("--resend", metavar="NUMBER", help="Send this one again; failed for all that were given up.")
    ] = None,
    format: Listing = Rows.TABLE,
) -> None:
    """List what alerts sent, what waits and what failed, the last first; or have it sent again by the next watch."""
    from dateline.views.cli.watching import list_deliveries
    from dateline.views.cli.watching import resend as send_again

    if resend:
        send_again(store, tuple(resend))
    else:
        list_deliveries(store, format.value, failed=failed)


COMMANDS: dict[str, Callable[..., None]] = {
    "add": add_command,
    "watch": watch_command,
    "deliveries": deliveries_command,
    "recode": recode_command,
    "passed-over": passed_over_command,
    "diff": diff_command,
    "incidents": incidents_command,
    "show": show_command,
    "counts": counts_command,
    "export": export_command,
    "import": import_command,
    "decide": decide_command,
    "merge": merge_command,
    "split": split_command,
    "decisions": decisions_command,
    "history": history_command,
    "redact": redact_command,
    "backup": backup_command,
    "copy": copy_command,
}


def add_commands(app: typer.Typer) -> None:
    """Gives the program the commands of the store."""
    for name, command in COMMANDS.items():
        app.command(name)(command)
