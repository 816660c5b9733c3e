"""Why the tellings of an incident were taken for one happening, in words: what each respect of the comparison says of two tellings."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.schema.incident import Link, Reason
from dateline.views.incident.voices import Voice

# The most that is named on each side; JSON has all.
MOST = 5
# Reasons of less weight (log odds) say next to nothing.
FAINT = 0.1

# Respects and their levels (merge/levels.py) in words. `{}` is what stands behind the colon of the level. A test compares the two.
_SAYS: dict[str, dict[str, str]] = {
    "type": {"same": "both are told as {}", "kin": "the types are kin: {}"},
    "mode": {
        "same": "both have the same mode",
        "kin": "their modes are kin",
        "other": "they have different modes",
        "open": "a mode is missing",
    },
    "actor": {
        "same": "both name the same actor",
        "alike": "their actors are named alike",
        "same description": "both describe the actor in the same words",
        "same country": "their actors are of one country",
        "vague": "an actor is only described",
        "other": "they name different actors",
        "open": "an actor is missing",
    },
    "recipient": {
        "same": "both say it was done to the same party",
        "alike": "those it was done to are named alike",
        "same description": "both describe those it was done to in the same words",
        "same country": "those it was done to are of one country, and not the same",
        "vague": "those it was done to are only described",
        "other": "they say it was done to different parties",
        "open": "one does not say to whom",
    },
    "sides": {
        "both": "both sides are the same",
        "both shared": "both parties are the same",
        "crossed": "the sides are the other way round",
        "not both": "not both sides are the same",
        "one": "of the parties to the talks one is {}",
    },
    "place": {
        "same place": "both are told at one place",
        "near": "their places are within 12 km",
        "within 50 km": "their places are within 50 km",
        "within 150 km": "their places are within 150 km",
        "inside": "one place lies in the other's province",
        "same province": "both are in one province",
        "inside country": "one names only the country",
        "same country": "both name only the country",
        "assumed apart": "their places lie apart, one of them taken over from beside",
        "apart": "their places lie apart",
        "other country": "they are in different countries",
        "open": "one names no place",
        "both open": "neither names a place",
    },
    "date": {
        "same day": "both are of one day",
        "same week": "both are of one week",
        "same month or year": "both are of one month or year",
        "1 day": "their days are one day apart",
        "2 days": "their days are two days apart",
        "4 days": "their days are three or four days apart",
        "7 days": "their days are up to a week apart",
        "14 days": "their days are up to two weeks apart",
        "30 days": "their days are up to a month apart",
        "months": "their days are months apart",
        "open": "one has no day",
    },
    "dated": {
        "stated, meet": "both state their day, and the days meet",
        "stated, apart": "both state their day, and the days do not meet",
        "assumed, meet": "a day is assumed, and the days meet",
        "assumed, apart": "a day is assumed, and the days do not meet",
        "open, meet": "a day is vague, and the days meet",
        "open, apart": "a day is vague, and the days do not meet",
        "undated": "without a day; {}",
    },
    "named days": {
        "a day, dates meet": "their sentences name a day in common, and the dates meet",
        "a day, dates apart": "their sentences name a day in common, though the dates do not meet",
        "a week or month, dates meet": "their sentences name a week or month in common, and the dates meet",
        "a week or month, dates apart": "their sentences name a week or month in common, though the dates do not meet",
        "none, dates meet": "their sentences name no day in common, though the dates meet",
        "none, dates apart": "their sentences name no day in common, and the dates do not meet",
        "a day, undated": "their sentences name a day in common, and one has no date",
        "a week or month, undated": "their sentences name a week or month in common, and one has no date",
        "none, undated": "their sentences name no day in common, and one has no date",
        "open": "their sentences name no day",
    },
    "day": {
        "meet": "the days meet ({})",
        "2 days": "the days are two days apart ({})",
        "apart": "the days are apart ({})",
        "open": "a day is missing",
    },
    "nearest day": {
        "meet": "the days next to their words for it meet",
        "1 day": "the days next to their words for it are one day apart",
        "2 or 3 days": "the days next to their words for it are two or three days apart",
        "apart": "the days next to their words for it are apart",
        "open": "one has no day next to its words for it",
    },
    "spot": {
        "same place": "the place is one ({})",
        "apart": "the places are apart ({})",
        "open": "the places cannot be compared",
    },
    "killed": {
        "same, many": "both count the same number of dead, a large one",
        "same, some": "both count the same number of dead",
        "same, few": "both count the same small number of dead",
        "near": "their numbers of dead are near",
        "half": "one counts about half the other's dead",
        "far": "their numbers of dead are far apart",
        "none": "neither counts dead",
        "one tells": "only one counts dead",
    },
    "other counts": {
        "same, many": "both give the same count of others, a large one",
        "same, some": "both give the same count of others",
        "same, few": "both give the same small count of others",
        "near": "their counts of others are near",
        "half": "one counts about half the other's",
        "far": "their counts of others are far apart",
        "both, other outcomes": "they count different outcomes",
        "none": "neither counts others",
        "one tells": "only one counts others",
    },
    "weapons": {"same": "both name a weapon in common", "other": "they name different weapons", "open": "a weapon is missing"},
    "words": {
        "nearly all": "their sentences share nearly all words",
        "most": "their sentences share most words",
        "many": "their sentences share many words",
        "some": "their sentences share some words",
        "few": "their sentences share a few words",
        "hardly any": "their sentences share hardly any words",
        "none": "their sentences share no words",
    },
    "names": {
        "three": "their sentences share three rare names or more",
        "two": "their sentences share two rare names",
        "one": "their sentences share a rare name",
        "none": "their sentences share no name",
        "open": "a sentence has no name",
    },
    "numbers": {
        "shared": "their sentences share a number",
        "none": "their sentences share no number",
        "open": "a sentence has no number",
    },
    "trigger": {"same": "both use the same word for it", "other": "they use different words for it"},
    # No longer compared: links that a store holds from earlier versions have it
    "order": {
        "both lead": "both open their report",
        "one leads": "one opens its report",
        "neither leads": "neither opens its report",
    },
    "apart": {
        "none": "neither is told as another happening",
        "one is told as another": "one is told as another happening (“a separate”, “earlier”)",
        "both": "both are told as another happening",
    },
    "status": {"same": "both are told as happened", "same, not happened": "both have the same status"},
    "text": {
        "other texts": "they stand in different texts",
        "copies, same words": "they are the same words of two copies of one text",
        "copies, other words": "they are different words of two copies of one text",
    },
    "all pairs": {"before anything is compared": "before anything is compared: most pairs are two happenings"},
    "decision": {"held together": "a person decided that they are one"},
}  # fmt: skip
_SURE = {"sure": "coding is sure of both", "fairly sure": "coding is fairly sure of both", "unsure": "coding is not sure"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tellings that tie the incident together, with what spoke for and against; `decided` where a person says so."""

    first: Voice
    second: Voice
    likely: str
    decided: bool
    spoke_for: tuple[str, ...]
    against: tuple[str, ...]


