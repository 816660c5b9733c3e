"""What a person decides about a coded event or an incident: a row of its own, never an edit of what was coded."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a decision is about, in words that outlive a new coding: the report (key), the trigger words with their span, the field.

    `event` is the type of the event as coded when the decision was made; `field` is a path such as "casualties[killed/recipient].low",
    None where the whole event is meant.
    """

    report: str
    start: int
    end: int
    text: str
    event: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. `kind`: accept, reject, change, merge, split, add, undo. `value` is JSON (the new value of a change).

    `anchors`: one for accept, reject and change; two or more for merge and split (the tellings to be held together or apart). To add
    takes one as well: the words that tell of an event which the coder did not see, and the event's type.
    `undoes` is the id of the decision that an undo takes back. `at` is the time of deciding, ISO with zone: given by who records it.
    """

    id: str
    kind: str
    who: str
    at: str
    why: str | None
    anchors: tuple[Anchor, ...]
    value: str | None = None
    undoes: str | None = None
