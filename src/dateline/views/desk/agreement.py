"""How far two coders agree: in per cent, and beyond what chance would give (Cohen's kappa, Krippendorff's alpha), field by field."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.store.replay import Replayed
from dateline.views.desk.differing import SLOTS, TOLD, pairs

FIELDS = (TOLD, *SLOTS)
# Four decimals are finer than any such figure means.
_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Coded:
    """A report that two people coded, each without the other."""

    report: str
    coders: tuple[str, str]
    codings: tuple[Replayed, Replayed]


@dataclass(frozen=True, slots=True)
class Unit:
    """One value that both coders gave. `field` is one of `FIELDS`."""

    field: str
    coders: tuple[str, str]
    values: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree on one field, over so many `units`; `coder` is None for all of them, else one with whoever coded beside them.

    `percent` is the share of units (0 to 100) on which both say the same. `kappa` (Cohen 1960) and `alpha` (Krippendorff 2004, nominal)
    are 1 for full agreement and 0 for what chance would give; None where all values are one, so that chance explains everything.
    """

    field: str
    coder: str | None
    units: int
    percent: float
    kappa: float | None
    alpha: float | None


def units(coded: Iterable[Coded]) -> Iterator[Unit]:
    """Every value that two coders can agree on: whether each event is told, and of the events that both tell each slot."""
    for one in coded:
        for pair in pairs(*one.codings):
            told = tuple("told" if event else "not told" for event in (pair.first, pair.second))
            yield Unit(TOLD, one.coders, (told[0], told[1]))
            if pair.first is not None and pair.second is not None:
                for slot, read in SLOTS.items():
                    yield Unit(slot, one.coders, (read(pair.first), read(pair.second)))


def agreements(coded: Iterable[Coded]) -> tuple[Agreement, ...]:
    """Field by field, first over all coders and then of each by name; a field without a unit is left out."""
    by_field: dict[str, list[Unit]] = defaultdict(list)
    for unit in units(coded):
        by_field[unit.field].append(unit)
    out = [_agreement(field, None, by_field[field]) for field in FIELDS if by_field[field]]
    for coder in sorted({name for found in by_field.values() for unit in found for name in unit.coders}):
        own = {field: [unit for unit in by_field[field] if coder in unit.coders] for field in FIELDS}
        out += [_agreement(field, coder, own[field]) for field in FIELDS if own[field]]
    return tuple(out)


def _agreement(field: str, coder: str | None, found: Sequence[Unit]) -> Agreement:
    both = [unit.values for unit in found]
    same = sum(one == other for one, other in both)
    return Agreement(field, coder, len(both), round(100 * same / len(both), 2), kappa(both), alpha(both))


def kappa(both: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of pairs of values, the first of each by first coders and the second by second ones.

    (po - pe) / (1 - pe): po the share that agrees, pe what the two distributions of values would give by chance. J. Cohen, "A
    coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960). None where pe is 1.
    """
    count = len(both)
    if not count:
        return None
    ones, others = (Counter(values) for values in zip(*both, strict=True))
    chance = sum(ones[value] * others[value] for value in ones) / count**2
    if chance == 1:
        return None
    agreed = sum(one == other for one, other in both) / count
    return round((agreed - chance) / (1 - chance), _DECIMALS)


def alpha(both: Sequence[tuple[str, str]]) -> float | None:
    """Krippendorff's alpha for nominal values of the same pairs; None where there is one value only."""
    import krippendorff
    import numpy as np

    names = {value: float(number) for number, value in enumerate(sorted({value for pair in both for value in pair}))}
    if len(names) < 2:
        return None
    data = np.array([[names[one] for one, _ in both], [names[other] for _, other in both]])
    return round(float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")), _DECIMALS)
