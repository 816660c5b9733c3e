"""Small coded reports and the records that a program could give of them."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

RAID = "Owl Front rebels killed three soldiers in Rio Seco on Monday, the army said. The Owl Front claimed the raid."
TALKS = "Envoys of Norland met the Sudland minister in Easton on Friday. Police may ban a march in Weston."


def spans(text: str, *words: str) -> list[Json]:
    """The first place of each of the words, as a record has it."""
    starts = [text.index(word) for word in words]
    found = [(start, start + len(word)) for start, word in zip(starts, words, strict=True)]
    return [{"start": start, "end": end, "text": text[start:end], "confidence": 0.8} for start, end in found]


def report(id: str, text: str, events: list[Json]) -> Json:
    """A coded report of two sentences."""
    middle = text.index(". ") + 1
    return {
        "doc": id,
        "title": None,
        "published": "2016-05-04",
        "text": text,
        "sentences": [[0, middle], [middle + 1, len(text)]],
        "events": events,
    }


def raid(**changed: Any) -> Json:
    """The raid as gold has it."""
    event = {
        "id": "e1",
        "type": "ASSAULT",
        "mode": "firearms",
        "status": "happened",
        "optional": False,
        "mentions": [{"s": 0, "trigger": "killed"}, {"s": 1, "trigger": "raid"}],
        "actor": [{"name": "Owl Front", "words": ["Owl Front rebels", "Owl Front"]}],
        "recipient": [{"name": "Military Forces of Norland", "words": ["soldiers"]}],
        "third": [],
        "casualties": [{"outcome": "killed", "low": 3, "high": 3, "role": "recipient"}],
        "claims": [{"kind": "claimed", "by": "Owl Front"}],
        "sources": [{"name": "the army", "words": "the army"}],
        "when": {"start": "2016-05-02", "end": "2016-05-02", "precision": "day"},
        "where": {"name": "Rio Seco", "admin1": None, "country": "SLV", "precision": "exact"},
    }
    return event | changed


def talks(**changed: Any) -> Json:
    """The talks as gold has them."""
    event = {
        "id": "e1",
        "type": "CONSULT",
        "mode": None,
        "status": "happened",
        "optional": False,
        "mentions": [{"s": 0, "trigger": "met"}],
        "actor": [{"name": "Norland", "words": ["Envoys of Norland"]}],
        "recipient": [{"name": "Sudland", "words": ["the Sudland minister"]}],
    }
    return event | changed


def ban(**changed: Any) -> Json:
    """What may happen to the march, as gold has it."""
    event = {
        "id": "e2",
        "type": "COERCE",
        "mode": "restrict",
        "status": "possible",
        "optional": True,
        "mentions": [{"s": 1, "trigger": "ban"}],
        "actor": [{"name": "Police", "words": ["Police"]}],
    }
    return event | changed


def coded_raid(**changed: Any) -> Json:
    """The raid as a record has it, all right."""
    event = {
        "id": "e1",
        "type": "ASSAULT",
        "mode": "firearms",
        "status": "happened",
        "confidence": 0.9,
        "mentions": spans(RAID, "killed", "raid"),
        "participants": [
            {"role": "actor", "name": "the Owl Front", "mentions": spans(RAID, "Owl Front rebels"), "confidence": 0.7},
            {"role": "recipient", "name": "Military Forces of Norland", "mentions": spans(RAID, "soldiers"), "confidence": 0.6},
        ],
        "casualties": [{"outcome": "killed", "low": 3, "high": 3, "role": "recipient", **spans(RAID, "three soldiers")[0]}],
        "claims": [{"kind": "claimed", "by": "Owl Front", **spans(RAID, "claimed")[0]}],
        "sources": [{"name": "the army", **spans(RAID, "the army")[0]}],
        "when": {"start_date": "2016-05-02", "end_date": "2016-05-02", "precision": "day", **spans(RAID, "Monday")[0]},
        "where": {"name": "Rio Seco", "admin1": None, "country": "SLV", "precision": "exact", **spans(RAID, "Rio Seco")[0]},
    }
    return event | changed


def coded_talks(**changed: Any) -> Json:
    """The talks as a record has them, the sides the other way round."""
    event = {
        "id": "e1",
        "type": "CONSULT",
        "mode": None,
        "status": "happened",
        "confidence": 0.8,
        "mentions": spans(TALKS, "met"),
        "participants": [
            {"role": "actor", "name": "Sudland", "mentions": spans(TALKS, "Sudland minister"), "confidence": 0.7},
            {"role": "recipient", "name": "Norland", "mentions": spans(TALKS, "Envoys of Norland"), "confidence": 0.7},
        ],
    }
    return event | changed


def coded_ban(**changed: Any) -> Json:
    """The ban as a record has it."""
    event = {"id": "e2", "type": "COERCE", "mode": None, "status": "happened", "confidence": 0.4, "mentions": spans(TALKS, "ban")}
    return event | changed


def record(id: str, *events: Json) -> Json:
    """A record of those events."""
    return {"report": {"id": id}, "events": list(events)}
