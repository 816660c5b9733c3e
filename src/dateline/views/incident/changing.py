"""Incidents before and after a decision side by side: the value of each field that the policy takes, and the tolls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.schema.incident import Incident, Telling
from dateline.views.incident.fields import LABELS
from dateline.views.incident.figures import in_figures
from dateline.views.incident.figures import title_of as toll_title
from dateline.views.incident.sheet import title_of


@dataclass(frozen=True, slots=True)
class Column:
    """An incident as it is (`present`) or would be. `publishers` are those of its reports, in the order of publication."""

    incident: Incident
    title: str
    present: bool
    publishers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value: what is taken, what is told besides, and whether independent sources differ."""

    text: str | None
    others: tuple[str, ...] = ()
    differ: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One field or toll of all columns."""

    label: str
    cells: tuple[Cell, ...]


def column(incident: Incident, tellings: Sequence[Telling], *, present: bool) -> Column:
    """An incident whose values a policy chose, as a column."""
    publishers = tuple(dict.fromkeys(telling.publisher or "publisher not known" for telling in tellings))
    return Column(incident, title_of(incident), present, publishers)


def comparison(columns: Sequence[Column]) -> tuple[Line, ...]:
    """The lines that any of the columns has."""
    found = [incident.incident for incident in columns]
    fields = [Line(label, tuple(_field(one, name) for one in found)) for name, label in LABELS.items()]
    every = [toll for one in found for toll in one.tolls if toll.civilian is None]
    titles = {(toll.outcome, toll.side): toll_title(toll, every) for toll in every}
    tolls = [Line(title, tuple(_toll(one, key) for one in found)) for key, title in titles.items()]
    return tuple(line for line in (*fields, *tolls) if any(cell.text or cell.others for cell in line.cells))


def _field(incident: Incident, name: str) -> Cell:
    field = next((field for field in incident.fields if field.name == name), None)
    if field is None:
        return Cell(None)
    others = tuple(said.value or "" for said in field.values if said.value != field.chosen)
    return Cell(field.chosen, others, field.disagreement > 0)


def _toll(incident: Incident, key: tuple[str, str]) -> Cell:
    toll = next((toll for toll in incident.tolls if (toll.outcome, toll.side, toll.civilian) == (*key, None)), None)
    return Cell(None) if toll is None else Cell(in_figures(toll), (), toll.disagreement > 0)
