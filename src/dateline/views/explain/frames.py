"""Where a pattern of the lexicon has the parties of an event, in words: its subject, behind “by” ..."""

from __future__ import annotations

from dateline.extract.entries import Step
from dateline.extract.lexicon import load_lexicon
from dateline.views.explain.made_by import in_words

# Relations of the parse, seen from the event's word. What is missing stands in a clause of its own.
_RELATIONS = {
    "nsubj": "its subject",
    "nsubj:pass": "the subject of its passive",
    "obj": "its object",
    "iobj": "the one it is given to",
    "obl:agent": "behind “by”",
    "nmod:poss": "its possessive",
    "compound": "a word before it",
    "amod": "a word before it",
}
_CLAUSE = "a clause below it"
# So many places are named, the first ones of the pattern.
_MOST = 4


def role_in_words(made_by: str, role: str) -> str:
    """What gave words their role: as `in_words`, with the places where the pattern has that role."""
    names = made_by.split("+")
    return "; ".join(_framed(name.partition(":")[2], role) if name.startswith("frame:") else in_words(name) for name in names)


def _framed(name: str, role: str) -> str:
    frame = load_lexicon().frames.get(name)
    paths = {} if frame is None else {"actor": frame.actor, "recipient": frame.recipient, "third": frame.third}
    found = list(dict.fromkeys(_path(path) for path in paths.get(role, ())))
    if not found:
        return in_words(f"frame:{name}")
    return f"they stand where the lexicon expects the {role}: {', '.join(found[:_MOST])}{' ...' if len(found) > _MOST else ''}"


def _path(path: tuple[Step, ...]) -> str:
    return " of ".join(_step(step) for step in reversed(path))


def _step(step: Step) -> str:
    return f"behind “{step.case}”" if step.case else _RELATIONS.get(step.relation, _CLAUSE)
