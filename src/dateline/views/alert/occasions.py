"""Whether there is something to tell: what an incident is like now, beside what was told of it before. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from dateline.schema.incident import Incident
from dateline.schema.report import canonical
from dateline.settings.watching import Again
from dateline.store.listing import Listed
from dateline.store.redacting import COVER
from dateline.store.rows import digest

NOT_TOLD = "not told"


@dataclass(frozen=True, slots=True)
class State:
    """What of an incident is compared. `claims` are hashes: words that are taken out of the store must not stay here."""

    killed: int | None
    status: str | None
    place: str | None
    claims: tuple[str, ...]

    def written(self) -> str:
        """As JSON."""
        return canonical(asdict(self)).decode("ascii")

    @classmethod
    def read(cls, text: str) -> State:
        """The state that was written so."""
        told = json.loads(text)
        return cls(told["killed"], told["status"], told["place"], tuple(told["claims"]))


def state_of(row: Listed, incident: Incident) -> State:
    """What the incident is like."""
    place = ", ".join(dict.fromkeys(part for part in (row.place, row.admin1, row.country) if part)) or None
    return State(row.killed_best, row.status, place, tuple(sorted(_claims(incident))))


def claims_of(incident: Incident) -> tuple[str, ...]:
    """Who claims, is blamed or denies, as its reports tell it: "claimed by Owl Front"."""
    return tuple(said.value for field in incident.fields if field.name == "claims" for said in field.values if said.value)


def _claims(incident: Incident) -> set[str]:
    return {digest(claim)[:16] for claim in claims_of(incident) if COVER not in claim}


def reasons(now: State, before: Sequence[State], again: Again) -> tuple[str, ...]:
    """Why it is told again, in words; nothing where it did not change enough since. Events that were told in several incidents and are
    in one now: what all of these told counts as told."""
    out = [_rise(now, before)] if _rose(now, before, again) else []
    for name, wanted in (("status", again.status), ("place", again.place)):
        told, is_now = [getattr(one, name) for one in before], getattr(now, name)
        if wanted and is_now not in told:
            out.append(f"{name} {told[0] or NOT_TOLD} → {is_now or NOT_TOLD}")
    new = set(now.claims).difference(*(one.claims for one in before))
    if again.claim and new:
        out.append("a claim that was not told before" if len(new) == 1 else f"{len(new)} claims that were not told before")
    return tuple(out)


def _most(before: Sequence[State]) -> int:
    return max((one.killed or 0 for one in before), default=0)


def _rose(now: State, before: Sequence[State], again: Again) -> bool:
    if now.killed is None:
        return False
    was = _most(before)
    rise = now.killed - was
    enough = again.killed is not None and rise >= again.killed
    return rise > 0 and (enough or (again.killed_share is not None and rise >= again.killed_share * was))


def _rise(now: State, before: Sequence[State]) -> str:
    told = [one.killed for one in before if one.killed is not None]
    return f"killed {f'{max(told):,}' if told else NOT_TOLD} → {now.killed:,}"
