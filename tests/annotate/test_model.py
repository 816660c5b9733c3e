"""The language model: loading, what a damaged folder says, one thread, and scores that fit together."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.labels import FACTS, MODES, NAME_TAGS, RELATIONS, ROLES, STATUSES, TRIGGER_TAGS, TYPES, UPOS
from dateline.annotate.model import AROUND, Model, gelu, load_model
from dateline.errors import ResourceError

SHIPPED = Path(str(resources.files("dateline") / "data/model"))
FILES = ("encoder.onnx", "reader.onnx", "story.onnx", "heads.npz", "vocab.txt", "manifest.json")
WORDS = ["Rebels", "attacked", "a", "U.S.", "base", "in", "the", "north", "."]

pytestmark = [
    pytest.mark.model,
    # The .npz stays open where another file is damaged, until it is collected
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder like the shipped one, whose files may be replaced."""
    for name in FILES:
        (tmp_path / name).symlink_to(SHIPPED / name)
    yield tmp_path
    gc.collect()


def replace(path: Path, content: bytes) -> None:
    path.unlink()
    path.write_bytes(content)


def test_the_whole_folder_loads(folder: Path) -> None:
    assert Model(folder).manifest == load_model().manifest


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named_as_a_resource(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ResourceError, match="install dateline again") as caught:
        Model(folder)
    assert caught.value.code == "DL200"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("encoder.onnx", b""),
        ("encoder.onnx", b"no model at all"),
        ("reader.onnx", b"no model at all"),
        ("story.onnx", b""),
        ("heads.npz", b""),
        ("heads.npz", b"PK\x03\x04 broken"),
        ("vocab.txt", b""),
        ("vocab.txt", b"\xff\xfe\xff"),
        ("manifest.json", b"{"),
    ],
)
def test_a_damaged_file_is_a_resource_error(folder: Path, name: str, content: bytes) -> None:
    replace(folder / name, content)
    with pytest.raises(ResourceError):
        Model(folder)


@pytest.mark.parametrize("name", ["encoder.onnx", "reader.onnx", "story.onnx", "heads.npz"])
def test_a_file_cut_short_is_a_resource_error(folder: Path, name: str) -> None:
    whole = (SHIPPED / name).read_bytes()
    replace(folder / name, whole[: len(whole) // 2])
    with pytest.raises(ResourceError):
        Model(folder)


def test_no_folder() -> None:
    with pytest.raises(ResourceError):
        Model(Path("no/such/folder"))


def test_one_thread() -> None:
    model = load_model()
    for session in (model._encoder, model._reader, model._story):
        options = session.get_session_options()
        assert options.intra_op_num_threads == 1
        assert options.inter_op_num_threads == 1


def test_loaded_once() -> None:
    assert load_model() is load_model()


def test_scores_have_the_sizes_of_the_label_sets() -> None:
    model = load_model()
    scores = model.run(WORDS)
    n = len(WORDS)
    assert scores.arcs.shape == (n, n + 1)
    for got, labels in [
        (scores.upos, UPOS),
        (scores.names, NAME_TAGS),
        (scores.triggers, TRIGGER_TAGS),
        (scores.facts, FACTS),
    ]:
        assert got.shape == (n, len(labels))
        assert np.isfinite(got).all()
    assert model.labels(scores, np.zeros(n, dtype=np.int64)).shape == (n, len(RELATIONS))


@pytest.mark.parametrize("trigger", [(1, 2), (0, 1), (len(WORDS) - 1, len(WORDS))])
def test_the_reader_reads_the_words_around_a_trigger(trigger: tuple[int, int]) -> None:
    model = load_model()
    scores = model.run(WORDS)
    n = len(WORDS)
    beside = model.beside(scores, trigger, (0, n), (0, n))
    assert beside.first == 0
    for probabilities in (beside.inside, beside.begins):
        assert probabilities.shape == (n, len(ROLES))
        assert ((probabilities >= 0) & (probabilities <= 1)).all()
    assert beside.type.shape == (1 + len(TYPES),)
    assert beside.statuses.shape == (len(STATUSES),)
    assert beside.modes.shape == (len(MODES),)


def test_a_long_sentence_is_read_in_part() -> None:
    model = load_model()
    scores = model.run(["word"] * 300)
    beside = model.beside(scores, (250, 251), (0, 300), (0, 300))
    assert len(beside.inside) <= AROUND
    assert beside.first <= 250 < beside.first + len(beside.inside)


def test_the_story_gives_probabilities() -> None:
    model = load_model()
    told = model.beside(model.run(WORDS), (1, 2), (0, len(WORDS)), (0, len(WORDS))).told
    story, firm = model.story(np.stack([told] * 3), np.array([0, 1, 15]), np.array([0, 3, 9999]))
    assert firm.shape == (3,)
    p = model.same(np.array([(story[0], story[1]), (story[1], story[1])]), np.array([0, 99]), np.array([True, False]))
    assert p.shape == (2,)
    assert (((p >= 0) & (p <= 1)).all()) and ((firm >= 0) & (firm <= 1)).all()


def test_the_same_window_gives_the_same_scores() -> None:
    one, other = load_model().run(WORDS), load_model().run(WORDS)
    assert np.array_equal(one.arcs, other.arcs)
    assert np.array_equal(one.triggers, other.triggers)


@given(st.floats(-50, 50))
def test_gelu_lies_between_nothing_and_its_input(x: float) -> None:
    got = float(gelu(np.array([x], dtype=np.float32))[0])
    assert min(0.0, x) - 0.171 <= got <= max(0.0, x) + 1e-4
