"""Where the events of one report are: all its toponyms resolved together, each event's own place chosen among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.resolve.actors import ActorTable
from dateline.resolve.gazetteer import Gazetteer
from dateline.resolve.places import PlaceContext, country_context, resolve_place
from dateline.schema.document import Document, Name
from dateline.schema.mention import Mention, Phrase
from dateline.schema.place import Where
from dateline.schema.record import WHERE_UNKNOWN, Event

# Words around a toponym that the place resolver reads ("20 km north of", "province in northern Afghanistan").
_AROUND = 60
_LOCATIVE = frozenset("in at near outside inside around across throughout on off along from to into toward towards through between over".split())
# A country told by this share of the report's toponyms and nationalities is its country.
_DOMINANT = 0.5
# Types of events that have a place even where their sentence names none; what is only said has not.
ON_THE_GROUND = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT"})


@dataclass(frozen=True)
class Setting:
    """The report's toponyms with their use, and the countries it is about."""

    document: Document
    uses: tuple[tuple[Name, str], ...]
    countries: tuple[tuple[str, float], ...]
    gazetteer: Gazetteer

    @property
    def country(self) -> str | None:
        """The country the report is mostly about, None where no one dominates."""
        return self.countries[0][0] if self.countries and self.countries[0][1] >= _DOMINANT else None

    def where(self, group: Sequence[Mention], before: Sequence[Event]) -> tuple[Where, tuple[Where, ...]]:
        """The place of an event and further towns, from the words of its mentions; the first mention that names a place counts.

        What happens on the ground without a place of its own happens where the report last was, else in its country.
        """
        for mention in group:
            if mention.places:
                found = [self.resolve(p) for p in mention.places]
                main = found[0]
                return main, tuple(w for w in found[1:] if w.precision == "exact" and main.precision == "exact" and w.name != main.name)
        if group[0].type not in ON_THE_GROUND:
            return WHERE_UNKNOWN, ()
        last = next((e.where for e in reversed(before) if e.type in ON_THE_GROUND and e.where.precision != "unknown"), None)
        return (replace(last, made_by=f"setting:before+{last.made_by}", confidence=round(last.confidence * 0.7, 4)) if last else WHERE_UNKNOWN), ()

    def resolve(self, phrase: Phrase) -> Where:
        """One place phrase, with the words around it in its sentence."""
        text = self.document.report.text
        sentence = self.document.sentences[self.document.words[phrase.head].sentence]
        before = text[max(sentence.start, phrase.start - _AROUND) : phrase.start]
        after = text[phrase.end : min(sentence.end, phrase.end + _AROUND)]
        context = PlaceContext(countries=self.countries, places=(), published=self.document.report.published)
        where = resolve_place(phrase.text, before=before, after=after, context=context, gazetteer=self.gazetteer)
        return replace(where, start=phrase.start, end=phrase.end, text=phrase.text, confidence=round(where.confidence * phrase.confidence, 4))


def read_setting(document: Document) -> Setting:
    """Every toponym of the report with its use, and the countries that they and the nationalities point to."""
    uses = tuple((n, use(document, n)) for n in document.names if n.kind in {"place", "facility"})
    table = ActorTable.load()
    adjectives = [iso for n in document.names if n.kind == "group" and (iso := table.demonym_country(n.text)) is not None]
    countries = country_context([n.text for n, _ in uses], adjectives)
    return Setting(document, uses, countries, Gazetteer.load())


def use(document: Document, name: Name) -> str:
    """literal ("in Kabul"), party ("Kabul said", "talks with Kabul") or modifier ("Kabul police")."""
    head = next((i for i in range(name.first, name.last) if not name.first <= document.words[i].head < name.last), name.first)
    word = document.words[head]
    if word.deprel in {"compound", "amod", "nmod:poss", "nmod:unmarked"}:
        return "modifier"
    if word.deprel.split(":")[0] in {"nsubj", "obj", "iobj"} and name.kind == "place":
        return "party"
    prepositions = {document.words[c].norm.casefold() for c in document.children[head] if document.words[c].deprel == "case"}
    if prepositions and not prepositions & _LOCATIVE and word.deprel.split(":")[0] == "obl":
        return "party"
    return "literal"
