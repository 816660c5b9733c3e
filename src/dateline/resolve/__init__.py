"""Mentions -> Events: mentions of one happening joined, parties, places and dates resolved."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date

from dateline.resolve.belief import belief, least
from dateline.resolve.cast import Cast, read_cast
from dateline.resolve.codes import Told, codes
from dateline.resolve.credence import weigh
from dateline.resolve.dates import resolve_date
from dateline.resolve.figures import casualties
from dateline.resolve.joining import join
from dateline.resolve.own_types import own_codes, own_type, parent
from dateline.resolve.participants import Naming, participants, with_actor_before
from dateline.resolve.setting import Setting, read_setting
from dateline.resolve.telling import claims, sources
from dateline.resolve.timex import time_values
from dateline.resolve.tracing import trace
from dateline.schema.document import Document
from dateline.schema.mention import Mention
from dateline.schema.place import When, Where
from dateline.schema.record import Annotations, Event, EventMention, NameNote, PlaceNote, TimeNote, WeaponRecord
from dateline.settings import current

# Statuses whose dates lie ahead of publication.
_AHEAD = frozenset({"planned"})
# Auxiliaries of what may come, unless with "have" ("may have fired").
_MODALS = frozenset({"may", "might", "could", "would", "can", "will"})
# Statuses of which an undated report of the day does not say that they happened on it.
_UNDATED = frozenset({"planned", "possible", "denied", "habitual"})
# "In one attack", "the deadliest blast" are of a whole told before.
_ONE = frozenset({"one", "first", "second", "third", "each"})
_HAPPENINGS = frozenset("attack raid blast bombing strike incident clash assault explosion shooting ambush protest meeting round".split())
# What made a date, and how much less sure it is where it is carried on to a deed told within so many sentences behind.
STATED, ASSUMED, BESIDE = "dates.stated", "dates.assumed", "dates.beside"
_CARRIED, _NEXT = 0.6, 1
# Types that are done by saying: the day of the telling is their day. Of the others "officials said Tuesday" tells as of that day or
# the night before (codebook section 7).
_SAID = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "CONCEDE"})
# Types whose words settle something for a later day.
_SETTLED = frozenset({"AGREE", "SANCTION"})
# An attack within so many sentences of the one before it may leave out by whom it was.
_FOLLOWING = 2
_STRIKES = frozenset({"ASSAULT", "COERCE", "PROTEST"})


def resolve(document: Document, mentions: Sequence[Mention], *, threshold: float | None = None) -> tuple[Event, ...]:
    """The events of a document in order of first mention, numbered "e1", "e2" ...

    Events less probable than `threshold` (0 to 1; by default that of the settings, else `belief.least`) are left out. Those of a user's
    own types are found by the user's words, of which the belief knows nothing: by default all of them stay.
    """
    asked = next((x for x in (threshold, current().threshold) if x is not None), None)
    level, own = (least(), 0.0) if asked is None else (asked, asked)
    return tuple(_coded(document, group, weigh(document, event)) for group, event in unweighed(document, mentions, level=level, own=own))


def unweighed(
    document: Document, mentions: Sequence[Mention], *, level: float, own: float | None = None
) -> tuple[tuple[Sequence[Mention], Event], ...]:
    """The events with the mentions that each was made of, all their values as found, however unsure; without codes.

    Groups less probable than `level` are left out, those of a user's own type than `own` where it is given.
    """
    setting = read_setting(document)
    cast = read_cast(document, country=setting.country)
    events: list[Event] = []
    joined = join(document, mentions, setting=setting)
    groups = [group for group in joined if belief(group) >= (level if own is None or own_type(group) is None else own)]
    for group in groups:
        events.append(_event(document, group, setting, cast, events))
    return tuple(zip(groups, events, strict=True))


def _event(document: Document, group: Sequence[Mention], setting: Setting, cast: Cast, before: Sequence[Event]) -> Event:
    id = f"e{len(before) + 1}"
    first = max(group, key=lambda m: m.trigger.confidence)
    where, others = setting.where(group, before)
    when = _beside(document, group, before, _when(document, group, _story(before)))
    mode = _mode(group)
    country = where.country or setting.country
    published = document.report.published
    naming = Naming(published, country, cast, document.report.text)
    parties = with_actor_before(participants(group, naming), _attacks_before(document, group, before))
    status = _status(first.status, when, published)
    figures = casualties(document.report.text, id, group, parties, published=published, country=country)
    topics = tuple(dict.fromkeys(t for m in group for t in m.topics))
    return Event(
        id=id,
        type=own_type(group) or first.type,
        mode=mode,
        status=status,
        confidence=belief(group),
        part_of=_part_of(document, group, before),
        mentions=tuple(
            EventMention(m.trigger.start, m.trigger.end, m.trigger.text, m.trigger.made_by, m.trigger.confidence) for m in group
        ),
        participants=parties,
        casualties=figures,
        claims=claims(document, group, naming),
        sources=sources(document, group),
        when=when,
        where=where,
        other_places=others,
        weapons=_weapons(group),
        topics=topics,
    )


def _coded(document: Document, group: Sequence[Mention], event: Event) -> Event:
    """The event with its codes in other schemes."""
    type = max(group, key=lambda m: m.trigger.confidence).type
    trigger, words = _lemmas(document, group)
    kinds = frozenset(w.kind for w in event.weapons)
    told = Told(type, event.mode, event.status, event.participants, event.casualties, kinds, event.topics, trigger, words)
    return replace(event, codes=own_codes(codes(told), own_type(group)))


def _attacks_before(document: Document, group: Sequence[Mention], before: Sequence[Event]) -> tuple[Event, ...]:
    """The attacks told before, the last first, if this is one and follows them closely."""
    attacks = tuple(e for e in reversed(before) if parent(e) == "ASSAULT")
    if group[0].type != "ASSAULT" or not attacks:
        return ()
    starts = [document.words[s.first].start for s in document.sentences]
    told = bisect_right(starts, max(m.start for m in attacks[0].mentions)) - 1
    return attacks if group[0].sentence - told <= _FOLLOWING else ()


def _lemmas(document: Document, group: Sequence[Mention]) -> tuple[frozenset[str], frozenset[str]]:
    """Lemmas of the trigger words of all mentions, and of their sentences."""
    sentences = {m.sentence: document.sentences[m.sentence] for m in group}
    beside = {w.lemma for s in sentences.values() for w in document.words[s.first : s.last]}
    spans = [(m.trigger.start, m.trigger.end) for m in group]
    inside = (w for s in sentences.values() for w in document.words[s.first : s.last])
    trigger = {w.lemma for w in inside if any(a <= w.start and w.end <= b for a, b in spans)}
    return frozenset(trigger), frozenset(beside)


def _part_of(document: Document, group: Sequence[Mention], before: Sequence[Event]) -> str | None:
    """The event told before in the plural ("simultaneous raids") that this one is one of ("in one attack")."""
    first = group[0]
    sentence = document.sentences[first.sentence]
    ones = {w.head for w in document.words[sentence.first : sentence.last] if w.norm.casefold() in _ONE and w.deprel in {"nummod", "det"}}
    if not any(document.words[i].upos == "NOUN" and (i == first.trigger.head or document.words[i].lemma in _HAPPENINGS) for i in ones):
        return None
    for event in reversed(before):
        if parent(event) == first.type and any(m.text.casefold().endswith("s") for m in event.mentions):
            return event.id
    return None


def _status(told: str, when: When, published: date | None) -> str:
    """What lies after the day of publication has not happened yet."""
    ahead = published is not None and when.start_date is not None and when.start_date > published.isoformat()
    return "planned" if told == "happened" and ahead else told


def _weapons(group: Sequence[Mention]) -> tuple[WeaponRecord, ...]:
    """Each kind of weapon once, in the words of its first mention."""
    out: dict[str, WeaponRecord] = {}
    for w in (w for m in group for w in m.weapons):
        p = w.phrase
        out.setdefault(w.kind, WeaponRecord(w.kind, p.start, p.end, p.text, p.made_by, p.confidence))
    return tuple(sorted(out.values(), key=lambda w: (w.start, w.end)))


def _story(before: Sequence[Event]) -> date | None:
    """The day that the report told of last: "hours later" counts from it."""
    days = [e.when.start_date for e in before if e.when.precision == "day" and e.when.start_date and e.status == "happened"]
    return date.fromisoformat(days[-1]) if days else None


def _mode(group: Sequence[Mention]) -> str | None:
    """The mode with the greatest belief over all mentions."""
    total: dict[str | None, float] = {}
    for mode, p in (x for m in group for x in m.modes):
        total[mode] = total.get(mode, 0.0) + p
    return max(total, key=lambda k: total[k], default=None)


def _when(document: Document, group: Sequence[Mention], story: date | None) -> When:
    """The date of the mention that gives one of its own first, a day before a month; else of the telling; else of publication."""
    published, status = document.report.published, group[0].status
    found = [
        resolve_date(m.times, published=published, spoken=_spoken(document, m), future=_ahead(document, m, status), story=story)
        for m in group
        if m.times
    ]
    content = [w for w in found if _of_what_is_said(group[0], w, published)]
    dated = [w for w in found if w.start_date is not None and w not in content]
    exact = [w for w in dated if w.precision == "day"]
    if dated:
        return (exact or dated)[0]
    told = [t for m in group[:1] for t in m.told]
    said = resolve_date(told, published=published, story=story) if told and group[0].type in _SAID else None
    if said is not None and said.start_date is not None:
        return said
    return resolve_date(
        () if content else [t for m in group for t in m.times],
        published=published,
        future=status in _AHEAD,
        told=told if status == "happened" and group[0].type in _STRIKES else (),
        assume_published=status not in _UNDATED,
        story=story,
    )


def _of_what_is_said(mention: Mention, when: When, published: date | None) -> bool:
    """Who agrees on a deal "starting early next year" agrees today: a day to come is then that of the content."""
    told = mention.type in _SAID | _SETTLED and mention.status == "happened"
    return told and published is not None and when.start_date is not None and when.start_date > published.isoformat()


def _ahead(document: Document, mention: Mention, status: str) -> bool:
    """Do its times look ahead: is it planned, or what "may" come?"""
    words = {document.words[c].lemma for c in document.children[mention.trigger.head] if document.words[c].upos == "AUX"}
    return status in _AHEAD or (status == "possible" and bool(words & _MODALS) and "have" not in words)


def _beside(document: Document, group: Sequence[Mention], before: Sequence[Event], when: When) -> When:
    """An undated deed goes on with the one told just before it, where that one has a day of its own: it is then of that day.

    Of 50 such in coded reports 24 were of that day and 13 of the day of publication.
    """
    if when.made_by != ASSUMED or group[0].type in _SAID or group[0].status != "happened":
        return when
    last = next((e for e in reversed(before) if e.when.made_by == STATED and e.when.precision == "day" and e.status == "happened"), None)
    if last is None:
        return when
    starts = [sentence.start for sentence in document.sentences]
    told = [bisect_right(starts, m.start) - 1 for m in last.mentions]
    near = any(0 <= group[0].sentence - sentence <= _NEXT for sentence in told)
    return replace(last.when, made_by=BESIDE, confidence=round(last.when.confidence * _CARRIED, 4)) if near else when


def _spoken(document: Document, mention: Mention) -> date | None:
    """The day on which a quotation was spoken, where its sentence says so."""
    published = document.report.published
    if not mention.spoken:
        return None
    when = resolve_date(mention.spoken, published=published)
    return date.fromisoformat(when.start_date) if when.start_date and when.start_date == when.end_date else None


def layers(document: Document) -> Annotations:
    """Places with their coordinates, times with their values, and names of the whole text, for --layers."""
    setting = read_setting(document)
    times = zip(document.times, time_values(document), strict=True)
    return Annotations(
        places=tuple(_place_note(setting.places[n.start, n.end], use) for n, use in setting.uses),
        times=tuple(TimeNote(t.kind, value, t.start, t.end, t.text, t.made_by, t.confidence) for t, value in times),
        names=tuple(NameNote(n.kind, n.start, n.end, n.text, n.made_by, n.confidence) for n in document.names),
    )


def _place_note(where: Where, use: str) -> PlaceNote:
    return PlaceNote(**{field.name: getattr(where, field.name) for field in fields(where)}, use=use)


__all__ = ["layers", "resolve", "trace", "unweighed"]
