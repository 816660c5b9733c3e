"""A mention is the words in one sentence that tell of an event, with everything that sentence says about it."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.schema.document import Time

# What made a phrase of a place that is told without its name ("the capital"): `extract` finds it, `resolve` says which it is.
DEFINITE = "model:roles+definite"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the report with what made them: text[start:end] == text; `head` is the index of the syntactic head word."""

    start: int
    end: int
    text: str
    head: int
    made_by: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Party:
    """A participant as one sentence names it. `antecedents` are earlier phrases of the same party (for pronouns and descriptions)."""

    role: str
    phrase: Phrase
    antecedents: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many, as told: words[first:last] with bounds (None = open)."""

    first: int
    last: int
    start: int
    end: int
    text: str
    low: int | None
    high: int | None
    made_by: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Count:
    """A figure for one outcome and one group of people."""

    outcome: str
    low: int | None
    high: int | None
    who: str
    role: str
    civilian: bool | None
    phrase: Phrase
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says who did it. `kind`: claimed, blamed, denied; `by` is None where nobody is named; `accused` is who is blamed."""

    kind: str
    by: Phrase | None
    phrase: Phrase
    accused: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Who told the report. `affiliation` where the words give one."""

    phrase: Phrase
    affiliation: str | None = None


@dataclass(frozen=True, slots=True)
class Weapon:
    """A weapon used. `kind` is a kind of the weapons lexicon."""

    kind: str
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Mention:
    """The words in one sentence that tell of an event, and what the sentence tells of it.

    `spoken` is the time when a quotation was spoken, for "yesterday" inside it. `told` are times of the telling verb
    ("officials said Tuesday"): they date an attack that has no date of its own. `modes` are (mode, belief) pairs, best first.
    `firm` is the learned probability that a coder codes it, `optional` that another would leave it out.
    `status_words` are those of the cue that decided the status, None where none did. `own` is the user's event type that the words
    tell of; `type` is then its parent.
    """

    index: int
    sentence: int
    trigger: Phrase
    type: str
    mode: str | None
    status: str
    status_by: str
    parties: tuple[Party, ...] = ()
    counts: tuple[Count, ...] = ()
    claims: tuple[Claim, ...] = ()
    sources: tuple[Source, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    times: tuple[Time, ...] = ()
    modes: tuple[tuple[str | None, float], ...] = ()
    told: tuple[Time, ...] = ()
    spoken: tuple[Time, ...] = ()
    places: tuple[Phrase, ...] = ()
    topics: tuple[str, ...] = ()
    firm: float = 1.0
    optional: float = 0.0
    status_words: Phrase | None = None
    own: str | None = None
