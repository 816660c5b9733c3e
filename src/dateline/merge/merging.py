"""The stage itself: block, compare, cluster, combine. Pure: the same tellings give the same incidents in whatever order they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from dateline.errors import UsageError
from dateline.merge import blocking
from dateline.merge.clustering import clusters
from dateline.merge.combining import combine
from dateline.merge.comparing import chance, kindred, link, threshold, two_happenings, two_of_one_text
from dateline.merge.facts import Facts, facts
from dateline.merge.groups import Groups
from dateline.merge.likely import Likely, Pair
from dateline.merge.policies import DEFAULT, POLICIES
from dateline.merge.rivals import contested, rivalry
from dateline.schema.incident import Incident, Link, Reason, Telling

# Pairs below this never matter: the mean of any group they are in would have to be carried by others.
FAINT = 0.02


def merge(
    tellings: Iterable[Telling],
    *,
    policy: str = DEFAULT,
    held: tuple[tuple[str, str], ...] = (),
    apart: tuple[tuple[str, str], ...] = (),
) -> tuple[Incident, ...]:
    """The incidents of the tellings, by first publication and id; a telling given twice counts once.

    `policy` (`POLICIES`) says how one value is chosen of several. `held` and `apart` are pairs of telling ids that people hold together
    or apart; where both speak of the same, `apart` wins. Ids of tellings that are not given are passed over.
    Raises UsageError for a policy that does not exist, and for two tellings of one id that differ.
    """
    _check(policy)
    order = [facts(t) for t in _once(tellings)]
    at = {f.id: k for k, f in enumerate(order)}
    likely, never = _pairs(order)
    together = _positions(held, at)
    # What people hold together, also by a third, is stronger than that one report tells them as two
    never -= _all_held(together)
    found = _Found(order, likely, rivalry(never, {k: f.origin for k, f in enumerate(order)}), together)
    asunder: dict[int, list[int]] = defaultdict(list)
    for one, other in never | _positions(apart, at):
        asunder[one].append(other)
    groups = (group for part in _parts(len(order), likely, together) for group in _groups(part, found, asunder))
    out = [combine([order[k].telling for k in group], links=_links(group, found), policy=policy) for group in groups]
    return tuple(sorted(out, key=lambda i: (i.first_published or "", i.id)))


def choose(incident: Incident, tellings: Sequence[Telling], *, policy: str) -> Incident:
    """The incident with its values chosen by another policy. `tellings` are its own; with none it stays as it is.

    Raises UsageError for a policy that does not exist.
    """
    _check(policy)
    return replace(combine(tellings, links=incident.links, policy=policy), id=incident.id) if tellings else incident


def _check(policy: str) -> None:
    if policy not in POLICIES:
        raise UsageError(f"there is no policy {policy!r}; choose one of {', '.join(POLICIES)}")


def near(telling: Telling) -> tuple[str, ...]:
    """The keys under which a telling meets others: a store indexes them, so that a new report is compared with its block only."""
    return blocking.keys(facts(telling))


def affected(new: Iterable[Telling], fetch: Callable[[frozenset[str]], Iterable[Telling]]) -> tuple[Telling, ...]:
    """Every telling whose incident the new ones may change, themselves included, sorted by id.

    `fetch` gives the stored tellings that share one of the keys. Merging these tellings gives the same incidents for them as merging
    the whole store: groups only ever form among tellings linked by pairs that are likely enough, and those are followed to their end.
    """
    found = {t.id: facts(t) for t in new}
    waiting = sorted(found)
    while waiting:
        fresh = [found[i] for i in waiting]
        wanted = frozenset(key for f in fresh for key in blocking.keys(f))
        others = [facts(t) for t in sorted(fetch(wanted), key=lambda t: t.id) if t.id not in found]
        met = [g for g in others if any(_linked(f, g) for f in fresh)]
        found |= {g.id: g for g in met}
        waiting = sorted(g.id for g in met)
    return tuple(found[i].telling for i in sorted(found))


def linked(tellings: Iterable[Telling]) -> tuple[tuple[str, str], ...]:
    """Pairs of ids of those tellings that meet and alone are likely enough to be one happening: no incident reaches beyond what such pairs
    link, so that tellings can be merged in groups, each apart from the others, with the same result."""
    order = [facts(t) for t in _once(tellings)]
    return tuple((order[i].id, order[j].id) for i, j in blocking.meeting(order) if chance(order[i], order[j]) >= threshold())


def _linked(f: Facts, g: Facts) -> bool:
    one, other = sorted((f, g), key=lambda x: x.id)
    return not set(blocking.keys(f)).isdisjoint(blocking.keys(g)) and chance(one, other) >= threshold()


def _once(tellings: Iterable[Telling]) -> list[Telling]:
    by_id: dict[str, Telling] = {}
    for t in tellings:
        if by_id.setdefault(t.id, t) != t:
            raise UsageError(f"two different tellings have the id {t.id!r}; give each event of each report once")
    return [by_id[i] for i in sorted(by_id)]


@dataclass(frozen=True, slots=True)
class _Found:
    """What is known of tellings by their positions, in order of their ids: how likely pairs are one, which events of one text are told as
    two, which pairs people hold together."""

    order: Sequence[Facts]
    likely: Likely
    rivals: Mapping[int, Sequence[int]]
    held: set[Pair]


def _positions(pairs: Iterable[tuple[str, str]], at: Mapping[str, int]) -> set[Pair]:
    """Those pairs of ids of which both are there, as positions, the lesser first."""
    known = ((at[one], at[other]) for one, other in pairs if one in at and other in at)
    return {(min(pair), max(pair)) for pair in known}


def _all_held(held: set[Pair]) -> set[Pair]:
    """Every pair of those that people hold together, also where only a third is held to both: what is one with it is one."""
    groups = Groups({k for pair in held for k in pair})
    for one, other in held:
        groups.join(one, other)
    return {pair for group in groups.all().values() for pair in combinations(group, 2)}


def _pairs(order: Sequence[Facts]) -> tuple[Likely, set[Pair]]:
    """Probabilities of the pairs that may matter; and the pairs that cannot be one: told as two by one report or by one table that people
    coded, or surely of other days."""
    likely = Likely()
    never: set[Pair] = set()
    for i, j in blocking.meeting(order):
        x, y = order[i], order[j]
        if x.table is not None and x.table == y.table and x.telling.event.id != y.telling.event.id:
            never.add((i, j))
        if kindred(x.type, y.type) and (p := chance(x, y)) >= FAINT:
            likely.add(i, j, p)
            if two_happenings(x, y):
                never.add((i, j))
    of_text: dict[str, list[int]] = defaultdict(list)
    for k, f in enumerate(order):
        of_text[f.origin].append(k)
    for told in of_text.values():
        never.update((i, j) for i, j in combinations(told, 2) if two_of_one_text(order[i], order[j]))
    return likely, never


def _parts(size: int, likely: Likely, held: Iterable[Pair]) -> Iterable[list[int]]:
    """Tellings linked by pairs that alone are likely enough: no mean is above its greatest member, so no group reaches beyond."""
    groups = Groups(range(size))
    for (one, other), p in likely.pairs():
        if p >= threshold():
            groups.join(one, other)
    for one, other in held:
        groups.join(one, other)
    return groups.all().values()


def _groups(part: Sequence[int], found: _Found, asunder: Mapping[int, Sequence[int]]) -> Iterable[Sequence[int]]:
    """The incidents within a part."""
    if len(part) == 1:
        return (part,)
    members = set(part)
    inside = ((pair, p) for one in part for pair, p in found.likely.after(one) if pair[1] in members)
    shared = contested(inside, chance=lambda pair: found.likely.of(*pair), rivals=found.rivals, least=threshold())
    apart = ((one, other) for one in part for other in asunder.get(one, ()) if other in members)
    held = [(one, other) for one, other in found.held if one in members and other in members]
    return clusters(part, shared, least=threshold(), apart=apart, held=held)


def _links(group: Sequence[int], found: _Found) -> tuple[Link, ...]:
    """The likeliest pairs that tie the group together, one less than it has tellings; what people decided comes first."""
    ranked = []
    for pair in combinations(group, 2):
        p = found.likely.of(*pair)
        if p is not None or pair in found.held:
            ranked.append((pair not in found.held, -(p or 0.0), pair))
    groups, out = Groups(group), []
    for people, _, (one, other) in sorted(ranked):
        if groups.of(one) != groups.of(other):
            groups.join(one, other)
            x, y = found.order[one], found.order[other]
            out.append(link(x, y) if people else Link(x.id, y.id, 1.0, (Reason("decision", "held together", 0.0),)))
    return tuple(sorted(out, key=lambda told: (told.first, told.second)))
