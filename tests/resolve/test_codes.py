"""An event in the codes of other schemes: a table of what is told of an event and what ACLED and UCDP call it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dateline.annotate.labels import OUTCOMES, STATUSES, TYPE_MODES
from dateline.resolve.codes import Told, codes
from dateline.resources import read_toml
from dateline.schema.record import Casualty, Participant, ParticipantMention

CASES = list(csv.DictReader((Path(__file__).parent.parent / "cases/codes.csv").read_text("utf-8").splitlines()))
RULES = [rule for table in ("acled", "ucdp") for rule in read_toml(f"codes/{table}.toml")["rules"]]
CONDITIONS = {"type", "mode", "status", "outcome", "weapon", "topic", "trigger", "words", "beside", "doer", "actor", "recipient"}
KNOWN = {"type": set(TYPE_MODES), "status": set(STATUSES), "outcome": set(OUTCOMES)}


def told(case: dict[str, str]) -> Told:
    parties = tuple(
        Participant(role, case[role], None, case[role], None, None, (), "test", 0.9) for role in ("actor", "recipient") if case[role]
    )
    outcome = case["outcome"]
    figures = (Casualty("e1.c1", outcome, 2, 2, "people", "recipient", None, None, False, 0, 1, "2", "test", 0.9),) if outcome else ()
    words = frozenset(case["words"].split())
    weapons = frozenset({case["weapon"]} - {""})
    return Told(case["type"], case["mode"] or None, case["status"], parties, figures, weapons, (), words, words)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['type']} {c['mode']} {c['words']} {c['sub_event_type']}")
def test_acled_and_ucdp_codes(case: dict[str, str]) -> None:
    found = codes(told(case))
    assert (found.acled.event_type or "", found.acled.sub_event_type or "") == (case["event_type"], case["sub_event_type"])
    assert found.ucdp.type_of_violence == (int(case["violence"]) if case["violence"] else None)
    assert found.plover == case["type"]
    assert found.quad in {"Q1", "Q2", "Q3", "Q4"}
    assert found.cameo is not None
    assert found.cameo_root == found.cameo[:2]


@pytest.mark.parametrize(("words", "sub_type"), [("angry mob", "Mob violence"), ("two brothers", "Attack")])
def test_a_crowd_is_told_by_the_word_for_it(words: str, sub_type: str) -> None:
    mention = ParticipantMention(0, len(words), words, "test", 0.9)
    actor = Participant("actor", words, None, "unknown", None, None, (mention,), "test", 0.9)
    lemmas = frozenset({"beat", "thief"})
    found = codes(Told("ASSAULT", "beat", "happened", (actor,), (), frozenset(), (), lemmas, lemmas))
    assert found.acled.sub_event_type == sub_type


def test_contexts_come_of_topics_mode_and_parties() -> None:
    case = {"type": "COERCE", "mode": "cyber", "status": "happened", "actor": "intelligence", "recipient": "", "outcome": ""}
    assert codes(told(case | {"weapon": "", "words": "hack"})).contexts == ("cyber", "intelligence")


@pytest.mark.parametrize("rule", RULES, ids=lambda r: str(r.get("sub_event_type") or r.get("type_of_violence")))
def test_rules_ask_for_what_there_is(rule: dict[str, list[str]]) -> None:
    asked = {k.removesuffix("_not"): v for k, v in rule.items() if k not in {"event_type", "sub_event_type", "type_of_violence", "none"}}
    assert set(asked) <= CONDITIONS
    assert all(set(values) <= KNOWN[key] for key, values in asked.items() if key in KNOWN)
    modes = {m for t in rule["type"] for m in TYPE_MODES[t]} | {""}
    assert set(rule.get("mode", [])) <= modes
    classes = set(read_toml("codes/acled.toml")["classes"])
    assert all(set(asked.get(side, [])) <= classes for side in ("actor", "recipient"))


def test_every_table_says_what_its_mapping_loses() -> None:
    assert all(read_toml(f"codes/{table}.toml")["lost"] for table in ("acled", "ucdp", "plover"))
