"""What the commands about reviewing do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TextIO

from dateline.errors import UsageError
from dateline.schema.jsonable import dumps
from dateline.store import assigning
from dateline.views.cli.coding import say, standard_output
from dateline.views.cli.lists import write_list
from dateline.views.cli.stored import decider, opened_store
from dateline.views.desk.agreement import agreements
from dateline.views.desk.gold import coded_reports, finished
from dateline.views.desk.judging import double_coded
from dateline.views.desk.queue import put_in_order

AGREEMENT = ("field", "coder", "units", "percent", "kappa", "alpha")


def tend_desk(name: str | None, *, double: float | None, hold: int | None) -> None:
    """Sets what is given, puts all reports in order, and says how far the queue is."""
    with opened_store(name, settled=True) as store:
        before = assigning.sharing(store)
        if double is not None or hold is not None:
            given = replace(before, double=before.double if double is None else double, minutes=before.minutes if hold is None else hold)
            assigning.set_sharing(store, given)
        while put_in_order(store):
            pass
        far, now = assigning.progress(store, decider()), assigning.sharing(store)
        say(f"{far.reports} reports to review, {far.done} done; {far.double} by two people, {far.to_judge} of these wait for a judge")
        say(f"{now.double:.0%} of the reports go to two people; a report is held for {now.minutes} minutes")


def write_gold(name: str | None, output: Path | None) -> None:
    """Writes the coded reports."""
    with opened_store(name) as store:
        keys = finished(store)
        with _stream(output) as stream:
            count = 0
            for report in coded_reports(store, keys):
                stream.write(dumps(report) + "\n")
                count += 1
        say(f"{count} report{'' if count == 1 else 's'} that people coded to the end")


def write_agreement(name: str | None, format: str) -> None:
    """Lists the figures."""
    with opened_store(name) as store:
        write_list((asdict(row) for row in agreements(double_coded(store))), format, AGREEMENT)


@contextmanager
def _stream(output: Path | None) -> Iterator[TextIO]:
    if output is None:
        yield standard_output()
        return
    try:
        with output.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
    except OSError as error:
        raise UsageError(f"{output}: it cannot be written ({error.strerror or error})") from error