def pairs(links: Iterable[Link], told: Mapping[str, Voice]) -> tuple[Pair, ...]:
    """The links in words, in the order of publication."""
    known = [link for link in links if link.first in told and link.second in told]
    return tuple(_pair(link, told) for link in known)


def _pair(link: Link, told: Mapping[str, Voice]) -> Pair:
    decided = any(reason.field == "decision" for reason in link.reasons)
    told_of = [reason for reason in link.reasons if reason.field != "all pairs"]
    spoke_for, against = (
        tuple(says for reason in told_of if reason.weight * sign > FAINT and (says := in_words(reason))) for sign in (1, -1)
    )
    one, other = sorted((told[link.first], told[link.second]), key=list(told.values()).index)
    likely = "held together" if decided else f"{link.probability:.0%} likely one happening by themselves"
    return Pair(one, other, likely, decided, spoke_for[:MOST], against[:MOST])


def in_words(reason: Reason) -> str | None:
    """What a reason says of two tellings; None where there are no words for it.

    >>> in_words(Reason("type", "same: ASSAULT", 0.8)), in_words(Reason("date", "same day", 0.5))
    ('both are told as ASSAULT', 'both are of one day')
    """
    if reason.field == "type" and math.isinf(reason.weight):
        return "their types are never one happening"
    levels = _SAYS.get(reason.field, {})
    if reason.level in levels:
        return levels[reason.level]
    if reason.field == "status":
        return f"told as {reason.level}"
    for sign in (": ", ", "):
        name, found, rest = reason.level.partition(sign)
        if found and name in levels:
            return levels[name].format(_SURE.get(rest, rest))
    return None
