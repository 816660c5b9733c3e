"""Made stages, so that the order, the failures and the writing are tested apart from what the real stages find."""

from __future__ import annotations

from dateline.run.pipeline import code_reading
from dateline.schema.failure import Reading
from dateline.schema.place import Place, When, Where
from dateline.schema.record import (
    Casualty,
    ClaimRecord,
    Codes,
    Event,
    EventMention,
    Participant,
    ParticipantMention,
    Record,
    SourceRecord,
    WeaponRecord,
)

TEXT = "Rebels killed at least 21 soldiers in Tadmur on Monday, the army said. A council claimed the raid."


def words(text: str, part: str) -> tuple[int, int, str, str, float]:
    """The fields of an object with words: start, end, text, made_by, confidence."""
    start = text.index(part)
    return start, start + len(part), part, "test", 0.9


def casualty(text: str = TEXT) -> Casualty:
    """The count of the event."""
    return Casualty("e1.c1", "killed", 21, None, "soldiers", "recipient", False, None, False, *words(text, "at least 21 soldiers"))


def event(text: str = TEXT, *, id: str = "e1") -> Event:
    """An event with every slot filled from `TEXT`."""
    place = Place("geonames:1", "Tadmur", "city", "SYR", "Homs", None, 34.56, 38.28, 51323)
    rebels, soldiers = (ParticipantMention(*words(text, part)) for part in ("Rebels", "soldiers"))
    return Event(
        id=id,
        type="ASSAULT",
        mode="firearms",
        status="happened",
        confidence=0.87654321,
        part_of=None,
        mentions=(EventMention(*words(text, "killed")),),
        participants=(
            Participant("actor", "Rebels", None, "unidentified", None, None, (rebels,), "phrase", 0.5),
            Participant("recipient", "Military Forces of Syria", "SYR-MIL", "state", "MIL", "SYR", (soldiers,), "states", 0.8),
        ),
        casualties=(casualty(text),),
        claims=(ClaimRecord("claimed", "council", *words(text, "claimed")),),
        sources=(SourceRecord("the army", None, *words(text, "the army")),),
        weapons=(WeaponRecord("small arms", *words(text, "raid")),),
        when=When("2016-05-02", "2016-05-02", "day", None, *words(text, "Monday")),
        where=Where("Tadmur", "Homs", None, "SYR", 34.56, 38.28, 5.0, "exact", "geonames:1", ((place, 0.91),), *words(text, "Tadmur")),
        topics=("war",),
        codes=Codes("ASSAULT", cameo="190"),
    )


def code_by_length(reading: Reading) -> Record:
    """A stand-in for coding that can be sent to another process: a short text fails, another takes the longer the shorter it is."""
    import time

    if len(reading.report.text) > 3:
        time.sleep(0.2 / len(reading.report.text))
    return code_reading(Reading(reading.report.__class__(reading.report.id, ""), reading.warnings, reading.failure))


def end_process_on_boom(reading: Reading) -> Record:
    """Ends the whole process, as a lack of memory does, for the text "boom"."""
    import os

    if reading.report.text == "boom":
        os._exit(9)
    return code_by_length(reading)
