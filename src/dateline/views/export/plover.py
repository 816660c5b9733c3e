"""PLOVER's records (manual 0.8, chapter 6) as JSON Lines: one object for each incident. Fields of which nothing is known are left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from dateline.schema.jsonable import dumps
from dateline.schema.place import Where
from dateline.schema.record import Participant
from dateline.views.export.chosen import Chosen, choose, with_tellings
from dateline.views.export.form import Item
from dateline.views.export.values import geonames_id, modes, plover_country, sectors

# PLOVER's levels of places.
_RESOLUTION = {"exact": 4, "near": 4, "admin2": 3, "admin1": 2, "country": 1}
_TOWN = ("exact", "near")
# PLOVER's sizes by our outcomes.
_SIZES = {"dead": "killed", "injured": "wounded", "arrested": "detained"}


class Plover:
    """The format of that name."""

    name = "plover"
    suffix = ".jsonl"
    losses = (
        "One record is one incident, the values chosen; conflicting ones, claims, weapons and who told the reports are not in it.",
        "The auxiliary modes future, hypothetical and negation stand among the modes; an attempt or a habit is not told from a deed.",
        "identifier_id is left out: we have no Wikidata ids; identifier_text is the name as our tables of actors print it.",
        "date is the first day that is known; a record without a day has none, though PLOVER asks for one.",
        "text is left out, since the words are the publisher's; event_text has the trigger words.",
        "dead, injured and arrested are best estimates of all sides together.",
    )

    def write(self, items: Iterable[Item], target: BinaryIO) -> int:
        """Writes the objects as the items come; how many."""
        rows = 0
        for item in items:
            if with_tellings(item) and (chosen := choose(item)).codes.plover:
                target.write((dumps(_known(_record(chosen))) + "\n").encode("utf-8"))
                rows += 1
        return rows


def _record(chosen: Chosen) -> dict[str, Any]:
    codes, when = chosen.codes, chosen.when
    first = when.start_date or when.end_date
    return {
        "id": chosen.item.incident.id,
        "date": first,
        "enddate": when.end_date if when.end_date != first else None,
        "actor": [_entity(party) for party in chosen.actors],
        "recipient": [_entity(party) for party in chosen.recipients],
        "event": [codes.plover],
        "event_loc": _known(_location(chosen.where)),
        "event_text": list(dict.fromkeys(mention.text for mention in chosen.event.mentions)),
        "quad_code": int(codes.quad[1:]) if codes.quad else None,
        "mode": list(modes(chosen.mode, chosen.status)),
        "context": list(codes.contexts),
        **{name: chosen.best(outcome) for name, outcome in _SIZES.items()},
        "cite_info": _known({"publication": list(chosen.publishers()), "title": list(chosen.titles())}),
    }


def _entity(party: Participant) -> dict[str, Any]:
    found = sectors([party])
    told = {
        "code": plover_country(party.country),
        "sector": found[0] if found else None,
        "entity_text": party.mentions[0].text if party.mentions else None,
        "identifier_text": party.name,
    }
    return _known(told)


def _location(where: Where) -> dict[str, Any]:
    return {
        "extracted_place": where.text,
        "resolved_place": where.name,
        "geonameid": geonames_id(where.place_id),
        "lat": where.latitude,
        "lon": where.longitude,
        "city": where.name if where.precision in _TOWN else None,
        "district": where.admin2,
        "province": where.admin1,
        "country_code": plover_country(where.country),
        "resolution": _RESOLUTION.get(where.precision),
    }


def _known(told: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known; `actor` is required, if empty."""
    return {name: value for name, value in told.items() if name == "actor" or value not in (None, [], {})}


FORMAT = Plover()
