"""Writes the table of operations of docs/reference/api.md: python -m tools.api_reference"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from dateline.views.api.application import create_api

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "api.md"
BEGIN, END = "<!-- operations -->", "<!-- end of operations -->"
# Parameters of every list, which the page explains once
COMMON = ("limit", "cursor")


def table() -> str:
    """A row for each operation, in the order of the document."""
    rows = ["| | | Parameters |", "| --- | --- | --- |"]
    for path, methods in create_api().openapi()["paths"].items():
        for method, operation in methods.items():
            rows.append(f"| `{method.upper()} {path}` | {told(operation)} | {parameters(operation)} |")
    return "\n".join(rows)


def told(operation: dict[str, Any]) -> str:
    """What it does, in one line."""
    return " ".join(operation["description"].split()).replace("|", "\\|")


def parameters(operation: dict[str, Any]) -> str:
    """The parameters of the address by their names."""
    names = [one["name"] for one in operation.get("parameters", []) if one["in"] == "query" and one["name"] not in COMMON]
    return ", ".join(f"`{name}`" for name in names)


def written(page: str) -> str:
    """The page with the table as it is now."""
    return re.sub(f"(?<={BEGIN}\n).*(?={END})", lambda _: f"{table()}\n", page, flags=re.DOTALL)


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), encoding="utf-8")
