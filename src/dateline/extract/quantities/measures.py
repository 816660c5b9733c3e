"""What a number measures when it is no count of people: years, dates, ages, money, units, labels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.extract.quantities.bounds import modifier
from dateline.extract.quantities.kinds import NUMBER, RANGE, VAGUE
from dateline.extract.quantities.numbers import Amount, cardinal, is_number_word
from dateline.extract.quantities.people import is_person_noun
from dateline.extract.quantities.table import grammar
from dateline.extract.quantities.tokens import Token, phrase_at, phrase_before, text_at

_LONGEST_NUMBER = 7  # digits without separators; longer ones are telephone and serial numbers
_YEARS = range(1900, 2101)  # four figures without a comma are a year in this range, and from 1500 on after "in", "since" ...
_OLD_YEARS = range(1500, 1900)
_OLDEST = 115  # a number between commas after a name is an age up to this
# Behind any people ("pupils between 11 and 15") numbers up to this are ages.
_YOUNGEST = 19
# Behind these a day is no label of the number that follows it ("the *same* day two of the men were shot").
_THAT_DAY = frozenset({"following", "next", "same", "previous", "that", "this", "later", "earlier"})
_LIMITS = frozenset({"at_least", "more_than", "at_most", "less_than"})
_BETWEEN_AGES, _EACH = (
    frozenset({"between", "from"}),
    frozenset({"all", "both", "each", "most", "them", "mostly", "boys", "girls", "children"}),
)


def is_month(tokens: Sequence[Token], index: int) -> bool:
    """Does a month's name stand there, and not the verb "may" or "march"?"""
    text = text_at(tokens, index)
    tables = grammar()
    if text not in tables.months:
        return False
    if text not in tables.sets["month_verbs"]:
        return True
    return tokens[index].raw[0].isupper() and text_at(tokens, index + 1) not in tables.sets["month_verb_next"]


def _measures(tokens: Sequence[Token], amount: Amount) -> bool:
    """Whether the words to the right make the number a measure, a date or an age."""
    tables, at = grammar(), amount.last
    text = text_at(tokens, at)
    if text == "-" and tokens[at].glued and at + 1 < len(tokens) and tokens[at + 1].glued:
        after = text_at(tokens, at + 1)
        return after not in tables.sets["member_words"] and phrase_at(tokens, at, tables.after) is None
    if at < len(tokens) and tokens[at].word == tokens[at - 1].word and text[:1].isalpha() and text not in tables.units:
        return True  # "2i", "60's"
    if (text == "/" and tokens[at].glued) or is_month(tokens, at) or (text == "of" and is_month(tokens, at + 1)):
        return True
    if _chained(tokens, at):
        return True
    for skip in range(3):
        word = text_at(tokens, at + skip)
        if word in tables.units or (word == "local" and text_at(tokens, at + skip + 1) == "time"):
            return not (word == "second" and skip == 0 and _person_at(tokens, at))
        if word not in tables.sets["between"]:
            return False
    return False


def _chained(tokens: Sequence[Token], index: int) -> bool:
    """A number joined to another that is a measure or a date: "7, 8 and (9 March)", "20 to (30 km)"."""
    joint = text_at(tokens, index)
    if joint not in (",", "and", "or", "to", "-", "x"):
        return False
    after = cardinal(tokens, index + 1)
    if after is None or after.last == index + 1:
        return False
    if joint == ",":
        further = after.digits and text_at(tokens, after.last) in (",", "and")
        return is_month(tokens, after.last) or (further and _chained(tokens, after.last))
    return _measures(tokens, after)


def _labelled(tokens: Sequence[Token], amount: Amount) -> bool:
    """Whether the words to the left make the number a name, a date, an age or money."""
    tables, at = grammar(), amount.first
    left = text_at(tokens, at - 1)
    first = tokens[at]
    if left in tables.sets["currency"] or (left == "-" and first.glued and tokens[at - 1].glued):
        return True
    if first.glued and (left in ("/", "+", ".", ":", "#", "'", "_") or left.isalpha()):
        return True
    number = amount.made_by != RANGE or is_number_word(first.text)  # not "2 Jan. Between 30 and 45 have died"
    if (number and is_month(tokens, at - 1)) or (left == "," and amount.digits and is_month(tokens, at - 3)):
        return not _person_at(tokens, amount.last)
    if phrase_before(tokens, at, tables.ages) is not None:
        return True
    if left in ("and", "or", ",") and text_at(tokens, at - 3) in tables.sets["ages"] and is_number_word(text_at(tokens, at - 2)):
        return True
    label = (left == "." and text_at(tokens, at - 2) == "no") or (left in tables.labels and text_at(tokens, at - 2) not in _THAT_DAY)
    return label and not _person_at(tokens, amount.last) and not (left == "no" and not amount.digits)


