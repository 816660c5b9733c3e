"""A record is what coding one report gives: its events, each value with the words it came from, and what went wrong.

The order of the fields is the order of the keys in JSON (codebook, section 8; `dateline.schema.jsonable` writes it).
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.schema.failure import Failure, Note
from dateline.schema.place import When, Where

SCHEMA = "1"


@dataclass(frozen=True, slots=True)
class Coder:
    """What made the record: program version, SHA-256 of the model and of the tables (None where there is none)."""

    version: str
    model: str | None = None
    tables: str | None = None


@dataclass(frozen=True, slots=True)
class ReportNote:
    """The report that was coded, without its text. `published` is an ISO date, `published_by` where the reader found it."""

    id: str
    uri: str | None = None
    publisher: str | None = None
    title: str | None = None
    published: str | None = None
    language: str | None = None
    published_by: str | None = None


@dataclass(frozen=True, slots=True)
class EventMention:
    """Trigger words (at most 80 characters) of one sentence that tells of the event."""

    start: int
    end: int
    text: str
    made_by: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ParticipantMention:
    """Words that name a participant."""

    start: int
    end: int
    text: str
    made_by: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Participant:
    """A party to the event. `role`: actor, recipient, third. `made_by` and `confidence` tell of the name, id, kind, sector and country."""

    role: str
    name: str
    actor_id: str | None
    kind: str | None
    sector: str | None
    country: str | None
    mentions: tuple[ParticipantMention, ...]
    made_by: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Casualty:
    """How many people of one group came to one outcome; a bound that is None is open. `part_of` is the casualty id of the total."""

    id: str
    outcome: str
    low: int | None
    high: int | None
    who: str
    role: str
    civilian: bool | None
    part_of: str | None
    superseded: bool
    start: int
    end: int
    text: str
    made_by: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """Who says who did it. `kind`: claimed, blamed, denied; `by` is None where nobody is named."""

    kind: str
    by: str | None
    start: int
    end: int
    text: str
    made_by: str
    confidence: float


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """Who told the report of the event."""

    name: str
    affiliation: str | None
    start: int
    end: int
    text: str
    made_by: str
    confidence: float


@dataclass(frozen=True, slots=True)
class WeaponRecord:
    """A weapon used."""

    kind: str
    start: int
    end: int
    text: str
    made_by: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Acled:
    """The event's ACLED type and sub-type."""

    event_type: str | None = None
    sub_event_type: str | None = None


@dataclass(frozen=True, slots=True)
class Ucdp:
    """The event's UCDP type of violence: 1 state-based, 2 non-state, 3 one-sided."""

    type_of_violence: int | None = None


@dataclass(frozen=True, slots=True)
class Codes:
    """The event in the codes of other schemes; None where the scheme has none for it.

    `quad` is PLOVER's quad code (Q1 verbal cooperation, Q2 material cooperation, Q3 verbal conflict, Q4 material conflict), `contexts`
    its contexts; `cameo_root` the first two digits of `cameo`.
    """

    plover: str | None = None
    quad: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    cameo_root: str | None = None
    acled: Acled = Acled()
    ucdp: Ucdp = Ucdp()


# "Nothing is told": no words, so nothing that made it; `made_by` and `confidence` are null in JSON.
WHEN_UNKNOWN = When(None, None, "unknown", None, None, None, None, "", 0.0)
WHERE_UNKNOWN = Where(None, None, None, None, None, None, None, "unknown", None, (), None, None, None, "", 0.0)


@dataclass(frozen=True, slots=True)
class Event:
    """One happening as one report tells it."""

    id: str
    type: str
    mode: str | None
    status: str
    confidence: float
    part_of: str | None
    mentions: tuple[EventMention, ...]
    participants: tuple[Participant, ...] = ()
    casualties: tuple[Casualty, ...] = ()
    claims: tuple[ClaimRecord, ...] = ()
    sources: tuple[SourceRecord, ...] = ()
    weapons: tuple[WeaponRecord, ...] = ()
    when: When = WHEN_UNKNOWN
    where: Where = WHERE_UNKNOWN
    other_places: tuple[Where, ...] = ()
    topics: tuple[str, ...] = ()
    codes: Codes = Codes()


@dataclass(frozen=True, slots=True)
class PlaceNote(Where):
    """A toponym in the text, as resolved. `use`: literal, party ("Moscow said"), modifier ("French troops")."""

    use: str = "literal"


@dataclass(frozen=True, slots=True)
class TimeNote:
    """A time expression in the text. `kind`: date, time, duration, set; `value`: its TIMEX3 value, null where it cannot be known."""

    kind: str
    value: str | None
    start: int
    end: int
    text: str
    made_by: str
    confidence: float


@dataclass(frozen=True, slots=True)
class NameNote:
    """A named thing in the text. `kind` as in `dateline.schema.document.Name`."""

    kind: str
    start: int
    end: int
    text: str
    made_by: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Annotations:
    """What lies under the events: every toponym, time expression and name of the text."""

    places: tuple[PlaceNote, ...] = ()
    times: tuple[TimeNote, ...] = ()
    names: tuple[NameNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """What coding one report gives. With a failure `events` is empty."""

    coder: Coder
    report: ReportNote
    events: tuple[Event, ...] = ()
    warnings: tuple[Note, ...] = ()
    failures: tuple[Failure, ...] = ()
    annotations: Annotations | None = None
    schema: str = SCHEMA
