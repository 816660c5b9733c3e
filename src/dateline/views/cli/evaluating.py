"""`dateline evaluate`: code what people coded, measure, and write the figures."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from dateline.errors import GoldError, UsageError
from dateline.evaluate.comparing import check_run, compare_runs
from dateline.evaluate.evaluation import CodedScore, Evaluation, NameScore, as_json
from dateline.evaluate.gold import GoldReport, read_gold
from dateline.evaluate.intervals import intervals_of
from dateline.evaluate.mistakes import outcomes
from dateline.evaluate.scores import add_up, compare_one, count_document
from dateline.evaluate.words import COARSE, TreeScore, read_conllu, read_iob, score_names, score_trees
from dateline.read import published_day
from dateline.run.identity import coder
from dateline.run.local import code_many
from dateline.schema.jsonable import dumps, to_json
from dateline.schema.record import Record
from dateline.schema.report import Report
from dateline.settings import Settings, using
from dateline.views.cli.coding import opened, say, settings_of, standard_output
from dateline.views.cli.progress import with_progress

TREES, NAMES, REPORTS = (".conllu",), (".iob2", ".iob", ".conll.txt"), (".jsonl",)


@dataclass(frozen=True, slots=True)
class Measurement:
    """What to measure against, and how to write it: `format` is text, json or html. `errors`: how many to show, None as is usual."""

    paths: tuple[str, ...]
    format: str = "text"
    output: Path | None = None
    against: Path | None = None
    errors: int | None = None
    jobs: int = 1
    config: Path | None = None


@dataclass(slots=True)
class _Tally:
    """How far the coding is."""

    total: int
    coded: int = 0
    failed: int = 0

    def __str__(self) -> str:
        return f"{self.coded} of {self.total} reports coded" + (f", {self.failed} failed" if self.failed else "")


def evaluate_gold(job: Measurement) -> bool:
    """Measure and write; True where every report was coded.

    Raises UsageError before anything is coded where gold or the earlier run is missing or wrong, or the output cannot be written.
    """
    files = [Path(path) for path in job.paths]
    if job.output and job.output.resolve() in {path.resolve() for path in files}:
        raise UsageError(f"{job.output}: is gold, and would be overwritten")
    gold = {str(path): list(_reports(path)) for path in files if _kind(path) == REPORTS}
    earlier = _earlier(job.against) if job.against else None
    settings = settings_of(job.config)
    with ExitStack() as closing:
        stream = closing.enter_context(opened(job.output)) if job.output else standard_output()
        tally = _Tally(sum(map(len, gold.values())))
        run = Evaluation(
            coder=_coder(settings),
            coded=_coded(gold, job, settings, tally) if gold else None,
            trees={str(path): tree_score(path) for path in files if _kind(path) == TREES},
            names={str(path): name_score(path) for path in files if _kind(path) == NAMES},
        )
        _write(run, job, earlier, stream)
        stream.flush()
    if gold:
        say(str(tally))
    return not tally.failed


def _coder(settings: Settings | None) -> dict[str, str | None]:
    """What codes with these settings."""
    if settings is None:
        return asdict(coder())
    with using(settings):
        return asdict(coder())


def _write(run: Evaluation, job: Measurement, earlier: Mapping[str, Any] | None, stream: Any) -> None:
    changes = compare_runs(earlier, as_json(run)) if earlier is not None else None
    if job.format == "html":
        from dateline.views.mistakes import write_mistakes

        write_mistakes(run, stream, changes=changes, most=job.errors)
    elif job.format == "json":
        told = as_json(run) | ({"changes": changes.as_json()} if changes else {})
        stream.write(dumps(told, indent=1) + "\n")
    else:
        from dateline.views.cli.measured import write_text

        write_text(run, stream, changes=changes, errors=job.errors or 0)


def _kind(path: Path) -> tuple[str, ...]:
    """The kind of file by its name, packed with gzip or not. Raises UsageError for another."""
    name = path.name.lower().removesuffix(".gz")
    for endings in (TREES, NAMES, REPORTS):
        if name.endswith(endings):
            return endings
    raise UsageError(f"{path}: gold is a .jsonl file of coded reports, a .conllu file of trees, or an .iob2 or .conll.txt file of names")


def _lines(path: Path) -> list[str]:
    try:
        data = path.read_bytes()
        return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8").split("\n")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror or error})") from error
    except (EOFError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: this is not UTF-8 text ({error})") from error


def _reports(path: Path) -> Iterator[GoldReport]:
    for number, line in enumerate(_lines(path), start=1):
        if line.strip():
            place = f"{path}, line {number}"
            try:
                value = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise GoldError(f"{place}: this is not JSON ({error})") from error
            gold = read_gold(value, place)
            try:
                published_day(gold.published)
            except UsageError as error:
                raise GoldError(f"{place}: {error.message}") from error
            yield gold


def _earlier(path: Path) -> Mapping[str, Any]:
    try:
        value = json.loads("\n".join(_lines(path)))
    except (ValueError, RecursionError) as error:
        raise GoldError(f"{path}: this is not JSON ({error})") from error
    return check_run(value, str(path))


def _coded(gold: Mapping[str, list[GoldReport]], job: Measurement, settings: Settings | None, tally: _Tally) -> CodedScore:
    """Codes all reports, in their order, and lays each beside what people coded. The title is context and not given."""
    golds = list(chain.from_iterable(gold.values()))
    reports = (Report(one.id, one.text, published_day(one.published)) for one in golds)
    records = _counted(code_many(reports, jobs=job.jobs, settings=settings), tally)
    compared = [compare_one(one, to_json(record)) for one, record in zip(golds, with_progress(records, tally, watched=True), strict=True)]
    counted = [count_document(one) for one in compared]
    files, at = {}, 0
    for path, listed in gold.items():
        files[path] = add_up(counted[at : at + len(listed)])
        at += len(listed)
    told = tuple(outcome for one in compared for outcome in outcomes(one))
    return CodedScore(files, add_up(counted), intervals_of(counted), told, tuple(compared))


def _counted(records: Iterable[Record], tally: _Tally) -> Iterator[Record]:
    for record in records:
        tally.coded += 1
        tally.failed += bool(record.failures)
        for failure in record.failures:
            say(f"{record.report.id}: {failure.code} ({failure.stage}): {failure.message}")
        yield record


def tree_score(path: Path) -> TreeScore:
    """Tags and trees of a CoNLL-U file, read word by word as it is split. Raises UsageError, GoldError where it cannot be read."""
    from dateline.annotate.given import parse_given

    documents = list(read_conllu(_lines(path), str(path)))
    gold = [word for document in documents for sentence in document for word in sentence]
    parsed = (sentence for document in documents for sentence in parse_given([[word.form for word in sentence] for sentence in document]))
    return score_trees(gold, ((word.upos, word.head, word.deprel) for sentence in parsed for word in sentence))


def name_score(path: Path) -> NameScore:
    """Names of an IOB file, sentence by sentence. Raises UsageError, GoldError where it cannot be read."""
    from dateline.annotate.given import names_given

    sentences = list(read_iob(_lines(path), str(path)))
    found = [
        frozenset((name.first, name.last, COARSE[name.label]) for name in names_given(sentence.words) if name.label in COARSE)
        for sentence in sentences
    ]
    return NameScore(*score_names([sentence.names for sentence in sentences], found))
