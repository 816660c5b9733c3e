"""Parties as lists of conflict data print them."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.resolve.actors import name_actor
from dateline.resolve.listing import Occasion, listed
from dateline.schema.record import Participant, ParticipantMention


def party(words: str, *, country: str | None, day: str = "2019-05-05", role: str = "actor") -> Participant:
    a = name_actor(words, published=date.fromisoformat(day), country=country)
    mention = ParticipantMention(0, len(words), words, "test", 1.0)
    return Participant(role, a.name, a.actor_id, a.kind, a.sector, a.country, (mention,), a.made_by, a.confidence)


@pytest.mark.parametrize(
    ("words", "country", "occasion", "name", "kind"),
    [
        ("gunmen", "NER", Occasion(country="NER"), "Unidentified Armed Group (Niger)", "political militia"),
        ("a mob", "ZAF", Occasion(country="ZAF"), "Rioters (South Africa)", "rioters"),
        ("youths", "FRA", Occasion("PROTEST", "riot", "FRA"), "Rioters (France)", "rioters"),
        ("students", "ZAF", Occasion("PROTEST", "demo", "ZAF"), "Protesters (South Africa)", "protesters"),
        ("students", "ZAF", Occasion("CONSULT", None, "ZAF"), "Civilians (South Africa)", "civilians"),
        ("armed herders", "NGA", Occasion(country="NGA"), "Unidentified Communal Militia (Nigeria)", "identity militia"),
        ("aid workers", "SSD", Occasion(country="SSD"), "Aid Workers (South Sudan)", "civilians"),
        ("French troops", "MLI", Occasion("ASSAULT", None, "MLI"), "Military Forces of France", "external forces"),
        ("French troops", "FRA", Occasion("ASSAULT", None, "FRA"), "Military Forces of France", "state forces"),
        ("UN peacekeepers", "COD", Occasion(country="COD"), "MONUSCO", "external forces"),
        ("the RSF", "SDN", Occasion(country="SDN"), "Rapid Support Forces", "state forces"),
        ("Janjaweed", "SDN", Occasion(country="SDN"), "Janjaweed", "identity militia"),
        ("Boko Haram", "NGA", Occasion(country="NGA"), "Boko Haram", "rebel group"),
        ("Kenya's president", "KEN", Occasion(country="KEN"), "Kenya", "government"),
        ("gunmen", None, Occasion(), "Unidentified Armed Group", "political militia"),
    ],
)
def test_listed(words: str, country: str | None, occasion: Occasion, name: str, kind: str) -> None:
    found = listed(party(words, country=country), occasion)
    assert (found.name, found.kind) == (name, kind)


def test_the_day_decides_the_kind() -> None:
    before = listed(party("the RSF", country="SDN", day="2023-04-14"), Occasion(country="SDN"))
    after = listed(party("the RSF", country="SDN", day="2023-04-15"), Occasion(country="SDN"))
    assert (before.kind, after.kind) == ("state forces", "rebel group")
