"""A mention is the words in one sentence that tell of an event, with everything that sentence says about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.schema.document import Time

# What made a phrase of a place that is told without its name ("the capital"): `extract` finds it, `resolve` says which it is.
DEFINITE = "model:roles+definite"
# What made a phrase of a border or road that is called by what lies on either side ("the Chadian border", "the road from Gao to Kidal").
LINE = "syntax:line"
# What made the words for force in which no party has a hand (a quarrel at home): `extract` finds them, `resolve` weighs them.
PRIVATE = "mishaps:private"
# What made the status of a deed that somebody was kept from ("shot before he could set it off").
KEPT = "syntax:before-could"
# The same where another word tells of it too ("foiled an attack, shooting him before he could set it off").
FOILED = "cue:before"
# A party as probable as this says something of the event that it is of; less probable ones wait for what the whole event says of them.
LIKELY = 0.35


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
    """A participant as one sentence names it. `antecedents` are earlier phrases of the same party (for pronouns and descriptions);
    `owner` is whom the possessive in its words stands for ("*Azerbaijan* said *its* forces ...")."""

    role: str
    phrase: Phrase
    antecedents: tuple[Phrase, ...] = ()
    owner: Phrase | None = None

    @property
    def likely(self) -> bool:
        """Is it more likely than not a party of that role?"""
        return self.phrase.confidence >= LIKELY


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
    """A figure for one outcome and one group of people. `revision` is what its sentence says of when it held: now, or before; `loser`
    who is told to have lost them ("*the rebels* lost 14 men")."""

    outcome: str
    low: int | None
    high: int | None
    who: str
    role: str
    civilian: bool | None
    phrase: Phrase
    revision: Literal["now", "before"] | None = None
    loser: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says who did it. `kind`: claimed, blamed, denied; `by` is None where nobody is named; `accused` is who is blamed.

    `direct`: the deed is told in the words of the claim itself ("denied having shelled the town"), not before them.
    """

    kind: str
    by: Phrase | None
    phrase: Phrase
    accused: Phrase | None = None
    direct: bool = False


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
class NearTime:
    """A date or time of a mention's sentence: how sure the learned head is that it is the mention's, and in named traits how it stands
    to the trigger ("own clause", "of the telling", "after on"). `spoken` is when the quotation around it was spoken."""

    time: Time
    sure: float
    traits: tuple[str, ...]
    spoken: tuple[Time, ...] = ()


@dataclass(frozen=True, slots=True)
class NearPlace:
    """A place of a mention's sentence, told in the same way."""

    phrase: Phrase
    sure: float
    traits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """The words in one sentence that tell of an event, and what the sentence tells of it.

    `told` are times of the telling verb
    ("officials said Tuesday"): they date an attack that has no date of its own. `modes` are (mode, belief) pairs, best first.
    `firm` is the learned probability that a coder codes it, `optional` that another would leave it out.
    `status_words` are those of the cue that decided the status, None where none did. `own` is the user's event type that the words
    tell of; `type` is then its parent. `form` says whether the trigger is a verb, or a noun with which article. `mishap` are words beside
    it for a cause that nobody is behind (a flood, a gas leak), or for a quarrel in which no party has a hand.
    `near_times` and `near_places` are all that its sentence names, the mention's own or not; `manner` are traits of how it is told
    ("past", "reported", "in a side clause").
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
    places: tuple[Phrase, ...] = ()
    topics: tuple[str, ...] = ()
    firm: float = 1.0
    optional: float = 0.0
    status_words: Phrase | None = None
    own: str | None = None
    mishap: Phrase | None = None
    form: Literal["verb", "definite", "indefinite", "bare", "other"] = "other"
    near_times: tuple[NearTime, ...] = ()
    near_places: tuple[NearPlace, ...] = ()
    manner: tuple[str, ...] = ()
