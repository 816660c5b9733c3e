"""What an incident says, one value of each kind: what the policy chose, taken from the telling that gives it best.

A side is taken whole from one report: another report's words for the same party are not a second party.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from dateline.merge.tolls import tolls
from dateline.schema.imported import MADE_BY, table_of
from dateline.schema.incident import Telling, Toll
from dateline.schema.place import When, Where
from dateline.schema.record import Acled, Codes, Event, Participant, Ucdp
from dateline.store.listing import whole_tolls
from dateline.views.export.form import Item
from dateline.views.export.values import one_line

Read = TypeVar("Read")
# A number of 48 bits has at most 15 digits, all of which a spreadsheet keeps.
_DIGITS = 12
# The columns whose text an event that was brought in has for its sentences.
_NOTES = (":notes", ":source_headline")


@dataclass(frozen=True, slots=True)
class Chosen:
    """`teller` is the telling that gives the type best; `codes` are those of the tellings of the chosen type and status.

    `actors`, `recipients` and `thirds` have the chosen party first.
    """

    item: Item
    type: str
    mode: str | None
    status: str | None
    when: When
    where: Where
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    thirds: tuple[Participant, ...]
    codes: Codes
    teller: Telling

    @property
    def event(self) -> Event:
        """The event as the best telling has it."""
        return self.teller.event

    def tolls(self, policy: str) -> tuple[Toll, ...]:
        """The tolls by a policy (`dateline.merge.POLICIES`): a scheme with rules of its own counts by them."""
        return tolls(self.item.tellings, policy=policy)

    def best(self, outcome: str) -> int | None:
        """The best estimate of an outcome on all sides together; None where nobody tells."""
        known = [toll.best for toll in self._whole(outcome) if toll.best is not None]
        return sum(known) if known else None

    def bounds(self, outcome: str) -> tuple[int | None, int | None]:
        """Lowest and highest of all sides; None where nobody tells. An open highest of one side opens the whole."""
        told = self._whole(outcome)
        lows = [toll.low for toll in told if toll.low is not None]
        highs = [toll.high for toll in told if toll.high is not None]
        return sum(lows) if lows else None, sum(highs) if highs and len(highs) == len(told) else None

    def _whole(self, outcome: str) -> list[Toll]:
        return whole_tolls(toll for toll in self.item.incident.tolls if toll.outcome == outcome)

    def publishers(self) -> tuple[str, ...]:
        """Who published, each once, in the order of the tellings."""
        named = (part.strip() for told in self.item.tellings for part in (told.publisher or "").split(";"))
        return tuple(dict.fromkeys(name for name in named if name))

    def titles(self) -> tuple[str, ...]:
        """The titles of the reports, each once, in the order of the tellings."""
        return tuple(dict.fromkeys(title for told in self.item.tellings if (title := self.item.titles.get(told.report))))


def choose(item: Item) -> Chosen:
    """The values of an incident. It must have a telling."""
    type_tellers = _tellers(item, "type")
    chosen = {field.name: field.chosen for field in item.incident.fields}
    status = chosen["status"] if "status" in chosen else type_tellers[0].event.status
    alike = [told for told in type_tellers if told.event.status == status] or type_tellers
    first = alike[0]
    when = next((t.event.when for t in _tellers(item, "date") if t.event.when.precision != "unknown"), first.event.when)
    where = next((t.event.where for t in _tellers(item, "place") if t.event.where.name), first.event.where)
    return Chosen(
        item=item,
        type=chosen.get("type") or first.event.type,
        mode=chosen.get("mode", first.event.mode),
        status=status,
        when=when,
        where=where,
        actors=_side(item, "actor"),
        recipients=_side(item, "recipient"),
        thirds=_side(item, "third"),
        codes=_codes(alike),
        teller=first,
    )


def with_tellings(item: Item) -> bool:
    """False for an incident whose events are all gone."""
    return bool(item.tellings)


def number_of(id: str) -> int:
    """A number of 48 bits made of an id: the same for the same id, on every machine."""
    return int(hashlib.sha256(id.encode()).hexdigest()[:_DIGITS], 16)


def given_id(item: Item, table: str) -> str | None:
    """The id that the incident has in a table it was brought in from, of several the first by the alphabet; None where it was coded."""
    return min((told.event.id for told in item.tellings if table_of(told.event) == table), default=None)


def row_of(item: Item, table: str) -> Event | None:
    """The event of the row whose id the incident has in that table."""
    own = given_id(item, table)
    events = (told.event for told in item.tellings if table_of(told.event) == table)
    return next((event for event in events if event.id == own), None)


def notes(told: Telling) -> str:
    """The sentences that tell of the event, on one line; "" where they stand in for notes that a table left empty."""
    if table_of(told.event) and not told.event.mentions[0].made_by.endswith(_NOTES):
        return ""
    return one_line(told.words)


def is_imported(party: Participant) -> bool:
    """Whether the party stands in a table as it is here."""
    return party.made_by.startswith(MADE_BY)


def _tellers(item: Item, name: str) -> list[Telling]:
    """The tellings of the chosen value of a field, best first; all where nothing was chosen."""
    by_id = {told.id: told for told in item.tellings}
    field = next((field for field in item.incident.fields if field.name == name), None)
    said = next((said for said in field.values if said.value == field.chosen), None) if field else None
    return [by_id[id] for id in said.tellings if id in by_id] if said and field and field.chosen else list(item.tellings)


def _side(item: Item, role: str) -> tuple[Participant, ...]:
    field = next((field for field in item.incident.fields if field.name == role), None)
    first = field.chosen if field else None
    # UCDP's two sides of a fight do not say who acts: whoever says it comes first
    for told in sorted((*_tellers(item, role), *item.tellings), key=lambda told: table_of(told.event) == "ucdp"):
        parties = {party.name: party for party in told.event.participants if party.role == role}
        if parties:
            # A table has its first actor first
            named = None if table_of(told.event) else first
            return tuple(sorted(parties.values(), key=lambda party: party.name != named))
    return ()


def _codes(tellings: list[Telling]) -> Codes:
    """Of each scheme the first code that is told."""
    found = tellings[0].event.codes
    acled = _first(tellings, lambda codes: codes.acled if codes.acled.event_type else None) or Acled()
    ucdp = _first(tellings, lambda codes: codes.ucdp if codes.ucdp.type_of_violence else None) or Ucdp()
    cameo = _first(tellings, lambda codes: codes if codes.cameo else None) or found
    plover = _first(tellings, lambda codes: codes if codes.plover else None) or found
    return replace(
        plover, acled=acled, ucdp=ucdp, cameo=cameo.cameo, cameo_root=cameo.cameo_root or (cameo.cameo[:2] if cameo.cameo else None)
    )


def _first(tellings: list[Telling], read: Callable[[Codes], Read | None]) -> Read | None:
    found: Iterator[Read] = (value for told in tellings if (value := read(told.event.codes)) is not None)
    return next(found, None)
