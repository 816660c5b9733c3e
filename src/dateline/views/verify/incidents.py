"""One incident of a bundle, from its numbers down to the sentences they come from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline.merge import POLICIES
from dateline.merge.combining import combine
from dateline.merge.policies import DEFAULT
from dateline.schema.incident import Figure, Incident, Telling, Toll
from dateline.schema.jsonable import to_plain
from dateline.views.export.form import Item
from dateline.views.verify.mismatch import HOSTILE, Checked, differences, misplaced, shown
from dateline.views.verify.sources import Sources

Found = Iterator[tuple[str, str]]


def check_incident(item: Item, sources: Sources, checked: Checked) -> Found:
    """The fields that do not agree, and how."""
    yield from _check_members(item)
    for number, told in enumerate(item.tellings):
        checked.events += 1
        for path, message in _check_telling(told, item, sources, checked):
            yield f"tellings[{number}].{path}" if path else f"tellings[{number}]", message
    by_id = {told.id: told for told in item.tellings}
    for number, toll in enumerate(item.incident.tolls):
        for path, message in _check_toll(toll, by_id, checked):
            yield f"tolls[{number}].{path}", message
    yield from _check_anew(item)


def _check_members(item: Item) -> Found:
    """Whether the incident names the tellings that come with it, and nothing else."""
    told = [telling.id for telling in item.tellings]
    if list(item.incident.tellings) != told:
        yield "tellings", f"are {shown(list(item.incident.tellings))}, and those of the events {shown(told)}"
    known = set(told)
    for field in item.incident.fields:
        if strange := sorted({id for said in field.values for id in said.tellings} - known):
            yield f"fields.{field.name}", f"is told by {strange[0]}, which is no event of the incident"
    for number, link in enumerate(item.incident.links):
        if not {link.first, link.second} <= known:
            yield f"links[{number}]", "is not between events of the incident"
        if not 0 <= link.probability <= 1:
            yield f"links[{number}].probability", f"is {link.probability}, and must be from 0 to 1"


def _check_telling(told: Telling, item: Item, sources: Sources, checked: Checked) -> Found:
    """Whether the event is the one of its report's coding as people decided, and its words those of the report."""
    source = sources.source(told.report)
    if source is None:
        yield "report", f"{told.report}: the bundle has no such report that can be read"
        return
    report, _, event = told.id.rpartition(":")
    if report != told.report or event != told.event.id:
        yield "id", f"is {told.id}, and its report and event are {told.report} and {told.event.id}"
    for name in ("published", "publisher"):
        if getattr(told, name) != getattr(source.record.report, name):
            yield name, f"is {shown(getattr(told, name))}, and {shown(getattr(source.record.report, name))} in the coding"
    if item.titles.get(told.report) != source.note["title"]:
        yield "title", f"is {shown(item.titles.get(told.report))}, and {shown(source.note['title'])} in the report"
    if told.event.id not in source.events:
        yield "event", f"{told.event.id} is not in the coding of its report, or was rejected"
    else:
        for path, message in differences(to_plain(told.event), source.events[told.event.id]):
            yield f"event.{path}", f"{message}, which is in the coding with the decisions on it"
    if source.text is not None:
        for path, message in misplaced(to_plain(told.event), source.text, checked):
            yield f"event.{path}", message
        if not source.text.tells(told.words):
            yield "words", f"{shown(told.words)} are not in the report in this order"


def _check_toll(toll: Toll, by_id: dict[str, Telling], checked: Checked) -> Found:
    """Whether low <= best <= high, and each figure is a casualty of the event that it names."""
    known = [value for value in (toll.low, toll.best, toll.high) if value is not None]
    if known != sorted(known) or any(value < 0 for value in known):
        yield "best", f"low {toll.low}, best {toll.best}, high {toll.high}: 0 <= low <= best <= high does not hold"
    if not toll.figures:
        yield "figures", "are missing: the toll comes from nowhere"
    for number, figure in enumerate(toll.figures):
        checked.figures += 1
        for path, message in _check_figure(figure, toll, by_id):
            yield f"figures[{number}].{path}", message


def _check_figure(figure: Figure, toll: Toll, by_id: dict[str, Telling]) -> Found:
    told = by_id.get(figure.telling)
    if told is None:
        yield "telling", f"{figure.telling} is no event of the incident"
        return
    entry = next((entry for entry in told.event.casualties if entry.id == figure.casualty), None)
    if entry is None:
        yield "casualty", f"{figure.casualty} is no figure of {figure.telling}"
        return
    for name, is_, wanted in (
        ("low", figure.low, entry.low),
        ("high", figure.high, entry.high),
        ("outcome", toll.outcome, entry.outcome),
        ("side", toll.side, entry.role),
        ("published", figure.published, told.published),
    ):
        if is_ != wanted:
            yield name, f"is {shown(is_)}, and {shown(wanted)} in {figure.telling}, {figure.casualty}"
    if toll.civilian is not None and toll.civilian != entry.civilian:
        yield "civilian", f"is {shown(toll.civilian)}, and {shown(entry.civilian)} in {figure.telling}, {figure.casualty}"


def _check_anew(item: Item) -> Found:
    """Whether the same tellings give the same incident again: id, every value, every toll, the number of sources."""
    incident = item.incident
    named = {toll.policy for toll in incident.tolls}
    if strange := sorted(named - set(POLICIES)):
        yield "tolls.policy", f"{strange[0]!r} is no policy of this version: the incident cannot be made anew"
        return
    if not item.tellings:
        return
    try:
        made = [_anew(item, policy) for policy in sorted(named) or [DEFAULT, *POLICIES]]
    except HOSTILE as error:
        yield "incident", f"cannot be made anew of its events: {type(error).__name__}: {error}"
        return
    found = to_plain(incident)
    if found not in made:
        yield from ((path, f"{message}, which the events give") for path, message in differences(found, made[0]))


def _anew(item: Item, policy: str) -> Any:
    """The incident made of its tellings, plain. Why they were joined is taken as it is."""
    made: Incident = combine(item.tellings, links=item.incident.links, policy=policy)
    return to_plain(made)
