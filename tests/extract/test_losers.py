"""Who is told to have lost the people counted."""

from __future__ import annotations

import pytest

from dateline.extract.losers import find_loser
from tests.extract.made import read, span

OVERRAN = (
    "Rebels/rebel/NOUN/nsubj/2 overran/overrun/VERB/root/0 the/DET/det/4 post/NOUN/obj/2 ,/PUNCT/punct/6 losing/lose/VERB/advcl/2 "
    "14/NUM/nummod/8 men/man/NOUN/obj/6"
)
ADMITTED = (
    "The/DET/det/2 army/NOUN/nsubj/3 admitted/admit/VERB/root/0 one/NUM/nummod/5 dead/ADJ/obj/3 and/CCONJ/cc/8 two/NUM/nummod/8 "
    "wounded/ADJ/conj/5"
)


@pytest.mark.parametrize(
    ("parse", "counted", "loser"),
    [
        (OVERRAN, "men", "Rebels"),
        (ADMITTED, "dead", "The army"),
        (ADMITTED, "wounded", "The army"),
        ("Rebels/rebel/NOUN/nsubj/2 killed/kill/VERB/root/0 14/NUM/nummod/4 men/man/NOUN/obj/2", "men", None),
        ("14/NUM/nummod/2 men/man/NOUN/nsubj/3 lost/lose/VERB/root/0 limbs/limb/NOUN/obj/3", "men", None),
    ],
    ids=["a participle", "who admits it", "in a list", "another verb", "who lost something"],
)
def test_the_subject_of_losing(parse: str, counted: str, loser: str | None) -> None:
    document = read(parse)
    found = find_loser(document, span(document, counted)[0])
    assert (None if found is None else found.text) == loser
