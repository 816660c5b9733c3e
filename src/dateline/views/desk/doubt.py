"""How much it is worth to look at a report: the doubt about its events times their weight, by the formula in doubt.toml."""

from __future__ import annotations

import hashlib
import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dateline.schema.record import Event, Record

_TABLE = "doubt.toml"
# A value less sure than this is named among the reasons.
_UNSURE = 0.6


@dataclass(frozen=True, slots=True)
class Formula:
    """The figures of doubt.toml. `digest` is the SHA-256 of the file: another one asks for the queue anew."""

    doubt: Mapping[str, float]
    weight: Mapping[str, float]
    without_events: float
    digest: str


@dataclass(frozen=True, slots=True)
class Worth:
    """What an event or report is worth: `doubt` from 0 to 1, `weight` from 1 on, and why in a few words each."""

    doubt: float
    weight: float
    reasons: tuple[str, ...] = ()

    @property
    def value(self) -> float:
        return self.doubt * self.weight


@cache
def formula() -> Formula:
    """The formula as the package has it."""
    raw = (resources.files("dateline.views.desk") / _TABLE).read_bytes()
    table = tomllib.loads(raw.decode("utf-8"))
    return Formula(table["doubt"], table["weight"], table["report"]["without_events"], hashlib.sha256(raw).hexdigest())


def of_report(record: Record, disagreements: Mapping[str, float], by: Formula) -> Worth:
    """Of the event with the greatest worth. `disagreements` are those (0 to 1) of the incidents of its events, by event id."""
    found = [of_event(event, disagreements.get(event.id, 0.0), by) for event in record.events]
    return max(found, key=lambda worth: worth.value, default=Worth(by.without_events, by.weight["base"], ("no event was found",)))


def of_event(event: Event, disagreement: float, by: Formula) -> Worth:
    """Of one event whose incident's reports disagree so much (0 to 1)."""
    sure, reasons = event.confidence, [f"the event is unsure ({event.confidence:.2f})"] if event.confidence < _UNSURE else []
    for slot, confidence in _values(event):
        sure *= confidence ** by.doubt.get(slot, 0.0)
        if confidence < _UNSURE and by.doubt.get(slot, 0.0) > 0:
            reasons.append(f"{slot} is unsure ({confidence:.2f})")
    # The greatest figure, not the sum: two sources of one report often count the same dead
    killed = max((entry.low or 0 for entry in event.casualties if entry.outcome == "killed"), default=0)
    unknown = any(party.role == "actor" and party.actor_id is None for party in event.participants)
    weight = by.weight["base"] + by.weight["killed"] * math.log10(1 + killed)
    weight += by.weight["new_actor"] * unknown + by.weight["disagreement"] * disagreement
    told = [f"{killed:,} killed"] * bool(killed) + ["the actor stands in no table"] * unknown + ["reports disagree"] * (disagreement > 0)
    return Worth(1 - sure, weight, tuple(dict.fromkeys((*reasons, *told))))


def _values(event: Event) -> Iterator[tuple[str, float]]:
    """The confidence of each value that somebody or something found; what is not told has none."""
    yield from ((party.role, party.confidence) for party in event.participants)
    for slot in ("casualties", "claims", "sources", "weapons"):
        yield from ((slot, entry.confidence) for entry in getattr(event, slot))
    yield from ((slot, value.confidence) for slot, value in (("when", event.when), ("where", event.where)) if value.made_by)
