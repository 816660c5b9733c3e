"""Fits the weights of merge/comparing.py: python -m tools.fit_merging [STORIES.json ...] [--anew] [--write] [--out FILE]

`python -m tools.fit_merging --anew --write` is all that a change of coding asks for: it codes the stories and the months of Current Events
again, fits, writes data/merging/weights.toml and measures with it as `python -m benchmarks.stories --kept` does. On a quiet core it takes
some ten minutes, nine of them for the months. Without `--anew` what build/stories and build/current-events keep is taken, and it takes a
minute; without `--write` it only shows the figures over folds.

Codes the stories, finds the listed event of each coded one, and fits a logistic regression with ridge penalty to the levels of every
pair of events of different reports that blocking lets meet: are they one happening? Pairs across stories are pairs of two happenings.
So are pairs of coded Current Events items (as benchmarks/incidents.py keeps them) of two years, the earlier moved to the
later: the same countries, parties and kinds of deed in one week, and never one happening. They teach what a crowded archive looks like.
A third kind are pairs of leading events of one month that are three days or more apart and name no day in common: a second raid is not the
first. A few of these are follow-ups, which is why they count little.
The threshold is the one that groups best, or nearly so, where each story is grouped by weights fitted to others. Stories are the
known ones where none are given; held-back ones must not be given.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from benchmarks import stories as measured
from benchmarks.incidents import ITEMS, KEPT, code_year, moved, read_year
from benchmarks.stories.reading import HERE, align, code_stories, read_stories, tell_stories
from benchmarks.stories.scores import Score, b_cubed, pair_score
from dateline.merge import blocking
from dateline.merge.clustering import clusters
from dateline.merge.comparing import kindred, two_happenings, two_of_one_text
from dateline.merge.facts import Facts, facts
from dateline.merge.levels import ORDERED, levels
from dateline.merge.merging import FAINT
from dateline.merge.rivals import contested, rivalry

Matrix = npt.NDArray[np.float64]

HEAD = (
    "# Weights of the levels at which two tellings compare (merge/levels.py), in log odds, fitted by tools/fit_merging.py. Positive\n"
    "# speaks for one happening; a level that stands not here weighs nothing. From the mean probability `threshold` groups are joined:\n"
    "# chosen on the stories that the weights were fitted to, each grouped by weights fitted to the others.\n"
)
WEIGHTS = Path(__file__).resolve().parents[1] / "src" / "dateline" / "data" / "merging" / "weights.toml"
FOLDS = 8
# The threshold is chosen over so many ways of splitting the stories into folds: the best of one is a matter of luck.
SPLITS = 4
# Pairs of strangers are in no fold; so many of each kind are drawn, and together they count so many times as much as those of the stories.
STRANGERS, STRANGE = 1000, 0.2
# Leading events of one month are two happenings from so many days on.
APART = 3
# Months of items, earlier and later by turns.
YEARS = ("2015-01", "2016-01", "2015-02", "2016-02", "2015-03", "2016-03", "2022-01", "2023-01", "2022-02", "2023-02")
# Levels seen in fewer pairs get no weight of their own.
SELDOM = 4
# Inverse strength of the ridge penalty; of 0.1 to 2 the one that grouped best over folds (with 72 stories it was 0.2).
STRENGTH = 0.6
# Two types that are kin are seldom one happening, but each pair of types is too seldom seen to say so against the penalty: they learn
# together, and bear less of it, as if these levels were so many times as large.
KIN, FIRMLY = "type: kin", 2.0
# Of thresholds that group nearly as well as the best the highest is taken: sums of the two F1 so little apart.
NEARLY = 0.002
# From 0.2: lower ones gain nothing on stories and join three times as many strangers.
THRESHOLDS = [round(0.2 + 0.05 * k, 2) for k in range(11)]


@dataclass(frozen=True, slots=True)
class Row:
    """One pair: its levels, whether it is one happening (None where no story says it), the fold it belongs to (that of its story) in each
    of the splits; none for strangers."""

    one: str
    other: str
    levels: tuple[str, ...]
    same: bool | None
    folds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Learned:
    """The pairs, the incident of each listed telling, the text that every telling is of, and the pairs of one text told as two."""

    rows: tuple[Row, ...]
    incident: dict[str, str]
    origin: dict[str, str]
    never: frozenset[tuple[str, str]]


def learn(paths: Sequence[Path], *, records: Path) -> Learned:
    """The pairs of all stories of the files, thrown together."""
    incident: dict[str, str] = {}
    order: list[Facts] = []
    fold: dict[str, tuple[int, ...]] = {}
    for path in paths:
        reports = read_stories(path)
        coded = code_stories(reports, cache=records / f"{path.stem}.jsonl")
        tellings = tell_stories(reports, coded)
        for r in reports:
            of_listed = {e.id: e.incident for e in r.events}
            incident |= {telling: of_listed[listed] for listed, telling in align(r, coded[r.id]).items()}
            fold |= {t.id: _folds(r.story) for t in tellings.values() if t.report == r.id}
        order += [facts(t) for t in tellings.values()]
    order.sort(key=lambda f: f.id)
    rows = []
    never: set[tuple[str, str]] = set()
    for i, j in blocking.meeting(order):
        x, y = order[i], order[j]
        if kindred(x.type, y.type):
            never |= {(x.id, y.id)} if two_happenings(x, y) else set()
            names = tuple(f"{field}: {level}" for field, level in levels(x, y).items())
            same = incident[x.id] == incident[y.id] if x.report != y.report and {x.id, y.id} <= incident.keys() else None
            # Two stories never meet: theirs are other countries and years
            rows.append(Row(x.id, y.id, names, same, fold[x.id]))
    of_text: dict[str, list[Facts]] = defaultdict(list)
    for f in order:
        of_text[f.origin].append(f)
    told = of_text.values()
    never |= {(x.id, y.id) for fs in told for k, x in enumerate(fs) for y in fs[k + 1 :] if two_of_one_text(x, y)}
    return Learned(tuple(rows), incident, {f.id: f.origin for f in order}, frozenset(never))


def _folds(story: str) -> tuple[int, ...]:
    """The fold of a story in each split; by checksum, not hash(), which differs from run to run."""
    return tuple(int(sha256(f"{split} {story}".encode()).hexdigest()[:8], 16) % FOLDS for split in range(SPLITS))


def strangers(folder: Path, years: Sequence[str], *, number: int) -> list[Row]:
    """So many pairs of events of two years (or months, as 2015-01) that meet once the earlier is moved to the later; `years` are earlier
    and later by turns. A sample by checksum of their ids."""
    rows: list[Row] = []
    for earlier, later_year in zip(years[::2], years[1::2], strict=True):
        days = timedelta(days=364 * (int(later_year[:4]) - int(earlier[:4])))
        old = [moved(t, days, mark="-") for t in read_year(folder / f"{earlier}.jsonl")]
        order = [facts(t) for t in sorted([*old, *read_year(folder / f"{later_year}.jsonl")], key=lambda t: crc32(t.id.encode()))][:3000]
        for i, j in blocking.meeting(order):
            x, y = order[i], order[j]
            if ("-:" in x.id) != ("-:" in y.id) and kindred(x.type, y.type):
                told = tuple(f"{field}: {level}" for field, level in levels(x, y).items())
                rows.append(Row(x.id, y.id, told, same=False, folds=()))
    return sorted(rows, key=lambda r: crc32(f"{r.one} {r.other}".encode()))[:number]


def neighbours(folder: Path, years: Sequence[str], *, number: int) -> list[Row]:
    """So many pairs of leading events of one year or month, days apart."""
    rows: list[Row] = []
    for year in years:
        order = [facts(t) for t in read_year(folder / f"{year}.jsonl")]
        for i, j in blocking.meeting(order):
            x, y = order[i], order[j]
            if x.origin != y.origin and x.lead and y.lead and kindred(x.type, y.type) and _days_apart(x, y) >= APART:
                told = levels(x, y)
                if not told["named days"].startswith("a day"):
                    rows.append(Row(x.id, y.id, tuple(f"{field}: {level}" for field, level in told.items()), same=False, folds=()))
    return sorted(rows, key=lambda r: crc32(f"{r.one} {r.other}".encode()))[:number]


def _days_apart(x: Facts, y: Facts) -> int:
    return 0 if x.days is None or y.days is None else max(x.days[0], y.days[0]) - min(x.days[1], y.days[1])


def fit(pairs: Sequence[Row], *, strength: float = STRENGTH) -> dict[str, float]:
    """Level -> weight, and the bias. Pairs of strangers count together as much as STRANGE times those of the stories."""
    rows = [row for row in pairs if row.same is not None]
    counts = Counter(step for row in rows for name in row.levels for step in steps(name))
    names = sorted(name for name, n in counts.items() if n >= SELDOM)
    x = matrix(rows, names)
    strange = np.array([not row.folds for row in rows])
    worth = np.where(strange, STRANGE * (~strange).sum() / max(strange.sum(), 1), 1.0)
    firm = np.array([FIRMLY if name.startswith(KIN) else 1.0 for name in names])
    rising = {f"{field} >= {level}" for field, order in ORDERED.items() for level in order[1:]}
    least = [0.0 if name in rising else None for name in names]
    found = _ridge(x * firm, np.array([row.same for row in rows], float), worth, least=least, strength=strength)
    step = dict(zip(names, found[:-1] * firm, strict=True))
    seen = {name for row in rows for name in row.levels}
    return {"bias": float(found[-1]), **{n: float(sum(step.get(s, 0.0) for s in steps(n))) for n in sorted(seen)}}


def _ridge(x: Matrix, y: Matrix, worth: Matrix, *, least: Sequence[float | None], strength: float) -> Matrix:
    """The weights of a logistic regression with ridge penalty, none below its `least`; the bias, which bears no penalty, comes last."""
    inputs = np.hstack([x, np.ones((len(x), 1))])
    penalty = np.array([1 / strength] * x.shape[1] + [0.0])

    def loss(w: Matrix) -> tuple[float, Matrix]:
        odds = inputs @ w
        missed = worth * (1 / (1 + np.exp(-np.clip(odds, -60, 60))) - y)
        return float((worth * (np.logaddexp(0, odds) - y * odds)).sum() + (penalty * w * w).sum() / 2), inputs.T @ missed + penalty * w

    bounds = [(low, None) for low in (*least, None)]
    found: Matrix = minimize(loss, np.zeros(len(bounds)), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 1000}).x
    return found


def steps(name: str) -> tuple[str, ...]:
    """What the weight of a level is the sum of: where levels have an order each step up to it, so that neighbours learn together; what all
    kin types have in common and what these two have."""
    if name.startswith(KIN):
        return KIN, name
    field, _, level = name.partition(": ")
    order = ORDERED.get(field, ())
    return tuple(f"{field} >= {order[k]}" for k in range(order.index(level) + 1)) if level in order else (name,)


def matrix(rows: Sequence[Row], names: Sequence[str]) -> Matrix:
    """One row for each pair, one column for each level, 1 where the pair is at it."""
    at = {name: k for k, name in enumerate(names)}
    out = np.zeros((len(rows), len(names)))
    for k, row in enumerate(rows):
        out[k, [at[step] for name in row.levels for step in steps(name) if step in at]] = 1.0
    return out


def chances(rows: Sequence[Row], weights: dict[str, float]) -> npt.NDArray[np.float64]:
    """The probability of each pair."""
    odds: npt.NDArray[np.float64] = np.array([weights["bias"] + sum(weights.get(name, 0.0) for name in row.levels) for row in rows])
    shares: npt.NDArray[np.float64] = 1 / (1 + np.exp(-odds))
    return shares


def over_folds(learned: Learned, strange: Sequence[Row], split: int, *, strength: float) -> npt.NDArray[np.float64]:
    """The probability of each pair by weights fitted to the other folds of a split."""
    out = np.zeros(len(learned.rows))
    for k in range(FOLDS):
        inside = [n for n, row in enumerate(learned.rows) if row.folds[split] == k]
        weights = fit([*(row for row in learned.rows if row.folds[split] != k), *strange], strength=strength)
        out[inside] = chances([learned.rows[n] for n in inside], weights)
    return out


def grouped(learned: Learned, p: npt.NDArray[np.float64], least: float) -> dict[str, int]:
    """Telling -> number of its group, all stories together."""
    likely = {(row.one, row.other): float(v) for row, v in zip(learned.rows, p, strict=True) if v >= FAINT}
    shared = contested(likely.items(), chance=likely.get, rivals=rivalry(learned.never, learned.origin), least=least)
    groups = clusters(learned.origin, shared, least=least, apart=learned.never)
    return {i: k for k, group in enumerate(groups) for i in group if i in learned.incident}


def mean(scores: Sequence[Score]) -> Score:
    """The score with the mean precision and recall."""
    return Score(sum(s.precision for s in scores) / len(scores), sum(s.recall for s in scores) / len(scores))


def calibration(p: npt.NDArray[np.float64], y: npt.NDArray[np.bool_]) -> float:
    """Expected calibration error over ten bins."""
    bins = np.minimum((p * 10).astype(int), 9)
    return float(sum(abs(p[bins == k].mean() - y[bins == k].mean()) * (bins == k).mean() for k in range(10) if (bins == k).any()))


def anew() -> None:
    """Forgets what was coded: the stories, held-back ones too, and the months that are drawn on."""
    for path in (*measured.KEPT.glob("stories-*.jsonl"), *(KEPT / f"{year}.jsonl" for year in YEARS)):
        path.unlink(missing_ok=True)


def drawn(items: Path) -> list[Row]:
    """The pairs of strangers; none where the items are not at hand."""
    if not items.is_file():
        return []
    folder = {code_year(year, items=items).parent for year in YEARS}.pop()
    return [*strangers(folder, YEARS, number=STRANGERS), *neighbours(folder, YEARS, number=STRANGERS)]


def show(learned: Learned, strange: Sequence[Row]) -> float:
    """Prints how each story is grouped by weights fitted to others, and gives the threshold that is chosen."""
    known = np.array([row.same is not None for row in learned.rows])
    y = np.array([bool(row.same) for row in learned.rows])[known]
    splits = [over_folds(learned, strange, split, strength=STRENGTH) for split in range(SPLITS)]
    error = sum(calibration(p[known], y) for p in splits) / SPLITS
    print(f"{len(y)} pairs, {int(y.sum())} of one happening; calibration error over folds {error:.4f}")
    sums: dict[float, float] = {}
    for least in THRESHOLDS:
        given = [grouped(learned, p, least) for p in splits]
        pair, cubed = (mean([score(learned.incident, g) for g in given]) for score in (pair_score, b_cubed))
        print(f"{least:.2f} pairs {pair}   B-cubed {cubed}")
        sums[least] = pair.f1 + cubed.f1
    # A false merge costs a user more than a missed one
    return max(least for least, both in sums.items() if both >= max(sums.values()) - NEARLY)


def write(path: Path, weights: dict[str, float], threshold: float) -> None:
    """Writes the table."""
    body = "".join(f'"{name}" = {w:.3f}\n' for name, w in sorted(weights.items()) if name == "bias" or abs(w) >= 0.001)
    path.write_text(f"{HEAD}threshold = {threshold}\n\n[weights]\n{body}", "utf-8")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("stories", nargs="*", type=Path)
    ap.add_argument("--anew", action="store_true", help="code stories and items again")
    ap.add_argument("--write", action="store_true", help="write the weights into the package and measure with them")
    ap.add_argument("--out", type=Path, help="write the weights here")
    ap.add_argument("--items", type=Path, default=ITEMS, help="the file of Current Events items")
    args = ap.parse_args()
    if args.anew:
        anew()
    known = args.stories or [HERE / f"stories-{n}.json" for n in measured.FILES if n not in measured.HELD_BACK]
    learned, strange = learn(known, records=measured.KEPT), drawn(args.items)
    threshold = show(learned, strange)
    weights = fit([*learned.rows, *strange])
    if strange:
        q = chances(strange, weights)
        print(f"{len(strange)} pairs of strangers; " + ", ".join(f"{(q >= t).mean():.4f} from {t}" for t in (0.1, 0.2, 0.3, 0.5)))
    for path in filter(None, (args.out, WEIGHTS if args.write else None)):
        write(path, weights, threshold)
    if args.write:
        measured.main(["--kept"])


if __name__ == "__main__":
    main()
