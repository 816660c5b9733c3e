"""Everybody a report names, in the order of the text: what "the insurgents", "the group" or a claimant stand for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateline.resolve.actors import ActorTable, name_actor
from dateline.resolve.owners import Told, owner_before, read_owners
from dateline.schema.document import Document, Name
from dateline.schema.mention import Claim, Mention, Phrase
from dateline.schema.place import Actor

# Kinds of the actor tables that carry arms outside the state.
ARMED = frozenset({"rebels", "jihadists", "separatists", "militia", "paramilitary", "cartel", "gang", "terrorists"})
_DEFINITE = frozenset({"the", "these", "those", "same", "its", "their"})
# Descriptions of any organisation, armed or not.
_BODIES = frozenset({"group", "movement", "organization", "organisation", "faction", "network", "party", "it", "they", "outfit"})
# Words for people of whom nobody knows, or only suspects, whose they are.
_UNKNOWN = frozenset({"unidentified", "unknown", "suspected", "alleged", "presumed", "unnamed"})
# How sure it is that unnamed armed people are those of the one armed party that a report names.
_ONLY = 0.75
# Signs around a name.
_SIGNS = "\"'“”‘’()[],.;:"
# Small words inside a name, the letters of a short name, the words of a full one.
_INSIDE = frozenset({"for", "of", "the", "and", "in", "de", "la", "du", "des", "pour", "al"})
_LETTERS, _WORDS = range(3, 8), 9
_TWO = 2
# What stands with a person's name and says who that is.
_WITH_NAME = frozenset({"compound", "amod", "det", "nmod:poss", "flat", "appos", "nmod"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})


@dataclass(frozen=True, slots=True)
class Named:
    """A party of the actor tables where the text names it."""

    start: int
    actor: Actor


@dataclass(frozen=True)
class Cast:
    """The armed parties a report names, by position, for whom its persons act, by the words of their names, and its short names."""

    armed: tuple[Named, ...]
    persons: tuple[tuple[tuple[str, ...], Actor], ...] = ()
    short: tuple[tuple[str, Actor], ...] = ()
    owners: tuple[Told, ...] = ()

    def called(self, phrase: Phrase, actor: Actor) -> Actor | None:
        """The party that the report introduced with its short name ("the Front for the Freedom of Azra (FFA) ... FFA fighters").

        None where a list has the party, or the words hold no short name.
        """
        alone = actor.name.strip(_SIGNS) in {short for short, _ in self.short}
        if actor.actor_id is not None or (actor.kind == "person" and not alone):
            return None
        words = {w.strip(_SIGNS) for w in phrase.text.replace("-", " ").split()}
        known = next((a for short, a in self.short if short in words and a.name.casefold() != actor.name.casefold()), None)
        if known is None:
            return None
        return replace(known, made_by=f"cast:short+{known.made_by}", confidence=round(known.confidence * 0.9, 4))

    def person(self, actor: Actor) -> Actor | None:
        """For whom a person acts whom the report introduces elsewhere ("Jean Diallo, Mali's foreign minister ... Diallo").

        None for whoever is no person by name alone, or is introduced as two.
        """
        if actor.kind != "person" or actor.actor_id is not None:
            return None
        words = actor.name.casefold().split()
        known = [a for name, a in self.persons if name[-1] == words[-1]]
        if not known and len(words) == 1:
            # "Manuel Camacho Solis ... Camacho", "Lee Myung-bak ... Lee"
            known = [a for name, a in self.persons if words[0] in name]
        if len({a.name for a in known}) != 1:
            return None
        return replace(known[0], made_by=f"cast:person+{known[0].made_by}", confidence=round(known[0].confidence * 0.9, 4))

    def owned(self, phrase: Phrase, actor: Actor, published: date | None) -> Actor | None:
        """Whose the words are of which nothing in them says whose, by what the report told before."""
        if not actor.made_by.startswith("actors/agents:") or name_actor(phrase.text, published=published).actor_id is not None:
            return None
        return owner_before(self.owners, phrase, actor)

    def describe(self, phrase: Phrase, actor: Actor) -> Actor | None:
        """The named party that a definite description of armed people stands for: the last one named before, else the only one.

        None where the words are no such description ("gunmen", "the army").
        """
        words = phrase.text.casefold().split()
        if actor.actor_id is not None or not words or words[0] not in _DEFINITE:
            return None
        if actor.sector != "armed" and words[-1] not in _BODIES:
            return None
        found = self.before(phrase.start)
        return replace(found, made_by=f"cast:before+{found.made_by}", confidence=round(found.confidence * 0.75, 4)) if found else None

    def only(self, phrase: Phrase, actor: Actor) -> Actor | None:
        """The one armed party that the report names, where the words tell of armed people without saying whose ("militants", "six rebels").

        It goes before the chief group of the country, which nobody names.
        None where they are said to be unknown, or of another country, or nothing but armed ("gunmen"). In the coded reports that the
        weights were trained on, of parties told so in reports that name one armed party 112 are that party and 19 have no name.
        """
        found = self.armed[0].actor if len({n.actor.name for n in self.armed}) == 1 else None
        row = actor.made_by.removeprefix("actors/agents:")
        unnamed = actor.made_by.startswith("actors/chief_groups:") or row in ActorTable.load().phrases["of_a_side"]
        if found is None or actor.actor_id is not None or not unnamed:
            return None
        if not _UNKNOWN.isdisjoint(phrase.text.casefold().split()) or actor.country not in {None, found.country}:
            return None
        return replace(found, made_by=f"cast:only+{found.made_by}", confidence=round(found.confidence * _ONLY, 4))

    @property
    def home(self) -> str | None:
        """The country of the armed parties that the report names, where they are all of one."""
        countries = {n.actor.country for n in self.armed}
        return countries.pop() if len(countries) == 1 else None

    def before(self, start: int) -> Actor | None:
        """The armed party named last before `start`, else the only one of the report."""
        k = bisect_left([n.start for n in self.armed], start)
        if k:
            return self.armed[k - 1].actor
        names = {n.actor.name for n in self.armed}
        return self.armed[0].actor if len(names) == 1 else None


def read_cast(document: Document, *, country: str | None = None) -> Cast:
    """The armed parties among the report's names, and its persons with what is said of them; `country` is that of the report."""
    out = []
    persons: list[tuple[tuple[str, ...], Actor]] = []
    for name in document.names:
        if name.kind == "person":
            told = (name_actor(w, published=document.report.published, country=country) for w in _introductions(document, name))
            actor = next((a for a in told if a.actor_id is not None), None)
            if actor is not None:
                persons.append((tuple(name.text.casefold().split()), actor))
        if name.kind in {"armed_group", "organisation", "group"}:
            actor = name_actor(name.text, published=document.report.published)
            if actor.actor_id is not None and actor.kind in ARMED:
                out.append(Named(name.start, actor))
    return Cast(tuple(out), tuple(persons), (*_short_names(document, country), *_halves(document)), read_owners(document))


