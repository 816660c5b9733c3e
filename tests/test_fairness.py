"""Figures by group: what stands in which group, and that a group with few values tells nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

import dateline
from benchmarks import fairness
from dateline.evaluate.alignment import Pair
from dateline.evaluate.coded import CodedEvent, Party, Place
from dateline.evaluate.gold import GoldReport
from dateline.evaluate.intervals import Interval
from dateline.evaluate.scores import Compared
from dateline.schema.countries import country

ROOT = Path(__file__).parent.parent


def event(country: str | None = None, actor: str | None = None, type: str = "ASSAULT") -> CodedEvent:
    where = Place("Gao", None, country, "town") if country else None
    parties = (Party("actor", actor, ((0, 3),)),) if actor else ()
    return CodedEvent("e1", type, None, "happened", ((0, 3),), frozenset({0}), parties=parties, where=where)


def compared(number: int, *pairs: Pair, doc: str = "note") -> Compared:
    return Compared(GoldReport(f"{doc}-{number}", "Rebels fought.", None, ((0, 14),), ()), {}, pairs)


@pytest.mark.parametrize(
    ("code", "region"), [("MLI", "Africa"), ("PSE", "Middle East"), ("HKG", "Asia"), ("PRI", "Americas"), (None, fairness.UNTOLD)]
)
def test_the_region_of_an_event(code: str | None, region: str) -> None:
    assert fairness.region(event(code)) == region


def test_every_country_of_the_groups_is_one() -> None:
    groups = fairness._groups()
    named = [code for kind in ("scripts", "latin") for codes in groups[kind].values() for code in codes]
    assert [code for code in named if country(code) is None] == []
    assert len(named) == len(set(named))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Government of Mali", "government"),
        ("Mali", "government"),
        ("Military Forces of Mali", "state forces"),
        ("Police of Ukraine", "state forces"),
        ("Taliban", "non-state armed groups"),
        ("United Nations", "international bodies"),
        ("Protesters (Mali)", "protesters and rioters"),
        ("unidentified gunmen", "unnamed armed people"),
        ("the bakers of Gao", fairness.UNLISTED),
    ],
)
def test_the_kind_of_a_party(name: str, kind: str) -> None:
    assert fairness.kind_of_name(name) == kind


def test_a_figure_is_told_of_thirty_values_and_ten_reports() -> None:
    right = Pair(event("MLI"), event("MLI"))
    (few,) = fairness.rows([compared(n, right) for n in range(29)], fairness.DIMENSIONS[0])
    (enough,) = fairness.rows([compared(n, right) for n in range(30)], fairness.DIMENSIONS[0])
    (lumped,) = fairness.rows([compared(n, *(right,) * 10) for n in range(3)], fairness.DIMENSIONS[0])
    assert (few.figures["events"], lumped.figures["events"]) == (None, None)
    assert enough.figures["events"] == fairness.Figure(1.0, 30, Interval(1.0, 1.0), 0)
    assert "not told" in fairness.as_table("Region", [few])[-1]


def test_a_group_that_is_worse_is_marked() -> None:
    right, missed = Pair(event("MLI"), event("MLI")), Pair(event("FRA"), None)
    told = {row.group: row for row in fairness.rows([compared(n, right, missed) for n in range(40)], fairness.DIMENSIONS[0])}
    sides = {group: figure.side for group, row in told.items() if (figure := row.figures["events"]) is not None}
    assert sides == {"Africa": 1, "Europe": -1}


def test_invented_events_count_where_the_record_puts_them() -> None:
    groups = fairness.by_group([compared(1, Pair(None, event("MLI")), Pair(event("FRA"), None))], fairness.DIMENSIONS[0])
    assert {group: tuple(documents[0].events) for group, documents in groups.items()} == {"Africa": (0, 0, 1), "Europe": (0, 1, 0)}


def test_what_is_cited_is_this_version() -> None:
    assert f"version: {dateline.__version__}\n" in (ROOT / "CITATION.cff").read_text("utf-8")
