"""Figures that stand behind what is told."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.extract.background import is_background
from tests.extract.made import fact, read

WAR = (
    "the/DET/det/2 war/NOUN/root/0 in/ADP/case/4 which/PRON/obl/7 4200/NUM/nummod/6 men/man/NOUN/nsubj/8 "
    "have/AUX/aux/8 died/die/VERB/acl:relcl/2"
)
SINCE = "4200/NUM/nummod/2 men/man/NOUN/nsubj/4 have/AUX/aux/4 died/die/VERB/root/0 since/ADP/case/6 1983/NUM/obl/4"
ROW = "the/DET/det/3 ninth/ADJ/amod/3 teacher/NOUN/root/0 to/PART/mark/6 be/AUX/aux:pass/6 killed/kill/VERB/acl/3"
PLAIN = "4200/NUM/nummod/2 men/man/NOUN/nsubj/3 died/die/VERB/root/0"


@pytest.mark.parametrize(
    ("parse", "people", "expected"),
    [(WAR, "4200 men", True), (SINCE, "4200 men", True), (ROW, "the ninth teacher", True), (PLAIN, "4200 men", False)],
    ids=["of a war", "since a year", "in a row", "of what is told"],
)
def test_figures_of_the_background(parse: str, people: str, expected: bool) -> None:
    document = read(parse, published=date(1999, 5, 4))
    assert is_background(document, fact(document, "killed", people)) is expected
