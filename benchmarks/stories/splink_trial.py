"""Splink (DuckDB) on the same events and blocks as our own comparison: python -m benchmarks.stories.splink_trial [--stories DIR]

Its model (Fellegi-Sunter: one weight for each level, fields independent of each other) learns how often fields agree within an incident
from the incidents of the known files, and how often by chance from random pairs. Both then score the held-back files; each groups with the
threshold that grouped best on the known ones,
by the same clustering. Needs `pip install splink`; the package does not use it.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pyarrow as pa
import splink.comparison_library as library
from splink import Linker, SettingsCreator, block_on
from splink.internals.duckdb.database_api import DuckDBAPI

from benchmarks.stories import FILES, HELD_BACK, Files, read_files
from benchmarks.stories.reading import HERE
from benchmarks.stories.scores import b_cubed, pair_score
from dateline.merge import blocking
from dateline.merge.clustering import clusters
from dateline.merge.comparing import chance, kindred, two_happenings
from dateline.merge.facts import Facts, facts

THRESHOLDS = [round(0.05 * k, 2) for k in range(1, 20)]
Likely = dict[tuple[str, str], float]


def row(f: Facts, incident: str | None) -> dict[str, Any]:
    """One event as a row of columns that Splink's comparisons read."""
    spot = f.spots[0] if f.spots else None
    killed = f.figures.get("killed", ((None, None),))[0]
    return {
        "unique_id": f.id,
        "incident": incident,
        "keys": list(blocking.keys(f)),
        "type": f.type,
        "mode": f.mode,
        "status": f.status,
        "country": spot.country if spot else None,
        "place": spot.name if spot else None,
        "latitude": spot.latitude if spot else None,
        "longitude": spot.longitude if spot else None,
        "day": float(f.days[0]) if f.days else None,
        "killed": float(killed[0]) if killed[0] is not None else None,
        "parties": [p.key for p in (*f.actors, *f.recipients)],
        "names": sorted(f.names),
        "numbers": sorted(f.numbers),
        "words": sorted(f.words),
        "weapons": sorted(f.weapons),
    }


def apart(column: str, steps: Sequence[float]) -> dict[str, Any]:
    """A comparison of numbers by how far apart they are."""
    gap = f"abs({column}_l - {column}_r)"
    levels: list[dict[str, Any]] = [
        {"sql_condition": f"{column}_l IS NULL OR {column}_r IS NULL", "label_for_charts": "open", "is_null_level": True}
    ]
    levels += [{"sql_condition": f"{gap} <= {step}", "label_for_charts": f"within {step}"} for step in steps]
    levels.append({"sql_condition": "ELSE", "label_for_charts": "else"})
    return {"output_column_name": column, "comparison_levels": levels}


def settings() -> SettingsCreator:
    """The comparisons, as near to our own levels as Splink's library has them."""
    return SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[block_on("keys", arrays_to_explode=["keys"])],
        comparisons=[
            library.ExactMatch("type"),
            library.ExactMatch("mode"),
            library.ExactMatch("status"),
            library.ExactMatch("country"),
            library.ExactMatch("place"),
            library.DistanceInKMAtThresholds("latitude", "longitude", [12, 50, 150]),
            apart("day", (0, 1, 2, 4, 7, 14, 30)),
            apart("killed", (0, 2, 5)),
            library.ArrayIntersectAtSizes("parties", [2, 1]),
            library.ArrayIntersectAtSizes("names", [5, 3, 2, 1]),
            library.ArrayIntersectAtSizes("numbers", [2, 1]),
            library.ArrayIntersectAtSizes("words", [10, 6, 4, 2, 1]),
            library.ArrayIntersectAtSizes("weapons", [1]),
        ],
    )


def table(files: Files) -> tuple[list[Facts], dict[str, str]]:
    """The comparable facts of the aligned events and their incidents."""
    incident = {t: files.listed[k].incident for k, t in files.aligned.items()}
    return [facts(files.tellings[t]) for t in sorted(incident)], incident


def by_splink(known: tuple[list[Facts], dict[str, str]], asked: Sequence[list[Facts]]) -> list[Likely]:
    """Splink's probabilities of the pairs of each list, learned from the known one."""
    trained = _linker(known[0], known[1], settings())
    trained.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    trained.training.estimate_m_from_label_column("incident")
    model = trained.misc.save_model_to_json()
    pairs = sum(known[1][a] == known[1][b] for a, b in combinations(sorted(known[1]), 2))
    model["probability_two_random_records_match"] = pairs / (len(known[0]) * (len(known[0]) - 1) / 2)
    out = []
    for some in asked:
        found = _linker(some, {}, model).inference.predict().as_record_list()
        of_type = {f.id: f for f in some}
        out.append(
            {
                (min(r["unique_id_l"], r["unique_id_r"]), max(r["unique_id_l"], r["unique_id_r"])): float(r["match_probability"])
                for r in found
                if kindred(of_type[r["unique_id_l"]].type, of_type[r["unique_id_r"]].type)
            }
        )
    return out


def _linker(some: Sequence[Facts], incident: Mapping[str, str], with_settings: Any) -> Linker:
    api = DuckDBAPI()
    return Linker(api.register(pa.Table.from_pylist([row(f, incident.get(f.id)) for f in some])), with_settings, log_level="ERROR")


def by_weights(some: Sequence[Facts]) -> Likely:
    """Our own probabilities of the same pairs."""
    met = ((some[i], some[j]) for i, j in blocking.meeting(some))
    return {(x.id, y.id): chance(x, y) for x, y in met if kindred(x.type, y.type)}


def grouped(some: Sequence[Facts], likely: Likely, least: float) -> dict[str, int]:
    """Telling -> number of its group."""
    never = frozenset((x.id, y.id) for x, y in combinations(some, 2) if two_happenings(x, y))
    inside = {pair: p for pair, p in likely.items() if p >= 0.01}
    return {i: k for k, group in enumerate(clusters([f.id for f in some], inside.items(), least=least, apart=never)) for i in group}


def main(argv: Sequence[str] | None = None) -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--stories", type=Path, default=HERE)
    args = ap.parse_args(argv)
    known = table(read_files([args.stories / f"stories-{n}.json" for n in FILES if n not in HELD_BACK], kept=True))
    aside = table(read_files([args.stories / f"stories-{n}.json" for n in HELD_BACK], kept=True))
    for name in ("weights", "splink"):
        began = time.process_time()
        first, second = [by_weights(f) for f, _ in (known, aside)] if name == "weights" else by_splink(known, [known[0], aside[0]])
        spent = time.process_time() - began
        scored = [(pair_score(known[1], g).f1 + b_cubed(known[1], g).f1, t) for t in THRESHOLDS for g in (grouped(known[0], first, t),)]
        least = max(scored)[1]
        for title, (some, incident), likely in (("known", known, first), ("held back", aside, second)):
            given = grouped(some, likely, least)
            print(f"{name:8} {title:9} from {least}: pairs {pair_score(incident, given)}   B-cubed {b_cubed(incident, given)}")
        print(f"{name:8} {spent:.1f} s of processor")


if __name__ == "__main__":
    main()
