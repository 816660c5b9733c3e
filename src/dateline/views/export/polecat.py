"""POLECAT's 40 columns, separated by tabs: one row for each incident."""

from __future__ import annotations

from dateline.schema.record import Participant
from dateline.views.export.chosen import Chosen
from dateline.views.export.tabular import Row, Table
from dateline.views.export.values import degrees, geonames_id, joined, line, modes, names, plover_country, quad_name, sectors

_PARTY = "{0} Name|{0} Country|{0} COW|Primary {0} Sector|{0} Sectors|{0} Title|{0} Name Raw|Wikipedia {0} ID"
COLUMNS = (
    *"Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts".split("|"),
    *_PARTY.format("Actor").split("|"),
    *_PARTY.format("Recipient").split("|"),
    *"Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type".split("|"),
    *"Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version".split("|"),
)
_TOWN = ("exact", "near")


def _row(chosen: Chosen) -> Row | None:
    codes, where, when, told = chosen.codes, chosen.where, chosen.when, chosen.teller
    if codes.plover is None:
        return None
    return (
        *(chosen.item.incident.id, when.start_date or when.end_date, codes.plover, joined(modes(chosen.mode, chosen.status)), None),
        *(quad_name(codes.quad), joined(codes.contexts), *_party(chosen.actors), *_party(chosen.recipients)),
        *(line(where.name), line(where.name) if where.precision in _TOWN else None, line(where.admin2), line(where.admin1)),
        *(plover_country(where.country), degrees(where.latitude), degrees(where.longitude), geonames_id(where.place_id)),
        *(line(where.text), None, joined(chosen.publishers()), told.published, None, None, None, None, None),
    )


def _party(parties: tuple[Participant, ...]) -> Row:
    if not parties:
        return (None,) * 8
    found, words = sectors(parties), joined(mention.text for party in parties for mention in party.mentions[:1])
    countries = joined(code for party in parties if (code := plover_country(party.country)))
    return names(parties), countries, None, found[0] if found else None, joined(found), None, words, None


FORMAT = Table(
    "polecat",
    ".tsv",
    COLUMNS,
    (
        "One row is one incident; POLECAT has a row for each story, and counts each retelling.",
        "Events that did not happen are rows too: PLOVER's auxiliary modes future, hypothetical and negation stand behind the mode.",
        "Intensity, COW numbers, titles of persons, Wikipedia ids, Feature Type, the Story columns, Language and Version are None.",
        "GeoNames ID is given where the place is one of GeoNames; Country is the ISO code.",
        "Figures, claims, weapons, the end of a longer event and conflicting values have no column.",
    ),
    _row,
    delimiter="\t",
    missing="None",
)
