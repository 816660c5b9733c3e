"""The toponyms of one report, all resolved together, and the countries that it is about: where its events may be."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache, cached_property

from dateline.resolve.actors import ActorTable
from dateline.resolve.definite_places import stands_for
from dateline.resolve.gazetteer import Gazetteer, key
from dateline.resolve.lines import line
from dateline.resolve.peoples import compounded, of_elsewhere, peoples
from dateline.resolve.places import PlaceContext, ToponymInText, countries_told, resolve_place, resolve_places
from dateline.resources import read_toml
from dateline.schema.document import Document, Name
from dateline.schema.mention import DEFINITE, LINE, Mention, Phrase
from dateline.schema.place import Where

# A longer name of the gazetteer may have so many words more on either side, and nothing of this between them.
_WIDER = 2
_APART = re.compile(r"[,;:.()\n\"“”]|--|\s[-–—]\s")
# Words around a toponym that the place resolver reads ("20 km north of", "province in northern Afghanistan").
_AROUND = 60
_LOCATIVE = frozenset(
    "in at near outside inside around across throughout on off along from to into toward towards through between over".split()
)
# Kinds of names whose bearers have a country.
_PARTIES = frozenset({"armed_group", "organisation"})
_SITES = frozenset({"facility", "camp"})
_HYPHENS = ("-", "‐", "‑")
# Relations of a name to the noun that it says more of.
_MODIFIERS = frozenset({"compound", "amod", "nmod:poss", "nmod:unmarked"})
_DATELINE = re.compile(r"(?:[,.]? [^\n.]{0,40})?\s*(?:--?|[–—:])\s|[^\n.]{0,30}\)\s*--?\s")
# A country told by this share of the report's toponyms and nationalities is its country.
_DOMINANT = 0.5


@dataclass(frozen=True)
class Setting:
    """The report's toponyms with their use, and the countries it is about."""

    document: Document
    uses: tuple[tuple[Name, str], ...]
    places: dict[tuple[int, int], Where]
    countries: tuple[tuple[str, float], ...]
    nationalities: tuple[tuple[Name, str], ...]
    no_places: tuple[Name, ...] = ()
    """Names that were taken for places and are none: of peoples ("South" of "South African"), ships and persons."""

    @property
    def country(self) -> str | None:
        """The country the report is mostly about, None where no one dominates."""
        return self.countries[0][0] if self.countries and self.countries[0][1] >= _DOMINANT else None

    def spots(self, mention: Mention) -> tuple[Where, ...]:
        """The places that a mention names, as resolved; those that are no known place by their name."""
        return tuple(w for p in mention.places if (w := self.resolve(p)).name)

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

    @cached_property
    def told(self) -> tuple[Where, ...]:
        """The places of the toponyms, in the order of the text."""
        return tuple(self.places[n.start, n.end] for n, _ in self.uses)

    @cached_property
    def placed(self) -> bool:
        """Does the report name any place of which more than the name is known?"""
        return bool(self.countries) or any(where.precision != "unknown" for where in self.told)

    @cached_property
    def times_told(self) -> Counter[tuple[str | None, str | None]]:
        """How often each place is told, by name and country."""
        return Counter((where.name, where.country) for where in self.told)

    @cached_property
    def _by_sentence(self) -> dict[int, list[tuple[Name, str]]]:
        out: dict[int, list[tuple[Name, str]]] = {}
        for name, used in self.uses:
            out.setdefault(self.document.words[name.first].sentence, []).append((name, used))
        return out

    def uses_in(self, sentence: int) -> Sequence[tuple[Name, str]]:
        """The toponyms of one sentence with their use, in the order of the text."""
        return self._by_sentence.get(sentence, ())

    def whole(self, country: str, sentences: AbstractSet[int]) -> Where | None:
        """A country as a place: in words of those sentences that name it or its people, else in the report's first; None without words."""
        place = Gazetteer.load().country(country)
        if place is None:
            return None
        told = [n for n, iso in self.nationalities if iso == country]
        states = [n for n, _ in self.uses if (w := self.places[n.start, n.end]).precision == "country" and w.country == country]
        inside = [n for n, _ in self.uses if self.places[n.start, n.end].country == country]
        near = [n for n in (*states, *told) if self.document.words[n.first].sentence in sentences]
        named = next(iter((*near, *told, *inside)), None)
        if named is None:
            return None
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
        if phrase.made_by == LINE:
            return line(self.document, phrase, self.told, country=self.country)
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


