"""For whom "we" and "us" of somebody who is quoted stand."""

from __future__ import annotations

import pytest

from dateline import code


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ('"We did not shoot at the marchers," a police officer in Lusaka said.', "Police Forces of Zambia"),
        ('"We have detained four smugglers," the Algerian interior minister told state radio.', "Algeria"),
        ('A Taliban spokesman said: "We attacked the base in Ghazni on Sunday."', "Taliban"),
    ],
)
def test_we_is_who_speaks(text: str, actor: str) -> None:
    told = code(text, published="2014-08-12").events
    assert actor in {p.name for e in told for p in e.participants if p.role == "actor"}


@pytest.mark.model
@pytest.mark.parametrize("text", ["Chadian troops came under attack in Faya on Monday.", "The rebels said they came under fire near Gao."])
def test_who_came_under_fire_did_not_do_it(text: str) -> None:
    told = code(text, published="2014-08-12").events
    assert [(p.role, e.claims) for e in told for p in e.participants if p.role == "actor" or e.claims] == []
