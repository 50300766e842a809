"""Where: toponyms in a report, resolved to GeoNames.

In: a Doc with tags, dependencies and entities, and `doc._.actors` where that stage has run.  Out: `doc._.places`, a tuple of
`Place` in the order of the text, without overlaps.

Method: names of hand-made tables (countries, divisions, features) and of a GeoNames gazetteer are found by readers in the
order of their trust (`mentions`), with what the words around say (`evidence`, `context`); each name gets one place a report
(`resolve`), by containment ("Paris, Texas"), else by a prior from kind and population and the support of the countries,
divisions and neighbours that the report names (`scores`).  Sources: Leidner 2007, Toponym Resolution in Text; Gritta et al.
2019, A Pragmatic Guide to Geoparsing Evaluation (its data, GeoWebNews, is what the rules were tried on).

It does not say where an event happened, knows no polygons, and looks nothing up outside the machine.
"""
