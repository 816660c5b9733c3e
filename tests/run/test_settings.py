"""Settings through the whole path: in force for one call, the same in two processes, told apart in the record."""

from __future__ import annotations

from pathlib import Path

import pytest

import dateline
from dateline.errors import UsageError

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "own-tables"
TEXT = "Lorit guards rustled forty camels from a family in Lodwar on Tuesday."

pytestmark = pytest.mark.model


def test_a_call_leaves_nothing_behind_for_the_next() -> None:
    settings = dateline.read_settings(EXAMPLE / "dateline.toml")
    plain = dateline.code(TEXT, published="2016-05-12")
    own = dateline.code(TEXT, published="2016-05-12", settings=settings)
    (event,) = own.events
    assert (event.type, event.codes.plover, event.codes.cameo, event.where.name) == ("CATTLE-RAID", "ASSAULT", "171", "Lodwar")
    assert ("actor", "lorit-guard") in [(party.role, party.actor_id) for party in event.participants]
    assert own.coder.tables != plain.coder.tables
    assert (own.coder.version, own.coder.model) == (plain.coder.version, plain.coder.model)
    assert dateline.code(TEXT, published="2016-05-12") == plain
    assert dateline.to_json(dateline.from_json(dateline.to_json(own))) == dateline.to_json(own)


def test_processes_code_with_the_same_settings() -> None:
    settings = dateline.read_settings(EXAMPLE / "dateline.toml")
    reports = [dateline.Report(str(n), TEXT) for n in range(6)]
    alone = list(dateline.code_many(reports, settings=settings))
    assert {event.type for record in alone for event in record.events} == {"CATTLE-RAID"}
    assert list(dateline.code_many(reports, settings=settings, jobs=2)) == alone


def test_a_path_is_not_settings() -> None:
    with pytest.raises(UsageError, match="read_settings"):
        dateline.code(TEXT, settings="dateline.toml")  # type: ignore[arg-type]
