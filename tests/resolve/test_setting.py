"""The toponyms of a report: literal uses, parties and modifiers, and the country that it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dateline.resolve.setting import Setting, midpoint, read_setting, taken_over, use
from dateline.schema.document import Document
from dateline.schema.record import WHERE_UNKNOWN
from tests.extract.made import marked, name, read
from tests.resolve.told import report

DAY = date(2016, 3, 1)
NIGERIA = [("Maiduguri", "place"), ("Gwoza", "place"), ("Nigeria", "place")]


def nigeria(*sentences: str) -> Document:
    """A report of what happened in Nigeria; the names are those of `NIGERIA` that it has."""
    text = " ".join(sentences)
    return report(*sentences, published=DAY, names=[(part, kind) for part, kind in NIGERIA if part in text])


@pytest.mark.parametrize(
    ("parse", "part", "expected"),
    [
        ("They/PRON/nsubj/2 met/meet/VERB/root/0 in/ADP/case/4 Tehran/PROPN/obl/2", "Tehran", "literal"),
        ("They/PRON/nsubj/2 talked/talk/VERB/root/0 with/ADP/case/4 Tehran/PROPN/obl/2", "Tehran", "party"),
        ("Tehran/PROPN/nsubj/2 agreed/agree/VERB/root/0", "Tehran", "party"),
        ("They/PRON/nsubj/2 accused/accuse/VERB/root/0 Tehran/PROPN/obj/2", "Tehran", "party"),
        ("Tehran/PROPN/compound/2 police/NOUN/nsubj/3 came/come/VERB/root/0", "Tehran", "modifier"),
        ("Tehran_/PROPN/nmod:poss/3 's/PART/case/1 police/NOUN/nsubj/4 came/come/VERB/root/0", "Tehran", "modifier"),
        ("They/PRON/nsubj/2 moved/move/VERB/root/0 to/ADP/case/4 Tehran/PROPN/obl/2", "Tehran", "literal"),
        ("They/PRON/nsubj/2 called/call/VERB/root/0 on/ADP/case/4 Tehran/PROPN/obl/2", "Tehran", "party"),
        ("They/PRON/nsubj/2 marched/march/VERB/root/0 on/ADP/case/4 Tehran/PROPN/obl/2", "Tehran", "literal"),
        ("Saravena/PROPN/nsubj/3 was/be/AUX/cop/3 quiet/ADJ/root/0", "Saravena", "literal"),
        ("They/PRON/nsubj/2 patrolled/patrol/VERB/root/0 Saravena/PROPN/obj/2", "Saravena", "literal"),
        ("They/PRON/nsubj/2 fled/flee/VERB/root/0 for/ADP/case/4 Saravena/PROPN/obl/2", "Saravena", "literal"),
        ("Kunduz/PROPN/compound/2 province/NOUN/nsubj/3 fell/fall/VERB/root/0", "Kunduz", "literal"),
        ("Tehran/PROPN/compound/2 airport/NOUN/nsubj/3 closed/close/VERB/root/0", "Tehran", "modifier"),
        ("Tehran/PROPN/nsubj/4 and/CCONJ/cc/3 Moscow/PROPN/conj/1 agreed/agree/VERB/root/0", "Moscow", "party"),
        ("Hugo/PROPN/nsubj/4 ,/PUNCT/punct/3 Oklahoma/PROPN/nmod:unmarked/1 burned/burn/VERB/root/0", "Oklahoma", "literal"),
        ("the/DET/det/3 Tehran/PROPN/compound/3 police/NOUN/nsubj/4 came/come/VERB/root/0", "the Tehran", "modifier"),
        ("Tehran/PROPN/nsubj/3 --/PUNCT/punct/3 hit/hit/VERB/root/0", "Tehran", "literal"),
    ],
)
def test_how_a_place_name_is_used(parse: str, part: str, expected: str) -> None:
    document = read(parse)
    document = marked(document, names=[name(document, part, "place")])
    assert use(document, document.names[0]) == expected
    assert [u for _, u in read_setting(document).uses] == [expected]


def test_the_country_of_a_report_is_the_one_that_most_of_it_points_to() -> None:
    setting = read_setting(nigeria("They fought in Gwoza, Nigeria."))
    assert setting.country == "NGA"
    even = Setting(setting.document, (), {}, (("NGA", 0.4), ("TCD", 0.35)), ())
    assert even.country is None


def test_the_midpoint_of_two_places() -> None:
    here, there = (replace(WHERE_UNKNOWN, latitude=0.0, longitude=degrees) for degrees in (10.0, 12.0))
    *middle, radius = midpoint(here, there)
    assert middle == [0.0, 11.0]
    assert radius == pytest.approx(111.2, abs=0.1)
    assert midpoint(here, WHERE_UNKNOWN) == (None, None, None)


@pytest.mark.parametrize(
    ("made_by", "expected"),
    [
        ("gazetteer:prior", "setting:before+gazetteer:prior"),
        ("setting:beside+gazetteer:prior", "setting:before+gazetteer:prior"),
        ("setting:country", "setting:before"),
    ],
)
def test_a_place_taken_over_says_so_once(made_by: str, expected: str) -> None:
    assert taken_over(replace(WHERE_UNKNOWN, made_by=made_by), "setting:before").made_by == expected


@pytest.mark.parametrize(
    ("group", "kind", "country"), [("FMLN", "armed_group", "SLV"), ("Renamo", "armed_group", "MOZ"), ("NATO", "organisation", None)]
)
def test_a_group_of_one_country_says_which_namesake_is_meant(group: str, kind: str, country: str | None) -> None:
    place = {"SLV": "San Vicente", "MOZ": "Beira"}.get(country or "", "San Vicente")
    document = report(f"{group} attacked {place}.", published=date(1989, 3, 1), names=[(group, kind), (place, "place")])
    found = read_setting(document).told[0].country
    assert found == country if country is not None else found != "SLV"


@pytest.mark.parametrize(
    ("sentence", "name", "expected"),
    [
        ("Gunmen took Boy-Rabe on Monday.", "Rabe", ["Boy-Rabe"]),
        ("Crowds sat on the Pan-American Highway.", "Pan", []),
        ("Rebels left Tiyas Military Airfield.", "Airfield", ["Tiyas Military Airfield"]),
        ("Rebels left Tiyas.", "Tiyas", ["Tiyas"]),
    ],
)
def test_a_name_is_read_to_its_beginning(sentence: str, name: str, expected: list[str]) -> None:
    document = report(sentence, names=[(name, "place")])
    assert [n.text for n, _ in read_setting(document).uses] == expected


def test_in_a_note_without_capitals_names_are_looked_up() -> None:
    document = report("troops burned nine huts near malakal", names=[("malakal", "place")])
    assert [where.country for where in read_setting(document).told] == ["SSD"]


def test_two_countries_of_a_border_stay_two() -> None:
    document = report("Troops clashed at the Syria-Iraq border.", names=[("Syria", "place"), ("Iraq", "place")])
    assert [n.text for n, _ in read_setting(document).uses] == ["Syria", "Iraq"]


@pytest.mark.parametrize(
    ("sentence", "names", "expected"),
    [
        ("Boats came to the USS Vincennes.", [("USS Vincennes", "place")], []),
        ("Guards freed Lincoln.", [("Lincoln", "place")], ["Lincoln"]),
        ("Guards of Abraham Lincoln freed Lincoln.", [("Abraham Lincoln", "person"), ("Lincoln", "place")], []),
    ],
)
def test_ships_and_surnames_are_no_places(sentence: str, names: list[tuple[str, str]], expected: list[str]) -> None:
    document = report(sentence)
    document = marked(document, names=[replace(name(document, part, kind), confidence=0.9) for part, kind in names[:-1]])
    last = sentence.rindex(names[-1][0])
    words = [w for w in document.words if last <= w.start < last + len(names[-1][0])]
    place = replace(
        name(document, names[-1][0], names[-1][1]), first=words[0].index, last=words[-1].index + 1, start=last, end=words[-1].end
    )
    setting = read_setting(marked(document, names=[*document.names, place]))
    assert [n.text for n, _ in setting.uses] == expected
    assert len(setting.no_places) == 1 - len(expected)


def test_a_people_of_elsewhere_does_not_place_an_unknown_town() -> None:
    names = [("Kidal", "place"), ("Togolese", "group"), ("Tinzawaten", "place")]
    document = report("Kidal - Gunmen shot Togolese-trained guards near Tinzawaten.", names=names)
    setting = read_setting(document)
    assert {w.country for w in setting.told} == {"MLI"}
    assert setting.nationalities == ()
