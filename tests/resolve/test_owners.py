"""Whose "the army" and "the minister" are where nothing beside them says it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.resolve.actors import name_actor
from dateline.resolve.owners import owner_before, read_owners
from dateline.schema.document import Document
from tests.resolve.told import phrase, report


def parsed(*sentences: str, under: dict[str, str]) -> Document:
    """A report in which each word of `under` stands below another as an adjective."""
    document = report(*sentences)
    place = {w.text: w.index for w in reversed(document.words)}
    heads = {place[word]: place[head] for word, head in under.items()}
    words = (replace(w, head=heads[w.index], deprel="amod") if w.index in heads else replace(w, head=-1) for w in document.words)
    return replace(document, words=tuple(words))


@pytest.mark.parametrize(
    ("before", "words", "country", "name"),
    [
        ("Sudanese army", "the army", "SAU", "Military Forces of Sudan"),
        ("Sudanese navy", "the army", "SAU", None),
        ("Sudanese army", "the army chief", "SAU", None),
        ("Sudanese army", "the army", "SDN", None),
        ("Haitian police", "police", "VEN", "Police Forces of Haiti"),
        ("Turkish minister", "the minister", "GRC", "Turkey"),
        ("Kurdish army", "the army", "IRQ", None),
        ("Turkish farmer", "the farmer", "GRC", None),
    ],
)
def test_the_same_word_is_theirs_who_were_told_with_it(before: str, words: str, country: str, name: str | None) -> None:
    adjective, noun = before.split()
    document = parsed(f"Envoys saw {before} on Monday.", f"In Jeddah {words} refused.", under={adjective: noun})
    found = owner_before(read_owners(document), phrase(document, words, after="Jeddah"), name_actor(words, published=None, country=country))
    assert (found.name if found else None) == name


def test_what_is_told_of_the_place_s_own_forces_leaves_it_open() -> None:
    under = {"Rwandan": "army", "Congolese": "soldiers"}
    document = parsed("Envoys saw Rwandan army and Congolese soldiers.", "In Goma the army fired.", under=under)
    words = phrase(document, "the army", after="Goma")
    assert owner_before(read_owners(document), words, name_actor(words.text, published=None, country="COD")) is None
