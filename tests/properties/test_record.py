"""What holds for the record of any text whatever, with the real model: nothing raises, every value stands on words of the report.

The texts are invented; Hypothesis spoils them as feeds, scanners and editors do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dateline
from dateline.schema.record import Record
from tests.properties.promises import check_record

pytestmark = pytest.mark.model

PUBLISHED = "2014-09-16"
TEXTS = (
    (
        "MAIDUGURI, Nigeria (Example Wire) -- Gunmen killed at least 21 people, including three children, in a raid on a market"
        " in the town of Gwoza on Sunday, police said. “They came at dawn,” said trader Musa Ali. The attackers, who arrived on"
        " motorcycles, also wounded dozens. Boko Haram claimed responsibility on Monday. Nearly 3,000 residents fled to "
        "Cameroon."
    ),
    (
        "The foreign ministers of Turkey and Greece will meet in Athens next week to discuss a ceasefire. Their governments "
        "have not held talks since 2012. Brussels welcomed the announcement; Ankara's spokeswoman said the two sides “may sign "
        "an agreement in December”."
    ),
    (
        "Police in Caracas arrested 14 students on Tuesday after a protest against the government turned violent. The "
        "opposition condemned the arrests and demanded that the detainees be released. The Interior Ministry denied that "
        "officers had fired on the crowd."
    ),
    (
        "Russia's foreign minister accused Ukraine of shelling the village of Donetskoye, killing two soldiers and two "
        "civilians. Kiev rejected the accusation. The United States imposed sanctions on 11 officials and sent $5 million in "
        "aid. Near-daily attacks go on."
    ),
    (
        "Troops withdrew from Bama overnight, the army’s spokesman, Col. Sani Bello, told reporters in Abuja on Friday. A "
        "suicide bomber was shot dead before he could reach the barracks. Officials fear more bombings if the offensive, "
        "planned for November, is delayed."
    ),
)
# What may stand in a text by accident.
ODD = (
    "",
    " ",
    "\u00a0",
    "\u00ad",
    "\u200b",
    "\t",
    "\r\n",
    "\n\n",
    '"',
    "“",
    "'",
    "—",
    "…",
    "é",
    "e\u0301",
    "🙂",
    "|",
    "<b>",
    "ﬁ",
    "0",
    "...",
    "\ufeff",
)


def doubled(text: str) -> str:
    return text.replace(" ", "  ")


def curled(text: str) -> str:
    return text.replace("'", "’").replace(" “", " ``").replace('"', "”")


def straightened(text: str) -> str:
    return text.replace("“", '"').replace("”", '"').replace("’", "'")


def unpunctuated(text: str) -> str:
    return "".join(c for c in text if c not in ".,;:!?()-")


def wrapped(text: str) -> str:
    return text.replace(", ", ",\r\n")


def untouched(text: str) -> str:
    return text


CHANGES: tuple[Callable[[str], str], ...] = (
    untouched,
    str.upper,
    str.lower,
    str.title,
    doubled,
    curled,
    straightened,
    unpunctuated,
    wrapped,
)


@st.composite
def spoiled(draw: st.DrawFn) -> str:
    """One of the texts, changed as a whole, cut off at any character and with something odd put in anywhere."""
    text = draw(st.sampled_from(CHANGES))(draw(st.sampled_from(TEXTS)))
    text = text[: draw(st.integers(0, len(text)))] if draw(st.booleans()) else text
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(ODD)) + text[at:]
    return text


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:24])
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_every_text_in_every_dress(text: str, change: Any) -> None:
    check_record(dateline.code(change(text), published=PUBLISHED, layers=True), change(text))


@given(spoiled())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_a_spoiled_text_is_coded_all_the_same(text: str) -> None:
    check_record(dateline.code(text, published=PUBLISHED), text)


@given(st.text(max_size=80))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_characters_at_all(text: str) -> None:
    check_record(dateline.code(text, published=PUBLISHED, layers=True), text)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:24])
def test_the_same_text_gives_the_same_record(text: str) -> None:
    assert dateline.code(text, published=PUBLISHED, layers=True) == dateline.code(text, published=PUBLISHED, layers=True)


@pytest.mark.parametrize("space", [" ", "   ", "\n", "\r\n\r\n", "\u00a0\t "])
def test_space_behind_the_text_changes_nothing(space: str) -> None:
    text = TEXTS[0]
    assert dateline.code(text + space, published=PUBLISHED, layers=True) == dateline.code(text, published=PUBLISHED, layers=True)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:24])
def test_space_before_and_between_words_changes_only_the_offsets(text: str) -> None:
    record = dateline.code(text, published=PUBLISHED)
    assert told(dateline.code(f"  {text}", published=PUBLISHED)) == told(record)
    assert told(dateline.code(doubled(text), published=PUBLISHED)) == told(record)


def told(record: Record) -> Any:
    """What a record says, without where it says it."""
    return without_offsets(dateline.to_json(record)["events"])


def without_offsets(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: without_offsets(v) for k, v in value.items() if k not in {"start", "end"}}
    if isinstance(value, list):
        return [without_offsets(item) for item in value]
    return value.replace("  ", " ") if isinstance(value, str) else value


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:24])
def test_without_a_day_of_publication_only_full_dates_are_dates(text: str) -> None:
    record = dateline.code(text)
    check_record(record, text)
    assert all(e.when.made_by != "dates.assumed" for e in record.events)
    assert all(e.when.text and "2012" in e.when.text for e in record.events if e.when.start_date)


def test_the_texts_tell_of_enough_for_all_this_to_mean_something() -> None:
    events = [e for text in TEXTS for e in dateline.code(text, published=PUBLISHED).events]
    assert len(events) >= 10
    assert all(any(getattr(e, part) for e in events) for part in ("participants", "casualties", "claims", "sources"))
