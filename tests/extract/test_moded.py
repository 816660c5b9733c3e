"""Figures that the deed itself tells of, where nothing else marks one."""

from __future__ import annotations

import pytest

from dateline.extract.befallen import is_people
from dateline.extract.moded import LEVEL, find_moded, held
from dateline.schema.document import Fact
from tests.extract.made import marked, read, role, taken, trigger

TAKEN = "Gunmen/gunman/NOUN/nsubj/2 grabbed/grab/VERB/root/0 two/NUM/nummod/4 nurses/nurse/NOUN/obj/2"
SEIZED = "Four/NUM/nummod/2 monitors/monitor/NOUN/nsubj/6 seized/seize/VERB/acl/2 in/ADP/case/5 May/PROPN/obl/3 left/leave/VERB/root/0"


@pytest.mark.parametrize(
    ("kind", "mode", "level", "expected"),
    [
        ("ASSAULT", "abduct", LEVEL, ["abducted"]),
        ("COERCE", "arrest", LEVEL, ["detained"]),
        ("ASSAULT", "abduct", LEVEL - 0.01, []),
        ("ASSAULT", "firearms", LEVEL, []),
    ],
)
def test_whom_a_deed_befalls_is_counted(kind: str, mode: str, level: float, expected: list[str]) -> None:
    document = read(TAKEN)
    grabbed = trigger(document, "grabbed", kind, modes=((mode, 1.0),))
    document = marked(document, grabbed, roles=[role(document, 0, "recipient", "two nurses", confidence=level)])
    told = list(find_moded(document, [taken(document)], []))
    assert [fact.label for _, fact, _ in told] == expected
    assert all(document.text(fact.first, fact.last) == "two nurses" and made_by == f"mode:{mode}" for _, fact, made_by in told)


def test_a_figure_of_the_outcome_is_enough() -> None:
    document = read(TAKEN)
    grabbed = trigger(document, "grabbed", "ASSAULT", modes=(("abduct", 1.0),))
    document = marked(document, grabbed, roles=[role(document, 0, "recipient", "two nurses")])
    assert not list(find_moded(document, [taken(document)], [(0, Fact(2, 4, "abducted", 0.6))]))


def test_people_described_by_a_taking_may_have_met_with_something_else() -> None:
    document = read(SEIZED)
    document = marked(document, trigger(document, "seized", "ASSAULT", modes=(("abduct", 1.0),)))
    released = [(1, Fact(0, 2, "released", 0.9))]
    told = list(find_moded(document, [taken(document)], released))
    assert [document.text(fact.first, fact.last) for _, fact, _ in told] == ["Four monitors"]


def test_people_under_arrest_are_detained() -> None:
    document = read(TAKEN)
    document = marked(document, trigger(document, "grabbed", "COERCE"))
    arrest = taken(document)
    assert held(arrest, Fact(2, 4, "abducted", 0.9)).label == "detained"
    assert held(arrest, Fact(2, 4, "killed", 0.9)).label == "killed"


def test_members_of_a_group_are_people() -> None:
    tigers = read("31/NUM/nummod/2 Tigers/tiger/NOUN/nsubj/3 surrendered/surrender/VERB/root/0")
    goats = read("31/NUM/nummod/2 goats/goat/NOUN/nsubj/3 fled/flee/VERB/root/0")
    assert is_people(tigers, 1)
    assert not is_people(goats, 1)
