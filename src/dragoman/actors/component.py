"""The spaCy component `dragoman_actors`: reads the parse, the entities and `doc._.dct`; writes `doc._.actors`."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.actors.agents import AgentLexicon
from dragoman.actors.base import Base, load_base
from dragoman.actors.draft import Draft
from dragoman.actors.gazetteer import Gazetteer
from dragoman.actors.mentions import MentionMaker
from dragoman.actors.people import People
from dragoman.actors.resolve import Resolver
from dragoman.codebook.tables import BUILT_IN
from dragoman.layers import register
from dragoman.model import Actor, Span


@Language.factory(
    "dragoman_actors",
    requires=["doc.ents", "token.dep", "token.head", "token.tag", "token.lemma"],
    assigns=["doc._.actors"],
    default_config={"codebook": []},
)
def create_actors(nlp: Language, name: str, codebook: Sequence[str]) -> Actors:
    """`codebook`: folders whose tables extend or override the built-in ones."""
    register()
    with uncollected():
        return Actors(load_base((BUILT_IN, *map(Path, codebook))))


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector from walking the growing tables again and again, which doubles the time of loading."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class Actors:
    """Finds who acts in a report."""

    def __init__(self, base: Base) -> None:
        people = People(base.persons)
        # Of the lines with a code that of the present state, else that of the one which is no more.
        countries = {country.code: country for country in sorted(base.countries, key=lambda country: country.end is None)}
        self.maker = MentionMaker(Gazetteer(base), AgentLexicon(base.agents), people, countries)
        self.resolver = Resolver(people, countries)

    def __call__(self, doc: Doc) -> Doc:
        reading = self.maker.read(doc, doc._.dct)
        self.resolver.resolve(reading)
        text = doc.text  # joined anew from the tokens at every call
        actors = {actor: None for draft in reading.drafts for actor in actors_of(doc, text, draft)}
        doc._.actors = tuple(sorted(actors, key=lambda actor: (actor.span.start, actor.span.end, actor.id)))
        return doc


def actors_of(doc: Doc, text: str, draft: Draft) -> Iterator[Actor]:
    """The actor of a mention, or one for each member of a plural mention, all with its span."""
    start, last = doc[draft.start].idx, doc[draft.end - 1]
    end = last.idx + len(last)
    span = Span(start, end, text[start:end])
    for meant in draft.members or (draft,):
        certain = min(draft.certain, meant.certain)
        yield Actor(span, draft.head, meant.id, meant.name, meant.kind, meant.country, meant.sector, meant.other_sectors,
                    meant.office, certain, draft.rule)
