"""When spans, names and places are the same."""

from __future__ import annotations

import pytest

from dateline.evaluate.alike import both_forces, overlap, same_name, same_place
from dateline.evaluate.coded import Place


@pytest.mark.parametrize(
    ("gold", "system", "same"),
    [
        ((10, 20), (10, 20), True),
        ((10, 20), (15, 20), True),  # half of the shorter
        ((10, 20), (16, 40), False),
        ((10, 20), (0, 60), True),  # 60 = 3 x 10 + 30
        ((10, 20), (0, 61), False),
        ((10, 20), (20, 30), False),
        ((10, 20), (12, 12), False),  # no words
    ],
)
def test_spans(gold: tuple[int, int], system: tuple[int, int], same: bool) -> None:
    assert overlap([gold], [system]) is same
    assert not overlap([], [system])
    assert not overlap([gold], [])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Taliban", "the Taliban", True),
        ("ISIL", "Islamic State group", True),
        ("U.S.", "United States", True),
        ("U.N. mission in Mali", "United Nations", True),
        ("Russian Federation", "Russia", True),
        ("Government of Mali", "Mali", True),
        ("Mali", "Malta", False),
        ("Al Nusra", "Nusra", True),
        ("the police", "the police", True),  # nothing but common words: they are compared
        ("the police", "the army", False),
        ("Côte d'Ivoire", "Cote dIvoire", True),
        ("北京", "北京", True),
        ("", "", False),
        (None, "Mali", False),
    ],
)
def test_names(one: str | None, other: str | None, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


def test_forces_are_no_government() -> None:
    assert not both_forces("Military Forces of Mali", "Government of Mali")
    assert both_forces("Police Forces of Mali", "Malian army")


GOLD = Place("Rio Seco", "Sierra", "SLV", "exact")


@pytest.mark.parametrize(
    ("gold", "system", "same"),
    [
        (GOLD, Place("Rio Seco", None, "SLV", "exact"), True),
        (GOLD, Place("Rio Seco", None, None, "near"), True),
        (GOLD, Place("Rio Seco", None, "ARG", "exact"), False),
        (GOLD, Place("Seco River", None, "SLV", "exact", text="Rio Seco"), True),
        (GOLD, Place("Alta", "Sierra", "SLV", "exact"), False),
        (Place("Sierra", "Sierra", "SLV", "admin1"), Place("Alta", "Sierra", "SLV", "exact"), True),
        (Place("Sierra", None, "SLV", "admin1"), Place("Alta", None, "SLV", "exact"), False),
    ],
)
def test_places(gold: Place, system: Place, same: bool) -> None:
    assert same_place(gold, system) is same
