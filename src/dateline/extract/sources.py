"""Who told it, and who says who did it: sources and claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dateline.extract.lexicon import ClaimPattern, Found, Lexicon, Step, find_all
from dateline.extract.syntax import ancestors, antecedent, clause, follow, is_pronoun, noun_phrase, phrase, snap, top, trim, without_place
from dateline.extract.triggers import Chosen
from dateline.schema.document import Document, Fact
from dateline.schema.mention import Claim, Phrase, Source

LEVEL = 0.55
WITNESSED = 0.35
# How sure a speaker is who was named sentences before, and over how many sentences "he said" goes back.
CARRIED, GOES_ON = 0.6, 4
_SPEAKING = frozenset({"he", "she", "it", "they"})
# A claim is believed from this score on; a pattern beside what the learned head marks adds AGREED, a multi-word pattern
# alone ("claimed responsibility") has BY_PATTERN because the wording says it all; F1 hardly moves.
BELIEVED = 0.55
AGREED = 0.25
BY_PATTERN = 0.6
# Types of events that are claimed, blamed and denied.
_CLAIMED = frozenset({"ASSAULT", "COERCE", "PROTEST", "AID"})
_DEEDS = frozenset({"ASSAULT", "COERCE"})
# Words of a pattern that say it all wherever the deed stands.
_RESPONSIBLE = frozenset({"responsibility", "credit", "authorship"})
_NOBODY = frozenset({"no", "not", "n't", "never", "nobody", "none", "neither"})
# What a speaker's words begin with and are not part of the name; words without any of these kinds name nobody.
_MARKING, _NAMING = frozenset({"case", "fixed", "mark"}), frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ"})
CLAIMS = frozenset({"claimed", "blamed", "denied"})


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who speaks in a report: for the head of every verb of saying the word ranges of its speakers, and of each sentence the one who
    spoke last in it. A pronoun ("he said") stands for the speaker before.
    """

    by_verb: Mapping[int, tuple[tuple[int, int], ...]]
    carried: frozenset[int]
    last: Mapping[int, tuple[int, int]]


def find_sources(document: Document, chosen: Chosen, speakers: Speakers, quoted: tuple[tuple[int, int], ...] = ()) -> tuple[Source, ...]:
    """Who is said to tell of the event in its own sentence.

    The learned head is believed from LEVEL on, from WITNESSED on where the syntax has the words as the speaker of a verb of
    saying over the event. Where it sees nobody, "he said" is who spoke before, and a quotation goes on with its speaker.
    """
    roles = [r for r in document.roles_of(chosen.number) if r.role == "source"]
    over = [v for v in _over(document, chosen) if v in speakers.by_verb]
    said = [s for v in over for s in speakers.by_verb[v]]
    out: list[Phrase] = []
    for r in sorted(roles, key=lambda r: -r.confidence):
        agreed = any(a < r.last and b > r.first for a, b in said)
        if r.confidence >= (WITNESSED if agreed else LEVEL):
            first, last = _speaker(document, r.first, r.last)
            words = document.words[first:last]
            if all(is_pronoun(w) or w.upos not in _NAMING for w in words) or any(
                p.start < words[-1].end and words[0].start < p.end for p in out
            ):
                continue
            made_by = "model:roles+syntax:speaker" if agreed else "model:roles"
            out.append(phrase(document, first, last, made_by=made_by, confidence=r.confidence))
    before = None if out else _carried(document, chosen, speakers, over, quoted)
    if before is not None:
        out.append(phrase(document, *before, made_by="syntax:speaker-before", confidence=CARRIED))
    return tuple(Source(p) for p in sorted(out, key=lambda p: p.start))


def _speaker(document: Document, first: int, last: int) -> tuple[int, int]:
    """A marked run as the whole phrase of who speaks, without "according to"."""
    first, last = without_place(document, *snap(document, *trim(document, first, last)))
    while last - first > 1 and document.words[first].deprel in _MARKING:
        first += 1
    return first, last


def _carried(
    document: Document, chosen: Chosen, speakers: Speakers, over: list[int], quoted: tuple[tuple[int, int], ...]
) -> tuple[int, int] | None:
    """The earlier speaker for whom "he said" stands, or whose quotation goes on over this sentence."""
    told = next((speakers.by_verb[v][0] for v in over if v in speakers.carried), None)
    if told is not None or over or not any(a < chosen.first < b for a, b in quoted):
        return told
    sentence = document.words[chosen.first].sentence
    return next((speakers.last[s] for s in range(sentence, max(sentence - GOES_ON, 0) - 1, -1) if s in speakers.last), None)


