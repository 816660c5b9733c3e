"""Tellings for tests: made of what a case says, everything else unknown."""

from __future__ import annotations

from typing import Any

from dateline.schema.incident import Telling
from dateline.schema.place import When, Where
from dateline.schema.record import WHEN_UNKNOWN, WHERE_UNKNOWN, Casualty, ClaimRecord, Event, EventMention, Participant, WeaponRecord

PLACES = {
    "Kirkuk": ("Kirkuk", "Kirkuk Governorate", "IRQ", 35.47, 44.39, "exact"),
    "Hawija": ("Hawija", "Kirkuk Governorate", "IRQ", 35.33, 43.77, "exact"),
    "Basra": ("Basra", "Basra Governorate", "IRQ", 30.51, 47.78, "exact"),
    "Iraq": ("Iraq", None, "IRQ", 33.0, 44.0, "country"),
    "Lima": ("Lima", "Lima", "PER", -12.05, -77.04, "exact"),
}


def where(name: str | None) -> Where:
    if name is None:
        return WHERE_UNKNOWN
    place, admin1, country, latitude, longitude, precision = PLACES[name]
    return Where(
        place, admin1, None, country, latitude, longitude, None, precision, f"test:{name}", (), 0, 1, "x", "gazetteer:context", 0.9
    )


def when(day: str | None) -> When:
    return WHEN_UNKNOWN if day is None else When(day, day, "day", None, 0, 1, "x", "dates.stated", 0.9)


def party(role: str, name: str, id: str | None, kind: str = "rebels", country: str | None = None) -> Participant:
    return Participant(role, name, id, kind, None, country, (), "test", 0.9)


def casualty(event: str, number: int, outcome: str, low: int | None, high: int | None, **told: Any) -> Casualty:
    rest: dict[str, Any] = {"role": "recipient", "civilian": None, "part_of": None, "superseded": False, "text": "x"} | told
    text, start = rest.pop("text"), rest.pop("start", 0)
    where = {"start": start, "end": start + len(text), "text": text}
    return Casualty(f"{event}.c{number}", outcome, low, high, "people", **rest, **where, made_by="test", confidence=0.9)


def telling(report: str, event: str = "e1", **told: Any) -> Telling:
    """`told`: type, mode, status, day, place, actor and recipient (name, id), killed, wounded (low, high), published, words, origin,
    publisher, trust, weapons, claims (kind, by), figures (casualties)."""
    parties = [party(role, *told[role]) for role in ("actor", "recipient") if told.get(role)]
    figures = [casualty(event, k, o, *told[o]) for k, o in enumerate(("killed", "wounded"), 1) if told.get(o)]
    words = told.get("words", "A bomb killed people.")
    made = Event(
        event,
        told.get("type", "ASSAULT"),
        told.get("mode", "explosives"),
        told.get("status", "happened"),
        0.9,
        None,
        (EventMention(0, 6, told.get("trigger", "bombed"), "test", 0.9),),
        participants=tuple(parties),
        casualties=tuple(told.get("figures", figures)),
        claims=tuple(ClaimRecord(kind, by, 0, 1, "x", "test", 0.9) for kind, by in told.get("claims", ())),
        weapons=tuple(WeaponRecord(kind, 0, 1, "x", "test", 0.9) for kind in told.get("weapons", ())),
        when=when(told.get("day", "2016-03-02")),
        where=where(told.get("place", "Kirkuk")),
    )
    published = told.get("published", "2016-03-03")
    return Telling(
        f"{report}:{event}", report, told.get("origin", report), published, told.get("publisher"), made, words, told.get("trust")
    )
