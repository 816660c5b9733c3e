"""Made records for the tests of the MUC-4 view: a sentence, and what an event says of it by its words."""

from __future__ import annotations

from dateline.schema.place import When, Where
from dateline.schema.record import (
    Annotations,
    Casualty,
    ClaimRecord,
    Coder,
    Event,
    EventMention,
    NameNote,
    Participant,
    ParticipantMention,
    Record,
    ReportNote,
    WeaponRecord,
)

TEXT = (
    "MEMBERS OF THE OWL FRONT [OF] KIDNAPPED MAYOR PEDRO SOTO AND SEVERAL FARMERS IN RIO SECO ON FRIDAY, "
    "AND BLEW UP THE NEW TOWN BANK WITH DYNAMITE. THE OWL FRONT CLAIMED THE ATTACK."
)
Words = tuple[int, int, str, str, float]


def words(part: str, text: str = TEXT) -> Words:
    """The fields of an object with words: start, end, text, made_by, confidence."""
    start = text.index(part)
    return start, start + len(part), part, "test", 0.9


def party(role: str, *parts: str, kind: str = "unknown", actor_id: str | None = None) -> Participant:
    """A party with these words."""
    mentions = tuple(ParticipantMention(*words(part)) for part in parts)
    return Participant(role, parts[0], actor_id, kind, None, None, mentions, "test", 0.9)


def kidnapping() -> Event:
    """Two groups of people taken by the front."""
    return Event(
        "e1",
        "ASSAULT",
        "abduct",
        "happened",
        0.95,
        None,
        (EventMention(*words("KIDNAPPED")),),
        (
            party("actor", "MEMBERS OF THE OWL FRONT [OF]", kind="rebels", actor_id="owl"),
            party("recipient", "MAYOR PEDRO SOTO"),
            party("recipient", "SEVERAL FARMERS", kind="civilians"),
        ),
        (Casualty("e1.c1", "abducted", 3, 9, "FARMERS", "recipient", True, None, False, *words("SEVERAL FARMERS")),),
        (ClaimRecord("claimed", "Owl Front", *words("CLAIMED")),),
        when=When("1990-03-02", "1990-03-02", "day", None, *words("FRIDAY")),
        where=Where("Rio Seco", None, None, "SLV", None, None, None, "exact", None, (), *words("RIO SECO")),
    )


def bombing(status: str = "happened") -> Event:
    """A bank blown up."""
    return Event(
        "e2",
        "ASSAULT",
        "explosives",
        status,
        0.9,
        None,
        (EventMention(*words("BLEW UP")),),
        (party("recipient", "THE NEW TOWN BANK"),),
        weapons=(WeaponRecord("explosives", *words("DYNAMITE")),),
    )


def record(*events: Event, published: str | None = "1990-03-03") -> Record:
    """A record of these events with its names."""
    names = Annotations(names=(NameNote("person", *words("PEDRO SOTO")), NameNote("armed_group", *words("OWL FRONT"))))
    return Record(Coder("test"), ReportNote("made-1", published=published, language="en"), events, annotations=names)
