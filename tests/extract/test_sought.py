"""For whom something is asked is not of whom."""

from __future__ import annotations

import pytest

from dateline.extract.siding import Weighed
from dateline.extract.sought import of_whom
from tests.extract.made import marked, read, taken, trigger

RELEASE = "Oslo/PROPN/nsubj/2 sought/seek/VERB/root/0 the/DET/det/4 release/NOUN/obj/2 of/ADP/case/6 nurses/nurse/NOUN/nmod/4"
EXIT = "Oslo/PROPN/nsubj/2 sought/seek/VERB/root/0 the/DET/det/4 exit/NOUN/obj/2 of/ADP/case/6 troops/troop/NOUN/nmod/4"
LIST = f"{RELEASE} and/CCONJ/cc/8 cooks/cook/NOUN/conj/6"
FREE = "Oslo/PROPN/nsubj/2 asked/ask/VERB/root/0 Chad/PROPN/obj/2 to/PART/mark/5 free/VERB/xcomp/2 nurses/nurse/NOUN/obj/5"
FREED = "Chad/PROPN/nsubj/2 freed/free/VERB/root/0 nurses/nurse/NOUN/obj/2"
# (parse, trigger, type, words offered as recipients, those of them that stay, note)
CASES = [
    (RELEASE, "sought", "REQUEST", [5], [], "what is asked for is done to them"),
    (EXIT, "sought", "REQUEST", [5], ["troops"], "it is theirs to do"),
    (LIST, "sought", "REQUEST", [5, 7], [], "a list of them"),
    (FREE, "asked", "REQUEST", [2, 5], ["Chad"], "who is asked to do it stays"),
    (FREED, "freed", "RETREAT", [2], ["nurses"], "nothing is asked"),
    (FREED, "freed", "REQUEST", [2], ["nurses"], "the verb itself asks"),
]  # fmt: skip


@pytest.mark.parametrize(("parse", "words", "type", "offered", "stay", "note"), CASES, ids=[case[5] for case in CASES])
def test_of_whom_it_is_asked(parse: str, words: str, type: str, offered: list[int], stay: list[str], note: str) -> None:
    document = read(parse)
    document = marked(document, trigger(document, words, type))
    weighed = [Weighed("recipient", at, at + 1, 0.8, "test") for at in offered]
    assert [document.text(w.first, w.last) for w in of_whom(document, taken(document), weighed)] == stay, note
