"""What made a record: the program's version and the digests of the model and of the tables it reads."""

from __future__ import annotations

import hashlib
from functools import cache

import dateline
from dateline.resources import table_names, table_path, tables_digest
from dateline.schema.record import Coder
from dateline.settings import current, per_settings

_MODEL_SUFFIXES = (".npz", ".onnx", ".txt")


@per_settings
def coder() -> Coder:
    """The version of this program with the SHA-256 of its model and of its tables; no model, no digest.

    With settings the digest of the tables is that of the package's and of what the user adds together: contents count, not files.
    """
    own, tables = current().digest, tables_digest()
    if own is not None:
        tables = hashlib.sha256(f"{tables}+{own}".encode()).hexdigest()
    return Coder(dateline.__version__, _model_digest(), tables)


@cache
def _model_digest() -> str | None:
    """One SHA-256 over name and SHA-256 of each file of the model (weights, heads, vocabulary), in the order of their names."""
    names = sorted(name for suffix in _MODEL_SUFFIXES for name in table_names("model", suffix=suffix))
    digest = hashlib.sha256()
    for name in names:
        digest.update(name.encode() + b"\0" + hashlib.sha256(table_path(name).read_bytes()).digest())
    return digest.hexdigest() if names else None
