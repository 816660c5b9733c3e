"""How the times and places of a sentence stand to a mention, and how the mention itself is told, in named traits.

Which of them is the event's own is decided in `resolve`, where the report's other days and places are known; here is only said what
the parse and the order of the words show.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from dateline.extract.lines import lines
from dateline.extract.setting import ANOTHER, dateline_end, head_of, holder, of_another, place_nouns, spoken_times, sure_of
from dateline.extract.syntax import KNOWN, VERBAL, ancestors, case, clause, noun_phrase, phrase, trim
from dateline.extract.triggers import Chosen
from dateline.extract.ways import steps
from dateline.resources import read_toml
from dateline.schema.document import Document, Name, Role, Time, Word
from dateline.schema.mention import DEFINITE, LINE, NearPlace, NearTime, Phrase

# A place without a name is looked at where the learned head sees a place in it from here on; a proper noun that is no known name likewise.
_FAINT = 0.2
# Prepositions that say how a time or place stands to its happening.
_PREPOSITIONS = frozenset(
    "in at on near from to of for with against outside inside between into across through over by toward towards around along off after"
    " before since until during within ahead following about behind under throughout".split()
)
_SIDE = {"advcl": "in a side clause", "acl": "in a clause of a noun", "relcl": "in a relative clause", "ccomp": "in what is said"}
_ADVERBS = frozenset("earlier previously already also meanwhile later still since recently then again soon yesterday".split())
_RELATIONS = frozenset({"obl", "nmod", "nsubj", "obj", "compound", "appos", "conj", "amod", "root"})
_NEAR_WORDS, _FAR_WORDS = 4, 12
_OPENING = 3
# So many words above it in the parse may tell what came of it.
_ABOVE = 3
# It is rather one trigger's than another's where the learned head is so much surer; a party is one from here on.
_RATHER, _PARTY = 0.2, 0.5


def manner(document: Document, chosen: Chosen, reporting: frozenset[int], quoted: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Traits of how a mention is told: the tense of its verb, what governs it, adverbs beside it."""
    words = document.words
    head = words[chosen.head]
    verb = clause(document, chosen.head)
    out = ["noun" if head.upos in {"NOUN", "PROPN"} else "verb", _tense(document, verb)]
    above = list(ancestors(document, chosen.head))[1:]
    others = {t.head for k, t in enumerate(document.triggers) if t.confidence >= ANOTHER and k != chosen.number}
    out += ["below another event"] * any(i in others for i in above)
    out += ["below what came of it"] * any(words[i].lemma in _aftermath() for i in above[:_ABOVE])
    said = next((i for i in above if i in reporting), None)
    if said is not None:
        out += ["reported", f"reported, {_tense(document, said)}"]
    out += [_SIDE[part] for part in dict.fromkeys(words[i].deprel.split(":")[-1] for i in (chosen.head, *above[:3])) if part in _SIDE]
    if head.upos in {"NOUN", "PROPN"}:
        out.append({"obj": "noun as object", "nsubj:pass": "noun as object", "nsubj": "noun as subject"}.get(head.deprel, "other noun"))
        before = {words[c].norm.casefold() for c in document.children[chosen.head] if words[c].deprel == "det"}
        out += ["the"] * bool(before & KNOWN) + ["a"] * bool(before & {"a", "an"})
        prep = case(document, chosen.head)
        out += [f"after {prep}"] * (prep in _PREPOSITIONS)
    beside = {words[c].norm.casefold() for i in {chosen.head, verb} for c in document.children[i] if words[c].deprel == "advmod"}
    out += [f"with {adverb}" for adverb in sorted(beside & _ADVERBS)]
    out += ["quoted"] * any(a < chosen.first < b for a, b in quoted)
    sentence = document.sentences[head.sentence]
    out += ["with meanwhile"] * (words[sentence.first].norm.casefold() == "meanwhile" and "with meanwhile" not in out)
    return tuple(dict.fromkeys(out))


