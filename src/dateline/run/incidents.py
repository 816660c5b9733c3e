"""The one place where the store meets merging: what waits is merged with what it may be the same as, and the incidents are kept.

A report meets only its block. The result is the same as if all of the store were merged at once, in whatever order reports came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from dateline.schema.incident import Incident, Telling
from dateline.schema.record import Record
from dateline.store import Filters, Merged, Store

Fetch = Callable[[frozenset[str]], Iterable[Telling]]


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
    """Merges what waits; the number of events that waited. Where somebody writes meanwhile it is done again with what they wrote."""
    while waiting := store.pending():
        generation = store.generation()
        if store.settle(_merged(store, merging, waiting.tellings, waiting.reports), of=generation):
            return len(waiting.tellings)
    return 0


def tellings(store: Store, merging: Merging, ids: Iterable[str]) -> tuple[Telling, ...]:
    """The tellings of these ids, as people decided, in order of their ids; those rejected or gone are left out."""
    wanted = frozenset(ids)
    return tuple(sorted((t for t in _told(store, merging, _reports(wanted)) if t.id in wanted), key=lambda t: t.id))


def incidents(store: Store, merging: Merging, filters: Filters) -> Iterable[tuple[Incident, tuple[Telling, ...]]]:
    """The incidents with what is asked for, each with its tellings in its order."""
    for incident in store.incidents(filters):
        found = {telling.id: telling for telling in tellings(store, merging, incident.tellings)}
        yield incident, tuple(found[id] for id in incident.tellings if id in found)


def _merged(store: Store, merging: Merging, waiting: tuple[str, ...], unseen: tuple[str, ...]) -> Merged:
    copies = {key: merging.copy_keys(text) for key, text in store.texts(unseen).items()}
    copies |= {key: () for key in unseen if key not in copies}
    origins = _origins(store, merging, copies)
    held, apart = store.held_and_apart()
    fresh = {*waiting, *(f"{key}:{event}" for key, events in store.shown(origins).items() for event in events)}
    found = {t.id: t for t in _told(store, merging, _reports(fresh), origins) if t.id in fresh}
    blocks = {t.id: merging.near(t) for t in found.values()}
    index: dict[str, set[str]] = {}
    for id, keys in blocks.items():
        for key in keys:
            index.setdefault(key, set()).add(id)

    def fetch(keys: frozenset[str]) -> Iterable[Telling]:
        met = store.near(keys) | {id for key in keys for id in index.get(key, ())}
        _fetch(store, merging, met, found, origins)
        return [found[id] for id in sorted(met) if id in found]

    fresh, reached = set(found), frozenset[str]()
    while fresh - reached:
        # Whoever was in one incident with what changed is merged anew as well, and whoever people hold with it.
        reached |= {t.id for t in merging.affected([found[id] for id in sorted(fresh | reached)], fetch)}
        fresh = set(store.companions(reached)) | _held_with(reached, held)
        _fetch(store, merging, frozenset(fresh), found, origins)
        fresh &= set(found)
    made = merging.merge([found[id] for id in sorted(reached)], held=held, apart=apart)
    return Merged(made, tuple(sorted(blocks.items())), tuple(sorted(copies.items())), tuple(sorted(origins.items())))


def _held_with(ids: frozenset[str], held: tuple[tuple[str, str], ...]) -> set[str]:
    return {id for pair in held if not ids.isdisjoint(pair) for id in pair}


def _origins(store: Store, merging: Merging, copies: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """The origins of the unseen reports, and of those whose origin is another since these came."""
    known = store.sharing(key for keys in copies.values() for key in keys)
    texts = store.texts({*copies, *known})
    found = merging.origins(sorted(texts.items())) | {key: key for key in copies if key not in texts}
    before = store.origins(known)
    return {key: origin for key, origin in found.items() if before.get(key) != origin}


def _reports(ids: Iterable[str]) -> list[str]:
    return sorted({id.rpartition(":")[0] for id in ids})


def _fetch(store: Store, merging: Merging, ids: frozenset[str], found: dict[str, Telling], origins: dict[str, str]) -> None:
    """Fills `found` with those of the tellings that it has not."""
    missing = ids - found.keys()
    found |= {t.id: t for t in _told(store, merging, _reports(missing), origins) if t.id in missing}


def _told(store: Store, merging: Merging, reports: Iterable[str], changed: dict[str, str] | None = None) -> Iterable[Telling]:
    """The tellings of these reports, without the rejected ones."""
    keys = list(reports)
    origins = store.origins(keys) | (changed or {})
    texts, shown = store.texts(keys), store.shown(keys)
    for key in keys:
        if key in shown:
            record: Record = store.record(key)
            told = merging.tell(record, texts.get(key, ""), report=key, origin=origins.get(key))
            yield from (telling for telling in told if telling.event.id in shown[key])
