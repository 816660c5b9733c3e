"""How sure it is that a group of mentions is an event that a coder would code: named features, weighed.

The weights stand in data/lexicon/belief.toml, fitted by tools/fit_belief.py on coded reports kept out of training (logistic
regression), so that the number means something: of the events given 0.8 about 80 in 100 are right.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

from dateline.resolve.pairs import probability, pulls
from dateline.resources import read_toml
from dateline.schema.mention import FOILED, KEPT, PRIVATE, Mention
from dateline.schema.trace import Pull

TABLE = "lexicon/belief.toml"
# Types that are done by saying: vague talk tells of them more often than of deeds.
_SAID = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "CONCEDE", "AGREE"})

# What blows up by itself too, unlike a bomb or a gun.
_STORES = frozenset({"ammunition"})
# Who blows himself up at a traffic police post has had no accident.
_SUICIDE = "suicide-attack"
# The words of games, and how sure a figure of dead must be to say that it was none.
_GAME, _DEADLY = "mishaps:sport", 0.8


def belief(group: Sequence[Mention]) -> float:
    """The probability that the mentions tell of an event of their type."""
    return round(probability(_weights(), features(group)), 4)


def believed(group: Sequence[Mention]) -> tuple[Pull, ...]:
    """The features and what each weighs, the weightiest first."""
    return pulls(_weights(), features(group))


def least() -> float:
    """Events less probable than this are not given unless asked for; chosen on the reports to tune on and those kept aside."""
    return _least()


def surest_alone(groups: Sequence[Sequence[Mention]]) -> Sequence[Mention] | None:
    """The surest of the groups of a report that tells of nothing surer, where it is sure enough for that; None where none is."""
    best = max(groups, key=belief, default=None)
    if best is None:
        return None
    surest = max(best, key=lambda m: m.trigger.confidence)
    other = surest.status != "happened" and any("lexicon:" in m.trigger.made_by for m in best)
    return best if belief(best) >= _alone("other" if other else "happened") else None


def features(group: Sequence[Mention]) -> dict[str, float]:
    """What speaks for and against an event."""
    best = max(group, key=lambda m: m.trigger.confidence)
    told = [p for m in group for p in m.parties if p.likely]
    return {
        "trigger": _logit(best.trigger.confidence),
        "firm": _logit(max(m.firm for m in group)),
        "optional": min(m.optional for m in group),
        "several mentions": float(len(group) > 1),
        "many mentions": float(len(group) > 3),
        # Who mediates talks tells of them as a side does.
        "named actor": float(any(p.role in {"actor", "third"} for p in told)),
        "named recipient": float(any(p.role == "recipient" for p in told)),
        "figures": float(any(m.counts for m in group)),
        "sure figures": max((_logit(c.phrase.confidence) for m in group for c in m.counts), default=0.0),
        "several figures": float(sum(len(m.counts) for m in group) > 1),
        "own date": float(any(m.times for m in group)),
        "own place": float(any(m.places for m in group)),
        "in the lexicon": float(any("lexicon:" in m.trigger.made_by for m in group)),
        "lead": float(min(m.sentence for m in group) == 0),
        "said": float(best.type in _SAID),
        "not happened": float(best.status != "happened"),
        "habitual": float(best.status == "habitual"),
        "mode": min(max((p for _, p in best.modes), default=0.0), 1.0),
        "no mode": float(best.mode is None),
        "verb": float(best.form == "verb"),
        "definite": float(best.form == "definite"),
        "definite, more told": float(best.form == "definite" and any(m.counts or m.claims for m in group)),
        "indefinite": float(best.form == "indefinite"),
        "mishap": float(any(m.mishap for m in group) and not any(_is_armed(m) for m in group)),
        "kept from": float(any(m.status_by == KEPT for m in group)) - float(all(m.status_by == FOILED for m in group)),
        "private": float(any(m.mishap is not None and m.mishap.made_by == PRIVATE for m in group)),
    }


def _is_armed(mention: Mention) -> bool:
    """Is a weapon named beside it, other than within the words for what nobody is behind ("celebratory *gunfire*")?"""
    if mention.mode == _SUICIDE or (mention.mishap is not None and mention.mishap.made_by == _GAME and _killed(mention)):
        return True
    apart = (
        w for w in mention.weapons if not (mention.mishap and w.phrase.start < mention.mishap.end and mention.mishap.start < w.phrase.end)
    )
    return any(w.kind not in _STORES for w in apart)


def _killed(mention: Mention) -> bool:
    """Are people counted as killed? Nobody is at a game, where teams "attack", but somebody may be while watching one."""
    return any(c.outcome == "killed" and c.phrase.confidence >= _DEADLY for c in mention.counts)


@cache
def _weights() -> dict[str, float]:
    return {k: float(v) for k, v in read_toml(TABLE)["weights"].items()}


@cache
def _least() -> float:
    return float(read_toml(TABLE)["least"])


@cache
def _alone(told: str) -> float:
    return float(read_toml(TABLE)["alone"][told])


def _logit(p: float) -> float:
    clipped = min(max(p, 1e-3), 1 - 1e-3)
    return math.log(clipped / (1 - clipped))
