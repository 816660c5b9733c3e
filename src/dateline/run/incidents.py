"""The one place where the store meets merging: what waits is merged with what it may be the same as, and the incidents are kept.

A report meets only its block. The result is the same as if all of the store were merged at once, in whatever order reports came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from dateline.schema.decision import Decision
from dateline.schema.incident import Incident, Telling
from dateline.store import Filters, Merged, Pending, Store

# Incidents whose tellings are read together.
AT_ONCE = 200

Fetch = Callable[[frozenset[str]], Iterable[Telling]]
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Merging:
    """The functions of `dateline.merge`, by their names there."""

    merge: Callable[..., tuple[Incident, ...]]
    near: Callable[[Telling], tuple[str, ...]]
    affected: Callable[[Iterable[Telling], Fetch], tuple[Telling, ...]]
    tell: Callable[..., tuple[Telling, ...]]
    copy_keys: Callable[[str], tuple[str, ...]]
    origins: Callable[[Iterable[tuple[str, str]]], dict[str, str]]


def shipped() -> Merging | None:
    """Merging as the package has it; None in a build without."""
    if find_spec("dateline.merge") is None:
        return None
    stage = import_module("dateline.merge")
    return Merging(*(getattr(stage, name) for name in ("merge", "near", "affected", "tell", "copy_keys", "origins")))


def settle(store: Store, merging: Merging) -> int:
    """Merges what waits; the number of events that waited. Where people decide meanwhile it is done again with what they decided.

    What others add meanwhile waits for the next time.
    """
    while waiting := store.pending():
        generation = store.generation()
        if store.settle(_Work(store, merging).merged(waiting), of=generation):
            return len(waiting.tellings)
    return 0


def tellings(store: Store, merging: Merging, ids: Iterable[str]) -> tuple[Telling, ...]:
    """The tellings of these ids, as people decided, in order of their ids; those rejected or gone are left out."""
    wanted, work = frozenset(ids), _Work(store, merging)
    work.fetch(wanted)
    return tuple(work.found[id] for id in sorted(wanted & work.found.keys()))


def suppose(store: Store, merging: Merging, decisions: Sequence[Decision]) -> tuple[tuple[Incident, tuple[Telling, ...]], ...]:
    """The incidents that would come of decisions to merge, split or undo either, each with its tellings in its order; nothing is kept.

    These are the incidents of the events that the decisions name and of those that are in one incident with them now, and all others
    that would change. What waits to be merged should be merged before.
    """
    work = _Work(store, merging)
    meant = store.companions(telling for decision in decisions for telling in store.meant(decision))
    made = work.supposed(meant, store.held_and_apart(decisions))
    before = {incident.id: incident.tellings for incident in store.some([incident.id for incident in made])}
    changed = (one for one in made if not meant.isdisjoint(one.tellings) or before.get(one.id) != one.tellings)
    return tuple((one, tuple(work.found[id] for id in one.tellings)) for one in changed)


def incidents(store: Store, merging: Merging, filters: Filters) -> Iterator[tuple[Incident, tuple[Telling, ...]]]:
    """The incidents with what is asked for, each with its tellings in its order. A few are held at a time, however many there are."""
    ids = store.ids(filters)
    for start in range(0, len(ids), AT_ONCE):
        some = store.some(ids[start : start + AT_ONCE])
        found = {telling.id: telling for telling in tellings(store, merging, (id for incident in some for id in incident.tellings))}
        for incident in some:
            yield incident, tuple(found[id] for id in incident.tellings if id in found)


class _Work:
    """One merging: the tellings looked at so far, and what they were made of."""

    def __init__(self, store: Store, merging: Merging) -> None:
        self.store = store
        self.merging = merging
        self.found: dict[str, Telling] = {}
        self.codings: dict[str, int] = {}
        self.origins: dict[str, str] = {}

    def merged(self, waiting: Pending) -> Merged:
        """What is to be kept."""
        merging = self.merging
        copies = {key: merging.copy_keys(text) for key, text in self.store.texts(waiting.reports).items()}
        copies |= {key: () for key in waiting.reports if key not in copies}
        self.origins = self._origins(copies)
        held, apart = self.store.held_and_apart()
        # Where an origin is another the sources of its incident are other ones
        self.fetch(waiting.tellings, reports=self.origins)
        blocks = {id: merging.near(telling) for id, telling in self.found.items()}
        reached = self._reached(blocks, held)
        made = merging.merge([self.found[id] for id in sorted(reached)], held=held, apart=apart)
        codings = {key: self.codings[key] for key in _reports(reached)}
        keys = {"blocks": tuple(sorted(blocks.items())), "copies": tuple(sorted(copies.items()))}
        return Merged(made, **keys, origins=tuple(sorted(self.origins.items())), codings=tuple(sorted(codings.items())))

    def supposed(self, meant: frozenset[str], pairs: tuple[Pairs, Pairs]) -> tuple[Incident, ...]:
        """The incidents around these tellings, were `pairs` those that people hold together and apart."""
        held, apart = pairs
        self.fetch(meant)
        reached = self._reached({id: self.merging.near(telling) for id, telling in self.found.items()}, held)
        return self.merging.merge([self.found[id] for id in sorted(reached)], held=held, apart=apart)

    def fetch(self, ids: Iterable[str], *, reports: Iterable[str] = ()) -> None:
        """Looks up those of the tellings that were not, and all of these reports."""
        whole = frozenset(reports)
        missing = frozenset(ids) - self.found.keys()
        for told in self.store.told({*whole, *_reports(missing)}):
            self.codings[told.report] = told.coding
            origin = self.origins.get(told.report, told.origin)
            for telling in self.merging.tell(told.record, told.text, report=told.report, origin=origin, trust=told.trust):
                if told.report in whole or telling.id in missing:
                    self.found[telling.id] = telling

    def _reached(self, blocks: dict[str, tuple[str, ...]], held: Pairs) -> frozenset[str]:
        """All tellings whose incident may be another than before."""
        index: dict[str, set[str]] = {}
        for id, keys in blocks.items():
            for key in keys:
                index.setdefault(key, set()).add(id)

        def near(keys: frozenset[str]) -> Iterable[Telling]:
            met = self.store.near(keys).union(*(index.get(key, ()) for key in keys))
            self.fetch(met)
            return [self.found[id] for id in sorted(met) if id in self.found]

        fresh, reached = set(blocks), frozenset[str]()
        while fresh - reached:
            reached |= {telling.id for telling in self.merging.affected([self.found[id] for id in sorted(fresh | reached)], near)}
            # Whoever was in one incident with what changed is merged anew as well, and whoever people hold with it.
            fresh = set(self.store.companions(reached)) | {id for pair in held if not reached.isdisjoint(pair) for id in pair}
            self.fetch(fresh)
            fresh &= self.found.keys()
        return reached

    def _origins(self, copies: dict[str, tuple[str, ...]]) -> dict[str, str]:
        """The origins of the unseen reports, and of those whose origin is another since these came."""
        known = self.store.sharing(key for keys in copies.values() for key in keys)
        texts = self.store.texts({*copies, *known})
        found = self.merging.origins(sorted(texts.items())) | {key: key for key in copies if key not in texts}
        before = self.store.origins(known)
        return {key: origin for key, origin in found.items() if before.get(key) != origin}


def _reports(ids: Iterable[str]) -> list[str]:
    return sorted({id.rpartition(":")[0] for id in ids})
