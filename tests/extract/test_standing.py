"""How a noun stands to a trigger: which nouns count, the way through the parse, and what such a place is worth."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.extract.standing import candidates, nouns
from dateline.schema.document import Document
from tests.extract.made import marked, read, taken, time, trigger

RAID = (
    "On/ADP/case/2 Monday/PROPN/obl/6 Chadian/ADJ/amod/5 and/CCONJ/cc/5 troops/troop/NOUN/nsubj/6 raided/raid/VERB/root/0 a/DET/det/8 "
    "camp/NOUN/obj/6 of/ADP/case/11 the/DET/det/11 rebels/rebel/NOUN/nmod/8"
)
STRIKES = "Two/NUM/nummod/3 Sudanese/ADJ/amod/3 strikes/strike/NOUN/nsubj/4 hit/VERB/root/0 a/DET/det/6 clinic/NOUN/obj/4"
NATIONS = "Clashes/clash/NOUN/root/0 between/ADP/case/6 Chadian/ADJ/amod/6 and/CCONJ/cc/5 Sudanese/ADJ/conj/3 troops/troop/NOUN/nmod/1"
FIRED = "Police/NOUN/nsubj/2 fired/fire/VERB/root/0 shots/shot/NOUN/obj/2 at/ADP/case/5 villagers/villager/NOUN/obl/2"


def told(parse: str, words: str) -> Document:
    document = read(parse)
    times = [time(document, "Monday")] if "Monday" in document.report.text else []
    return replace(marked(document, trigger(document, words, "ASSAULT")), times=tuple(times))


@pytest.mark.parametrize(
    ("parse", "words", "heads"),
    [
        (RAID, "raided", ["troops", "camp", "rebels"]),
        (STRIKES, "strikes", ["Sudanese", "clinic"]),
        (NATIONS, "Clashes", ["Chadian", "troops"]),
        (FIRED, "fired shots at villagers", ["Police", "villagers"]),
    ],
    ids=["no times, no adjectives", "a nation that describes the trigger", "the first of two nations", "people in the trigger's own words"],
)
def test_which_nouns_may_be_parties(parse: str, words: str, heads: list[str]) -> None:
    document = told(parse, words)
    assert [document.words[i].text for i in nouns(document, taken(document))] == heads


def test_the_doer_stands_before_the_verb_and_whom_it_hits_behind_it() -> None:
    document = told(RAID, "raided")
    odds = {document.words[c.head].text: c.odds for c in candidates(document, taken(document))}
    assert odds["troops"]["actor"] > 0 > odds["troops"]["recipient"]
    assert odds["camp"]["recipient"] > odds["camp"]["actor"]
    assert odds["troops"]["actor"] > odds["rebels"]["actor"]
