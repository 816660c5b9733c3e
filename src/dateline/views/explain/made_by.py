"""The names in `made_by` as an analyst understands them: "actors/armed_groups:taliban" is the row "taliban" of the list of armed groups.

`docs/reference/record.md` lists the names; a test holds the stages to this file.
"""

from __future__ import annotations

# Whole names.
_EXACT = {
    "model:triggers": "the language model takes the words for such an event",
    "model:roles": "the language model gives the words this role",
    "model:names": "the language model takes the words for a name",
    "model:figures": "the language model marks the words as such a figure",
    "model:claims": "the language model marks the words as such a claim",
    "model:statuses": "the language model reads the event's words so",
    "modes:visit": "they meet in a town of the one side's country, to which the other has come",
    "model:modes": "the language model gives the event's words this mode",
    "tallies": "an abbreviation of security reports tells the figure: “11 WIA”",
    "bare": "a toll told without a word for the deed",
    "pronouns": "a pronoun for people told before to have been taken",
    "syntax:taken": "the words describe people let go, rescued or killed, and tell how they were taken",
    "syntax:members": "a part of the people taken or given in, told as such: “including two officers”",
    "quantities:number": "the count grammar reads the number",
    "quantities:range": "the count grammar reads a range",
    "quantities:vague": "the count grammar bounds the vague number as the codebook says",
    "quantities:article": "the count grammar takes “a” or “another” for one",
    "quantities:members": "the count grammar reads the number of members of a group",
    "quantities:none": "the count grammar reads that there was none",
    "quantities:part": "the count grammar reads a part whose number is not told",
    "quantities:whole": "the count grammar reads the whole of which a part is told",
    "quantities:name": "people named one by one are counted",
    "quantities:noun": "no number is told: a singular is one, a plural two or more",
    "quantities:pronoun": "no number is told: the pronoun says one or several",
    "quantities:sum": "several groups told together are added up",
    "syntax:standing": "in the parse the words stand to the event's as those of such a party do",
    "syntax:mediator": "the sentence says of them that they mediate, host or witness it",
    "syntax:warding": "they are told to meet what is done, by repelling or drawing it, so it is done to them",
    "syntax:list": "in one list with others, so on their side",
    "syntax:reciprocal": "words for the other of two who do the same (“each other”)",
    "syntax:possessive": "a possessive, taken for the subject before it",
    "syntax:before-could": "somebody was kept from it: “shot before he could set it off”",
    "syntax:for-day": "it is called, set or planned for a day: “called a strike for Monday”",
    "syntax:never-without": "no time passes without it: “hardly a week goes by without a bomb”",
    "syntax:inverted": "a verb before its subject, as in a condition (“should they attack”)",
    "syntax:antecedent": "a pronoun, taken for the nearest fitting words before it",
    "syntax:subject": "the subject of the clause",
    "syntax:named": "the words name further on whom they speak for",
    "syntax:deed": "the deed stands with the words in the parse",
    "syntax:owned-up": "who speaks admits the own side’s deed",
    "syntax:own-side": "who speaks tells of the own side’s deed",
    "syntax:behind": "who speaks says that another was behind the deed",
    "syntax:not-done": "who speaks says that what was told before was not done",
    "syntax:told-before": "the words go back to the deed told before",
    "syntax:beside": "the deed stands nearest to the words",
    "syntax:condition": "the plan hangs on a condition or on whether it is announced: “will resign if”, “may announce”",
    "deeds:weighed": "of the deeds told beside and before the words, the one that learned weights have for them",
    "syntax:is-to": "it is bound to come: “is to meet”",
    "claims.only-denied": "it is told only where somebody denies it",
    "source:own-deed": "the attacker tells of the attack",
    "syntax:speaker": "the parse has the words as the speaker of a verb of saying over the event",
    "syntax:oblique": "the parse has the name behind “in”, “at”, “near” or the like beside the event",
    "times:set": "its clause gives a time at which it happens again and again",
    "times:years": "it is told of a span of years: “has for years shelled”, “have fought since 1984”",
    "syntax:past": "the verb that carries the event's noun stands in the simple past",
    "actors/words": "in no list of parties, so the report's own words are kept",
    "actors/words:name": "a name that is in no list of parties, so it is kept as the report has it",
    "actors/words:organisation": "an organisation that is in no list of parties, so its name is kept as the report has it",
    "actor:before": "no attacker is named: whoever struck the same party in the sentence before",
    "doer:before": "named by a deed alone (“the attackers”): who did the last such deed told before",
    "cast:short": "initials of a name that the report tells before",
    "cast:person": "a person whom the report introduces elsewhere with the office held",
    "figures:civilian": "civilians among the victims",
    "event:forces": "the deed is one of armed forces, so the state's forces are meant",
    "event:talks": "a person who meets or agrees with others does it for the state told beside the name",
    "event:protest": "who protests are protesters",
    "event:civilians": "people of everyday life, or what is theirs, that are attacked, let go or besieged are civilians",
    "syntax:speaker-before": "whoever spoke before: “he said”, or a quotation that goes on",
    "codes": "ACLED and UCDP by rules over parties and words",
    "belief": "what speaks for and against its being an event",
    "sides:before": "words for two parties: the two who face each other most often in what was told before",
    "sides:list": "one of several states or groups that the words list",
    "owner:before": "whose they are is told before: by the subject of a possessive (“its forces”), or beside the same word (“the army”)",
    "cast:only": "unnamed armed people, taken for those of the one armed party that the report names",
    "cast:before": "a description that stands for the armed party named before it",
    "dates.stated": "a date of its own, laid on the calendar",
    "dates.story": "counted from the day that the report told of before",
    "dates.beside": "no date is told: it goes on with what the report told just before, and is of its day",
    "dates.told": "no date of its own: of the day of the telling or the day before",
    "dates.assumed": "no date is told: news of the day of publication",
    "dates.lasting": "how long it had gone on is told, or that it goes on since: from its first day to its last",
    "dates.attached": "the grammar of the sentence gives its day: what “three days after” counts from, what “when” behind a date tells",
    "dates.open": "the words say only from when or until when",
    "dates.unknown": "nothing in the report settles the day",
    "gazetteer:context": "the gazetteer has the place, and the report's other places and peoples point to this country",
    "gazetteer:contained": "the gazetteer has the place, and the words say in what it lies",
    "gazetteer:prior": "the gazetteer has places of this name; this one is the best known",
    "gazetteer:beside": "the gazetteer lacks the place, so it is put near the known places told beside it",
    "gazetteer:none": "the gazetteer lacks the place, so its name is kept",
    "setting:beside": "no place of its own: a place told in its sentence or in one beside it",
    "setting:dateline": "no place of its own: where the report's dateline or heading is",
    "setting:site": "a plant, bridge, road or the like that is called by the place before it",
    "setting:line": "a border or road that is called by what lies on either side",
    "setting:before": "no place of its own: where the report last was",
    "setting:country": "no place of its own: the country of the people named, or of the report",
    "setting:definite": "a place told without its name: the one of that kind told last, or the capital",
    "setting:between": "half-way between the two places",
    "weapons:lexicon": "the list of weapons has the words",
    "figures.words": "the figure's words are those of that side's party",
    "figures.name": "the people counted are called as that side's party",
    "figures.civilians": "civilians hurt where the target bears arms stand apart from it",
    "figures.forces": "their forces fought on that side, or civilians were hurt where forces fought an armed group",
    "figures.outcome": "what befell them puts them on that side: who surrenders does it, who is freed in a raid stands apart",
    "figures.loser": "that side is told to have lost them",
    "figures.victims": "no party's words: those hurt, held or freed are of the side that it was done to",
    "figures.including": "the words between two figures of a sentence say whether one includes the other",
    "quantities:civilians": "the words for the people say whether they bear arms",
    "dates.ahead": "its date lies after the day of publication",
    "resolve.part_of": "words like “one” and “each” point to happenings told before in the plural",
    "setting:none": "no place is told, and of this type of event none is taken over",
    "setting:words": "further places are those that are named as exactly",
    "topics:none": "no word of the list of topics stands in the event's sentences",
    "joining": "mentions of one type are joined while their pairs are likely enough to tell of one event",
}
# Names with something of a table behind the colon.
_PREFIXED = {
    "lexicon": "the lexicon has the wording “{}” for it",
    "mode": "whom a deed of this kind (“{}”) befalls has come to this by it",
    "recast": "who does it makes it of this type, by the rule “{}”",
    "own": "your own event type has the wording “{}”",
    "added": "the place is of your own table “{}”",
    "imported": "the place is of the table “{}” that you imported",
    "frame": "the words stand where the lexicon's pattern “{}” has this role",
    "cue": "the cue “{}” stands on the event's own words",
    "claims": "the pattern of claims “{}” fits",
    "ontology": "the codes of {} in the ontology",
    "topics": "words of the list of topics stand in the event's sentence",
    "actors/states": "the list of states has it ({})",
    "actors/forces": "the list of armies and police forces has it ({})",
    "actors/armed_groups": "the list of armed groups has it ({})",
    "actors/chief_groups": "the list of who “the rebels” of a country were on that day has it ({})",
    "actors/bodies": "the list of organisations has it ({})",
    "actors/leaders": "the list of leaders has the person in office on the day of publication ({})",
    "actors/own": "your own list of parties has it ({})",
    "actors/agents": "the list of descriptions has “{}”",
    "actors/natures": "the list of what parties were on which day has it ({})",
}


def in_words(made_by: str) -> str:
    """What made a value, in words: in_words("model:figures+quantities:number") has a clause for each of the two.

    A name that is not known stays as it is.
    """
    return "; ".join(_clause(name) or name for name in made_by.split("+") if name)


def is_known(made_by: str) -> bool:
    """Is there a clause for each of the names?"""
    return all(_clause(name) is not None for name in made_by.split("+"))


def _clause(name: str) -> str | None:
    if name in _EXACT:
        return _EXACT[name]
    table, colon, row = name.partition(":")
    return _PREFIXED[table].format(row.replace("_", " ")) if colon and table in _PREFIXED else None


def sentence(*clauses: str) -> str:
    """The clauses as one sentence, none twice."""
    told = "; ".join(dict.fromkeys(part for clause in clauses for part in clause.split("; ") if part))
    return f"{told[0].upper()}{told[1:]}." if told else ""
