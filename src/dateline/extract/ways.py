"""The ways through the parse from a trigger to a word, told step by step or as a trait, and what stands at their two ends."""

from __future__ import annotations

from dateline.extract.quantities import person_kind
from dateline.extract.syntax import VERBAL, ancestors, case, is_pronoun
from dateline.extract.triggers import Chosen
from dateline.extract.verbs import LIGHT
from dateline.schema.document import Document

# So many steps of a way are told, and one for all that are more.
LONGEST = 5
# Preposition and noun that together with "of" are another word for "by".
_BY = frozenset({("at", "hand"), ("on", "part"), ("by", "hand")})


def way(document: Document, start: int, end: int) -> tuple[tuple[str, ...], int]:
    """The steps from one word up to the word over both and down to the other, members of lists as their first, and that word."""
    above = {w: k for k, w in enumerate(ancestors(document, start))}
    below = list(ancestors(document, end))
    meet = next((k for k, w in enumerate(below) if w in above), len(below) - 1)
    up = [_step(document, w, "<") for w, k in above.items() if k < above.get(below[meet], 0)]
    told = [w for w in reversed(below[:meet]) if document.words[w].deprel != "conj" or document.words[w].upos in VERBAL]
    down = [_step(document, w, ">") for w in told if not _stands_for_by(document, w)]
    return tuple((up + down)[: LONGEST + 1]), below[meet]


def _stands_for_by(document: Document, index: int) -> bool:
    """Is it the noun of a preposition of several words that says who did it ("at the *hands* of the police")?"""
    return (case(document, index), document.words[index].lemma) in _BY


def _step(document: Document, index: int, sign: str) -> str:
    word = document.words[index]
    if sign == ">" and word.head >= 0 and _stands_for_by(document, word.head):
        return ">obl:agent:by" if document.words[word.head].deprel.startswith("obl") else f">{document.words[word.head].deprel}:by"
    told = case(document, index) if word.deprel.split(":")[0] in {"obl", "nmod"} else None
    listed = " of nouns" if word.deprel == "conj" and word.upos not in VERBAL else ""
    return f"{sign}{word.deprel}{listed}" + (f":{told}" if told else "")


def steps(document: Document, chosen: Chosen, head: int) -> list[str]:
    """How far a word is from a trigger in the parse, as a trait: the trigger's own, of the verb above it, of a clause below or beside."""
    own = {chosen.head, *range(chosen.first, chosen.last)}
    above = list(ancestors(document, chosen.head))
    verbs = 0
    for depth, i in enumerate(list(ancestors(document, head))[1:]):
        if i in own:
            return ["own"] if depth == 0 else ["own, deeper"] if verbs == 0 else ["in a clause below"]
        if i in above:
            light = document.words[i].lemma in LIGHT
            between = sum(document.words[k].upos == "VERB" for k in above[1 : above.index(i)])
            far = "of a verb below the verb above" if verbs else "of the light verb above" if light else "of the word above"
            return [far if between == 0 else f"{far}, farther"]
        verbs += document.words[i].upos == "VERB"
    return ["of another tree"]


def voice(document: Document, chosen: Chosen) -> str:
    """Does the trigger say it as a verb of which the doer is the subject, as a passive, or as a noun?"""
    word = document.words[chosen.head]
    if word.upos not in VERBAL:
        return "noun"
    passive = any(document.words[c].deprel in {"nsubj:pass", "aux:pass", "obl:agent"} for c in document.children[chosen.head])
    return "passive" if passive or (word.deprel == "acl" and word.norm.endswith("ed")) else "active"


def noun_kind(document: Document, head: int) -> str:
    """What the noun is: a kind of name, a kind of people, a pronoun, or none of these."""
    word = document.words[head]
    if is_pronoun(word) or word.upos == "PRON":
        return "pronoun"
    name = next((n for n in document.names_in(word.sentence) if n.first <= head < n.last), None)
    if name is not None:
        return name.kind
    return person_kind(word.lemma) or "thing"
