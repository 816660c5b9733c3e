"""What both tables have in common: the text of a row with the place of each value in it, parties, places, figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from dateline.imports.cells import Cells, RowError
from dateline.merge.telling import sentence_bounds
from dateline.resolve.actors import name_actor
from dateline.schema.countries import Country, country_of_name
from dateline.schema.failure import UNKNOWN_COUNTRY, Note
from dateline.schema.imported import made_by
from dateline.schema.record import Casualty, Event, EventMention, Participant, ParticipantMention
from dateline.schema.report import Report

# People coded it.
SURE = 1.0
# The longest trigger words that a record holds.
_LONGEST = 80
# An id that can be part of "<report>:<event>".
_ID = re.compile(r"[A-Za-z0-9_.-]{1,60}")
# "(2004-2014)", "(2021-)" behind an actor's name: the years of a government.
_YEARS = re.compile(r"(?<!\s)\s*\(\d{4}-(?:\d{4})?\)\s*$")
_MONTHS = "January February March April May June July August September October November December".split()

Span = tuple[int, int, str]
Words = tuple[int | None, int | None, str | None]
NO_WORDS: Words = (None, None, None)


@dataclass(frozen=True, slots=True)
class Made:
    """A row made into a report and its event."""

    report: Report
    event: Event
    warnings: tuple[Note, ...] = ()


@dataclass(slots=True)
class Text:
    """The text of a row: its sentences (of the column `told`), then on lines of their own the values that no sentence holds."""

    table: str
    told: str
    sentences: str
    lines: list[str] = field(default_factory=list)

    def line(self, column: str, value: str) -> Span:
        """Adds a line; where the value stands in the text."""
        start = len(str(self)) + len(f"\n\n{column}: ")
        self.lines.append(f"{column}: {value}")
        return start, start + len(value), value

    def find(self, words: str | None) -> Span | None:
        """Where these words stand in the sentences."""
        start = self.sentences.find(words) if words else -1
        return None if start < 0 or not words else (start, start + len(words), words)

    def mentions(self) -> tuple[EventMention, ...]:
        """The beginning of each sentence."""
        out = []
        for first, last in sentence_bounds(self.sentences):
            words = self.sentences[first:last].strip()
            if words:
                start = self.sentences.index(words, first)
                end = min(start + _LONGEST, start + len(words))
                out.append(EventMention(start, end, self.sentences[start:end], made_by(self.table, self.told), SURE))
        return tuple(out)

    def __str__(self) -> str:
        return "\n\n".join((self.sentences, *self.lines))


def text_of(cells: Cells, table: str, told: Iterable[str]) -> Text:
    """The text of a row out of the first of these columns that is not blank."""
    for column in told:
        value = cells.text(column)
        if value is not None:
            return Text(table, column, value)
    raise RowError(f"{', '.join(told)} are blank: there is nothing that tells of the event")


def id_of(cells: Cells, column: str) -> str:
    """The id of the row, which names the event for good."""
    value = cells.needed(column)
    if not _ID.fullmatch(value):
        raise RowError(f"{column} must be letters, figures, '_', '.' or '-', not {value!r}")
    return value


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a party besides its name. `state` is that of a government. `day` and `land`, where the event was, tell actors of
    one name apart."""

    role: str
    kind: str | None
    day: str | None
    land: str | None = None
    state: str | None = None


def party(text: Text, column: str, name: str, known: Known) -> Participant:
    """A party. Its id is that of our own tables of actors where they have the name."""
    plain = _YEARS.sub("", name)
    found = name_actor(plain, published=date.fromisoformat(known.day) if known.day else None, country=known.land)
    span, maker = text.find(plain), made_by(text.table, column)
    mentions = () if span is None else (ParticipantMention(*span, maker, SURE),)
    country = known.state if known.kind == "government" else found.country if found.actor_id else None
    return Participant(known.role, name, found.actor_id, known.kind, None, country, mentions, maker, SURE)


def killed(text: Text, column: str, number: int) -> Casualty:
    """So many killed of all sides, in a line of its own; the id is given when all are known."""
    span = text.line(column, str(number))
    return Casualty("", "killed", number, number, "people", "unknown", None, None, False, *span, made_by(text.table, column), SURE)


def dated(text: Text, day: date) -> Words:
    """Where the sentences name the day."""
    month = _MONTHS[day.month - 1]
    forms = (f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}", day.isoformat(), f"{day.day} {month}", f"{month} {day.day}")
    return next((span for form in forms if (span := text.find(form))), NO_WORDS)


def country_of(cells: Cells, column: str, by_number: Callable[[int], Country | None]) -> Country | None:
    """The country of a row, by its number in a column, else by its name."""
    number, name = cells.whole(column), cells.text("country")
    return (by_number(number) if number else None) or (country_of_name(name.strip()) if name else None)


def warned(found: Country | None, name: str | None) -> tuple[Note, ...]:
    """A warning where a country is named that no table has."""
    return (UNKNOWN_COUNTRY.note(name=name),) if found is None and name else ()
