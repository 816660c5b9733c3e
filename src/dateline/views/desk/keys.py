"""The keys of the desk as they are before a person binds others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """A single key and what it does. `slot` is what selected words fill, None where the key needs no words."""

    action: str
    key: str
    does: str
    slot: str | None = None


KEYS: tuple[Key, ...] = (
    Key("accept", "a", "The event is right; on to the next. In a report without events: nothing is missing"),
    Key("reject", "x", "The event is none; on to the next"),
    Key("next", "n", "Go to the next event"),
    Key("previous", "p", "Go to the event before"),
    Key("edit", "e", "Open the forms of the event"),
    Key("undo", "u", "Take back the last thing that you decided"),
    Key("skip", "s", "Leave the report for later or for others"),
    Key("merge", "m", "The same happening as another event: first on one, then on the other"),
    Key("killed", "k", "The selected words say how many were killed", "killed"),
    Key("wounded", "w", "… how many were wounded", "wounded"),
    Key("actor", "f", "… who did it", "actor"),
    Key("recipient", "t", "… to whom", "recipient"),
    Key("when", "d", "… on which day", "when"),
    Key("where", "l", "… where", "where"),
    Key("source", "q", "… who told the report", "source"),
    Key("weapon", "v", "… with what weapon", "weapon"),
    Key("add", "i", "The selected words tell of an event that is missing"),
    Key("help", "?", "Show these keys, and bind others"),
)
