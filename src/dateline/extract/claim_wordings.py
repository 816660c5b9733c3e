"""The wordings of claims.toml in a report, each with the deed that the parse or what was told before has for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.extract.cues import BACK, BESIDE, BY_WORDING, CLAIMED, DEED, OWN_WORDS, SENTENCES_BACK, Cue
from dateline.extract.entries import ClaimPattern, Found, Lexicon, Step
from dateline.extract.matching import find_all
from dateline.extract.own_side import own_subject, saying_over
from dateline.extract.sources import Speakers
from dateline.extract.syntax import NEGATIONS, case, clause, follow, phrase
from dateline.extract.triggers import Chosen
from dateline.schema.document import Document
from dateline.schema.mention import Phrase

# Anything can be denied but what is asked or refused ("rejected the demand" refuses it).
_ASKED = frozenset({"REQUEST", "REJECT", "THREATEN"})
# How many relations below the cue its deed may stand.
_DEEP = 3
# A deed told before is rather one of which the heads are so sure.
_SURE = 0.5
# Where no deed of the cue stands: its subject (the claimant or the accused), what is told of somebody on the way, what is set beside it.
_ASIDE = frozenset({"nsubj", "acl:relcl", "parataxis", "appos", "discourse", "advmod", "cc", "punct", "mark", "det", "aux", "case"})
# What is denied, blamed or claimed, where it is told beside the cue.
SAID = frozenset({"ccomp", "xcomp", "iobj"})


def wordings(document: Document, chosen: tuple[Chosen, ...], lexicon: Lexicon, speakers: Speakers) -> Iterator[Cue]:
    """The wordings of claims.toml in the order of the text, each with its deed."""
    last: Cue | None = None
    for s in document.sentences:
        for found in find_all(document.words_by_sentence[s.index], lexicon.claims, particles=lexicon.particles):
            above = _verb_over(document, found)
            if found.entry.under and above is None:
                continue
            if above is not None:
                found = replace(found, head=above, first=min(found.first, above), last=max(found.last, above + 1))
            owner, link = _linked(document, found, chosen, last)
            words = " ".join(found.entry.words)
            kind, by = _said_of(document, found, speakers)
            if kind == "blamed" and not _blames_somebody(document, found):
                continue
            cue = Cue(kind, found.first, found.last, BY_WORDING, f"claims:{words}", found, owner, link, by, own=kind != found.entry.kind)
            yield cue
            last = cue if owner is not None and link != BESIDE else last


def _verb_over(document: Document, found: Found[ClaimPattern]) -> int | None:
    """The verb that says the words of somebody or something ("*held* the army responsible", "*dismissed* it as a lie")."""
    word = document.words[found.head]
    fits = word.deprel.split(":")[0] in {"xcomp", "obl", "obj", "advcl"} and word.head >= 0
    return word.head if fits and document.words[word.head].lemma in found.entry.under else None


def _blames_somebody(document: Document, found: Found[ClaimPattern]) -> bool:
    """Does the wording have somebody who is blamed, another than who says it? "Those responsible" blames nobody."""
    if not found.entry.accused or (found.entry.pos == "NOUN" and by_somebody(document, found.head)):
        return True
    described = document.words[found.head].deprel in {"acl", "acl:relcl"}
    accused = led(document, found.head, found.entry.accused)
    own = [i for i in accused if document.words[i].deprel == "nsubj" and document.words[i].norm.casefold() in OWN_WORDS]
    return described or any(i not in own or found.entry.pos == "ADJ" for i in accused)


def by_somebody(document: Document, noun: int) -> bool:
    """Is it said of the noun by whom it comes ("accusations *by Ghana*")?"""
    return any(document.words[c].deprel.split(":")[0] == "nmod" and case(document, c) == "by" for c in document.children[noun])


def _said_of(document: Document, found: Found[ClaimPattern], speakers: Speakers) -> tuple[str, tuple[Phrase, ...]]:
    """The kind of a wording and who says it where it stands in what somebody says: "said the front *was responsible*" blames, "said it was
    responsible" claims, "said it was not" denies."""
    if found.entry.by:
        return found.entry.kind, ()
    says = saying_over(document, found.head, speakers)
    by = tuple(phrase(document, *r, made_by="syntax:speaker", confidence=0.7) for r in speakers.by_verb[says]) if says is not None else ()
    if says is None or own_subject(document, found.head) is None:
        return found.entry.kind, by
    no = any(document.words[c].norm.casefold() in NEGATIONS for c in document.children[found.head])
    return "denied" if no else "claimed", by


