"""Finding the lexicon's patterns among the words of a text, along the parse where their words stand apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline.extract.entries import STRENGTHS, Found, Index, LexicalTrigger, Lexicon, P, Pattern, TriggerEntry
from dateline.extract.lexicon import ANY
from dateline.extract.once import once
from dateline.schema.document import Word

# How many determiners, adjectives and the like may stand between two words of a pattern ("opened *intense heavy* fire").
MAX_GAP = 3
# How far a verb's particle ("blew the bridge *up*") or a passive's subject ("*sanctions* were later imposed") may stand from it.
MAX_REACH = 8
# How many words from a verb its object and what stands behind that are looked for.
MAX_OBJECT = 12

_GAP_POS = frozenset({"DET", "ADJ", "NUM", "PRON", "ADV"})
_GAP_RELATIONS = frozenset({"compound", "amod", "nummod", "det", "nmod:poss", "advmod"})


@dataclass(frozen=True, slots=True)
class _Text:
    """Words with the forms under which each is looked up; positions here count from the first of them."""

    words: Sequence[Word]
    forms: Sequence[Mapping[str, tuple[str, ...]]]
    particles: frozenset[str]


@once()
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


@once(kept=64)
def find_all(words: Sequence[Word], index: Index[P], *, particles: frozenset[str] = frozenset()) -> tuple[Found[P], ...]:
    """Every pattern of `index` among `words`, overlapping ones too, by first word. Word indices are those of the document."""
    text = _Text(words, [_forms(w.upos, w.lemma, w.norm) for w in words], particles)
    # Most patterns that begin with a word of the text have another that is nowhere in it: seen at once, not by walking the parse.
    present = frozenset().union(*text.forms)
    out: list[Found[P]] = []
    for at, readings in enumerate(text.forms):
        for entry in (e for form in readings for e in index.get(form, ()) if present.issuperset(e.words)):
            positions = _positions(text, at, entry.words, verb=entry.pos == "VERB")
            form = _form(text.forms[positions[entry.head]], entry) if positions else None
            if form:
                span = tuple(sorted(words[p].index for p in positions))
                out.append(Found(span[0], span[-1] + 1, words[positions[entry.head]].index, span, form, entry))
    return tuple(out)


def _form(readings: Mapping[str, tuple[str, ...]], entry: Pattern) -> str | None:
    """Does the word read as the pattern's head with its part of speech: as it stands, derived, or not at all?"""
    allowed = readings.get(entry.words[entry.head], ())
    if entry.pos == ANY:
        return "exact"
    if entry.pos not in allowed:
        return None
    return "exact" if allowed[0] in {entry.pos, "AUX"} else "derived"


@lru_cache(maxsize=30_000)
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
