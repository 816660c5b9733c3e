"""What people decided, as coded reports: the JSON that `dateline evaluate` reads and training learns from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from dateline.annotate.words import split_sentences, split_words
from dateline.schema.decision import Decision
from dateline.schema.record import Casualty, Event
from dateline.schema.report import Report
from dateline.store import Store, assigning
from dateline.store.replay import MERGE, REJECT, VERDICTS, Replayed, find

_ROLES = ("actor", "recipient", "third")


def finished(store: Store) -> list[str]:
    """The keys of the reports that somebody coded to the end, in the order in which they came: done at the desk, or with a verdict on
    each of their events."""
    done = {one.report for one in assigning.assignments(store, part=assigning.FIRST, how=assigning.DONE)}
    decided = {anchor.report for decision in store.decisions() for anchor in decision.anchors} - done
    whole = {key for key in decided if _has_verdicts(store.replayed(key))}
    every = store.keys()
    return [key for key in every if key in done | whole]


def _has_verdicts(replayed: Replayed) -> bool:
    return bool(replayed.verdicts) and {id for id, _ in replayed.verdicts} == {event.id for event in replayed.record.events}


def coded_reports(store: Store, keys: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Each of these reports as JSON, by what is in force: events that were accepted, added or left, as people changed them.

    A report whose text was taken out is left out.
    """
    for key in keys:
        report = store.report(key)
        if report.text.strip():
            yield coded_report(key, report, store.replayed(key), store.standing(key))


def coded_report(key: str, report: Report, replayed: Replayed, decisions: Sequence[Decision] = ()) -> dict[str, Any]:
    """One report as JSON. `decisions` are those in force: events of the report that people hold together are one."""
    sentences = _sentences(report.text)
    events = [_event(event, report.text, sentences) for event in _joined(key, replayed, decisions)]
    published = report.published.isoformat() if report.published else None
    told = {"doc": key, "title": report.title, "published": published, "source": report.publisher, "text": report.text}
    return told | {"sentences": [list(span) for span in sentences], "events": events}


def _sentences(text: str) -> list[tuple[int, int]]:
    words = split_words(text)
    return [(words[first][0], words[last - 1][1]) for first, last in split_sentences(text, words)]


def _joined(key: str, replayed: Replayed, decisions: Sequence[Decision]) -> list[Event]:
    """The events that count, those held together as the first of them with the mentions, parties and figures of all."""
    rejected = {id for id, verdict in replayed.verdicts if verdict == VERDICTS[REJECT]}
    kept = {event.id: event for event in replayed.record.events if event.id not in rejected}
    for decision in decisions:
        if decision.kind == MERGE:
            own = [find(replayed.record.events, anchor) for anchor in decision.anchors if anchor.report == key]
            for first, other in combinations([event.id for event in own if event], 2):
                if first in kept and other in kept and first != other:
                    kept[first] = _both(kept[first], kept.pop(other))
    return list(kept.values())


def _both(event: Event, other: Event) -> Event:
    known = {(party.role, party.name) for party in event.participants}
    figures = {(entry.outcome, entry.role, entry.low, entry.high) for entry in event.casualties}
    return replace(
        event,
        mentions=(*event.mentions, *other.mentions),
        participants=(*event.participants, *(party for party in other.participants if (party.role, party.name) not in known)),
        casualties=(
            *event.casualties,
            *(entry for entry in other.casualties if (entry.outcome, entry.role, entry.low, entry.high) not in figures),
        ),
        sources=(*event.sources, *other.sources),
        claims=(*event.claims, *other.claims),
        when=event.when if event.when.start_date else other.when,
        where=event.where if event.where.name else other.where,
    )


def _event(event: Event, text: str, sentences: Sequence[tuple[int, int]]) -> dict[str, Any]:
    def at(start: int) -> int:
        return max(bisect_right(sentences, start, key=lambda sentence: sentence[0]) - 1, 0)

    words = {entry.id: entry.text for entry in event.casualties}
    when, where = event.when, event.where
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "optional": False,
        "part_of": event.part_of,
        "mentions": [{"s": at(mention.start), "trigger": mention.text} for mention in event.mentions],
        **{role: _parties(event, role) for role in _ROLES},
        "casualties": [_figure(entry, words) | {"s": at(entry.start)} for entry in event.casualties if entry.text],
        "claims": [{"kind": claim.kind, "by": claim.by, "words": claim.text, "s": at(claim.start)} for claim in event.claims],
        "sources": [{"name": source.name, "words": source.text} for source in event.sources],
        "when": {"start": when.start_date, "end": when.end_date, "precision": when.precision},
        "where": {"name": where.name, "admin1": where.admin1, "country": where.country, "precision": where.precision},
    }


def _parties(event: Event, role: str) -> list[dict[str, Any]]:
    own = [party for party in event.participants if party.role == role]
    return [{"name": party.name, "words": list(dict.fromkeys(mention.text for mention in party.mentions))} for party in own]


def _figure(entry: Casualty, words: dict[str, str]) -> dict[str, Any]:
    told = {"outcome": entry.outcome, "low": entry.low, "high": entry.high, "who": entry.who, "role": entry.role, "words": entry.text}
    return told | ({"part_of": words[entry.part_of]} if entry.part_of in words else {})


__all__ = ["coded_report", "coded_reports", "finished"]