def _aside(tokens: Sequence[Token], amount: Amount) -> bool:
    """An age or a note: "Ali Hassan, 35, ...", "Ali Hassan (35)", "a student of 19"."""
    left, right = text_at(tokens, amount.first - 1), text_at(tokens, amount.last)
    if (left == "[" and right == "]") or (amount.first == 0 and right == ")"):
        return True  # a note or the number of a list
    if amount.low is None or amount.low > _OLDEST or amount.first < 2 or amount.made_by != NUMBER:
        return False
    if _age_of(tokens, amount):
        return True
    if not amount.digits or amount.last - amount.first > 1:
        return False
    before = tokens[amount.first - 2].raw
    named = tokens[amount.first - 1].raw
    if named[:1].isupper() and not named.isupper() and left.isalpha() and not is_number_word(left):
        return right in (",", ".", ";", ")", "")  # a ship or a product: "the tanker Grace 1, ..."
    return before[:1].isupper() and ((left == "," and right in (",", ".", ")", ";")) or (left == "(" and right == ")"))


def _between_ages(tokens: Sequence[Token], amount: Amount) -> bool:
    """ "Twelve guards, all between 18 and 22": behind people counted already, and nobody counted behind it."""
    before = text_at(tokens, amount.first - 1)
    young = (
        amount.made_by == RANGE and amount.high is not None and amount.high <= _OLDEST and text_at(tokens, amount.first) in _BETWEEN_AGES
    )
    people = before in _EACH or (is_person_noun(before) and amount.high is not None and amount.high <= _YOUNGEST)
    return young and people and not _person_at(tokens, amount.last)


def _age_of(tokens: Sequence[Token], amount: Amount) -> bool:
    """ "A student of 19", "a boy of about ten": one person and nobody counted behind the number; not "a family of five"."""
    found = modifier(tokens, amount.first, 0)
    at = amount.first - (len(found[0]) if found is not None and found[1] in ("about", "more_than", "exact") else 0)
    if at < 2 or text_at(tokens, at - 1) != "of" or _person_at(tokens, amount.last):
        return False
    noun = text_at(tokens, at - 2)
    several = grammar().sets["carriers"] | grammar().sets["collectives"]
    return noun in grammar().nouns and noun not in several


def _serial(tokens: Sequence[Token], amount: Amount) -> bool:
    """Telephone numbers, clock times and other figures written like no count."""
    text = tokens[amount.first].text
    if not amount.digits or not text.isdigit():
        return False
    series = any(text_at(tokens, k).isdigit() for k in (amount.first - 1, amount.last))
    return (text[0] == "0" and len(text) > 1) or len(text) > _LONGEST_NUMBER or (series and amount.last - amount.first > 1)


def _year(tokens: Sequence[Token], amount: Amount) -> bool:
    text = tokens[amount.first].text
    if amount.made_by == RANGE:
        end = tokens[amount.last - 1].text
        dashed = text.isdigit() and end.isdigit() and text_at(tokens, amount.first + 1) == "-"
        # 1990-1995, and 555-1234 as telephones are written; 500-1000 people has its noun
        return dashed and len(end) == 4 and not _person_at(tokens, amount.last)
    if not re.fullmatch(r"\d{4}", text) or amount.made_by != NUMBER or amount.scale != 1:
        return False
    left = text_at(tokens, amount.first - 1)
    cue = left in grammar().sets["year_cues"]
    if int(text) in _OLD_YEARS:
        return cue and not _person_at(tokens, amount.last)
    if int(text) not in _YEARS:
        return False
    found = modifier(tokens, amount.first, 0)
    # "at least 2000" is a count, "around 2000", "over 2000" and "below 1990" may be years
    if found is not None and not cue and (found[0] == ("some",) or (len(found[0]) > 1 and found[1] in _LIMITS)):
        return False
    return (cue and left not in ("around", "about", "over", "and", ",")) or not _person_at(tokens, amount.last)


def not_a_count(tokens: Sequence[Token], amount: Amount) -> bool:
    """Whether the amount is something else than so many people or things."""
    if amount.made_by == VAGUE:
        return _measures(tokens, amount)
    return (
        _measures(tokens, amount)
        or _labelled(tokens, amount)
        or _serial(tokens, amount)
        or _year(tokens, amount)
        or _aside(tokens, amount)
        or _between_ages(tokens, amount)
    )


def _person_at(tokens: Sequence[Token], index: int) -> bool:
    """Whether a noun for people stands at the token, with at most one word before it."""
    for at in (index, index + 1):
        text = text_at(tokens, at)
        if text in grammar().sets["stops"] or not text or is_number_word(text):
            return False
        if is_person_noun(text):
            return True
    return False
