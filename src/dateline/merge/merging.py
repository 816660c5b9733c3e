"""The stage itself: block, compare, cluster, combine. Pure: the same tellings give the same incidents in whatever order they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from dateline.errors import UsageError
from dateline.merge import blocking
from dateline.merge.clustering import Pair, clusters
from dateline.merge.combining import combine
from dateline.merge.comparing import chance, kindred, link, threshold, two_happenings, two_of_one_text
from dateline.merge.facts import Facts, facts
from dateline.merge.groups import Groups
from dateline.merge.policies import DEFAULT, POLICIES
from dateline.merge.rivals import contested
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
    likely, never = _pairs(order)
    together = frozenset(_sorted(pair) for pair in held)
    # What people hold together is stronger than that one report tells them as two
    never = never - together
    asunder = never | frozenset(_sorted(pair) for pair in apart)
    by_id = {f.id: f for f in order}
    origin = {f.id: f.origin for f in order}
    out = []
    for part in _parts(by_id, likely, together):
        members = set(part)
        inside = {pair: p for one in part for pair, p in likely.get(one, {}).items() if pair[1] in members}
        shared = contested(inside, origin=origin, never=never, least=threshold())
        groups = clusters(part, shared, least=threshold(), apart=_within(part, asunder), held=_of(part, together))
        out += [combine([by_id[i].telling for i in g], links=_links(g, by_id, inside, together), policy=policy) for g in groups]
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


def linked(tellings: Iterable[Telling]) -> tuple[Pair, ...]:
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


def _sorted(pair: tuple[str, str]) -> Pair:
    one, other = sorted(pair)
    return one, other


def _pairs(order: Sequence[Facts]) -> tuple[dict[str, dict[Pair, float]], frozenset[Pair]]:
    """Probabilities of the pairs that may matter, under their first id; and those that cannot be one: told as two by one report or
    by one table that people coded, or surely of other days."""
    likely: dict[str, dict[Pair, float]] = defaultdict(dict)
    never: set[Pair] = set()
    for i, j in blocking.meeting(order):
        x, y = order[i], order[j]
        if x.table is not None and x.table == y.table and x.telling.event.id != y.telling.event.id:
            never.add((x.id, y.id))
        if kindred(x.type, y.type) and (p := chance(x, y)) >= FAINT:
            likely[x.id][x.id, y.id] = p
            if two_happenings(x, y):
                never.add((x.id, y.id))
    of_text: dict[str, list[Facts]] = defaultdict(list)
    for f in order:
        of_text[f.origin].append(f)
    never |= {(x.id, y.id) for told in of_text.values() for k, x in enumerate(told) for y in told[k + 1 :] if two_of_one_text(x, y)}
    return likely, frozenset(never)


def _parts(ids: Iterable[str], likely: dict[str, dict[Pair, float]], held: frozenset[Pair]) -> Iterable[list[str]]:
    """Tellings linked by pairs that alone are likely enough: no mean is above its greatest member, so no group reaches beyond."""
    groups = Groups(ids)
    known = set(ids)
    for pairs in likely.values():
        for (one, other), p in pairs.items():
            if p >= threshold():
                groups.join(one, other)
    for one, other in held:
        if one in known and other in known:
            groups.join(one, other)
    return groups.all().values()


def _within(part: Sequence[str], pairs: frozenset[Pair]) -> frozenset[Pair]:
    if len(part) == 1:
        return frozenset()
    inside = set(part)
    if len(part) ** 2 < len(pairs):
        return frozenset((a, b) for k, a in enumerate(part) for b in part[k + 1 :] if (a, b) in pairs)
    return frozenset(p for p in pairs if p[0] in inside and p[1] in inside)


def _of(part: Sequence[str], pairs: frozenset[Pair]) -> list[Pair]:
    inside = set(part)
    return [p for p in pairs if p[0] in inside and p[1] in inside]


def _links(group: Sequence[str], by_id: dict[str, Facts], likely: dict[Pair, float], held: frozenset[Pair]) -> tuple[Link, ...]:
    """The likeliest pairs that tie the group together, one less than it has tellings; what people decided comes first."""
    told = (pair for pair in combinations(group, 2) if pair in likely or pair in held)
    ranked = [(pair not in held, -likely.get(pair, 0.0), pair) for pair in told]
    groups, out = Groups(group), []
    for people, _, (one, other) in sorted(ranked):
        if groups.of(one) != groups.of(other):
            groups.join(one, other)
            out.append(link(by_id[one], by_id[other]) if people else Link(one, other, 1.0, (Reason("decision", "held together", 0.0),)))
    return tuple(sorted(out, key=lambda told: (told.first, told.second)))
