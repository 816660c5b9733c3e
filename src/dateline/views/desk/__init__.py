"""What the review desk knows apart from its page: how much a report is worth looking at, what selected words say, how two people's
codings differ and agree, and what was decided as coded reports. Nothing here knows the web."""
