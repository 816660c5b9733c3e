"""The reviewed words of the coding: what an event type is, which words tell of it, and which words change how sure it is.

The tables are `data/ontology/*.toml` (one file per event type) and `data/lexicon/*.toml`. A **pattern** is a few lemmas separated by
spaces ("carry out attack"); "hold|open talk" stands for two patterns. Everything is checked when it is loaded: an unknown key,
frame, type or mode, a missing field and a pattern entered twice are refused with the file's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from typing import Any

from dateline.errors import ResourceError
from dateline.extract.entries import (
    STRENGTHS,
    ClaimPattern,
    Definite,
    EventType,
    Frame,
    Lexicon,
    Mode,
    ModeCue,
    P,
    ReportingVerb,
    StatusCue,
    Step,
    Topic,
    TriggerEntry,
    Voice,
)
from dateline.resources import read_toml, table_names
from dateline.settings import checked

Table = Mapping[str, Any]

ONTOLOGY = "ontology"
LEXICON_TABLES = ("frames", "topics", "status", "reporting", "claims", "definites", "modes")
STATUSES = ("happened", "attempted", "planned", "possible", "denied", "habitual")
SCOPES = ("governs", "is", "aux", "advmod", "det", "case", "mark", "object", "amod", "subject", "time", "obl", "who", "doing")
CLAIM_KINDS = ("claimed", "blamed", "denied")
OUTCOMES = ("killed", "wounded", "casualty", "missing", "abducted", "detained", "released", "surrendered", "displaced")
# A pattern of this part of speech is found whatever its words are.
ANY = "ANY"
POSITIONS = ("VERB", "NOUN", "ADJ", "ADV", "ADP", "AUX", "DET", "SCONJ", "PART", "NUM")

_SUBTYPES = frozenset({"pass", "poss", "agent", "unmarked", "relcl", "prt", "outer"})


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
        quoting=frozenset(tables["lexicon/reporting.toml"]["quoting"]),
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
        status, pos = _one_of(raw["status"], STATUSES, at), _one_of(raw["pos"], (*POSITIONS, ANY), at)
        for words in read_patterns(raw["words"], at):
            yield StatusCue(words, pos, head_of(words, pos), status, scopes, weight)


def _read_reporting(table: Table) -> tuple[list[ReportingVerb], frozenset[str]]:
    _only(table, "lexicon/reporting.toml", need=("verbs", "sources", "addressing", "quoting"))
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
