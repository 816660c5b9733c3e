"""Tolls: what each report says at its day of publication, and what a policy makes of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.merge.tolls import tolls
from dateline.schema.incident import Incident, Telling, Toll
from dateline.schema.record import Casualty
from dateline.views.cli.wording import figure
from dateline.views.incident.chart import Chart, Point, chart
from dateline.views.incident.fields import Heard
from dateline.views.incident.quoting import Texts
from dateline.views.incident.voices import Voice

_SIDES = {"recipient": "recipient's side", "actor": "actor's side", "bystander": "bystanders", "unknown": "all sides, or side not known"}
_PARTS = {True: "of them civilians", False: "of them people who bear arms"}


@dataclass(frozen=True, slots=True)
class Counted:
    """The figure of one telling: its bounds (None is open), the same in words, and its sentences. `number` is its row in the table."""

    number: int
    voice: Voice
    low: int | None
    high: int | None
    says: str
    heard: tuple[Heard, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One toll: low, best and high as the policy has them, the figures it is made of in the order of publication, and its parts.

    `sources` is how many independent ones give a figure, `differ` whether theirs are different. `chart` is None where there is only
    one: there is nothing to compare.
    """

    id: str
    title: str
    toll: Toll
    says: str
    rows: tuple[Counted, ...]
    parts: tuple[str, ...]
    sources: int
    differ: bool
    chart: Chart | None


def shown(incident: Incident, tellings: Sequence[Telling], told: Mapping[str, Voice], texts: Texts) -> tuple[Shown, ...]:
    """The tolls of an incident whose values a policy chose, the whole of each outcome and side with its parts."""
    wholes = [toll for toll in incident.tolls if toll.civilian is None]
    return tuple(_shown(n, toll, incident.tolls, list(_rows(toll, tellings, told, texts))) for n, toll in enumerate(wholes, 1))


def _shown(number: int, toll: Toll, every: Sequence[Toll], rows: list[Counted]) -> Shown:
    parts = [part for part in every if (part.outcome, part.side) == (toll.outcome, toll.side) and part.civilian is not None]
    said = tuple(f"{_PARTS[bool(part.civilian)]}: {in_figures(part)}" for part in parts)
    points = [Point(row.number, row.voice.published, row.low, row.high, row.voice.copied) for row in rows]
    sources = len({row.voice.source for row in rows})
    drawn = chart(points, low=toll.low, best=toll.best, high=toll.high) if sources > 1 else None
    return Shown(f"toll-{number}", title_of(toll, every), toll, in_figures(toll), tuple(rows), said, sources, toll.disagreement > 0, drawn)


def title_of(toll: Toll, every: Sequence[Toll]) -> str:
    """What a toll is called: "Killed", with the side where it is not the recipient's alone that has such a toll."""
    outcome = f"{toll.outcome[:1].upper()}{toll.outcome[1:]}"
    alone = all(other.side == toll.side for other in every if other.outcome == toll.outcome)
    return outcome if alone and toll.side == "recipient" else f"{outcome}, {_SIDES.get(toll.side, toll.side)}"


def in_figures(toll: Toll) -> str:
    """A toll in words: "best 14 (12 to 15)".

    The bounds are left out where they are the best figure itself.
    """
    if toll.best is None:
        return figure(toll.low, toll.high)
    return f"{toll.best:,}" if toll.low == toll.best == toll.high else f"best {toll.best:,} ({figure(toll.low, toll.high)})"


def _rows(toll: Toll, tellings: Sequence[Telling], told: Mapping[str, Voice], texts: Texts) -> Iterator[Counted]:
    by_id = {telling.id: telling for telling in tellings}
    number = 0
    for id, voice in told.items():
        telling = by_id[id]
        own = next((one for one in tolls([telling], policy=toll.policy) if _same(one, toll)), None)
        if own is None:
            continue
        number += 1
        figures = [c for c in telling.event.casualties if (c.outcome, c.role) == (toll.outcome, toll.side)]
        heard = tuple(_heard(c, telling, voice, texts) for c in figures)
        yield Counted(number, voice, own.low, own.high, figure(own.low, own.high), heard)


def _same(one: Toll, other: Toll) -> bool:
    return (one.outcome, one.side, one.civilian) == (other.outcome, other.side, other.civilian)


def _heard(entry: Casualty, telling: Telling, voice: Voice, texts: Texts) -> Heard:
    remarks = ["part of another figure"] if entry.part_of else []
    remarks += ["corrected later in the report"] if entry.superseded else []
    quote = texts.quote(telling.report, [(entry.start, entry.end)])
    told = replace(voice, quote=quote)
    return Heard(told, "; ".join(remarks) or None)
