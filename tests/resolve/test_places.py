"""Place names with the words around them and the report's countries, as an analyst would read them (tests/cases/places.csv)."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest

from dateline.resolve.gazetteer import Gazetteer
from dateline.resolve.place_words import read
from dateline.resolve.places import PlaceContext, ToponymInText, countries_told, country_context, resolve_place, resolve_places
from dateline.schema.place import Place, Where

CASES = Path(__file__).parent.parent / "cases" / "places.csv"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shares(text: str) -> tuple[tuple[str, float], ...]:
    """ "LBN:0.8|SYR:0.2" as a context's countries."""
    return tuple((c, float(s)) for c, s in (pair.split(":") for pair in text.split("|") if pair))


def at(name: str, before: str = "", after: str = "", **countries: float) -> Where:
    return resolve_place(name, before=before, after=after, context=PlaceContext(tuple(countries.items())), gazetteer=Gazetteer.load())


def kilometres(where: Where, latitude: float, longitude: float) -> float:
    assert where.latitude is not None and where.longitude is not None
    east = (where.longitude - longitude) * math.cos(math.radians(latitude))
    return math.hypot(where.latitude - latitude, east) * 111.2


@pytest.mark.parametrize("case", cases(), ids=lambda c: f"{c['before'][-24:]}[{c['name']}]{c['after'][:24]}")
def test_a_place_as_an_analyst_reads_it(case: dict[str, str], gazetteer: Gazetteer) -> None:
    context = PlaceContext(shares(case["countries"]))
    where = resolve_place(case["name"], before=case["before"], after=case["after"], context=context, gazetteer=gazetteer)
    found = (where.country or "", where.admin1 or "", where.precision)
    assert found == (case["country"], case["admin1"], case["precision"]), where.candidates[:3]


def test_the_table_is_wide() -> None:
    assert len(cases()) >= 60
    assert len({c["country"] for c in cases()}) >= 30


@pytest.mark.parametrize("case", cases(), ids=lambda c: c["name"])
def test_every_answer_keeps_the_codebook(case: dict[str, str], gazetteer: Gazetteer) -> None:
    context = PlaceContext(shares(case["countries"]))
    where = resolve_place(case["name"], before=case["before"], after=case["after"], context=context, gazetteer=gazetteer)
    assert (where.start, where.end, where.text) == (None, None, None)
    assert 0.0 <= where.confidence <= 1.0
    assert len(where.candidates) <= 5
    assert [s for _, s in where.candidates] == sorted((s for _, s in where.candidates), reverse=True)
    assert (where.latitude is None) == (where.longitude is None)
    assert where.place_id is None or where.place_id == where.candidates[0][0].id
    if where.precision == "country":
        assert where.admin1 is None


def test_a_distance_and_a_direction_move_the_point() -> None:
    town = at("Dori", BFA=1.0)
    moved = at("Dori", "stormed a market about 40 km south of ", BFA=1.0)
    assert town.latitude is not None and town.longitude is not None
    assert abs(kilometres(moved, town.latitude, town.longitude) - 40) < 1
    assert moved.latitude is not None and moved.latitude < town.latitude
    assert moved.radius_km == 12


@pytest.mark.parametrize(
    ("before", "radius"),
    [("hit a base near ", 10), ("hit a base on the outskirts of ", 5), ("boarded off the coast of ", 50), ("dug up 8 miles from ", 12.9)],
)
def test_a_place_nearby_has_a_radius(before: str, radius: float) -> None:
    assert at("Mukalla", before, YEM=1.0).radius_km == radius


def test_the_town_itself_has_no_radius() -> None:
    assert at("Mukalla", "in ", YEM=1.0).radius_km is None


def test_an_unknown_place_keeps_its_name_and_nothing_is_invented() -> None:
    where = at("Qarmuzabad", "the village of ", AFG=0.9, USA=0.1)
    assert (where.name, where.country, where.latitude, where.place_id, where.admin1) == ("Qarmuzabad", "AFG", None, None, None)


def test_capitals_are_not_kept() -> None:
    assert at("SAN SALVADOR", "EXPLODED IN ", SLV=1.0).name == "San Salvador"
    assert at("QARMUZABAD", "BURNED IN ", AFG=1.0).name == "Qarmuzabad"


def test_the_reports_own_spelling_is_kept_and_the_id_is_one() -> None:
    one, other = at("Hudaydah", "in ", YEM=1.0), at("Hodeidah", "in ", YEM=1.0)
    assert (one.name, other.name) == ("Hudaydah", "Hodeidah")
    assert one.place_id == other.place_id


