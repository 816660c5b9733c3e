"""The codes of an event in other schemes after people changed what they depend on."""

from __future__ import annotations

from dataclasses import replace

from dateline.resources import table_names
from dateline.schema.record import Codes, Event


def with_codes(event: Event, coded: Event | None) -> Event:
    """The event with the codes of its type and mode, where people made these; `coded` is the event as coded, None where it was added.

    The words of the report are not looked at, so a code that a word decides (an ACLED sub-type of looting, say) is the usual one of the
    mode. A user's own type has no table here and keeps the codes that it has; so does an event whose codes a person gave.
    """
    if coded is not None and (event.type, event.mode) != (coded.type, coded.mode) and event.codes == coded.codes:
        return _coded(event)
    return _coded(event) if coded is None and event.codes == Codes() else event


def _coded(event: Event) -> Event:
    if f"ontology/{event.type.lower()}.toml" not in table_names("ontology"):
        return event
    # Loaded only where a person changed a type: the tables take a tenth of a second
    from dateline.resolve.codes import Told, codes

    kinds = frozenset(weapon.kind for weapon in event.weapons)
    told = Told(event.type, event.mode, event.status, event.participants, event.casualties, kinds, event.topics, frozenset(), frozenset())
    return replace(event, codes=codes(told))
