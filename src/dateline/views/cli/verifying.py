"""`dateline verify`: whether everything in a bundle agrees."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from dateline.schema.jsonable import dumps
from dateline.views.cli.coding import say, standard_output
from dateline.views.cli.wording import visible
from dateline.views.verify import Checked, Mismatch, open_bundle, verify_bundle


def verify_file(file: Path, format: str) -> bool:
    """Prints each thing that does not agree; True where there is none. Raises BundleError for what is no bundle."""
    checked, stream, found = Checked(), standard_output(), []
    with open_bundle(file) as archive:
        for mismatch in verify_bundle(archive, checked):
            if format == "json":
                found.append(asdict(mismatch))
            else:
                stream.write(_line(mismatch) + "\n")
    if format == "json":
        stream.write(dumps({"checked": asdict(checked), "mismatches": found}, indent=2) + "\n")
    stream.flush()
    if checked.redacted:
        say(f"words were taken out of {checked.redacted} reports, of {checked.withheld} the whole text; what is left was checked")
    say(f"{file}: {_told(checked)}")
    return not checked.mismatches


def _line(found: Mismatch) -> str:
    where = (found.file, f"incident {found.incident}" if found.incident else "", found.field)
    return visible(": ".join((*filter(None, where), found.message)))


def _told(checked: Checked) -> str:
    counted = f"{checked.incidents} incidents, {checked.events} events, {checked.figures} figures, {checked.spans} spans"
    end = f"{checked.mismatches} do not agree" if checked.mismatches else "all agree"
    return f"{counted} in {checked.reports} reports: {end}"
