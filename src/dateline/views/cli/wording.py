"""Values of a record in a person's words."""

from __future__ import annotations

import unicodedata

from dateline.schema.place import When, Where
from dateline.schema.record import Casualty, ClaimRecord, Event, Participant, SourceRecord

NOT_TOLD = "not told"

# The two sides of these are one set: A met B is B met A.
UNORDERED = frozenset({"CONSULT", "AGREE", "COOPERATE"})

# Characters that move the cursor, colour the terminal or turn the direction of writing: a report may hold them, a terminal
# must not get them. Cc are control characters; the others are the embeddings and isolates of bidirectional text.
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def visible(text: str) -> str:
    """The text on one line, without characters that act on a terminal.

    >>> visible("the\\nred \\x1b[31mbridge")
    'the red \ufffd[31mbridge'
    """
    return "".join("\ufffd" if _acts(char) else char for char in " ".join(text.split()))


def _acts(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs") or char in _DIRECTION


def figure(low: int | None, high: int | None) -> str:
    """A number with its bounds: "21", "at least 21", "up to 30", "20 to 25"."""
    if low is None:
        return "unknown number" if high is None else f"up to {high:,}"
    if high is None:
        return f"at least {low:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def casualty(entry: Casualty) -> str:
    """One count: "killed at least 21: Afghan security forces"."""
    side = {"actor": "actor's side", "bystander": "bystanders"}.get(entry.role)
    told = f"{entry.outcome} {figure(entry.low, entry.high)}: {entry.who}"
    remarks = [side, f"of {entry.part_of}" if entry.part_of else None, "later corrected" if entry.superseded else None]
    known = [remark for remark in remarks if remark]
    return f"{told} ({', '.join(known)})" if known else told


def parties(event: Event) -> str:
    """Who did it to whom, who took part besides: "Taliban → Military Forces of Afghanistan"."""
    actors, recipients, third = (_names(event.participants, role) for role in ("actor", "recipient", "third"))
    if UNORDERED & {event.type, event.codes.plover}:
        told = " – ".join(side for side in (actors, recipients) if side) or "?"
    elif recipients:
        told = f"{actors or '?'} → {recipients}"
    else:
        told = actors or "?"
    return f"{told}; also {third}" if third else told


def _names(participants: tuple[Participant, ...], role: str) -> str:
    return ", ".join(dict.fromkeys(party.name for party in participants if party.role == role))


def day(when: When) -> str:
    """When it happened: "2018-12-31", "2018-12-01 to 2018-12-31 (month)"."""
    if when.start_date is None:
        return NOT_TOLD
    told = when.start_date if when.end_date in (None, when.start_date) else f"{when.start_date} to {when.end_date}"
    return told if when.precision == "day" else f"{told} ({when.precision})"


def place(where: Where) -> str:
    """Where it happened: "Saravena, Arauca, COL", with the precision where it is not exact."""
    parts = dict.fromkeys(part for part in (where.name or where.text, where.admin1, where.country) if part)
    told = ", ".join(parts)
    if not told:
        return NOT_TOLD
    return told if where.precision == "exact" else f"{told} ({where.precision})"


def claim(entry: ClaimRecord) -> str:
    """Who says who did it: "claimed by Taliban"."""
    return f"{entry.kind} by {entry.by}" if entry.by else entry.kind


def source(entry: SourceRecord) -> str:
    """Who told the report: "Zabihullah Amani (provincial government)"."""
    return f"{entry.name} ({entry.affiliation})" if entry.affiliation else entry.name
