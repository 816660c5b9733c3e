"""Who meets an attack or draws criticism is no attacker and no critic."""

from __future__ import annotations

import pytest

from dateline.extract.warding import BEARS, STOPS, captors, projectiles, wardens
from tests.extract.made import marked, read, taken, trigger

REPELLED = "Troops/troop/NOUN/nsubj/2 repelled/repel/VERB/root/0 an/DET/det/4 attack/NOUN/obj/2"
# (parse, words of the trigger, its type, who meets it and how, note)
CASES = [
    (REPELLED, "attack", "ASSAULT", {"Troops": BEARS}, "bears it"),
    (REPELLED, "repelled", "ASSAULT", {"Troops": BEARS}, "by the verb"),
    ("Troops/troop/NOUN/nsubj/2 repelled/repel/VERB/root/0 looters/looter/NOUN/obj/2", "repelled", "ASSAULT", {}, "people are driven away"),
    (
        ("Guards/guard/NOUN/nsubj/2 beat/beat/VERB/root/0 back/ADP/compound:prt/2 a/DET/det/5 raid/NOUN/obj/2 "
        "by/ADP/case/7 Hutus/PROPN/obl/2"),
        "raid", "ASSAULT", {"Guards": BEARS}, "with a particle; in the active who is behind \"by\" raids",
    ),
    ("Guards/guard/NOUN/nsubj/2 beat/beat/VERB/root/0 a/DET/det/4 raid/NOUN/obj/2", "raid", "ASSAULT", {}, "without the particle"),
    (
        "Raids/raid/NOUN/nsubj:pass/3 were/be/AUX/aux:pass/3 repulsed/repulse/VERB/root/0 by/ADP/case/5 guards/guard/NOUN/obl:agent/3",
        "Raids", "ASSAULT", {"guards": BEARS}, "in the passive",
    ),
    ("Police/NOUN/nsubj/2 foiled/foil/VERB/root/0 an/DET/det/4 attack/NOUN/obj/2", "attack", "ASSAULT", {"Police": STOPS}, "only stops it"),
    ("Police/NOUN/nsubj/2 defused/defuse/VERB/root/0 bombs/bomb/NOUN/obj/2", "defused", "ASSAULT", {"Police": STOPS}, "takes bombs apart"),
    (
        "Police/NOUN/nsubj/2 foiled/foil/VERB/root/0 a/DET/det/4 bid/NOUN/obj/2 to/PART/mark/6 bomb/VERB/acl/4 shops/shop/NOUN/obj/6",
        "bomb", "ASSAULT", {"Police": STOPS}, "foils a bid to do it",
    ),
    (
        "Police/NOUN/nsubj/2 prevented/prevent/VERB/root/0 rebels/rebel/NOUN/obj/2 from/SCONJ/mark/5 storming/storm/VERB/advcl/2",
        "storming", "ASSAULT", {"Police": STOPS}, "prevents others from it",
    ),
    (
        "Police/NOUN/nsubj/2 made/make/VERB/root/0 a/DET/det/4 bid/NOUN/obj/2 to/PART/mark/6 bomb/VERB/acl/4 shops/shop/NOUN/obj/6",
        "bomb", "ASSAULT", {}, "makes a bid itself",
    ),
    (
        "Togo/PROPN/nsubj/2 fell/fall/VERB/root/0 ,/PUNCT/punct/4 drawing/draw/VERB/advcl/2 criticism/NOUN/obj/4",
        "criticism", "ACCUSE", {"Togo": BEARS}, "draws criticism, the subject shared",
    ),
    ("Oslo/PROPN/nsubj/2 voiced/voice/VERB/root/0 criticism/NOUN/obj/2", "criticism", "ACCUSE", {}, "voices it"),
    ("Oslo/PROPN/nsubj/2 drew/draw/VERB/root/0 praise/NOUN/obj/2", "praise", "SUPPORT", {}, "another type"),
]  # fmt: skip


@pytest.mark.parametrize(("parse", "words", "type", "met", "note"), CASES, ids=[case[4] for case in CASES])
def test_who_meets_it(parse: str, words: str, type: str, met: dict[str, str], note: str) -> None:
    document = read(parse)
    document = marked(document, trigger(document, words, type))
    assert {document.words[i].text: how for i, how in wardens(document, taken(document)).items()} == met, note


INTERCEPTED = "Guards/guard/NOUN/nsubj/2 intercepted/intercept/VERB/root/0 Hutu/ADJ/amod/4 {}/NOUN/obj/2"


@pytest.mark.parametrize(("sent", "met"), [("rockets/rocket", {"Guards": BEARS}), ("lorries/lorry", {})])
def test_who_intercepts_what_was_sent_bears_it(sent: str, met: dict[str, str]) -> None:
    document = read(INTERCEPTED.format(sent))
    document = marked(document, trigger(document, "intercepted", "ASSAULT"))
    assert {document.words[i].text: how for i, how in wardens(document, taken(document)).items()} == met
    assert projectiles(document, taken(document)) == ((2, 4) if met else None)


@pytest.mark.parametrize(
    ("verb", "from_whom", "expected"),
    [
        ("rescued/rescue", "kidnappers/kidnapper", [(4, 5)]),
        ("rescued/rescue", "rubble/rubble", []),
        ("seized/seize", "kidnappers/kidnapper", []),
    ],
)
def test_out_of_whose_hands_people_are_freed(verb: str, from_whom: str, expected: list[tuple[int, int]]) -> None:
    document = read(f"Police/NOUN/nsubj/2 {verb}/VERB/root/0 nuns/nun/NOUN/obj/2 from/ADP/case/5 {from_whom}/NOUN/obl/2")
    document = marked(document, trigger(document, verb.split("/")[0], "ASSAULT"))
    assert captors(document, taken(document)) == expected
