"""What a user adds to the tables of the package, checked and frozen: actors, places, event types, words, and whose view of borders counts.

A Settings holds contents, never paths: two users with the same rows in files of other names have equal settings, and one digest.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import ClassVar, Literal

from dateline.settings.gazetteers import OwnTable

# The same words as in `extract.lexicon`, restated because a stage is not imported here; a test holds the two together.
Pos = Literal["VERB", "NOUN", "ADJ", "ADV", "ADP", "AUX", "DET", "SCONJ", "PART", "NUM"]
Status = Literal["happened", "attempted", "planned", "possible", "denied", "habitual"]
Scope = Literal["governs", "is", "aux", "advmod", "det", "case", "mark", "object", "amod", "subject", "time", "obl", "who", "doing"]
Outcome = Literal["killed", "wounded", "casualty", "missing", "abducted", "detained", "released", "surrendered", "displaced"]
PlaceKind = Literal["country", "admin1", "admin2", "city", "district", "camp", "area", "water", "facility"]
Words = tuple[str, ...]


class Strict:
    """What pydantic must know of the records below when it reads a file: a key that no field has is an error."""

    __slots__ = ()
    __pydantic_config__: ClassVar = {"extra": "forbid", "str_strip_whitespace": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnActor(Strict):
    """A party of the user's: a group, body or office; with `acts_for`, a person who acts for the party of that id."""

    name: str
    id: str
    kind: str
    countries: Words = ()
    first: str = ""
    last: str = ""
    aliases: Words = ()
    acts_for: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlace(Strict):
    """A place of the user's; `source` says where its coordinates are from."""

    name: str
    id: str
    kind: PlaceKind
    latitude: float
    longitude: float
    aliases: Words = ()
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    population: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Triggers(Strict):
    """Words that tell of an event, as a group of `[[triggers]]` in data/ontology. `strength`: "firm" makes an event by itself, "weak"
    only where the model sees one of the parent type in these words."""

    words: Words
    pos: Pos
    strength: Literal["firm", "weak"] = "firm"
    mode: str | None = None
    outcome: Outcome | None = None
    status: Status | None = None
    frame: str | None = None
    nominal: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths(Strict):
    """Where the participants stand in the parse, in the notation of lexicon/frames.toml."""

    actor: Words
    recipient: Words
    third: Words = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AcledCode(Strict):
    """ACLED's type and sub-type."""

    event_type: str
    sub_event_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCodes(Strict):
    """The type in other schemes; what is left out is the parent's."""

    cameo: str | None = None
    acled: AcledCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnType(Strict):
    """An event type of the user's: a kind of its parent, told by its own words. It has its parent's modes, topics and rules."""

    name: str
    parent: str
    triggers: tuple[Triggers, ...]
    definition: str = ""
    roles: tuple[tuple[str, str], ...] = ()
    frames: tuple[tuple[str, Paths], ...] = ()
    codes: OwnCodes = OwnCodes()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusWords(Strict):
    """Words that change the status of an event, as in lexicon/status.toml."""

    words: Words
    pos: Pos
    status: Status
    scopes: tuple[Scope, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingWords(Strict):
    """Words of saying, as in lexicon/reporting.toml."""

    words: Words
    pos: Pos
    evidence: Literal["plain", "sure", "doubt"] = "plain"
    speaker: Words = ("nsubj", "obl:agent", "obl:by")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimWords(Strict):
    """Words of claiming, blaming or denying, as in lexicon/claims.toml."""

    words: Words
    pos: Pos
    kind: Literal["claimed", "blamed", "denied"]
    by: Words
    accused: Words
    event: Words = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponWords(Strict):
    """Names of weapons of one kind, in the singular; a new kind says the ASSAULT mode that its use implies, if any."""

    kind: str
    terms: Words
    mode: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicWords(Strict):
    """Words that show a topic of lexicon/topics.toml."""

    name: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLexicon(Strict):
    """Words added to the lexicon. `sources` are nouns for those who tell ("ombudsman"), `abbreviations` end in a full stop that ends
    no sentence ("Gov.")."""

    status: tuple[StatusWords, ...] = ()
    reporting: tuple[ReportingWords, ...] = ()
    sources: Words = ()
    claims: tuple[ClaimWords, ...] = ()
    weapons: tuple[WeaponWords, ...] = ()
    topics: tuple[TopicWords, ...] = ()
    abbreviations: Words = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDisputed(Strict):
    """A disputed territory as the user's table has it: under which state it is recorded, who else claims it, and a note that is shown."""

    name: str
    country: str | None
    claimed_by: Words
    aliases: Words = ()
    admin1: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundaries(Strict):
    """Who a disputed territory belongs to. `view` is a state (ISO 3166-1 alpha-3) to which all that it holds or claims is counted;
    `territories` names single ones, each with a state or None, and comes first. A row of `table` takes the place of that of
    data/gazetteer/disputed.csv of the same name, or is one more."""

    view: str | None = None
    territories: tuple[tuple[str, str | None], ...] = ()
    table: tuple[OwnDisputed, ...] = ()


_NOTHING = ((), (), (), OwnLexicon(), Boundaries(), None, ())


@dataclass(frozen=True, eq=False)
class Settings:
    """All that a user adds. Equal and hashed by content."""

    actors: tuple[OwnActor, ...] = ()
    places: tuple[OwnPlace, ...] = ()
    types: tuple[OwnType, ...] = ()
    lexicon: OwnLexicon = OwnLexicon()
    boundaries: Boundaries = Boundaries()
    threshold: float | None = None  # events less probable than this are left out
    gazetteers: tuple[OwnTable, ...] = ()  # installed tables of places, in the order in which they count

    @cached_property
    def digest(self) -> str | None:
        """SHA-256 of the contents as canonical JSON; None where nothing is added."""
        if (self.actors, self.places, self.types, self.lexicon, self.boundaries, self.threshold, self.gazetteers) == _NOTHING:
            return None
        contents = asdict(replace(self, gazetteers=()))
        contents["gazetteers"] = [(table.origin, table.name, table.digest) for table in self.gazetteers]
        canonical = json.dumps(contents, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode("ascii")).hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Settings) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __str__(self) -> str:
        lexicon = self.lexicon
        groups = (lexicon.status, lexicon.reporting, lexicon.sources, lexicon.claims, lexicon.weapons, lexicon.topics)
        counted = {
            "actor": len(self.actors),
            "place": len(self.places),
            "event type": len(self.types),
            "lexicon entry": sum(map(len, groups)) + len(lexicon.abbreviations),
            "boundary": (self.boundaries.view is not None) + len(self.boundaries.territories),
            "disputed territory": len(self.boundaries.table),
        }
        plural = {"lexicon entry": "lexicon entries", "boundary": "boundaries", "disputed territory": "disputed territories"}
        told = [f"{n} {name if n == 1 else plural.get(name, f'{name}s')}" for name, n in counted.items() if n]
        told += [f"gazetteer {', '.join(map(str, self.gazetteers))}"] if self.gazetteers else []
        told += [] if self.threshold is None else [f"threshold {self.threshold:g}"]
        return ", ".join(told) or "nothing added"


NOTHING_ADDED = Settings()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeSettings(Strict):
    """The table [serve]: how `dateline serve` is reached. What is None was not told. It has no part in coding."""

    host: str | None = None
    port: int | None = None
    team: bool | None = None
    allowed_hosts: Words | None = None
    behind_tls: bool | None = None
    proxies: Words | None = None
