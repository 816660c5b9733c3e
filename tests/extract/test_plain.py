"""Deeds that a wording of several words tells by itself, in a report in which the heads see nothing."""

from __future__ import annotations

import pytest

from dateline.extract.lexicon import load_lexicon
from dateline.extract.plain import with_plain
from tests.extract.made import marked, read, taken, trigger

LOST = "{}/NOUN/nsubj/2 lost/lose/VERB/root/0 a/DET/det/4 leg/NOUN/obj/2 to/ADP/case/7 a/DET/det/7 landmine/NOUN/obl/2"


@pytest.mark.parametrize(
    ("parse", "expected"),
    [
        (LOST.format("Fishermen/fisherman"), [("ASSAULT", "explosives")]),
        (LOST.format("It/it"), []),
        ("Dockers/docker/NOUN/nsubj/2 walked/walk/VERB/root/0 home/ADV/advmod/2", []),
        ("Pirates/pirate/NOUN/nsubj/2 attacked/attack/VERB/root/0 ships/ship/NOUN/obj/2", []),
    ],
)
def test_a_firm_wording_tells_of_its_deed(parse: str, expected: list[tuple[str, str]]) -> None:
    found = with_plain(read(parse), [], load_lexicon())
    assert [(c.type, c.modes[0][0]) for c in found] == expected


def test_beside_a_surer_event_it_tells_of_nothing() -> None:
    document = read(f"{LOST.format('Fishermen/fisherman')} after/ADP/case/9 riots/riot/NOUN/obl/2")
    sure = taken(marked(document, trigger(document, "riots", "PROTEST")))
    assert with_plain(document, [sure], load_lexicon()) == (sure,)
