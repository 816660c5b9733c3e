"""Records made from coded reports with mistakes of every kind, by chance but the same every time."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

TYPES = ("AGREE", "CONSULT", "COOPERATE", "ASSAULT", "COERCE", "ACCUSE")
ROLES = ("actor", "recipient", "third")


def noisy_record(report: Mapping[str, Any], seed: int) -> dict[str, Any]:
    """A record of the report in which about every fifth value is wrong, missing or told twice."""
    noise = _Noise(report["text"], random.Random(seed))
    events = [event for event in report["events"] if noise.mostly()]
    if events and noise.seldom():
        events.append(noise.chance.choice(events))
    made = [_event(event, f"e{number}", report["sentences"], noise) for number, event in enumerate(events, start=1)]
    return {"report": {"id": report["doc"]}, "events": made}


class _Noise:
    def __init__(self, text: str, chance: random.Random) -> None:
        self.text, self.chance = text, chance

    def mostly(self) -> bool:
        return self.chance.random() < 0.85

    def seldom(self) -> bool:
        return not self.mostly()

    def span(self, words: str, within: tuple[int, int] = (0, 10**9)) -> dict[str, Any]:
        """Where the words stand, sometimes not quite."""
        start = max(self.text.find(words, *within), 0)
        end = start + len(words)
        if self.seldom():
            start, end = max(0, start - self.chance.randint(0, 9)), min(len(self.text), end + self.chance.randint(0, 90))
        return {"start": start, "end": end, "text": self.text[start:end] if self.mostly() else "else"}


def _event(event: Mapping[str, Any], id: str, sentences: Any, noise: _Noise) -> dict[str, Any]:
    mostly, choice = noise.mostly, noise.chance.choice
    when, where = event.get("when") or {}, dict(event.get("where") or {})
    where |= {"country": "SYR"} if noise.seldom() else {}
    where |= {"text": where.get("name"), "name": where.get("admin1")} if noise.seldom() else {}
    return {
        "id": id,
        "type": event["type"] if mostly() else choice(TYPES),
        "mode": event.get("mode") if mostly() else None,
        "status": event["status"] if mostly() else choice(("happened", "planned", "denied")),
        "mentions": [noise.span(m["trigger"], tuple(sentences[m["s"]])) for m in event["mentions"]],
        "participants": [_party(party, role, noise) for role in ROLES for party in event.get(role, []) if mostly()],
        "casualties": [_figure(figure, noise) for figure in event.get("casualties", []) for _ in range(1 + noise.seldom())],
        "claims": [{"kind": c["kind"], "by": c.get("by") if mostly() else None} for c in event.get("claims", []) if mostly()],
        "sources": [{"name": s["name"], **noise.span(s["words"])} for s in event.get("sources", []) if mostly()],
        "when": {"start_date": when.get("start"), "end_date": when.get("end") if mostly() else None},
        "where": where if mostly() else [where],
    }


def _party(party: Mapping[str, Any], role: str, noise: _Noise) -> dict[str, Any]:
    words = noise.chance.choice(party["words"]) if party["words"] else ""
    name = party["name"] if noise.mostly() else noise.chance.choice(("U.S.", "Military Forces of Mali", "Government of Mali", words))
    return {"role": role if noise.mostly() else noise.chance.choice(ROLES), "name": name, "mentions": [noise.span(words)] if words else []}


def _figure(figure: Mapping[str, Any], noise: _Noise) -> dict[str, Any]:
    low = figure["low"] if noise.mostly() else 3
    return {"outcome": figure["outcome"], "low": low, "high": figure["high"], "role": figure.get("role") if noise.mostly() else "actor"}
