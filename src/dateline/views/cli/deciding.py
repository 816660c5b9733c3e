"""What a person decides on the command line, and the lists of what was decided."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from dateline.errors import UsageError
from dateline.run.deciding import to_merge, to_split
from dateline.schema.decision import Anchor, Decision
from dateline.store import Store
from dateline.store.replay import MERGE, SPLIT, UNDO
from dateline.views.cli.coding import say
from dateline.views.cli.lists import Line, write_list
from dateline.views.cli.stored import decider, opened_store, settle

HISTORY = ("at", "what", "who", "why", "orphaned", "id")
DECISIONS = ("at", "kind", "event", "words", "field", "value", "who", "why", "state", "id")
_SHORT = 12


@dataclass(frozen=True, slots=True)
class Question:
    """One decision as it was given."""

    kind: str
    target: str
    field: str | None
    value: str | None
    who: str | None
    why: str | None


def decide_event(name: str | None, asked: Question) -> None:
    """Keeps the decision."""
    if (asked.kind == "change") != (asked.field is not None and asked.value is not None):
        raise UsageError("a change takes --field and --value, the other decisions take neither")
    with opened_store(name) as store:
        if asked.kind == UNDO:
            _keep(store, asked, (), undoes=store.decision(asked.target).id)
        else:
            _keep(store, asked, (store.anchor(asked.target, asked.field),))


def merge_incidents(name: str | None, targets: tuple[str, ...], *, who: str | None, why: str) -> None:
    """Holds all events of the incidents together: every one with the first."""
    with opened_store(name, settled=True) as store:
        _keep(store, Question(MERGE, "", None, None, who, why), _anchors(store, to_merge(store, targets)))


def split_incident(name: str | None, incident: str, events: tuple[str, ...], *, who: str | None, why: str) -> None:
    """Holds each of the events apart from those of the incident that are not named; a decision for each."""
    with opened_store(name, settled=True) as store:
        for ids in to_split(store, incident, events):
            _keep(store, Question(SPLIT, "", None, None, who, why), _anchors(store, ids))


def write_decisions(name: str | None, format: str, *, orphaned: bool) -> None:
    """Lists the decisions."""
    with opened_store(name) as store:
        lost = {decision.id for decision in store.orphaned()}
        found, counted = store.decisions(second=True), {decision.id for decision in store.decisions()}
        undone = {decision.undoes for decision in found if decision.undoes}
        beside = {d.id: None if d.id in counted else "second" for d in found}
        states = {d.id: "orphaned" if d.id in lost else "undone" if d.id in undone else beside[d.id] for d in found}
        write_list((_line(d, states[d.id]) for d in found if not orphaned or d.id in lost), format, DECISIONS)


def write_history(name: str | None, id: str, format: str) -> None:
    """Lists what happened to it."""
    with opened_store(name) as store:
        write_list([asdict(row) | {"orphaned": "orphaned" if row.orphaned else None} for row in store.history(id)], format, HISTORY)


def _keep(store: Store, asked: Question, anchors: tuple[Anchor, ...], *, undoes: str | None = None) -> None:
    value = None if asked.value is None else _as_json(asked.value)
    told = Decision("", asked.kind, asked.who or decider(), store.now(), asked.why, anchors, value, undoes)
    kept = store.decide(told)
    settle(store)
    say(f"{kept.kind} kept as {kept.id[:_SHORT]}; take it back with: dateline decide undo {kept.id[:_SHORT]}")


def _as_json(value: str) -> str:
    """The value as JSON: itself where it is JSON, else as a string."""
    try:
        json.loads(value)
    except json.JSONDecodeError:
        return json.dumps(value, ensure_ascii=False)
    return value


def _anchors(store: Store, ids: tuple[str, ...]) -> tuple[Anchor, ...]:
    return tuple(store.anchor(id) for id in ids)


def _line(decision: Decision, state: str | None) -> Line:
    first = decision.anchors[0] if decision.anchors else None
    words = "; ".join(dict.fromkeys(anchor.text for anchor in decision.anchors)) or None
    about = {"event": first.event if first else (decision.undoes or "")[:_SHORT], "words": words, "field": first.field if first else None}
    told = {name: getattr(decision, name) for name in ("at", "kind", "value", "who", "why", "id")}
    return told | about | {"state": state}
