"""Asks whether packages of locks have known weaknesses, by pip-audit: python tools/audit.py LOCK...

Exit status: 0 none is known, or nothing could be asked (which is said); 1 some are known. Only names and versions leave the machine.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

# What pip-audit says where it reached nothing: no name, no route, a proxy that refuses, a registry without this service, no answer.
OFFLINE = (
    *("ConnectionError", "connection error", "Failed to establish", "Max retries", "NameResolution", "Temporary failure"),
    *("timed out", "Timeout", "Forbidden", "ProxyError", "SSLError", "503", "502", "404"),
)
SECONDS = 300


def audit(lock: Path) -> int:
    """0 where nothing is known or nothing could be asked, 1 where something is; what was found is printed."""
    program = Path(sys.executable).with_name("pip-audit")
    command = [
        str(program),
        "--disable-pip",
        "--require-hashes",
        "--progress-spinner",
        "off",
        "--timeout",
        "15",
        "-f",
        "json",
        "-r",
        str(lock),
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"audit of {lock} skipped: {error}")
        return 0
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        reason = (done.stderr.strip().splitlines() or ["no answer"])[-1][:300]
        offline = any(sign in done.stderr for sign in OFFLINE)
        print(f"audit of {lock} {'skipped, the data cannot be reached from here' if offline else 'failed'}: {reason}")
        return int(not offline)
    return report(lock, packages)


def report(lock: Path, packages: Sequence[Mapping[str, Any]]) -> int:
    """Says what is known of the packages. A registry without data of weaknesses answers that it knows none of them: that is no audit."""
    asked = [package for package in packages if "skip_reason" not in package]
    known = [(package, weakness) for package in asked for weakness in package["vulns"]]
    for package, weakness in known:
        fixed = ", ".join(weakness["fix_versions"]) or "no version yet"
        print(f"{package['name']} {package['version']}: {weakness['id']}, mended in {fixed}")
    if not asked:
        print(f"audit of {lock} skipped: this registry has no data of weaknesses (asked for {len(packages)} packages, known none)")
    else:
        print(f"{lock}: {len(known)} known weaknesses in {len(asked)} packages, {len(packages) - len(asked)} could not be asked for")
    return int(bool(known))


def main() -> int:
    """Audits each lock that is named."""
    return max([audit(Path(name)) for name in sys.argv[1:]], default=0)


if __name__ == "__main__":
    sys.exit(main())
