"""What made a record: the program's version and the digests of the model and of the tables it reads."""

from __future__ import annotations

import hashlib
from functools import cache

import dateline
from dateline.resources import table_names, table_path, tables_digest
from dateline.schema.record import Coder

_MODEL_SUFFIXES = (".npz", ".onnx", ".txt")


@cache
def coder() -> Coder:
    """The version of this program with the SHA-256 of its model and of its tables; no model, no digest."""
    return Coder(dateline.__version__, _model_digest(), tables_digest())


def _model_digest() -> str | None:
    """One SHA-256 over name and SHA-256 of each file of the model (weights, heads, vocabulary), in the order of their names."""
    names = sorted(name for suffix in _MODEL_SUFFIXES for name in table_names("model", suffix=suffix))
    digest = hashlib.sha256()
    for name in names:
        digest.update(name.encode() + b"\0" + hashlib.sha256(table_path(name).read_bytes()).digest())
    return digest.hexdigest() if names else None
