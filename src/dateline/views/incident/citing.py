"""How an incident is cited: a line of text, and an entry of BibTeX. Both name the version, the policy and the day of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline import __version__
from dateline.views.incident.sheet import Sheet

# What TeX would obey: https://www.bibtex.org/SpecialSymbols, and the braces of an entry.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_SPECIAL = re.compile("|".join(map(re.escape, _TEX)))


@dataclass(frozen=True, slots=True)
class Cited:
    """The two forms."""

    plain: str
    bibtex: str


def cite(sheet: Sheet, *, address: str, day: str) -> Cited:
    """The citation of an incident that was read at `address` on `day` (ISO)."""
    told = f"{_many(len(sheet.voices), 'event')} of {_many(sheet.incident.sources, 'independent source')}"
    made = f"Coded by Dateline {__version__}, values by the policy “{sheet.policy}”"
    plain = f"{sheet.title}. Incident {sheet.incident.id}: {told}. {made}. {address} (read on {day})."
    entry = {
        "title": sheet.title,
        "howpublished": f"Incident {sheet.incident.id}, {told}",
        "note": f"{made}. Read on {day}",
    }
    lines = [f"  {name} = {{{tex(value)}}}," for name, value in entry.items()]
    lines += [f"  url = {{{_url(address)}}},", f"  urldate = {{{day}}},", f"  year = {{{day[:4]}}},"]
    return Cited(plain, "\n".join([f"@misc{{{sheet.incident.id},", *lines, "}"]) + "\n")


def tex(text: str) -> str:
    """The text as TeX prints it.

    >>> tex("50% of {all}")
    '50\\\\% of \\\\{all\\\\}'
    """
    return _SPECIAL.sub(lambda found: _TEX[found[0]], text)


def _url(address: str) -> str:
    return address.replace("%", r"\%").replace("{", "").replace("}", "").replace("\\", "")


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
