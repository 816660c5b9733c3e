"""The event in the codes of other schemes, out of the ontology's tables: a code of the mode, else of the type, else none."""

from __future__ import annotations

from functools import cache
from typing import Any

from dateline.resources import read_toml
from dateline.schema.record import Acled, Codes


def codes(type: str, mode: str | None) -> Codes:
    """PLOVER, CAMEO and ACLED codes of an event type and mode. UCDP's type of violence needs the parties and stays null here."""
    table = _table(type)
    own: dict[str, Any] = next((m for m in table.get("modes", ()) if m["name"] == mode), {})
    acled = own.get("acled") or table["codes"].get("acled") or {}
    return Codes(
        plover=table["codes"]["plover"],
        cameo=own.get("cameo") or table["codes"].get("cameo"),
        acled=Acled(acled.get("event_type"), acled.get("sub_event_type")),
    )


@cache
def _table(type: str) -> dict[str, Any]:
    """The ontology's file of a type, read once a process: reading it for every event took a fifth of the time of a report."""
    return read_toml(f"ontology/{type.lower()}.toml")
