"""A user's event type in the record: its name, and its codes before those of its parent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.schema.mention import Mention
from dateline.schema.record import Acled, Codes, Event
from dateline.settings import current


def own_type(mentions: Sequence[Mention]) -> str | None:
    """The user's type that an event is of: one mention that says so is enough ("cattle raid ... the attack")."""
    return next((m.own for m in mentions if m.own is not None), None)


def own_codes(codes: Codes, name: str | None) -> Codes:
    """The codes of the parent with those that the user gives the type."""
    own = next((kind.codes for kind in current().types if kind.name == name), None)
    if own is None:
        return codes
    acled = Acled(own.acled.event_type, own.acled.sub_event_type) if own.acled is not None else codes.acled
    cameo = own.cameo or codes.cameo
    return replace(codes, cameo=cameo, cameo_root=cameo[:2] if cameo else None, acled=acled)


def parent(event: Event) -> str:
    """The PLOVER type of an event in a record, which rules about types ask for."""
    return event.codes.plover or event.type
