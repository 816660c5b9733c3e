"""Processes that are each held on a core, get the same task, and work at the same time.

A worker reads the task, a line of JSON, from its standard input: {"core": number or null, "rounds": n, "reports": [{"id", "text",
"published"}]}. When it has gone over the reports once it writes "ready"; at the next line it measures, writes its answer as one line of
JSON and ends.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parent.parent
# One thread a process, whatever library counts.
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")


def cores() -> tuple[int | None, ...]:
    """The cores that this process may use; where the system does not number them, as many times None."""
    try:
        return tuple(sorted(os.sched_getaffinity(0)))
    except AttributeError:
        return (None,) * (os.cpu_count() or 1)


def together(command: Sequence[str], task: Mapping[str, Any], held: Sequence[int | None]) -> list[dict[str, Any]]:
    """The answer of one worker on each of the cores `held`, all measuring at once. Raises RuntimeError where one fails."""
    started = [_start(command) for _ in held]
    try:
        for worker, core in zip(started, held, strict=True):
            _tell(worker, json.dumps({**task, "core": core}))
        for worker in started:
            if _line(worker) != "ready":
                raise RuntimeError(f"{' '.join(command)} did not begin")
        for worker in started:
            _tell(worker, "go")
        return [json.loads(_line(worker) or "null") or _failed(command) for worker in started]
    finally:
        for worker in started:
            worker.kill()
            worker.communicate()


def _start(command: Sequence[str]) -> subprocess.Popen[str]:
    pipe, environment = subprocess.PIPE, {**os.environ, **ONE_THREAD}
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8", env=environment, cwd=ROOT)


def _tell(worker: subprocess.Popen[str], line: str) -> None:
    stream = _open(worker.stdin)
    try:
        stream.write(line + "\n")
        stream.flush()
    except OSError as error:
        raise RuntimeError(f"a worker ended before its task: {error}") from error


def _line(worker: subprocess.Popen[str]) -> str:
    return _open(worker.stdout).readline().strip()


def _open(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream


def _failed(command: Sequence[str]) -> dict[str, Any]:
    raise RuntimeError(f"{' '.join(command)} gave no answer")
