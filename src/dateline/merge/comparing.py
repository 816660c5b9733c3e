"""How likely two tellings are one happening, and why: the weights of the levels add up to the log odds.

The weights stand in data/merging/weights.toml, fitted by tools/fit_merging.py (logistic regression with ridge penalty on pairs of coded
events), so that the number means something and every joining can be taken apart into its reasons.
"""

from __future__ import annotations

import math
from functools import cache

from dateline.merge.facts import Facts, facts
from dateline.merge.levels import copied, levels, other_days, other_places, other_towns
from dateline.merge.wording import LISTS, likeness
from dateline.resources import read_toml
from dateline.schema.incident import Link, Reason, Telling

TABLE = "merging/weights.toml"


def compare(first: Telling, second: Telling) -> Link:
    """The probability that two tellings are one happening, with its reasons, the weightiest first; the same in either order.

    Types that are never one happening give probability 0 with the reason ("type", "never", -inf).
    """
    one, other = sorted((facts(first), facts(second)), key=lambda f: f.id)
    return link(one, other)


def link(x: Facts, y: Facts) -> Link:
    """As `compare`, for facts in the order of their ids."""
    if not kindred(x.type, y.type):
        return Link(x.id, y.id, 0.0, (Reason("type", "never", -math.inf),))
    table = weights()
    told = [Reason(field, level, round(table.get(f"{field}: {level}", 0.0), 3)) for field, level in levels(x, y).items()]
    reasons = (Reason("all pairs", "before anything is compared", round(table["bias"], 3)), *told)
    ordered = tuple(sorted((r for r in reasons if r.weight), key=lambda r: (-abs(r.weight), r.field)))
    return Link(x.id, y.id, round(_probability(sum(r.weight for r in ordered)), 4), ordered)


def chance(x: Facts, y: Facts) -> float:
    """The probability alone."""
    if not kindred(x.type, y.type):
        return 0.0
    return _probability(weights()["bias"] + sum(weighed(field, level) for field, level in levels(x, y).items()))


@cache
def weighed(field: str, level: str) -> float:
    """Log odds of a level; 0 for one that is not in the table."""
    return weights().get(f"{field}: {level}", 0.0)


@cache
def kindred(one: str, other: str) -> bool:
    """May two types be one happening?"""
    return one == other or [one, other] in _pairs() or [other, one] in _pairs()


@cache
def _pairs() -> list[list[str]]:
    found: list[list[str]] = read_toml(LISTS)["kin"]["pairs"]
    return found


@cache
def weights() -> dict[str, float]:
    """ "Field and level, as "place: near", -> log odds."""
    return {name: float(value) for name, value in read_toml(TABLE)["weights"].items()}


@cache
def threshold() -> float:
    """From this mean probability groups are joined; chosen on the reports that the weights were fitted to."""
    return float(read_toml(TABLE)["threshold"])


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, log_odds))))


def equal(x: Facts, y: Facts) -> bool:
    """Do two events of one report say the same in every respect that both tell? Only then may they be one happening told twice."""
    told = levels(x, y)
    agree = all(told[field] not in two for field, two in _APART.items()) and not other_towns(x, y)
    return x.type == y.type and agree and told["date"] in _ONE_TIME


def two_happenings(x: Facts, y: Facts) -> bool:
    """Can they not be one, whatever else they have in common? A second raid in the same town is another raid, and so is one elsewhere."""
    return two_of_one_text(x, y) or (x.origin != y.origin and (other_days(x, y) or other_places(x, y)))


def two_of_one_text(x: Facts, y: Facts) -> bool:
    """Does one text tell of them as two? Of copies of one text the same words are one, other words of the same sentence are two."""
    if x.report == y.report:
        return not equal(x, y)
    if x.origin != y.origin:
        return False
    return not copied(x, y) and likeness(x.words, y.words) >= _SENTENCE and x.first != y.first and not equal(x, y)


# The same sentence of two copies, some words changed.
_SENTENCE = 0.9


# Levels at which two events of one report are two.
_APART = {
    "mode": {"other"},
    "actor": {"other"},
    "recipient": {"other"},
    "place": {"within 50 km", "within 150 km", "apart", "assumed apart", "other country"},
    "killed": {"half", "far", "near"},
    "other counts": {"half", "far", "near"},
    "apart": {"one is told as another", "both"},
    "status": {"denied and happened", "happened and planned", "habitual and happened"},
}
_ONE_TIME = ("same day", "open", "same week")