def near_times(
    document: Document, chosen: Chosen, reporting: frozenset[int], quoted: tuple[tuple[int, int], ...], told: dict[int, tuple[Time, ...]]
) -> tuple[NearTime, ...]:
    """The dates and times of the sentence, in the order of the text, without those of a dateline."""
    sentence = document.words[chosen.first].sentence
    skip = dateline_end(document) if sentence == 0 else 0
    here = [t for t in document.times_in(sentence) if t.kind in {"date", "time"} and t.first >= skip]
    saying = reporting - {chosen.head, *range(chosen.first, chosen.last)}
    nearest = min(here, key=lambda t: _gap(t.first, t.last, chosen), default=None)
    out = []
    for t in here:
        held = holder(document, t, reporting, chosen)
        traits = [*steps(document, chosen, head_of(document, t.first, t.last)), *_order(document, chosen, t.first, t.last)]
        traits += ["of the telling"] * (held in saying) + ["of another event"] * of_another(document, t, chosen)
        traits += ["nearest"] * (t is nearest) + ["alone"] * (len(here) == 1)
        traits += _another(document, chosen, "time", t.first, t.last) + _prepositions(document, t.first, t.last)
        traits += _held(document, chosen, head_of(document, t.first, t.last))
        traits += ["possessive"] * (document.words[head_of(document, t.first, t.last)].deprel == "nmod:poss")
        traits += ["in another quotation"] * any((a < t.first < b) != (a < chosen.first < b) for a, b in quoted)
        out.append(NearTime(t, sure_of(document, t, chosen.number), tuple(traits), spoken_times(document, t, quoted, told)))
    return tuple(out)


def near_places(document: Document, chosen: Chosen, reporting: frozenset[int]) -> tuple[NearPlace, ...]:
    """The places of the sentence, named or described, in the order of the text, without those of a dateline."""
    sentence = document.words[chosen.first].sentence
    skip = dateline_end(document) if sentence == 0 else 0
    roles = [r for r in document.roles_of(chosen.number) if r.role == "place"]
    names = [n for n in document.names_in(sentence) if n.first >= skip and n.kind in {"place", "facility"}]
    spans = [(n.first, n.last, phrase(document, n.first, n.last, made_by="model:names", confidence=n.confidence)) for n in names]
    spans += [(a, b, p) for a, b, p in _others(document, chosen, roles) if not any(n.first < b + 1 and n.last > a for n in names)]
    nearest = min(spans, key=lambda s: _gap(s[0], s[1], chosen), default=None)
    named = len(spans)
    spans += [(a, b, phrase(document, a, b, made_by=LINE, confidence=1.0)) for a, b in _lines(document, sentence, names) if a >= skip]
    out = []
    for span in sorted(spans, key=lambda s: s[0]):
        first, last, words = span
        sure = max((r.confidence for r in roles if r.first < last and r.last > first), default=0.0)
        traits = [*steps(document, chosen, head_of(document, first, last)), *_order(document, chosen, first, last)]
        traits += _another(document, chosen, "place", first, last) + _prepositions(document, first, last)
        traits += ["nearest"] * (span is nearest) + ["alone"] * (named == 1) + _inside_parties(document, chosen, first, last)
        traits += _telling(document, chosen, reporting, head_of(document, first, last))
        traits += _held(document, chosen, head_of(document, first, last))
        out.append(NearPlace(words, sure, tuple(traits)))
    return tuple(out)


def _lines(document: Document, sentence: int, names: Sequence[Name]) -> Iterator[tuple[int, int]]:
    """Borders and roads that are no names themselves ("the Kabul-Kandahar Highway")."""
    return ((a, b) for a, b in lines(document, sentence) if not any(n.first <= a and b <= n.last for n in names))


def _others(document: Document, chosen: Chosen, roles: Sequence[Role]) -> Iterator[tuple[int, int, Phrase]]:
    """Descriptions of places ("the Afghan capital") and proper nouns in which the learned head sees a place."""
    sentence = document.sentences[document.words[chosen.first].sentence]
    for head in range(sentence.first, sentence.last):
        word = document.words[head]
        if word.upos == "NOUN" and word.lemma in place_nouns():
            first, last = noun_phrase(document, head)
            said = max((r.confidence for r in roles if r.first <= head < r.last), default=0.0)
            if said >= _FAINT and any(document.words[c].deprel in {"det", "nmod:poss"} for c in document.children[head]):
                yield first, last, phrase(document, first, last, made_by=DEFINITE, confidence=said)
    for r in roles:
        first, last = trim(document, r.first, r.last)
        if r.confidence >= _FAINT and "PROPN" in {document.words[first].upos, document.words[last - 1].upos}:
            yield first, last, phrase(document, first, last, made_by="model:roles", confidence=r.confidence)


@cache
def _aftermath() -> frozenset[str]:
    words = read_toml("lexicon/aftermath.toml")
    return frozenset([*words["verbs"], *words["nouns"]])


def _tense(document: Document, verb: int) -> str:
    word = document.words[verb]
    helpers = {document.words[c].norm.casefold() for c in document.children[verb] if document.words[c].deprel.split(":")[0] == "aux"}
    form = word.norm.casefold()
    if helpers & {"will", "would", "may", "might", "could", "can", "should", "must", "'ll"}:
        return "modal"
    if "had" in helpers:
        return "pluperfect"
    if helpers & {"have", "has", "'ve"}:
        return "perfect"
    if word.upos not in VERBAL:
        return "no verb"
    if any(document.words[c].upos == "PART" and document.words[c].norm.casefold() == "to" for c in document.children[verb]):
        return "infinitive"
    if helpers & {"is", "are", "am", "'s", "'re", "be"}:
        return "present"
    if helpers & {"was", "were"}:
        return "past"
    if form.endswith("ing"):
        return "ing"
    if form in {word.lemma, f"{word.lemma}s", f"{word.lemma}es"} or form.endswith("ies"):
        return "present"
    return "participle" if word.deprel.split(":")[0] in {"acl", "amod"} else "past"


