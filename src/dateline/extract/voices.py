"""In whose name something is claimed or denied: the party behind a pronoun, a spokesman, "we", a group that calls itself something."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.extract.entries import Lexicon
from dateline.extract.holders import Told
from dateline.extract.sources import Speakers
from dateline.extract.syntax import ancestors, antecedent, case, follow, is_pronoun, noun_phrase, phrase, possessor, top
from dateline.schema.document import Document
from dateline.schema.mention import Phrase

# Made by words that say further on whom somebody speaks for.
NAMED = "syntax:named"
# Whoever speaks of the own side; also what a quotation's "we" and "our" stand for.
FIRST, FIRST_HOLDERS = frozenset({"we", "i"}), frozenset({"our", "my"})
_OBJECTS = frozenset({"us", "me"})
# Whose people somebody is who speaks ("*its* spokesman"), and what it is said in ("on *behalf* of the front").
_POSSESSIVES, _BEHALF = frozenset({"its", "their"}), frozenset({"behalf", "name"})
_SUBJECTS = frozenset({"nsubj", "obl"})
# What tells of a noun by a clause ("a group *calling* itself Black Dawn", "a group that *calls* itself Black Dawn").
_TELLING = frozenset({"acl", "acl:relcl"})


def bearing_name(document: Document, told: Told, head: int, lexicon: Lexicon) -> int:
    """For a word inside the name that the cue's subject gives itself ("a group calling itself the Sons of the *Coast*") that subject."""
    over = set(ancestors(document, head))
    return next((s for s in told.subject if s in over and s != head and next(iter(_named(document, s, lexicon)), None) in over), head)


def owned_by(document: Document, head: int, lexicon: Lexicon) -> int:
    """For the owner of somebody who speaks that one ("*Kenya's* coast guard denied it"); the owner of what is spoken in speaks itself
    ("the *front's* website")."""
    word = document.words[head]
    above = document.words[word.head] if word.deprel == "nmod:poss" and word.head >= 0 else None
    if above is None or above.upos not in {"NOUN", "PROPN"} or above.deprel.split(":")[0] not in _SUBJECTS:
        return head
    return head if any(above.lemma in voice.words for voice in lexicon.voices) else word.head


def in_name_of(document: Document, head: int) -> int | None:
    """In whose name the verb says it ("claimed it *on behalf of the front*")."""
    for c in document.children[head]:
        if document.words[c].lemma in _BEHALF and document.words[c].deprel.split(":")[0] == "obl" and case(document, c) in {"on", "in"}:
            below = [i for i in document.children[c] if document.words[i].deprel.startswith("nmod")]
            return next((i for i in below if document.words[i].deprel == "nmod:poss" or case(document, i) == "of"), None)
    return None


def speaking_for(document: Document, head: int, speakers: Speakers) -> int:
    """For "we" and "our forces" the head of who speaks: in the sentence, else before it, else in the next one; else the head itself."""
    first = document.words[head].norm.casefold() in FIRST | _OBJECTS
    if not first and all(document.words[c].norm.casefold() not in FIRST_HOLDERS for c in document.children[head]):
        return head
    here = document.sentences[document.words[head].sentence]
    beside = [r for v, ranges in speakers.by_verb.items() if here.first <= v < here.last for r in ranges]
    around = [speakers.last[k] for k in (here.index - 1, here.index - 2, here.index + 1) if k in speakers.last]
    heads = (top(document, *r) for r in (*beside, *around))
    return next((h for h in heads if document.words[h].norm.casefold() not in FIRST), head)


def meant_by_first(document: Document, head: int, speakers: Speakers) -> Phrase | None:
    """Whom "we", "us" or "I" of somebody who is quoted stands for: who speaks. None for other words and where nobody is told to speak."""
    if document.words[head].norm.casefold() not in FIRST | _OBJECTS or document.words[head].norm == "US":
        return None
    speaker = speaking_for(document, head, speakers)
    return None if speaker == head else phrase(document, *noun_phrase(document, speaker), made_by="syntax:speaker", confidence=0.6)


def party(document: Document, head: int, lexicon: Lexicon) -> Phrase:
    """The words of a party: for a pronoun those it stands for, for "whose spokesman" and "its spokesman" those of the one whose it is,
    for "a caller in the name of the front" and "a group calling itself Black Dawn" those of whom it is."""
    back = _standing_for(document, head)
    head = back if back is not None else head
    named = next(iter(_named(document, head, lexicon)), None)
    if named is not None:
        return phrase(document, *noun_phrase(document, named), made_by=NAMED, confidence=0.7)
    first, last = noun_phrase(document, head)
    apposed = [c for c in document.children[head] if document.words[c].deprel == "appos" and c >= last]
    person = next((n for n in document.names_in(document.words[head].sentence) if n.kind == "person" and n.first in apposed), None)
    return phrase(document, first, last if person is None else person.last, made_by="syntax:subject", confidence=0.7)


def _standing_for(document: Document, head: int) -> int | None:
    """What a pronoun, or a noun that has one for its owner, stands for."""
    if is_pronoun(document.words[head]):
        return antecedent(document, head)
    below = {document.words[c].norm.casefold(): c for c in document.children[head]}
    if "whose" in below:
        return antecedent(document, below["whose"])
    return next((possessor(document, below[p]) for p in sorted(_POSSESSIVES & below.keys())), None)


def _named(document: Document, head: int, lexicon: Lexicon) -> Iterator[int]:
    """Whom the words name further on, or in whose name they speak."""
    for voice in lexicon.voices:
        verbs = [c for c in document.children[head] if document.words[c].deprel in _TELLING and document.words[c].lemma in voice.verbs]
        for i in verbs or ([head] if document.words[head].lemma in voice.words else []):
            found = (h for path in voice.party for h in follow(document, i, path))
            yield from (h for h in found if document.words[h].upos in {"PROPN", "NOUN"})
