"""What two codings of a report have otherwise: line by line, and summed up before a person takes the new ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dateline.schema.record import Event, Record
from dateline.store.replay import anchor_of, find
from dateline.views.cli.lists import Line
from dateline.views.cli.rows import COLUMNS, Cell, bounds

# Columns of an event that are no part of what it says.
_BESIDE = frozenset({"report_id", "publisher", "published", "event_id", "part_of", "confidence", "words"})
DIFFERENCES = ("report", "event", "words", "what", "before", "after")
SUMMARY = ("what", "appear", "vanish", "change", "same", "example")
EVENTS = "events"
# Characters of an example.
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that is otherwise: `what` is a column, or "new" or "gone" where it is a whole event. `record` and `event` tell it."""

    record: Record
    event: Event
    what: str
    before: Cell
    after: Cell

    def line(self) -> Line:
        """As `dateline diff` lists it."""
        told = {"report": self.record.report.id, "event": self.event.id, "words": self.words}
        return told | {"what": self.what, "before": self.before, "after": self.after}

    @property
    def words(self) -> str:
        """The words that tell of the event."""
        return self.event.mentions[0].text if self.event.mentions else ""


def differences(key: str, before: Record, after: Record) -> Iterator[Difference]:
    """What `after` has otherwise than `before`, two codings of the report of that key. An event is the same where its words are."""
    for old, new in _events(key, before, after):
        if new is None:
            assert old is not None
            yield Difference(after, old, "gone", old.type, None)
        elif old is None:
            yield Difference(after, new, "new", None, new.type)
        else:
            for name, was, now in _values(before, old, after, new):
                if was != now:
                    yield Difference(after, new, name, was, now)


@dataclass(slots=True)
class _Row:
    appear: int = 0
    vanish: int = 0
    change: int = 0
    same: int = 0
    example: str = ""


@dataclass(slots=True)
class Summary:
    """Many codings beside those before: how many events and values appear, vanish and change, and the first example of each kind."""

    reports: int = 0
    otherwise: int = 0
    killed: list[int] = field(default_factory=lambda: [0, 0])
    _rows: dict[str, _Row] = field(default_factory=dict)

    def count(self, key: str, before: Record, after: Record) -> None:
        """Adds the two codings of a report."""
        self.reports += 1
        self.otherwise += any(True for _ in differences(key, before, after))
        for place, record in enumerate((before, after)):
            self.killed[place] += sum(bounds(event.casualties, "killed")[0] or 0 for event in record.events if event.status == "happened")
        for old, new in _events(key, before, after):
            whole = new or old
            assert whole is not None
            words = whole.mentions[0].text if whole.mentions else ""
            was_type, now_type = (None if event is None else event.type for event in (old, new))
            self._add(EVENTS, was_type, now_type, f"{after.report.id}: {words}", same=old is not None and new is not None)
            if old is not None and new is not None:
                for name, was, now in _values(before, old, after, new):
                    self._add(name, was, now, f"{after.report.id}: {words}", same=was == now)

    def _add(self, name: str, was: Cell, now: Cell, told: str, *, same: bool) -> None:
        was, now = (None if value == "" else value for value in (was, now))
        row = self._rows.setdefault(name, _Row())
        if same:
            row.same += was is not None
            return
        row.appear += was is None
        row.vanish += now is None
        row.change += was is not None and now is not None
        shown = f"{told}: {'-' if was is None else was} → {'-' if now is None else now}"
        row.example = row.example or (shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…")

    def lines(self) -> Iterator[Line]:
        """A line for the events and for each column that has a value, in the order of the columns."""
        for name in (EVENTS, *COLUMNS):
            row = self._rows.get(name)
            if row is not None and (row.appear or row.vanish or row.change or row.same):
                counts = {"appear": row.appear, "vanish": row.vanish, "change": row.change, "same": row.same}
                yield {"what": name, **counts, "example": row.example or None}

    def __str__(self) -> str:
        killed = "" if self.killed[0] == self.killed[1] else f"; killed, lowest, of what happened: {self.killed[0]} → {self.killed[1]}"
        return f"{self.otherwise} of {self.reports} reports are coded otherwise{killed}"


def _events(key: str, before: Record, after: Record) -> Iterable[tuple[Event | None, Event | None]]:
    """Each event of the one with the event of the other that its words tell of; None where there is none."""
    left = list(after.events)
    for event in before.events:
        found = find(left, anchor_of(key, event))
        if found is not None:
            left.remove(found)
        yield event, found
    for event in left:
        yield None, event


def _values(before: Record, old: Event, after: Record, new: Event) -> Iterator[tuple[str, Cell, Cell]]:
    for name, column in COLUMNS.items():
        if name not in _BESIDE:
            yield name, column(before, old), column(after, new)
