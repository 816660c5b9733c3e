"""Easy reports through the whole program with the shipped model: what any careful reader takes from them (cases/reports.toml)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import dateline
from dateline.extract.lexicon import OUTCOMES
from dateline.schema.record import Event

pytestmark = pytest.mark.model

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "reports.toml").read_text("utf-8"))["cases"]
# A Friday.
PUBLISHED = "2019-06-14"


def shown(event: Event) -> dict[str, Any]:
    """What the table can ask of an event."""
    found: dict[str, Any] = {
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "day": event.when.start_date,
        "place": event.where.name,
        "country": event.where.country,
        "mentions": len(event.mentions),
        "parties": sorted(p.name for p in event.participants),
        "source": [s.name.casefold() for s in event.sources],
        "claimed": [c.by for c in event.claims if c.kind == "claimed"],
        "blamed": [c.by for c in event.claims if c.kind == "blamed"],
    }
    for role in ("actor", "recipient"):
        found[role] = [p.name for p in event.participants if p.role == role]
    for outcome in OUTCOMES:
        counts = [c for c in event.casualties if c.outcome == outcome]
        found[outcome] = [f"{'' if c.low is None else c.low}-{'' if c.high is None else c.high}" for c in counts]
    return found


def lacks(event: Event, wanted: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What of the wanted is not in the event, with what it has instead."""
    found = shown(event)
    missing = {}
    for key, value in wanted.items():
        has = found[key]
        fits = set(value) <= set(has) if isinstance(value, list) else value in has if isinstance(has, list) else value == has
        if not fits:
            missing[key] = (value, has)
    return missing


def known(case: dict[str, Any]) -> Any:
    """A case that the product is known to fall short of fails as expected, and fails the suite once it no longer does."""
    marks = [pytest.mark.xfail(reason=case["short"], strict=True)] if "short" in case else []
    return pytest.param(case, marks=marks, id=case["text"][:60])


@pytest.mark.parametrize("case", [known(case) for case in CASES])
def test_an_easy_report(case: dict[str, Any]) -> None:
    record = dateline.code(case["text"], published=PUBLISHED)
    assert record.failures == ()
    if case.get("nothing"):
        assert record.events == ()
        return
    found = [lacks(event, case["event"]) for event in record.events if event.type == case["event"]["type"]]
    assert found, f"no {case['event']['type']} among {[(e.type, e.mentions[0].text) for e in record.events]}"
    assert min(found, key=len) == {}
