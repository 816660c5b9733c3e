"""The noun behind a bracketed acronym governs the name before it, whatever the parser made of the two."""

from __future__ import annotations

import pytest

from dateline.annotate.brackets import mended
from dateline.annotate.decode import Parsed
from dateline.run.pipeline import code
from dateline.schema.record import Casualty

# word, part of speech, head, relation as parsed; then head and relation as they should be
Row = tuple[str, str, int, str, int, str]

TWINS: list[Row] = [
    ("Two", "NUM", 2, "nummod", 6, "nummod"),
    ("River", "PROPN", 2, "compound", 2, "compound"),
    ("Guard", "PROPN", 7, "nsubj", 6, "compound"),
    ("(", "PUNCT", 4, "punct", 4, "punct"),
    ("RG", "PROPN", 2, "appos", 2, "appos"),
    (")", "PUNCT", 4, "punct", 4, "punct"),
    ("troopers", "NOUN", 7, "nsubj", 7, "nsubj"),
    ("died", "VERB", -1, "root", -1, "root"),
]
PART: list[Row] = [
    ("Suspected", "ADJ", 1, "amod", 5, "amod"),
    ("Front", "PROPN", 6, "nsubj", 5, "compound"),
    ("(", "PUNCT", 3, "punct", 3, "punct"),
    ("FLZ", "PROPN", 1, "appos", 1, "appos"),
    (")", "PUNCT", 3, "punct", 3, "punct"),
    ("militants", "NOUN", 1, "nmod", 6, "nsubj"),
    ("fled", "VERB", -1, "root", -1, "root"),
]
# "The Front (FLZ) commander arrived": read rightly; "Police (12) officers" has nothing before the bracket that governs it
RIGHT: list[Row] = [
    ("The", "DET", 5, "det", 5, "det"),
    ("Front", "PROPN", 5, "compound", 5, "compound"),
    ("(", "PUNCT", 3, "punct", 3, "punct"),
    ("FLZ", "PROPN", 1, "appos", 1, "appos"),
    (")", "PUNCT", 3, "punct", 3, "punct"),
    ("commander", "NOUN", 6, "nsubj", 6, "nsubj"),
    ("arrived", "VERB", -1, "root", -1, "root"),
]


@pytest.mark.parametrize("rows", [TWINS, PART, RIGHT], ids=["twins", "part", "right"])
def test_mended(rows: list[Row]) -> None:
    made = mended([Parsed(upos, head, deprel) for _, upos, head, deprel, _, _ in rows], [row[0] for row in rows])
    assert [(word.head, word.deprel) for word in made] == [row[4:] for row in rows]


# (report, outcome, how many) of the one figure there is
NOTES: list[tuple[str, str, int]] = [
    ("Two Central Reserve Police Force (CRPF) troopers were injured when a bomb went off.", "wounded", 2),
    ("Police arrested five Liberation Tigers of Tamil Eelam (LTTE) rebels on Monday.", "detained", 5),
    ("Three Communist Party of India-Maoist (CPI-Maoist) cadres surrendered before the police.", "surrendered", 3),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "outcome", "number"), NOTES)
def test_people_of_a_force_with_its_acronym_are_counted_once(text: str, outcome: str, number: int) -> None:
    figures: list[Casualty] = [c for event in code(text, published="2024-05-01").events for c in event.casualties]
    assert [(c.outcome, c.low, c.high) for c in figures] == [(outcome, number, number)]
