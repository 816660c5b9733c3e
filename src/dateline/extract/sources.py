"""Who told it: the sources of an event, and who speaks in a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.extract.entries import Lexicon
from dateline.extract.matching import find_all
from dateline.extract.setting import dateline_end
from dateline.extract.syntax import ancestors, follow, is_pronoun, noun_phrase, phrase, snap, top, trim, without_place
from dateline.extract.triggers import Chosen
from dateline.schema.document import Document
from dateline.schema.mention import Phrase, Source

LEVEL = 0.55
WITNESSED = 0.35
# How sure a speaker is who was named sentences before, and over how many sentences "he said" goes back.
CARRIED, GOES_ON = 0.6, 4
_SUBJECT, _QUOTED = frozenset({"nsubj"}), frozenset({"obj", "iobj", "nsubj:pass"})
_SPEAKING = frozenset({"he", "she", "it", "they"})
# What a speaker's words begin with and are not part of the name; words without any of these kinds name nobody.
_MARKING, _NAMING = frozenset({"case", "fixed", "mark"}), frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ"})


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who speaks in a report: for the head of every verb of saying the word ranges of its speakers, and of each sentence the one who
    spoke last in it. A pronoun ("he said") stands for the speaker before. `addressing` are the verbs of which the object hears it,
    `quoting` the lemmas of those that pass on what somebody else says.
    """

    by_verb: Mapping[int, tuple[tuple[int, int], ...]]
    carried: frozenset[int]
    last: Mapping[int, tuple[int, int]]
    addressing: frozenset[int] = frozenset()
    quoting: frozenset[str] = frozenset()


def find_sources(document: Document, chosen: Chosen, speakers: Speakers, quoted: tuple[tuple[int, int], ...] = ()) -> tuple[Source, ...]:
    """Who is said to tell of the event in its own sentence.

    The learned head is believed from LEVEL on, from WITNESSED on where the syntax has the words as the speaker of a verb of
    saying over the event. Where it sees nobody, "he said" is who spoke before, and a quotation goes on with its speaker.
    """
    roles = [r for r in document.roles_of(chosen.number) if r.role == "source"]
    over = [v for v in _over(document, chosen, speakers.quoting) if v in speakers.by_verb]
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
            if not agreed and (_beside_speaker(document, first, last, out) or _told_to(document, first, last, speakers)):
                continue
            made_by = "model:roles+syntax:speaker" if agreed else "model:roles"
            out.append(phrase(document, first, last, made_by=made_by, confidence=r.confidence))
    out = _without_quoting(document, out, over, speakers)
    before = None if out else _carried(document, chosen, speakers, over, quoted)
    if before is not None:
        out.append(phrase(document, *before, made_by="syntax:speaker-before", confidence=CARRIED))
    return tuple(Source(p) for p in sorted(out, key=lambda p: p.start))


def _without_quoting(document: Document, found: list[Phrase], over: list[int], speakers: Speakers) -> list[Phrase]:
    """Without those who only pass on what another source says ("*the radio* quoted a doctor as saying")."""
    quoting = [r for v in over if document.words[v].lemma in speakers.quoting for r in speakers.by_verb[v]]
    kept = [p for p in found if not any(document.words[a].start < p.end and p.start < document.words[b - 1].end for a, b in quoting)]
    return kept or found


def _beside_speaker(document: Document, first: int, last: int, found: list[Phrase]) -> bool:
    """Do the words only say more of a source that is found already ("Abu Bello, *a carpenter*, said *in his shop*")?"""
    word = document.words[top(document, first, last)]
    if word.deprel not in {"appos", "nmod"} or word.head < 0:
        return False
    above = document.words[word.head]
    return any(p.start <= above.start < p.end for p in found)


def _told_to(document: Document, first: int, last: int, speakers: Speakers) -> bool:
    """Are they those whom a speaker told ("a survivor told *the radio*")?"""
    word = document.words[top(document, first, last)]
    return word.deprel in {"obj", "iobj"} and word.head in speakers.addressing


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
    opening = dateline_end(document)
    for s in document.sentences:
        for found in find_all(document.words_by_sentence[s.index], lexicon.reporting, particles=lexicon.particles):
            # "COLOMBO - Rebels fled, police said": a dateline speaks in the parse alone
            heads = [h for path in found.entry.speaker for h in follow(document, found.head, path) if h >= opening]
            heads = heads or _shared(document, found.head, lexicon.quoting)
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
    addressing = frozenset(v for v in out if document.words[v].lemma in lexicon.addressing)
    return Speakers(out, frozenset(carried), last, addressing, lexicon.quoting)


def _shared(document: Document, verb: int, quoting: frozenset[str]) -> list[int]:
    """The subject that a verb of saying shares with the clause above it ("a source gave a higher figure, saying that ..."); below a verb
    that quotes, whom it quotes ("the radio quoted *a doctor* as saying")."""
    word = document.words[verb]
    if word.deprel not in {"advcl", "conj", "xcomp"} or word.head < 0:
        return []
    relations = _QUOTED if _as_said(document, verb, quoting) else _SUBJECT
    return [c for c in document.children[word.head] if document.words[c].deprel in relations]


def _as_said(document: Document, verb: int, quoting: frozenset[str]) -> bool:
    """Is it said by whom the verb above it quotes ("quoted her *as saying*")?"""
    marked = any(document.words[c].norm.casefold() == "as" for c in document.children[verb])
    return marked and document.words[verb].head >= 0 and document.words[document.words[verb].head].lemma in quoting


def _over(document: Document, chosen: Chosen, quoting: frozenset[str]) -> list[int]:
    """Verbs that can have the event's clause as what they say: those above it, and those set beside it (", police said")."""
    out: list[int] = []
    for i in ancestors(document, chosen.head):
        if i != chosen.head and not chosen.first <= i < chosen.last:
            out.append(i)
        out += [c for c in document.children[i] if document.words[c].deprel == "parataxis"]
        if document.words[i].deprel in {"acl:relcl", "advcl"} and not _as_said(document, i, quoting):
            break
    return out
