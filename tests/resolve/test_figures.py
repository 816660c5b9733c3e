"""The figures of an event: each once, parts under their totals, on the side that was hit (tests/cases/figures.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline.resolve.cast import read_cast
from dateline.resolve.figures import casualties
from dateline.resolve.participants import Naming, participants
from dateline.schema.record import Casualty
from tests.resolve.told import claim, count, mention, party, report

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "figures.toml").read_text("utf-8"))["cases"]


def figures(row: dict[str, Any]) -> tuple[Casualty, ...]:
    """The casualties of a row, each sentence of it being one mention at its first word."""
    document = report(*row["text"])
    mentions = []
    for number, said in enumerate(row["text"]):
        before = row["text"][number - 1] if number else ""
        counts = tuple(count(document, *told[1:], after=before) for told in row["counts"] if told[0] == number)
        parties = tuple(party(document, *side) for side in row["parties"]) if number == 0 else ()
        mentions.append(mention(document, said.split()[0], after=before, index=number, counts=counts, parties=parties))
    named = participants(mentions, Naming(None, None, read_cast(document)))
    return casualties(document.report.text, "e1", mentions, named, published=None, country=None)


def shown(found: Casualty) -> str:
    bounds = f"{'' if found.low is None else found.low}-{'' if found.high is None else found.high}"
    return f"{found.id} {found.outcome} {bounds} {found.role}" + (f" part of {found.part_of}" if found.part_of else "")


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["note"])
def test_figures_as_an_analyst_reads_them(row: dict[str, Any]) -> None:
    assert [shown(c) for c in figures(row)] == row["records"]


def test_a_figure_keeps_its_words_and_what_made_it() -> None:
    (total, part) = figures(CASES[0])
    assert (total.who, total.text, total.made_by, total.superseded) == ("people", "21 people", "test", False)
    assert (part.who, part.text, part.civilian) == ("children", "three children", None)


def test_no_figures_no_casualties() -> None:
    assert casualties("", "e1", (), (), published=None, country=None) == ()


@pytest.mark.parametrize(("civilian", "entries"), [((True, False), 2), ((True, None), 1), ((False, False), 1)])
def test_civilians_and_others_are_two_groups_of_the_same_size(civilian: tuple[bool | None, bool | None], entries: int) -> None:
    document = report("Two died.", "Two fell.")
    told = [count(document, "killed", "Two", "2-2", "Two", after=after) for after in ("", "died")]
    mentions = [
        mention(document, word, index=k, counts=(replace(c, civilian=known),))
        for k, (word, c, known) in enumerate(zip(("died", "fell"), told, civilian, strict=True))
    ]
    found = casualties(document.report.text, "e1", mentions, (), published=None, country=None)
    assert [c.id for c in found] == [f"e1.c{k + 1}" for k in range(entries)]


def test_who_claims_an_attack_is_not_among_its_dead() -> None:
    document = report("Spokesman Idris Kano claimed the raid .")
    told = mention(
        document,
        "raid",
        counts=(count(document, "killed", "Idris Kano", "1-1", "Idris Kano"),),
        claims=(claim(document, "claimed", "claimed the raid", by="Spokesman Idris Kano"),),
    )
    assert casualties(document.report.text, "e1", [told], (), published=None, country=None) == ()


@pytest.mark.parametrize(("sure", "side"), [(0.9, "actor"), (0.2, "recipient")])
def test_figures_are_on_the_side_of_an_actor_only_where_that_is_likely(sure: float, side: str) -> None:
    document = report("Raid : four raiders died .")
    raiders = party(document, "actor", "four raiders")
    raiders = replace(raiders, phrase=replace(raiders.phrase, confidence=sure))
    told = mention(document, "Raid", counts=(count(document, "killed", "four raiders", "4-4", "raiders"),), parties=(raiders,))
    named = participants([told], Naming(None, None, read_cast(document)))
    assert [c.role for c in casualties(document.report.text, "e1", [told], named, published=None, country=None)] == [side]