def find_speakers(document: Document, lexicon: Lexicon) -> Speakers:
    """Every verb of saying with its speakers; pronouns stand for the one who spoke before."""
    out: dict[int, tuple[tuple[int, int], ...]] = {}
    carried: set[int] = set()
    last: dict[int, tuple[int, int]] = {}
    for s in document.sentences:
        for found in find_all(document.words[s.first : s.last], lexicon.reporting, particles=lexicon.particles):
            heads = [h for path in found.entry.speaker for h in follow(document, found.head, path)] or _shared(document, found.head)
            if not heads or found.entry.pos != "VERB" or found.head in out:
                continue
            ranges = tuple(without_place(document, *noun_phrase(document, h)) for h in heads if not is_pronoun(document.words[h]))
            before = next((last[k] for k in range(s.index, max(s.index - GOES_ON, 0) - 1, -1) if k in last), None)
            if ranges:
                out[found.head] = ranges
                last[s.index] = ranges[0]
            elif before is not None and document.words[heads[0]].norm.casefold() in _SPEAKING:
                out[found.head] = (before,)
                carried.add(found.head)
                last[s.index] = before
    return Speakers(out, frozenset(carried), last)


def _shared(document: Document, verb: int) -> list[int]:
    """The subject that a verb of saying shares with the clause above it ("a source gave a higher figure, saying that ...")."""
    word = document.words[verb]
    if word.deprel not in {"advcl", "conj", "xcomp"} or word.head < 0:
        return []
    return [c for c in document.children[word.head] if document.words[c].deprel == "nsubj"]


def _over(document: Document, chosen: Chosen) -> list[int]:
    """Verbs that can have the event's clause as what they say: those above it, and those set beside it (", police said")."""
    out: list[int] = []
    for i in ancestors(document, chosen.head):
        if i != chosen.head and not chosen.first <= i < chosen.last:
            out.append(i)
        out += [c for c in document.children[i] if document.words[c].deprel == "parataxis"]
        if document.words[i].deprel in {"acl:relcl", "advcl"}:
            break
    return out


@dataclass(frozen=True, slots=True)
class _Told:
    """Words that may claim, blame or deny: what the learned head marks, what a pattern of claims.toml marks, or both."""

    kind: str
    first: int
    last: int
    score: float
    made_by: str
    pattern: Found[ClaimPattern] | None
    owner: int | None = None


def find_claims(document: Document, chosen: tuple[Chosen, ...], lexicon: Lexicon) -> dict[int, tuple[Claim, ...]]:
    """For each chosen trigger the claims that are about it."""
    out: dict[int, list[Claim]] = {}
    taken: list[tuple[int, int]] = []
    for told in sorted(_told(document, lexicon, chosen), key=lambda t: (-t.score, t.first)):
        # Words tell of one claim: "denied involvement" blames nobody.
        if any(a < told.last and told.first < b for a, b in taken):
            continue
        owner = told.owner if told.owner is not None else _owner(document, told, chosen)
        if owner is None or told.score < BELIEVED or _unsaid(document, told):
            continue
        first, last = trim(document, told.first, told.last)
        found = phrase(document, first, last, made_by=told.made_by, confidence=min(told.score, 0.99))
        taken.append((told.first, told.last))
        by, accused = _sides(document, told)
        out.setdefault(owner, []).append(Claim(told.kind, by, found, accused))
    return {k: tuple(v) for k, v in out.items()}


def _unsaid(document: Document, told: _Told) -> bool:
    """ "No group claimed it", "has not claimed it": nobody did. A denial that is denied stays a denial."""
    head = told.pattern.head if told.pattern is not None else clause(document, top(document, told.first, told.last))
    children = document.children[head]
    subjects = [c for c in children if document.words[c].deprel in {"nsubj", "nsubj:pass"}]
    near = [*children, *(c for i in subjects for c in document.children[i])]
    words = {document.words[i].norm.casefold() for i in near if document.words[i].deprel in {"det", "advmod", "nsubj", "nsubj:pass"}}
    return told.kind != "denied" and bool(words & _NOBODY)


