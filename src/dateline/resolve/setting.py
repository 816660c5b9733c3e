"""Where the events of one report are: all its toponyms resolved together, each event's own place chosen among them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.resolve.actors import ActorTable
from dateline.resolve.definite_places import stands_for
from dateline.resolve.gazetteer import Gazetteer, key
from dateline.resolve.own_types import parent
from dateline.resolve.places import PlaceContext, ToponymInText, country_context, resolve_place, resolve_places
from dateline.schema.document import Document, Name
from dateline.schema.mention import DEFINITE, Mention, Phrase
from dateline.schema.place import Where
from dateline.schema.record import WHERE_UNKNOWN, Event

# A longer name of the gazetteer may have so many words more on either side, and nothing of this between them.
_WIDER = 2
_APART = re.compile(r"[,;:.()\n\"“”]|--|\s[-–—]\s")
# Words around a toponym that the place resolver reads ("20 km north of", "province in northern Afghanistan").
_AROUND = 60
_LOCATIVE = frozenset(
    "in at near outside inside around across throughout on off along from to into toward towards through between over".split()
)
# A country told by this share of the report's toponyms and nationalities is its country.
_DOMINANT = 0.5
# Of several places beside an event the finer one is meant ("in Borno ... the market at Gamboru").
_FINE = {"exact": 0.3, "near": 0.3, "admin2": 0.2, "admin1": 0.1, "country": 0.0, "unknown": -1.0}
# Types of events that have a place even where their sentence names none; what is only said has not.
ON_THE_GROUND = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT"})


@dataclass(frozen=True)
class Setting:
    """The report's toponyms with their use, and the countries it is about."""

    document: Document
    uses: tuple[tuple[Name, str], ...]
    places: dict[tuple[int, int], Where]
    countries: tuple[tuple[str, float], ...]
    nationalities: tuple[tuple[Name, str], ...]

    @property
    def country(self) -> str | None:
        """The country the report is mostly about, None where no one dominates."""
        return self.countries[0][0] if self.countries and self.countries[0][1] >= _DOMINANT else None

    def spots(self, mention: Mention) -> tuple[Where, ...]:
        """The places that a mention names, as resolved; those that are no known place by their name."""
        return tuple(w for p in mention.places if (w := self.resolve(p)).name)

    def where(self, group: Sequence[Mention], before: Sequence[Event]) -> tuple[Where, tuple[Where, ...]]:
        """The place of an event and further towns, from the words of its mentions; the first mention that names a place counts.

        What happens on the ground without a place of its own happens where the report last was, else in its country.
        """
        for mention in group:
            if mention.places:
                found = [(p, w) for p in mention.places if (w := self.resolve(p)).name]
                if found:
                    main = max(found, key=lambda f: f[0].confidence + _FINE[f[1].precision])[1]
                    return main, tuple(w for _, w in found if w.precision == "exact" and main.precision == "exact" and w.name != main.name)
        if group[0].type not in ON_THE_GROUND:
            return WHERE_UNKNOWN, ()
        return self._fallen_back(group, before), ()

    def _between(self, phrase: Phrase, where: Where) -> Where | None:
        """ "Between X and Y" is a place of its own: half-way, as wide as half the distance."""
        text = self.document.report.text
        if not text[: phrase.start].rstrip().casefold().endswith("between"):
            return None
        other = next((n for n, _ in self.uses if n.start > phrase.end and text[phrase.end : n.start].strip().casefold() == "and"), None)
        if other is None:
            return None
        far = self.places[other.start, other.end]
        half = midpoint(where, far)
        return replace(
            where, name=f"between {where.name} and {far.name}", admin1=where.admin1 if where.admin1 == far.admin1 else None, admin2=None,
            latitude=half[0], longitude=half[1], radius_km=half[2], precision="near", place_id=None,
            start=phrase.start, end=other.end, text=text[phrase.start : other.end], made_by=f"setting:between+{where.made_by}",
        )  # fmt: skip

    def _fallen_back(self, group: Sequence[Mention], before: Sequence[Event]) -> Where:
        """A place named beside the event, the place of the event told before, the country of its people, that of the report."""
        sentences = {m.sentence for m in group}
        literal = [n for n, u in self.uses if u == "literal"]
        beside = [self.places[n.start, n.end] for n in literal if self.document.words[n.first].sentence in sentences]
        if beside:
            return _by(max(beside, key=lambda w: w.confidence + _FINE[w.precision]), "setting:beside", 0.7)
        last = next((e.where for e in reversed(before) if parent(e) in ON_THE_GROUND and e.where.precision != "unknown"), None)
        if last is not None:
            return _by(last, "setting:before", 0.6)
        near = [iso for n, iso in self.nationalities if self.document.words[n.first].sentence in sentences]
        country = near[0] if near else self.country
        place = Gazetteer.load().country(country) if country else None
        if place is None:
            return WHERE_UNKNOWN
        told = [n for n, iso in self.nationalities if iso == country]
        words = next((n for n in told if not near or self.document.words[n.first].sentence in sentences), None)
        named = next((n for n, _ in self.uses if self.places[n.start, n.end].country == country), None) if words is None else words
        if named is None:
            return WHERE_UNKNOWN
        return Where(
            place.name, None, None, place.country, place.latitude, place.longitude, None, "country", place.id, ((place, 1.0),),
            named.start, named.end, named.text, "setting:country", 0.4,
        )  # fmt: skip

    def resolve(self, phrase: Phrase) -> Where:
        """One place phrase: as its toponym was resolved with the others, else by itself."""
        if phrase.made_by == DEFINITE:
            told = [self.places[n.start, n.end] for n, _ in self.uses]
            stood = stands_for(self.document, phrase, told, country=self.country)
            return replace(stood, confidence=round(stood.confidence * phrase.confidence, 4)) if stood.name else stood
        where = self.places.get((phrase.start, phrase.end))
        if where is not None and (between := self._between(phrase, where)) is not None:
            return replace(between, confidence=round(between.confidence * phrase.confidence, 4))
        if where is None:
            toponym = _in_text(self.document, phrase.start, phrase.end, self.document.words[phrase.head].sentence)
            context = PlaceContext(self.countries, (), self.document.report.published)
            where = resolve_place(toponym.name, before=toponym.before, after=toponym.after, context=context, gazetteer=Gazetteer.load())
        confidence = round(where.confidence * phrase.confidence, 4)
        return replace(where, start=phrase.start, end=phrase.end, text=phrase.text, confidence=confidence)