def taken_over(where: Where, made_by: str) -> Where:
    """The place as taken over from elsewhere; taken over twice it is still taken over once."""
    own = (name for name in where.made_by.split("+") if not name.startswith("setting:"))
    return replace(where, made_by="+".join((made_by, *own)))


def read_setting(document: Document) -> Setting:
    """Every toponym of the report with its use and place, and the countries that they and the nationalities point to."""
    nationalities = tuple((n, iso) for n, iso in peoples(document) if not compounded(document, n))
    found = [n for n in document.names if n.kind in {"place", "facility"}]
    none = [n for n in found if _bears_another(document, n) or any(p.start <= n.start < p.end for p, _ in nationalities)]
    names = [n for n in found if n not in none]
    whole = _apart([grown for n in names if (grown := _grown(document, _whole(document, n))) is not None])
    uses = tuple((n, use(document, n)) for n in whole)
    table = ActorTable.load()
    here = tuple((n, iso) for n, iso in nationalities if not of_elsewhere(document, n))
    toponyms = [
        replace(
            _in_text(document, n.start, n.end, document.words[n.first].sentence),
            acts=used == "party" and _acts(document, n),
            abroad=used == "modifier" and of_elsewhere(document, n),
        )
        for n, used in uses
    ]
    folk = [(iso, document.paragraph(n.start)) for n, iso in (*here, *_homes(document, table))]
    where = resolve_places(toponyms, nationalities=folk, published=document.report.published)
    known = {(n.start, n.end): replace(w, start=n.start, end=n.end, text=n.text) for (n, _), w in zip(uses, where, strict=True)}
    for n in names:
        around = next((w for w in whole if w.start <= n.start and n.end <= w.end), None)
        if around is not None and (n.start, n.end) not in known:
            known[n.start, n.end] = replace(known[around.start, around.end], start=n.start, end=n.end, text=n.text)
    return Setting(document, uses, known, countries_told(toponyms, [iso for _, iso in here]), nationalities, tuple(none))


def _bears_another(document: Document, name: Name) -> bool:
    """Is it a ship ("the USS Cole"), or the surname of a person of the report where nothing says "in" ("granted *Taylor* asylum")?"""
    if name.text.split()[0] in _ship_words():
        return True
    if name.last - name.first > 1:
        return False
    persons = (p for p in document.names if p.kind == "person" and p.last - p.first > 1 and p.text.split()[-1] == name.text)
    return any(True for _ in persons) and not _prepositions(document, name.first) & _LOCATIVE


def _prepositions(document: Document, head: int) -> set[str]:
    return {document.words[c].norm.casefold() for c in document.children[head] if document.words[c].deprel == "case"}


@cache
def _ship_words() -> frozenset[str]:
    """What stands before the name of a ship."""
    return frozenset(read_toml("gazetteer/phrases.toml")["ships"]["before"])


def _homes(document: Document, table: ActorTable) -> list[tuple[Name, str]]:
    """Each group and body of one country where it is named first: "FMLN" says that San Vicente is the one in El Salvador."""
    out: dict[str, tuple[Name, str]] = {}
    for name in document.names:
        entries = table.candidates(name.text) if name.kind in _PARTIES else ()
        homes = {entry.countries[0] for entry in entries if entry.countries}
        if len(homes) == 1 and all(entry.countries for entry in entries):
            out.setdefault(entries[0].id, (name, homes.pop()))
    return list(out.values())


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


