"""The scorer of MUC-4 templates: how it reads texts and keys, and what it counts. Keys and texts are made up."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest

from benchmarks.muc4 import __main__ as bench
from benchmarks.muc4.keys import ROLES, Filler, Template, normalized, read_keys
from benchmarks.muc4.scoring import Answer, align, answers, role_fillers, template_slots
from benchmarks.muc4.texts import read_texts

TEXTS = """DEV-MUC3-0001 (NOSC)

   RIO SECO, 3 MAR 90 (WIRE) -- [REPORT] [TEXT] REBELS BURNED A MILL.


DEV-MUC3-0002 (NOSC)

   NO CITY, NO DATE -- [TEXT] [CONTINUED] THE MILL WAS OLD.
"""
KEY = r"""
;;; a comment
0.  MESSAGE: ID                     DEV-MUC3-0001 (NOSC)
1.  MESSAGE: TEMPLATE               1 (OPTIONAL)
4.  INCIDENT: TYPE                  ARSON / ATTACK
6.  INCIDENT: INSTRUMENT ID         *
9.  PERP: INDIVIDUAL ID             "REBELS" / "THE \"OWL\" REBELS"
10. PERP: ORGANIZATION ID           -
12. PHYS TGT: ID                    "MILL"
                                    ? "SHED"
18. HUM TGT: NAME                   "ANA SOTO"
19. HUM TGT: DESCRIPTION            "MILLER": "ANA SOTO"
                                    "GUARD"

0.  MESSAGE: ID                     DEV-MUC3-0002 (NOSC)
1.  MESSAGE: TEMPLATE               *
4.  INCIDENT: TYPE                  *
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "dev.txt.gz").write_bytes(gzip.compress(TEXTS.encode("latin-1")))
    (tmp_path / "dev.key.gz").write_bytes(gzip.compress(KEY.encode("latin-1")))
    return tmp_path


def test_the_header_gives_the_day_and_is_no_text(corpus: Path) -> None:
    one, two = read_texts(corpus / "dev.txt.gz")
    assert (one.id, one.published, one.text) == ("DEV-MUC3-0001", date(1990, 3, 3), "REBELS BURNED A MILL.\n")
    assert (two.published, two.text) == (None, "THE MILL WAS OLD.\n")


def test_a_key_has_alternatives_and_optional_fills(corpus: Path) -> None:
    keys = read_keys(corpus / "dev.key.gz")
    assert keys["DEV-MUC3-0002"] == ()
    (template,) = keys["DEV-MUC3-0001"]
    assert (template.types, template.optional) == (frozenset({"arson", "attack"}), True)
    assert template.roles["PerpInd"] == (Filler(frozenset({"rebels", "owl rebels"}), False),)
    assert [filler.optional for filler in template.roles["Target"]] == [False, True]
    assert template.roles["Victim"] == (Filler(frozenset({"ana soto"}), False),)
    assert template.roles["Weapon"] == template.roles["PerpOrg"] == ()


def test_described_victims_count_when_asked_for(corpus: Path) -> None:
    (template,) = read_keys(corpus / "dev.key.gz", described=True)["DEV-MUC3-0001"]
    assert {filler.strings for filler in template.roles["Victim"]} == {frozenset({"ana soto", "miller"}), frozenset({"guard"})}


def key(kind: str, *, optional: bool = False, **roles: list[set[str]]) -> Template:
    fillers = {role: tuple(Filler(frozenset(strings), False) for strings in roles.get(role, [])) for role in ROLES}
    return Template(frozenset({kind}), optional, fillers)


def given(kind: str, **roles: list[str]) -> Answer:
    (answer,) = answers([{"incident_type": kind, **{role: [[text] for text in roles.get(role, [])] for role in ROLES}}])
    return answer


def test_an_entity_is_found_once_by_any_of_its_strings() -> None:
    keys = {"x": (key("attack", Target=[{"mill", "old mill"}, {"bank"}]),)}
    tally = role_fillers({"x": (given("bombing", Target=["The old mill", "mill", "church"]),)}, keys, optional=True).of("Target")
    assert (tally.given, tally.right, tally.wanted, tally.found) == (3, 1, 2, 1)


def test_templates_are_laid_beside_those_of_their_type_so_that_most_is_right() -> None:
    keys = (key("attack", Target=[{"mill"}]), key("attack", Target=[{"bank"}]), key("bombing"))
    predicted = (given("attack", Target=["bank"]), given("attack", Target=["mill"]), given("arson"))
    assert align(predicted, keys) == {0: 1, 1: 0}
    all_slots = template_slots({"x": predicted}, {"x": keys}, optional=True).all
    assert (all_slots.given, all_slots.right, all_slots.wanted, all_slots.found) == (5, 4, 5, 4)


def test_what_is_optional_may_be_left_out() -> None:
    keys = {"x": (key("attack", optional=True, Target=[{"mill"}]),)}
    assert role_fillers({}, keys, optional=False).all.wanted == 0
    assert template_slots({}, keys, optional=False).all.wanted == 0
    found = template_slots({"x": (given("attack", Target=["mill"]),)}, keys, optional=False).all
    assert (found.given, found.right, found.wanted, found.found) == (2, 2, 2, 2)


def test_measures_of_nothing_are_zero() -> None:
    assert role_fillers({}, {"x": ()}, optional=True).all.f1 == 0.0
    assert normalized("An 'A.B.' the") == "ab"


@pytest.mark.model
def test_the_measures_are_printed_apart(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = corpus / "figures.json"
    bench.main(["--split", "dev", "--muc4", str(corpus), "--json", str(target), "--records", str(corpus / "kept.jsonl")])
    out = capsys.readouterr().out
    assert "2 texts, 1 of them with incidents" in out
    assert out.index("Role fillers") < out.index("Templates")
    assert target.is_file()
    assert len((corpus / "kept.jsonl").read_text("utf-8").splitlines()) == 2