def _held(document: Document, chosen: Chosen, head: int) -> list[str]:
    """Is the first event above it another one: one that the trigger stands below ("arrested on *Monday* over the bombing"), one below
    the trigger ("condemned *Friday*'s bombing"), or one beside it?"""
    own = {chosen.head, *range(chosen.first, chosen.last)}
    others = {t.head for k, t in enumerate(document.triggers) if t.confidence >= ANOTHER and k != chosen.number} - own
    for i in ancestors(document, head):
        if i in own:
            return []
        if i in others:
            if i in ancestors(document, chosen.head):
                return ["of the event above"]
            return ["of an event below" if chosen.head in ancestors(document, i) else "of an event beside it"]
    return []


def _gap(first: int, last: int, chosen: Chosen) -> int:
    return max(first - chosen.last, chosen.first - last, 0)


def _order(document: Document, chosen: Chosen, first: int, last: int) -> list[str]:
    """Before or behind the trigger, how many words away, and what lies between."""
    gap = _gap(first, last, chosen)
    out = ["before it" if first < chosen.first else "behind it"]
    out.append("next to it" if gap <= _NEAR_WORDS else "some words away" if gap <= _FAR_WORDS else "far away")
    a, b = (last, chosen.first) if first < chosen.first else (chosen.last, first)
    between: Sequence[Word] = document.words[a:b]
    triggers = [t for k, t in enumerate(document.triggers) if k != chosen.number and t.confidence >= ANOTHER]
    out += ["another event between"] * any(a <= t.first < b for t in triggers)
    out += ["a semicolon between"] * any(w.norm in {";", ":"} for w in between)
    sentence = document.sentences[document.words[first].sentence]
    out += ["opens the sentence"] * (first - sentence.first < _OPENING)
    out += ["closes the sentence"] * (sentence.last - last < _OPENING)
    return out


def _another(document: Document, chosen: Chosen, role: str, first: int, last: int) -> list[str]:
    """Does the learned head give it to another trigger of the sentence more than to this one?"""
    sentence = document.words[chosen.first].sentence
    best, own = 0.0, 0.0
    for k, t in enumerate(document.triggers):
        if document.words[t.first].sentence != sentence or (k != chosen.number and t.confidence < ANOTHER):
            continue
        sure = max((r.confidence for r in document.roles_of(k) if r.role == role and r.first < last and r.last > first), default=0.0)
        if k == chosen.number:
            own = sure
        else:
            best = max(best, sure)
    return ["rather another's"] if best > own + _RATHER else ["rather its own"] if own > best + _RATHER else []


def _prepositions(document: Document, first: int, last: int) -> list[str]:
    """The preposition that it stands behind."""
    head = head_of(document, first, last)
    prep = case(document, head)
    if prep is None and first > 0 and document.words[first - 1].upos in {"ADP", "SCONJ"}:
        prep = document.words[first - 1].norm.casefold()
    out = [f"after {prep}" if prep in _PREPOSITIONS else "after another preposition" if prep else "without preposition"]
    relation = document.words[head].deprel.split(":")[0]
    return [*out, f"as {relation}" if relation in _RELATIONS else "as other"]


def _telling(document: Document, chosen: Chosen, reporting: frozenset[int], head: int) -> list[str]:
    """Is it where the event is told ("told reporters in *Bogota*"), or where those are who tell it ("a nurse in *Saravena* said")?"""
    below = head
    for i in list(ancestors(document, head))[1:]:
        if chosen.first <= i < chosen.last or i == chosen.head:
            return []
        if i in reporting:
            relation = document.words[below].deprel.split(":")[0]
            return [] if relation in {"ccomp", "parataxis"} else ["of the teller"] if relation == "nsubj" else ["of the telling"]
        below = i
    return []


def _inside_parties(document: Document, chosen: Chosen, first: int, last: int) -> list[str]:
    """Parties of this trigger whose words hold the place ("the mayor of *Adana*")."""
    out = []
    for role in ("actor", "recipient"):
        spans = [r for r in document.roles_of(chosen.number) if r.role == role and r.confidence >= _PARTY]
        out += [f"in the {role}"] * any(r.first <= first and last <= r.last for r in spans)
    return out
