"""Mentions -> Events: mentions of one happening joined, parties, places and dates resolved."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import fields, replace

from dateline.resolve.belief import belief, least, surest_alone
from dateline.resolve.cast import read_cast
from dateline.resolve.choosing import Happening
from dateline.resolve.codes import Told, codes
from dateline.resolve.credence import weigh
from dateline.resolve.dating import dated, with_day
from dateline.resolve.doers import with_doers
from dateline.resolve.figures import casualties
from dateline.resolve.handed import with_handed
from dateline.resolve.joining import join
from dateline.resolve.own_types import own_codes, own_type, parent
from dateline.resolve.paired import facing
from dateline.resolve.participants import Naming, participants, with_actor_before
from dateline.resolve.recasting import recast
from dateline.resolve.setting import Setting, read_setting
from dateline.resolve.siting import sited
from dateline.resolve.status import status_of, without_undone
from dateline.resolve.telling import claims, sources, with_own_deeds
from dateline.resolve.timex import time_values
from dateline.resolve.tracing import trace
from dateline.schema.document import Document
from dateline.schema.mention import Mention
from dateline.schema.place import Where
from dateline.schema.record import Annotations, Casualty, Event, EventMention, NameNote, Participant, PlaceNote, TimeNote, WeaponRecord
from dateline.settings import current

# Types of events that are often held in a third country, of which "the government" is then not the one there.
_ELSEWHERE = frozenset({"CONSULT", "AGREE"})
# "In one attack", "the deadliest blast" are of a whole told before.
_ONE = frozenset({"one", "first", "second", "third", "each"})
_HAPPENINGS = frozenset("attack raid blast bombing strike incident clash assault explosion shooting ambush protest meeting round".split())
# An attack within so many sentences of the one before it may leave out by whom it was.
_FOLLOWING = 2


def resolve(document: Document, mentions: Sequence[Mention], *, threshold: float | None = None) -> tuple[Event, ...]:
    """The events of a document in order of first mention, numbered "e1", "e2" ...

    Events less probable than `threshold` (0 to 1; by default that of the settings, else `belief.least`) are left out. Those of a user's
    own types are found by the user's words, of which the belief knows nothing: by default all of them stay.
    """
    asked = next((x for x in (threshold, current().threshold) if x is not None), None)
    level, own = (least(), 0.0) if asked is None else (asked, asked)
    document = with_day(document)
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
    joined = join(document, recast(document, mentions, country=setting.country), setting=setting)
    believed = [belief(group) >= (level if own is None or own_type(group) is None else own) for group in joined]
    kept, left = ([group for group, yes in zip(joined, believed, strict=True) if yes is wanted] for wanted in (True, False))
    groups = with_handed(kept, left)
    groups = groups or ([tuple(only)] if level == least() and (only := surest_alone(joined)) is not None else [])
    protests = frozenset(m.sentence for group in groups for m in group if m.type == "PROTEST")
    naming = Naming(document.report.published, setting.country or cast.home, cast, document.report.text, protests=protests)
    for group in groups:
        events.append(_event(document, group, setting, replace(naming, facing=facing(events)), events))
    return tuple(zip(groups, events, strict=True))


def _event(document: Document, group: Sequence[Mention], setting: Setting, naming: Naming, before: Sequence[Event]) -> Event:
    id = f"e{len(before) + 1}"
    first = max(group, key=lambda m: m.trigger.confidence)
    told, published = Happening(document, group, before), document.report.published
    when = dated(told)
    mode = _mode(group)
    # The parties first as the report's country has them: their countries may be the place; then, once more, as the place's has them.
    named = participants(group, naming)
    place = sited(told, setting, named)
    where, country = place.where, place.where.country or setting.country
    # In a report that is mostly about no one country, "the army" of an event without a place is that of where the report was last.
    home = country or next((e.where.country for e in reversed(before) if e.where.country), None)
    if home != naming.country and first.type not in _ELSEWHERE and (country is not None or naming.country is None):
        naming = replace(naming, country=home)
        named = participants(group, naming)
    parties = with_doers(with_actor_before(named, _attacks_before(document, group, before)), before)
    mode = "visit" if mode is None and first.type == "CONSULT" and _at_home(parties, where) else mode
    figures = casualties(document.report.text, id, group, parties, published=published, country=country)
    status = status_of(group, figures, when, published=published)
    figures = without_undone(figures, status)
    mode = "abduct" if mode is None and first.type == "ASSAULT" and _only_taken(figures) else mode
    topics = tuple(dict.fromkeys(t for m in group for t in m.topics))
    told_by, said = sources(document, group), claims(document, group, parties, naming)
    if first.type == "ASSAULT":
        said = with_own_deeds(said, told_by, parties)
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
        claims=said,
        sources=told_by,
        when=when,
        where=where,
        other_places=place.others,
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


def _weapons(group: Sequence[Mention]) -> tuple[WeaponRecord, ...]:
    """Each kind of weapon once, in the words of its first mention."""
    out: dict[str, WeaponRecord] = {}
    for w in (w for m in group for w in m.weapons):
        p = w.phrase
        out.setdefault(w.kind, WeaponRecord(w.kind, p.start, p.end, p.text, p.made_by, p.confidence))
    return tuple(sorted(out.values(), key=lambda w: (w.start, w.end)))


def _mode(group: Sequence[Mention]) -> str | None:
    """The mode with the greatest belief over all mentions."""
    total: dict[str | None, float] = {}
    for mode, p in (x for m in group for x in m.modes):
        total[mode] = total.get(mode, 0.0) + p
    return max(total, key=lambda k: total[k], default=None)


def _only_taken(figures: Sequence[Casualty]) -> bool:
    """Are people told to have been abducted and nobody killed? Of such attacks 416 of 418 in our coded reports are abductions."""
    outcomes = {figure.outcome for figure in figures}
    return "abducted" in outcomes and "killed" not in outcomes


def _at_home(parties: Sequence[Participant], where: Where) -> bool:
    """Did one side come to the other's country? Talks in a third country are no visit, nor are those of one country's parties."""
    homes = {p.country for p in parties if p.role != "third"}
    return where.precision != "country" and where.country in homes and len(homes) == 2 and None not in homes


def layers(document: Document) -> Annotations:
    """Places with their coordinates, times with their values, and names of the whole text, for --layers."""
    document = with_day(document)
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
