"""Why an event has its date and its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.schema.document import Time
from dateline.schema.place import Place, When, Where
from dateline.views.cli.wording import day, place
from dateline.views.explain.made_by import in_words, sentence
from dateline.views.explain.reason import Reason, Told, Words, quoted, share

_PRECISIONS = {
    "exact": "the words name the place itself",
    "near": "the words say that it is near the place",
    "admin2": "the words name a district",
    "admin1": "the words name a province",
    "country": "the words name a country",
}


def setting(told: Told) -> Iterator[Reason]:
    """Reasons of the date, of the place and its candidates, and of further places."""
    yield _when(told)
    yield from _where(told.event.where, "where", "where")
    for k, where in enumerate(told.event.other_places):
        yield from _where(where, f"other_places[{k}]", "also at")
    if not told.event.other_places:
        because = "Only one place is told, or the others are not as exact."
        yield Reason(("other_places",), "further places", "none", because, "setting:words")


def _when(told: Told) -> Reason:
    when = told.event.when
    value = day(when) + (f", {when.time_of_day}" if when.time_of_day else "")
    if not when.made_by:
        return Reason(("when",), "when", value, "The report does not say when.", "dates.unknown")
    confidence = when.confidence if when.start_date else None
    clauses = [in_words(when.made_by), _counted(told, when)]
    return Reason(("when",), "when", value, sentence(*clauses), when.made_by, confidence, _words(when, when.confidence))


def _counted(told: Told, when: When) -> str:
    """From which day the words were counted, and which rule of the time grammar read them."""
    found = next(((n.time, n.spoken) for m in told.mentions for n in m.near_times if n.time.start == when.start), None)
    if found is None:
        return f"published on {told.published}" if told.published else "the day of publication is not known"
    time, spoken = found
    return f"{quoted([time.text])} {_from(told, spoken)}, read by the rule “{time.made_by.removeprefix('times.')}”"


def _from(told: Told, spoken: Sequence[Time]) -> str:
    if spoken:
        return f"counts from the day the quotation was spoken ({quoted([t.text for t in spoken])})"
    return f"is seen from the day of publication, {told.published}" if told.published else "is read without a day of publication"


def _where(where: Where, path: str, label: str) -> Iterator[Reason]:
    if not where.made_by:
        because = "The report does not say where. Only what happens on the ground takes a place from beside or before."
        yield Reason((path,), label, "not told", because, "setting:none")
        return
    own = ("name", "admin1", "admin2", "country", "latitude", "longitude", "radius_km", "precision", "place_id")
    at = f"{where.latitude}, {where.longitude}" if where.latitude is not None else "its coordinates are not known"
    within = f"within {where.radius_km:g} km" if where.radius_km is not None else ""
    because = sentence(in_words(where.made_by), _PRECISIONS.get(where.precision, "how exactly is not told"), at, within)
    fields = tuple(f"{path}.{name}" for name in own)
    yield Reason(fields, label, place(where), because, where.made_by, where.confidence, _words(where, where.confidence))
    yield _candidates(where, f"{path}.candidates")


def _candidates(where: Where, path: str) -> Reason:
    best = [f"{_named(candidate)} {share(score)}" for candidate, score in where.candidates]
    because = {
        0: "The gazetteer has no place of this name.",
        1: "The gazetteer has only this place that fits the words.",
    }.get(len(best), "Shares of the places that the words can mean: kind, container, the report's countries and population decide.")
    return Reason((path,), "candidates", "; ".join(best) or "none", because, where.made_by, None, _words(where, None))


def _named(candidate: Place) -> str:
    told = ", ".join(dict.fromkeys(part for part in (candidate.name, candidate.admin1, candidate.country) if part))
    return told if candidate.kind == "unknown" else f"{told} ({candidate.kind})"


def _words(told: When | Where, confidence: float | None) -> tuple[Words, ...]:
    if told.start is None or told.end is None or told.text is None:
        return ()
    return (Words(told.start, told.end, told.text, confidence),)
