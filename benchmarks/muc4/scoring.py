"""Two measures of templates beside the key. They answer different questions and never stand in one table.

Role fillers: the entities of a text per role, whatever template they stand in. An entity is right where all its mentions are,
after `normalized`, strings of one key entity of that role; no key entity is found twice (CEAF-REE with its strict similarity).
Templates: the templates of a text are laid one to one beside those of the key that have their type, so that most slots are right;
a slot is the type or one entity of a role. All of a template without a partner is wrong, all of a key template without one is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from benchmarks.muc4.keys import ROLES, Filler, Template, normalized

TYPE = "incident_type"
Entity = frozenset[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """A template as the product gives it, its mentions normalized."""

    type: str
    roles: Mapping[str, tuple[Entity, ...]]


@dataclass(slots=True)
class Tally:
    """How many were given, how many of them right, how many were to be found, how many of them found."""

    given: int = 0
    right: int = 0
    wanted: int = 0
    found: int = 0

    def add(self, other: Tally) -> None:
        self.given, self.right = self.given + other.given, self.right + other.right
        self.wanted, self.found = self.wanted + other.wanted, self.found + other.found

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Measure:
    """A tally for each slot; `all` is over all slots together (micro average)."""

    slots: dict[str, Tally] = field(default_factory=dict)

    def of(self, slot: str) -> Tally:
        return self.slots.setdefault(slot, Tally())

    @property
    def all(self) -> Tally:
        total = Tally()
        for tally in self.slots.values():
            total.add(tally)
        return total


def answers(templates: Iterable[Mapping[str, object]]) -> tuple[Answer, ...]:
    """The `pred_templates` of one text."""
    return tuple(Answer(str(given[TYPE]), {role: _entities(given.get(role)) for role in ROLES}) for given in templates)


def _entities(given: object) -> tuple[Entity, ...]:
    assert isinstance(given, list)
    return tuple(frozenset(normalized(mention) for mention in entity) for entity in given)


def role_fillers(given: Mapping[str, Sequence[Answer]], keys: Mapping[str, Sequence[Template]], *, optional: bool) -> Measure:
    """Role fillers over all texts of the key. With `optional` what the key calls optional is to be found like the rest."""
    return Measure({role: fillers_of(role, given, keys, optional=optional) for role in ROLES})


def fillers_of(role: str, given: Mapping[str, Sequence[Answer]], keys: Mapping[str, Sequence[Template]], *, optional: bool) -> Tally:
    """The fillers of one role over all texts of the key."""
    tally = Tally()
    for name, templates in keys.items():
        predicted = tuple(dict.fromkeys(entity for answer in given.get(name, ()) for entity in answer.roles[role]))
        fillers = _joined(templates, role)
        paired = _pairs([[entity <= filler.strings for filler in fillers] for entity in predicted])
        free = sum(filler.optional and i not in paired for i, filler in enumerate(fillers) if not optional)
        tally.add(Tally(len(predicted), len(paired), len(fillers) - free, len(paired)))
    return tally


def _joined(templates: Iterable[Template], role: str) -> list[Filler]:
    """The entities of a role over all templates of a text; one whose strings are among another's is the same."""
    joined: list[Filler] = []
    for template in templates:
        for filler in template.roles[role]:
            new = Filler(filler.strings, filler.optional or template.optional)
            same = next((i for i, old in enumerate(joined) if old.strings <= new.strings or new.strings <= old.strings), None)
            if same is None:
                joined.append(new)
            else:
                joined[same] = Filler(joined[same].strings | new.strings, joined[same].optional and new.optional)
    return joined


def _pairs(fits: Sequence[Sequence[bool]]) -> dict[int, int]:
    """As many one-to-one pairs as there can be: key entity -> given entity."""
    taken: dict[int, int] = {}

    def place(entity: int, seen: set[int]) -> bool:
        for filler, fit in enumerate(fits[entity]):
            if fit and filler not in seen:
                seen.add(filler)
                if filler not in taken or place(taken[filler], seen):
                    taken[filler] = entity
                    return True
        return False

    for entity in range(len(fits)):
        place(entity, set())
    return taken


def template_slots(given: Mapping[str, Sequence[Answer]], keys: Mapping[str, Sequence[Template]], *, optional: bool) -> Measure:
    """Templates over all texts of the key. With `optional` what the key calls optional is to be found like the rest."""
    measure = Measure()
    for name, templates in keys.items():
        predicted = given.get(name, ())
        partners = align(predicted, templates)
        for i, answer in enumerate(predicted):
            _count(measure, answer, templates[partners[i]] if i in partners else None, optional=optional)
        for j, template in enumerate(templates):
            if j not in partners.values() and (optional or not template.optional):
                _miss(measure, template, optional=optional)
    return measure


def align(predicted: Sequence[Answer], templates: Sequence[Template]) -> dict[int, int]:
    """Given template -> key template of its type, one to one, so that most slots are right."""

    @cache
    def best(i: int, used: frozenset[int]) -> tuple[int, tuple[tuple[int, int], ...]]:
        if i == len(predicted):
            return 0, ()
        result = best(i + 1, used)
        for j, template in enumerate(templates):
            if j not in used and predicted[i].type in template.types:
                rest, pairs = best(i + 1, used | {j})
                value = rest + agreement(predicted[i], template)
                if value > result[0]:
                    result = value, ((i, j), *pairs)
        return result

    return dict(best(0, frozenset())[1])


def agreement(answer: Answer, template: Template) -> int:
    """How many slots two templates of one type share, counted from both sides."""
    entities = ((answer.roles[role], template.roles[role]) for role in ROLES)
    return 2 + sum(_right(given, wanted) + _found(given, wanted, free=False) for given, wanted in entities)


def _right(given: Iterable[Entity], wanted: Sequence[Filler]) -> int:
    return sum(any(entity <= filler.strings for filler in wanted) for entity in given)


def _found(given: Sequence[Entity], wanted: Iterable[Filler], *, free: bool) -> int:
    return sum(any(entity <= filler.strings for entity in given) for filler in wanted if not (free and filler.optional))


def _count(measure: Measure, answer: Answer, partner: Template | None, *, optional: bool) -> None:
    measure.of(TYPE).add(Tally(1, int(partner is not None), int(partner is not None), int(partner is not None)))
    for role in ROLES:
        given = answer.roles[role]
        wanted = partner.roles[role] if partner else ()
        found = _found(given, wanted, free=False)
        missed = sum(1 for filler in wanted if not any(entity <= filler.strings for entity in given) and (optional or not filler.optional))
        measure.of(role).add(Tally(len(given), _right(given, wanted), found + missed, found))


def _miss(measure: Measure, template: Template, *, optional: bool) -> None:
    measure.of(TYPE).add(Tally(wanted=1))
    for role in ROLES:
        measure.of(role).add(Tally(wanted=sum(optional or not filler.optional for filler in template.roles[role])))
