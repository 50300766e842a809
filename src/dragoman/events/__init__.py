"""What happened: events of PLOVER's types, with who did it to whom, whether it happened, when and where.

In: a parsed Doc with the layers times, actors, places and attributions (any of them may be empty).  Out: `doc._.events`.

The method, in the order of the modules:

1. `matching`      finds the trigger patterns of the lexicon in the parse: a head and its companions in one clause;
2. `participants`  fills each trigger's slots with actors, over passives, relative and participial clauses, and control;
3. `composition`   joins a trigger to the one it governs (a promise to attack is a threat, a refusal to meet a rejection) and
                   reads the auxiliary modes: negated, hypothetical, future;
4. `assembly`      drops what has no party or is said twice, and rates what is left;
5. `dates`, `locations`, `claims`, `wording` give each event its date, place, source, contexts and mode.

`syntax` answers questions about the parse, `neighbourhood` how near a date or a place stands.

`relate` answers the narrower question which event a sentence reports between two given parties.

The ontology and its borders: PLOVER manual 2.0, chapter "Event Categories".  The auxiliary modes: its section 2.3.
What it does not do: events told without any trigger of the lexicon, and events told over several sentences.
"""
