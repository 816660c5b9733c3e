"""With what an attack is made."""

from __future__ import annotations

import pytest

from dateline.extract.instruments import instrument_mode
from tests.extract.made import read, span

CASES = [
    (
        "They/PRON/nsubj/2 hit/VERB/root/0 it/PRON/obj/2 with/ADP/case/5 axes/axe/NOUN/obl/2 or/CCONJ/cc/7 bows/bow/NOUN/conj/5",
        "hit",
        "primitive",
    ),
    (
        "A/DET/det/2 post/NOUN/nsubj:pass/4 was/be/AUX/aux:pass/4 hit/VERB/root/0 by/ADP/case/7 a/DET/det/7 rocket/NOUN/obl:agent/4",
        "hit",
        "heavy-weapons",
    ),
    ("A/DET/det/2 shell/NOUN/nsubj/3 struck/strike/VERB/root/0 Kabo/PROPN/obj/3", "struck", "heavy-weapons"),
    ("They/PRON/nsubj/2 hurled/hurl/VERB/root/0 grenades/grenade/NOUN/obj/2", "hurled", "explosives"),
    (
        "Helicopters/helicopter/NOUN/nsubj/3 gunships/gunship/NOUN/nsubj/3 fired/fire/VERB/root/0 missiles/missile/NOUN/obj/3",
        "fired",
        "aerial",
    ),
    ("They/PRON/nsubj/2 seized/seize/VERB/root/0 rifles/rifle/NOUN/obj/2", "seized", None),
    (
        "They/PRON/nsubj/2 hit/VERB/root/0 it/PRON/obj/2 with/ADP/case/5 guns/gun/NOUN/obl/2 and/CCONJ/cc/7 mortars/mortar/NOUN/conj/5",
        "hit",
        None,
    ),
    ("They/PRON/nsubj/2 attacked/attack/VERB/root/0 Kabo/PROPN/obj/2", "attacked", None),
]


@pytest.mark.parametrize(("parse", "words", "mode"), CASES, ids=[f"{words} {mode}" for _, words, mode in CASES])
def test_the_means_of_an_attack_imply_its_mode(parse: str, words: str, mode: str | None) -> None:
    document = read(parse)
    assert instrument_mode(document, span(document, words)[0]) == mode
