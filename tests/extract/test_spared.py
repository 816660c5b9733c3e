"""Whom a figure of dead or hurt does not count."""

from __future__ import annotations

import pytest

from dateline.extract.spared import is_spared
from tests.extract.made import fact, read

WHOLE = (
    "Of/ADP/case/4 the/DET/det/4 32/NUM/nummod/4 attackers/attacker/NOUN/obl/7 29/NUM/nsubj:pass/7"
    " were/be/AUX/aux:pass/7 killed/kill/VERB/root/0"
)
SURVIVORS = "They/PRON/nsubj/2 counted/count/VERB/root/0 200/NUM/nummod/4 survivors/survivor/NOUN/obj/2"
VICTIMS = "They/PRON/nsubj/2 counted/count/VERB/root/0 200/NUM/nummod/4 victims/victim/NOUN/obj/2"


@pytest.mark.parametrize(
    ("line", "words", "spared"),
    [(WHOLE, "32 attackers", True), (WHOLE, "29", False), (SURVIVORS, "200 survivors", True), (VICTIMS, "200 victims", False)],
)
def test_wholes_and_survivors_are_not_counted(line: str, words: str, spared: bool) -> None:
    document = read(line)
    assert is_spared(document, fact(document, "killed", words)) is spared


@pytest.mark.parametrize(
    ("rest", "spared"),
    [("injury/NOUN/obj/3", True), ("with/ADP/case/5 injuries/injury/NOUN/obl/3", False), ("unhurt/ADJ/xcomp/3", True)],
)
def test_who_escapes_with_injuries_is_hurt(rest: str, spared: bool) -> None:
    document = read(f"Three/NUM/nummod/2 others/other/NOUN/nsubj/3 escaped/escape/VERB/root/0 {rest}")
    assert is_spared(document, fact(document, "wounded", "Three others")) is spared


@pytest.mark.parametrize("verb", ["fled/flee", "escaped/escape", "survived/survive"])
def test_who_gets_away_is_not_killed(verb: str) -> None:
    document = read(f"Forty/NUM/nummod/2 inmates/inmate/NOUN/nsubj/3 {verb}/VERB/root/0")
    assert is_spared(document, fact(document, "killed", "Forty inmates"))
