"""What no module of the program may do: run what a file says, trust XML, open what it was not asked to. Read from the source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted(path for part in ("src", "tools", "benchmarks", "training", "fuzz") for path in (ROOT / part).rglob("*.py"))
# Modules that load objects, or that are replaced by one that is safe.
MODULES = ("pickle", "cPickle", "dill", "cloudpickle", "marshal", "shelve", "joblib", "yaml", "jsonpickle", "xmlrpc", "telnetlib", "ftplib")
# Parsers of XML that know entities of the document's own; pages and feeds go by lxml.html and feedparser (tests/security/test_xml.py).
PARSERS = ("xml.etree", "xml.dom", "xml.sax", "xml.parsers")
CALLS = ("eval", "exec", "compile", "__import__", "breakpoint")
# Those that are called on a module: os.system(...)
OF_MODULES = {
    "os": ("system", "popen", "execv", "execve", "spawnl", "spawnv"),
    "tempfile": ("mktemp",),
    "zipfile": (),
    "ET": ("fromstring", "parse", "XML", "iterparse", "XMLParser", "fromstringlist", "XMLPullParser"),
    "etree": ("fromstring", "parse", "XML", "iterparse", "XMLParser"),
    "torch": ("save",),
}
# The place that may do it, with the reason.
ALLOWED = {
    ("training/train.py", "torch.save"): "weights while training; what is shipped is npz and ONNX",
    ("training/average.py", "torch.save"): "the same",
    ("training/restore.py", "torch.save"): "the same",
    ("src/dateline/views/alert/atom.py", "xml.etree"): "writes a feed, and reads none",
    ("benchmarks/ecbplus.py", "xml.etree.ElementTree"): "a corpus on the disk of who measures; Expat bounds entities",
    ("benchmarks/ecbplus.py", "ET.parse"): "the same",
}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=named)
def test_nothing_of_a_file_is_run(path: Path) -> None:
    found = [entry for entry in unsafe(ast.parse(path.read_text("utf-8"))) if (named(path), entry[0]) not in ALLOWED]
    assert found == []


def unsafe(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Each use of what is not allowed, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            for name in modules:
                if name.split(".")[0] in MODULES or name.startswith(PARSERS):
                    yield name, node.lineno
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        if isinstance(function, ast.Name) and function.id in CALLS:
            yield function.id, node.lineno
        if isinstance(function, ast.Attribute):
            owner = function.value.id if isinstance(function.value, ast.Name) else ""
            if function.attr in OF_MODULES.get(owner, ()):
                yield f"{owner}.{function.attr}", node.lineno
            # An archive is read member by member, and nothing of it gets a name of its own on the disk
            if function.attr in ("extract", "extractall") and not named_safe(node):
                yield f".{function.attr}", node.lineno
            if owner == "torch" and function.attr == "load" and not says(node, "weights_only", True):
                yield "torch.load", node.lineno
        for keyword in node.keywords:
            if keyword.arg in ("shell", "allow_pickle") and not (isinstance(keyword.value, ast.Constant) and keyword.value.value is False):
                yield f"{keyword.arg}=", node.lineno
            if keyword.arg == "verify" and isinstance(keyword.value, ast.Constant) and keyword.value.value is False:
                yield "verify=False", node.lineno


def says(node: ast.Call, name: str, value: object) -> bool:
    return any(one.arg == name and isinstance(one.value, ast.Constant) and one.value.value is value for one in node.keywords)


def named_safe(node: ast.Call) -> bool:
    """A stage's own `extract(document)`, or tarfile's with its filter against names that lead elsewhere."""
    return any(one.arg == "filter" for one in node.keywords) or (
        isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
    )


UNSAFE = [
    "import pickle",
    "from yaml import load",
    "eval('1')",
    "exec(text)",
    "subprocess.run(x, shell=True)",
    "np.load(x, allow_pickle=True)",
    "import xml.etree.ElementTree",
    "etree.fromstring(data)",
    "ET.fromstring(data)",
    "os.system('x')",
    "torch.load(x)",
    "httpx.get(x, verify=False)",
    "zipfile.ZipFile(x).extractall()",
]


@pytest.mark.parametrize("source", UNSAFE)
def test_the_check_sees_what_is_unsafe(source: str) -> None:
    assert list(unsafe(ast.parse(source)))


def test_the_check_sees_all_files() -> None:
    assert {named(path).split("/")[0] for path in FILES} == {"src", "tools", "benchmarks", "training", "fuzz"}


def test_arrays_are_loaded_without_objects() -> None:
    """numpy itself refuses objects unless it is asked for them."""
    import inspect

    import numpy as np

    assert inspect.signature(np.load).parameters["allow_pickle"].default is False
