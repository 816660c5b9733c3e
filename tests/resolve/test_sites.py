"""Places called by another's name: a site by its town, a quarter told with its city."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.resolve.setting import read_setting
from dateline.resolve.sites import named_after, with_town
from tests.extract.made import marked, name, read
from tests.resolve.told import phrase, report

DAY = date(2016, 3, 1)

# The parse of a place with its noun, the name, and what the site is called.
SITES = [
    (
        "Gunmen/gunman/NOUN/nsubj/2 hit/VERB/root/0 the/DET/det/6 Gwoza/PROPN/compound/6 water/NOUN/compound/6 plant/NOUN/obj/2",
        "Gwoza water plant",
    ),
    ("Gunmen/gunman/NOUN/nsubj/2 held/hold/VERB/root/0 the/DET/det/5 Gwoza/PROPN/compound/5 bridge/NOUN/obj/2", "Gwoza bridge"),
    ("Gunmen/gunman/NOUN/nsubj/2 shot/shoot/VERB/root/0 a/DET/det/5 Gwoza/PROPN/compound/5 teacher/NOUN/obj/2", None),
    ("Gunmen/gunman/NOUN/nsubj/2 struck/strike/VERB/root/0 in/ADP/case/4 Gwoza/PROPN/obl/2", None),
]


@pytest.mark.parametrize(("parse", "expected"), SITES)
def test_a_site_is_called_by_the_town_before_it(parse: str, expected: str | None) -> None:
    document = read(parse, published=DAY)
    document = marked(document, names=[name(document, "Gwoza", "place")])
    own = phrase(document, "Gwoza")
    site = named_after(document, own, read_setting(document).resolve(own))
    assert (site and site.name) == expected
    if site is not None:
        assert (site.precision, site.country, site.place_id) == ("near", "NGA", None)
        assert document.report.text[site.start : site.end] == site.text


def test_a_quarter_is_told_with_the_city_that_the_report_names() -> None:
    document = report("Gunmen struck Orangi.", "Karachi mourned.", published=DAY, names=[("Orangi", "place"), ("Karachi", "place")])
    setting = read_setting(document)
    quarter, city = setting.told
    assert with_town(quarter, setting.told).name == "Orangi, Karachi"
    assert with_town(quarter, [quarter]).name == "Orangi"
    assert with_town(city, setting.told).name == "Karachi"
