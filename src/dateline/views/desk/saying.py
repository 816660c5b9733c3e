"""What words that a person selected say: a figure, a party, a day, a place. The stages read them as they read the report.

Nothing here is sure that it is what the person means: a value is shown, and can be undone. `made_by` is left empty: the decision that
keeps the value puts its own name there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache

from dateline.annotate import annotate
from dateline.extract.quantities import count_of, find_quantities, is_civilian
from dateline.extract.syntax import noun_phrase, top
from dateline.extract.weapons import find_weapons
from dateline.resolve.actors import name_actor
from dateline.resolve.dates import resolve_date
from dateline.resolve.gazetteer import Gazetteer
from dateline.resolve.places import PlaceContext, resolve_place
from dateline.resolve.setting import Setting, read_setting
from dateline.schema.document import Document, Word
from dateline.schema.mention import Phrase, Quantity
from dateline.schema.place import When, Where
from dateline.schema.record import Casualty, Participant, ParticipantMention, SourceRecord, WeaponRecord
from dateline.schema.report import Report

# Documents that are kept, so that a second selection in a report need not read it again: some 100 kB each.
_KEPT = 16
_SOMEBODY = "people"


@dataclass(frozen=True, slots=True)
class Selected:
    """Words of a report: text[start:end], in code points."""

    report: Report
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.report.text[self.start : self.end]


@lru_cache(maxsize=_KEPT)
def _document(report: Report) -> Document:
    return annotate(report)


@lru_cache(maxsize=_KEPT)
def _setting(report: Report) -> Setting:
    return read_setting(_document(report))


def figure(selected: Selected, outcome: str) -> Casualty | None:
    """How many came to that outcome; None where the words give no number."""
    document = _document(selected.report)
    first, last = _range(document, selected)
    if first >= last:
        return None
    quantity = _quantity(document, selected, first, last)
    if quantity is None:
        return None
    who = _who(document, quantity, first, last)
    words = document.words[min(first, quantity.first) : max(last, quantity.last)]
    civilian = is_civilian(words)
    span = (selected.start, selected.end, selected.text)
    return Casualty("", outcome, quantity.low, quantity.high, who, "recipient", civilian, None, False, *span, "", 1.0)


def _quantity(document: Document, selected: Selected, first: int, last: int) -> Quantity | None:
    """The number among the words, or what the whole phrase counts ("two men and a boy", "a policeman")."""
    sentence = document.sentences[document.words[first].sentence]
    inside = document.words[sentence.first : sentence.last]
    told = [q for q in find_quantities(inside, text=selected.report.text) if q.first < last and q.last > first]
    if len(told) == 1:
        return told[0]
    if not told and any(time.start < selected.end and time.end > selected.start for time in document.times):
        # A day is a name, and a name is one person's
        return None
    return count_of(document, top(document, first, last)) or (told[0] if told else None)


def _who(document: Document, quantity: Quantity, first: int, last: int) -> str:
    """Whom the number counts: the selected words without it, else the noun that it stands before."""
    rest = document.words[max(first, quantity.last) : last]
    if not rest:
        head = document.words[quantity.last - 1].head
        a, b = noun_phrase(document, head) if head >= quantity.last else (0, 0)
        rest = document.words[max(a, quantity.last) : b]
    return document.report.text[rest[0].start : rest[-1].end] if rest else _SOMEBODY


def party(selected: Selected, role: str, country: str | None) -> Participant:
    """Who the words are, in that role; `country` is that of the event."""
    actor = name_actor(selected.text, published=selected.report.published, country=country or _setting(selected.report).country)
    mention = ParticipantMention(selected.start, selected.end, selected.text, "", 1.0)
    return Participant(role, actor.name, actor.actor_id, actor.kind, actor.sector, actor.country, (mention,), "", 1.0)


def day(selected: Selected, *, ahead: bool = False) -> When | None:
    """When: the time expression among the words, counted from the day of publication; `ahead` where it has not happened yet."""
    times = [time for time in _document(selected.report).times if time.start < selected.end and time.end > selected.start]
    when = resolve_date(times, published=selected.report.published, future=ahead)
    if when.start_date is None:
        return None
    return replace(when, start=selected.start, end=selected.end, text=selected.text, made_by="", confidence=1.0)


def spot(selected: Selected) -> Where | None:
    """Where: the place that the words name; None where they are no known place and the report is of no one country."""
    document = _document(selected.report)
    first, last = _range(document, selected)
    if first >= last:
        return None
    phrase = Phrase(selected.start, selected.end, selected.text, top(document, first, last), "", 1.0)
    where = _setting(selected.report).resolve(phrase)
    return replace(where, made_by="", confidence=1.0) if where.name and where.precision != "unknown" else None


def place_named(name: str, country: str | None) -> Where:
    """The place of that name that a person typed, in that country (ISO 3166-1 alpha-3) where one is given."""
    context = PlaceContext(((country, 1.0),) if country else ())
    found = resolve_place(name, before="", after="", context=context, gazetteer=Gazetteer.load())
    elsewhere = country is not None and found.country != country
    if not found.name or found.precision == "unknown" or elsewhere:
        return Where(name, None, None, country, None, None, None, "exact", None, (), None, None, None, "", 1.0)
    return replace(found, made_by="", confidence=1.0)


def source(selected: Selected) -> SourceRecord:
    """Who told the report: the words as they stand."""
    return SourceRecord(" ".join(selected.text.split()), None, selected.start, selected.end, selected.text, "", 1.0)


def weapon(selected: Selected) -> WeaponRecord | None:
    """With what: the first weapon among the words that the lexicon knows."""
    document = _document(selected.report)
    first, last = _range(document, selected)
    found = find_weapons(document.words[first:last], text=selected.report.text)
    return WeaponRecord(found[0].kind, selected.start, selected.end, selected.text, "", 1.0) if found else None


def _range(document: Document, selected: Selected) -> tuple[int, int]:
    """The words that the selection touches, those of the sentence in which it begins."""
    words: tuple[Word, ...] = document.words
    first = bisect_right(words, selected.start, key=lambda word: word.end)
    last = bisect_left(words, selected.end, key=lambda word: word.start)
    if first >= last:
        return first, first
    own = words[first].sentence
    return first, next((k for k in range(first, last) if words[k].sentence != own), last)