def test_a_country_is_called_by_its_common_name() -> None:
    assert at("the U.S.", "in ").name == "United States"


def test_names_of_one_report_help_each_other() -> None:
    report = [
        ToponymInText("Lebanon", "fighting in northern ", "."),
        ToponymInText("Tripoli", "clashes in ", " on Monday"),
        ToponymInText("Akkar", "in ", " district"),
    ]
    assert [w.country for w in resolve_places(report)] == ["LBN", "LBN", "LBN"]
    alone = resolve_places([ToponymInText("Tripoli", "clashes in ", " on Monday"), ToponymInText("Misrata", "and in ", "")])
    assert [w.country for w in alone] == ["LBY", "LBY"]


def test_a_neighbour_in_the_report_decides(gazetteer: Gazetteer) -> None:
    palma = next(p for p in gazetteer.lookup("Mocimboa da Praia"))
    context = PlaceContext((("MOZ", 0.5), ("ESP", 0.5)), (palma,))
    assert resolve_place("Palma", before="attacked ", after="", context=context, gazetteer=gazetteer).country == "MOZ"


def test_nationalities_count_towards_the_context() -> None:
    assert country_context(["Springfield"], ["IRQ", "IRQ", "IRQ", "USA"])[0][0] == "IRQ"
    assert country_context([], []) == ()


def test_shares_of_the_context_sum_to_one() -> None:
    found = country_context(["Kabul", "Kandahar", "Washington", "Pakistan"], ["AFG"])
    assert found[0][0] == "AFG"
    assert sum(share for _, share in found) == pytest.approx(1)


def test_georgia_the_state_does_not_make_the_report_georgian() -> None:
    assert [c for c, _ in country_context(["Georgia", "Alabama", "United States"], [])] == ["USA"]


@pytest.mark.parametrize("name", ["", " ", "'s", "the", ",", "near ", "of", "(", "A" * 3000, "ن" * 20, "—" * 50, "in the city of "])
def test_odd_names_give_an_answer(name: str) -> None:
    where = at(name, "km of " * 50, ", " * 200, AFG=1.0)
    assert where.precision in {"exact", "near", "admin2", "admin1", "country", "unknown"}


@pytest.mark.timeout(60)  # an expression that tries every way of reading would take hours
@pytest.mark.parametrize("words", ["north of the city of ", "10 km ", "Iraq's ", "the ", "A b "])
def test_long_surroundings_are_read_to_an_end(words: str) -> None:
    assert at("Kabul", words * 2000, words * 2000).country == "AFG"


def test_the_same_words_give_the_same_answer(gazetteer: Gazetteer) -> None:
    place = at("San Miguel", "in ", "", PHL=0.5, SLV=0.5)
    assert place == at("San Miguel", "in ", "", PHL=0.5, SLV=0.5)
    assert all(isinstance(p, Place) for p, _ in place.candidates)


def test_a_capital_is_the_town_also_beside_other_places() -> None:
    """The town of the first reading once voted for the province of its own name in the second."""
    names = [ToponymInText("Tehran", "officials in ", " on Sunday"), ToponymInText("Havana", "talks in ", ""), ToponymInText("Kabul")]
    found = resolve_places(names, nationalities=[("IRN", 0), ("CUB", 0), ("AFG", 0)])
    assert [(w.name, w.precision) for w in found] == [("Tehran", "exact"), ("Havana", "exact"), ("Kabul", "exact")]


def test_the_only_place_of_its_name_is_meant_though_the_report_names_another_country(gazetteer: Gazetteer) -> None:
    abroad = PlaceContext((("TCD", 1.0),), (), None)
    found = resolve_place("Aguelhok", before="set off a device at ", after=".", context=abroad, gazetteer=gazetteer)
    assert (found.country, found.admin1) == ("MLI", "Kidal")


def test_a_unit_called_after_its_town_is_no_second_bearer_of_the_name(gazetteer: Gazetteer) -> None:
    abroad = PlaceContext((("DNK", 1.0),), (), None)
    found = resolve_place("Timbuktu", before="a Danish priest was seized in ", after=".", context=abroad, gazetteer=gazetteer)
    assert found.country == "MLI"


def test_a_capitalised_word_more_makes_another_container(gazetteer: Gazetteer) -> None:
    found = resolve_place("Centro Alto", before="entered ", after=", Rio Azul, and left", context=PlaceContext(), gazetteer=gazetteer)
    assert found.country != "BRA"


def test_names_of_a_list_lie_in_none_of_each_other() -> None:
    found = at("Ndélé", "bandits hold ", ", Birao and the Vakaga", CAF=1.0)
    assert (found.admin1, found.precision) == ("Bamingui-Bangoran", "exact")
    assert at("Batken", "rockets hit the airport of ", ", Bishkek said", KGZ=1.0).admin1 == "Batken"


