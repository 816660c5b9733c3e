"""What the product is made of, as a CycloneDX document: python -m tools.sbom [--out build/sbom.json]

Packages with versions and hashes as `locks/server.txt` pins them, licences as the installed packages say; the weights, the gazetteer and
the libraries for browsers that travel in the package, with the SHA-256 of each file and their licences. The same sources and the same
environment give the same bytes: nothing of it is drawn, and no time stands in it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import uuid
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement

import dateline

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "locks" / "server.txt"
DATA = ROOT / "src" / "dateline" / "data"
VENDORED = ROOT / "src" / "dateline" / "views" / "review" / "static" / "vendor"
LICENCE = "Apache-2.0 AND CC-BY-SA-4.0 AND CC-BY-4.0"
# What travels in the package and is no code: the folder, what it is, and its licence (NOTICE says of what it was made).
DATA_SETS = (
    ("model", ComponentType.MACHINE_LEARNING_MODEL, "Language model: encoder, heads, vocabulary", "CC-BY-SA-4.0"),
    ("relevance", ComponentType.MACHINE_LEARNING_MODEL, "Weights that tell whether a report is of interest", "CC-BY-SA-4.0"),
    ("gazetteer", ComponentType.DATA, "Places (GeoNames, Natural Earth, reviewed rows)", "CC-BY-4.0"),
)


def locked(lock: Path = LOCK) -> Iterator[tuple[Requirement, str, tuple[str, ...]]]:
    """Each pinned package with its version and the SHA-256 of its files."""
    for entry in re.split(r"\n(?=\S)", lock.read_text("utf-8").replace("\\\n", " ")):
        if entry.strip() and not entry.startswith("#"):
            wanted, *hashes = entry.split("--hash=sha256:")
            requirement = Requirement(wanted.strip())
            (pin,) = requirement.specifier
            yield requirement, pin.version, tuple(sorted(one.split()[0] for one in hashes))


def made() -> Bom:
    """The document."""
    product = Component(
        name="dateline",
        version=dateline.__version__,
        type=ComponentType.APPLICATION,
        licenses=[LicenseExpression(LICENCE)],
        bom_ref="dateline",
    )
    parts = [*map(_package, locked()), *_data_sets(), *_vendored()]
    told = hashlib.sha256("\n".join(str(part.bom_ref) + repr(sorted(map(str, part.hashes))) for part in parts).encode()).hexdigest()
    bom = Bom(components=parts, metadata=BomMetaData(component=product), serial_number=uuid.UUID(told[:32]))
    bom.metadata.timestamp = None  # type: ignore[assignment]
    bom.register_dependency(product, parts)
    return bom


def _package(entry: tuple[Requirement, str, tuple[str, ...]]) -> Component:
    requirement, version, hashes = entry
    address = PackageURL("pypi", name=requirement.name, version=version)
    condition = [Property(name="dateline:marker", value=str(requirement.marker))] if requirement.marker else []
    return Component(
        name=requirement.name,
        version=version,
        type=ComponentType.LIBRARY,
        purl=address,
        bom_ref=str(address),
        licenses=_licences(requirement.name, version),
        properties=[*condition, *(Property(name="dateline:file:sha256", value=one) for one in hashes)],
    )


def _licences(name: str, version: str) -> list[LicenseExpression | DisjunctiveLicense]:
    """What the installed package says; nothing where it is not installed here, as on another system, or in another version."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return []
    if said["Version"] != version:
        return []
    if "License-Expression" in said:
        return [LicenseExpression(said["License-Expression"])]
    classed = sorted(one.rpartition(" :: ")[2] for one in said.get_all("Classifier") or () if one.startswith("License :: "))
    plain = next(iter(said.get_all("License") or ()), "").strip().splitlines()
    named = classed or plain[:1]
    return [DisjunctiveLicense(name=one) for one in named]


def _data_sets() -> Iterator[Component]:
    for folder, kind, about, licence in DATA_SETS:
        files = [path for path in sorted((DATA / folder).iterdir()) if path.suffix not in (".py", ".toml")]
        yield from (_file(path, f"dateline/data/{folder}/{path.name}", kind, about, licence) for path in files)


def _file(path: Path, name: str, kind: ComponentType, about: str, licence: str) -> Component:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    hashes = [HashType(alg=HashAlgorithm.SHA_256, content=digest)]
    return Component(
        name=name,
        type=kind,
        description=about,
        licenses=[LicenseExpression(licence)],
        hashes=hashes,
        bom_ref=name,
        version=dateline.__version__,
    )


def _vendored() -> Iterator[Component]:
    for library in json.loads((VENDORED / "manifest.json").read_text("utf-8")):
        for file, digest in sorted(library["files"].items()):
            address = PackageURL("npm", name=library["name"].split("/")[-1], version=library["version"], subpath=file)
            yield Component(
                name=library["name"],
                version=library["version"],
                type=ComponentType.LIBRARY,
                purl=address,
                bom_ref=f"vendored/{file}",
                licenses=[LicenseExpression(library["licence"])],
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)],
            )


def written(bom: Bom) -> str:
    """The document as JSON (CycloneDX 1.6)."""
    return JsonV1Dot6(bom).output_as_string(indent=1) + "\n"


def main() -> None:
    """Writes the document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "sbom.json")
    out = parser.parse_args().out
    out.parent.mkdir(parents=True, exist_ok=True)
    bom = made()
    out.write_text(written(bom), "utf-8")
    print(f"{out}: {len(bom.components)} components")


if __name__ == "__main__":
    main()
