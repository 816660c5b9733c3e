"""Figures and denials of mentions that are no event."""

from __future__ import annotations

import pytest

from dateline.resolve.handed import with_handed
from dateline.schema.mention import Claim, Count, Mention, Phrase


def phrase(text: str, start: int, *, confidence: float = 0.9) -> Phrase:
    return Phrase(start, start + len(text), text, start, "test", confidence)


def mention(start: int, sentence: int, *counts: Count, status: str = "happened") -> Mention:
    return Mention(start, sentence, phrase("attack", start), "ASSAULT", None, status, "test", counts=counts)


def count(start: int, *, confidence: float = 0.9) -> Count:
    return Count("killed", 9, 9, "men", "recipient", None, phrase("nine men", start, confidence=confidence))


@pytest.mark.parametrize(
    ("left", "handed"),
    [
        (mention(50, 1, count(60)), 1),
        (mention(50, 2, count(60)), 1),
        (mention(50, 3, count(60)), 0),
        (mention(50, 1, count(60, confidence=0.3)), 0),
        (mention(50, 1, count(60), status="planned"), 0),
    ],
    ids=["of its sentence", "of the next", "too far", "unsure", "not done"],
)
def test_figures_of_what_is_no_event_go_to_the_event_beside(left: Mention, handed: int) -> None:
    (group,) = with_handed([[mention(0, 1)]], [[left]])
    assert sum(len(m.counts) for m in group) == handed


def denying(start: int, sentence: int, *, kind: str = "denied", made_by: str = "claims:call lie") -> Mention:
    words = Phrase(start + 20, start + 30, "called it a", start, made_by, 0.9)
    return Mention(start, sentence, phrase("attack", start), "ASSAULT", None, "happened", "test", claims=(Claim(kind, None, words),))


@pytest.mark.parametrize(
    ("left", "handed"),
    [
        (denying(50, 2), 1),
        (denying(50, 3), 1),
        (denying(50, 4), 0),
        (denying(50, 2, kind="blamed"), 0),
        (denying(50, 2, made_by="model:claims+deeds:weighed"), 0),
        (denying(50, 2, made_by="model:claims+claims:deny+deeds:weighed"), 1),
    ],
    ids=["of the next sentence", "of the one after", "too far", "blame", "in no known words", "marked too"],
)
def test_a_denial_of_what_is_no_event_goes_to_the_deed_before(left: Mention, handed: int) -> None:
    (group,) = with_handed([[mention(0, 1)]], [[left]])
    assert sum(len(m.claims) for m in group) == handed


def test_a_denial_that_an_event_has_is_not_told_again() -> None:
    (group,) = with_handed([[mention(0, 1), denying(50, 2)]], [[denying(50, 2)]])
    assert sum(len(m.claims) for m in group) == 1