def test_a_short_name_of_a_country_may_be_a_town() -> None:
    found = resolve_places([ToponymInText("Bolivia"), ToponymInText("Trinidad", "roads to ", " and Montero"), ToponymInText("Montero")])
    assert [w.country for w in found] == ["BOL", "BOL", "BOL"]


def test_a_government_that_acts_is_at_its_seat() -> None:
    names = ("Australia", "Wellington", "Canberra", "Melbourne")
    found = resolve_places([ToponymInText(name, after=" threatened to cut aid", acts=name == "Wellington") for name in names])
    assert found[1].country == "NZL"


@pytest.mark.parametrize(
    ("names", "number", "country", "radius"),
    [
        (("Sanaa", "Nowherabad", "Sanaa"), 1, "YEM", 50.0),  # where both sides agree it is close
        (("Aden", "Nowherabad", "Saada"), 1, "YEM", 150.0),  # else somewhere around the one before it
        (("Yemen", "Nowherabad"), 1, "YEM", None),
    ],
)
def test_an_unknown_place_stands_near_known_ones(names: tuple[str, ...], number: int, country: str, radius: float | None) -> None:
    found = resolve_places([ToponymInText(name) for name in names])[number]
    assert (found.country, found.radius_km) == (country, radius)


@pytest.mark.parametrize("name", ["Hadda street", "Hadda Square", "Zubayri Road"])
def test_a_street_has_its_towns_name(name: str) -> None:
    found = resolve_places([ToponymInText("Sanaa"), ToponymInText(name)])[1]
    assert (found.name, found.precision) == ("Sanaa", "near")


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("Kenya's troops entered ", False),
        ("Kenya's air force bombed ", False),
        ("Kenya's northern ", True),
        ("Kenya's port of ", True),
        ("Kenya's border town of ", True),
    ],
)
def test_who_acts_for_a_state_does_not_say_what_lies_in_it(before: str, expected: bool) -> None:
    assert ("Kenya" in read("Dhobley", before, " on Monday").containers) is expected


def test_a_country_told_across_the_border_counts_half() -> None:
    """Thai villagers were hit in Ban Nong, 3 km from the border with Cambodia, where Cambodian guns stood."""
    names = [ToponymInText("Ban Nong", "in ", ""), ToponymInText("Cambodia", "3 km from the border with ", "")]
    assert [country for country, _ in countries_told(names, ["KHM", "THA"])] == ["THA", "KHM"]
    assert countries_told(names, ["KHM"]) == (("KHM", 1.0),)
    assert resolve_places(names, nationalities=[("THA", 0), ("KHM", 0)])[0].country == "THA"


def test_a_town_and_the_unit_called_as_it_are_one_bearer(gazetteer: Gazetteer) -> None:
    """Marib and its governorate; a reviewed place, however small."""
    for name, country in (("Marib", "YEM"), ("Kidal", "MLI"), ("Bulo Marer", "SOM")):
        assert at(name, "in ", " on Thursday", USA=1.0).country == country
    # Of these towns nobody tells the people
    for name, country in (("Tessalit", "MLI"), ("Tal Abyad", "SYR")):
        assert at(name, "near ", " on Thursday", FRA=1.0).country == country
    assert at("Sewa", "on the ", " river", SLE=1.0).country == "SLE"
    assert at("Mastaba", "in ", " on Thursday", YEM=1.0).country == "YEM"
    # Another spelling beside a hamlet elsewhere says nothing
    assert at("Mendez", "near ", " on Monday", MEX=1.0).country == "MEX"


@pytest.mark.parametrize(
    ("name", "countries", "expected"),
    [
        ("Syria Street", {"LBN": 1.0}, "LBN"),
        ("Al Salem hospital", {"IRQ": 1.0}, "IRQ"),
        ("Quetta's Saryab Road", {"PAK": 1.0}, "PAK"),
        ("Kabul University", {"AFG": 1.0}, "AFG"),
    ],
)
def test_a_site_that_bears_the_name_of_another_country_s_town(name: str, countries: dict[str, float], expected: str) -> None:
    assert at(name, "at the ", " on Monday", **countries).country == expected


def test_a_name_that_says_only_whose_somebody_is_counts_for_no_country() -> None:
    embassy = ToponymInText("United States", "the ", " embassy", abroad=True)
    assert countries_told([embassy, ToponymInText("Sanaa", "in ", "")], []) == (("YEM", 1.0),)
