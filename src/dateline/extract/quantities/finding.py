"""The count phrases of a sentence, in order, as words of the document with bounds."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.extract.once import once
from dateline.extract.quantities.bounds import bounded, closes, modified
from dateline.extract.quantities.kinds import ARTICLE, CONFIDENCE, MEMBERS, NONE, NUMBER, PART, RANGE, VAGUE, WHOLE
from dateline.extract.quantities.measures import not_a_count
from dateline.extract.quantities.numbers import Amount
from dateline.extract.quantities.people import is_person_noun, is_plural
from dateline.extract.quantities.ranges import range_between, simple_amount, with_range
from dateline.extract.quantities.table import grammar
from dateline.extract.quantities.tokens import Token, phrase_at, text_at, tokens_of
from dateline.schema.document import Word
from dateline.schema.mention import Quantity

_PHRASE_WINDOW = 7  # words from an article to the noun it belongs to
_ONE = frozenset({"was", "is"})
_CLOSED = frozenset({"ADP", "VERB", "AUX", "PRON", "DET", "SCONJ", "CCONJ", "PUNCT", "PART", "INTJ"})


def _noun_after(tokens: Sequence[Token], words: Sequence[Word], index: int) -> Word | None:
    """The last word of the noun phrase that goes on from this token, by word class where the words have one.

    Without word classes it is the last noun for people before a preposition, an article or a stop.
    """
    last: Word | None = None
    for token in tokens[index : index + _PHRASE_WINDOW + 4]:
        word = words[token.word]
        if token.text == "-" or token.text == "'s":
            continue
        if token.text in grammar().sets["stops"] or (word.upos in _CLOSED and not token.text.isdigit() and word.upos != "VERB"):
            break
        if word.upos == "VERB" and last is not None and _is_noun(last):
            break
        if not word.upos and (token.text in ("a", "an") or (last is not None and not is_person_noun(token.text))):
            if token.text in ("a", "an"):
                break
            last = last if last is not None and is_person_noun(last.norm) else word
            continue
        last = word
    return last


def _is_noun(word: Word) -> bool:
    return word.upos in ("NOUN", "PROPN") and is_person_noun(word.lemma)


def _determined(tokens: Sequence[Token], words: Sequence[Word], index: int) -> Amount | None:
    """ "a policeman", "another soldier", "no casualties": only before a noun for people."""
    text = text_at(tokens, index)
    if text == "another" and _stands_alone(tokens, words, index + 1):
        return Amount(index, index + 1, 1, 1, ARTICLE)
    if text in ("a", "an") and text_at(tokens, index + 1) in grammar().sets["ordinals"] and _stands_alone(tokens, words, index + 2):
        return Amount(index, index + 2, 1, 1, ARTICLE)  # "a third was wounded"
    if text == "the" and text_at(tokens, index + 1) in grammar().sets["ordinals"] and _befell_one(tokens, words, index + 2):
        return Amount(index, index + 2, 1, 1, ARTICLE)  # "the fourth was captured"
    negative = text in grammar().sets["negative"] and text_at(tokens, index + 1) not in grammar().sets["not_negative"]
    if text not in ("a", "an", "another") and not negative:
        return None
    noun = _noun_after(tokens, words, index + 1)
    if noun is None or not (is_person_noun(noun.lemma) or is_person_noun(noun.norm)):
        return None
    if negative:
        return Amount(index, index + 1, 0, 0, NONE)
    lemma = noun.norm.casefold()
    several = grammar().sets["collectives"] - grammar().sets["single_behind_article"]
    if lemma in several or lemma in grammar().sets["pairs"] or is_plural(noun):
        return None
    return Amount(index, index + 1, 1, 1, ARTICLE)


def _stands_alone(tokens: Sequence[Token], words: Sequence[Word], index: int) -> bool:
    """Whether no noun follows: "another was wounded", "another seriously injured"."""
    text = text_at(tokens, index)
    if not text or text in grammar().sets["stops"] or text.endswith("ly"):
        return True
    return words[tokens[index].word].upos in ("VERB", "ADV", "AUX", "ADP", "PUNCT", "CCONJ")


def _befell_one(tokens: Sequence[Token], words: Sequence[Word], index: int) -> bool:
    """Whether a verb in the singular passive follows: "the fourth *was captured*"."""
    return text_at(tokens, index) in _ONE and any(words[t.word].upos == "VERB" for t in tokens[index + 1 : index + 3])


@once(kept=64)
def find_quantities(words: Sequence[Word], *, text: str | None = None) -> tuple[Quantity, ...]:
    """Every count told in the words, in order, as words[first:last] of the document with bounds.

    >>> [(q.text, q.low, q.high) for q in find_quantities(words_of("at least 21 soldiers and a policeman"))]  # doctest: +SKIP
    [('at least 21', 21, None), ('a', 1, 1)]

    `made_by` tells the kind (the constants of this module); `low` = `high` = 0 is "none". Give the words of one sentence.
    Ages, dates, money, measures and unit names give nothing. `text` is the report's text, for exact spans over line breaks.
    """
    if not words:
        return ()
    tokens = tokens_of(words)
    found: list[Amount] = []
    index = floor = 0
    while index < len(tokens):
        amount, index = _read(tokens, words, index, floor)
        if amount is not None:
            found.append(amount)
            index = floor = amount.last
    return tuple(_as_quantity(words, tokens, amount, text) for amount in _with_wholes(tokens, found))


def _read(tokens: Sequence[Token], words: Sequence[Word], index: int, floor: int) -> tuple[Amount | None, int]:
    """The amount at the token, or None and where to go on."""
    amount = range_between(tokens, index) or simple_amount(tokens, index)
    if amount is None:
        return _determined(tokens, words, index), index + 1
    if amount.made_by in ("skip", PART, NONE):
        return (None if amount.made_by == "skip" else modified(tokens, amount, floor)), max(amount.last, index + 1)
    if amount.made_by != RANGE:
        amount = with_range(tokens, amount)
    if not_a_count(tokens, amount):
        return None, max(amount.last, index + 1)
    if (
        text_at(tokens, amount.last) == "-"
        and text_at(tokens, amount.last + 1) in grammar().sets["member_words"]
        and tokens[amount.last].glued
    ):
        return replace(amount, last=amount.last + 2, made_by=MEMBERS), amount.last + 2
    return modified(tokens, amount, floor), amount.last


def _with_wholes(tokens: Sequence[Token], found: Sequence[Amount]) -> Iterator[Amount]:
    """Marks the size of a group from which a count is taken: the 30 of "20 of the 30 hostages", "20 out of 30"."""
    last: Amount | None = None
    for amount in found:
        joint = [t.text for t in tokens[last.last : amount.first]] if last is not None else []
        if joint[-1:] == ["the"] or joint[-1:] == ["its"] or joint[-1:] == ["their"]:
            joint.pop()
        if joint in (["of"], ["out", "of"]) and amount.made_by == NUMBER:
            amount = replace(amount, made_by=WHOLE)
        yield amount
        last = amount


def bounded_behind(words: Sequence[Word], quantity: Quantity, last: int) -> Quantity:
    """The quantity with the bound that stands behind its noun ("78 people *at least*"), where one begins at `last` at the latest.

    `words` are those of its sentence.
    """
    if quantity.made_by not in (NUMBER, VAGUE) or quantity.low is None or quantity.high is None:
        return quantity
    offset = words[0].index
    tokens = tokens_of(words)
    for at, token in enumerate(tokens):
        row = phrase_at(tokens, at, grammar().after) if quantity.last <= token.word + offset <= last else None
        if row is None or row[0][0] not in ("at", "or", "if") or not closes(tokens, at + len(row[0]), row[0]):
            continue
        low, high = bounded(quantity.low, quantity.high, row[1])
        return replace(quantity, low=low, high=high)
    return quantity


def _as_quantity(words: Sequence[Word], tokens: Sequence[Token], amount: Amount, text: str | None) -> Quantity:
    first, last = tokens[amount.first].word, tokens[amount.last - 1].word + 1
    inside = words[first:last]
    start, end = inside[0].start, inside[-1].end
    return Quantity(
        first=inside[0].index,
        last=inside[-1].index + 1,
        start=start,
        end=end,
        text=_joined_text(inside) if text is None else text[start:end],
        low=amount.low,
        high=amount.high,
        made_by=amount.made_by,
        confidence=CONFIDENCE[amount.made_by],
    )


def _joined_text(words: Sequence[Word]) -> str:
    """The words as they stand, gaps filled with spaces: exact unless a gap holds a line break."""
    text = words[0].text
    for before, word in itertools.pairwise(words):
        text += " " * (word.start - before.end) + word.text
    return text
