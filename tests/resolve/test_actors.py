"""The naming of parties: the readable table of cases, the tables themselves, and what must hold for any words."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.resolve.actors import ActorTable, bears_no_arms, name_actor, whole_name
from dateline.resources import read_toml, table_path
from dateline.schema.mention import Phrase

CASES = Path(__file__).parent.parent / "cases" / "actors.csv"
TABLES = ("states", "armed_groups", "bodies", "forces", "leaders", "agents", "natures", "naming", "chief_groups")


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(table_path(f"actors/{table}.csv").read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['words']} {case['published']} {case['country']}")
def test_phrase_is_named(case: dict[str, str]) -> None:
    actor = name_actor(case["words"], published=date.fromisoformat(case["published"]), country=case["country"] or None)
    assert (actor.name, actor.kind, actor.country or "") == (case["name"], case["kind"], case["actor_country"])


def test_made_by_names_table_and_row() -> None:
    assert name_actor("Taliban fighters", published=date(2009, 1, 1)).made_by == "actors/armed_groups:taliban"
    assert name_actor("Vladimir Putin", published=date(2009, 1, 1)).made_by == "actors/leaders:vladimir-putin"
    assert name_actor("the army", published=None, country="MLI").made_by == "actors/agents:army"


def test_own_words_have_no_identifier() -> None:
    actor = name_actor("unidentified gunmen", published=None, country="IRQ")
    assert actor.actor_id is None and actor.confidence <= 0.5


def test_group_of_described_fighters_is_a_guess() -> None:
    """The name is that of the one group, but nobody named it: no identifier, so that a group the report names comes first."""
    actor = name_actor("the rebels", published=date(1989, 1, 1), country="MOZ")
    assert (actor.name, actor.actor_id, actor.sector, actor.made_by) == ("RENAMO", None, "armed", "actors/chief_groups:renamo")


def test_nothing_named_without_country() -> None:
    actor = name_actor("the army", published=None)
    assert (actor.name, actor.country, actor.actor_id) == ("army", None, None)


@pytest.mark.parametrize(
    ("word", "country"), [("Afghan", "AFG"), ("Afghans", "AFG"), ("Burkinabé", "BFA"), ("Dutch", "NLD"), ("table", None), ("", None)]
)
def test_demonym_country(word: str, country: str | None) -> None:
    assert ActorTable.load().demonym_country(word) == country


@pytest.mark.parametrize(
    ("name", "country"), [("Myanmar", "MMR"), ("Burma", "MMR"), ("U.S.", "USA"), ("Côte d'Ivoire", "CIV"), ("Atlantis", None)]
)
def test_country_of_name(name: str, country: str | None) -> None:
    assert ActorTable.load().country_of_name(name) == country


@pytest.mark.parametrize(("name", "country"), [("Kabul", "AFG"), ("the Kremlin", "RUS"), ("Herat", None), ("Iran", None)])
def test_government_seat(name: str, country: str | None) -> None:
    assert ActorTable.load().government_seat(name) == country


def test_state_of_a_country_depends_on_the_day() -> None:
    table = ActorTable.load()
    names = [state.name for day in (date(1985, 1, 1), date(2005, 1, 1)) if (state := table.state("RUS", day))]
    assert names == ["Soviet Union", "Russia"]


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_whole(table: str) -> None:
    for row in rows(table):
        assert None not in row and None not in row.values(), row


def test_identifiers_are_unique_across_tables() -> None:
    counts = Counter(row["id"] for table in ("states", "armed_groups", "bodies") for row in rows(table))
    assert [name for name, n in counts.items() if n > 1] == []


def test_references_resolve() -> None:
    ids = {row["id"] for table in ("states", "armed_groups", "bodies") for row in rows(table)}
    countries = {row["country"] for row in rows("states")}
    assert all(ActorTable.load().entry(row["acts_for"]) for row in rows("leaders"))
    assert {row["id"] for row in rows("natures")} <= ids
    assert {row["parent"] for row in rows("bodies")} <= ids | {""}
    assert all(ActorTable.load().entry(row["id"]) for row in rows("chief_groups"))
    agents = ActorTable.load().agents
    words = {word for row in rows("chief_groups") for word in row["words"].split("|")}
    assert all(word in agents or word.split(" ", 1)[1] in agents for word in words)
    assert {row["country"] for row in rows("chief_groups")} <= countries
    assert {code for row in rows("armed_groups") for code in row["countries"].split("|")} <= countries
    assert {code for row in rows("bodies") for code in row["country"].split("|")} <= countries


def test_dates_are_dates_and_in_order() -> None:
    for table in ("states", "armed_groups", "bodies", "leaders", "natures", "chief_groups"):
        for row in rows(table):
            assert all(len(row[end]) in (0, 4, 7, 10) for end in ("from", "to")), row
            assert not (row["from"] and row["to"]) or row["from"][: len(row["to"])] <= row["to"], row


def test_natures_of_one_group_do_not_overlap() -> None:
    for natures in ActorTable.load().natures.values():
        ordered = sorted(natures, key=lambda nature: nature.first)
        assert all(before.last < after.first for before, after in pairwise(ordered))


def test_word_lists_are_folded() -> None:
    for name, words in read_toml("actors/phrases.toml").items():
        assert name in ("stand_ins", "known_as_people", "own_governments") or all(word == word.lower() for word in words)


@given(st.text(max_size=80), st.dates() | st.none(), st.sampled_from(["AFG", "XXX", None]))
def test_any_words_give_an_actor(words: str, published: date | None, country: str | None) -> None:
    actor = name_actor(words, published=published, country=country)
    assert actor == name_actor(words, published=published, country=country)
    assert 0 <= actor.confidence <= 1 and actor.made_by.startswith("actors/")


@given(
    st.lists(
        st.sampled_from("the two Russian army of Taliban 's , ( ) [ ] former Putin US -led troops police president unidentified".split()),
        max_size=9,
    )
)
def test_any_order_of_known_words_gives_an_actor(words: list[str]) -> None:
    actor = name_actor(" ".join(words), published=date(2015, 5, 5), country="SYR")
    assert actor.name or not any(word.isalpha() for word in words)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("two employees of the World Food Programme", "World Food Programme"),
        ("a UNICEF driver", "UNICEF"),
        ("a truck of the Red Cross", "International Committee of the Red Cross"),
        ("employees of the ministry", "employees of the ministry"),
        ("militiamen known as anti-Balaka", "Anti-balaka"),
        ("militiamen loyal to President Hadi", "militiamen loyal to President Hadi"),
        ("forces loyal to President Hadi", "Military Forces of Yemen"),
        ("14 child soldiers", "child soldiers"),
        ("its neighbours", "neighbours"),
    ],
)
def test_who_belongs_to_whom(words: str, name: str) -> None:
    assert name_actor(words, published=date(2015, 4, 1), country="KEN").name == name


@pytest.mark.parametrize(
    ("words", "behind", "whole"),
    [
        ("Rwandan", " and Ugandan troops fought", "Rwandan troops"),
        ("Israeli", " soldiers fired", "Israeli soldiers"),
        ("Syrian", "/Turkish gunners fired", "Syrian gunners"),
        ("Russian", " oil will flow", "Russian"),
        ("Russian", " and Swiss embassies shut", "Russian"),
        ("Russia", " troops moved", "Russia"),
        ("Israelis", ". Soldiers came", "Israelis"),
        ("the Islamic State", " in the Greater Sahara fled", "the Islamic State in the Greater Sahara"),
    ],
)
def test_a_phrase_that_ends_inside_its_name_is_read_to_the_end(words: str, behind: str, whole: str) -> None:
    phrase = Phrase(0, len(words), words, 0, "test", 0.9)
    assert whole_name(phrase, words + behind, published=date(2020, 4, 1)) == whole


@pytest.mark.parametrize(
    ("words", "yes"),
    [
        ("nine Italians", True),
        ("two Chadians", True),
        ("six Palestinians", False),
        ("ethnic Russians", False),
        ("the Kurds", False),
        ("Italy", False),
        ("three welders", True),
        ("three gunmen", False),
    ],
)
def test_who_bears_no_arms(words: str, yes: bool) -> None:
    assert bears_no_arms(name_actor(words, published=date(2020, 4, 1))) is yes
