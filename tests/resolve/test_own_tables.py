"""A user's actors, places and view of borders in force, and gone again."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.resolve.actors import name_actor
from dateline.resolve.gazetteer import Gazetteer
from dateline.resolve.own_types import own_codes
from dateline.resolve.places import PlaceContext, resolve_place
from dateline.schema.place import Actor
from dateline.schema.record import Acled, Codes
from dateline.settings import Settings, using
from dateline.settings.record import AcledCode, Boundaries, OwnActor, OwnCodes, OwnDisputed, OwnPlace, OwnType

ACTORS = (
    OwnActor(name="Lorit Home Guard", id="lorit", kind="militia", countries=("KEN",), first="2009", aliases=("Lorit guards",)),
    OwnActor(name="Peter Ekai", id="ekai", kind="person", first="2015-03", last="2018", acts_for="lorit", office="commander"),
    OwnActor(name="Taliban", id="taliban-ken", kind="business", countries=("KEN",)),
)
PLACES = (OwnPlace(name="Kandahar", id="kandahar-ken", kind="area", country="KEN", admin1="Turkana", latitude=3.9, longitude=35.1),)


SETTINGS = Settings(actors=ACTORS)


def named(words: str, day: date | None = date(2016, 5, 12), *, settings: Settings | None = SETTINGS) -> Actor:
    with using(settings):
        return name_actor(words, published=day)


def test_a_party_of_the_user_s_has_id_kind_and_country() -> None:
    found = named("fighters of the Lorit guards")
    assert (found.name, found.actor_id, found.kind, found.country) == ("Lorit Home Guard", "lorit", "militia", "KEN")
    assert "actors/own:lorit" in found.made_by
    assert named("the Lorit guards", settings=None).actor_id is None


def test_a_person_acts_for_the_party_in_those_years() -> None:
    assert named("Commander Peter Ekai").name == "Lorit Home Guard"
    assert named("Commander Peter Ekai", date(2020, 1, 1)).actor_id is None


def test_the_user_s_actor_comes_before_the_package_s_of_that_name() -> None:
    assert named("the Taliban").actor_id == "taliban-ken"
    assert named("the Taliban", settings=None).actor_id == "taliban"


def test_the_user_s_place_comes_first() -> None:
    def where(settings: Settings | None) -> tuple[str | None, str | None]:
        with using(settings):
            found = resolve_place("Kandahar", before="in ", after=" on Monday", context=PlaceContext(), gazetteer=Gazetteer.load())
        return found.country, found.place_id

    assert where(Settings(places=PLACES)) == ("KEN", "own:kandahar-ken")
    assert where(None)[0] == "AFG"


@pytest.mark.parametrize(
    ("boundaries", "name", "country"),
    [
        (Boundaries(), "Simferopol", "UKR"),
        (Boundaries(view="RUS"), "Simferopol", "RUS"),
        (Boundaries(view="RUS"), "Kyiv", "UKR"),
        (Boundaries(view="RUS", territories=(("Crimea", "UKR"),)), "Simferopol", "UKR"),
        (Boundaries(view="CHN"), "Taipei", "CHN"),
        (Boundaries(territories=(("Taiwan", None),)), "Taipei", None),
        (Boundaries(view="ISR"), "Majdal Shams", "ISR"),
        (Boundaries(view="MAR"), "Laayoune", "MAR"),
        (Boundaries(view="MAR"), "Kherson", "UKR"),
        (Boundaries(view="RUS"), "Zaporizhzhia", "RUS"),
    ],
)
def test_a_disputed_place_lies_where_the_view_has_it(boundaries: Boundaries, name: str, country: str | None) -> None:
    with using(Settings(boundaries=boundaries)):
        assert Gazetteer.load().lookup(name)[0].country == country


def test_a_namesake_outside_the_territory_stays() -> None:
    with using(Settings(boundaries=Boundaries(view="PAK"))):
        found = {(p.country, p.admin1) for p in Gazetteer.load().lookup("Srinagar")}
    assert {("PAK", "Jammu and Kashmir"), ("IND", "Uttarakhand")} <= found


def test_a_country_that_is_claimed_becomes_a_unit_of_the_claimant() -> None:
    with using(Settings(boundaries=Boundaries(view="CHN"))):
        taiwan = Gazetteer.load().lookup("Taiwan")[0]
    assert (taiwan.country, taiwan.kind, taiwan.admin1) == ("CHN", "admin1", "Taiwan")


def test_the_codes_of_a_type_come_before_its_parent_s() -> None:
    parent = Codes("ASSAULT", cameo="190", acled=Acled("Battles", "Armed clash"))
    own = OwnType(name="RAID", parent="ASSAULT", triggers=(), codes=OwnCodes(acled=AcledCode(event_type="A", sub_event_type="B")))
    with using(Settings(types=(own,))):
        found = own_codes(parent, "RAID")
        assert (found.plover, found.cameo, found.acled) == ("ASSAULT", "190", Acled("A", "B"))
        assert own_codes(parent, None) is parent


DISPUTED = [
    # what the user's table says, a place, its country then
    (OwnDisputed(name="Crimea", country="RUS", claimed_by=("UKR",), aliases=("Simferopol",), admin1="Crimea"), "Simferopol", "RUS"),
    (OwnDisputed(name="Crimea", country=None, claimed_by=("UKR", "RUS"), aliases=("Simferopol",), admin1="Crimea"), "Simferopol", None),
    (OwnDisputed(name="Lodwar triangle", country="SSD", claimed_by=("KEN",), aliases=("Lodwar",)), "Lodwar", "SSD"),
    (OwnDisputed(name="Lodwar triangle", country="KEN", claimed_by=("SSD",), aliases=("Lodwar",)), "Lodwar", "KEN"),
    (OwnDisputed(name="Lodwar triangle", country="SSD", claimed_by=("ETH",), aliases=("Lodwar",)), "Lodwar", "KEN"),
]


@pytest.mark.parametrize(("own", "name", "country"), DISPUTED)
def test_the_user_s_table_of_disputed_territories_counts(own: OwnDisputed, name: str, country: str | None) -> None:
    with using(Settings(boundaries=Boundaries(table=(own,)))):
        assert Gazetteer.load().lookup(name)[0].country == country
        told = Gazetteer.load().disputed(own.name)
        assert told is not None and (told.country, told.claimed_by) == (own.country, own.claimed_by)
    with using(None):
        assert Gazetteer.load().disputed("Lodwar triangle") is None


def test_a_view_holds_for_the_user_s_territories_too() -> None:
    own = OwnDisputed(name="Lodwar triangle", country="KEN", claimed_by=("SSD",), aliases=("Lodwar",))
    with using(Settings(boundaries=Boundaries(view="SSD", table=(own,)))):
        assert Gazetteer.load().lookup("Lodwar")[0].country == "SSD"
    with using(Settings(boundaries=Boundaries(view="SSD", territories=(("Lodwar triangle", None),), table=(own,)))):
        assert Gazetteer.load().lookup("Lodwar")[0].country is None
