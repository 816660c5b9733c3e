"""The label sets of the model's heads, in the order of their scores. Changing one means training again."""

from __future__ import annotations

UPOS = ("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X")

# Universal relations, with the subtypes that tell participants apart.
RELATIONS = (
    "acl", "acl:relcl", "advcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc", "ccomp", "compound", "compound:prt",
    "conj", "cop", "csubj", "dep", "det", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark",
    "nmod", "nmod:poss", "nmod:unmarked", "nsubj", "nsubj:pass", "nummod", "obj", "obl", "obl:agent", "obl:unmarked", "orphan",
    "parataxis", "punct", "reparandum", "root", "vocative", "xcomp",
)  # fmt: skip

NAME_KINDS = ("person", "organisation", "armed_group", "group", "place", "facility", "weapon")
NAME_TAGS = ("O", *(f"{p}-{k}" for k in NAME_KINDS for p in "BI"))

# PLOVER's types and modes (manual 0.8), codebook section 2.
TYPE_MODES: dict[str, tuple[str, ...]] = {
    "AGREE": (),
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "SUPPORT": (),
    "CONCEDE": (),
    "COOPERATE": ("economic", "military", "judicial", "intelligence"),
    "AID": ("economic", "military", "humanitarian", "asylum"),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": ("seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber"),
    "ASSAULT": (
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives", "suicide-attack", "aerial",
        "drone", "heavy-weapons", "crowd-control", "unconventional",
    ),
}  # fmt: skip
TYPES = tuple(TYPE_MODES)
TRIGGER_TAGS = ("O", *(f"{p}-{t}" for t in TYPES for p in "BI"))
# "TYPE:mode", "TYPE:" where the type has no mode.
MODES = tuple(f"{t}:{m}" for t, modes in TYPE_MODES.items() for m in ("", *modes))
STATUSES = ("happened", "attempted", "planned", "possible", "denied", "habitual")

OUTCOMES = ("killed", "wounded", "casualty", "missing", "abducted", "detained", "released", "surrendered", "displaced")
CLAIMS = ("claimed", "blamed", "denied")
FACTS = ("O", *OUTCOMES, *CLAIMS)
# What a word can be to a trigger: a participant, who tells of it, where, when, a figure of one outcome, a claim about it.
PARTIES = ("actor", "recipient", "third")
ROLES = (*PARTIES, "source", "place", "time", *OUTCOMES, *CLAIMS)
# Where a word stands as seen from a trigger: in its sentence, in the trigger itself, in the sentence before or after.
OWN, TRIGGER, BEFORE, AFTER = MARKS = range(4)
# Distances in words from a trigger, clipped, for the reader.
ROLE_REACH = 24
# Distances in sentences between two triggers, clipped, for the same-event head.
SAME_REACH = 8
# Numbers of sentences, clipped, by which the story head knows where in the report a trigger stands.
STORY_SENTENCES = 40
