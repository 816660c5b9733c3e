"""On which side those are who may be parties."""

from __future__ import annotations

import pytest

from dateline.extract.siding import Weighed, sided
from tests.extract.made import marked, read, taken, trigger

DRAWN = "It/PRON/nsubj/2 drew/draw/VERB/root/0 criticism/NOUN/obj/2 from/ADP/case/5 Japan/PROPN/nmod/3 and/CCONJ/cc/7 Palau/PROPN/conj/5"
APART = "Kiev/PROPN/nsubj/2 armed/arm/VERB/root/0 ;/PUNCT/punct/5 Oslo/PROPN/nsubj/5 asked/ask/VERB/parataxis/2 Minsk/PROPN/obj/5"
OTHER = "Togo/PROPN/nsubj/4 and/CCONJ/cc/3 Benin/PROPN/conj/1 accused/accuse/VERB/root/0 each/DET/obj/4 other/ADJ/fixed/5"
LISTED = [("actor", 4, 0.7), ("recipient", 6, 0.5)]
# (parse, trigger, type, (role, word, sure) offered, (role, words) taken, note)
CASES = [
    (DRAWN, "criticism", "ACCUSE", LISTED, [("actor", "Japan"), ("actor", "Palau")], "a list is of one side"),
    (DRAWN, "criticism", "ASSAULT", LISTED, [("actor", "Japan"), ("recipient", "Palau")], "of a clash it may hold both"),
    (APART, "asked", "REQUEST", [("actor", 3, 0.9), ("actor", 0, 0.5)], [("actor", "Oslo")], "the subject of another clause"),
    (APART, "asked", "REQUEST", [("actor", 3, 0.3), ("actor", 0, 0.5)], [("actor", "Oslo"), ("actor", "Kiev")], "unsure of the own"),
    (OTHER, "accused", "ACCUSE", [("actor", 0, 0.9)], [("actor", "Togo"), ("recipient", "each other")], "each other"),
]  # fmt: skip


@pytest.mark.parametrize(("parse", "words", "type", "offered", "found", "note"), CASES, ids=[case[5] for case in CASES])
def test_sides(parse: str, words: str, type: str, offered: list[tuple[str, int, float]], found: list[tuple[str, str]], note: str) -> None:
    document = read(parse)
    document = marked(document, trigger(document, words, type))
    weighed = [Weighed(role, at, at + 1, sure, "test") for role, at, sure in offered]
    assert [(w.role, document.text(w.first, w.last)) for w in sided(document, taken(document), weighed)] == found, note