def midpoint(a: Where, b: Where) -> tuple[float | None, float | None, float | None]:
    """Latitude and longitude half-way between two places, and half their distance in km; nothing where one has no coordinates.

    Great-circle distance by the haversine formula on a sphere of 6,371 km.
    """
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None, None, None
    p, q = math.radians(a.latitude), math.radians(b.latitude)
    dp, dl = q - p, math.radians(b.longitude - a.longitude)
    h = math.sin(dp / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(dl / 2) ** 2
    distance = 2 * 6371 * math.asin(math.sqrt(h))
    return round((a.latitude + b.latitude) / 2, 4), round((a.longitude + b.longitude) / 2, 4), round(distance / 2, 1)


def _by(where: Where, made_by: str, share: float) -> Where:
    """The place as taken over from elsewhere; taken over twice it is still taken over once."""
    own = "+".join(name for name in where.made_by.split("+") if not name.startswith("setting:"))
    return replace(where, made_by=f"{made_by}+{own}", confidence=round(where.confidence * share, 4))


def read_setting(document: Document) -> Setting:
    """Every toponym of the report with its use and place, and the countries that they and the nationalities point to."""
    names = [n for n in document.names if n.kind in {"place", "facility"}]
    whole = _apart([_whole(document, n) for n in names])
    uses = tuple((n, use(document, n)) for n in whole)
    table = ActorTable.load()
    nationalities = tuple((n, iso) for n in document.names if n.kind == "group" and (iso := table.demonym_country(n.text)) is not None)
    adjectives = [iso for _, iso in nationalities]
    toponyms = [_in_text(document, n.start, n.end, document.words[n.first].sentence) for n, _ in uses]
    found = resolve_places(toponyms, nationalities=adjectives, published=document.report.published)
    places = {(n.start, n.end): replace(where, start=n.start, end=n.end, text=n.text) for (n, _), where in zip(uses, found, strict=True)}
    for n in names:
        around = next((w for w in whole if w.start <= n.start and n.end <= w.end), None)
        if around is not None and (n.start, n.end) not in places:
            places[n.start, n.end] = replace(places[around.start, around.end], start=n.start, end=n.end, text=n.text)
    return Setting(document, uses, places, country_context([t.name for t in toponyms], adjectives), nationalities)


def _whole(document: Document, name: Name) -> Name:
    """The name with the words beside it that a longer name of the gazetteer has ("Black *Sea*", "*Cox*'s Bazar"); else as it is."""
    sentence = document.sentences[document.words[name.first].sentence]
    if name.kind != "place":
        return name
    gazetteer, text = Gazetteer.load(), document.report.text
    firsts = range(name.first, max(sentence.first, name.first - _WIDER) - 1, -1)
    lasts = range(name.last, min(sentence.last, name.last + _WIDER) + 1)
    for first, last in sorted(((a, b) for a in firsts for b in lasts), key=lambda x: x[0] - x[1]):
        if last - first == name.last - name.first:
            return name
        start, end = document.words[first].start, document.words[last - 1].end
        words = text[start:end]
        ends = document.words[first].norm[:1].isupper() and document.words[last - 1].norm[:1].isupper()
        if ends and not _APART.search(words) and any(key(words) == key(p.name) for p in gazetteer.lookup(words)):
            return replace(name, first=first, last=last, start=start, end=end, text=words)
    return name


def _apart(names: Sequence[Name]) -> list[Name]:
    """The names without those inside another, or overlapping one before."""
    out: list[Name] = []
    for name in names:
        if out and name.start < out[-1].end:
            if name.end - name.start > out[-1].end - out[-1].start:
                out[-1] = name
            continue
        out.append(name)
    return out


def _in_text(document: Document, start: int, end: int, sentence: int) -> ToponymInText:
    text, s = document.report.text, document.sentences[sentence]
    return ToponymInText(text[start:end], text[max(s.start, start - _AROUND) : start], text[end : min(s.end, end + _AROUND)])


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