def _marked(document: Document, chosen: tuple[Chosen, ...]) -> list[tuple[Fact, int | None]]:
    """Claims that the model marks: what the reader sees beside a trigger with that trigger, what only the head for facts sees."""
    number = {c.number: k for k, c in enumerate(chosen) if c.type in _CLAIMED}
    out: list[tuple[Fact, int | None]] = []
    for r in sorted((r for r in document.roles if r.role in CLAIMS and r.trigger in number), key=lambda r: (-r.confidence, r.first)):
        if not any(f.label == r.role and f.first < r.last and f.last > r.first for f, _ in out):
            out.append((Fact(r.first, r.last, r.role, r.confidence), number[r.trigger]))
    for fact in (f for f in document.facts if f.label in CLAIMS):
        near = next((n for n, (f, _) in enumerate(out) if f.label == fact.label and f.first < fact.last and f.last > fact.first), None)
        if near is None:
            out.append((fact, None))
        else:
            seen, owner = out[near]
            out[near] = replace(seen, confidence=max(seen.confidence, fact.confidence)), owner
    return sorted(out, key=lambda x: x[0].first)


def _told(document: Document, lexicon: Lexicon, chosen: tuple[Chosen, ...]) -> list[_Told]:
    """Learned claims, each with the pattern that agrees with it, and patterns that stand alone."""
    patterns = [
        f for s in document.sentences for f in find_all(document.words[s.first : s.last], lexicon.claims, particles=lexicon.particles)
    ]
    used: set[int] = set()
    out: list[_Told] = []
    for fact, owner in _marked(document, chosen):
        near = [k for k, f in enumerate(patterns) if f.entry.kind == fact.label and f.first < fact.last + 2 and f.last > fact.first - 2]
        best = max(near, key=lambda k: len(patterns[k].positions), default=None)
        used.update(near)
        made_by = "model:claims" + ("" if best is None else f"+claims:{' '.join(patterns[best].entry.words)}")
        score = fact.confidence + (AGREED if best is not None else 0.0)
        out.append(_Told(fact.label, fact.first, fact.last, score, made_by, None if best is None else patterns[best], owner))
    for k, f in enumerate(patterns):
        owner = None if k in used else _governed(document, f, chosen)
        if owner is not None or (k not in used and f.entry.kind == "claimed" and _RESPONSIBLE & set(f.entry.words)):
            out.append(_Told(f.entry.kind, f.first, f.last, BY_PATTERN, f"claims:{' '.join(f.entry.words)}", f, owner))
    return out


def _governed(document: Document, found: Found[ClaimPattern], chosen: tuple[Chosen, ...]) -> int | None:
    """The deed that stands where the pattern has it ("denied having fired on the town")."""
    acts = {h for path in found.entry.event for h in follow(document, found.head, path)}
    return next((k for k, c in enumerate(chosen) if c.type in _DEEDS and any(c.first <= h < c.last for h in acts)), None)


def _owner(document: Document, fact: _Told, chosen: tuple[Chosen, ...]) -> int | None:
    """An attack of the sentence before any other event, the nearest one; where it has none, the attack told last."""
    sentence = document.words[fact.first].sentence
    said = {k for k, c in enumerate(chosen) if c.type not in _CLAIMED and c.first < fact.last and c.last > fact.first}
    here = [k for k, c in enumerate(chosen) if document.words[c.first].sentence == sentence and k not in said]
    fitting = [k for k in here if chosen[k].type in _CLAIMED] or [k for k in here if chosen[k].type != "ACCUSE"]
    if fitting:
        return min(fitting, key=lambda k: max(chosen[k].first - fact.last, fact.first - chosen[k].last, 0))
    before = [k for k, c in enumerate(chosen) if c.type == "ASSAULT" and document.words[c.first].sentence < sentence]
    return before[-1] if before else (here[0] if here else None)


def _sides(document: Document, told: _Told) -> tuple[Phrase | None, Phrase | None]:
    """Who claims, blames or denies, and who is blamed: by the pattern's own paths, else the subject of the clause."""
    if told.pattern is not None:
        by = _first(document, told.pattern.head, told.pattern.entry.by)
        accused = _first(document, told.pattern.head, told.pattern.entry.accused) if told.kind == "blamed" else None
        if by is not None or accused is not None:
            return by, accused
    for i in ancestors(document, clause(document, top(document, told.first, told.last))):
        subject = next((c for c in document.children[i] if document.words[c].deprel == "nsubj"), None)
        if subject is not None:
            return _party(document, subject), None
    return None, None


def _first(document: Document, head: int, paths: tuple[tuple[Step, ...], ...]) -> Phrase | None:
    """The first phrase that one of the paths leads to."""
    found = next((h for path in paths if path for h in follow(document, head, path)), None)
    return _party(document, found) if found is not None else None


def _party(document: Document, head: int) -> Phrase:
    if is_pronoun(document.words[head]):
        back = antecedent(document, head)
        head = back if back is not None else head
    return phrase(document, *noun_phrase(document, head), made_by="syntax:subject", confidence=0.7)
