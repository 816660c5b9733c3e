"""The ontology files say the same as the codebook and as the model's labels, and the tables refer to each other rightly."""

from __future__ import annotations

import pytest

from dateline.annotate.labels import OUTCOMES, RELATIONS, STATUSES, TYPE_MODES
from dateline.extract import lexicon as lexicon_module
from dateline.extract.entries import Lexicon
from dateline.extract.lexicon import load_lexicon

TYPES = sorted(TYPE_MODES)
SYMMETRIC = {"CONSULT", "AGREE", "COOPERATE"}
# What a common type must know at the least; the rare types are smaller.
FEWEST = {"ASSAULT": 600, "COERCE": 250, "PROTEST": 200, "CONSULT": 150, "ACCUSE": 150}
FEWEST_OF_ANY = 60


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def test_types_and_modes_are_those_of_the_models_labels(lexicon: Lexicon) -> None:
    assert {kind.name: tuple(m.name for m in kind.modes) for kind in lexicon.types.values()} == TYPE_MODES


def test_outcomes_and_statuses_are_those_of_the_models_labels() -> None:
    assert lexicon_module.OUTCOMES == OUTCOMES
    assert lexicon_module.STATUSES == STATUSES


@pytest.mark.parametrize("name", TYPES)
def test_a_type_is_described(name: str, lexicon: Lexicon) -> None:
    kind = lexicon.types[name]
    assert kind.definition.endswith(".")
    assert kind.choices
    assert all(text for _, text in kind.roles)
    assert all(mode.definition.endswith(".") for mode in kind.modes)
    assert kind.symmetric is (name in SYMMETRIC)


@pytest.mark.parametrize("name", TYPES)
def test_codes_are_cameo_roots(name: str, lexicon: Lexicon) -> None:
    kind = lexicon.types[name]
    codes = [kind.cameo, *(m.cameo for m in kind.modes if m.cameo)]
    assert all(code.isdigit() and 3 <= len(code) <= 4 and 1 <= int(code[:2]) <= 20 for code in codes)
    assert any(kind.cameo.startswith(root) for root in kind.cameo_roots)


@pytest.mark.parametrize("name", TYPES)
def test_a_type_has_firm_words_and_enough_words(name: str, lexicon: Lexicon) -> None:
    entries = [e for e in lexicon.entries() if e.type == name]
    assert len(entries) >= FEWEST.get(name, FEWEST_OF_ANY)
    assert sum(e.strength == "firm" for e in entries) >= 30


@pytest.mark.parametrize("name", TYPES)
def test_every_mode_has_a_word_or_a_cue(name: str, lexicon: Lexicon) -> None:
    triggered = {e.mode for e in lexicon.entries() if e.type == name}
    assert all(mode.name in triggered or mode.cues for mode in lexicon.types[name].modes)


def test_every_frame_is_used(lexicon: Lexicon) -> None:
    used = {e.frame.name for e in lexicon.entries()} | {e.nominal.name for e in lexicon.entries()}
    assert used == set(lexicon.frames)


def test_every_topic_belongs_to_a_type(lexicon: Lexicon) -> None:
    assert {t for kind in lexicon.types.values() for t in kind.topics} == {t.name for t in lexicon.topics}


def test_relations_of_frames_are_known_to_the_parser(lexicon: Lexicon) -> None:
    paths = [p for f in lexicon.frames.values() for p in (*f.actor, *f.recipient, *f.third)]
    paths += [p for group in lexicon.claims.values() for entry in group for p in (*entry.by, *entry.accused, *entry.event)]
    paths += [p for group in lexicon.reporting.values() for entry in group for p in entry.speaker]
    assert {step.relation for path in paths for step in path} <= set(RELATIONS)
