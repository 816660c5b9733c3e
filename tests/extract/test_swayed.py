"""The type of words on which the learned heads cannot agree with themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.extract.lexicon import load_lexicon
from dateline.extract.matching import match_triggers
from dateline.extract.swayed import SEEN, UNSURE, swayed
from tests.extract.made import read, trigger

BACK = "Rebels/rebel/NOUN/nsubj/2 retreated/retreat/VERB/root/0"


@pytest.mark.parametrize(
    ("parse", "words", "seen", "confidence", "type"),
    [
        (BACK, "retreated", {"ASSAULT": 0.5, "RETREAT": 0.3}, 0.5, "RETREAT"),
        (BACK, "retreated", {"ASSAULT": UNSURE, "RETREAT": 0.3}, UNSURE, "ASSAULT"),
        (BACK, "retreated", {"ASSAULT": 0.5, "RETREAT": SEEN - 0.01}, 0.5, "ASSAULT"),
        (BACK, "Rebels", {"ASSAULT": 0.5, "RETREAT": 0.3}, 0.5, "ASSAULT"),
    ],
    ids=["a firm wording decides", "the head is sure", "the head sees nothing of it", "other words"],
)
def test_a_wording_decides_where_the_head_is_unsure(parse: str, words: str, seen: dict[str, float], confidence: float, type: str) -> None:
    document, lexicon = read(parse), load_lexicon()
    found = replace(trigger(document, words, "ASSAULT", confidence=confidence), types=tuple(seen.items()))
    told = swayed(document, found, match_triggers(document.words, lexicon), lexicon)
    assert (told.type, told.confidence) == (type, confidence)
    assert told.modes[0][0] == ("withdraw" if type == "RETREAT" else None)
