"""What the reviewed tables hold, and what is found of it: types, triggers, cues, verbs of saying, claims, each with its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

STRENGTHS = ("firm", "weak", "cue")


@dataclass(frozen=True, slots=True)
class Step:
    """One relation of the parse, downward: "obl:against" is `relation` "obl" with `case` "against"."""

    relation: str
    case: str | None


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a trigger's participants stand: each argument is a path of steps from the head, tried in order."""

    name: str
    actor: tuple[tuple[Step, ...], ...]
    recipient: tuple[tuple[Step, ...], ...]
    third: tuple[tuple[Step, ...], ...]


@dataclass(frozen=True, slots=True)
class TriggerEntry:
    """A pattern that tells of an event of one type.

    `strength`: "firm" nearly always does so in news, "weak" needs a political or armed party, "cue" only explains a trigger found
    otherwise. `outcome`: what becomes of the recipients ("killed"). `status`: where the words themselves say it ("foil": attempted).
    `nominal` is the frame where a verb stands as a noun ("the shelling of"). `own` is the type of the user's that it tells of; `type` is
    then its parent.
    """

    words: tuple[str, ...]
    pos: str
    head: int
    type: str
    strength: str
    mode: str | None
    outcome: str | None
    status: str | None
    frame: Frame
    nominal: Frame
    own: str | None = None


@dataclass(frozen=True, slots=True)
class Mode:
    """A way in which an event type is done; `cues` are lemma patterns beside the trigger that imply it."""

    name: str
    definition: str
    cues: tuple[tuple[str, ...], ...]
    cameo: str | None
    acled: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class EventType:
    """An event type of the codebook. `roles` says in words what actor, recipient and third are; `topics` are those it can be about."""

    name: str
    definition: str
    choices: tuple[str, ...]
    symmetric: bool
    roles: tuple[tuple[str, str], ...]
    topics: tuple[str, ...]
    cameo: str
    cameo_roots: tuple[str, ...]
    acled: tuple[str, str] | None
    modes: tuple[Mode, ...]


@dataclass(frozen=True, slots=True)
class StatusCue:
    """A pattern that changes the status of an event.

    `scopes` say how it stands to the event's words: "governs" their verb is its complement, "object" they are its object,
    "is" they are its own word, "subject" it is said of them, "aux", "advmod", "det", "amod", "case", "mark" it stands on them in that
    relation, "time" it stands before a time of theirs. `weight` is what it adds to the learned belief, None for what its status mostly
    adds.
    """

    words: tuple[str, ...]
    pos: str
    head: int
    status: str
    scopes: tuple[str, ...]
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class ReportingVerb:
    """A pattern of saying. `evidence`: "plain" passes the statement on, "sure" vouches for it, "doubt" leaves it open.

    `speaker` is where the speaker stands; empty where it is the word that the pattern depends on ("according to *officials*").
    """

    words: tuple[str, ...]
    pos: str
    head: int
    evidence: str
    speaker: tuple[tuple[Step, ...], ...]


@dataclass(frozen=True, slots=True)
class ClaimPattern:
    """A pattern that says who did it: `by` is where the one stands who says so, `accused` the one of whom it is said, `event` the deed.

    No path (an empty tuple) means that the words do not name it. `back`: where no deed stands with it, it is about the one told before.
    `under`: it counts as what one of these verbs says of somebody or something ("*held* the army responsible"), and the paths are seen
    from that verb.
    """

    words: tuple[str, ...]
    pos: str
    head: int
    kind: str
    by: tuple[tuple[Step, ...], ...]
    accused: tuple[tuple[Step, ...], ...]
    event: tuple[tuple[Step, ...], ...]
    back: bool = False
    under: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Voice:
    """Where the party stands in whose name somebody speaks, seen from nouns that do ("a statement"), or from a verb that names them."""

    words: frozenset[str]
    verbs: frozenset[str]
    party: tuple[tuple[Step, ...], ...]


@dataclass(frozen=True, slots=True)
class Definite:
    """A noun that, with "the" or "this", goes back to what was told before: events of `types` (and `modes`), or parties of `kinds`."""

    words: tuple[str, ...]
    pos: str
    head: int
    types: tuple[str, ...]
    modes: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModeCue:
    """A pattern of any part of speech that, beside a trigger of `type`, implies a mode of it."""

    words: tuple[str, ...]
    pos: str
    head: int
    type: str
    mode: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What talks, agreements or demands are about, with the patterns that show it."""

    name: str
    definition: str
    patterns: tuple[tuple[str, ...], ...]


class Pattern(Protocol):
    """Anything that is found by its lemmas."""

    @property
    def words(self) -> tuple[str, ...]: ...
    @property
    def pos(self) -> str: ...
    @property
    def head(self) -> int: ...


P = TypeVar("P", bound=Pattern)
Index = Mapping[str, tuple[P, ...]]


@dataclass(frozen=True, slots=True)
class Found(Generic[P]):
    """A pattern found: the half-open range of word indices around it, its head, and the indices of its own words.

    `form` is "exact", or "derived" where a verb stands as a noun or adjective ("the *shelling*", "the *wounded* men") or the reverse.
    """

    first: int
    last: int
    head: int
    positions: tuple[int, ...]
    form: str
    entry: P


@dataclass(frozen=True, slots=True)
class LexicalTrigger:
    """Words that the lexicon knows to tell of an event. `inner` are shorter patterns within ("carry out [suicide attack]")."""

    first: int
    last: int
    head: int
    entry: TriggerEntry
    form: str
    inner: tuple[TriggerEntry, ...]

    @property
    def mode(self) -> str | None:
        """The mode of the entry, else of the first inner entry of the same type that has one."""
        return next((e.mode for e in (self.entry, *self.inner) if e.mode and e.type == self.entry.type), None)

    @property
    def outcome(self) -> str | None:
        """The outcome of the entry, else of the first inner entry of the same type that has one."""
        return next((e.outcome for e in (self.entry, *self.inner) if e.outcome and e.type == self.entry.type), None)

    @property
    def frame(self) -> Frame:
        """Where its participants stand, seen that a verb may stand as a noun here."""
        return self.entry.nominal if self.form == "derived" and self.entry.pos == "VERB" else self.entry.frame


@dataclass(frozen=True)
class Lexicon:
    """Everything in the tables, each kind of pattern with an index by first lemma. `own` are the triggers of the user's types."""

    types: Mapping[str, EventType]
    frames: Mapping[str, Frame]
    topics: tuple[Topic, ...]
    triggers: Index[TriggerEntry]
    status_cues: Index[StatusCue]
    reporting: Index[ReportingVerb]
    sources: frozenset[str]
    addressing: frozenset[str]
    quoting: frozenset[str]
    claims: Index[ClaimPattern]
    voices: tuple[Voice, ...]
    definites: Index[Definite]
    mode_cues: Index[ModeCue]
    precedence: Mapping[str, tuple[str, ...]]
    particles: frozenset[str]
    names: frozenset[str]
    own: Index[TriggerEntry] = field(default_factory=dict)

    def entries(self) -> Iterator[TriggerEntry]:
        """All trigger entries, in the order of their first lemmas."""
        for key in sorted(self.triggers):
            yield from self.triggers[key]
