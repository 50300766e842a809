"""Bringing actors of other projects over: each reader turns their files into lines of our own tables.

In: a file as it is published, of OpenSanctions (`ftm`), of a query to Wikidata (`wikidata`), or a dictionary of TABARI or
PETRARCH (`petrarch`).  Out: tables of a codebook folder (`actors/persons.csv` and others), which `codebook` settings accept.
Lines that cannot be read are told, and left out; the rest is taken.
"""
