"""Tolls: how many came to what on which side, low, best and high out of all figures told. low <= best <= high; unknown is None, never 0.

For each outcome and side there is one toll with `civilian` None, the whole; one with `civilian` True or False beside it is a part of it,
where reports tell of civilians, or of others, apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.merge.facts import counted, current, total
from dateline.merge.policies import Policy, policy_of
from dateline.schema.incident import Figure, Telling, Toll
from dateline.schema.record import Casualty


@dataclass(frozen=True, slots=True)
class _Sum:
    """What one telling gives for one outcome and side. A bound that is None is open."""

    telling: Telling
    low: int | None
    high: int | None

    @property
    def value(self) -> int:
        """The figure as one number: the lower bound, where it is open the upper."""
        return self.low if self.low is not None else self.high if self.high is not None else 0


def tolls(tellings: Sequence[Telling], *, policy: str) -> tuple[Toll, ...]:
    """The tolls of an incident, by outcome and side, the whole before its parts."""
    rule = policy_of(policy)
    told: dict[tuple[str, str, bool | None], list[tuple[Telling, list[Casualty]]]] = defaultdict(list)
    for telling in tellings:
        groups: dict[tuple[str, str, bool | None], list[Casualty]] = defaultdict(list)
        for c in telling.event.casualties:
            groups[c.outcome, c.role, None].append(c)
            if c.civilian is not None:
                groups[c.outcome, c.role, c.civilian].append(c)
        for key, figures in groups.items():
            told[key].append((telling, figures))
    order = sorted(told, key=lambda k: (k[0], k[1], {None: 0, True: 1, False: 2}[k[2]]))
    return tuple(t for key in order if (t := _toll(key, told[key], rule)) is not None)


def _toll(key: tuple[str, str, bool | None], told: Sequence[tuple[Telling, list[Casualty]]], rule: Policy) -> Toll | None:
    sums = [s for telling, figures in told if (s := _sum(telling, figures, rule, whole=key[2] is None)) is not None]
    if not sums:
        return None
    spread = _current(sums) if rule.spread == "current" else sums
    best = _best(sums, rule)
    low, high = _bounds([*spread, best])
    given = tuple(Figure(t.id, c.id, c.low, c.high, t.published) for t, figures in told for c in figures)
    return Toll(*key, low, best.low if best.low is not None else best.high, high, rule.name, given, _disagreement(sums))


def _sum(telling: Telling, figures: list[Casualty], rule: Policy, *, whole: bool) -> _Sum | None:
    standing = {c.id for c in current(telling.event)}
    chosen = [c for c in figures if c.id in standing or (not whole and not c.superseded)]
    bounds = [_read(c, rule) for c in counted(chosen)]
    if not bounds or all(b == (None, None) for b in bounds):
        return None
    return _Sum(telling, *total(bounds))


def _read(c: Casualty, rule: Policy) -> tuple[int | None, int | None]:
    """The bounds of a figure; a word of number that the policy reads in its own way is that number."""
    words = c.text.casefold().split()
    for word, number in rule.vague:
        if word in words:
            return number, number
    return c.low, c.high


def _current(sums: Sequence[_Sum]) -> list[_Sum]:
    """Of each publisher (each text, where nobody is named) what it published last: its earlier figures it has itself replaced."""
    last: dict[str, str] = {}
    for s in sums:
        last[_voice(s)] = max(last.get(_voice(s), ""), s.telling.published or "")
    return [s for s in sums if (s.telling.published or "") == last[_voice(s)]]


def _voice(s: _Sum) -> str:
    return f"publisher:{s.telling.publisher.casefold()}" if s.telling.publisher else f"text:{s.telling.origin}"


def _best(sums: Sequence[_Sum], rule: Policy) -> _Sum:
    if rule.best == "lowest":
        return min(_current(sums), key=lambda s: (s.value, s.telling.id))
    if rule.best == "majority":
        support = Counter(value for value, _ in {(s.value, s.telling.origin) for s in sums})
        most = max(support.values())
        return _latest([s for s in sums if support[s.value] == most])
    trusted = max(s.telling.trust or 0.0 for s in sums)
    return _latest([s for s in sums if (s.telling.trust or 0.0) == trusted])


def _latest(sums: Sequence[_Sum]) -> _Sum:
    """What was published last; of one day the lowest."""
    day = max(s.telling.published or "" for s in sums)
    return min((s for s in sums if (s.telling.published or "") == day), key=lambda s: (s.value, s.telling.id))


def _bounds(sums: Sequence[_Sum]) -> tuple[int | None, int | None]:
    """The lowest and the highest told. "At least 21" beside "26" goes up to 26; "at least 30" beside it leaves the upper bound open.

    The lower bound of "up to 30" alone is open.
    """
    lows = [s.low for s in sums if s.low is not None]
    highs = [s.high for s in sums if s.high is not None]
    low = min([*lows, *(s.high for s in sums if s.low is None and s.high is not None and lows and s.high < min(lows))], default=None)
    top = max(highs, default=None)
    if top is not None and any(s.high is None and s.low is not None and s.low > top for s in sums):
        top = None
    return low, top


def _disagreement(sums: Sequence[_Sum]) -> float:
    """How far apart the figures of independent sources are, 0 (one figure) towards 1: (greatest - least) / greatest, of each its last."""
    by_origin: dict[str, int] = {}
    for s in sorted(sums, key=lambda s: (s.telling.published or "", s.telling.id)):
        by_origin[s.telling.origin] = s.value
    most, least = max(by_origin.values()), min(by_origin.values())
    return round((most - least) / most, 4) if most else 0.0
