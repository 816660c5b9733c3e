"""Fits the weights of views/muc4: python -m tools.fit_muc4 --muc4 DIR --records CODED.jsonl --out src/dateline/data/codes/muc4-weights.toml

The records are those of the splits dev and tst1 with their names: `python -m benchmarks.muc4 --split dev --records CODED.jsonl`
writes them. First a logistic regression (ridge) over events: which type of incident, or none. Then for each role one over
the wordings that may fill it, beside the incidents that the first finds in texts it was not fitted to. The least probabilities are
those with the best F1 of role fillers over folds of texts; the figures printed are over the same folds.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from benchmarks.muc4.__main__ import print_measure
from benchmarks.muc4.keys import ROLES, Template, normalized, read_keys
from benchmarks.muc4.scoring import Answer, fillers_of, role_fillers, template_slots
from dateline.schema.jsonable import from_json
from dateline.schema.record import Event, Record
from dateline.views.muc4.fillers import Candidate, Filler, candidates, chosen, filler_features, surest
from dateline.views.muc4.incidents import NONE, Incident, event_features, grouped, incident_type
from dateline.views.muc4.incidents import candidates as candidate_events
from dateline.views.muc4.spans import spans

HEAD = "# Fitted by tools/fit_muc4.py to the keys of MUC-4 (dev, tst1) beside the records of their texts. Positive speaks for it.\n"
SPLITS = ("dev", "tst1")
FOLDS = 5
# A feature that fewer texts have says more of them than of reports; a type with fewer events cannot be learned.
FEWEST_TEXTS, FEWEST_EVENTS = 8, 20
# Inverse strength of both penalties, the best of four tried over the folds; a lasso was worse
RIDGE = 0.1
# One wording in so many that fills no role is used, with that weight
SHARE = 2
# Incidents less probable are not looked at for fillers; those written must be as probable as LEAST
LOWEST, LEAST = 0.25, 0.4
SMALLEST = 0.05
SIDES = {"PerpInd": "actor", "PerpOrg": "actor", "Target": "recipient", "Victim": "recipient", "Weapon": "weapon"}
GRID = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4)


@dataclass(frozen=True, slots=True)
class Text:
    """A text: its record and its key; `full` is the key with victims that are only described."""

    record: Record
    key: tuple[Template, ...]
    full: tuple[Template, ...]

    @property
    def fold(self) -> int:
        return crc32(self.record.report.id.encode()) % FOLDS


@dataclass(frozen=True, slots=True)
class Row:
    """One example: its features, its label (an incident type, or the roles it fills), its weight."""

    text: int
    features: tuple[str, ...]
    label: str | frozenset[str]
    weight: float
    event: Event | None = None
    incident: Incident | None = None
    candidate: Candidate | None = None


class Space:
    """The features that enough texts have, numbered."""

    def __init__(self, rows: Iterable[Row]) -> None:
        texts: dict[str, set[int]] = defaultdict(set)
        for row in rows:
            for feature in row.features:
                texts[feature].add(row.text)
        self.names = sorted(feature for feature, found in texts.items() if len(found) >= FEWEST_TEXTS)
        self._number = {feature: i for i, feature in enumerate(self.names)}

    def matrix(self, rows: Sequence[Row]) -> csr_matrix:
        columns = [[self._number[f] for f in row.features if f in self._number] for row in rows]
        ends = np.cumsum([0, *map(len, columns)])
        flat = np.array([i for row in columns for i in row], dtype=np.int32)
        return csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(rows), len(self.names)))


def read_texts(records: Path, folder: Path) -> list[Text]:
    keys: dict[str, tuple[Template, ...]] = {}
    full: dict[str, tuple[Template, ...]] = {}
    for split in SPLITS:
        keys |= read_keys(folder / f"{split}.key.gz")
        full |= read_keys(folder / f"{split}.key.gz", described=True)
    with records.open(encoding="utf-8") as lines:
        found = [from_json(json.loads(line)) for line in lines]
    return [Text(record, keys[record.report.id], full[record.report.id]) for record in found if record.report.id in keys]


def event_rows(texts: Sequence[Text]) -> list[Row]:
    return [
        Row(number, tuple(event_features(text.record, event)), *event_label(text, event), event=event)
        for number, text in enumerate(texts)
        for event in candidate_events(text.record)
    ]


def event_label(text: Text, event: Event) -> tuple[str, float]:
    """The type of the key's template that shares most with an event, and how much that is to be trusted."""
    if not text.key:
        return NONE, 1.0
    table = incident_type(event)
    shared = [_shared(event, template) + (0.5 if table in template.types else 0.0) for template in text.full]
    best = max(shared)
    template = text.full[shared.index(best)]
    kind = str(table) if table in template.types else min(template.types)
    return (kind, 1.0) if best >= 1 else (kind, 0.4) if best >= 0.5 and table in template.types else (NONE, 0.5)


