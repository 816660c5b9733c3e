"""How each event came about: read off the mentions and events afterwards, with the functions that made them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.resolve.belief import believed
from dateline.resolve.joining import read_weights, veto
from dateline.resolve.own_types import parent
from dateline.resolve.pairs import Facts, facts, features, probability, pulls
from dateline.resolve.recasting import recast
from dateline.resolve.setting import read_setting
from dateline.resolve.sides import side
from dateline.schema.document import Document
from dateline.schema.mention import Mention
from dateline.schema.record import Event
from dateline.schema.trace import Apart, EventTrace, Pair, Pull

# Of the other events of a type so many are told for each: those that might have been the same.
APART = 5


def trace(document: Document, mentions: Sequence[Mention], events: Sequence[Event]) -> tuple[EventTrace, ...]:
    """For each event the mentions that it was made of, what joined them, what kept it apart from others of its type."""
    setting = read_setting(document)
    country = setting.country
    mentions = recast(document, mentions, country=country)
    compared = _Compared(
        mentions,
        tuple(facts(document, m, country=country, spots=setting.spots(m)) for m in mentions),
        {(i, j): p for i, j, p in document.same},
        read_weights(),
    )
    places = {(m.trigger.start, m.trigger.end): k for k, m in enumerate(mentions)}
    groups = [tuple(places[told.start, told.end] for told in event.mentions) for event in events]
    return tuple(
        EventTrace(
            mentions=group,
            pairs=tuple(_pair(compared, i, j) for k, i in enumerate(group) for j in group[k + 1 :]),
            apart=_nearest(_apart(compared, group, events[k].id, groups[k]) for k in _alike(number, events)),
            sides=tuple(_sides(document, [mentions[k] for k in group], event, country)),
            belief=believed([mentions[k] for k in group]),
        )
        for number, (group, event) in enumerate(zip(groups, events, strict=True))
    )


@dataclass(frozen=True)
class _Compared:
    """The mentions with their facts, the model's opinion of their pairs, and the weights of the features."""

    mentions: Sequence[Mention]
    facts: tuple[Facts, ...]
    learned: dict[tuple[int, int], float]
    weights: dict[str, float]

    def features(self, i: int, j: int) -> dict[str, float]:
        p = self.learned.get((self.mentions[i].index, self.mentions[j].index), 0.5)
        return features(self.facts[i], self.facts[j], learned=p)

    def near(self, i: int, j: int) -> bool:
        """Does the model have an opinion of the pair? It looks at each mention and a number of those that follow."""
        return not self.learned or (self.mentions[i].index, self.mentions[j].index) in self.learned


def _nearest(apart: Iterable[Apart]) -> tuple[Apart, ...]:
    """The likeliest of the events that were kept apart, then those that a rule forbids."""
    return tuple(sorted(apart, key=lambda a: -(a.probability if a.probability is not None else -1.0))[:APART])


def _alike(number: int, events: Sequence[Event]) -> Iterator[int]:
    """The other events of the same type."""
    return (k for k, event in enumerate(events) if k != number and event.type == events[number].type)


def _pair(compared: _Compared, i: int, j: int) -> Pair:
    values = compared.features(i, j)
    return Pair(i, j, round(probability(compared.weights, values), 4), pulls(compared.weights, values))


def _apart(compared: _Compared, group: Iterable[int], event: str, other: Iterable[int]) -> Apart:
    pairs = [(min(i, j), max(i, j)) for i in group for j in other]
    for i, j in pairs:
        forbidden = veto(compared.facts[i], compared.facts[j]) or (None if compared.near(i, j) else "distance")
        if forbidden is not None:
            return Apart(event, None, forbidden)
    found = [_pair(compared, i, j) for i, j in pairs]
    return Apart(event, round(sum(p.probability for p in found) / len(found), 4), None, _mean([p.pulls for p in found]))


def _mean(told: Sequence[Sequence[Pull]]) -> tuple[Pull, ...]:
    """The pulls of several pairs as those of one."""
    total: dict[str, float] = {}
    for pull in (pull for pair in told for pull in pair):
        total[pull.feature] = total.get(pull.feature, 0.0) + pull.weight / len(told)
    return tuple(sorted((Pull(k, v) for k, v in total.items() if v), key=lambda p: (-abs(p.weight), p.feature)))


def _sides(document: Document, group: Sequence[Mention], event: Event, country: str | None) -> Iterator[tuple[str, str]]:
    counts = {(c.outcome, c.phrase.start, c.phrase.end): c for m in group for c in m.counts}
    for told in event.casualties:
        count = counts[told.outcome, told.start, told.end]
        owner = event.where.country or country
        yield told.id, side(count, event.participants, type=parent(event), published=document.report.published, country=owner)[1]
