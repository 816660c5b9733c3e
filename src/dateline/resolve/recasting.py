"""What a deed is by who does it: a man held by soldiers is under arrest, held by rebels he is abducted.

The rules stand in data/lexicon/recasts.toml. They ask what only the tables of actors know, which the learned head has not read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dateline.errors import ResourceError
from dateline.resolve.actors import name_actor
from dateline.resources import read_toml
from dateline.schema.document import Document
from dateline.schema.mention import Mention

TABLE = "lexicon/recasts.toml"
_NEEDED = frozenset({"name", "type", "modes", "actors", "words", "becomes", "mode", "outcomes"})
_KNOWN = _NEEDED | {"people", "named", "objects", "unless", "beside", "anybody", "nobody"}
# Relations in which what a deed is done to stands to its verb; the second list goes on from there ("control of the *town*").
_OBJECTS, _OF = frozenset({"obj", "nsubj:pass", "iobj"}), frozenset({"nmod"})
# In `objects`: a name of a place.
_PLACE = "@place"


@dataclass(frozen=True, slots=True)
class Recast:
    """A rule: a mention of `type` and one of `modes` with these actors, trigger words and outcomes is of another type or mode.

    `named`: words one of which each actor's phrase has; then the kinds of `actors` are asked only where there are some.
    `objects`: lemmas of what it is done to, one of which must be there. `beside` and `unless`: wordings one of which the sentence must
    have, and none of which it may have. `anybody`: it holds too where no actor is told; `nobody`: only there.
    """

    name: str
    type: str
    modes: frozenset[str | None]
    actors: frozenset[str]
    words: frozenset[str]
    people: frozenset[str]
    becomes: str
    mode: str | None
    outcomes: Mapping[str, str]
    named: tuple[str, ...] = ()
    objects: frozenset[str] = frozenset()
    beside: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    anybody: bool = False
    nobody: bool = False


def recast(document: Document, mentions: Sequence[Mention], *, country: str | None) -> tuple[Mention, ...]:
    """The mentions, those that a rule fits with its type, mode and outcomes. A mention of a user's own type stays."""
    heads = {m.trigger.head: m.type for m in mentions}
    return tuple(_recast(document, mention, country, heads) for mention in mentions)


def _recast(document: Document, mention: Mention, country: str | None, heads: Mapping[int, str]) -> Mention:
    rule = next((r for r in read_recasts() if mention.own is None and _fits(document, mention, r, country)), None)
    if rule is None or _goes_on(document, mention, rule, heads):
        return mention
    trigger = replace(mention.trigger, made_by=f"{mention.trigger.made_by}+recast:{rule.name}")
    counts = tuple(replace(c, outcome=rule.outcomes.get(c.outcome, c.outcome)) for c in mention.counts)
    return replace(mention, trigger=trigger, type=rule.becomes, mode=rule.mode, modes=((rule.mode, 1.0),), counts=counts)


def _goes_on(document: Document, mention: Mention, rule: Recast, heads: Mapping[int, str]) -> bool:
    """Is it told in one breath with another deed of its type ("killed eight and *captured* five")? Then it is of that, no deed apart."""
    word = document.words[mention.trigger.head]
    return rule.becomes != rule.type and word.deprel == "conj" and heads.get(word.head) == mention.type


def _fits(document: Document, mention: Mention, rule: Recast, country: str | None) -> bool:
    if mention.type != rule.type or mention.mode not in rule.modes or not rule.words & _lemmas(document, mention):
        return False
    if rule.people and not any(c.outcome in rule.people for c in mention.counts):
        return False
    if not _is_told_so(document, mention, rule):
        return False
    told = [(p.antecedents or (p.phrase,))[0] for p in mention.parties if p.role == "actor" and p.likely]
    if rule.named and not all(_names(phrase.text, rule.named) for phrase in told):
        return False
    if rule.nobody:
        return not told
    return (bool(told) or rule.anybody) and (
        not rule.actors or all(_kinds(document, phrase.text, country) & rule.actors for phrase in told)
    )


def _is_told_so(document: Document, mention: Mention, rule: Recast) -> bool:
    """Are the objects and the words beside the deed such as the rule asks for?"""
    if rule.objects and not rule.objects & _objects(document, mention.trigger.head):
        return False
    sentence = document.sentences[mention.sentence]
    text = document.report.text[sentence.start : sentence.end]
    return (not rule.beside or _names(text, rule.beside)) and not (rule.unless and _names(text, rule.unless))


def _objects(document: Document, head: int) -> frozenset[str]:
    """Lemmas of the nouns that the deed is done to, and _PLACE where one is the name of a place."""
    first = [c for c in document.children[head] if document.words[c].deprel in _OBJECTS]
    second = [c for o in first for c in document.children[o] if document.words[c].deprel in _OF]
    places = {i for n in document.names if n.kind == "place" for i in range(n.first, n.last)}
    told = {document.words[i].lemma for i in (*first, *second)}
    return frozenset(told | ({_PLACE} if places & {*first, *second} else set()))


def _names(text: str, words: Sequence[str]) -> bool:
    """Does one of the words, singular or plural, stand in the text?"""
    return re.search(rf"\b(?:{'|'.join(words)})s?\b", text, re.IGNORECASE) is not None


def _lemmas(document: Document, mention: Mention) -> frozenset[str]:
    sentence = document.sentences[mention.sentence]
    inside = (w for w in document.words[sentence.first : sentence.last] if w.start < mention.trigger.end and mention.trigger.start < w.end)
    return frozenset(w.lemma for w in inside)


def _kinds(document: Document, words: str, country: str | None) -> frozenset[str]:
    """Kind and sector of a party; the sector counts only where the tables give no kind ("gunmen")."""
    actor = name_actor(words, published=document.report.published, country=country)
    told = {actor.kind} if actor.kind not in {None, "unknown", "person"} else {actor.sector}
    return frozenset(x for x in told if x is not None)


@cache
def read_recasts() -> tuple[Recast, ...]:
    """The rules in their order. Raises ResourceError naming the one at fault."""
    out = []
    for raw in read_toml(TABLE)["rules"]:
        if not _NEEDED <= set(raw) <= _KNOWN:
            raise ResourceError(
                f"{TABLE}, rule {raw.get('name')!r}: needs {', '.join(sorted(_NEEDED))}, may have {', '.join(sorted(_KNOWN - _NEEDED))}"
            )
        out.append(
            Recast(
                name=raw["name"],
                type=raw["type"],
                modes=frozenset(mode or None for mode in raw["modes"]),
                actors=frozenset(raw["actors"]),
                words=frozenset(raw["words"]),
                people=frozenset(raw.get("people", ())),
                becomes=raw["becomes"],
                mode=raw["mode"] or None,
                outcomes=raw["outcomes"],
                named=tuple(raw.get("named", ())),
                objects=frozenset(raw.get("objects", ())),
                beside=tuple(raw.get("beside", ())),
                unless=tuple(raw.get("unless", ())),
                anybody=raw.get("anybody", False),
                nobody=raw.get("nobody", False),
            )
        )
    return tuple(out)
