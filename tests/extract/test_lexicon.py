"""The lexicon's tables are read into records, once, and refused where they are wrong."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from dateline.errors import ResourceError
from dateline.extract.entries import Lexicon, Step
from dateline.extract.lexicon import LEXICON_TABLES, build_lexicon, load_lexicon
from dateline.resources import read_toml, table_names


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture
def tables() -> dict[str, dict[str, Any]]:
    names = (*table_names("ontology"), *(f"lexicon/{t}.toml" for t in LEXICON_TABLES))
    return {name: copy.deepcopy(read_toml(name)) for name in names}


def test_frames_are_read_as_steps(lexicon: Lexicon) -> None:
    assert (Step("obj", None), Step("nmod", "on")) in lexicon.frames["act_object_on"].recipient
    assert (Step("nmod:poss", None),) in lexicon.frames["nominal"].actor
    assert (Step("obl", "against"),) in lexicon.frames["act_on"].recipient


def spoil_unknown_key(t: dict[str, dict[str, Any]]) -> None:
    t["ontology/assault.toml"]["triggers"][0]["wieght"] = "firm"


def spoil_unknown_mode(t: dict[str, dict[str, Any]]) -> None:
    t["ontology/protest.toml"]["triggers"][0]["mode"] = "firearms"


def spoil_unknown_frame(t: dict[str, dict[str, Any]]) -> None:
    t["ontology/agree.toml"]["triggers"][0]["frame"] = "nothing"


def spoil_twice(t: dict[str, dict[str, Any]]) -> None:
    t["ontology/assault.toml"]["triggers"].append({"pos": "VERB", "strength": "cue", "words": ["attack"]})


def spoil_capital(t: dict[str, dict[str, Any]]) -> None:
    t["ontology/aid.toml"]["triggers"][0]["words"].append("Give aid")


def spoil_name(t: dict[str, dict[str, Any]]) -> None:
    t["ontology/aid.toml"]["name"] = "HELP"


def spoil_missing(t: dict[str, dict[str, Any]]) -> None:
    del t["ontology/aid.toml"]["definition"]


def spoil_topic(t: dict[str, dict[str, Any]]) -> None:
    t["ontology/aid.toml"]["topics"].append("weather")


def spoil_scope(t: dict[str, dict[str, Any]]) -> None:
    t["lexicon/status.toml"]["cues"][0]["scopes"] = ["near"]


def spoil_status(t: dict[str, dict[str, Any]]) -> None:
    t["lexicon/status.toml"]["cues"][0]["status"] = "rumoured"


def spoil_type(t: dict[str, dict[str, Any]]) -> None:
    t["lexicon/definites.toml"]["events"][0]["types"] = ["BATTLE"]


def spoil_path(t: dict[str, dict[str, Any]]) -> None:
    t["lexicon/claims.toml"]["claims"][0]["by"] = ["nsubj:of:by"]


def spoil_precedence(t: dict[str, dict[str, Any]]) -> None:
    t["lexicon/modes.toml"]["precedence"]["PROTEST"].pop()


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (spoil_unknown_key, r"assault.toml, triggers group 1: unknown key wieght"),
        (spoil_unknown_mode, r"protest.toml, triggers group 1, mode: .firearms. is not one of demo"),
        (spoil_unknown_frame, r"agree.toml, triggers group 1: .nothing. is not one of act"),
        (spoil_twice, r".attack. \(VERB\) is entered twice ASSAULT"),
        (spoil_capital, r"aid.toml, triggers group 1: .Give aid. is not a pattern of small letters"),
        (spoil_name, r"aid.toml: the file, its name .HELP."),
        (spoil_missing, r"aid.toml: definition missing"),
        (spoil_topic, r"aid.toml, topics: .weather. is not one of"),
        (spoil_scope, r"status.toml, cues group 1: .near. is not one of governs"),
        (spoil_status, r"status.toml, cues group 1: .rumoured. is not one of"),
        (spoil_type, r"definites.toml, events group 1: .BATTLE. is not one of"),
        (spoil_path, r"claims group 1, by: .nsubj:of:by. is not a path of relations"),
        (spoil_precedence, r"modes.toml, precedence: PROTEST must list each of its modes once"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_wrong_table_is_refused(spoil: Any, message: str, tables: dict[str, dict[str, Any]]) -> None:
    spoil(tables)
    with pytest.raises(ResourceError, match=message):
        build_lexicon(tables)


def test_the_lexicon_is_read_once(lexicon: Lexicon) -> None:
    assert load_lexicon() is lexicon
    load_lexicon.cache_clear()
    assert load_lexicon() == lexicon
