"""A party that no table names keeps the words of the report."""

from __future__ import annotations

from dateline.resolve.actor_phrases import OWN_WORDS, VAGUE, Context
from dateline.resolve.actor_table import Agent, Entry, Token, tokens_of
from dateline.schema.place import Actor


def own_words(text: str, context: Context, *, agent: Agent | None, entry: Entry | None = None) -> Actor:
    """The party as described: without article, number and measure, in lower case where the report is in capitals."""
    tokens = tokens_of(text)
    phrases = context.table.phrases
    first = 0
    while first < len(tokens) - 1 and _says_nothing(tokens, first, phrases):
        first += 1
    name = text[tokens[first].start : tokens[-1].end] if tokens else text.strip()
    if name.isupper() and (agent or (len(name) > 4 and len(tokens) - first > 1)):
        name = name.lower()
    elif (
        tokens
        and first == 0
        and agent
        and agent.sector != "religion"
        and name[:1].isupper()
        and not tokens[0].text.isupper()
        and _begins(agent, tokens[0], context)
    ):
        name = name[:1].lower() + name[1:]
    kind = agent.kind if agent and agent.kind not in VAGUE else ("people" if entry else None)
    country = entry.countries[0] if entry and entry.countries else owner_country(text, context)
    made_by = f"actors/agents:{agent.words}" if agent else (entry.made_by if entry else "actors/words")
    return Actor(name, None, kind or "unknown", agent.sector if agent else None, country, made_by, OWN_WORDS)


def _says_nothing(tokens: list[Token], at: int, phrases: dict[str, frozenset[str]]) -> bool:
    """Is the word an article, a number or a measure before the party ("at least 20", "a group of")?"""
    word, after = tokens[at], tokens[at + 1]
    if after.joined or (after.folded != "of" and after.folded in phrases["owners"]):
        return False
    if after.folded == "of":
        return word.folded in phrases["measures"] or word.folded in phrases["determiners"]
    counted = word.text[:1].isdigit() or (at > 0 and word.folded == "of")
    return counted or word.folded in phrases["determiners"] or word.folded in phrases["possessives"]


def _begins(agent: Agent, token: Token, context: Context) -> bool:
    """Is the word the agent word itself or its first, and so no name ("Bandits", but not "Sunni militants")?"""
    return context.table.agent([token.folded]) == agent or agent.words.split()[0] == token.folded


def owner_country(text: str, context: Context) -> str | None:
    """The country of the one state that the words of a described party name ("Palestinian militants")."""
    matches = context.table.find(tokens_of(text), published=context.published, country=context.country)
    countries = {m.entry.countries[0] for m in matches if m.entry.table == "states" and m.entry.countries and not m.aside}
    return countries.pop() if len(countries) == 1 else None


_PRONOUNS = frozenset("they them he him she her it who whom which that themselves himself itself we us i both".split())


def is_pronoun(text: str) -> bool:
    """Are the words of a party a pronoun? "US" in capitals is a country."""
    return text != "US" and text.casefold() in _PRONOUNS
