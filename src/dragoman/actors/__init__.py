"""Who: the actors of a report.

In: a parsed spaCy Doc with entities, and `doc._.dct`.  Out: `doc._.actors`, one `Actor` a mention, in the order of the text.

Method: names are found with one automaton over the text (`gazetteer`), noun phrases around names, offices and generic agent
nouns become mentions with country and sector (`mentions`, `titles`), and mentions of the same actor get one identity
(`identity`, `offices`, `pronouns`).  The tables are the codebook's (`base`); who held which office is a matter of the
document creation time.  Sectors and partially recognised entities are PLOVER's (manual, chapter "Country Names and Sector
Codes").

Not done: actors without a word in the text (agentless passives), and abbreviations that the report never introduces and
the tables do not know.
"""
