"""Which figures beside one event are of one group of people: lists counted together, and words that tell of people counted already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dateline.extract.quantities import (
    ARTICLE,
    NAME,
    NONE,
    NOUN,
    NUMBER,
    PART,
    PRONOUN,
    SUM,
    WHOLE,
    find_quantities,
    is_group,
    is_person_noun,
    one_person,
)
from dateline.extract.syntax import sentence_words
from dateline.schema.document import Document, Fact, Word
from dateline.schema.mention import Count, Quantity

# Quantities of single people without a number, and those that are read off the noun alone.
_ONE_BY_ONE = frozenset({ARTICLE, NOUN, NAME, SUM})
_UNNUMBERED = frozenset({NOUN, NAME, PRONOUN})
# Quantities that begin no figure of a list: soldiers, "of them", nobody.
_UNTOLD = frozenset({WHOLE, PART, NONE})
# What may stand between a number and a list that says who they are: "two officers, *a captain and a major*,".
_BEFORE_NAMES = frozenset({",", ":", "-", "--", "(", "\u2013", "\u2014"})
# Before a number these begin another figure, as "and" does ("402 *dead - 275* Iranians").
_PARTING = frozenset({",", "with", "-", "--", "(", ":", "\u2013", "\u2014"})
# What ends such a list.
_ENDS = frozenset({",", "-", ")", "\u2013", "\u2014"})
# What may stand between two of one list; "with" only before people told to be theirs.
BETWEEN = frozenset({",", "and", ", and", "&", "along with", "together with", "as well as"})
_WITH = frozenset({"with", ", with"})
_POSSESSIVES = frozenset({"his", "her", "their", "its"})
# Relations by which a word goes on about the one before it, and what begins such words ("Ali Hassan, *a* teacher").
_SAME = frozenset({"appos", "flat", "nmod:unmarked"})
_ARTICLES = frozenset({"a", "an", "the"})
# What stands before such words, and the greatest number that is an age.
_ASIDE, _OLDEST = frozenset({"", ","}), 115
# Words by which all or a share without a number of people told before is taken up.
_OF_THEM = frozenset({("of", "them"), ("of", "whom")})
_ALL_OF = frozenset({"all", "most", "mostly", "many", "some", "half", "fourths", "thirds", "quarters", "none", "rest"})
# So many characters may stand between a number and the group that it is taken of ("*of the* 14").
_GAP = 8
# Words behind which stand the names of people counted before.
_AS_NAMED = frozenset({("identified", "as"), ("named", "as"), ("known", "as"), ("by", "name"), ("name", "of")})
# Outcomes that each of a list meets by himself. Who is taken, let go or gives in is more often told as one group.
_HARM = frozenset({"killed", "wounded", "casualty", "missing", "displaced"})
_OTHERS = frozenset({"other", "others"})


def count_together(document: Document, counts: Sequence[Count]) -> tuple[Count, ...]:
    """The figures of one event in the order of the text, each group of people once.

    Single people of one list ("a teacher, her son and a driver") are counted together, and so is a list with people told to be another's
    ("six guards and *their* driver": of such pairs in our coded reports 68 are one figure, 6 two) and a single civilian with other
    civilians who are hurt ("a mother and three children": 7 to 3), with "others" and, of people taken or given in, with any number ("a
    lieutenant and eleven men": 8 to 4); other figures with a number of their own stay apart. Words that go on about people just counted
    ("five of *their colleagues*", "a mayor, *Ali Hassan*", "Ali Hassan, *a mayor*", "a man, *24*", "two officers, *a captain and a
    major*") give no figure, nor do those told without a number as theirs ("42 men with *their families*") or with their number apart
    ("the number of *villagers* held at 40").
    """
    plain = [c for c in counts if not any(_within(c, other) for other in counts)]
    once = [c for c in plain if not any(_said_of(document, c, other) for other in plain if other is not c)]
    told = [c for c in once if not any(_again(document, c, other) for other in once if other is not c)]
    ordered = sorted(told, key=lambda c: (c.phrase.start, c.phrase.end))
    out = []
    while ordered:
        ordered = ordered[_told_before(document, ordered) :]
        again = _told_over(document, ordered)
        size = 1 if again else _list_size(document, ordered)
        group = [c for c in ordered[:size] if c is ordered[0] or c.high is not None or ordered[0].high is None]
        out.append(_summed(document, group) if len(group) > 1 else group[0])
        ordered = ordered[size + again :]
    return tuple(out)


def listed(document: Document, fact: Fact) -> list[Fact]:
    """The figures of a list that was marked as one ("two soldiers and a judge", "a farmer and his son"), each with its own group."""
    told = [q for q in find_quantities(sentence_words(document, fact.first), text=document.report.text) if q.made_by not in _UNTOLD]
    starts = {q.first for q in told if fact.first < q.first and q.last <= fact.last}
    starts |= {i for i in range(fact.first + 1, fact.last) if is_possessive(document.words[i]) or _begins_another(document, i)}
    cuts = [i for i in sorted(starts) if document.words[i - 1].upos == "CCONJ" or document.words[i - 1].norm.casefold() in _PARTING]
    if cuts and any(_names_all(document, q, cuts, fact.last) for q in told if fact.first <= q.first < cuts[0]):
        return [fact]
    return [replace(fact, first=a, last=b) for a, b in pairwise([fact.first, *cuts, fact.last])]


def _begins_another(document: Document, index: int) -> bool:
    """Does the word begin a single person of a list that is known or somebody's ("a trader and *the* trader's grandson")?"""
    word = document.words[index]
    owner = word.deprel == "det" and word.norm.casefold() == "the" and word.head >= 0
    noun = document.words[word.head].head if owner and document.words[word.head].deprel == "nmod:poss" else word.head
    return owner and noun >= 0 and document.words[noun].deprel == "conj" and one_person(document, noun) is not None


def _names_all(document: Document, number: Quantity, cuts: Sequence[int], last: int) -> bool:
    """Are the people behind a number those whom it counts ("*two* farmers, Juan Perez and his brother", "*three* - a Swiss, ...")?"""
    apart = any(document.words[i].norm in _BEFORE_NAMES for i in range(number.last, cuts[0] - 1))
    each = sum(document.words[i].norm.casefold() in {"a", "an"} for i in range(number.last, last))
    return number.made_by == NUMBER and number.low == number.high and number.low in {len(cuts) + 1, each} and apart


def is_possessive(word: Word) -> bool:
    """Does the word tie people to others told before ("*his* wife", "*their* driver")?"""
    return word.norm.casefold() in _POSSESSIVES and word.deprel == "nmod:poss"


def _within(count: Count, other: Count) -> bool:
    """Is the figure a piece of the words of another of its outcome ("an" of "an elderly woman")?"""
    a, b = count.phrase, other.phrase
    return count.outcome == other.outcome and b.start <= a.start and a.end <= b.end and (b.end - b.start) > (a.end - a.start)


def _again(document: Document, count: Count, other: Count) -> bool:
    """Does a figure without a number go on about the people of the one before it: those that it is taken of, or who they are?"""
    if count.outcome != other.outcome or other.phrase.end > count.phrase.start:
        return False
    between = _between(document, other, count)
    theirs = _kind(count) == ARTICLE and _kind(other) in {ARTICLE, NOUN}  # "the wife of *a banker*"
    if (theirs or _kind(count) in _UNNUMBERED) and between == "of":
        return True
    return between in _ASIDE and _says_who(document, count, other)


def _said_of(document: Document, count: Count, other: Count) -> bool:
    """Does the figure only say more of the people of another?"""
    beside = _numbered_apart(document, count, other) or _all_of(count, other) or _is_what(document, count, other)
    beside = beside or _identified(document, count, other)
    return beside or _whose(document, count, other) or _taken_from(document, count, other)


def _identified(document: Document, count: Count, other: Count) -> bool:
    """Are they the names of people counted before ("two militants, *identified as A and B*")?"""
    same = document.words[count.phrase.head].sentence == document.words[other.phrase.head].sentence
    words = tuple(document.report.text[other.phrase.end : count.phrase.end].casefold().split())
    return same and count.outcome == other.outcome and _kind(count) == NAME and not _AS_NAMED.isdisjoint(pairwise(words))


def _taken_from(document: Document, count: Count, other: Count) -> bool:
    """Is it the size of a group of whom others, counted right before it, came to the same ("twelve of *the 14 attackers* were killed")?"""
    same = count.outcome == other.outcome and _kind(count) == WHOLE and other.phrase.start < count.phrase.start < other.phrase.end + _GAP
    word = document.words[count.phrase.head]
    return same and word.upos == "NOUN" and is_person_noun(word.lemma)


def _whose(document: Document, count: Count, other: Count) -> bool:
    """Is it the group that people counted before it are of ("eight members of *one family*", "six children of *a nomad community*")?"""
    word = document.words[count.phrase.head]
    tied = word.deprel.startswith("nmod") and other.phrase.start <= document.words[word.head].start < other.phrase.end
    before = count.outcome == other.outcome and other.phrase.start < count.phrase.start and _kind(other) in {NUMBER, NOUN}
    return before and tied and is_group(word.lemma) and count.low == count.high == 1


def _is_what(document: Document, count: Count, other: Count) -> bool:
    """Does it say what the people counted before it are ("16 were *special police officers*")?"""
    inside = (document.words[c] for c in document.children[count.phrase.head])
    subject = any(w.deprel == "nsubj" and other.phrase.start <= w.start < other.phrase.end for w in inside)
    return subject and count.outcome == other.outcome and _kind(count) == NOUN and count.high is None


def _all_of(count: Count, other: Count) -> bool:
    """Does it say what all or most of the people told before are ("35 pilgrims, *all of them men*")?"""
    words = count.phrase.text.casefold().replace("-", " ").split()
    unnumbered = _kind(count) in {NOUN, PRONOUN, PART} and count.high is None
    taken = any(pair in _OF_THEM for pair in pairwise(words)) or not _ALL_OF.isdisjoint(words[:2])
    return (
        count.outcome == other.outcome and other.phrase.end <= count.phrase.start and unnumbered and taken and _ALL_OF & set(words) != set()
    )


def _numbered_apart(document: Document, count: Count, other: Count) -> bool:
    """Is it people without a number whom a bare number of the sentence counts ("the number of *villagers* held at *40*")?"""
    number = [w for w in document.words if other.phrase.start <= w.start and w.end <= other.phrase.end]
    same = count.outcome == other.outcome and document.words[count.phrase.head].sentence == document.words[other.phrase.head].sentence
    bare = _kind(other) == NUMBER and all(w.upos not in {"NOUN", "PROPN"} for w in number)
    return same and bare and _kind(count) == NOUN and count.high is None and count.phrase.end <= other.phrase.start


def _says_who(document: Document, count: Count, other: Count) -> bool:
    """Does it say who the one person before it is: by name ("a mayor, *Ali Hassan*"), by what he is ("Ali Hassan, *a mayor*", "one of
    them, *a nurse*") or how old ("a student, *19*")? Not where it goes on with a list ("a vicar, *a teacher* and a nurse")."""
    word = document.words[count.phrase.head]
    tied = word.deprel in _SAME and other.phrase.start <= document.words[word.head].start < other.phrase.end
    if _kind(count) == NAME:
        return _single(other) and word.deprel in _SAME
    if _kind(count) == NUMBER and count.low == count.high == 1 and count.phrase.text.casefold().startswith("one of "):
        return tied and _single(other)  # "Ali Hassan, *one of five hostages*"
    if _kind(count) == NUMBER:
        bare = count.phrase.text.isdigit() and (count.low or 0) <= _OLDEST
        return bare and tied and _single(other)
    one = _single(other) or (other.low == other.high == 1 and word.deprel in _SAME | {"nmod", "dep"})
    article = count.phrase.text.split()[0].casefold() in _ARTICLES
    loose = not _single(other) or _of_others(other)
    listed = _goes_on(document, word) or _is_listed(document, count)
    return (one or _of_others(other)) and article and _single(count) and count.low == 1 and (tied or loose) and not listed


def _of_others(count: Count) -> bool:
    """Is it one of people told before ("*one of them* a nurse"), whom the words right behind say to be somebody?"""
    return count.low == count.high == 1 and tuple(count.phrase.text.casefold().split()[-2:]) in _OF_THEM


def _goes_on(document: Document, word: Word) -> bool:
    """Is somebody else listed with it?"""
    listed = [c for c in document.children[word.index] if document.words[c].deprel == "conj"]
    return any(document.words[d].deprel in {"det", "nummod", "nmod:poss"} for c in listed for d in document.children[c])


def _is_listed(document: Document, count: Count) -> bool:
    """Does the next of a list follow without a comma ("Colonel Mola, *a sergeant* and a driver")? Words on one person end with one."""
    behind = document.report.text[count.phrase.end : count.phrase.end + _GAP].casefold().split()
    return behind[:1] == ["and"] and behind[1:2] in (["a"], ["an"])


def _between(document: Document, one: Count, other: Count) -> str:
    """The words between two figures, however wide the blanks."""
    return " ".join(document.report.text[one.phrase.end : other.phrase.start].split()).casefold()


def _kind(count: Count) -> str:
    return count.phrase.made_by.rsplit("+", 1)[-1]


def _list_size(document: Document, counts: Sequence[Count]) -> int:
    """How many of the figures, from the first on, make one list that is counted together; 1 where they make none."""
    size, theirs, loose = 1, False, False
    for k, (a, b) in enumerate(pairwise(counts), start=2):
        between = _between(document, a, b)
        own = _of_theirs(document, b)
        if a.outcome != b.outcome or not (between in BETWEEN or (own and between in _WITH)) or (loose and not (own or _single(b))):
            break
        if not (own or (theirs and _single(a) and between != ",") or _counted_together(a, b)):
            break
        # After a number and a comma only the list's end shows that they are told together ("six monks, *their cook and her son*").
        loose = loose or (own and between == "," and not _single(a))
        theirs = theirs or own
        size = size if between == "," and not _is_list(b) else k
    return size


def _is_list(count: Count) -> bool:
    """Several people named one by one, the last of a list ("Themba Khoza, *Nomsa Dube and Father Collins*")."""
    return _kind(count) == NAME and (count.low or 0) > 1


def _counted_together(a: Count, b: Count) -> bool:
    """Are two neighbours of a list one figure: both single, or a single civilian and a number of others who are hurt?"""
    if _single(a) and _single(b):
        return True
    if _kind(a) == NUMBER and a.low == a.high == 1 and _single(b) and _kind(b) == ARTICLE:
        return True  # "one adult and a girl"
    numbered = b.low is not None and _kind(b) != NOUN
    together = a.outcome not in _HARM or _are_others(b) or (a.civilian is True and b.civilian is True)
    return _single(a) and numbered and together


def _are_others(count: Count) -> bool:
    """Are they told only as being with somebody ("a mayor and *12 others*")?"""
    return not _OTHERS.isdisjoint(count.phrase.text.casefold().split())


def _told_over(document: Document, counts: Sequence[Count]) -> int:
    """How many figures right behind a number are those whom it counts: single people told one by one, or a list that begins with one and
    ends with a comma or dash ("four people, *a teacher and her three pupils*, were ..."); as many people as it says, else 0."""
    number, rest = counts[0], counts[1:]
    if _single(number) or number.low is None or number.low != number.high or not rest or _of_theirs(document, rest[0]):
        return 0  # "Two guards, *their* driver and his brother" are four
    if _between(document, number, rest[0]) not in _BEFORE_NAMES or number.outcome != rest[0].outcome:
        return 0
    single = rest[: _list_size(document, rest)]
    if all(_single(c) for c in single) and sum(c.low or 0 for c in single) == number.low:
        return len(single)
    aside = _set_off(document, rest)
    return len(aside) if sum(c.low or 0 for c in aside) == number.low and all(c.low == c.high for c in aside) else 0


def _set_off(document: Document, counts: Sequence[Count]) -> Sequence[Count]:
    """The figures of a list that begins with a single person and ends with a comma or dash ("*a nurse and her three patients*, were")."""
    size = 1
    for a, b in pairwise(counts):
        between = _between(document, a, b).split()
        plain = " ".join(between[:-1] if between and between[-1] in _POSSESSIVES else between)
        if a.outcome != b.outcome or plain not in BETWEEN:
            break
        size += 1
    closed = document.report.text[counts[size - 1].phrase.end :].lstrip()[:1] in _ENDS
    return counts[:size] if closed and size > 1 and _single(counts[0]) else ()


def _told_before(document: Document, counts: Sequence[Count]) -> int:
    """How many single people are those whom the number right behind them counts ("A, B and C, *three organisers*,"), else 0."""
    size = _list_size(document, counts)
    if size >= len(counts) or not all(_single(c) for c in counts[:size]):
        return 0
    number = counts[size]
    between = document.report.text[counts[size - 1].phrase.end : number.phrase.start].strip()
    same = number.low == number.high == sum(c.low or 0 for c in counts[:size]) and number.outcome == counts[0].outcome
    return size if same and size > 1 and between in _BEFORE_NAMES and not _single(number) else 0


def _of_theirs(document: Document, count: Count) -> bool:
    first = next((w for w in document.words if w.start >= count.phrase.start), None)
    return first is not None and is_possessive(first)


def _single(count: Count) -> bool:
    """People told without a number, each of them one."""
    return count.low is not None and count.low == count.high and _kind(count) in _ONE_BY_ONE


def _summed(document: Document, counts: Sequence[Count]) -> Count:
    first, last = counts[0].phrase, counts[-1].phrase
    text = document.report.text[first.start : last.end]
    made_by = f"{first.made_by.rsplit('+', 1)[0]}+{SUM}"
    whole = replace(first, end=last.end, text=text, made_by=made_by, confidence=min(c.phrase.confidence for c in counts))
    low = None if any(c.low is None for c in counts) else sum(c.low or 0 for c in counts)
    high = None if any(c.high is None for c in counts) else sum(c.high or 0 for c in counts)
    civilian = counts[0].civilian if len({c.civilian for c in counts}) == 1 else None
    return replace(counts[0], low=low, high=high, who=text, civilian=civilian, phrase=whole)