def _halves(document: Document) -> Iterator[tuple[str, Actor]]:
    """Each half of a divided country by its side, where the report names it: "the North" of "North Korea", for there is a "South Korea"."""
    published = document.report.published
    for side, other in (("North", "South"), ("South", "North")):
        names = dict.fromkeys(n.text for n in document.names if n.text.startswith(f"{side} ") and len(n.text.split()) == _TWO)
        for name in names:
            actor, twin = (name_actor(words, published=published) for words in (name, f"{other} {name.split()[1]}"))
            if actor.kind == twin.kind == "state":
                yield side, actor
                break


def _short_names(document: Document, country: str | None) -> Iterator[tuple[str, Actor]]:
    """The words in capitals that are the initials of a name told before, with the party of that name.

    In a report written in capitals they are not to be told from other words.
    """
    words, known = document.words, set[str]()
    if document.report.text.isupper():
        return
    for i, word in enumerate(words):
        if not (word.text.isupper() and word.text.isalpha() and len(word.text) in _LETTERS) or word.text in known:
            continue
        full = next((j for j in range(i - 2, -1, -1) if words[j].text[:1] == word.text[0] and _spells(document, j, word.text)), None)
        if full is not None:
            known.add(word.text)
            name = document.text(full, _spelt(document, full, word.text))
            yield word.text, name_actor(name, published=document.report.published, country=country)


def _spells(document: Document, first: int, short: str) -> bool:
    return _spelt(document, first, short) > first


def _spelt(document: Document, first: int, short: str) -> int:
    """Where the name that begins there and has those initials ends; `first` itself where there is none."""
    letters = iter(short)
    wanted = next(letters)
    for at in range(first, min(first + _WORDS, len(document.words))):
        word = document.words[at]
        if word.text[:1] == wanted and not word.text.isupper():
            wanted = next(letters, "")
            if not wanted:
                return at + 1
        elif word.text not in _INSIDE:
            break
    return first


def _introductions(document: Document, name: Name) -> Iterator[str]:
    """The name as the parse has it introduced, then with the nouns right before it, from which a list tears it ("A and US envoy B")."""
    yield _introduction(document, name)
    first = name.first
    while first > 0 and document.words[first - 1].upos in _NOMINAL:
        first -= 1
    yield document.text(first, name.last)


def _introduction(document: Document, name: Name) -> str:
    """The name with title and apposition: "Jean Diallo, Mali's foreign minister"."""
    head = next((i for i in range(name.first, name.last) if not name.first <= document.words[i].head < name.last), name.first)
    inside = {*range(name.first, name.last)}
    for child in (c for i in range(name.first, name.last) for c in document.children[i]):
        if document.words[child].deprel in _WITH_NAME:
            inside.update(document.subtree(child))
    above = document.words[head]
    if above.deprel in {"appos", "flat"} and above.head >= 0:
        # "The foreign minister, Jean Diallo": the name explains the title
        title = {above.head}
        for child in document.children[above.head]:
            if child != head and document.words[child].deprel in _WITH_NAME - {"appos"}:
                title.update(document.subtree(child))
        inside |= title
    first, last = min(inside), max(inside)
    return document.text(first, last + 1)


# How many characters behind a denial the blame stands that it goes on to.
_IN_TURN = 100


def _in_turn(claim: Claim, told: Sequence[Claim]) -> bool:
    """Does somebody who was blamed deny it and blame another, and no third one says so?"""
    if claim.kind != "blamed":
        return False
    before = [c for c in told if c.phrase.start < claim.phrase.start]
    denied = [c for c in before if c.kind == "denied" and claim.phrase.start - c.phrase.start < _IN_TURN]
    if not denied or not any(c.kind == "blamed" and c.accused is not None and c.phrase.start < denied[0].phrase.start for c in before):
        return False
    return claim.by is None or any(c.by is not None and c.by.start == claim.by.start for c in before)


def claimed_by(mentions: Sequence[Mention]) -> tuple[Phrase, ...]:
    """Who is said to have done it: the claimants, and those blamed, but for those whom the accused blame in their turn ("the rebels denied
    it and *blamed the army*")."""
    out: list[Phrase] = []
    told = [c for m in mentions for c in m.claims]
    for claim in told:
        if _in_turn(claim, told):
            continue
        who = claim.by if claim.kind == "claimed" else claim.accused if claim.kind == "blamed" else None
        if who is not None and all(who.start != p.start for p in out):
            out.append(who)
    return tuple(out)
