"""What speakers tell of their own side: it did the deed ("said its fighters had shot"), it did not, another was behind it."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.extract.cues import BEHIND, BY_WORDING, CLAIMED, DEED, DEEDS, DENIED, OWN, OWN_WORDS, SENTENCES_BACK, Cue
from dateline.extract.setting import quotations
from dateline.extract.sources import Speakers
from dateline.extract.syntax import NEGATIONS, VERBAL, ancestors, case, clause, phrase
from dateline.extract.triggers import Chosen, suffers
from dateline.extract.verbs import LIGHT
from dateline.extract.voices import FIRST, FIRST_HOLDERS
from dateline.schema.document import Document

_AHEAD = frozenset({"will", "would", "may", "might", "could", "can", "shall", "should", "must"})
_NEGATING = frozenset({"advmod", "det", "nsubj", "nsubj:pass", "obj"})
_OWN_HOLDERS = frozenset({"its", "their", "our", "his", "her", "my"})


def own_sides(document: Document, chosen: tuple[Chosen, ...], speakers: Speakers) -> Iterator[Cue]:
    """Speakers who tell that they did it, or did not: "said its fighters had shot", '"We did not fire," a spokesman said'.

    Who says of what was told before that it was not done denies it, whoever did it ("said no shell had been fired").
    """
    quoted = quotations(document)
    for k, c in enumerate(chosen):
        verb = _verb_of(document, c)
        says = saying_over(document, verb, speakers) if verb is not None else None
        if verb is None or says is None:
            continue
        subject = own_subject(document, verb, quoted=says not in ancestors(document, verb) or any(a < verb < b for a, b in quoted))
        denied = _negated(document, verb, c)
        if suffers(c):
            continue  # "Said it came under fire" claims nothing
        if subject is None and not denied and case(document, verb) == "behind":
            yield _behind(document, c, (says, verb), speakers, k)
            continue
        owner = _told_too(document, chosen, k) if denied else k
        if (not denied and not _done(document, verb, c)) or (subject is None and owner == k):
            continue
        words = [i for i in (says, subject, verb) if i is not None]
        by = tuple(phrase(document, *r, made_by="syntax:speaker", confidence=0.7) for r in speakers.by_verb[says])
        kind, link = "denied" if denied else "claimed", OWN if subject is not None else DENIED
        yield Cue(kind, min(words), max(words) + 1, BY_WORDING, "syntax:speaker", None, owner, link, by, own=subject is not None)


def _behind(document: Document, chosen: Chosen, verbs: tuple[int, int], speakers: Speakers, k: int) -> Cue:
    """Who says that another was behind the deed blames that one ("said the front was behind the attack")."""
    says, noun = verbs
    words = (says, *subjects(document, noun), *range(chosen.first, chosen.last))
    by = tuple(phrase(document, *r, made_by="syntax:speaker", confidence=0.7) for r in speakers.by_verb[says])
    return Cue("blamed", min(words), max(words) + 1, BY_WORDING, BEHIND, None, k, DEED, by)


def _verb_of(document: Document, chosen: Chosen) -> int | None:
    """The verb that tells of the deed, its own or one that carries it, the noun itself in "was behind the attack"; None where another
    clause only names it."""
    if chosen.type not in CLAIMED:
        return None
    if case(document, chosen.head) == "behind" and subjects(document, chosen.head):
        return chosen.head
    verb = clause(document, chosen.head)
    return verb if document.words[verb].upos in VERBAL and _carried_by(document, chosen, verb) else None


def _done(document: Document, verb: int, chosen: Chosen) -> bool:
    """Is it a deed told as done ("had shot", not "will shoot")?"""
    told = dict(chosen.trigger.statuses)
    ahead = any(document.words[c].lemma in _AHEAD for c in document.children[verb] if document.words[c].upos == "AUX")
    return chosen.type in DEEDS and not ahead and told.get("happened", 0.0) >= max(told.values(), default=0.0)


def _carried_by(document: Document, chosen: Chosen, verb: int) -> bool:
    """Is the verb the deed's own, or one that only carries it ("carried out the attack", "was behind the attack")?"""
    if chosen.first <= verb < chosen.last:
        return True
    word = document.words[chosen.head]
    return word.head == verb and word.deprel == "obj" and document.words[verb].lemma in LIGHT


def own_subject(document: Document, verb: int, *, quoted: bool = False) -> int | None:
    """The subject of the verb where it is the speaker or somebody of the speaker's: "it", "we", "its fighters"; in a quotation "we"."""
    words, holders = (FIRST, FIRST_HOLDERS) if quoted else (OWN_WORDS, _OWN_HOLDERS)
    top_verb = verb
    while document.words[top_verb].deprel == "conj" and not subjects(document, top_verb) and document.words[top_verb].head >= 0:
        top_verb = document.words[top_verb].head
    for i in subjects(document, top_verb):
        word = document.words[i]
        if word.deprel == "nsubj" and word.norm.casefold() in words:
            return i
        if word.deprel == "nsubj" and _held(document, i, holders):
            return i
    return None


def _held(document: Document, noun: int, holders: frozenset[str]) -> bool:
    """Is the noun, or what it is one or some of, somebody's with such a word ("*its* fighters", "one of *its* fighters")?"""
    below = [c for c in document.children[noun] if document.words[c].deprel.split(":")[0] == "nmod" and case(document, c) in {"of", "from"}]
    return any(document.words[c].norm.casefold() in holders for i in (noun, *below) for c in document.children[i])


def subjects(document: Document, verb: int) -> list[int]:
    return [c for c in document.children[verb] if document.words[c].deprel in {"nsubj", "nsubj:pass"}]


def saying_over(document: Document, verb: int, speakers: Speakers) -> int | None:
    """The verb of saying whose content the clause is: above it, or set behind it."""
    i = verb
    while document.words[i].deprel == "conj" and document.words[i].head >= 0:
        i = document.words[i].head
    above = document.words[i].head if document.words[i].deprel in {"ccomp", "parataxis"} else -1
    beside = [c for c in document.children[i] if document.words[c].deprel in {"parataxis", "ccomp"} and c in speakers.by_verb]
    return above if above in speakers.by_verb else next(iter(beside), None)


def _negated(document: Document, verb: int, chosen: Chosen) -> bool:
    """ "It had not fired", "it carried out no attack"."""
    near = {*document.children[verb], *(c for i in range(chosen.first, chosen.last) for c in document.children[i])}
    near |= {c for i in subjects(document, verb) for c in (i, *document.children[i])}
    return any(document.words[i].norm.casefold() in NEGATIONS and document.words[i].deprel in _NEGATING for i in near)


def _told_too(document: Document, chosen: tuple[Chosen, ...], k: int) -> int:
    """The deed of the same type that was told before the denial of it, where coders set the denial; else what is denied itself."""
    sentence = document.words[chosen[k].first].sentence
    before = [
        n for n in range(k) if chosen[n].type == chosen[k].type and sentence - document.words[chosen[n].first].sentence <= SENTENCES_BACK
    ]
    return before[-1] if before else k
