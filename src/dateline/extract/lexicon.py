"""The reviewed words of the coding: what an event type is, which words tell of it, and which words change how sure it is.

The tables are `data/ontology/*.toml` (one file per event type) and `data/lexicon/*.toml`. A **pattern** is a few lemmas separated by
spaces ("carry out attack"); "hold|open talk" stands for two patterns. Everything is checked when it is loaded: an unknown key,
frame, type or mode, a missing field and a pattern entered twice are refused with the file's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import product
from typing import Any, Generic, Protocol, TypeVar

from dateline.errors import ResourceError
from dateline.resources import read_toml, table_names
from dateline.schema.document import Word
from dateline.settings import checked

Table = Mapping[str, Any]

ONTOLOGY = "ontology"
LEXICON_TABLES = ("frames", "topics", "status", "reporting", "claims", "definites", "modes")
STRENGTHS = ("firm", "weak", "cue")
STATUSES = ("happened", "attempted", "planned", "possible", "denied", "habitual")
SCOPES = ("governs", "is", "aux", "advmod", "det", "case", "mark", "object", "amod", "subject", "time")
CLAIM_KINDS = ("claimed", "blamed", "denied")
OUTCOMES = ("killed", "wounded", "casualty", "missing", "abducted", "detained", "released", "surrendered", "displaced")
# A pattern of this part of speech is found whatever its words are.
ANY = "ANY"
POSITIONS = ("VERB", "NOUN", "ADJ", "ADV", "ADP", "AUX", "DET", "SCONJ", "PART", "NUM")

# How many determiners, adjectives and the like may stand between two words of a pattern ("opened *intense heavy* fire").
MAX_GAP = 3
# How far a verb's particle ("blew the bridge *up*") or a passive's subject ("*sanctions* were later imposed") may stand from it.
MAX_REACH = 8
# How many words from a verb its object and what stands behind that are looked for.
MAX_OBJECT = 12

_GAP_POS = frozenset({"DET", "ADJ", "NUM", "PRON", "ADV"})
_GAP_RELATIONS = frozenset({"compound", "amod", "nummod", "det", "nmod:poss", "advmod"})
_SUBTYPES = frozenset({"pass", "poss", "agent", "unmarked", "relcl", "prt", "outer"})


# ---- the types ---------------------------------------------------------------------------------------------------------------------


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


# ---- loading -----------------------------------------------------------------------------------------------------------------------


@cache
@checked
def load_lexicon() -> Lexicon:
    """The lexicon of the package, read and checked once. Raises ResourceError naming the file and the entry at fault."""
    names = (*table_names(ONTOLOGY), *(f"lexicon/{t}.toml" for t in LEXICON_TABLES))
    return build_lexicon({name: read_toml(name) for name in names})


def build_lexicon(tables: Mapping[str, Table]) -> Lexicon:
    """The lexicon that these parsed tables make; keys are their names ("ontology/assault.toml", "lexicon/status.toml")."""
    frames = _read_frames(tables["lexicon/frames.toml"])
    topics = _read_topics(tables["lexicon/topics.toml"])
    named = {t.name for t in topics}
    types: dict[str, EventType] = {}
    triggers: list[TriggerEntry] = []
    for name in sorted(n for n in tables if n.startswith(f"{ONTOLOGY}/")):
        kind = _read_type(tables[name], name, topics=named)
        types[kind.name] = kind
        triggers += _read_triggers(tables[name], kind, frames=frames, where=name)
    reporting, sources = _read_reporting(tables["lexicon/reporting.toml"])
    definites = _read_definites(tables["lexicon/definites.toml"], types)
    return Lexicon(
        types=types,
        frames=frames,
        topics=topics,
        triggers=_index(triggers, "ontology", apart=lambda e: e.type),
        status_cues=_index(_read_status(tables["lexicon/status.toml"]), "lexicon/status.toml", apart=lambda e: ",".join(e.scopes)),
        reporting=_index(reporting, "lexicon/reporting.toml"),
        sources=sources,
        addressing=frozenset(tables["lexicon/reporting.toml"]["addressing"]),
        claims=_index(_read_claims(tables["lexicon/claims.toml"]), "lexicon/claims.toml", apart=_claimed_how),
        voices=tuple(_read_voices(tables["lexicon/claims.toml"])),
        definites=_index(definites, "lexicon/definites.toml", apart=lambda e: ",".join(e.types + e.kinds)),
        mode_cues=_index(_mode_cues(types), "ontology", apart=lambda e: f"{e.type}:{e.mode}"),
        precedence=_read_precedence(tables["lexicon/modes.toml"], types),
        particles=frozenset(tables["lexicon/frames.toml"]["particles"]),
        names=frozenset(tables["lexicon/frames.toml"]["names"]),
    )


def _index(entries: Iterable[P], where: str, *, apart: Callable[[P], str] = lambda _: "") -> dict[str, tuple[P, ...]]:
    """Entries by first lemma; two with the same words, part of speech and `apart` are refused."""
    found: dict[str, list[P]] = {}
    seen: set[tuple[tuple[str, ...], str, str]] = set()
    for entry in entries:
        key = (entry.words, entry.pos, apart(entry))
        if key in seen:
            raise ResourceError(f'{where}: "{" ".join(entry.words)}" ({entry.pos}) is entered twice {key[2]}'.rstrip())
        seen.add(key)
        found.setdefault(entry.words[0], []).append(entry)
    return {first: tuple(group) for first, group in found.items()}


def _only(table: Table, where: str, *, need: Sequence[str], may: Sequence[str] = ()) -> None:
    unknown = sorted(set(table) - set(need) - set(may))
    missing = [key for key in need if key not in table]
    if unknown:
        raise ResourceError(f"{where}: unknown key {', '.join(unknown)}")
    if missing:
        raise ResourceError(f"{where}: {', '.join(missing)} missing")


def _one_of(value: Any, allowed: Iterable[str], where: str) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise ResourceError(f'{where}: "{value}" is not one of {", ".join(allowed)}')
    return value


def _may(raw: Table, key: str, allowed: Iterable[str], where: str) -> str | None:
    return _one_of(raw[key], allowed, f"{where}, {key}") if key in raw else None


def read_patterns(raw: Any, where: str) -> Iterator[tuple[str, ...]]:
    """The lemma patterns of a list of strings; "hold|open talk" gives two."""
    if not isinstance(raw, list) or not raw:
        raise ResourceError(f"{where}: words must be a list of patterns, and not empty")
    for text in raw:
        if not isinstance(text, str) or not text.strip() or text != text.casefold():
            raise ResourceError(f'{where}: "{text}" is not a pattern of small letters')
        yield from product(*(part.split("|") for part in text.split()))


def head_of(words: tuple[str, ...], pos: str) -> int:
    """A verb's pattern begins with its head, but for "not"; a noun's ends with it, or has it before "of", "in" ("act of terrorism")."""
    if pos != "NOUN":
        return 1 if words[0] == "not" and len(words) > 1 else 0
    return next(
        (i - 1 for i, word in enumerate(words) if i and word in {"of", "in", "to", "on", "for", "as", "between", "from", "by"}),
        len(words) - 1,
    )


def _path(text: Any, where: str) -> tuple[Step, ...]:
    """Steps of a path such as "obj>nmod:on"; a known subtype stays with its relation ("nmod:poss", "obl:agent:by")."""
    if not isinstance(text, str) or not text:
        raise ResourceError(f'{where}: "{text}" is not a path of relations')
    steps = []
    for part in text.split(">"):
        pieces = part.split(":")
        size = 2 if len(pieces) > 1 and pieces[1] in _SUBTYPES else 1
        if len(pieces) > size + 1 or not all(p.replace("_", "").isalpha() for p in pieces):
            raise ResourceError(f'{where}: "{text}" is not a path of relations')
        steps.append(Step(":".join(pieces[:size]), pieces[size] if len(pieces) > size else None))
    return tuple(steps)


def read_paths(table: Table, key: str, where: str) -> tuple[tuple[Step, ...], ...]:
    return tuple(_path(text, f"{where}, {key}") for text in table.get(key, ()))


def _read_frames(table: Table) -> dict[str, Frame]:
    _only(table, "lexicon/frames.toml", need=("particles", "names", "frames"))
    frames = {}
    for name, raw in table["frames"].items():
        where = f"lexicon/frames.toml, frame {name}"
        _only(raw, where, need=("actor", "recipient"), may=("third",))
        frames[name] = Frame(name, read_paths(raw, "actor", where), read_paths(raw, "recipient", where), read_paths(raw, "third", where))
    for name in ("act", "nominal"):
        _one_of(name, frames, "lexicon/frames.toml")
    return frames


def _read_topics(table: Table) -> tuple[Topic, ...]:
    out = []
    for name, raw in table.items():
        where = f"lexicon/topics.toml, {name}"
        _only(raw, where, need=("definition", "words"))
        out.append(Topic(name, raw["definition"], tuple(read_patterns(raw["words"], where))))
    return tuple(out)


def _read_type(table: Table, where: str, *, topics: set[str]) -> EventType:
    _only(table, where, need=("name", "definition", "choices", "symmetric", "topics", "roles", "codes", "triggers"), may=("modes",))
    _only(table["roles"], f"{where}, roles", need=("actor", "recipient", "third"))
    codes = table["codes"]
    _only(codes, f"{where}, codes", need=("plover", "cameo", "cameo_roots"), may=("acled",))
    if where != f"{ONTOLOGY}/{table['name'].lower()}.toml" or codes["plover"] != table["name"]:
        raise ResourceError(f'{where}: the file, its name "{table["name"]}" and its PLOVER code must be the same')
    modes = tuple(_read_mode(raw, where) for raw in table.get("modes", ()))
    if len({m.name for m in modes}) < len(modes):
        raise ResourceError(f"{where}: a mode is entered twice")
    return EventType(
        name=table["name"],
        definition=table["definition"],
        choices=tuple(table["choices"]),
        symmetric=bool(table["symmetric"]),
        roles=tuple((role, table["roles"][role]) for role in ("actor", "recipient", "third")),
        topics=tuple(_one_of(t, sorted(topics), f"{where}, topics") for t in table["topics"]),
        cameo=codes["cameo"],
        cameo_roots=tuple(codes["cameo_roots"]),
        acled=_acled(codes),
        modes=modes,
    )


def _read_mode(raw: Table, where: str) -> Mode:
    _only(raw, f"{where}, mode {raw.get('name')}", need=("name", "definition"), may=("cues", "cameo", "acled"))
    cues = tuple(read_patterns(raw["cues"], f"{where}, mode {raw['name']}")) if "cues" in raw else ()
    return Mode(raw["name"], raw["definition"], cues, raw.get("cameo"), _acled(raw))


def _acled(raw: Table) -> tuple[str, str] | None:
    if "acled" not in raw:
        return None
    _only(raw["acled"], "acled", need=("event_type", "sub_event_type"))
    return raw["acled"]["event_type"], raw["acled"]["sub_event_type"]


def _read_triggers(table: Table, kind: EventType, *, frames: Mapping[str, Frame], where: str) -> Iterator[TriggerEntry]:
    modes = [m.name for m in kind.modes]
    for number, raw in enumerate(table["triggers"], start=1):
        at = f"{where}, triggers group {number}"
        _only(raw, at, need=("pos", "strength", "words"), may=("mode", "outcome", "status", "frame", "nominal"))
        pos, strength = _one_of(raw["pos"], POSITIONS, at), _one_of(raw["strength"], STRENGTHS, at)
        frame = frames[_one_of(raw.get("frame", "nominal" if pos == "NOUN" else "act"), frames, at)]
        nominal = frames[_one_of(raw.get("nominal", "nominal"), frames, at)]
        mode, outcome, status = _may(raw, "mode", modes, at), _may(raw, "outcome", OUTCOMES, at), _may(raw, "status", STATUSES, at)
        for words in read_patterns(raw["words"], at):
            yield TriggerEntry(
                words=words,
                pos=pos,
                head=head_of(words, pos),
                type=kind.name,
                strength=strength,
                mode=mode,
                outcome=outcome,
                status=status,
                frame=frame,
                nominal=nominal,
            )


def _read_status(table: Table) -> Iterator[StatusCue]:
    _only(table, "lexicon/status.toml", need=("cues",))
    for number, raw in enumerate(table["cues"], start=1):
        at = f"lexicon/status.toml, cues group {number}"
        _only(raw, at, need=("status", "pos", "scopes", "words"), may=("weight",))
        weight = None if raw.get("weight") is None else float(raw["weight"])
        scopes = tuple(_one_of(s, SCOPES, at) for s in raw["scopes"])
        status, pos = _one_of(raw["status"], STATUSES, at), _one_of(raw["pos"], POSITIONS, at)
        for words in read_patterns(raw["words"], at):
            yield StatusCue(words, pos, head_of(words, pos), status, scopes, weight)


def _read_reporting(table: Table) -> tuple[list[ReportingVerb], frozenset[str]]:
    _only(table, "lexicon/reporting.toml", need=("verbs", "sources", "addressing"))
    out = []
    for number, raw in enumerate(table["verbs"], start=1):
        at = f"lexicon/reporting.toml, verbs group {number}"
        _only(raw, at, need=("pos", "evidence", "speaker", "words"))
        pos, evidence = _one_of(raw["pos"], POSITIONS, at), _one_of(raw["evidence"], ("plain", "sure", "doubt"), at)
        speaker = read_paths(raw, "speaker", at)
        out += [ReportingVerb(words, pos, head_of(words, pos), evidence, speaker) for words in read_patterns(raw["words"], at)]
    return out, frozenset(" ".join(words) for words in read_patterns(table["sources"], "lexicon/reporting.toml, sources"))


def _claimed_how(entry: ClaimPattern) -> str:
    return f"{entry.kind} {' '.join(sorted(entry.under))}".strip()


def _read_voices(table: Table) -> Iterator[Voice]:
    for number, raw in enumerate(table["voices"], start=1):
        at = f"lexicon/claims.toml, voices group {number}"
        _only(raw, at, need=("party",), may=("words", "verbs"))
        yield Voice(frozenset(raw.get("words", ())), frozenset(raw.get("verbs", ())), read_paths(raw, "party", at))


def _read_claims(table: Table) -> Iterator[ClaimPattern]:
    _only(table, "lexicon/claims.toml", need=("claims", "voices"))
    for number, raw in enumerate(table["claims"], start=1):
        at = f"lexicon/claims.toml, claims group {number}"
        _only(raw, at, need=("kind", "pos", "by", "accused", "words"), may=("event", "back", "under"))
        kind, pos = _one_of(raw["kind"], CLAIM_KINDS, at), _one_of(raw["pos"], POSITIONS, at)
        by, accused, event = (read_paths(raw, key, at) for key in ("by", "accused", "event"))
        for words in read_patterns(raw["words"], at):
            back, under = bool(raw.get("back", False)), frozenset(raw.get("under", ()))
            yield ClaimPattern(words, pos, head_of(words, pos), kind, by, accused, event, back, under)


def _read_definites(table: Table, types: Mapping[str, EventType]) -> Iterator[Definite]:
    _only(table, "lexicon/definites.toml", need=("events", "parties"))
    for number, raw in enumerate(table["events"], start=1):
        at = f"lexicon/definites.toml, events group {number}"
        _only(raw, at, need=("types", "words"), may=("modes",))
        named = tuple(_one_of(t, types, at) for t in raw["types"])
        known = [m.name for t in named for m in types[t].modes]
        modes = tuple(_one_of(m, known, at) for m in raw.get("modes", ()))
        for words in read_patterns(raw["words"], at):
            yield Definite(words, "NOUN", head_of(words, "NOUN"), named, modes, ())
    for number, raw in enumerate(table["parties"], start=1):
        at = f"lexicon/definites.toml, parties group {number}"
        _only(raw, at, need=("kinds", "words"))
        for words in read_patterns(raw["words"], at):
            yield Definite(words, "NOUN", head_of(words, "NOUN"), (), (), tuple(raw["kinds"]))


def _read_precedence(table: Table, types: Mapping[str, EventType]) -> dict[str, tuple[str, ...]]:
    where = "lexicon/modes.toml, precedence"
    _only(table, "lexicon/modes.toml", need=("precedence",))
    out = {_one_of(name, types, where): tuple(modes) for name, modes in table["precedence"].items()}
    for kind in types.values():
        if sorted(out.get(kind.name, ())) != sorted(m.name for m in kind.modes):
            raise ResourceError(f"{where}: {kind.name} must list each of its modes once")
    return out


def _mode_cues(types: Mapping[str, EventType]) -> Iterator[ModeCue]:
    for kind in types.values():
        for mode in kind.modes:
            for words in mode.cues:
                yield ModeCue(words, ANY, 0, kind.name, mode.name)


# ---- matching ----------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Text:
    """Words with the forms under which each is looked up; positions here count from the first of them."""

    words: Sequence[Word]
    forms: Sequence[Mapping[str, tuple[str, ...]]]
    particles: frozenset[str]


def match_triggers(words: Sequence[Word], lexicon: Lexicon, *, own: bool = False) -> tuple[LexicalTrigger, ...]:
    """The triggers among `words` (whole sentences, in order, without gaps), longest pattern first, given by first word.

    Words of a pattern may be apart by up to MAX_GAP determiners, adjectives, numbers and compound nouns ("opened heavy machine-gun
    fire"); a passive's subject may come before its verb ("a curfew was imposed"). Where several types know the same words, all are
    given, the firmest first; patterns within a longer one are its `inner`. With `own` only the triggers of the user's types are looked for.
    """
    proper = {w.index for w in words if w.upos == "PROPN" and w.norm.casefold() in lexicon.names}
    index = lexicon.own if own else lexicon.triggers
    found = [f for f in find_all(words, index, particles=lexicon.particles) if not (len(f.positions) == 1 and f.head in proper)]
    found.sort(key=lambda f: (-len(f.positions), f.form != "exact", STRENGTHS.index(f.entry.strength), f.first, f.entry.type))
    kept: list[tuple[Found[TriggerEntry], list[TriggerEntry]]] = []
    for candidate in found:
        over = [(k, inner) for k, inner in kept if not set(candidate.positions).isdisjoint(k.positions)]
        if all(_rivals(k, candidate) for k, _ in over):
            kept.append((candidate, []))
        for k, inner in over:
            if len(k.positions) > len(candidate.positions):
                inner.append(candidate.entry)
    kept.sort(key=lambda pair: (pair[0].first, pair[0].last, STRENGTHS.index(pair[0].entry.strength), pair[0].entry.type))
    return tuple(LexicalTrigger(f.first, f.last, f.head, f.entry, f.form, tuple(inner)) for f, inner in kept)


def implied_modes(words: Sequence[Word], event_type: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The modes of `event_type` that the cues among `words` imply, the most telling first: "talks", "with the envoy's mediation"
    of a CONSULT give ("third-party",)."""
    found = {f.entry.mode for f in find_all(words, lexicon.mode_cues) if f.entry.type == event_type}
    return tuple(mode for mode in lexicon.precedence.get(event_type, ()) if mode in found)


def _rivals(kept: Found[TriggerEntry], candidate: Found[TriggerEntry]) -> bool:
    """Are both the same words, read for two different types?"""
    other = (kept.entry.type, kept.entry.own) != (candidate.entry.type, candidate.entry.own)
    return kept.positions == candidate.positions and kept.form == candidate.form and other


def find_all(words: Sequence[Word], index: Index[P], *, particles: frozenset[str] = frozenset()) -> list[Found[P]]:
    """Every pattern of `index` among `words`, overlapping ones too, by first word. Word indices are those of the document."""
    text = _Text(words, [_forms(w.upos, w.lemma, w.norm) for w in words], particles)
    out: list[Found[P]] = []
    for at, readings in enumerate(text.forms):
        for entry in (e for form in readings for e in index.get(form, ())):
            positions = _positions(text, at, entry.words, verb=entry.pos == "VERB")
            form = _form(text.forms[positions[entry.head]], entry) if positions else None
            if form:
                span = tuple(sorted(words[p].index for p in positions))
                out.append(Found(span[0], span[-1] + 1, words[positions[entry.head]].index, span, form, entry))
    return out


def _form(readings: Mapping[str, tuple[str, ...]], entry: Pattern) -> str | None:
    """Does the word read as the pattern's head with its part of speech: as it stands, derived, or not at all?"""
    allowed = readings.get(entry.words[entry.head], ())
    if entry.pos == ANY:
        return "exact"
    if entry.pos not in allowed:
        return None
    return "exact" if allowed[0] in {entry.pos, "AUX"} else "derived"


@lru_cache(maxsize=50_000)
def _forms(upos: str, lemma: str, norm: str) -> Mapping[str, tuple[str, ...]]:
    """The forms under which a word is looked up, each with the parts of speech it can stand for, its own first."""
    pos = {"PROPN": "NOUN", "X": "NOUN"}.get(upos, upos)
    lemma, norm = lemma.casefold(), norm.casefold()
    forms: dict[str, tuple[str, ...]] = {lemma: (pos,)}
    if pos in {"VERB", "ADJ"}:
        # Parsers take many a noun of action for a verb or adjective ("airstrikes", "offensive"): the noun's entry serves where no
        # other does. A form in -ing or -ed is a verb's own.
        forms[lemma] = (pos,) if norm.endswith(("ing", "ed")) else (pos, "NOUN")
    if pos == "VERB":
        forms.setdefault(norm, (pos, "ADJ", "NOUN"))
    elif upos in {"NOUN", "ADJ"}:
        for stem in _verb_stems(norm):
            forms[stem] = (*forms.get(stem, ("",)), "VERB")
    elif pos == "AUX":
        forms[lemma] = ("AUX", "VERB")
    elif pos == "NOUN":
        forms.setdefault(norm.removesuffix("s"), (pos,))
    forms.setdefault(norm, (pos,))
    return forms


def _verb_stems(norm: str) -> list[str]:
    """Infinitives that a participle can come from: "shelling" shell; "kidnapped" kidnap; "displaced" displace."""
    stem = next((norm[: -len(ending)] for ending in ("ing", "ed") if norm.endswith(ending) and len(norm) > len(ending) + 2), "")
    if not stem:
        return []
    undoubled = [stem[:-1]] if stem[-1] == stem[-2] else []
    return [stem, *undoubled, f"{stem}e"]


def _positions(text: _Text, at: int, pattern: tuple[str, ...], *, verb: bool) -> tuple[int, ...]:
    """Where the words of a pattern stand whose first is at `at`; empty where they do not."""
    places = [at]
    for wanted in pattern[1:]:
        place = _next(text, places[-1], wanted)
        if place is None and verb and wanted in text.particles:
            place = _far_particle(text, at, wanted)
        elif place is None and verb and wanted == pattern[-1]:
            place = _passive_subject(text, at, wanted)
        if place is None and verb and places == [at]:
            place = _behind_object(text, at, wanted)
        if place is None or place in places:
            return ()
        places.append(place)
    return tuple(places)


def _next(text: _Text, after: int, wanted: str) -> int | None:
    """The next word if it is the wanted one, or one behind at most MAX_GAP words that only describe it; hyphens count nothing."""
    gap = 0
    for at in range(after + 1, len(text.words)):
        word = text.words[at]
        if word.sentence != text.words[after].sentence:
            return None
        if wanted in text.forms[at]:
            return at
        if word.norm == "-":
            continue
        gap += 1
        passive = word.upos == "AUX" and text.words[after].norm.casefold() == "not"  # "have *not* been *seen*"
        if gap > MAX_GAP or not (passive or word.upos in _GAP_POS or word.deprel in _GAP_RELATIONS):
            return None
    return None


def _behind_object(text: _Text, verb: int, wanted: str) -> int | None:
    """The word right behind the verb's object ("took *the mayor of Kidal* into custody", "set *two lorries* on fire")."""
    head = text.words[verb].index
    reach = range(verb + 1, min(verb + MAX_OBJECT, len(text.words)))
    first = next((at for at in reach if text.words[at].head == head and text.words[at].deprel in {"obj", "iobj"}), None)
    if first is None:
        return None
    heads = {word.index: word.head for word in text.words[verb + 1 : verb + MAX_OBJECT]}
    for at in range(first + 1, min(verb + MAX_OBJECT, len(text.words))):
        if not _below(text.words[at].index, text.words[first].index, heads):
            return at if wanted in text.forms[at] and text.words[at].sentence == text.words[verb].sentence else None
    return None


def _below(index: int, top: int, heads: Mapping[int, int]) -> bool:
    """Does the word hang on `top`, through words that `heads` knows?"""
    for _ in range(len(heads)):
        if index == top:
            return True
        if index not in heads:
            return False
        index = heads[index]
    return False


def _far_particle(text: _Text, verb: int, wanted: str) -> int | None:
    """The verb's own particle further on ("blew the bridge up"), by the parse."""
    for at in range(verb + 1, min(verb + MAX_REACH, len(text.words))):
        word = text.words[at]
        if word.norm.casefold() == wanted and word.deprel == "compound:prt" and word.head == text.words[verb].index:
            return at
    return None


def _passive_subject(text: _Text, verb: int, wanted: str) -> int | None:
    """The noun before a passive or participle that is its object in meaning ("a curfew was imposed", "the attack carried out")."""
    head = text.words[verb]
    for at in range(verb - 1, max(verb - MAX_REACH, -1), -1):
        word = text.words[at]
        if word.sentence != head.sentence:
            return None
        passive = word.deprel == "nsubj:pass" and word.head == head.index
        participle = head.deprel == "acl" and head.head == word.index
        if wanted in text.forms[at] and (passive or participle):
            return at
    return None