def _shared(event: Event, template: Template) -> float:
    """Fillers of the template among the words of the event; what was done to whom says more than by whom and with what."""
    said: dict[str, list[str]] = defaultdict(list)
    for party in event.participants:
        said[party.role] += [f" {normalized(mention.text)} " for mention in party.mentions]
    said["recipient"] += [f" {normalized(casualty.text)} " for casualty in event.casualties]
    said["weapon"] += [f" {normalized(weapon.text)} " for weapon in event.weapons]
    found = 0.0
    for role, side in SIDES.items():
        for filler in template.roles[role]:
            if any(f" {words} " in words_said for words in filler.strings for words_said in said[side]):
                found += 1.0 if side == "recipient" else 0.5
    return found


def fit_events(rows: Sequence[Row]) -> tuple[Space, LogisticRegression]:
    counts = Counter(row.label for row in rows)
    kept = [row for row in rows if counts[row.label] >= FEWEST_EVENTS]
    space = Space(kept)
    model = LogisticRegression(C=RIDGE, max_iter=500)
    model.fit(space.matrix(kept), [row.label for row in kept], sample_weight=[row.weight for row in kept])
    return space, model


def judged_apart(texts: Sequence[Text], rows: Sequence[Row]) -> dict[int, list[tuple[Event, dict[str, float]]]]:
    """The judgement of every event by a model that was not fitted to its text."""
    judged: dict[int, list[tuple[Event, dict[str, float]]]] = defaultdict(list)
    for fold in range(FOLDS):
        space, model = fit_events([row for row in rows if texts[row.text].fold != fold])
        held = [row for row in rows if texts[row.text].fold == fold]
        for row, shares in zip(held, model.predict_proba(space.matrix(held)), strict=True):
            assert row.event is not None
            judged[row.text].append((row.event, dict(zip(map(str, model.classes_), map(float, shares), strict=True))))
    return judged


def filler_rows(texts: Sequence[Text], judged: Mapping[int, list[tuple[Event, dict[str, float]]]]) -> list[Row]:
    rows = []
    for number, text in enumerate(texts):
        found = grouped(judged.get(number, []), least=LOWEST)
        wordings = candidates(spans(text.record)) if found else ()
        for incident in found:
            own = [template for template in text.key if incident.type in template.types] or text.key
            for candidate in wordings:
                label = frozenset(role for role in ROLES if any(_fills(candidate, template, role) for template in own))
                features = tuple(filler_features(text.record, incident, candidate))
                rows.append(Row(number, features, label, 1.0, incident=incident, candidate=candidate))
    return rows


def _fills(candidate: Candidate, template: Template, role: str) -> bool:
    words = normalized(candidate.text)
    return any(words in filler.strings for filler in template.roles[role])


def fit_roles(rows: Sequence[Row]) -> tuple[Space, dict[str, LogisticRegression]]:
    used = [row for row in rows if row.label or _drawn(row)]
    space = Space(used)
    x = space.matrix(used)
    weights = [1.0 if row.label else float(SHARE) for row in used]
    models = {}
    for role in ROLES:
        model = LogisticRegression(C=RIDGE, max_iter=300)
        models[role] = model.fit(x, [role in row.label for row in used], sample_weight=weights)
    return space, models


def _drawn(row: Row) -> bool:
    """By checksum, not by chance: the same rows whenever it is fitted."""
    assert row.candidate is not None
    return crc32(f"{row.text} {row.candidate.text}".encode()) % SHARE == 0


def filled_apart(texts: Sequence[Text], rows: Sequence[Row]) -> list[dict[str, float]]:
    """How probable each wording fills each role, by models that were not fitted to its text."""
    sure: list[dict[str, float]] = [{} for _ in rows]
    for fold in range(FOLDS):
        space, models = fit_roles([row for row in rows if texts[row.text].fold != fold])
        held = [i for i, row in enumerate(rows) if texts[row.text].fold == fold]
        x = space.matrix([rows[i] for i in held])
        for role, model in models.items():
            for i, value in zip(held, model.predict_proba(x)[:, 1], strict=True):
                sure[i][role] = float(value)
    return sure