def _linked(document: Document, found: Found[ClaimPattern], chosen: tuple[Chosen, ...], last: Cue | None) -> tuple[int | None, str]:
    """The deed of a wording: with it in the parse, else told before where the wording goes back, else beside it."""
    deed = _deed(document, found, chosen)
    if deed is not None:
        return deed, DEED
    if found.entry.back and not _of_something_else(document, found):
        back = _told_before(document, found, chosen, last)
        if back is not None:
            return back, BACK
    return None, BESIDE


def _deed(document: Document, found: Found[ClaimPattern], chosen: tuple[Chosen, ...]) -> int | None:
    """The deed below the cue ("denied firing on the town"), or the one that it describes ("the attack, claimed by rebels")."""
    deeds = {i: k for i, k in _words_of(chosen, found) if _can_be(found.entry.kind, chosen[k].type)}
    for i in _below(document, found.head, found.entry.event):
        if i in deeds:
            return deeds[i]
    word = document.words[found.head]
    return deeds.get(word.head) if word.deprel in {"acl", "acl:relcl"} else None


def _can_be(kind: str, type: str) -> bool:
    """Is an event of the type claimed, blamed or denied?"""
    return type in CLAIMED or (kind == "denied" and type not in _ASKED)


def _words_of(chosen: tuple[Chosen, ...], found: Found[ClaimPattern]) -> Iterator[tuple[int, int]]:
    """Each word of the triggers that do not stand on the cue's own words, with the trigger's number."""
    for k, c in enumerate(chosen):
        if not (c.first < found.last and found.first < c.last):
            yield from ((i, k) for i in range(c.first, c.last))


def _below(document: Document, head: int, paths: Sequence[tuple[Step, ...]]) -> Iterator[int]:
    """What stands where the wording has its deed and what that governs, nearest first, without what is told aside."""
    level = list(dict.fromkeys(h for path in paths for h in follow(document, head, path)))
    for _ in range(_DEEP):
        yield from level
        level = [c for i in level for c in document.children[i] if document.words[c].deprel not in _ASIDE]


def _of_something_else(document: Document, found: Found[ClaimPattern]) -> bool:
    """Does the cue say of what it is, and that is none of the deeds ("denied that anyone was paid", "denied him access")?"""
    said = [c for c in document.children[found.head] if document.words[c].deprel in SAID and c not in found.positions]
    return any(document.words[c].upos not in {"ADJ", "PRON"} for c in said) or document.words[found.head].deprel in {"acl", "amod"}


def _told_before(document: Document, found: Found[ClaimPattern], chosen: tuple[Chosen, ...], last: Cue | None) -> int | None:
    """The deed that was claimed or blamed last, else the nearest one told before; a surer one first."""
    sentence = document.words[found.first].sentence
    if last is not None and last.kind != "denied" and sentence - document.words[last.first].sentence < SENTENCES_BACK:
        return last.owner
    before = [k for k, c in enumerate(chosen) if c.last <= found.first and c.type in CLAIMED]
    near = [k for k in before if sentence - document.words[chosen[k].first].sentence <= SENTENCES_BACK]
    if not near:
        return before[0] if before and found.entry.kind == "claimed" else None
    return max(near, key=lambda k: (chosen[k].type == "ASSAULT", not _aside(document, chosen[k]), chosen[k].confidence >= _SURE, k))


def _aside(document: Document, chosen: Chosen) -> bool:
    """Is the deed told by the way, in a relative clause ("the rebels, who hold the town since May")?"""
    return document.words[clause(document, chosen.head)].deprel == "acl:relcl"


def led(document: Document, head: int, paths: Sequence[tuple[Step, ...]]) -> list[int]:
    """Where the first of the paths that leads anywhere leads to."""
    for path in paths:
        if path and (found := list(follow(document, head, path))):
            return found
    return []
