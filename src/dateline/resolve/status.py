"""Is an event told as done, tried, planned, possible, denied or usual: its mentions together, its figures and its day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dateline.schema.mention import Mention
from dateline.schema.place import When
from dateline.schema.record import Casualty

# People to whom it was done, whatever their part: not the attackers' own dead, who may have died of what did not come about.
_STRUCK = frozenset({"recipient", "bystander", "unknown"})
_DEVICES = frozenset({"explosives", "suicide-attack"})
_TAKEN = frozenset({"abducted", "detained"})
_HARM = frozenset({"killed", "wounded", "casualty"})


def status_of(group: Sequence[Mention], figures: Sequence[Casualty], when: When, *, published: date | None) -> str:
    """The status of an event with these mentions, figures and day."""
    told = _told_as(group)
    if told == "denied":
        return told
    if told == "happened" and not figures and when.text is None and any(_is_habit(m) for m in group):
        return "habitual"
    if group[0].type == "ASSAULT":
        # Of 3,100 coded attacks that hurt somebody nine were only tried and none was planned; a device that was found or stopped
        # decides for an attack that hurt nobody, however surely its laying is told.
        if any(f.outcome in _HARM and f.role in _STRUCK and not f.superseded for f in figures):
            told = "happened" if told in {"attempted", "planned"} else told
        elif told == "happened" and any(m.status == "attempted" and _is_failure(m) for m in group):
            told = "attempted"
    ahead = published is not None and when.start_date is not None and when.start_date > published.isoformat()
    return "planned" if told == "happened" and ahead else told


def without_undone(figures: tuple[Casualty, ...], status: str) -> tuple[Casualty, ...]:
    """The figures without the people whom somebody only tried to take: of 210 coded attacks that failed none counts people abducted, one
    people detained."""
    return tuple(f for f in figures if status != "attempted" or f.outcome not in _TAKEN)


def _is_failure(mention: Mention) -> bool:
    """Is it told in words for what failed, or of a device? That fighters tried something in a fight leaves the fight."""
    return mention.mode in _DEVICES or not mention.status_by.startswith("model:")


def _is_habit(mention: Mention) -> bool:
    """Do words for what comes again and again stand on it ("*near-daily* attacks")?"""
    return mention.status == "habitual" and not mention.status_by.startswith("model:")


def _told_as(group: Sequence[Mention]) -> str:
    """The status of the surest mention; what one sentence tells and another denies is told, with the denial as a claim."""
    if _only_denied(group):
        return "denied"
    told = [m for m in group if m.status != "denied"] or group
    return max(told, key=lambda m: m.trigger.confidence).status


def _only_denied(group: Sequence[Mention]) -> bool:
    """Is it told only in the words that deny it ("denied having shelled the town")?"""
    return all(any(c.kind == "denied" and c.direct for c in m.claims) for m in group)
