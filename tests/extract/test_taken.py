"""How people came into somebody's hands, told beside their release or death."""

from __future__ import annotations

import pytest

from dateline.extract.lexicon import load_lexicon
from dateline.extract.taken import MADE_BY, with_taken
from tests.extract.made import marked, read, taken, trigger

FREED = "They/PRON/nsubj/2 freed/free/VERB/root/0 nine/NUM/nummod/4 nurses/nurse/NOUN/obj/2 "


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        (
            "whom/PRON/obj/8 it/PRON/nsubj/8 had/AUX/aux/8 taken/take/VERB/acl:relcl/4 from/ADP/case/10 Lere/PROPN/obl/8",
            [("ASSAULT", "abduct")],
        ),
        ("held/hold/VERB/acl/4 since/ADP/case/7 May/PROPN/obl/5", [("ASSAULT", "abduct")]),
        ("who/PRON/nsubj:pass/7 were/AUX/aux:pass/7 jailed/jail/VERB/acl:relcl/4", [("COERCE", "arrest")]),
        ("who/PRON/nsubj/6 took/take/VERB/acl:relcl/4 notes/note/NOUN/obj/6", []),
        ("holding/hold/VERB/acl/4 candles/candle/NOUN/obj/5", []),
        ("taken/take/VERB/acl/4 to/ADP/case/7 hospital/NOUN/obl/5", []),
        ("never/ADV/advmod/6 held/hold/VERB/acl/4", []),
        ("trained/train/VERB/acl/4 in/ADP/case/7 Kano/PROPN/obl/5", []),
    ],
)
def test_a_taking_that_describes_them_is_an_event(clause: str, expected: list[tuple[str, str]]) -> None:
    document = read(FREED + clause)
    document = marked(document, trigger(document, "freed", "RETREAT"))
    found = [c for c in with_taken(document, [taken(document)], load_lexicon()) if c.made_by.startswith(MADE_BY)]
    assert [(c.type, c.modes[0][0]) for c in found] == expected


def test_nothing_is_put_in_beside_a_wording_that_is_no_event() -> None:
    document = read(FREED + "held/hold/VERB/acl/4 since/ADP/case/7 May/PROPN/obl/5")
    assert with_taken(document, [], load_lexicon()) == ()
