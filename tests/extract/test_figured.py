"""Events that only a wording and a sure figure of its outcome tell of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.extract.figured import FAINT, HALF, SURE, with_figured
from dateline.extract.lexicon import load_lexicon
from dateline.extract.triggers import choose_triggers
from dateline.schema.document import Fact
from tests.extract.made import marked, read, trigger

ARREST = "Police/police/NOUN/nsubj/2 arrested/arrest/VERB/root/0 nine/NUM/nummod/4 drivers/driver/NOUN/obj/2"


@pytest.mark.parametrize(
    ("seen", "label", "figure", "taken"),
    [
        (FAINT, "detained", SURE["COERCE"], True),
        (FAINT - 0.01, "detained", SURE["COERCE"], False),
        (FAINT, "detained", SURE["COERCE"] - 0.01, False),
        (FAINT, "killed", 1.0, False),
    ],
    ids=["faintly seen, sure figure", "not seen", "unsure figure", "figure of another outcome"],
)
def test_a_sure_figure_tells_of_an_event_faintly_seen(seen: float, label: str, figure: float, taken: bool) -> None:
    document = read(ARREST)
    document = marked(document, trigger(document, "arrested", "COERCE", confidence=seen))
    document = replace(document, facts=(Fact(2, 4, label, figure),))
    lexicon = load_lexicon()
    chosen = choose_triggers(document, lexicon)
    assert chosen == ()
    assert [c.type for c in with_figured(document, chosen, lexicon)] == (["COERCE"] if taken else [])


@pytest.mark.parametrize(("people", "half"), [("soldiers/soldier", True), ("drivers/driver", False)])
def test_who_bears_arms_for_a_side_is_half_believed(people: str, half: bool) -> None:
    document = read(f"Nine/nine/NUM/nummod/2 {people}/NOUN/nsubj:pass/4 were/be/AUX/aux:pass/4 killed/kill/VERB/root/0")
    document = marked(document, trigger(document, "killed", "ASSAULT", confidence=FAINT))
    document = replace(document, facts=(Fact(0, 2, "killed", 1.0),))
    (made,) = with_figured(document, (), load_lexicon())
    assert (made.confidence >= HALF) is half