class Given:
    """The wordings of every incident in the order of their probability, to be cut at one threshold or another."""

    def __init__(self, texts: Sequence[Text], rows: Sequence[Row], sure: Sequence[Mapping[str, float]]) -> None:
        self._keys = {text.record.report.id: text.key for text in texts}
        self._incidents: dict[str, dict[tuple[str, ...], dict[str, list[Filler]]]] = defaultdict(lambda: defaultdict(dict))
        for row, values in zip(rows, sure, strict=True):
            assert row.incident is not None and row.candidate is not None
            if row.incident.probability >= LEAST:
                one = (row.incident.type, *(event.id for event in row.incident.events))
                fillers = self._incidents[texts[row.text].record.report.id][one]
                for role in ROLES:
                    if values[role] >= GRID[0]:
                        fillers.setdefault(role, []).append(Filler(row.candidate.text, values[role], row.candidate.spans))
        for incidents in self._incidents.values():
            self._keep_surest(list(incidents.values()))

    @staticmethod
    def _keep_surest(incidents: list[dict[str, list[Filler]]]) -> None:
        for incident, kept in zip(incidents, surest(incidents), strict=True):
            incident.update(kept)

    def of_role(self, role: str, least: tuple[float, float]) -> dict[str, tuple[Answer, ...]]:
        """Templates with the fillers of one role only."""
        none: dict[str, tuple[frozenset[str], ...]] = dict.fromkeys(ROLES, ())
        return {
            name: tuple(Answer(one[0], none | {role: self._entities(roles.get(role, []), least)}) for one, roles in incidents.items())
            for name, incidents in self._incidents.items()
        }

    def answers(self, least: Mapping[str, tuple[float, float]]) -> dict[str, tuple[Answer, ...]]:
        out = {}
        for name, incidents in self._incidents.items():
            out[name] = tuple(
                Answer(one[0], {role: self._entities(roles.get(role, []), least[role]) for role in ROLES})
                for one, roles in incidents.items()
            )
        return out

    def _entities(self, fillers: list[Filler], least: tuple[float, float]) -> tuple[frozenset[str], ...]:
        return tuple(frozenset([normalized(filler.text)]) for filler in chosen(fillers, first=least[0], further=least[1]))

    def best(self, role: str) -> tuple[float, float]:
        """The least probabilities of a first and a further filler with the best F1 of the role."""
        pairs = [(first, further) for first in GRID for further in GRID]
        return max(pairs, key=lambda pair: fillers_of(role, self.of_role(role, pair), self._keys, optional=True).f1)

    def show(self, least: Mapping[str, tuple[float, float]]) -> None:
        given = self.answers(least)
        print_measure("Role fillers, over folds", role_fillers(given, self._keys, optional=True))
        print_measure("Templates, over folds", template_slots(given, self._keys, optional=True))


def table(name: str, values: Mapping[str, float]) -> str:
    rows = "".join(f"{json.dumps(key)} = {value:.3f}\n" for key, value in values.items() if abs(value) >= SMALLEST or key == "bias")
    return f"\n[{name}]\n{rows}"


def weights_of(space: Space, bias: float, row: npt.NDArray[np.float64]) -> dict[str, float]:
    return {"bias": float(bias), **{name: float(value) for name, value in zip(space.names, row, strict=True)}}


def text_of(events: tuple[Space, LogisticRegression], roles: tuple[Space, dict[str, Any]], least: Mapping[str, tuple[float, float]]) -> str:
    out = HEAD + table("least", {"incident": LEAST})
    out += table("least.first", {role: pair[0] for role, pair in least.items()})
    out += table("least.further", {role: pair[1] for role, pair in least.items()})
    space, model = events
    for label, bias, row in zip(model.classes_, model.intercept_, model.coef_, strict=True):
        out += table(f"incident.{json.dumps(label)}", weights_of(space, bias, row))
    for role, fitted in roles[1].items():
        out += table(f"role.{role}", weights_of(roles[0], fitted.intercept_[0], fitted.coef_[0]))
    return out


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--muc4", type=Path, required=True)
    ap.add_argument("--records", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    texts = read_texts(args.records, args.muc4)
    events = event_rows(texts)
    rows = filler_rows(texts, judged_apart(texts, events))
    print(f"{len(texts)} texts, {len(events)} events, {len(rows)} wordings beside incidents", flush=True)
    given = Given(texts, rows, filled_apart(texts, rows))
    least = {role: given.best(role) for role in ROLES}
    print(least)
    given.show(least)
    args.out.write_text(text_of(fit_events(events), fit_roles(rows), least), "utf-8")


if __name__ == "__main__":
    main()
