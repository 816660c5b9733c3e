"""Each capability holds its floor, the files say only what can be compared, and the comparing is right on records made for it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks import behaviour
from benchmarks.behaviour import Capability, Case, Tally, Wanted, failure_of, read_case
from dateline.schema.failure import Failure
from dateline.schema.place import When, Where
from dateline.schema.record import (
    Casualty,
    ClaimRecord,
    Coder,
    Event,
    EventMention,
    Participant,
    ParticipantMention,
    Record,
    ReportNote,
    SourceRecord,
    WeaponRecord,
)


@pytest.fixture(scope="module")
def tallies() -> Sequence[Tally]:
    return [behaviour.measure(one) for one in behaviour.read_capabilities()]


@pytest.mark.model
def test_no_rate_is_under_its_floor(tallies: Sequence[Tally]) -> None:
    assert behaviour.broken(tallies, behaviour.read_floors()) == [], "\n".join(behaviour.as_lines(tallies))


def test_each_capability_has_a_floor_and_each_floor_a_capability() -> None:
    names = {one.name for one in behaviour.read_capabilities()}
    assert set(behaviour.read_floors()) == names | {behaviour.OVERALL}


def test_no_sentence_is_counted_twice() -> None:
    asked = [(case.text, bool(case.events), bool(case.never)) for one in behaviour.read_capabilities() for case in one.cases]
    assert len(asked) == len(set(asked))


def test_the_page_has_a_row_for_each_capability() -> None:
    page = (Path(__file__).resolve().parents[1] / "docs" / "reliability.md").read_text("utf-8")
    rows = [f"| {one.title} | {one.what} | {len(one.cases)} |" for one in behaviour.read_capabilities()]
    assert [row for row in rows if row not in page] == [], "print the table anew: python -m benchmarks.behaviour --markdown"


# ---- the matcher, on made-up records ------------------------------------------------------------------------------------------------


def party(role: str, name: str, words: str) -> Participant:
    return Participant(role, name, None, None, None, None, (ParticipantMention(0, 1, words, "test", 1.0),), "test", 1.0)


def count(outcome: str, low: int | None, high: int | None, **more: Any) -> Casualty:
    plain = Casualty("c1", outcome, low, high, "people", "recipient", None, None, False, 0, 1, "x", "test", 1.0)
    return replace(plain, **more)


def event(type: str = "ASSAULT", status: str = "happened", mode: str | None = None, **more: Any) -> Event:
    return Event("e1", type, mode, status, 1.0, None, (EventMention(0, 1, "words", "test", 1.0),), **more)


def record(*events: Event, failures: tuple[Failure, ...] = ()) -> Record:
    return Record(Coder("0"), ReportNote("r"), events, failures=failures)


RAID = event(
    mode="firearms",
    participants=(party("actor", "Taliban", "the Taliban fighters"), party("recipient", "Military Forces of Afghanistan", "soldiers")),
    casualties=(
        count("killed", 4, 4),
        count("killed", 3, 3, id="c2", part_of="c1"),
        count("killed", 2, None, id="c3", role="actor"),
        count("wounded", None, 9, id="c4"),
        count("wounded", 12, 12, id="c5", superseded=True),
    ),
    claims=(ClaimRecord("claimed", "Taliban", 0, 1, "x", "test", 1.0), ClaimRecord("blamed", None, 0, 1, "x", "test", 1.0)),
    sources=(SourceRecord("Karim", "police", 0, 1, "a police officer", "test", 1.0),),
    weapons=(WeaponRecord("firearms", 0, 1, "rifles", "test", 1.0),),
    when=When("2016-05-02", "2016-05-03", "day", None, 0, 1, "x", "test", 1.0),
    where=Where("Kunduz", None, None, "AFG", None, None, None, "exact", None, (), 0, 1, "Konduz city", "test", 1.0),
)
TALKS = event("CONSULT", participants=(party("actor", "Iran", "Tehran"), party("recipient", "Oman", "Oman")))

# What is asked of the raid, and whether the raid has it.
ASKED = [
    ({"type": "ASSAULT", "mode": "firearms", "status": "happened"}, True),
    ({"type": "COERCE"}, False),
    ({"status": "denied"}, False),
    ({"mode": ""}, False),
    ({"actor": "Taliban"}, True),
    ({"actor": "taliban fighters"}, True),  # the words, whatever the case
    ({"actor": "Tali"}, False),  # whole words only
    ({"actor": "soldiers"}, False),  # the other side
    ({"actor": ""}, False),
    ({"third": ""}, True),
    ({"recipient": "Afghanistan"}, True),
    ({"killed": "6-"}, True),  # both sides, the part not again
    ({"killed": "6"}, False),
    ({"killed": ""}, False),
    ({"wounded": "-9"}, True),  # the superseded figure left out
    ({"detained": ""}, True),
    ({"detained": "1"}, False),
    ({"start": "2016-05-02", "end": "2016-05-03"}, True),
    ({"start": "2016-05-03"}, False),
    ({"start": ""}, False),
    ({"place": "Kunduz", "country": "AFG"}, True),
    ({"place": "Konduz"}, True),  # as the text has it
    ({"country": "AF"}, False),
    ({"source": "police"}, True),
    ({"source": "Taliban"}, False),
    ({"claimed_by": "Taliban"}, True),
    ({"blamed_by": ""}, False),  # somebody blames, unnamed
    ({"denied_by": ""}, True),
    ({"weapon": "firearms"}, True),
    ({"weapon": "fire"}, False),
]


@pytest.mark.parametrize(("asked", "has"), ASKED)
def test_what_is_asked_of_one_event(asked: dict[str, str], has: bool) -> None:
    assert (behaviour.misses(Wanted(**asked), RAID) == ()) is has
    assert (failure_of(read_case({"text": "x", "events": [asked]}), record(RAID)) is None) is has
    assert (failure_of(read_case({"text": "x", "never": [asked]}), record(RAID)) is None) is not has


def test_the_sides_of_talks_have_no_order_those_of_attacks_have() -> None:
    assert behaviour.misses(Wanted(actor="Oman", recipient="Iran"), TALKS) == ()
    assert behaviour.misses(Wanted(actor="Oman", recipient="Oman"), TALKS) == ("actor: Oman, given Iran / Tehran",)
    assert behaviour.misses(Wanted(actor="soldiers", recipient="Taliban"), RAID) != ()


# What is expected of a text, the events given, and words of what is wrong (None: nothing).
EXPECTED = [
    ({"none": True}, [], None),
    ({"none": True}, [TALKS], "no event expected, given CONSULT happened 'words'"),
    ({"events": [{"type": "ASSAULT"}]}, [], "no event type ASSAULT, given no event"),
    ({"events": [{"type": "ASSAULT"}]}, [TALKS, RAID], None),
    ({"events": [{"type": "ASSAULT"}], "only": True}, [TALKS, RAID], "further events: CONSULT"),
    ({"events": [{"type": "ASSAULT"}, {"type": "ASSAULT"}]}, [RAID], "no event type ASSAULT, given no event"),  # one event stands for one
    ({"events": [{"type": "ASSAULT", "killed": ""}, {"killed": "6-"}]}, [RAID, event()], None),  # each takes the one that fits best
    ({"events": [{"actor": "Iran"}]}, [RAID, TALKS], None),  # without a type, any
    ({"events": [{"type": "ASSAULT", "mode": "beat", "killed": "5"}]}, [RAID], "mode: beat, given firearms; killed: 5, given 6-"),
    ({"never": [{"type": "ASSAULT", "status": "denied"}, {"actor": "Iran"}]}, [RAID, TALKS], "never actor Iran, given ASSAULT"),
]


@pytest.mark.parametrize(("expected", "given", "wrong"), EXPECTED)
def test_what_is_expected_of_a_text(expected: dict[str, Any], given: list[Event], wrong: str | None) -> None:
    found = failure_of(read_case({"text": "x", **expected}), record(*given))
    assert found is None if wrong is None else found is not None and wrong in found


def test_a_text_that_was_not_coded_is_never_right() -> None:
    failed = record(failures=(Failure("annotate", "DL200", "broke"),))
    assert failure_of(Case("x", none=True), failed) == "was not coded: DL200 broke"


# ---- the reader ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "expected"), [("4", (4, 4)), ("4-6", (4, 6)), ("10-", (10, None)), ("-10", (None, 10)), ("1000", (1000, 1000))]
)
def test_figures(figure: str, expected: tuple[int | None, int | None]) -> None:
    assert behaviour.bounds(figure) == expected


REFUSED = [
    ('text = "x"\nnone = true\nkiled = "4"', "unknown key kiled"),
    ("none = true", "no text"),
    ('text = "x"', "exactly one of events"),
    ('text = "x"\nnone = true\nevents = [{ type = "AID" }]', "exactly one of events"),
    ('text = "x"\nnone = false', "exactly one of events"),
    ('text = "x"\nnone = true\nonly = true', "only = true goes with events"),
    ('text = "x"\nevents = [{ typ = "AID" }]', "unknown key typ"),
    ('text = "x"\nevents = [{ type = "HELP" }]', "there is no type 'HELP'"),
    ('text = "x"\nevents = [{ mode = "bomb" }]', "there is no mode 'bomb'"),
    ('text = "x"\nevents = [{ status = "done" }]', "there is no status 'done'"),
    ('text = "x"\nevents = [{ weapon = "sword" }]', "there is no weapon 'sword'"),
    ('text = "x"\nevents = [{ killed = 4 }]', "put it in quotes"),
    ('text = "x"\nevents = [{ killed = "four" }]', "four"),
    ('text = "x"\nevents = [{ killed = "-" }]', "'-' is no figure"),
    ('text = "x"\nevents = [{ start = "Monday" }]', "Monday"),
    ('text = "x"\nnone = true\npublished = "2016-13-01"', "month must be in"),
    ('text = "x', "at line"),
]


@pytest.mark.parametrize(("case", "why"), REFUSED)
def test_a_wrong_case_is_refused_by_name(case: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "made.toml"
    path.write_text(f'capability = "A"\nwhat = "B"\n[[cases]]\n{case}\n')
    with pytest.raises(SystemExit, match=rf"made\.toml: .*({why})"):
        behaviour.read_capability(path)


# ---- the floors and the command ------------------------------------------------------------------------------------------------------


def tally(name: str, cases: int, right: int) -> Tally:
    return Tally(Capability(name, name, "what", (Case("x", none=True),) * cases), right)


def test_floors_are_raised_and_never_lowered() -> None:
    measured = [tally("a", 20, 19), tally("b", 20, 10), tally("c", 20, 0)]
    assert behaviour.raised(measured, {"overall": 60, "a": 20, "b": 48, "c": 0}) == {"overall": 60, "a": 90, "b": 48, "c": 0}


def test_the_floor_of_all_is_set_anew_where_a_capability_comes_in() -> None:
    assert behaviour.raised([tally("a", 20, 20), tally("b", 20, 2)], {"overall": 95, "a": 95}) == {"overall": 50, "a": 95, "b": 5}


def test_a_rate_under_its_floor_is_named() -> None:
    assert behaviour.broken([tally("a", 20, 18), tally("b", 20, 20)], {"overall": 95, "a": 91, "b": 100}) == [
        "under its floor: a is 90.0 %, floor 91 %",
    ]


@pytest.mark.model
def test_the_command_prints_failures_and_holds_floors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = '[[cases]]\ntext = "Rebels killed two soldiers."\nevents = [{ killed = "2" }]\n[[cases]]\ntext = "Rebels fired."\nnone = true\n'
    (tmp_path / "made.toml").write_text(f'capability = "A"\nwhat = "B"\n{cases}')
    assert behaviour.main(["--folder", str(tmp_path), "--raise", "--failures"]) == 0
    told = capsys.readouterr().out
    assert "Rebels fired.\n      no event expected, given ASSAULT" in told
    assert told.splitlines()[-1].split() == ["overall", "2", "1", "50.0%"]
    floors = tmp_path / behaviour.FLOORS
    assert json.loads(floors.read_text()) == {"overall": 45, "made": 45}
    floors.write_text('{"overall": 100, "made": 51}')
    assert behaviour.main(["--folder", str(tmp_path), "--capability", "made"]) == 1
    assert capsys.readouterr().err == "under its floor: made is 50.0 %, floor 51 %\n"


def test_an_unknown_capability_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"no capability 'x' in .*; there are none"):
        behaviour.main(["--folder", str(tmp_path), "--capability", "x"])
