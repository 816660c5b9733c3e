"""Dead and hurt people who are not told apart."""

from __future__ import annotations

import pytest

from dateline.extract.harms import both_harms, held_as
from tests.extract.made import fact, read

PASSIVE = "15/NUM/nummod/2 men/man/NOUN/nsubj:pass/4 were/be/AUX/aux:pass/4 killed/kill/VERB/root/0 or/CCONJ/cc/6 wounded/wound/VERB/conj/4"


@pytest.mark.parametrize(
    ("parse", "people", "label"),
    [
        (PASSIVE, "15 men", "casualty"),
        ("killing/kill/VERB/root/0 and/CCONJ/cc/3 injuring/injure/VERB/conj/1 15/NUM/obj/1", "15", "casualty"),
        ("killing/kill/VERB/root/0 two/NUM/obj/1 and/CCONJ/cc/4 injuring/injure/VERB/conj/1 15/NUM/obj/4", "15", "killed"),
    ],
    ids=["behind", "before", "told apart"],
)  # fmt: skip
def test_killed_or_wounded(parse: str, people: str, label: str) -> None:
    document = read(parse)
    assert both_harms(document, fact(document, "killed", people)).label == label


def test_what_people_are_held_as() -> None:
    assert {"prisoner", "ransom"} <= held_as()
    assert "custody" not in held_as()
