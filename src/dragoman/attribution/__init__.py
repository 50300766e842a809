"""Who says so: source, cue and content of every attribution in a report.

In: a parsed Doc.  Out: `doc._.attributions`, a tuple of `model.Attribution`.

Quotations are found by their marks (`marks`), whatever the parser made of them; each looks for a cue beside it (`speech`).
Every other cue of the lexicon takes its content from the parse (`reported`), as do nouns (`nouns`) and phrases (`asides`);
colons in headlines and transcripts stand for a cue (`headlines`).  Terms follow PolNeAR (Newell et al., LREC 2018) and PARC 3.0
(Pareti, LREC 2016).  Whom a source is comes from the actors' stage (`speakers`), to whom, where and when it was said from the
words around the cue (`circumstances`), and what the source holds of it from the cue's stance (`stance`).  Not done here:
whether the claim is true.
"""
