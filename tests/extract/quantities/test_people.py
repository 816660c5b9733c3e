"""Nouns for people."""

from __future__ import annotations

import pytest

from dateline.extract.quantities import (
    BELLIGERENT,
    CONFIDENCE,
    is_person_noun,
    person_kind,
)
from dateline.extract.quantities.table import grammar


def test_list_of_nouns_is_long_and_clean() -> None:
    kinds = grammar().raw["people"]["kinds"]
    nouns = [noun for table in kinds for noun in table["nouns"]]
    assert len(nouns) >= 350
    assert len(nouns) == len(set(nouns))
    assert all(noun == noun.lower().strip() for noun in nouns)
    assert {table["civilian"] for table in kinds} == {"yes", "no", "unknown"}
    assert sorted(BELLIGERENT) == ["attacker", "military", "militia", "police", "rebel"]
    assert set(CONFIDENCE) >= {row[1] for rows in grammar().opening.values() for row in rows} - {"skip"}


@pytest.mark.parametrize("noun", ["villager", "policemen", "soldiers", "WOMEN", "babies", "ex-soldier", "wives", "crew", "psychiatrist"])
def test_person_nouns(noun: str) -> None:
    assert is_person_noun(noun)


@pytest.mark.parametrize("noun", ["cattle", "bridge", "rocket", "houses", "agreement", "tank"])
def test_other_nouns(noun: str) -> None:
    assert not is_person_noun(noun)


def test_kind_of_person() -> None:
    assert person_kind("gunmen") == "attacker"
    assert person_kind("bridge") is None
