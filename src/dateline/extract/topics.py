"""What talks, agreements, demands and the like are about."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.extract.entries import Lexicon, Topic
from dateline.extract.lexicon import load_lexicon
from dateline.extract.triggers import Chosen
from dateline.schema.document import Document


def find_topics(document: Document, chosen: Chosen, lexicon: Lexicon) -> tuple[str, ...]:
    """The topics of the event's type whose words stand in its sentence."""
    sentence = document.words[chosen.first].sentence
    own = lexicon.types[chosen.type].topics if chosen.type in lexicon.types else ()
    return tuple(t.name for t in lexicon.topics if t.name in own and any(_places(document, sentence, t)))


def topic_words(document: Document, sentence: int, name: str, *, lexicon: Lexicon | None = None) -> tuple[tuple[int, int], ...]:
    """The word ranges of a sentence that a topic of that name is read off, in the order of the text, none inside another."""
    topics = (lexicon or load_lexicon()).topics
    found = sorted({r for t in topics if t.name == name for r in _places(document, sentence, t)}, key=lambda r: (r[0], -r[1]))
    return tuple(r for k, r in enumerate(found) if not any(a <= r[0] and r[1] <= b for a, b in found[:k]))


def _places(document: Document, sentence: int, topic: Topic) -> Iterator[tuple[int, int]]:
    s = document.sentences[sentence]
    lemmas = tuple(word.lemma for word in document.words[s.first : s.last])
    held = set(lemmas)
    for pattern in topic.patterns:
        if pattern[0] not in held:
            continue
        size = len(pattern)
        for k in range(len(lemmas) - size + 1):
            if lemmas[k : k + size] == pattern:
                yield s.first + k, s.first + k + size