def _grown(document: Document, name: Name) -> Name | None:
    """The name with what it is the end of: "*Boy-*Rabe", "*Tiyas Military* Airfield"; None where that is no place ("Pan-American")."""
    words, first, last = document.words, name.first, name.last
    sentence = document.sentences[words[first].sentence]
    text = document.report.text
    if text[name.end : name.end + 1] in _HYPHENS and text[name.end + 1 : name.end + 2].isupper():
        rest = next((w for w in words[last : sentence.last] if w.start > name.end and w.norm[:1].isalpha()), None)
        if rest is not None and ActorTable.load().demonym_country(rest.norm) is not None:
            return None
    beside = any(n.end == name.start - 1 and n.kind in {"place", "facility"} for n in document.names)  # "the Syria-Iraq border"
    if not beside and text[name.start - 1 : name.start] in _HYPHENS and first - 2 >= sentence.first and words[first - 2].norm[:1].isupper():
        first -= 2 if words[first - 1].norm in _HYPHENS else 1
    if last - first == 1 and name.text.casefold() in _site_words():
        while first - 1 >= sentence.first and words[first - 1].upos in {"PROPN", "ADJ", "NOUN"} and words[first - 1].norm[:1].isupper():
            first -= 1
    if first == name.first:
        return name
    start = words[first].start
    return replace(name, first=first, start=start, text=text[start : name.end])


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
    before, after = text[max(s.start, start - _AROUND) : start], text[end : min(s.end, end + _AROUND)]
    # In a note without any capitals "malakal" is a name as well.
    name = text[start:end].title() if text.islower() else text[start:end]
    return ToponymInText(name, before, after, document.paragraph(start))


def use(document: Document, name: Name) -> str:
    """literal ("in Kabul"), party ("Kabul said", "talks with Kabul") or modifier ("Kabul police").

    Only a country or the seat of a government speaks and is spoken to; "Dikwa was quiet" is about the place.
    """
    head = _head(document, name)
    word = document.words[head]
    relation = word.deprel.split(":")[0]
    above = document.words[word.head] if word.head >= 0 else None
    if word.deprel in _MODIFIERS and above is not None:
        own_kind = above.lemma.casefold() in _kind_words() and head < above.index <= name.last
        after_comma = word.deprel == "nmod:unmarked" and above.index < head
        return "literal" if own_kind or after_comma else "modifier"
    if name.kind != "place" or _opens(document, name) or not _speaks(name.text):
        return "literal"
    if relation == "conj" and above is not None and above.upos == "PROPN":
        relation, head = above.deprel.split(":")[0], above.index
    if relation in {"nsubj", "obj", "iobj"}:
        return "party"
    prepositions = _prepositions(document, head)
    away = above is not None and above.upos == "ADV"
    if above is not None and (above.lemma, *sorted(prepositions)) in _turned_to():  # "called *on* Rangoon"
        return "party"
    return "party" if prepositions and not prepositions & _LOCATIVE and relation == "obl" and not away else "literal"


def _acts(document: Document, name: Name) -> bool:
    """Is it the subject of a verb, or listed with it ("Wellington and Canberra threatened")?"""
    word = document.words[_head(document, name)]
    above = document.words[word.head] if word.head >= 0 else None
    if word.deprel == "conj" and above is not None:
        word, above = above, document.words[above.head] if above.head >= 0 else None
    return word.deprel.split(":")[0] == "nsubj" and above is not None and above.upos == "VERB"


def _head(document: Document, name: Name) -> int:
    """The word of the name that the sentence governs, its article aside."""
    outside = [i for i in range(name.first, name.last) if not name.first <= document.words[i].head < name.last]
    return next((i for i in outside if document.words[i].deprel != "det"), outside[0] if outside else name.first)


def _speaks(name: str) -> bool:
    """Can the name stand for a government?"""
    table = ActorTable.load()
    return table.government_seat(name) is not None or table.country_of_name(name) is not None


def _opens(document: Document, name: Name) -> bool:
    """Is it the place of a dateline ("KYIV, Feb 14 - Missiles hit ...")?"""
    return name.first == 0 and _DATELINE.match(document.report.text, name.end) is not None


@cache
def _turned_to() -> frozenset[tuple[str, ...]]:
    """Verbs with the preposition before whom they turn to ("call on"), in which that says nothing of a place."""
    return frozenset(tuple(words.split()) for words in read_toml("gazetteer/phrases.toml")["turned_to"])


@cache
def _site_words() -> frozenset[str]:
    """Nouns of sites, which alone are no name ("Airfield")."""
    table = read_toml("gazetteer/phrases.toml")
    return frozenset((*table["near"]["sites"], *(word for word, found in table["kinds"].items() if _SITES & set(found))))


@cache
def _kind_words() -> frozenset[str]:
    """Nouns that say what kind of place the name before them is ("Kunduz *province*"), those of a site in it ("Beirut *airport*") aside."""
    kinds = read_toml("gazetteer/phrases.toml")["kinds"]
    return frozenset((*(word for word, found in kinds.items() if not _SITES & set(found)), "area"))
