"""Is it told as done, tried, planned, possible, denied or usual: the learned head, corrected by cues on the event's own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.extract.lexicon import Found, Lexicon, StatusCue, find_all
from dateline.extract.syntax import case
from dateline.extract.triggers import LIGHT, Chosen
from dateline.schema.document import Document

LEARNED = "model:statuses"
# Where several cues stand on one event, the order in which they count (status.toml).
ORDER = ("denied", "attempted", "planned", "possible", "habitual", "happened")
# What a cue adds to the learned probability of its status: the head has seen few denied and attempted events, so that a
# negation nearly outweighs it, while "will" and "may" only tip the balance. Tuned on the reports to tune on
# and those kept aside (docs/limits.md).
WEIGHT = {"denied": 0.8, "attempted": 0.9, "planned": 0.6, "possible": 0.3, "habitual": 0.95, "happened": 0.8}
# A plain "not" on the event's verb outweighs any learned belief.
NOT = 1.1
_PLAIN_NOT = frozenset({"not", "n't", "never"})


@dataclass(frozen=True, slots=True)
class Status:
    """The status of an event and what made it. `words` are the cue's (half-open word range), None where no cue decided."""

    status: str
    made_by: str
    words: tuple[int, int] | None = None


def find_status(document: Document, chosen: Chosen, lexicon: Lexicon) -> Status:
    """Is it told as done, tried, planned, possible, denied or usual?"""
    p = dict(chosen.trigger.statuses)
    s = document.sentences[document.words[chosen.first].sentence]
    cues = find_all(document.words[s.first : s.last], lexicon.status_cues, particles=lexicon.particles)
    made: dict[str, Status] = {}
    weight = dict(WEIGHT)
    standing = [cue for cue in cues if _stands(document, cue, chosen)]
    no = next((cue for cue in standing if cue.entry.words[0] in _PLAIN_NOT), None)
    refusing = chosen.type == "REJECT" and (chosen.lexical is None or not _PLAIN_NOT.isdisjoint(chosen.lexical.entry.words))
    if no is not None and refusing:
        # "We will not sit with them" is itself the refusal, neither one that was not made nor one still to come; "did not refuse" is none
        return Status("happened", f"cue:{' '.join(no.entry.words)}", (no.first, no.last))
    for cue in standing:
        made.setdefault(cue.entry.status, Status(cue.entry.status, f"cue:{' '.join(cue.entry.words)}", (cue.first, cue.last)))
        if cue.entry.words[0] in _PLAIN_NOT and document.words[cue.head].head in {chosen.head, document.words[chosen.head].head}:
            weight["denied"] = NOT
    light = next((i for i in _own(document, chosen) if document.words[i].lemma in LIGHT and _past(document, i)), None)
    if light is not None:
        made.setdefault("happened", Status("happened", "syntax:past", (light, light + 1)))
    if chosen.lexical is not None and (said := chosen.lexical.entry.status):
        words = " ".join(chosen.lexical.entry.words)
        made.setdefault(said, Status(said, f"lexicon:{words}", (chosen.lexical.first, chosen.lexical.last)))
    best = max(ORDER, key=lambda status: p.get(status, 0.0) + (weight[status] if status in made else 0.0))
    learned = max(p, key=lambda k: p[k])
    return Status(best, LEARNED) if best == learned else made.get(best, Status(best, LEARNED))


def _past(document: Document, index: int) -> bool:
    """Is the verb in the simple past ("held", not "hold", "holding", "will hold")?"""
    word = document.words[index]
    form = word.norm.casefold()
    alone = not any(document.words[c].deprel in {"aux", "mark"} for c in document.children[index])
    return word.upos == "VERB" and alone and form not in {word.lemma, f"{word.lemma}s", f"{word.lemma}es"} and not form.endswith("ing")


def _stands(document: Document, cue: Found[StatusCue], chosen: Chosen) -> bool:
    """Does the cue stand on the event's own words in one of its scopes?"""
    word = document.words[cue.head]
    own = set(_own(document, chosen))
    for scope in cue.entry.scopes:
        if scope in {"aux", "advmod", "amod", "mark"} and word.deprel.split(":")[0] in {scope, "advmod"} and word.head in own:
            return True
        if scope == "det" and word.deprel == "det" and word.head == chosen.head:
            return True
        if scope == "case" and any((case(document, i) or "") == " ".join(cue.entry.words) for i in own):
            return True
        if scope == "governs" and any(_governs(document, cue.head, i, {"xcomp", "ccomp", "acl", "csubj"}) for i in own):
            return True
        if scope == "object" and any(_governs(document, cue.head, i, {"obj", "nsubj:pass", "nmod", "obl"}) for i in own):
            return True
    return False


def _own(document: Document, chosen: Chosen) -> Iterator[int]:
    """The event's words and, for a noun, the light verb that carries it ("held talks")."""
    yield chosen.head
    for i in range(chosen.first, chosen.last):
        if i != chosen.head and document.words[i].upos in {"VERB", "NOUN"}:
            yield i
    word = document.words[chosen.head]
    carried = word.upos in {"NOUN", "PROPN"} and word.head >= 0 and word.deprel in {"obj", "nsubj:pass"}
    if carried and document.words[word.head].lemma in LIGHT:
        yield word.head


def _governs(document: Document, cue: int, index: int, relations: set[str]) -> bool:
    """Is the word the cue's complement or object, or listed with one that is?"""
    while document.words[index].deprel == "conj" and document.words[index].head >= 0:
        index = document.words[index].head
    word = document.words[index]
    return word.head == cue and word.deprel.split(":")[0] in {r.split(":")[0] for r in relations} and word.deprel != "nsubj"
