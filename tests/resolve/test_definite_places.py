"""What "the capital" and "the town" stand for."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.extract.syntax import phrase
from dateline.resolve.setting import read_setting
from dateline.schema.mention import DEFINITE
from tests.extract.made import marked, name, read, span

RAIDED = "Gunmen/gunman/NOUN/nsubj/2 raided/raid/VERB/root/0 Gwoza/PROPN/obj/2 in/ADP/case/5 Nigeria/PROPN/obl/2"
LEFT = "Gunmen/gunman/NOUN/nsubj/2 left/leave/VERB/root/0 Nigeria/PROPN/obj/2"
THE = "They/PRON/nsubj/2 burned/burn/VERB/root/0 the/DET/det/4 {}/NOUN/obj/2"
AFGHAN = "They/PRON/nsubj/2 burned/burn/VERB/root/0 the/DET/det/5 Afghan/ADJ/amod/5 capital/NOUN/obj/2"


@pytest.mark.parametrize(
    ("lines", "part", "expected"),
    [
        ((RAIDED, THE.format("town")), "the town", "Gwoza"),
        ((LEFT, THE.format("capital")), "the capital", "Abuja"),
        ((LEFT, AFGHAN), "the Afghan capital", "Kabul"),
        ((LEFT, THE.format("town")), "the town", None),
        ((THE.format("town"), RAIDED), "the town", None),
        ((RAIDED, THE.format("market")), "the market", None),
    ],
    ids=["the town told before", "the country's capital", "a people's capital", "no town told", "only told later", "no place noun"],
)
def test_a_place_told_without_its_name(lines: tuple[str, ...], part: str, expected: str | None) -> None:
    document = read(*lines, published=date(2016, 3, 1))
    document = marked(document, names=[name(document, n, "place") for n in ("Gwoza", "Nigeria") if n in document.report.text])
    told = phrase(document, *span(document, part), made_by=DEFINITE, confidence=0.9)
    where = read_setting(document).resolve(told)
    assert where.name == expected
    if expected is not None:
        assert where.text == part
        assert where.made_by.startswith("setting:definite+")


@pytest.mark.parametrize(
    ("people", "day", "expected"),
    [
        ("Chilean", date(2016, 3, 1), "Santiago"),
        ("Nigerian", date(1985, 3, 1), "Lagos"),
        ("Nigerian", date(2016, 3, 1), "Abuja"),
        ("Nigerian", None, None),
        ("Ivorian", date(2016, 3, 1), None),
    ],
)
def test_a_capital_is_that_of_its_day_or_unknown(people: str, day: date | None, expected: str | None) -> None:
    document = read(AFGHAN.replace("Afghan", people), published=day)
    told = phrase(document, *span(document, f"the {people} capital"), made_by=DEFINITE, confidence=0.9)
    assert read_setting(document).resolve(told).name == expected
